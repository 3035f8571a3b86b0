"""What is passed on of a call."""
