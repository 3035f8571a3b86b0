"""Expectations that no run could meet, or that no run could fail.

Decided without a run, and only where it is certain: by what the scenario's calls can come to at all
(`proof.reach`, whoever sits in the other seats), by its facts, and by comparing its expectations
with each other. Whatever a criterion says that is not looked at here is taken to be possible.

A rule is *lost* if it asks for what cannot come. It is *idle* if its occasion cannot come, or if it
forbids what nothing in the file could bring about. What the flow alone rules out may be forbidden:
such a rule fails if the flow is ever wrong, and shows a reader what the flow guarantees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

from simulator.proof.entries import World, cannot, cannot_stand
from simulator.review.matching import ANY, Match
from simulator.review.patterns import (
    After,
    Always,
    AtLeast,
    AtMost,
    Before,
    Between,
    ForEach,
    NoSoonerThan,
    Property,
    Within,
)


class Fate(Enum):
    """What becomes of an expectation in every run."""

    LOST = "lost"
    """No run can meet it."""
    IDLE = "idle"
    """No run can fail it."""


def fate(rule: Property, world: World) -> tuple[Fate, str] | None:
    """What becomes of a rule in every run, and why; none where that hangs on the run.

    A rule that does not apply to a run counts as met there.
    """
    for match in _occasions(rule):
        if match is not None and (lacks := cannot(match, world)):
            return Fate.IDLE, f"its occasion never comes: {lacks}"
    if rule.during is not None and (lacks := cannot_stand(rule.during, world)):
        return Fate.IDLE, f"its occasion never comes: {lacks}"
    pattern = rule.pattern
    if isinstance(pattern, AtLeast):
        lacks = "" if _conditional(rule) else cannot(pattern.of, world)
        return (Fate.LOST, lacks) if lacks else None
    file = replace(world, flow=False)
    match pattern:
        case AtMost(of=forbidden) | Before(then=forbidden):
            lacks = cannot(forbidden, file)
        case Always(of=occasion) | Within(of=occasion):
            lacks = cannot(occasion, world)
        case NoSoonerThan(after=occasion, then=forbidden):
            lacks = cannot(occasion, world) or cannot(forbidden, file)
    return (Fate.IDLE, lacks) if lacks else None


def _occasions(rule: Property) -> Iterator[Match | None]:
    """What must come for the rule to be looked at."""
    yield rule.applies_when
    match rule.scope:
        case After(start=start) | Between(start=start):
            yield start
        case ForEach(it=it):
            yield it


# --- expectations against each other -------------------------------------------------------------


def against(one: Property, other: Property) -> bool:
    """Whether no log can keep both: the one asks for what the other forbids everywhere."""
    wanted = one.pattern
    forbidden = other.pattern
    if not (isinstance(wanted, AtLeast) and isinstance(forbidden, AtMost)):
        return False
    if _conditional(one) or _conditional(other) or wanted.times <= forbidden.times:
        return False
    return _within(wanted.of, forbidden.of)


def _conditional(rule: Property) -> bool:
    return rule.scope is not None or rule.during is not None or rule.applies_when is not None


def _within(narrow: Match, wide: Match) -> bool:
    """Whether every entry that matches `narrow` certainly matches `wide`."""
    for name in wide.criteria():
        words, given = getattr(wide, name), getattr(narrow, name)
        if words == given or (words == ANY and name in narrow.criteria()):
            continue
        if name in _CHOICES and isinstance(given, tuple) and set(given) <= set(words):
            continue
        return False
    return True


_CHOICES = frozenset(
    {"act", "by", "said", "finished", "stage", "incident", "outcome", "recognised", "key", "lost"}
)
"""Criteria of which one word is enough, so that fewer words are narrower."""
