"""Texts of a seat: captions, acts, summary and map."""
