"""The types of the flow: state, condition, row, table. The rows are in `flow`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any, Generic, NamedTuple, TypeVar

from simulator.core import terms
from simulator.core.log import CallbackFailed, LinePlayed, NoEffect, SignalRecognised
from simulator.core.profile import Switches
from simulator.core.stimuli import FlowInput


class CallState(NamedTuple):
    """The state of a call, timers apart. A field exists only if a condition reads it."""

    line: terms.LineStage = terms.LineStage.IDLE
    incident: terms.IncidentStage = terms.IncidentStage.NONE
    kind: terms.LineKind = terms.LineKind.MOBILE
    coverage: terms.Coverage = terms.Coverage.HOME
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


# Makers of effects: the flow event is bound, and the row binds its id.
recognises: Callable[[terms.Recognised], Effect] = partial(partial, SignalRecognised)
without_effect: Callable[[str], Effect] = partial(partial, NoEffect)
plays: Callable[[terms.Intent], Effect] = partial(partial, LinePlayed)
callback_fails: Callable[[str], Effect] = partial(partial, CallbackFailed)

Stage = TypeVar("Stage", terms.LineStage, terms.IncidentStage)


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
    start: tuple[terms.Timer, ...] = ()
    stop: tuple[terms.Timer, ...] = ()
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
        return frozenset(stimulus for row in self.rows for stimulus in row.on)

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
    line: Table[terms.LineStage]
    incident: Table[terms.IncidentStage]
    physics: tuple[Impossible[terms.LineStage], ...]
    """Inputs that are ruled out in every stage; checked before the tables."""
    line_ends: Mapping[terms.LineStage, terms.Outcome]
    """The outcome of each stage of the line that ends the call."""
    incident_ends: Mapping[terms.IncidentStage, terms.Outcome]
    """The outcome of each closed stage of the incident; it ends the call if the line is down."""

    def ending(self, state: CallState) -> terms.Outcome | None:
        """Return the outcome if the call is over, else None."""
        # Not dialled yet, and an incident: a caller who may ring again, and need not.
        if state.line in (terms.LineStage.DOWN, terms.LineStage.IDLE):
            return self.incident_ends.get(state.incident)
        return self.line_ends.get(state.line)


class BrokenFlow(Exception):
    """The tables have a gap or an overlap: a fault of the program that a test must find."""
