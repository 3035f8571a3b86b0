"""Speech by espeak-ng on this machine, never by a cloud service.

Each line has the length of the log, to the sample. Without a voice, lines are captions only.
"""

import io
import shutil
import subprocess
import wave
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np

from simulator.audio import synthesis
from simulator.audio.synthesis import Clip, at_level, heard, on_a_line, samples
from simulator.core.instant import Millis
from simulator.core.terms import Manner, Role

PROGRAM = "espeak-ng"
SLOWEST, FASTEST = 80, 450
"""Range of the voice's speed, in words per minute."""
USUAL = 160
_VARIANTS = {
    Role.OPERATOR: "en-gb+f2",
    Role.FIRST_HANDLER: "en-gb+m1",
    Role.CALL_HANDLER: "en-gb+m3",
    Role.RECORDING: "en-gb+f4",
    Role.CALLER: "en-gb+f3",
}
"""The voice of each role; others share one. The choice of female or male voices means nothing."""
_OTHER = "en-gb+m7"
_WHISPER = "en-gb+whisper"
_LONGEST_WAIT = 30.0
"""Time limit for one line, in seconds."""


Voice: TypeAlias = Callable[[Role, str, Manner, Millis], Clip | None]
"""Speaks a line as a clip of exactly so many ms, or returns None if it cannot."""


def no_voice(*_: object) -> Clip | None:
    """Return None: every line is a caption only."""
    return None


def espeak(program: str, who: Role, words: str, manner: Manner, length: Millis) -> Clip | None:
    """Speak a line with the program espeak-ng."""
    variant = _WHISPER if manner is Manner.WHISPERED else _VARIANTS.get(who, _OTHER)
    spoken = _fitted(program, variant, words, length)
    if spoken is None:
        return None
    level = synthesis.WHISPER_DB if manner is Manner.WHISPERED else synthesis.VOICE_DB
    return at_level(spoken, level)


def installed() -> Voice:
    """Return the voice of this machine."""
    program = shutil.which(PROGRAM)
    return partial(espeak, program) if program else no_voice


@lru_cache(maxsize=512)
def _fitted(program: str, variant: str, words: str, length: Millis) -> Clip | None:
    """Speak at the speed that takes `length` ms, then stretch the rest."""
    first = _spoken(program, variant, words, USUAL)
    if first is None or not first.size:
        return None
    wanted = samples(length)
    speed = round(USUAL * first.size / wanted) if wanted else FASTEST
    again = _spoken(program, variant, words, min(FASTEST, max(SLOWEST, speed)))
    clip = again if again is not None and again.size else first
    return _resampled(clip, wanted)


def _spoken(program: str, variant: str, words: str, speed: int) -> Clip | None:
    """Speak at a speed, without silence at either end, or return None if it fails."""
    command = [program, "-v", variant, "-s", str(speed), "--stdin", "--stdout"]
    try:
        done = subprocess.run(
            command, input=words.encode(), capture_output=True, check=True, timeout=_LONGEST_WAIT
        )
        # The header of a pipe has no true length, so ask for more frames than there can be.
        with wave.open(io.BytesIO(done.stdout)) as sound:
            rate = sound.getframerate()
            frames = sound.readframes(len(done.stdout))
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError):
        return None
    clip = np.frombuffer(frames[: len(frames) // 2 * 2], "<i2").astype(np.float64) / 32_768
    if not clip.size:
        return None
    clip = on_a_line(_resampled(clip, round(clip.size * synthesis.RATE / rate)))
    loud = np.flatnonzero(heard(clip))
    return clip[loud[0] : loud[-1] + 1] if loud.size else None


def _resampled(clip: Clip, count: int) -> Clip:
    """Stretch or squeeze a clip to `count` samples with the same spectrum."""
    if count < 1:
        return np.zeros(0)
    spectrum = np.fft.rfft(clip)
    bins = count // 2 + 1
    kept = np.zeros(bins, complex)
    shared = min(bins, spectrum.size)
    kept[:shared] = spectrum[:shared]
    return np.fft.irfft(kept, count) * (count / clip.size)
