"""Spoken lines, by a voice that is installed on this machine: espeak-ng. Never a cloud.

A line is spoken so that it takes as long as the log says, to the sample. Where there is no voice,
the line stands in the captions only.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from functools import lru_cache
from typing import Protocol

import numpy as np

from simulator.audio import telephone_line
from simulator.audio.synthesis import Clip, at_level, heard, on_a_line, samples
from simulator.core.instant import Millis
from simulator.core.terms import Manner, Role

PROGRAM = "espeak-ng"
SLOWEST, FASTEST = 80, 450
"""The speeds that the voice takes, in words a minute."""
USUAL = 160
_VARIANTS = {
    Role.OPERATOR: "en-gb+f2",
    Role.FIRST_HANDLER: "en-gb+m1",
    Role.CALL_HANDLER: "en-gb+m3",
    Role.RECORDING: "en-gb+f4",
    Role.CALLER: "en-gb+f3",
}
"""Which voice each party has; anybody else has another. Who is of which sex means nothing."""
_ANYBODY = "en-gb+m7"
_WHISPER = "en-gb+whisper"
_LONGEST_WAIT = 30.0
"""Seconds after which a voice that does not answer is given up."""


class Voice(Protocol):
    """Whoever can speak a line."""

    def say(self, who: Role, words: str, manner: Manner, length: Millis, /) -> Clip | None:
        """The line as a clip of exactly `length` milliseconds; none if it cannot be spoken."""
        ...


class NoVoice:
    """There is no voice on this machine: every line is a caption."""

    def say(self, *_: object) -> Clip | None:
        """Nothing."""
        return None


class Espeak:
    """The voice of espeak-ng."""

    def __init__(self, program: str) -> None:
        """`program` is the path of espeak-ng."""
        self._program = program

    def say(self, who: Role, words: str, manner: Manner, length: Millis) -> Clip | None:
        """The line as a clip of exactly `length` milliseconds; none if it cannot be spoken."""
        variant = _WHISPER if manner is Manner.WHISPERED else _VARIANTS.get(who, _ANYBODY)
        spoken = _fitted(self._program, variant, words, length)
        if spoken is None:
            return None
        level = telephone_line.WHISPER_DB if manner is Manner.WHISPERED else telephone_line.VOICE_DB
        return at_level(spoken, level)


def installed() -> Voice:
    """The voice of this machine."""
    program = shutil.which(PROGRAM)
    return Espeak(program) if program else NoVoice()


@lru_cache(maxsize=512)
def _fitted(program: str, variant: str, words: str, length: Millis) -> Clip | None:
    """The words, spoken so fast that they take `length`; what is left over is stretched."""
    first = _spoken(program, variant, words, USUAL)
    if first is None or not first.size:
        return None
    wanted = samples(length)
    speed = round(USUAL * first.size / wanted) if wanted else FASTEST
    again = _spoken(program, variant, words, min(FASTEST, max(SLOWEST, speed)))
    clip = again if again is not None and again.size else first
    return _resampled(clip, wanted)


def _spoken(program: str, variant: str, words: str, speed: int) -> Clip | None:
    """What the voice says at a speed, without the silence around it; none if it fails."""
    command = [program, "-v", variant, "-s", str(speed), "--stdin", "--stdout"]
    try:
        done = subprocess.run(
            command,
            input=words.encode(),
            capture_output=True,
            check=True,
            timeout=_LONGEST_WAIT,
        )
        # Written to a pipe, the header does not know the length: it is read from what is there.
        with wave.open(io.BytesIO(done.stdout)) as sound:
            rate = sound.getframerate()
            frames = sound.readframes(len(done.stdout))
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError):
        return None
    clip = np.frombuffer(frames[: len(frames) // 2 * 2], "<i2").astype(np.float64) / 32_768
    if not clip.size:
        return None
    clip = _unlike_a_key(on_a_line(_resampled(clip, round(clip.size * telephone_line.RATE / rate))))
    loud = np.flatnonzero(heard(clip))
    return clip[loud[0] : loud[-1] + 1] if loud.size else None


def _unlike_a_key(clip: Clip) -> Clip:
    """The clip, softer where the tones of keys lie, so that a machine hears no key in it."""
    spectrum = np.fft.rfft(clip)
    frequency = np.fft.rfftfreq(clip.size, 1 / telephone_line.RATE)
    low, high = telephone_line.KEY_GROUP
    spectrum[(frequency > low) & (frequency < high)] *= telephone_line.gain(
        telephone_line.KEY_GROUP_DB
    )
    return np.fft.irfft(spectrum, clip.size)


def _resampled(clip: Clip, count: int) -> Clip:
    """The clip in `count` samples: the same spectrum, stretched or squeezed."""
    if count < 1:
        return np.zeros(0)
    spectrum = np.fft.rfft(clip)
    bins = count // 2 + 1
    kept = np.zeros(bins, complex)
    shared = min(bins, spectrum.size)
    kept[:shared] = spectrum[:shared]
    return np.fft.irfft(kept, count) * (count / clip.size)
