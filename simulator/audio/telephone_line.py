"""Bandwidth and sound levels of a telephone line."""

from __future__ import annotations

RATE = 8_000
"""Samples per second."""
BAND = (300.0, 3_400.0)
"""Frequency band in Hz (the classic speech band)."""
PEAK_DB = -3.0
"""Loudest sample, in decibels relative to full scale."""

SILENCE_DB = -32.0
"""Level below the loudest sample of a clip that counts as silence (assumption)."""

VOICE_DB = -20.0
"""Level of a voice; all levels are root mean square relative to full scale (assumption)."""
WHISPER_DB = -32.0
FAINT_DB = -40.0
KEY_DB = -14.0
TAP_DB = -22.0
COUGH_DB = -20.0
RING_DB = -18.0
ROOM_DB = -34.0
"""Level of surroundings, at some distance from the phone."""


def gain(decibels: float) -> float:
    """Convert decibels to an amplitude factor."""
    return float(10.0 ** (decibels / 20.0))


KEY_GROUP = (1_150.0, 1_550.0)
"""Band of the higher of a key's two tones in Hz, with a margin."""
KEY_GROUP_DB = -12.0
"""Gain of spoken lines in that band; without it a decoder may take a vowel for a key."""
