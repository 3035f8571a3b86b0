"""Tests of the wing that makes calls audible."""
