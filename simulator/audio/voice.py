"""Speech by espeak-ng on this machine, never by a cloud service.

Each line takes about as long as in the log. Without the program, lines are captions only.
"""

import io
import subprocess
import wave
from functools import lru_cache

import numpy as np

from simulator.audio.synthesis import RATE, VOICE_DB, WHISPER_DB, Clip, at_level, heard, on_a_line
from simulator.clean_text import utf8
from simulator.core.instant import Millis
from simulator.core.terms import Manner, Role

PROGRAM = "espeak-ng"
SLOWEST, FASTEST = 130, 300
"""Range of the voice's speed, in words per minute: what is still clear (assumption)."""
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


def speak(who: Role, words: str, manner: Manner, length: Millis) -> Clip | None:
    """Speak a line in about `length` ms, or return None if this machine cannot."""
    whispered = manner is Manner.WHISPERED
    variant = _WHISPER if whispered else _VARIANTS.get(who, _OTHER)
    speed = len(words.split()) * 60_000 // max(1, length)
    spoken = _spoken(variant, words, min(FASTEST, max(SLOWEST, speed)))
    return None if spoken is None else at_level(spoken, WHISPER_DB if whispered else VOICE_DB)


@lru_cache(maxsize=512)
def _spoken(variant: str, words: str, speed: int) -> Clip | None:
    """Speak at a speed, without silence at either end, or return None if it fails."""
    command = [PROGRAM, "-v", variant, "-s", str(speed), "--stdin", "--stdout"]
    try:
        done = subprocess.run(
            command, input=utf8(words), capture_output=True, check=True, timeout=_LONGEST_WAIT
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
    count = round(clip.size * RATE / rate)
    clip = on_a_line(np.fft.irfft(np.fft.rfft(clip), count) * (count / clip.size))
    loud = np.flatnonzero(heard(clip))
    return clip[loud[0] : loud[-1] + 1] if loud.size else None
