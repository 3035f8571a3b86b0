"""Decide properties of every call, and find counterexamples."""
