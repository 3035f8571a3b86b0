"""A call in lines: captions, numbered acts, pacing."""
