"""What a finished call teaches."""
