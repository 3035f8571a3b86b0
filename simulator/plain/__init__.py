"""Calls in plain lines and numbers, for screen readers, Braille displays, pipes and scripts."""
