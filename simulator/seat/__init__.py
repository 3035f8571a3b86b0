"""Seats without a screen: texts and available acts, for screens and plain lines alike."""
