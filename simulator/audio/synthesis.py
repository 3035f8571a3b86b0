"""Synthesised sounds of a call on a telephone line: tones, clicks and coloured noise.

A clip is mono, at `RATE`, at its own level. Noise comes from a seed, so the same
call gives the same samples. Sounds of distress (`SILENT`) are never made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.core.instant import Millis
from simulator.core.terms import Sound

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
KEY_GROUP = (1_150.0, 1_550.0)
"""Band of the higher of a key's two tones in Hz, with a margin."""
KEY_GROUP_DB = -12.0
"""Gain of spoken lines in that band; without it a decoder may take a vowel for a key."""

Clip: TypeAlias = NDArray[np.float64]
"""Samples between -1 and 1."""
Noise: TypeAlias = np.random.Generator

ROWS = (697.0, 770.0, 852.0, 941.0)
COLUMNS = (1_209.0, 1_336.0, 1_477.0)
DTMF = {key: (ROWS[index // 3], COLUMNS[index % 3]) for index, key in enumerate("123456789*0#")}
"""The two frequencies of each key, in Hz (ITU-T Q.23)."""
RINGING_TONE = (400.0, 450.0)
"""The two frequencies of the British ringing tone, in Hz (assumption)."""
RING_PATTERN: tuple[Millis, ...] = (400, 200, 400, 2_000)
"""Sounds and pauses of British ringing, in ms (assumption)."""

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


def silence(length: Millis) -> Clip:
    """Return silence of `length` ms."""
    return np.zeros(samples(length))


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
    return at_level(_faded(_tones(DTMF[pressed], length), 4), KEY_DB)


def ringing_tone(length: Millis) -> Clip:
    """Return the ringing tone in an earpiece."""
    rung = _ringing(lambda span: _tones(RINGING_TONE, span), length)
    return at_level(rung, RING_DB)


def bell(length: Millis) -> Clip:
    """Return the bell of a ringing phone: two calm notes."""

    def ring(span: Millis) -> Clip:
        half = span // 2
        return np.concatenate([_tones((880.0,), half), _tones((1_100.0,), span - half)])

    return at_level(_ringing(ring, length), RING_DB)


def taps(times: int) -> Clip:
    """Return taps of a fingernail on a phone."""
    one = np.concatenate([_struck((900.0, 1_700.0), 40, 9.0), silence(260)])
    return at_level(np.tile(one, times), TAP_DB)


def coughs(times: int, noise: Noise) -> Clip:
    """Return coughs, each a short burst and a longer one that fades."""
    first = _noise(noise, 70, 500.0, 2_200.0) * _decay(70, 18.0)
    second = _noise(noise, 230, 400.0, 1_600.0) * _decay(230, 9.0) * 0.6
    one = np.concatenate([first, silence(40), second, silence(360)])
    return at_level(np.tile(one, times), COUGH_DB)


def murmur(length: Millis, noise: Noise) -> Clip:
    """Return an unintelligible voice: noise in the rhythm of speech."""
    voiced = _noise(noise, length, 320.0, 900.0) * _syllables(length, noise, 4.0)
    return at_level(_faded(voiced, 30), FAINT_DB)


def around(sound: Sound, noise: Noise) -> Clip:
    """Return a sound of the surroundings; empty for a caption only."""
    return at_level(_AROUND[sound](noise), ROOM_DB) if sound in _AROUND else silence(0)


def _tones(frequencies: tuple[float, ...], length: Millis) -> Clip:
    seconds = np.arange(samples(length)) / RATE
    mixed: Clip = np.sum([np.sin(2 * np.pi * each * seconds) for each in frequencies], axis=0)
    return mixed / len(frequencies)


def _faded(clip: Clip, edge: Millis) -> Clip:
    """Fade both ends in place, so that the clip doesn't click."""
    width = min(samples(edge), clip.size // 2)
    if width:
        ramp = np.sin(np.linspace(0, np.pi / 2, width)) ** 2
        clip[:width] *= ramp
        clip[-width:] *= ramp[::-1]
    return clip


def _decay(length: Millis, steepness: float) -> Clip:
    return np.exp(-steepness * np.linspace(0, 1, samples(length)))


def _struck(frequencies: tuple[float, ...], length: Millis, steepness: float) -> Clip:
    return _tones(frequencies, length) * _decay(length, steepness)


def _noise(noise: Noise, length: Millis, low: float, high: float) -> Clip:
    count = samples(length)
    spectrum = np.fft.rfft(noise.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    spectrum[(frequency < low) | (frequency > high)] = 0
    return np.fft.irfft(spectrum, count)


def _syllables(length: Millis, noise: Noise, rate: float) -> Clip:
    """An envelope in the rhythm of speech, `rate` syllables a second."""
    count = max(2, round(length / 1_000 * rate) + 1)
    heights = noise.uniform(0.15, 1.0, count)
    return np.interp(np.linspace(0, count - 1, samples(length)), np.arange(count), heights)


def _swell(length: Millis, times: float) -> Clip:
    return np.sin(np.linspace(0, np.pi * times, samples(length))) ** 2


def _ringing(ring: Callable[[Millis], Clip], length: Millis) -> Clip:
    """Return British ringing of `length` milliseconds, cut off by an answer."""
    parts: list[Clip] = []
    spent: Millis = 0
    while spent < length:
        for index, span in enumerate(RING_PATTERN):
            parts.append(silence(span) if index % 2 else _faded(ring(span), 5))
            spent += span
    return _faded(np.concatenate(parts or [silence(0)])[: samples(length)].copy(), 5)


def _repeated(one: Clip, pause: Millis, times: int) -> Clip:
    return np.tile(np.concatenate([one, silence(pause)]), times)


def _thud(noise: Noise, length: Millis, high: float) -> Clip:
    return _noise(noise, length, 320.0, high) * _decay(length, 8.0)


def _rustle(noise: Noise) -> Clip:
    return _noise(noise, 1_500, 800.0, 3_000.0) * _syllables(1_500, noise, 7.0)


def _babble(noise: Noise, length: Millis) -> Clip:
    voices = [
        _noise(noise, length, 320.0 + 90 * each, 1_100.0 + 150 * each)
        * _syllables(length, noise, 3.0 + each)
        for each in range(3)
    ]
    mixed: Clip = np.sum(voices, axis=0)
    return _faded(mixed, 60)


def _music(_: Noise) -> Clip:
    notes = (392.0, 494.0, 587.0, 494.0, 440.0, 523.0, 659.0, 523.0)
    return np.concatenate([_faded(_tones((note, 2 * note), 350), 60) for note in notes])


_AROUND: dict[Sound, Callable[[Noise], Clip]] = {
    Sound.BREATHING: lambda noise: _noise(noise, 3_200, 400.0, 1_400.0) * _swell(3_200, 4),
    Sound.VOICES: lambda noise: _babble(noise, 3_500),
    Sound.CHATTER: lambda noise: _babble(noise, 4_000) * 0.6,
    Sound.KNOCK: lambda _: _repeated(_struck((340.0, 620.0), 90, 8.0), 200, 3),
    Sound.FOOTSTEPS: lambda noise: _repeated(_thud(noise, 90, 800.0), 460, 5),
    Sound.DOOR: lambda noise: np.concatenate(
        [_struck((1_200.0, 2_300.0), 50, 8.0), silence(120), _thud(noise, 250, 700.0)]
    ),
    Sound.CLICK: lambda _: _struck((1_500.0, 2_600.0), 25, 8.0),
    Sound.CLOTH: _rustle,
    Sound.PHONE_DROPPED: lambda noise: np.concatenate(
        [_thud(noise, 120, 1_500.0), silence(90), _struck((1_000.0,), 60, 8.0)]
    ),
    Sound.TELEVISION: lambda noise: _babble(noise, 2_800) + 0.05 * _music(noise),
    Sound.MUSIC: _music,
    Sound.LAUGHTER: lambda noise: _noise(noise, 1_200, 500.0, 1_600.0) * _swell(1_200, 6),
    Sound.TRAFFIC: lambda noise: _noise(noise, 4_000, 300.0, 900.0) * (0.4 + _swell(4_000, 1)),
    Sound.ENGINE: lambda noise: (
        _noise(noise, 4_000, 300.0, 520.0) * (0.7 + 0.3 * _swell(4_000, 90))
    ),
    Sound.INDICATOR: lambda _: _repeated(_struck((1_100.0, 2_100.0), 30, 8.0), 340, 8),
    Sound.WIND: lambda noise: _noise(noise, 4_000, 300.0, 700.0) * (0.3 + _swell(4_000, 3)),
    Sound.LOW_BATTERY: lambda _: _repeated(_faded(_tones((1_900.0,), 120), 8), 120, 2),
}
"""How each sound of the room is made; its length is that of one event (assumption)."""
