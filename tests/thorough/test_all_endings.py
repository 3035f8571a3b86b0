"""How all shipped calls end under ten seeds: kinds, shares, and the time after the caller is found.

About a minute and a half on one core, so it is no part of a day's run.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest

from simulator.core import acts as do
from simulator.core.terms import HowItEnds, UnitStatus
from simulator.review.ending import how_it_ends
from tests.session.calls import LIBRARY
from tests.session.test_endings_drawn import found_at, line_down_at, shipped_call

pytestmark = pytest.mark.thorough
SEEDS = range(10)


class End(NamedTuple):
    """How one call ended."""

    name: str
    seed: int
    kind: HowItEnds | None
    span: float | None
    """Seconds from *found* to the line's end; None where the line was down before."""


@cache
def ends() -> tuple[End, ...]:
    """Each shipped call under each seed; only this much of a call is kept, for the memory."""
    made = []
    for name in sorted({each.id for each in LIBRARY.scenarios()}):
        for seed in SEEDS:
            call, span = shipped_call(name, seed), None
            # A call that no police heard of has no line of theirs that goes down.
            if call.any(do.UnitReport, status=UnitStatus.FOUND):
                span = (line_down_at(call) - found_at(call)) / 1_000
            span = span if span is not None and span > 0 else None
            made.append(End(name, seed, how_it_ends(call.log), span))
    return tuple(made)


def test_at_least_eight_kinds_and_none_over_half() -> None:
    kinds = Counter(each.kind for each in ends() if each.kind is not None)
    assert len(kinds) >= 8, kinds
    assert max(kinds.values()) <= sum(kinds.values()) / 2, kinds


def test_every_kind_that_can_be_drawn_happens() -> None:
    """An ending that no shipped call has is one that nobody can practise."""
    assert {each.kind for each in ends()} >= set(HowItEnds)


def test_from_found_to_the_lines_end_five_to_ninety_seconds_and_no_clock() -> None:
    """No two seconds hold a fifth of the calls (practice2 5)."""
    spans = [each for each in ends() if each.span is not None]
    assert len(spans) >= 300
    assert not [each for each in spans if not 5 <= (each.span or 0) <= 90]
    bins = Counter(int((each.span or 0) // 2) for each in spans)
    assert max(bins.values()) <= len(spans) / 5, bins
