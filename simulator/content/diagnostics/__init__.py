"""Validation errors as problems with a position, a message and a fix."""
