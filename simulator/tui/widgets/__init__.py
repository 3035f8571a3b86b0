"""Pieces of screens: they take values and announce intentions."""
