"""Compare a finished call with good practice, and play it again from where they differ."""
