"""Tests of how people speak."""
