"""Callers speak within what was counted of real talk: the hard figures of speech.md 7.

`python -m tests.benchmarks.speech` prints them all, with those that are only reported.
"""

from functools import cache

import pytest

from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Role
from tests.benchmarks.speech import BOUND, SpeechFigure, figures
from tests.benchmarks.spoken_turns import SpokenCall, callers, calls
from tests.daily import a_share, these_a_day

SEEDS = range(3)
of_the_callers = pytest.mark.parametrize("kind", these_a_day(BOUND, *a_share(BOUND, len(BOUND))))
"""Figures need many calls: by day those of one kind of callers are played."""
HARD = (*("S1", "S2", "S4", "S5", "S6", "S7", "S8", "S10", "S11", "S14"),)
"""Those about the caller; of S14 only that voices overlap at all."""


@cache
def played(kind: str) -> tuple[SpokenCall, ...]:
    """The free callers of a kind under each seed, played once for all figures."""
    return tuple(calls(kind, SEEDS))


@cache
def measured(kind: str) -> tuple[SpeechFigure, ...]:
    """The figures of these calls."""
    return tuple(figures(played(kind)))


@of_the_callers
def test_they_are_enough_to_count(kind: str) -> None:
    """At least 20 calls and 500 turns of at least ten callers (speech.md 7.1)."""
    assert len(played(kind)) >= 20
    assert len({call.name for call in played(kind)}) >= 10
    assert sum(len(call.of(Role.CALLER)) for call in played(kind)) >= 500


@of_the_callers
@pytest.mark.parametrize("name", HARD)
def test_a_free_caller_speaks_as_people_do(kind: str, name: str) -> None:
    """The shipped callers, and those that were made to be measured."""
    found = [each for each in measured(kind) if each.id == name and each.hard and each.mine]
    assert found
    assert [each for each in found if not each.holds] == []


def test_the_shipped_free_callers_differ() -> None:
    """Age, way of speaking, what befell them; most begin in silence, and some only report."""
    people = callers("free")
    ages = sorted(each.age or 0 for each in people.values())
    assert len(people) >= 10
    assert ages[0] < 18
    assert ages[-1] > 80
    kinds = [frozenset(each.speech.kinds) for each in people.values() if each.speech]
    assert len(set(kinds)) >= 7
    silent = [name for name, each in people.items() if _begins_silent(each)]
    assert len(silent) >= 10
    assert sorted(each.age or 0 for each in callers("shipped children").values()) == [5, 9]


def _begins_silent(told: Scenario) -> bool:
    """Whether the caller lets the operator's first question pass."""
    first = told.caller[:1]
    return any(act.kind == "stay_silent" for step in first for act in step.do)


def test_hidden_callers_and_children_are_counted_apart() -> None:
    """A hidden caller's answer is a word, a free one's is not."""
    hidden = list(calls("hidden", range(1)))
    words = sorted(turn.count for call in hidden for turn in call.of(Role.CALLER))
    assert words[len(words) // 2] <= 3
    for kind in ("children", "shipped children"):
        children = list(calls(kind, range(1)))
        assert children
        assert all(call.of(Role.CALLER) for call in children)


@of_the_callers
@pytest.mark.parametrize("name", ["S3", "S8", "S9", "S12"])
def test_a_call_handler_speaks_to_them_as_people_do(kind: str, name: str) -> None:
    """The length of our turns, what breaks off, what takes in and what confirms."""
    found = [each for each in measured(kind) if each.id == name and each.hard and not each.mine]
    assert found
    assert [each for each in found if not each.holds] == []
