"""Render a scene: as clips on one line, at telephone bandwidth, and as captions in WebVTT."""

import html
import io
import wave

import numpy as np
from numpy.typing import NDArray

from simulator.audio import synthesis
from simulator.audio.scene import HeardSound, Ringing, Scene, SpokenText
from simulator.audio.synthesis import Clip, samples
from simulator.audio.voice import Voice
from simulator.core import acts as do
from simulator.core.describe import name_of
from simulator.core.instant import Millis
from simulator.core.terms import Sound

LEAD: Millis = 4_000
"""Length of the spoken opening "training recording", in ms; the call starts after it."""
_CUT = 10
"""Fade of an utterance that is cut off, in ms."""


def rendered(scene: Scene, voice: Voice) -> Clip:
    """Return a scene as samples: the opening, then the call, `LEAD` later than in its log."""
    line = np.zeros(samples(LEAD + scene.length))
    _lay(line, synthesis.recorded("opening"), 0)
    for cue in scene.cues:
        clip = clip_of(cue, voice)
        if clip is not None:
            _lay(line, clip, samples(LEAD + cue.at))
    return _within_peak(synthesis.on_a_line(line))


def clip_of(cue: HeardSound, voice: Voice) -> Clip | None:
    """Return the sound of a cue, or None for a caption only."""
    length = cue.length or 0
    match cue.what:
        case do.Press(key):
            return synthesis.key(key, length)
        case do.Tap(times) | do.Cough(times) as sign:
            return np.tile(synthesis.recorded(sign.kind), times)
        case Ringing() as rings:
            return synthesis.lasting(synthesis.recorded(rings.name.lower()), length)
        case Sound() as sound:
            return None if sound in synthesis.SILENT else synthesis.recorded(sound)
        case SpokenText() as speech:
            return _said(speech, length, voice)


def wav(line: Clip) -> bytes:
    """Return samples as a WAV file: mono, 16 bits, `synthesis.RATE`."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(synthesis.RATE)
        sound.writeframes(as_pcm(line).tobytes())
    return held.getvalue()


def as_pcm(line: Clip) -> NDArray[np.int16]:
    """Return samples as 16-bit little-endian integers."""
    return (np.clip(line, -1, 1) * 32_767).round().astype("<i2")


def _said(speech: SpokenText, length: Millis, voice: Voice) -> Clip | None:
    if not speech.words:
        return synthesis.lasting(synthesis.recorded("murmur"), length)
    spoken = voice(speech.voice, speech.words, speech.manner, speech.whole)
    if spoken is None:
        return None
    return spoken if length >= speech.whole else _cut_short(spoken, length)


def _cut_short(clip: Clip, length: Millis) -> Clip:
    kept = clip[: samples(length)].copy()
    width = min(samples(_CUT), kept.size)
    if width:
        kept[-width:] *= np.linspace(1, 0, width)
    return kept


def _lay(line: Clip, clip: Clip, at: int) -> None:
    room = line[at : at + clip.size]
    room += clip[: room.size]


def _within_peak(line: Clip) -> Clip:
    peak = float(np.max(np.abs(line), initial=0.0))
    most = synthesis.gain(synthesis.PEAK_DB)
    return line if peak <= most else line * (most / peak)


# --- captions -----------------------------------------------------------------------------------

SHORTEST: Millis = 1_500
"""Shortest display of a caption, in ms (assumption)."""


def webvtt(scene: Scene) -> str:
    """Return all captions of a scene, including sounds that aren't rendered."""
    blocks = ["WEBVTT", _block(0, LEAD, "Training recording. This is not a real call.")]
    for cue in scene.cues:
        start = LEAD + cue.at
        who = f"{name_of(cue.what.voice)}: " if isinstance(cue.what, SpokenText) else ""
        text = html.escape(f"{who}{cue.caption}", quote=False)
        blocks.append(_block(start, start + max(SHORTEST, cue.length or 0), text))
    return "\n\n".join(blocks) + "\n"


def _block(start: Millis, end: Millis, text: str) -> str:
    return f"{_time(start)} --> {_time(end)}\n{text}"


def _time(at: Millis) -> str:
    seconds, milliseconds = divmod(at, 1_000)
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"
