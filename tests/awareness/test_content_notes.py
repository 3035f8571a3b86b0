"""What is said before a call is all that may be hard in it: in the call, and in what follows it.

Each list of words here is read in what a room reads before the call, so a note may use its own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import pytest

from simulator.awareness.courses import seen
from simulator.content.awareness.plan import PlayingStep
from simulator.content.fields.content_model import Fact
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Outcome, Role, Sound, Topic, UnitStatus
from tests.awareness.rooms import PLANS, decisions, one_step, parts, played
from tests.daily import some_a_day
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED

ROWS = LIBRARY.room_endings()
IN_A_PLAN = {
    *(
        step.scenario
        for plan in PLANS.values()
        for step in plan.steps
        if isinstance(step, PlayingStep)
    ),
    *(myth.watch.scenario for myth in LIBRARY.myths() if myth.watch),
}
MAY_BE_SHOWN = sorted({*IN_A_PLAN, *filter(None, (SHIPPED[each].milder for each in IN_A_PLAN))})
OTHERS = sorted({*SHIPPED} - {*MAY_BE_SHOWN})
DRAWN = 10
SOUNDS = {
    Sound.SOB: r"\bcr(?:y|ies)|upset",
    Sound.GROAN: r"\bill\b|hurt|unwell|fallen|tablets",
    Sound.SHOUTING: r"shout|argument|violence|fight",
    Sound.ARGUMENT: r"argument|shout|row\b",
    Sound.SCUFFLE: r"scuffle|fight",
    Sound.BREAKING: r"break|broke|glass",
}
"""Sounds that may be hard to hear, and the words of a note that name them."""
REPORTS = {
    UnitStatus.DETAINED: r"officers take someone away|arrest",
    UnitStatus.THIRD_PARTY_ONLY: r"at the door|doorstep|speaks for",
    UnitStatus.NOT_ALONE: r"at the door|doorstep|speaks for",
}
NOBODY_KNOWS = (
    *(Outcome.NO_RESPONSE_TO_RECORDING, Outcome.ABANDONED, Outcome.ENDED_BY_OPERATOR),
    Outcome.ENDED_BY_FIRST_HANDLER,
)
WITHOUT = re.compile(r"without (?:help|an answer)|no help")


def hard(log: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Yield what may be hard in a log, each with the words of which a note has one."""
    for entry in log:
        match entry.body:
            case do.Make(sound=sound) if sound in SOUNDS:
                yield str(sound), SOUNDS[sound]
            case do.UnitReport(status=status) if status in REPORTS:
                yield str(status), REPORTS[status]
            case do.TakePhone():
                yield "phone taken", r"phone (?:is |may be )?taken|takes the phone"
            case do.HangUp() if entry.actor is not Role.CALLER and entry.actor in NEAR:
                yield "put down", r"puts? the phone down|takes the phone|phone may be taken"


NEAR = (Role.ROOM, Role.OTHER_PERSON)


def missing(log: Sequence[Entry], note: str) -> set[str]:
    return {what for what, words in hard(log) if not re.search(words, note, re.IGNORECASE)}


def before(name: str, kind: str) -> str:
    """What a room reads before a call."""
    page = parts(one_step(kind, name)).of_step(1)[0]
    assert page.must_choose
    return " ".join(page.sentences)


@pytest.mark.parametrize("name", [*MAY_BE_SHOWN, *some_a_day(OTHERS, 6)])
def test_the_note_names_all_that_may_be_hard_in_the_call_itself(name: str) -> None:
    """As it is watched, or read: it was written, and is the same for every room."""
    assert missing(played(name).log, before(name, "watch")) == set()


@pytest.mark.parametrize("name", [each for each in MAY_BE_SHOWN if SHIPPED[each].decision_points])
def test_the_note_of_a_decision_names_all_that_may_be_hard_in_what_follows(name: str) -> None:
    """In every made-up ending that a room may draw: none is harder than what was said before."""
    note, found = before(name, "decide"), set[str]()
    needed = SHIPPED[name].facts.get(Topic.MISTAKE) is not Fact.YES
    for _, branches in decisions(name):
        for branch in branches:
            for course in islice(seen(branch, ROWS, 4), DRAWN):
                found |= missing(course.found.log, note)
                if course.found.outcome in NOBODY_KNOWS and needed and not WITHOUT.search(note):
                    found.add("no help")
    assert found == set()
