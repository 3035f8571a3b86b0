"""A strict YAML reader that keeps the position of every value."""
