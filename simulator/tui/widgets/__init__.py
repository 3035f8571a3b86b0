"""Widgets: they show values and post messages."""
