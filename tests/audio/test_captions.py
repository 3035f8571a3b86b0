"""Captions: everything that is heard, in words, at its time."""

from __future__ import annotations

import re

from simulator.audio.captions import webvtt
from simulator.audio.clips import SILENT
from simulator.audio.scene import Cue, Scene, Speech
from simulator.core.describe import plain
from simulator.core.terms import Manner, Role, Sound
from tests.audio.heard import heard_in, played

STAMP = re.compile(r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}")


def test_each_cue_has_a_block_with_its_time_and_speaker() -> None:
    speech = Speech(Role.OPERATOR, "Emergency, which service?", Manner.ALOUD, 2_000)
    scene = Scene((Cue(3_661_001, 2_000, speech, '"Emergency, which service?"', 4),), 3_664_001)
    assert webvtt(scene) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:04.000\nTraining recording. This is not a real call.\n\n"
        '01:01:05.001 --> 01:01:07.001\nOperator: "Emergency, which service?"\n'
    )


def test_marks_of_the_format_cannot_come_from_what_is_said() -> None:
    speech = Speech(Role.CALLER, "a", Manner.ALOUD, 600)
    written = webvtt(Scene((Cue(0, 600, speech, '"<b> & --> "', 0),), 600))
    assert "&lt;b&gt; &amp; --&gt;" in written


def test_what_is_never_rendered_stands_in_the_captions() -> None:
    scene = heard_in(played("row-in-the-kitchen"), Role.OPERATOR)
    silent = [cue.what for cue in scene.cues if isinstance(cue.what, Sound) and cue.what in SILENT]
    assert silent
    written = webvtt(scene)
    for sound in silent:
        assert f"[{plain(sound)}]" in written


def test_every_block_is_well_formed() -> None:
    head, *blocks = webvtt(heard_in(played("partner-in-the-room"), Role.CALLER)).split("\n\n")
    assert head == "WEBVTT"
    for block in blocks:
        stamp, _, text = block.partition("\n")
        assert STAMP.fullmatch(stamp)
        assert text.strip()
        assert "-->" not in text
