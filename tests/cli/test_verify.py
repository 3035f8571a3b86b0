"""`silent999 verify`: what it prints, what it writes, and its exit codes."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Said, silent999
from tests.daily import first_a_day

OURS = """\
format: 1
id: ours
title: Ours
about: For a test.
properties:
  - id: nobody-presses-55
    says: No 55 is ever recognised.
    kind: machine
    modality: always
    rule: {never: {recognised: fifty_five}}
    source: [P2]
  - id: the-recording-ends-soon
    says: The recording is over after 22 seconds.
    kind: machine
    modality: always
    timed: yes
    rule: {within: {time: 22s, of: {stage: recording}, then: {stage: any}}}
    assumption: a test
  - id: every-tap-brings-police
    says: Whoever taps reaches police.
    kind: procedure
    whose: operator
    modality: always
    rule: {for_each: {act: tap, by: caller}, eventually: {stage: connecting_police}}
    source: [P2]
  - id: somebody-taps-in-vain
    says: Some tap after the end is heard.
    kind: machine
    modality: sometimes
    lines: [landline]
    rule: {after: {outcome: any}, eventually: {act: tap}}
    source: [P2]
"""
ALL = ("nobody-presses-55", "the-recording-ends-soon", "every-tap-brings-police")


def verify(*words: str | Path) -> Said:
    return silent999("verify", "-j", "1", *words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "mine" / "properties" / "ours.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OURS, encoding="utf-8")
    return tmp_path / "mine"


def test_a_property_that_holds_is_told_in_a_line() -> None:
    found = verify("--property", "no-early-55-on-a-fixed-line")
    assert found.code == 0
    line = next(line for line in found.out.splitlines() if "no-early-55" in line)
    *told, states, moves = line.split()
    assert told == ["holds", "always", "no-early-55-on-a-fixed-line"]
    assert int(states) < int(moves.replace(",", ""))
    assert "property                                   states     moves" in found.out
    assert "properties: 1 (holds 1)" in found.out
    assert "holds: every possible call was checked." in found.out


@pytest.mark.parametrize("name", first_a_day(ALL))
def test_what_fails_is_shown_by_a_call(name: str, folder: Path) -> None:
    """Its transcript begins with the line, and its verdict says what breaks the rule."""
    found = verify("--folder", folder, "--property", name)
    assert found.code == 1
    assert f"fails    always     {name}" in found.out
    assert "counterexample, under iopc_2019:" in found.out
    # How it becomes a scenario is said beside it, with what was asked here.
    command = f"silent999 verify --property {name} --folder {folder} --write FOLDER"
    assert command in found.out


def test_the_call_that_breaks_a_property_is_written_as_a_scenario(
    folder: Path, tmp_path: Path
) -> None:
    """Q 4: it passes the strict check, and the same acts break the property in a run of it."""
    words = ("--folder", folder, "--property", "nobody-presses-55", "--write", tmp_path / "calls")
    found = verify(*words)
    path = tmp_path / "calls" / "breaks-nobody-presses-55-iopc-2019.yaml"
    assert found.code == 1
    assert f"{path} is written" in found.err
    assert "--write FOLDER" not in found.out
    assert silent999("check", "--strict", path) == (0, "1 file, no problems\n", "")
    ran = silent999("run", path, "--transcript")
    assert ran.code == 0
    assert "recognised: 55" in ran.out
    again = verify(*words)
    assert again.code == 2
    assert "exists already" in again.err


def test_properties_are_named_without_being_decided(folder: Path) -> None:
    listed = verify("--list", "--folder", folder)
    lines = listed.out.splitlines()
    assert listed.code == 0
    assert [line.split()[0] for line in lines[-4:]] == [*ALL, "somebody-taps-in-vain"]
    assert lines[-4].endswith("  No 55 is ever recognised.")
    told = json.loads(verify("--list", "--format", "json").out)
    assert [each["id"] for each in told] == [line.split()[0] for line in lines[:-4]]
    refused = verify("--property", "nothing-like-it")
    assert "to list them: silent999 verify --list" in refused.err


def test_as_json_everything_is_told(folder: Path) -> None:
    words = ("--folder", folder, "--property", ALL[0], "--format", "json")
    found = verify(*words)
    assert found.code == 1
    told = json.loads(found.out)
    shown = told["profiles"][0]["properties"][0]
    assert shown["status"] == "fails"
    assert shown["complete"] is True
    assert shown["counterexample"]["verdict"] == "broken"
    assert shown["counterexample"]["log"][0]["body"]["kind"] == "call_began"
    assert told["counts"] == {"holds": 0, "fails": 1, "unbroken": 0}
