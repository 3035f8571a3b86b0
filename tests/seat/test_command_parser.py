"""The command line of a desk: what a line was understood as, and what Enter does."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core.terms import (
    Heading,
    NoteKind,
    Reported,
    Role,
    Service,
    Sign,
    Sound,
    Topic,
    Trace,
    YesMeans,
)
from simulator.seat.available_acts import acts_of
from simulator.seat.command_parser import LineChoice, propose
from simulator.seat.seat_view import SeatView
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.builders import entries
from tests.seat.walking import materials
from tests.session.sitting import setup

OPERATOR, HANDLER = Role.OPERATOR, Role.CALL_HANDLER


@lru_cache
def desk(role: Role) -> SeatView:
    """A desk whose phone was just answered."""
    of, clock = setup("evening-in-the-office", role), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    while True:
        clock.tick(1_000)
        view.catch_up()
        answer = next(each for each in view.available_acts(role) if each.key == "a")
        if answer.disabled_reason is None:
            view.do(role, answer.act, {})
            view.catch_up()
            return view


def first(line: str, role: Role = HANDLER) -> LineChoice:
    """What Enter would do."""
    return propose(desk(role), role, line).choices[0]


@pytest.mark.parametrize(
    ("line", "key", "chosen"),
    [
        ("/g", "g", {}),
        ("/gra", "g", {}),
        ("/grade eme", "g", {"grade": "emergency"}),
        ("/name tap", "w", {"ways": [Sign.TAP]}),
        ("/name tap key", "w", {"ways": [Sign.TAP, Sign.KEY]}),
        ("/r phone", "r", {"trace": Trace.PHONE}),
        ("/b amb", "b", {"service": Service.AMBULANCE}),
        ("/SEND", "d", {}),
        ("?wea", "q", {"about": Topic.WEAPON}),
        ("? alone", "q", {"about": Topic.ALONE_TO_TALK}),
        ("#t he is upstairs", "t", {"heading": Heading.THREAT, "text": "he is upstairs"}),
        ("#vulnerability: a child", "t", {"heading": Heading.VULNERABILITY, "text": "a child"}),
        ("#a door slammed", "n", {"note": NoteKind.HEARD, "topic": None, "text": "a door slammed"}),
        (
            "#not safe to ring",
            "n",
            {"note": NoteKind.RATIONALE, "topic": None, "text": "not safe to ring"},
        ),
    ],
)
def test_a_line_names_an_act_and_what_it_needs(line: str, key: str, chosen: dict[str, Any]) -> None:
    found = first(line)
    assert (found.act.key, found.chosen) == (key, chosen)


def test_words_are_said_as_what_they_were_understood_as() -> None:
    proposal = propose(desk(HANDLER), HANDLER, "Can anyone else hear you?")
    assert proposal.heading.startswith("Understood as: asks ")
    (asked,) = proposal.choices[0].chosen["speech"].actions
    words, ways = "Can anyone else hear you?", (YesMeans.NOT_SO,)
    assert asked == do.Ask((Topic.ALONE_TO_TALK,), asked.form, words, ways)


def test_an_operators_words_are_prompts() -> None:
    assert "which service" in propose(desk(OPERATOR), OPERATOR, "Which service?").heading
    assert propose(desk(OPERATOR), OPERATOR, "?weapon").choices == ()


def test_an_act_that_is_not_possible_says_why() -> None:
    assert first("/ring").disabled_reason == "there is no lost line to ring back"
    assert first("/brief").disabled_reason == "no officers have been sent"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("", "words to say   / an action   ? a question   # a log line"),
        ("  ", "words to say   / an action   ? a question   # a log line"),
        ("/", "Write the first letters of an action, such as /gra"),
        ("/zzz", "Write the first letters of an action, such as /gra"),
        ("?zzz", "No question has that word."),
        ("#", "Write # and what the log should say"),
    ],
)
def test_a_line_that_means_nothing_says_what_to_write(line: str, heading: str) -> None:
    proposal = propose(desk(HANDLER), HANDLER, line)
    assert proposal.heading.startswith(heading)
    assert proposal.choices == ()


def test_an_empty_line_offers_what_is_possible_now() -> None:
    of, caller = setup("evening-in-the-office", Role.CALLER), Role.CALLER
    view = SeatView(LiveRun(of, ManualClock()), materials(of))
    assert propose(view, caller, "").heading == "/d Dial 999 or 112   / an action"
    view.do(caller, propose(view, caller, "/dial").choices[0].act, {"number": "999"})
    assert propose(view, caller, "").heading.startswith("words to whisper")


def test_what_a_line_proposes_can_be_done() -> None:
    view = desk(HANDLER)
    choice = first("#t he is upstairs")
    done = view.do(HANDLER, choice.act, choice.chosen)
    assert done.body == do.Thrive(Heading.THREAT, "he is upstairs")


def test_a_handover_says_nothing_that_is_not_so() -> None:
    """Sounds that were heard may be left out; the line was not quiet for that."""
    view = desk(OPERATOR)
    act = next(each.act for each in view.available_acts(OPERATOR) if each.kind == "hand_over")
    report = {"heard": [Reported.FIFTY_FIVE]}
    heard = entries((1_000, Role.ROOM, do.Make(Sound.SHOUTING)))
    (loud,) = acts_of(OPERATOR, act, report, view.materials, heard)
    (quiet,) = acts_of(OPERATOR, act, report, view.materials, [])
    assert isinstance(loud, do.HandOver)
    assert isinstance(quiet, do.HandOver)
    assert quiet.words.endswith("Nobody spoke to me, the line was quiet.")
    assert loud.words.endswith("Nobody spoke to me.")
