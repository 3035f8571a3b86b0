"""A record of a call with another cast keeps who was at the desks, and is read as any other."""

import io
import json
import sys
from pathlib import Path

import pytest

from simulator.session.records.record_file import read_record
from simulator.session.records.record_header import header_line
from tests.cli.command import refused, silent999

CALL = "whispers-one-word"


def recorded(folder: Path, monkeypatch: pytest.MonkeyPatch, *cast: str) -> Path:
    """Play a call as the operator, who connects it, and go; the record."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n" + "\n" * 4 + "q\n"))
    said = silent999(
        "play", CALL, "--plain", "--seat", "operator", "--record", "--code", "kestrel-4",
        "--records", folder, *cast,
    )  # fmt: skip
    assert said.code == 0, said.err
    (path,) = folder.glob("*.jsonl")
    return path


def test_a_record_keeps_its_cast_and_is_written_again_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = recorded(tmp_path, monkeypatch, "--handler", "brisk")
    header = path.read_text(encoding="utf-8").splitlines()[0]
    record = read_record(path)
    assert (record.header.setup.handler, record.header.setup.operator) == ("brisk", "")
    assert json.loads(header)["handler"] == "brisk"
    assert json.loads(header_line(record.header)) == json.loads(header)


def test_a_record_of_good_people_has_no_word_of_a_cast(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that records of before are written as they were."""
    header = json.loads(recorded(tmp_path, monkeypatch).read_text("utf-8").splitlines()[0])
    assert not {"handler", "operator"} & {*header}


def test_a_record_with_a_cast_replays_and_has_a_debrief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = recorded(tmp_path, monkeypatch, "--handler", "poor")
    replayed = silent999("replay", path.stem, "--records", tmp_path)
    assert (replayed.code, replayed.err) == (0, "")
    read = silent999("debrief", path.stem, "--records", tmp_path)
    assert read.code == 0
    assert "One word, barely there" in read.out
    said = refused("debrief", path.stem, "--records", tmp_path, "--handler", "poor")
    assert "leave out --handler: the record has its own" in said
