"""The model of a scenario file, and what it expands to."""
