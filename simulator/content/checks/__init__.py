"""Checks beyond the models: unknown names, sensitive words, truncated text."""
