"""One flow for every profile, every kind of line and every coverage, and one force for every force.

What a profile, a line or a force decides is left open: at each step it is whatever it could be. So
one exploration stands for all of them, and for calls in which they changed on the way. Who holds
the phone, and whether the operator is still on the line, is left open in the same way.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from simulator.core.call import Moves, Procedure, Step
from simulator.core.flow import UK
from simulator.core.log import Decided, TimerStarted
from simulator.core.profile import Force, Profile
from simulator.core.rules import Condition, Flow, Situation
from simulator.core.stimuli import Cause
from simulator.core.terms import Coverage, LineKind, Timer


def plain(situation: Situation) -> Situation:
    """The situation without what is left open: which line, who is at it, if it can be rung."""
    return situation._replace(
        kind=LineKind.MOBILE,
        coverage=Coverage.HOME,
        can_ring_back=True,
        operator_on_line=False,
        phone_taken=False,
    )


class AnyFlow:
    """The flow under any of several profiles, on any line."""

    def __init__(self, profiles: Iterable[Profile], flow: Flow = UK) -> None:
        """The flow under `profiles`; those with the same switches are one."""
        self.profiles = tuple(profiles)
        switches = {profile.switches: Procedure.under(profile, flow) for profile in self.profiles}
        self._procedures = tuple(switches.values())
        self._lines = tuple({self._signature(kind): kind for kind in reversed(LineKind)}.values())
        self._readings: dict[tuple[Situation, Cause], tuple[Moves, ...]] = {}

    @property
    def first(self) -> Procedure:
        """The procedure of the first profile."""
        return self._procedures[0]

    def _signature(self, kind: LineKind) -> Hashable:
        """What conditions make of a kind of line; kinds with the same one go on alike."""
        situation = Situation(kind=kind)
        return tuple(
            condition.holds(situation, procedure.switches)
            for procedure in self._procedures
            for condition in _conditions(procedure)
            if "kind" in condition.reads
        )

    def readings(self, situation: Situation, cause: Cause) -> tuple[Moves, ...]:
        """The moves of which one does what `cause` could do here, one for each way."""
        key = plain(situation), cause
        if key not in self._readings:
            found: dict[Hashable, Moves] = {}
            for procedure in self._procedures:
                for here in self._open(key[0]):
                    moves = procedure.at(here)
                    found.setdefault(does(moves[cause]), moves)
            self._readings[key] = tuple(found.values())
        return self._readings[key]

    def _open(self, situation: Situation) -> Iterator[Situation]:
        """The situations that look alike."""
        either = (True, False)
        for kind, rings, operator, taken in product(self._lines, either, either, either):
            yield situation._replace(
                kind=kind, can_ring_back=rings, operator_on_line=operator, phone_taken=taken
            )


class Done(NamedTuple):
    """What a step does, less what is left open and how long timers run."""

    after: Situation
    rows: Hashable
    decided: tuple[Decided, ...]
    started: frozenset[Timer]
    stopped: frozenset[Timer]


def does(step: Step | str) -> Done | str:
    """What a step does, if it is not ruled out."""
    if isinstance(step, str):
        return "nothing"
    decided = tuple(
        replace(each, length=0) if isinstance(each, TimerStarted) else each for each in step.decided
    )
    started = frozenset(timer for timer, _ in step.start)
    return Done(plain(step.after), step.rows, decided, started, step.stop)


def _conditions(procedure: Procedure) -> Iterator[Condition]:
    flow = procedure.flow
    for table in (flow.line, flow.incident):
        for row in (*table.rows, *table.impossible):
            yield from row.when
    for physics in flow.physics:
        yield from physics.when


def ranked(force: Force, like: Force) -> Force:
    """The force with its grades named as `like` names the grade of the same rank.

    Raises:
        ValueError: it has another number of grades, or its emergency has another rank.
    """
    names = {mine.id: theirs for mine, theirs in zip(force.grades, like.grades, strict=True)}
    if names[force.emergency.id] != like.emergency:
        raise ValueError(f"the emergency grade of {force.id} has another rank")
    return replace(
        force,
        grades=like.grades,
        marker_grades={mark: names[grade].id for mark, grade in force.marker_grades.items()},
        unanswered_grade=names[force.unanswered_grade].id,
    )


def alike(forces: Iterable[Force]) -> list[tuple[Force, ...]]:
    """The forces in groups, in each of which grades can be told by their ranks."""
    groups: dict[tuple[int, int], list[Force]] = {}
    for force in forces:
        ranks = len(force.grades), force.grades.index(force.emergency)
        groups.setdefault(ranks, []).append(force)
    return [tuple(group) for group in groups.values()]
