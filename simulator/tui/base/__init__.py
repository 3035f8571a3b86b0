"""Shared parts of all screens: frame, quick exit, themes, choose dialogs."""
