"""The types of the flow: state, condition, row, table. The rows are in `flow`."""

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
    """The state of a call, timers apart. A field exists only if a condition reads it."""

    line: LineStage = LineStage.IDLE
    incident: IncidentStage = IncidentStage.NONE
    kind: LineKind = LineKind.MOBILE
    coverage: Coverage = Coverage.HOME
    five_pending: bool = False
    """Whether a first 5 was pressed and a second one would count."""
    asked: bool = False
    """The operator has asked for a sound, or the recording for 55."""
    operator_on_line: bool = False
    """Whether the operator is still on the line after police answered."""
    phone_taken: bool = False
    """Whether another person holds the caller's phone."""
    can_ring_back: bool = True
    """Whether the number can be rung."""
    officers_sent: bool = False
    """Whether officers have been sent."""


Decider = Callable[[CallState, Switches], bool]


@dataclass(frozen=True)
class Condition:
    """A named test of the state and the profile's switches."""

    name: str
    reads: tuple[str, ...]
    """The fields of `CallState` and `Switches` that it reads."""
    holds: Decider = field(repr=False, compare=False)

    def __invert__(self) -> Condition:
        """Return the opposite condition."""
        return Condition(f"not {self.name}", self.reads, lambda s, w: not self.holds(s, w))


Effect = (
    partial[SignalRecognised] | partial[NoEffect] | partial[LinePlayed] | partial[CallbackFailed]
)
"""A flow event without the id of its row, which is added when the row fires."""


def recognises(signal: Recognised) -> Effect:
    """Return the effect that a machine recognises a signal."""
    return partial(SignalRecognised, signal)


def without_effect(why: str) -> Effect:
    """Return the effect that an act means nothing here."""
    return partial(NoEffect, why)


def plays(intent: Intent) -> Effect:
    """Return the effect that the recording starts a line."""
    return partial(LinePlayed, intent)


def callback_fails(why: str) -> Effect:
    """Return the effect that a callback fails."""
    return partial(CallbackFailed, why)


Stage = TypeVar("Stage", LineStage, IncidentStage)


@dataclass(frozen=True)
class Row(Generic[Stage]):
    """One transition of the flow."""

    id: str
    says: str
    """The row as a sentence."""
    at: tuple[Stage, ...]
    on: tuple[FlowInput, ...]
    when: tuple[Condition, ...] = ()
    to: Stage | None = None
    """The next stage; None to stay."""
    sets: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `CallState` that change."""
    so: tuple[Effect, ...] = ()
    start: tuple[Timer, ...] = ()
    stop: tuple[Timer, ...] = ()
    because: str = "assumption"
    """Source codes, or the word assumption and what is assumed."""


@dataclass(frozen=True)
class Impossible(Generic[Stage]):
    """Inputs that equipment or physics rules out, with the reason."""

    why: str
    at: tuple[Stage, ...]
    on: tuple[FlowInput, ...]
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Table(Generic[Stage]):
    """One of the two tables: rows and impossibilities."""

    name: str
    rows: tuple[Row[Stage], ...]
    impossible: tuple[Impossible[Stage], ...]

    @property
    def alphabet(self) -> frozenset[FlowInput]:
        """The inputs that some row has."""
        return frozenset(cause for row in self.rows for cause in row.on)

    def index(self) -> dict[tuple[Stage, FlowInput], list[Row[Stage] | Impossible[Stage]]]:
        """Return the rows and impossibilities of each stage and input."""
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
    """A country's flow: two tables, and the outcome of every end."""

    id: str
    title: str
    line: Table[LineStage]
    incident: Table[IncidentStage]
    physics: tuple[Impossible[LineStage], ...]
    """Inputs that are ruled out in every stage; checked before the tables."""
    line_ends: Mapping[LineStage, Outcome]
    """The outcome of each stage of the line that ends the call."""
    incident_ends: Mapping[IncidentStage, Outcome]
    """The outcome of each closed stage of the incident; it ends the call if the line is down."""

    def ending(self, situation: CallState) -> Outcome | None:
        """Return the outcome if the call is over, else None."""
        if situation.line is LineStage.DOWN:
            return self.incident_ends.get(situation.incident)
        return self.line_ends.get(situation.line)


class BrokenFlow(Exception):
    """The tables have a gap or an overlap: a fault of the program that a test must find."""
