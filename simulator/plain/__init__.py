"""The same call in lines and numbers: for screen readers, Braille displays, pipes and scripts."""
