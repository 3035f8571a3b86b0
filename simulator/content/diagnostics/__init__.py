"""Validation errors as problems with a place, a message and a fix."""
