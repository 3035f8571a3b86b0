"""The sound of one entry of a log, as a listener hears it."""

import io
import wave
from dataclasses import dataclass

import numpy as np

from simulator.audio import synthesis
from simulator.audio.synthesis import Clip
from simulator.audio.voice import speak
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, LinePlayed
from simulator.core.profile import Profile
from simulator.core.terms import Manner, Role, Sound

KEY_LENGTH: Millis = 100
"""Length of a key tone in ms: well over the 40 ms that exchanges need (assumption)."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """An utterance."""

    voice: Role
    words: str
    """Empty if inaudible or not written."""
    manner: Manner
    length: Millis


What = SpokenText | do.Press | do.Tap | do.Cough | Sound


def sounding(entry: Entry, heard: Entry, profile: Profile) -> What | None:
    """Return what sounds in an entry. A key keeps its digit: a machine hears which key it is."""
    match entry.body:
        case do.Press() | do.Tap() | do.Cough():
            return entry.body
        case do.Make(sound):
            return sound
        case do.Say(intent, words, manner):
            audible = heard.body.words if isinstance(heard.body, do.Say) else ""
            return SpokenText(entry.speaker, audible, manner, profile.length(intent, words))
        case LinePlayed(intent):
            words = profile.words(intent)
            return SpokenText(Role.RECORDING, words, Manner.ALOUD, profile.length(intent, words))
    if isinstance(entry.body, do.Speech):
        words = entry.body.words
        return SpokenText(entry.speaker, words, Manner.ALOUD, profile.speech.length(words))
    return None


def clip_of(what: What) -> Clip | None:
    """Return the clip of a sound, or None for a caption only."""
    match what:
        case do.Press(key):
            return synthesis.key(key, KEY_LENGTH)
        case do.Tap(times) | do.Cough(times) as sign:
            return np.tile(synthesis.recorded(sign.kind), times)
        case SpokenText(speaker, words, manner, length):
            if words:
                return speak(speaker, words, manner, length)
            return synthesis.lasting(synthesis.recorded("murmur"), length)
    return None if what in synthesis.SILENT else synthesis.recorded(what)


def wav(clip: Clip) -> bytes:
    """Return a clip as a WAV file: mono, 16 bits, `synthesis.RATE`."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(synthesis.RATE)
        sound.writeframes((np.clip(clip, -1, 1) * 32_767).round().astype("<i2").tobytes())
    return held.getvalue()
