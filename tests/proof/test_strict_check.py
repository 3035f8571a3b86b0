"""Warnings of `check --strict` from one run: steps that wait for ever, and a wrong `about`."""

from functools import partial
from pathlib import Path

import pytest

from simulator.content.checks.content_warnings import check
from simulator.content.diagnostics.validate import validated
from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import path_text
from simulator.content.yaml.reader import read_text
from simulator.proof.scenario_steps import findings
from tests.builders import header

LIBRARY = Library()
SILENT = header(seats="[operator]", outcome="no_response_to_recording", about="1m")
AS_CALLER = SILENT.replace("seats: [operator]", "seats: [caller, operator]")


def found(text: str) -> list[tuple[str, str]]:
    """Return the path and the message of each endless wait."""
    scenario = validated(read_text(text, "silent/small.yaml"), Scenario)
    told = findings(scenario, LIBRARY)
    return [(path_text(where), said) for where, code, said, _, _ in told if code == "endless-wait"]


def step(when: str, do: str = "cough", part: str = "caller") -> str:
    return f"{part}: [{{when: {when}, do: {do}}}]\n"


TAP = "{when: {at: 1s}, do: tap}"
DOOR = step("{did: press}", "{sound: door}", "room")


@pytest.mark.parametrize(
    ("steps", "where", "did"),
    [
        (step("{did: tap}"), ["caller[0].when"], "tap"),
        (
            f"caller: [{TAP}, {{when: {{did: tap, nth: 2}}, do: cough}}]",
            ["caller[1].when"],
            "tap 2",
        ),
        (step("{at: 1s}", "tap") + DOOR, ["room[0].when"], "press"),
        (
            f"caller: [{TAP}]\ncalls: [{{gap: 1m, caller: [{{when: {{did: tap}}, do: cough}}]}}]",
            ["calls[0].caller[0].when"],
            "tap",
        ),
    ],
    ids=["never", "too seldom", "another role", "a later call"],
)
def test_a_step_that_waits_for_ever_is_reported(steps: str, where: list[str], did: str) -> None:
    told = found(SILENT + steps)
    assert [each for each, _ in told] == where
    assert told[0][1].startswith(f"when this runs, the caller does not do {did}")


@pytest.mark.parametrize(
    "text",
    [
        SILENT + step("{heard: recording_asks_for_sound}"),
        SILENT + f"caller: [{TAP}, {{when: {{did: tap}}, do: cough}}]",
        SILENT + "caller: [{when: {did: tap}, chance: 50, do: cough}]",
        AS_CALLER + DOOR,
    ],
    ids=["another cue", "a cue that comes", "by chance", "a trainee may press"],
)
def test_a_step_that_may_happen_is_not_reported(text: str) -> None:
    assert found(text) == []


TABLE = """\
cases:
  - {id: both, title: Both, values: {does: CASE}}
  - {id: nothing, title: Nothing, values: {does: cough}}
caller: [{when: {at: 1s}, do: {case: does}}, {when: {did: tap}, do: cough}]
"""


@pytest.mark.parametrize(("does", "codes"), [("tap", []), ("cough", ["endless-wait"])])
def test_a_step_counts_if_one_case_of_a_table_needs_it(
    tmp_path: Path, does: str, codes: list[str]
) -> None:
    file = tmp_path / "silent" / "small.yaml"
    file.parent.mkdir()
    file.write_text(SILENT + TABLE.replace("CASE", does), encoding="utf-8")
    library = Library([tmp_path])
    problems = check(library, [file], beyond=partial(findings, library=library))
    assert [each.code for each in problems if each.code != "playing-time"] == codes


def test_everything_that_is_shipped_is_clean() -> None:
    assert check(LIBRARY, LIBRARY.paths()) == []
