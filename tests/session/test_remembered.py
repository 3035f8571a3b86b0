"""What the engine remembers changes no log, is bounded, and can be dropped."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Sequence
from contextlib import suppress
from functools import _lru_cache_wrapper
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.hearing import Circuit
from simulator.core.log import Body, CallBegan, Entry
from simulator.core.terms import LineKind, LineStage, Role
from simulator.errors import NotPossible
from simulator.session import remembered
from simulator.session.participant import Participant, PlannedAct, Reaction
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.places import Listener
from simulator.session.remembered import Audience, CallMemory, Remembering
from simulator.session.run import call_people, headless_run
from simulator.session.run.cast import Cast
from simulator.session.run.headless_run import play, run, sessions
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

ENGINE = ("core", "guidance", "knowledge", "language", "rules", "session")
CALLS = [
    LIBRARY.scenario(name).scenario
    for name in ("partner-in-the-room", "two-short-calls", "another-voice", "cut-after-55")
]
CLOSED_LIST = 400
"""More than there are intents, topics, or kinds of entries with their roles."""


def caches() -> list[_lru_cache_wrapper[Any]]:
    """Return every cache of the engine, those of single tables of guidance included."""
    folders = tuple(f"simulator.{folder}." for folder in ENGINE)
    held = (each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper))
    return [each for each in held if each.__wrapped__.__module__.startswith(folders)]


def drop(held: list[_lru_cache_wrapper[Any]]) -> None:
    """Forget everything."""
    for cache in held:
        cache.cache_clear()


def logs() -> list[list[Entry]]:
    """The logs of some calls, each under two seeds."""
    return [[*run(s, DEFAULT, GENERIC, seed).log] for s, seed in itertools.product(CALLS, (0, 1))]


def test_a_log_is_the_same_cold_and_warm() -> None:
    """Whatever was run before: other calls, the very same ones, or nothing at all."""
    before = logs()
    assert logs() == logs() == before
    drop(caches())
    assert logs() == before


def test_a_call_that_runs_goes_on_when_everything_is_forgotten() -> None:
    """It keeps its own place and its own people, and comes to the same end."""
    whole = run(CALLS[0], DEFAULT, GENERIC).log
    held, log = caches(), list[Entry]()
    for session in sessions(Cast(CALLS[0], DEFAULT, GENERIC), log):
        while session.step():
            if len(log) % 5 == 0:
                drop(held)
    assert log == whole


def test_what_is_remembered_has_a_bound() -> None:
    """Each cache keeps so many results, or one for each word of a closed list."""
    logs()
    for cache in caches():
        size = cache.cache_info()
        assert size.currsize <= (size.maxsize or CLOSED_LIST), cache.__wrapped__.__qualname__


class Counter:
    """A person who counts what they have heard; and how many of them were made is counted."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER})
    made = 0

    def __init__(self) -> None:
        Counter.made += 1
        self.heard = self.coughs = 0

    def on_heard(self, entry: Entry, at: int) -> Reaction:  # noqa: ARG002
        self.heard += 1
        self.coughs += entry.body == do.Cough()
        return Reaction([PlannedAct(self.heard, do.Tap(1 + self.coughs))])


def entries(*bodies: Body) -> list[Entry]:
    """What was heard, one entry each second."""
    return [Entry(n, n * 1000, Role.NETWORK, Role.NETWORK, body) for n, body in enumerate(bodies)]


def reactions(memory: CallMemory, heard: list[Entry]) -> list[Reaction]:
    """What the person of a memory does at each entry."""
    person = Remembering(memory, "a person", Counter)
    return [person.on_heard(entry, entry.at) for entry in heard]


def an_audience(memory: CallMemory) -> Audience:
    """The one person of a memory, who hears every entry."""
    return Audience(lambda: [Remembering(memory, "a person", Counter)], memory)


def times_heard(person: Participant) -> int:
    """What a person says of themselves."""
    assert isinstance(person, Counter)
    return person.heard


def test_what_was_said_stays_what_it_was() -> None:
    """The steps that had come when it was asked, however the call went on."""
    scenario = LIBRARY.scenario("child-with-a-phone").scenario
    for session in sessions(Cast(scenario, DEFAULT, GENERIC), []):
        while not sum(map(len, session.audience.asked(headless_run._steps_of))):
            session.step()
        said = session.audience.asked(headless_run._steps_of)
        before = [dict(each) for each in said]
        assert play(session, 0) == ""
        assert said == before != session.audience.asked(headless_run._steps_of)


BEGAN, TAP, COUGH = CallBegan(1, LineKind.MOBILE), do.Tap(), do.Cough()
HEARD_BY_ALL = (Listener(0, Role.CALLER, masked=False),)
CIRCUIT = Circuit(LineStage.IDLE, operator_on_line=False, phone_taken=False)


def test_nobody_is_made_to_react_to_what_is_remembered() -> None:
    """At the first entry that is new they are, and have heard all that came before."""
    memory = CallMemory()
    whole = entries(BEGAN, TAP, TAP, COUGH)
    first, before = reactions(memory, whole), Counter.made
    assert reactions(memory, whole) == first
    assert Counter.made == before
    other = entries(BEGAN, TAP, COUGH, COUGH)
    assert [each.plans[0].action for each in reactions(memory, other)][-1] == do.Tap(3)
    assert Counter.made == before + 1
    reactions(memory, other)
    reactions(memory, whole)
    assert Counter.made == before + 1


@given(st.lists(st.lists(st.sampled_from([TAP, COUGH]), max_size=6), max_size=12))
def test_whatever_came_before_a_person_does_what_a_forgetful_one_does(
    calls: list[list[Body]],
) -> None:
    """Any calls in any order, of which each may begin as another did and go on otherwise."""
    memory = CallMemory()
    for bodies in calls:
        heard = entries(BEGAN, *bodies)
        assert reactions(memory, heard) == reactions(CallMemory(), heard)


def test_of_people_who_are_taken_over_nothing_more_is_kept() -> None:
    """Somebody else changes what they do, so it is no guide to another call."""
    memory = CallMemory()
    heard = entries(BEGAN, TAP, COUGH)
    for _ in range(2):
        audience = an_audience(memory)
        for entry in heard[:2]:
            audience.reactions(entry, HEARD_BY_ALL, CIRCUIT)
        (changed,) = audience.taken_over()
        assert isinstance(changed, Counter)
        changed.heard = 50
        ((_, reaction),) = audience.reactions(heard[2], HEARD_BY_ALL, CIRCUIT)
        assert reaction.plans[0].after == 51
    assert reactions(memory, heard)[-1].plans[0].after == 3
    audience = an_audience(memory)
    found = [audience.reactions(each, HEARD_BY_ALL, CIRCUIT) for each in heard]
    assert [reaction.plans[0].after for ((_, reaction),) in found] == [1, 2, 3]


def test_what_people_say_of_themselves_is_what_they_would_say_now() -> None:
    """In the middle of a call as at its end, remembered or not."""
    memory = CallMemory()
    for heard in (entries(BEGAN, TAP), entries(BEGAN), entries(BEGAN, TAP)):
        audience = an_audience(memory)
        for times, entry in enumerate(heard, 1):
            audience.reactions(entry, HEARD_BY_ALL, CIRCUIT)
            assert audience.asked(times_heard) == [times]


def test_nobody_is_made_for_a_call_that_is_played_again() -> None:
    """Not even to say which steps of the scenario came; taken over, they are, and have heard it."""
    for _ in range(2):  # A first time is not kept: most calls have no second.
        run(CALLS[0], DEFAULT, GENERIC)
    for session in sessions(Cast(CALLS[0], DEFAULT, GENERIC), []):
        session.audience._make = lambda: pytest.fail("somebody was made")
        assert play(session, 0) == ""
    for session in sessions(Cast(CALLS[0], DEFAULT, GENERIC), log := list[Entry]()):
        while len(log) < 80:
            session.step()
        handler = next(p for p in session.audience.taken_over() if p.role is Role.CALL_HANDLER)
        assert isinstance(handler, SimulatedHandler)
        assert handler.knowledge.facts.said


Intrusions = Sequence[tuple[int, do.Action]]


def gone_into(intrusions: Intrusions) -> list[Entry]:
    """The log of a call in which the caller also does something after some of its steps."""
    log = list[Entry]()
    for session in sessions(Cast(CALLS[0], DEFAULT, GENERIC), log):
        for step in range(60):
            for _, act in (each for each in intrusions if each[0] == step):
                with suppress(NotPossible):
                    session.submit(Role.CALLER, act)
            session.step()
    return log


ACTS = st.sampled_from([TAP, COUGH, do.Press("5"), do.HangUp()])


@given(st.lists(st.lists(st.tuples(st.integers(0, 50), ACTS), max_size=2), min_size=2, max_size=6))
def test_a_call_that_is_gone_into_goes_on_as_if_nothing_were_remembered(
    calls: list[Intrusions],
) -> None:
    """Wherever it leaves the course of an earlier one, and whichever it follows then."""
    gone_into([])
    remembering = [gone_into(each) for each in calls]
    for intrusions, log in zip(calls, remembering, strict=True):
        call_people._remembered.cache_clear()
        assert gone_into(intrusions) == log


def test_few_courses_are_kept_and_none_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first and the latest; a person goes on after the last entry that is kept."""
    monkeypatch.setattr(remembered, "LONGEST_COURSE", 5)
    memory = CallMemory()
    for length in range(9):
        heard = entries(BEGAN, *[TAP] * length, *[COUGH] * 9)
        for _ in range(2):
            assert [r.plans[0].after for r in reactions(memory, heard)] == [*range(1, length + 11)]
    _, _, courses = memory.people["a person"]
    assert len(courses.kept) == remembered.MOST_COURSES
    assert max(len(course.came) for course in courses.kept) == 5
