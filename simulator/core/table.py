"""What a row of the flow is, and what a flow is. The rows themselves stand in `flow`.

A row says: at these stages, when this happens and these conditions hold, go there, with these
outcomes and timers, because these sources say so. Exactly one row (or one impossibility) is enabled
for every stage, cause and combination of what conditions read: a test enumerates them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any, Generic, NamedTuple, TypeVar

from simulator.core.log import CallbackFailed, LinePlayed, NoEffect, SignalRecognised
from simulator.core.profile import Switches
from simulator.core.stimuli import FlowInput
from simulator.core.terms import (
    Coverage,
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    Outcome,
    Recognised,
    Timer,
)


class CallState(NamedTuple):
    """All that the flow knows of a call but for its timers: no more than conditions read."""

    line: LineStage = LineStage.IDLE
    incident: IncidentStage = IncidentStage.NONE
    kind: LineKind = LineKind.MOBILE
    coverage: Coverage = Coverage.HOME
    five_pending: bool = False
    """A first 5 was pressed and a second one would count."""
    asked: bool = False
    """The operator has asked for a sound, or the recording for 55."""
    operator_on_line: bool = False
    """The operator is still on the line after police answered."""
    phone_taken: bool = False
    """Somebody else holds the caller's phone."""
    can_ring_back: bool = True
    """The number can be rung."""
    officers_sent: bool = False
    """Officers have been sent."""


Decider = Callable[[CallState, Switches], bool]


@dataclass(frozen=True)
class Condition:
    """A named pure question about the situation and the profile's switches."""

    name: str
    reads: tuple[str, ...]
    """The fields of `CallState` and of `Switches` that it looks at."""
    holds: Decider = field(repr=False, compare=False)

    def __invert__(self) -> Condition:
        """The opposite condition."""
        return Condition(f"not {self.name}", self.reads, lambda s, w: not self.holds(s, w))


Effect = (
    partial[SignalRecognised] | partial[NoEffect] | partial[LinePlayed] | partial[CallbackFailed]
)
"""An outcome that waits for the id of its row."""


def recognises(signal: Recognised) -> Effect:
    """A machine recognises `signal`."""
    return partial(SignalRecognised, signal)


def without_effect(why: str) -> Effect:
    """What was done means nothing here."""
    return partial(NoEffect, why)


def plays(intent: Intent) -> Effect:
    """The recording says a line."""
    return partial(LinePlayed, intent)


def callback_fails(why: str) -> Effect:
    """A callback reaches nobody."""
    return partial(CallbackFailed, why)


Stage = TypeVar("Stage", LineStage, IncidentStage)


@dataclass(frozen=True)
class Row(Generic[Stage]):
    """One row."""

    id: str
    says: str
    """The row in a plain sentence."""
    at: tuple[Stage, ...]
    on: tuple[FlowInput, ...]
    when: tuple[Condition, ...] = ()
    to: Stage | None = None
    """The next stage; none to stay."""
    sets: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `CallState` that change."""
    so: tuple[Effect, ...] = ()
    start: tuple[Timer, ...] = ()
    stop: tuple[Timer, ...] = ()
    because: str = "assumption"
    """Source codes, or the word assumption with what is assumed."""


@dataclass(frozen=True)
class Impossible(Generic[Stage]):
    """What equipment or physics rules out, and why."""

    why: str
    at: tuple[Stage, ...]
    on: tuple[FlowInput, ...]
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Table(Generic[Stage]):
    """One of the two tables: its rows, what is impossible, and the causes that it answers to."""

    name: str
    rows: tuple[Row[Stage], ...]
    impossible: tuple[Impossible[Stage], ...]

    @property
    def alphabet(self) -> frozenset[FlowInput]:
        """The causes that this table answers to."""
        return frozenset(cause for row in self.rows for cause in row.on)

    def index(self) -> dict[tuple[Stage, FlowInput], list[Row[Stage] | Impossible[Stage]]]:
        """The rows and impossibilities for each stage and cause."""
        found: dict[tuple[Stage, FlowInput], list[Row[Stage] | Impossible[Stage]]] = {}
        for row in self.rows:
            for key in product(row.at, row.on):
                found.setdefault(key, []).append(row)
        for ruled_out in self.impossible:
            for key in product(ruled_out.at, ruled_out.on):
                found.setdefault(key, []).append(ruled_out)
        return found


@dataclass(frozen=True)
class Flow:
    """A country's flow, as a value: two tables, and the name of every end."""

    id: str
    title: str
    line: Table[LineStage]
    incident: Table[IncidentStage]
    physics: tuple[Impossible[LineStage], ...]
    """What is ruled out wherever it is tried; looked at before the tables."""
    line_ends: Mapping[LineStage, Outcome]
    """Stages at which the line, and with it the call, has ended."""
    incident_ends: Mapping[IncidentStage, Outcome]
    """Stages at which no incident is open; the call is over when the line is down as well."""

    def ending(self, situation: CallState) -> Outcome | None:
        """The named outcome, when the call is over."""
        if situation.line is LineStage.DOWN:
            return self.incident_ends.get(situation.incident)
        return self.line_ends.get(situation.line)


class BrokenFlow(Exception):
    """The tables leave a gap or overlap: a mistake of ours, which a test must find first."""
