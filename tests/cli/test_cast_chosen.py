"""Another cast, chosen on the command line or in a file: what was done badly is said afterwards."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.command import PUT_DOWN, refused, silent999

CALL = "whispers-one-word"


def test_a_run_says_what_was_done_badly_and_when() -> None:
    said = silent999("run", CALL, "--handler", "doubts-aloud")
    assert "lapse: " in said.out
    assert "the call handler doubts the caller aloud (doubts-aloud, LP-05)" in " ".join(
        said.out.split()
    )
    assert "lapse: " not in silent999("run", CALL).out


def test_json_has_each_lapse_with_its_entry() -> None:
    said = silent999("run", CALL, "--handler", "doubts-aloud", "--format", "json")
    (run,) = json.loads(said.out)["runs"]
    (lapse,) = run["lapses"]
    assert (lapse["id"], lapse["code"], lapse["role"]) == ("doubts-aloud", "LP-05", "call_handler")
    shown = run["log"][lapse["seq"]]
    assert (shown["at"], shown["actor"]) == (lapse["at"], "call_handler")
    assert shown["body"]["purpose"] == "doubts"
    (good,) = json.loads(silent999("run", CALL, "--format", "json").out)["runs"]
    assert good["lapses"] == []


@pytest.mark.parametrize("command", ["run", "debrief", "test"])
@pytest.mark.parametrize(
    ("option", "text", "found"),
    [
        ("--handler", "por", 'no person or lapse "por" of a call handler'),
        ("--handler", "hurried", 'no person or lapse "hurried" of a call handler'),
        ("--operator", "brisk", 'no person or lapse "brisk" of an operator'),
        ("--handler", "untrue=x", 'the chance of untrue is "x"'),
    ],
)
def test_a_lapse_that_does_not_exist_is_refused_with_one_message(
    command: str, option: str, text: str, found: str
) -> None:
    said = refused(command, CALL, option, text)
    assert found in said
    assert said.count("silent999:") == 1


def test_a_test_plays_the_cast_that_is_asked_for() -> None:
    """As `run` does: an expectation on the call handler fails with one who does not do it."""
    told = silent999("test", CALL, "--handler", "closes-early", "--format", "json")
    ran = silent999("run", CALL, "--handler", "closes-early", "--format", "json")
    (case,), (run,) = json.loads(told.out)["cases"], json.loads(ran.out)["runs"]
    assert case["duration_ms"] == run["duration_ms"]
    (good,) = json.loads(silent999("test", CALL, "--format", "json").out)["cases"]
    assert good["duration_ms"] != case["duration_ms"]


@pytest.mark.parametrize("seat", ["call_handler", "handlers"])
def test_nobody_handles_badly_in_the_seat_of_a_trainee(seat: str) -> None:
    said = refused("play", CALL, "--plain", "--seat", seat, "--handler", "poor")
    assert "--handler is for who has that seat without you" in said


def test_a_file_may_have_its_own_cast(tmp_path: Path) -> None:
    path = tmp_path / "put-down.yaml"
    path.write_text(f"{PUT_DOWN}cast: {{operator: poor, operator_answers: 5s}}\n")
    assert silent999("check", path).code == 0
    assert silent999("run", path).code == 0


@pytest.mark.parametrize(
    ("cast", "found"),
    [
        ("{handler: por}", 'no person or lapse "por" of a call handler'),
        ("{operator: [poor]}", "operator"),
        ("{operator: 'third-repeat, brisk'}", 'no lapse "brisk" of an operator'),
        ("{handler: 'untrue=200'}", 'the chance of untrue is "200"'),
    ],
)
def test_a_wrong_cast_in_a_file_has_its_line(tmp_path: Path, cast: str, found: str) -> None:
    path = tmp_path / "put-down.yaml"
    path.write_text(f"{PUT_DOWN}cast: {cast}\n")
    said = silent999("check", path)
    assert said.code == 1 or said.code == 2
    line = PUT_DOWN.count("\n") + 1
    assert f"put-down.yaml:{line}:" in said.out + said.err
    assert found in said.out + said.err


def test_before_a_call_that_may_be_handled_badly_the_note_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And afterwards what was done badly; of good people neither says anything."""

    def played(*cast: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("1\na\n6\n"))
        return silent999("play", CALL, "--plain", "--seat", "none", *cast).out

    bad = played("--handler", "untrue")
    assert "In this call the call handler may do things badly, on purpose" in bad
    assert "What operator and call handler did badly in this call, on purpose:" in bad
    assert "The call handler says of officers or of safety what is not so." in bad
    assert "badly" not in played()
