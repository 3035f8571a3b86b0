"""What a desk must not show before a call comes to it: from the scenario and the domain alone."""

from collections.abc import Iterator, Sequence
from itertools import chain

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.log import CallBegan, Entry, StageEntered
from simulator.core.terms import LineStage, Role
from simulator.seat.seat_view import number_of
from tests.session.calls import LIBRARY

OFFERED = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING, LineStage.DOWN)
"""The force's phone rings, or the details of a lost call come to it (domain 1.2, rows 8 to 11)."""
EMPTY_DESK = "Nobody is on the line yet."
"""What each desk says before its call, whatever comes; there is a call with such a title."""
LEAST = 6
"""Shorter words than this are in any text."""


def number_forms(scenario: Scenario) -> set[str]:
    """The number as it is written, without spaces, and by its last six digits."""
    number = number_of(scenario, LIBRARY.drama_numbers())
    digits = number.replace(" ", "")
    return {number, digits, digits[-6:]} - {""}


def place_words(scenario: Scenario) -> set[str]:
    """Every place of a scenario: of the network's data, held on the number, or found by a trace."""

    def named() -> Iterator[str | None]:
        yield scenario.number.address
        yield from (found.place for found in scenario.number.traces.values())
        fixes = (script.location.fixes() for script in scenario.calls_in_order)
        for _, fix in chain.from_iterable(fixes):
            yield from (fix.place, fix.area)

    return {words for words in named() if words and len(words) >= LEAST}


def of_the_call(scenario: Scenario, role: Role) -> set[str]:
    """What a desk has of a call when it comes, and not before.

    An operator has the number and the place from the answer, and the kind of line from the ring.
    """
    line = {f"{before} {scenario.line.label}" for before in ("from", ",", "it is")}
    kept = {*number_forms(scenario), *place_words(scenario)}
    return kept if role is Role.OPERATOR else kept | line


def shown_of(secrets: set[str], text: str) -> list[str]:
    """Which of these a text has in it, however it is written."""
    lower = " ".join(text.split()).lower()
    return sorted(each for each in secrets if each.lower() in lower)


def titled(scenario: Scenario, text: str) -> bool:
    """Whether a text has a scenario's title in it.

    The same words are no title where every desk says them, nor in the place of a call that has come
    ("the yard behind the car wash"): before it comes, `of_the_call` has the place.
    """
    text = " ".join(text.split()).lower()
    for words in (EMPTY_DESK, *sorted(place_words(scenario), key=len, reverse=True)):
        text = text.replace(words.lower(), "")
    return scenario.title.lower() in text


def has_come(log: Sequence[Entry], role: Role) -> bool:
    """Whether the call that runs has come to a desk: to police the ring, to an operator the answer.

    By the whole log, which no desk has.
    """
    begun = max(n for n, each in enumerate(log) if isinstance(each.body, CallBegan))
    entries = log[begun:]
    if role is Role.CALL_HANDLER:
        stages = (each.body.stage for each in entries if isinstance(each.body, StageEntered))
        return any(stage in OFFERED for stage in stages)
    return any(isinstance(each.body, do.Answer) and each.actor is role for each in entries)
