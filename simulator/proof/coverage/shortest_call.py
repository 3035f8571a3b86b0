"""A shortest call that comes to a row of the flow and ends, whatever anybody usually does.

Anybody may do anything that the flow allows, at any instant that the clocks allow. That is every
call that can happen, exactly (`clocked`), so where none comes to a row, none can.
"""

from __future__ import annotations

from typing import NamedTuple

from simulator.content.scenario.exact_script import ExactAct
from simulator.core.call import Procedure
from simulator.core.profile import Force, Profile
from simulator.core.terms import Coverage, LineKind, Outcome
from simulator.proof.explore.act_classes import Eyes
from simulator.proof.explore.explorer import watch
from simulator.proof.explore.schedule import Course, acts_of, instants
from simulator.proof.explore.timed import ClockedWorld
from simulator.rules.matching import Context, Match
from simulator.rules.patterns import After, AtLeast, Property, VerdictKind


class Exactly(NamedTuple):
    """A call of which every act is known."""

    kind: LineKind
    coverage: Coverage
    acts: tuple[ExactAct, ...]
    """What everybody does, each at its instant; timers run out by themselves."""


class Anybody:
    """Looks through all calls under a profile; what several searches share is kept."""

    def __init__(self, profile: Profile, force: Force) -> None:
        """Look under `profile`; acts are those that `force` knows."""
        self._profile = profile
        self._context = Context(force=force, profile=profile)
        self._procedure = Procedure.under(profile)
        self._world: ClockedWorld | None = None

    def come_to(self, row: str) -> Exactly | None:
        """A shortest call in which `row` answers and which ends then; none if there is none."""
        rule = _ends_after(row)
        if self._world is None:
            # Rules that differ only in the row cannot tell acts apart in different ways.
            acts = Eyes(rule, self._context).acts()
            self._world = ClockedWorld(self._profile, self._procedure, acts)
        way = watch(self._world, rule, self._context, VerdictKind.MET).way
        if way is None:
            return None
        situation = way.begins.situation
        course = Course(situation.kind, situation.coverage, way.cues)
        at = instants(course, self._profile, self._procedure)
        assert at is not None, "clocks allow what a world with clocks has come to"
        return Exactly(course.kind, course.coverage, acts_of(course, at))


def _ends_after(row: str) -> Property:
    return Property(AtLeast(1, Match(outcome=tuple(Outcome))), scope=After(Match(row=(row,))))
