"""Sounds on a telephone line: key tones, and the files of all else in `data`.

A clip is mono, at `RATE`, at its own level. Sounds of distress (`SILENT`) have no file.
"""

import wave
from functools import cache
from importlib import resources
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.core.instant import Millis
from simulator.core.terms import Sound

RATE = 8_000
"""Samples per second."""
BAND = (300.0, 3_400.0)
"""Frequency band in Hz (the classic speech band)."""
SILENCE_DB = -32.0
"""Level below the loudest sample of a clip that counts as silence (assumption)."""
VOICE_DB = -20.0
"""Level of a voice; all levels are root mean square relative to full scale (assumption)."""
WHISPER_DB = -32.0
KEY_DB = -14.0

Clip: TypeAlias = NDArray[np.float64]
"""Samples between -1 and 1."""

ROWS = (697.0, 770.0, 852.0, 941.0)
COLUMNS = (1_209.0, 1_336.0, 1_477.0)
DTMF = {key: (ROWS[index // 3], COLUMNS[index % 3]) for index, key in enumerate("123456789*0#")}
"""The two frequencies of each key, in Hz (ITU-T Q.23)."""

_EDGE = 60.0
"""Width of the band's edges, in Hz."""

SILENT = frozenset(
    {
        Sound.SOB, Sound.GROAN, Sound.SHOUTING, Sound.ARGUMENT, Sound.BREAKING, Sound.SCUFFLE,
        Sound.DEVICE_VOICE, Sound.FALL_MESSAGE,
    }
)  # fmt: skip
"""Captions only: crying, shouting, blows, pain; and messages of devices, which have no text."""


def gain(decibels: float) -> float:
    """Convert decibels to an amplitude factor."""
    return float(10.0 ** (decibels / 20.0))


def samples(length: Millis) -> int:
    """Return the number of samples in `length` ms."""
    return length * RATE // 1_000


def at_level(clip: Clip, decibels: float) -> Clip:
    """Set the level of a clip (root mean square without its silence)."""
    loud = clip[heard(clip)]
    if not loud.size:
        return clip
    return clip * (gain(decibels) / float(np.sqrt(np.mean(loud**2))))


def heard(clip: Clip) -> NDArray[np.bool_]:
    """Return which samples are louder than silence, relative to the loudest."""
    loudest = float(np.max(np.abs(clip), initial=0.0))
    least = loudest * gain(SILENCE_DB)
    return np.greater(np.abs(clip), least)


def on_a_line(clip: Clip) -> Clip:
    """Limit a clip to the band of a telephone line."""
    low, high = BAND
    spectrum = np.fft.rfft(clip)
    frequency = np.fft.rfftfreq(clip.size, 1 / RATE)
    passed = np.interp(frequency, [low, low + _EDGE, high - _EDGE, high], [0, 1, 1, 0])
    return np.fft.irfft(spectrum * passed, clip.size)


def key(pressed: str, length: Millis) -> Clip:
    """Return the tone of a key, `length` ms long."""
    seconds = np.arange(samples(length)) / RATE
    tones = [np.sin(2 * np.pi * each * seconds) for each in DTMF[pressed]]
    mixed: Clip = np.sum(tones, axis=0)
    return at_level(_faded(mixed, 4), KEY_DB)


@cache
def recorded(name: str) -> Clip:
    """Return the clip in a file of `data`."""
    path = resources.files(__package__).joinpath("data", f"{name}.wav")
    with path.open("rb") as file, wave.open(file) as sound:
        frames = sound.readframes(sound.getnframes())
    return np.frombuffer(frames, "<i2").astype(np.float64) / 32_768


def lasting(clip: Clip, length: Millis) -> Clip:
    """Return a clip that is repeated, and cut off, to last `length` ms."""
    return _faded(np.resize(clip, samples(length)), 5)


def _faded(clip: Clip, edge: Millis) -> Clip:
    """Fade both ends in place, so that the clip doesn't click."""
    width = min(samples(edge), clip.size // 2)
    if width:
        ramp = np.sin(np.linspace(0, np.pi / 2, width)) ** 2
        clip[:width] *= ramp
        clip[-width:] *= ramp[::-1]
    return clip
