"""The first pages of the labelled calls: the fault that an expert names, and no other."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.debrief.render.first_page import MOST_LINES, MOST_WORDS, WIDTH, first_page
from tests.cli.command import silent999
from tests.daily import first_a_day, some_a_day
from tests.debrief.test_labelled import EXPECTED, FOLDER
from tests.proof import plays
from tests.session.sitting import SHIPPED

calls = pytest.mark.parametrize("call", some_a_day(EXPECTED, 8))


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
    assert set(criteria) <= named
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
def test_a_strength_shows_what_came_of_the_act_in_this_call(call: str) -> None:
    """Each is an act with its words, and what followed from it or what it answered, with a time."""
    for strength in debriefed(call)["first_page"]["strengths"]:
        assert strength["text"].startswith("You ")
        assert re.search(r" \d+ (s|min)\b| at once", strength["text"]), strength["text"]
        if strength["led_to"] is not None:
            assert strength["led_to"] > strength["seq"]


def test_a_good_call_is_praised_for_what_its_acts_brought() -> None:
    found = debriefed("01-strangers-in-the-office")["first_page"]["strengths"]
    assert [each["text"] for each in found] == [
        'You asked "Let\'s try it. Can you hear me?"; one tap came 1 s later: yes.',
        'You asked "Are you in the building with the round ..."; one tap came at once: yes.',
        'You asked "Are you hurt?"; two taps came 1 s later: no.',
    ]


def test_what_this_call_asked_for_comes_before_what_every_call_has() -> None:
    """An ambulance asked in three seconds after the words, before a grade or a search."""
    scenario = "dad-is-shaking"
    found = json.loads(silent999("debrief", scenario, "--format", "json").out)
    strengths = found["first_page"]["strengths"]
    assert strengths[0]["criterion"] == "ambulance-brought-in"
    assert re.search(r"You asked ambulance in, \d+ s after ", strengths[0]["text"])


@calls
def test_no_two_acts_are_praised_for_one_answer(call: str) -> None:
    """Closed and ended after the same words of officers: one of them is enough."""
    shown = [each["led_to"] for each in debriefed(call)["first_page"]["strengths"]]
    followed = [seq for seq in shown if seq is not None]
    assert len(followed) == len(set(followed))


def keeps_to_its_size(page: str) -> bool:
    """Whether a page as printed has at most so many words, lines and columns."""
    lines = page.splitlines()
    fits = len(lines) <= MOST_LINES and max(map(len, lines)) <= WIDTH
    return fits and len(page.split()) <= MOST_WORDS


@pytest.mark.parametrize("one_in", first_a_day([12, 1]))
def test_the_page_of_every_shipped_scenario_keeps_to_its_size(one_in: int, tmp_path: Path) -> None:
    for name in sorted(SHIPPED)[::one_in]:
        for seat in SHIPPED[name].seats:
            page = silent999("debrief", name, "--seat", seat, "--records", tmp_path).out
            assert "HOW IT ENDED" in page
            assert keeps_to_its_size(page), (name, seat)


def test_acts_are_told_to_the_trainee_in_the_second_person() -> None:
    steps = first_page(plays.debriefed(plays.handler_badly())).next_steps
    assert [step.happened for step in steps] == [
        "You ended the line before officers were with the caller: you ended the call (no "
        "response).",
        "You closed on a caller who had signalled, without a safe answer from them: you closed "
        "the incident (checked, no concern left).",
        "You graded or closed without a search of the number: you set the grade scheduled (no "
        "response).",
    ]


def test_help_not_sought_and_a_caller_let_go_come_before_codes_and_seconds() -> None:
    """Codes, questions and four seconds are missed in these calls too, and at graver weight."""
    steps = first_page(plays.debriefed(plays.handler_badly())).next_steps
    assert [step.criterion for step in steps[:2]] == [
        "line-kept-open",
        "signalled-not-closed-unasked",
    ]
    lied = debriefed("20-an-ambulance-not-asked-for")["first_page"]["next"]
    assert [step["criterion"] for step in lied][:2] == ["honest-services", "ambulance-brought-in"]


def test_what_never_came_is_shown_at_what_called_for_it() -> None:
    """The high-risk marker was found at 0:18, and a low grade given in spite of it."""
    page = " ".join(silent999(*words_of("22-graded-too-low")).out.split())
    assert "0:18 You did not grade it as an emergency, in spite of the high-risk marker" in page
    assert "after found: high-risk domestic abuse" in page
    steps = {s["criterion"]: s for s in debriefed("22-graded-too-low")["first_page"]["next"]}
    assert steps["marker-is-emergency"]["at"] == 18_000


def test_what_was_untrue_comes_before_every_strength() -> None:
    call = "20-an-ambulance-not-asked-for"
    page = silent999(*words_of(call)).out
    assert page.index("You spoke of help that you had not asked for") < page.index("WHAT HELPED")
    assert debriefed(call)["first_page"]["next"][0]["untrue"] is True
