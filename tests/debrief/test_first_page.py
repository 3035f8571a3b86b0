"""The first pages of the thirty labelled calls: the fault that an expert names, and no other."""

import json
from functools import cache
from typing import Any

import pytest

from simulator.debrief.render.first_page import MOST_LINES
from tests.cli.command import silent999
from tests.debrief.test_labelled import EXPECTED, FOLDER

calls = pytest.mark.parametrize("call", EXPECTED)


@cache
def words_of(call: str) -> tuple[str, ...]:
    """The command line that debriefs a call."""
    seat = EXPECTED[call].get("seat", "call_handler")
    return ("debrief", str(FOLDER / f"{call}.yaml"), "--seat", seat, "--records", str(FOLDER))


@cache
def debriefed(call: str) -> dict[str, Any]:
    """The debrief of a call as JSON."""
    found: dict[str, Any] = json.loads(silent999(*words_of(call), "--format", "json").out)
    return found


@calls
def test_what_to_do_next_is_what_an_expert_names(call: str) -> None:
    """Each criterion on the page is one that the expert named; a fault of theirs comes first."""
    missed = EXPECTED[call].get("missed", [])
    named = {*missed, *EXPECTED[call].get("as_well", ())}
    criteria = [step["criterion"] for step in debriefed(call)["first_page"]["next"]]
    assert {each for each in criteria if each} <= named
    if missed:
        assert criteria[0] in named


@calls
def test_a_strength_is_a_finding_that_was_met_by_an_act_at_its_moment(call: str) -> None:
    debrief = debriefed(call)
    states = {found["id"]: found for found in debrief["findings"]}
    acts = {line["seq"]: line for line in debrief["ears"][0]["lines"]}
    for strength in debrief["first_page"]["strengths"]:
        finding = states[strength["criterion"]]
        assert finding["state"] == "met"
        assert strength["seq"] in finding["evidence"]
        seat = finding["role"].replace("_", " ").capitalize()
        assert (acts[strength["seq"]]["who"], acts[strength["seq"]]["at"]) == (seat, strength["at"])


@calls
def test_a_page_keeps_to_its_size(call: str) -> None:
    assert len(silent999(*words_of(call)).out.splitlines()) <= MOST_LINES


def test_what_was_untrue_comes_before_every_strength() -> None:
    call = "20-an-ambulance-not-asked-for"
    page = silent999(*words_of(call)).out
    assert page.index("This was not so: You said") < page.index("WHAT HELPED")
    assert debriefed(call)["first_page"]["next"][0]["untrue"] is True
