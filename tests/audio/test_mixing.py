"""A rendered call: when things sound, in what band, how loud, and which digits another hears."""

import io
import wave
from itertools import pairwise

import numpy as np
import pytest

from simulator.audio import synthesis
from simulator.audio.mixer import LEAD, rendered, wav
from simulator.audio.scene import HeardSound, Scene, SpokenText
from simulator.audio.synthesis import Clip, samples
from simulator.audio.voice import installed, no_voice
from simulator.core import acts as do
from simulator.core.terms import Manner, Role, Sound
from tests.audio.heard import DECODER, begins, digits, ends, heard_in, hum, played
from tests.tools import needs_tool

NEAR = 20
"""By so many milliseconds a sound may differ from the log."""


def alone(cue: HeardSound) -> Clip:
    """One cue rendered by itself, at the call's first instant, without the opening's words."""
    line = rendered(Scene((cue._replace(at=0),), (cue.length or 3_000) + 500), hum)
    line[: samples(LEAD - 100)] = 0
    return line


@pytest.mark.parametrize("name", ["partner-in-the-room", "another-voice"])
def test_every_cue_is_at_its_entry_and_sounds_at_once_and_as_long(name: str) -> None:
    result = played(name)
    start = result.log[0].at
    checked = 0
    for cue in heard_in(result, Role.CALLER).cues[:40]:
        assert cue.at == result.log[cue.seq].at - start
        if isinstance(cue.what, Sound) or (isinstance(cue.what, SpokenText) and not cue.what.words):
            continue  # a sound of the room swells; its beginning is no instant
        line = alone(cue)
        assert begins(line) == pytest.approx(0, abs=NEAR)
        if isinstance(cue.what, (SpokenText, do.Press)):
            assert cue.length is not None
            assert ends(line) == pytest.approx(cue.length, abs=NEAR)
        checked += 1
    assert checked > 5


def test_in_a_whole_call_every_cue_lies_where_the_log_has_it() -> None:
    """Where silence goes before it, so that its beginning can be seen."""
    result = played("cut-after-55")
    scene = heard_in(result, Role.CALLER)
    line = np.abs(rendered(scene, hum))
    seen = 0
    for before, cue in pairwise(scene.cues):
        quiet_since = before.at + (before.length or 5_000)
        if cue.length is None or cue.at - quiet_since < 100:
            continue
        window = line[samples(LEAD + cue.at - 100) : samples(LEAD + cue.at + 100)]
        loud = np.flatnonzero(window > np.max(window) / 10)
        assert int(loud[0]) * 1_000 // synthesis.RATE == pytest.approx(100, abs=NEAR)
        seen += 1
    assert seen >= 5


def test_a_line_is_cut_short_with_its_speaker() -> None:
    speech = SpokenText(Role.OPERATOR, "I am connecting you now.", Manner.ALOUD, 3_000)
    scene = Scene((HeardSound(500, 1_000, speech, "", 0),), 4_000)
    assert ends(rendered(scene, hum)) == pytest.approx(1_500, abs=NEAR)


def test_nothing_lies_outside_what_a_telephone_carries() -> None:
    line = rendered(heard_in(played("cut-after-55"), Role.OPERATOR), hum)
    power = np.abs(np.fft.rfft(line)) ** 2
    frequency = np.fft.rfftfreq(line.size, 1 / synthesis.RATE)
    outside = power[(frequency < synthesis.BAND[0]) | (frequency > synthesis.BAND[1])].sum()
    assert outside < power.sum() * 1e-6


def test_nothing_is_louder_than_the_limit() -> None:
    loud = tuple(HeardSound(0, 100, do.Press("5"), "", seq) for seq in range(40))
    line = rendered(Scene(loud, 1_000), no_voice)
    assert np.max(np.abs(line)) <= synthesis.gain(synthesis.PEAK_DB) + 1e-9


def test_every_file_opens_with_spoken_words_that_come_with_the_program() -> None:
    line = rendered(Scene((), 0), no_voice)
    spoken = synthesis.recorded("opening")
    assert 1 < spoken.size / synthesis.RATE < LEAD / 1_000
    assert np.max(np.abs(line[: spoken.size])) > 0.05


def test_without_a_voice_lines_are_silent_and_sounds_are_not() -> None:
    speech = SpokenText(Role.OPERATOR, "Emergency, which service?", Manner.ALOUD, 2_000)
    scene = Scene(
        (HeardSound(0, 2_000, speech, "", 0), HeardSound(5_000, None, do.Tap(), "", 1)), 7_000
    )
    line = rendered(scene, no_voice)
    assert np.max(np.abs(line[samples(LEAD + 100) : samples(LEAD + 2_000)])) < 1e-3
    assert np.max(np.abs(line[samples(LEAD + 5_000) :])) > 0.01


def test_a_file_is_what_players_expect() -> None:
    scene = heard_in(played("twelve-seconds"), Role.CALLER)
    with wave.open(io.BytesIO(wav(rendered(scene, hum)))) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getframerate() == synthesis.RATE
        assert sound.getnframes() == samples(LEAD + scene.length)


def test_the_same_call_gives_the_same_file() -> None:
    scene = heard_in(played("pocket-dial-walking"), Role.OPERATOR)
    assert wav(rendered(scene, hum)) == wav(rendered(scene, hum))


@needs_tool(DECODER)
def test_another_decoder_reads_back_exactly_the_digits_pressed() -> None:
    """With the voice of this machine, so that no spoken line is taken for a key either."""
    result = played("cut-after-55")
    scene = heard_in(result, Role.CALLER)
    pressed = "".join(e.body.key for e in result.log if isinstance(e.body, do.Press))
    assert digits(rendered(scene, installed())) == pressed


@needs_tool(DECODER)
def test_another_decoder_reads_every_key() -> None:
    keys = "1234567890*#"
    cues = tuple(HeardSound(at * 400, 100, do.Press(key), "", at) for at, key in enumerate(keys))
    assert digits(rendered(Scene(cues, 6_000), no_voice)) == keys
