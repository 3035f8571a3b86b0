"""What a seat shows and offers, in words: for the screens and for the plain lines alike."""
