"""Warnings about a valid file: unknown names, sensitive words, steps without effect."""
