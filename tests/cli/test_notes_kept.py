"""An operator's own note, from the line of a played call to its record and its debrief."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.command import silent999

ANSWERS_AND_NOTES = "1\nw 3\n1\nw 3\n#a woman crying\n\nw 20\nq\n"
"""Go on past the content note, answer, wait; write a note, and Enter does it."""
NOTE = "a woman crying"


def played(folder: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> str:
    """The id of the record of an operator who writes a note and then leaves."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(ANSWERS_AND_NOTES))
    ran = silent999(
        "play", "partner-in-the-room", "--seat", "operator", "--plain", "--record",
        "--records", folder, *more,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert f"You: logs a sound: {NOTE}" in ran.out
    (path,) = folder.glob("*.jsonl")
    return path.stem


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_a_note_with_its_words_is_in_the_record_and_in_the_debrief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """With --with-text for both, its words are in the transcript of the full debrief."""
    name = played(tmp_path, monkeypatch, "--with-text")
    assert NOTE in (tmp_path / f"{name}.jsonl").read_text()
    whole = "debrief", name, "--records", tmp_path, "--full", "--format", form
    assert f"logs a sound: {NOTE}" in silent999(*whole, "--with-text").out
    kept_back = silent999(*whole).out
    assert "logs a sound" in kept_back
    assert NOTE not in kept_back


def test_a_note_without_its_words_is_in_record_and_debrief_as_an_act(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As all that a trainee types: unless the words were asked for, no file has them."""
    name = played(tmp_path, monkeypatch)
    record = (tmp_path / f"{name}.jsonl").read_text()
    assert '"note":"heard"' in record
    assert NOTE not in record
    told = silent999("debrief", name, "--records", tmp_path, "--full", "--with-text").out
    assert "logs a sound" in told
    assert NOTE not in told
