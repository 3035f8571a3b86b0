"""Prompts and typed commands of the line interface."""
