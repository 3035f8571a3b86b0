"""`silent999 coverage`: what is not exercised is named, in text and JSON."""

import json
from pathlib import Path

import pytest

from simulator import BANNER
from tests.cli.command import PUT_DOWN, Said, silent999, write

ONE = ("--profile", "iopc_2019")


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return write(tmp_path)


def told(said: Said) -> str:
    return " ".join(said.out.split())


def test_a_row_that_no_scenario_exercises_is_named_with_its_sentence(scenario: Path) -> None:
    said = silent999("coverage", scenario, *ONE)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == BANNER
    assert "no scenario exercises row O-7: A cough, a tap" in told(said)
    assert "no scenario exercises row D-4" not in told(said)
    assert "no scenario exercises row of guidance OP-21: it needs a call in" in told(said)
    assert "1 scenario under 1 profile, in 1 run" in told(said)


def test_a_row_that_cannot_be_reached_has_its_reason_and_is_not_asked_for(scenario: Path) -> None:
    shown = told(silent999("coverage", scenario, *ONE))
    assert "rows O-20, R-1, R-2 cannot fire under iopc_2019: needs sound_pro" in shown
    assert "no scenario exercises row R-1 " not in shown


def test_profiles_that_miss_what_others_reach_are_named(tmp_path: Path) -> None:
    text = PUT_DOWN.replace("{dialled: true}", "{heard: make_a_sound}")
    path = write(tmp_path, text.replace("never: {stage: with_op", "eventually: {stage: with_op"))
    shown = told(silent999("coverage", path, "--profile", "all"))
    assert "no scenario exercises row O-4 under home_office_2001, npcc_2017:" in shown
    assert "at least one" in shown


def test_json_has_each_row_with_its_scenario_or_why_it_is_missed(scenario: Path) -> None:
    data = json.loads(silent999("coverage", scenario, *ONE, "--format", "json").out)
    held = data["profiles"]["iopc_2019"]
    assert held["rows"]["covered"] == {
        row: {"scenario": "put-down", "runs": 1} for row in ("D-1", "D-4")
    }
    assert "O-7" in held["rows"]["missed"]
    assert "O-14" in held["cannot_be_reached"]
    assert data["over_all"]["rows"]["covered"] == ["D-1", "D-4"]


def test_every_scenario_and_run_is_counted_and_not_only_the_first_at_a_row(tmp_path: Path) -> None:
    """Four calls that go the same way are four, though the first alone is named at each row."""
    for name in "abcd":
        write(tmp_path, name=name)
    two = (*ONE, "--profile", "wmp")
    assert "4 scenarios under 2 profiles, in 8 runs" in told(silent999("coverage", tmp_path, *two))
    data = json.loads(silent999("coverage", tmp_path, *two, "--format", "json").out)
    for held in data["profiles"].values():
        assert held["runs"] == 4
        assert held["rows"]["covered"]["D-1"] == {"scenario": "a", "runs": 4}


@pytest.mark.parametrize(("threshold", "code"), [("1.5", 0), ("50", 1)])
def test_a_threshold_decides_the_exit_code(scenario: Path, threshold: str, code: int) -> None:
    said = silent999("coverage", scenario, *ONE, "--fail-under", threshold)
    assert said.code == code
    assert ("fewer than --fail-under" in said.err) == bool(code)
