"""The screen of a running call."""
