"""Shared parts of all screens: frame, quick exit, dialogs."""
