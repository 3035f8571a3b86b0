"""What is heard, in words and with its times: WebVTT, which players show beside a sound."""

from __future__ import annotations

from simulator.audio.mixer import LEAD
from simulator.audio.scene import HeardSound, Scene, SpokenText
from simulator.core.describe import name_of
from simulator.core.instant import Millis

SHORTEST: Millis = 1_500
"""How long a caption stands at the least (assumption: long enough to be read)."""


def webvtt(scene: Scene) -> str:
    """The captions of a rendered scene, the ones of sounds that are not rendered among them."""
    blocks = ["WEBVTT", _block(0, LEAD, "Training recording. This is not a real call.")]
    blocks += [
        _block(
            LEAD + cue.at, LEAD + cue.at + max(SHORTEST, cue.length or 0), _escaped(_caption(cue))
        )
        for cue in scene.cues
    ]
    return "\n\n".join(blocks) + "\n"


def _caption(cue: HeardSound) -> str:
    return (
        f"{name_of(cue.what.voice)}: {cue.caption}"
        if isinstance(cue.what, SpokenText)
        else cue.caption
    )


def _block(start: Millis, end: Millis, text: str) -> str:
    return f"{_time(start)} --> {_time(end)}\n{text}"


def _time(at: Millis) -> str:
    seconds, milliseconds = divmod(at, 1_000)
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
