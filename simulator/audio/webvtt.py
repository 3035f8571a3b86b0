"""Captions of a scene as WebVTT."""

from __future__ import annotations

import html

from simulator.audio.mixer import LEAD
from simulator.audio.scene import HeardSound, Scene, SpokenText
from simulator.core.describe import name_of
from simulator.core.instant import Millis

SHORTEST: Millis = 1_500
"""Shortest display of a caption, in ms (assumption)."""


def webvtt(scene: Scene) -> str:
    """Return all captions of a scene, including sounds that aren't rendered."""
    blocks = ["WEBVTT", _block(0, LEAD, "Training recording. This is not a real call.")]
    for cue in scene.cues:
        start = LEAD + cue.at
        blocks.append(_block(start, start + max(SHORTEST, cue.length or 0), _caption(cue)))
    return "\n\n".join(blocks) + "\n"


def _caption(cue: HeardSound) -> str:
    who = f"{name_of(cue.what.voice)}: " if isinstance(cue.what, SpokenText) else ""
    return html.escape(f"{who}{cue.caption}", quote=False)


def _block(start: Millis, end: Millis, text: str) -> str:
    return f"{_time(start)} --> {_time(end)}\n{text}"


def _time(at: Millis) -> str:
    seconds, milliseconds = divmod(at, 1_000)
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"
