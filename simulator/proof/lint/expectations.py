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
from math import inf

from simulator.core.terms import Role
from simulator.proof.lint.implication import within
from simulator.proof.lint.match_possible import World, cannot, cannot_stand
from simulator.rules.matching import Match
from simulator.rules.patterns import (
    After,
    Always,
    AtLeast,
    AtMost,
    Before,
    Between,
    ForEach,
    NoSoonerThan,
    Pattern,
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
    if not _conditional(rule) and (decided := _counted(pattern, world)):
        return decided
    if isinstance(pattern, AtLeast):
        return None
    file = replace(world, flow=False)
    match pattern:
        case Always(of=occasion, is_=wanted) if within(occasion, wanted):
            lacks = "whatever is the first is the second as well"
        case AtMost(times=times, of=forbidden) if times >= (most := _most(forbidden, world)):
            lacks = f"it comes {_often(most)} at the most"
        case AtMost(of=forbidden) | Before(then=forbidden):
            lacks = cannot(forbidden, file)
        case Always(of=occasion) | Within(of=occasion):
            lacks = cannot(occasion, world)
        case NoSoonerThan(after=occasion, then=forbidden):
            lacks = cannot(occasion, world) or cannot(forbidden, file)
    return (Fate.IDLE, lacks) if lacks else None


def _counted(pattern: Pattern, world: World) -> tuple[Fate, str] | None:
    """What becomes of a pattern that looks at the whole log, by how often its entries come."""
    always = "every call begins with the dialling"
    match pattern:
        case AtLeast(of=wanted) if lacks := cannot(wanted, world):
            return Fate.LOST, lacks
        case AtLeast(times=1, of=wanted) if _surely(wanted, world):
            return Fate.IDLE, always
        case AtLeast(times=times, of=wanted) if times > (most := _most(wanted, world)):
            return Fate.LOST, f"it comes {_often(most)} at the most"
        case AtMost(times=0, of=forbidden) if _surely(forbidden, world):
            return Fate.LOST, always
        case Before(first=first, then=then) if _surely(first, world) and not _at_once(then):
            return Fate.IDLE, always
        case Before(first=first, then=then) if _surely(then, world) and not _at_once(first):
            return Fate.LOST, always
        case _:
            return None


_DIALS = Match(act=("dial",), by=(Role.CALLER,))
"""How a call begins, unless its file says exactly who does what."""


def _surely(match: Match, world: World) -> bool:
    """Whether an entry matches in every run."""
    return not _exact(world) and within(_DIALS, match)


def _most(match: Match, world: World) -> float:
    """How many entries of a run can match at the most; no end where that is not known."""
    dials = not _exact(world) and within(match, Match(act=("dial",)))
    return len(world.calls) if dials else inf


def _exact(world: World) -> bool:
    return any(script.exactly for script in world.scenario.calls_in_order)


def _at_once(match: Match) -> bool:
    """Whether an entry may match that does not come later than the first dialling."""
    kinds = match.kinds()
    return kinds is None or not kinds.isdisjoint({"dial", "call_began"})


def _often(times: float) -> str:
    return "once" if times == 1 else f"{times} times"


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
    return within(wanted.of, forbidden.of)


def _conditional(rule: Property) -> bool:
    return rule.scope is not None or rule.during is not None or rule.applies_when is not None
