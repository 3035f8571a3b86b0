"""Handling a call badly: each lapse as rows or changes over the table of good practice."""
