"""Callers speak within what was counted of real talk: the hard figures of speech.md 7.

`python -m tests.benchmarks.speech` prints them all, with those that are only reported.
"""

from functools import cache

import pytest

from simulator.core.terms import Role
from tests.benchmarks.speech import SpeechFigure, figures
from tests.benchmarks.spoken_turns import SpokenCall, calls

SEEDS = range(3)
HARD = (*("S1", "S2", "S4", "S5", "S6", "S7", "S8", "S10", "S11", "S14"),)
"""Those about the caller; of S14 only that voices overlap at all."""


@cache
def played() -> tuple[SpokenCall, ...]:
    """The free callers under each seed, played once for all figures."""
    return tuple(calls("free", SEEDS))


@cache
def measured() -> tuple[SpeechFigure, ...]:
    """The figures of these calls."""
    return tuple(figures(played()))


def test_they_are_enough_to_count() -> None:
    """At least 20 calls and 500 turns of at least ten callers (speech.md 7.1)."""
    assert len(played()) >= 20
    assert len({call.name for call in played()}) >= 10
    assert sum(len(call.of(Role.CALLER)) for call in played()) >= 500


@pytest.mark.parametrize("name", HARD)
def test_a_free_caller_speaks_as_people_do(name: str) -> None:
    found = [each for each in measured() if each.id == name and each.hard and each.mine]
    assert found
    assert [each for each in found if not each.holds] == []


def test_hidden_callers_and_children_are_counted_apart() -> None:
    """A hidden caller's answer is a word, a free one's is not."""
    hidden = list(calls("hidden", range(1)))
    words = sorted(turn.count for call in hidden for turn in call.of(Role.CALLER))
    assert words[len(words) // 2] <= 3
    children = list(calls("children", range(1)))
    assert all(call.of(Role.CALLER) for call in children)


@pytest.mark.parametrize("name", ["S3", "S8", "S9", "S12"])
def test_a_call_handler_speaks_to_them_as_people_do(name: str) -> None:
    """The length of our turns, what breaks off, what takes in and what confirms."""
    found = [each for each in measured() if each.id == name and each.hard and not each.mine]
    assert found
    assert [each for each in found if not each.holds] == []
