"""What a seat shows, in words: captions, acts, summary, map."""
