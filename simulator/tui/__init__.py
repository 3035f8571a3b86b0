"""The screens: they show and ask, and decide nothing about a call."""
