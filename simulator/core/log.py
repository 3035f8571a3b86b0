"""The event log: append-only, in the order in which things happened.

Everything that is shown, judged or replayed is a function of this log; nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, overload

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import (
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    Outcome,
    Recognised,
    Role,
    Timer,
)


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A machine's timer ran out."""

    timer: Timer
    kind: Literal["timer_fired"] = "timer_fired"


@dataclass(frozen=True, slots=True)
class StageEntered:
    """The line is at another stage."""

    stage: LineStage
    row: str
    kind: Literal["stage"] = "stage"


@dataclass(frozen=True, slots=True)
class IncidentMoved:
    """What the police have of the call is at another stage."""

    stage: IncidentStage
    row: str
    kind: Literal["incident"] = "incident"


@dataclass(frozen=True, slots=True)
class SignalRecognised:
    """A machine recognised a signal."""

    signal: Recognised
    row: str
    kind: Literal["recognised"] = "recognised"


@dataclass(frozen=True, slots=True)
class NoEffect:
    """Something was done that means nothing here, and why."""

    why: str
    row: str
    kind: Literal["no_effect"] = "no_effect"


@dataclass(frozen=True, slots=True)
class LinePlayed:
    """The recording begins to say a line."""

    intent: Intent
    row: str
    kind: Literal["played"] = "played"


@dataclass(frozen=True, slots=True)
class TimerStarted:
    """A machine's timer runs, for so many milliseconds."""

    timer: Timer
    length: Millis
    row: str
    kind: Literal["timer_started"] = "timer_started"


@dataclass(frozen=True, slots=True)
class CallbackFailed:
    """A callback reached nobody, and why."""

    why: str
    row: str
    kind: Literal["callback_failed"] = "callback_failed"


@dataclass(frozen=True, slots=True)
class CallBegan:
    """A call begins: the first of a sitting, or a later one from the same number."""

    number: int
    line: LineKind
    kind: Literal["call_began"] = "call_began"


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The line is down and no incident is open: the call is over."""

    outcome: Outcome
    kind: Literal["call_ended"] = "call_ended"


FlowEvent = (
    StageEntered
    | IncidentMoved
    | SignalRecognised
    | NoEffect
    | LinePlayed
    | TimerStarted
    | CallbackFailed
    | CallBegan
    | CallEnded
)
"""Anything that the flow decided."""

Body = do.Action | TimerFired | FlowEvent
"""What an entry can hold: an act, a timer, or what the flow decided."""


class Entry(NamedTuple):
    """One line of the log."""

    seq: int
    """Its place in the log, from 0, without gaps."""
    at: Millis
    """When, in milliseconds since the first call of the sitting began. Never decreases."""
    actor: Role
    """Whose line, desk or machine acted."""
    speaker: Role
    """Whose voice or hand it was: differs from `actor` when somebody else has the phone."""
    body: Body
    rows: tuple[str, ...] = ()
    """The rows of the flow that answered to it."""
    cause: int | None = None
    """The `seq` of the entry that this one follows from."""


class EventLog(Sequence[Entry]):
    """A growing sequence of entries. Only `simulator.session.session` appends to one."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        """Begin with `entries`, usually none."""
        self._entries = list(entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        """An entry by its `seq`, or several."""
        return self._entries[index]

    def __len__(self) -> int:
        """How many entries there are; also the next `seq`."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """The entries, oldest first."""
        return iter(self._entries)

    def append(self, entry: Entry) -> None:
        """Add the next entry."""
        self._entries.append(entry)
