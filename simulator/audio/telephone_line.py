"""The figures of a telephone line, and how loud each thing is on it."""

from __future__ import annotations

RATE = 8_000
"""Samples a second: what a telephone line carries."""
BAND = (300.0, 3_400.0)
"""The frequencies, in hertz, that a telephone line carries (the classic speech band)."""
PEAK_DB = -3.0
"""No sample is louder than this, in decibels below full scale."""

SILENCE_DB = -32.0
"""What is so much softer than the loudest of a clip counts as silence around it (assumption)."""

VOICE_DB = -20.0
"""A person speaking into a phone; all levels are root mean square below full scale (assumption)."""
WHISPER_DB = -32.0
FAINT_DB = -40.0
KEY_DB = -14.0
TAP_DB = -22.0
COUGH_DB = -20.0
RING_DB = -18.0
ROOM_DB = -34.0
"""What is around the caller, some way from the phone."""


def gain(decibels: float) -> float:
    """Decibels below full scale as a factor."""
    return float(10.0 ** (decibels / 20.0))


KEY_GROUP = (1_150.0, 1_550.0)
"""Where the higher of a key's two tones lies, in hertz, with room to spare."""
KEY_GROUP_DB = -12.0
"""By so much spoken lines are softer there, or a decoder may take a vowel for a key."""
