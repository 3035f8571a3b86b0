"""Entries as moments: in words, without rows, and without what is private."""

from __future__ import annotations

import re

import pytest

from simulator.core import acts as do
from simulator.core.describe import in_words, said
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.log import Body, Entry, NoEffect, StageEntered
from simulator.core.terms import Heading, Intent, LineStage, NoteKind, Role, Topic
from simulator.review.moments import moment_of, without_private
from tests.builders import PROFILE
from tests.session.sitting import SHIPPED, Played, setup

SECRET = "the flat over the old bakery"


def entry(body: Body, who: Role = Role.CALL_HANDLER) -> Entry:
    return Entry(3, 5_000, who, who, body)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (do.Press(UNKNOWN_KEY), "[a key tone]"),
        (do.Press("5"), "[presses 5]"),
        (
            StageEntered(LineStage.RINGING_BACK, "K-1"),
            "now: the call handler rings the caller's number",
        ),
        (NoEffect("the line is dead", "X-10"), "no effect: the line is dead"),
        (do.Finish(Intent.REASSURE), "[has finished: reassures; keeps talking through silence]"),
        (do.Finish(), "[stops speaking]"),
    ],
)
def test_what_happened_in_words(body: Body, text: str) -> None:
    assert said(body, PROFILE) == text


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_no_moment_of_a_call_names_a_row_or_is_empty(name: str) -> None:
    for each in Played(setup(name)).play([]):
        moment = moment_of(each, PROFILE)
        assert moment.text
        assert not re.search(r"\(row |\[\]", moment.text)
        assert (moment.seq, moment.at) == (each.seq, each.at)


def test_news_is_nobodys_and_an_act_somebodys() -> None:
    assert moment_of(entry(StageEntered(LineStage.DOWN, "-"), Role.NETWORK)).who == ""
    assert moment_of(entry(do.Tap(), Role.CALLER)).who == "Caller"


FREE: list[Body] = [
    do.Note(NoteKind.HEARD, 2, None, SECRET),
    do.Thrive(Heading.RISK, SECRET),
    do.BriefOfficers((Topic.WEAPON,), text=SECRET),
    do.Say(Intent.OWN_WORDS, SECRET),
]


@pytest.mark.parametrize("body", FREE)
def test_private_text_is_taken_out_and_the_rest_is_left(body: Body) -> None:
    held = entry(body)
    bare = without_private(held)
    assert SECRET in in_words(held.body)
    assert SECRET not in in_words(bare.body)
    assert bare._replace(body=held.body) == held
    assert bare.body.kind == held.body.kind
    assert without_private(bare) == bare


def test_every_act_with_private_text_is_thought_of() -> None:
    assert set(do.PRIVATE) == {body.kind for body in FREE if not isinstance(body, do.Say)}


@pytest.mark.parametrize("body", [do.Say(Intent.REASSURE, SECRET), do.SendText(SECRET), do.Tap(2)])
def test_what_was_said_on_the_line_is_not_private(body: Body) -> None:
    assert without_private(entry(body)) == entry(body)
