"""`silent999 audio`: what it writes, and what it refuses."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from simulator.cli.play import audio as sounding
from tests.cli.command import said


def test_it_writes_a_sound_and_its_captions(tmp_path: Path) -> None:
    sound = tmp_path / "call.wav"
    done = said(sounding, "twelve-seconds", "-o", sound)
    assert done.code == 0
    assert "as the caller hears it" in done.out
    assert "the call begins at 0:04" in done.out
    with wave.open(str(sound)) as written:
        assert written.getnframes() > 8_000
    assert sound.with_suffix(".vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert {path.name for path in tmp_path.iterdir()} == {"call.wav", "call.vtt"}


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    captions = tmp_path / "call.vtt"
    captions.write_text("mine", encoding="utf-8")
    words = ("twelve-seconds", "-o", tmp_path / "call.wav")
    done = said(sounding, *words)
    assert done.code == 2
    assert "is there already" in done.err
    assert captions.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "call.wav").exists()
    assert said(sounding, *words, "--replace").code == 0
    assert captions.read_text(encoding="utf-8") != "mine"


def test_a_later_call_of_a_scenario_can_be_heard(tmp_path: Path) -> None:
    sound = tmp_path / "second.wav"
    assert said(sounding, "two-short-calls", "--call", "2", "-o", sound).code == 0
    assert sound.exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("no-such-call", "-o", "x.wav"), "no-such-call"),
        (("twelve-seconds", "-o", "x.mp3"), "ends in .wav"),
        (("twelve-seconds", "-o", "nowhere/x.wav"), "there is no folder nowhere"),
        (("twelve-seconds", "--as", "operater", "-o", "x.wav"), "did you mean operator?"),
        (("twelve-seconds", "--call", "2", "-o", "x.wav"), "there is no call 2\nhint: it has 1"),
        (("twelve-seconds", "--call", "0", "-o", "x.wav"), "there is no call 0"),
        (("twelve-seconds",), "-o"),
    ],
)
def test_a_request_that_makes_no_sense_is_told(words: tuple[str, ...], complaint: str) -> None:
    done = said(sounding, *words)
    assert done.code == 2
    assert complaint in done.err
    assert not Path("x.wav").exists()
