"""Decide properties of every call, and show a counterexample."""
