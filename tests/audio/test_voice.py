"""The voice of this machine: lines that take exactly as long as the log says."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from simulator.audio import levels
from simulator.audio.clips import heard, samples
from simulator.audio.voice import PROGRAM, Espeak, NoVoice, installed
from simulator.core.terms import Manner, Role
from tests.audio.heard import loudness
from tests.tools import needs_tool

with_voice = needs_tool(PROGRAM)


@with_voice
@pytest.mark.parametrize("length", [900, 1_600, 2_400, 6_000])
def test_a_line_takes_as_long_as_it_is_told(length: int) -> None:
    clip = installed().say(Role.OPERATOR, "Emergency, which service?", Manner.ALOUD, length)
    assert clip is not None
    assert clip.size == samples(length)
    loud = np.flatnonzero(heard(clip))
    assert loud[0] <= samples(20)
    assert loud[-1] >= samples(length - 20)


@with_voice
def test_a_whisper_is_fainter() -> None:
    voice = installed()
    aloud = voice.say(Role.CALLER, "Behind the old bakery.", Manner.ALOUD, 2_000)
    whispered = voice.say(Role.CALLER, "Behind the old bakery.", Manner.WHISPERED, 2_000)
    assert aloud is not None
    assert whispered is not None
    assert loudness(aloud) == pytest.approx(levels.VOICE_DB, abs=1)
    assert loudness(whispered) < loudness(aloud) - 6


@with_voice
def test_words_that_look_like_an_option_are_spoken() -> None:
    assert installed().say(Role.CALLER, "--help me, please", Manner.ALOUD, 2_000) is not None


def test_a_voice_that_is_not_there_says_nothing() -> None:
    assert Espeak("/nowhere/espeak-ng").say(Role.CALLER, "Hello.", Manner.ALOUD, 900) is None
    assert NoVoice().say(Role.CALLER, "Hello.", Manner.ALOUD, 900) is None


def test_a_program_that_is_no_voice_says_nothing() -> None:
    program = shutil.which("true") or shutil.which("cmd")
    assert program is not None
    assert Espeak(program).say(Role.CALLER, "Hello.", Manner.ALOUD, 901) is None
