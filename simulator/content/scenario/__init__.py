"""The model of a scenario file, and the complete scenarios that it expands to."""
