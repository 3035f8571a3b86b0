"""The entries of the event log, which is a list of them in time order.

Only `simulator.session.session` appends to one. Transcripts, verdicts and replays are functions of
it; nothing is stored twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer fired."""

    timer: terms.Timer
    kind: Literal["timer_fired"] = "timer_fired"


@dataclass(frozen=True, slots=True)
class StageEntered:
    """The line entered a stage."""

    stage: terms.LineStage
    row: str
    kind: Literal["stage"] = "stage"


@dataclass(frozen=True, slots=True)
class IncidentMoved:
    """The incident entered a stage."""

    stage: terms.IncidentStage
    row: str
    kind: Literal["incident"] = "incident"


@dataclass(frozen=True, slots=True)
class SignalRecognised:
    """A machine recognised a signal."""

    signal: terms.Recognised
    row: str
    kind: Literal["recognised"] = "recognised"


@dataclass(frozen=True, slots=True)
class NoEffect:
    """An act had no effect in this stage, with the reason."""

    why: str
    row: str
    kind: Literal["no_effect"] = "no_effect"


@dataclass(frozen=True, slots=True)
class LinePlayed:
    """The recording starts a line."""

    intent: terms.Intent
    row: str
    kind: Literal["played"] = "played"


@dataclass(frozen=True, slots=True)
class TimerStarted:
    """A timer started; `length` in milliseconds."""

    timer: terms.Timer
    length: Millis
    row: str
    kind: Literal["timer_started"] = "timer_started"


@dataclass(frozen=True, slots=True)
class CallbackFailed:
    """A callback failed, with the reason."""

    why: str
    row: str
    kind: Literal["callback_failed"] = "callback_failed"


@dataclass(frozen=True, slots=True)
class CallBegan:
    """A call begins: the first of a run, or a later one from the same number."""

    number: int
    line: terms.LineKind
    kind: Literal["call_began"] = "call_began"


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The line is down and no incident is open: the call is over."""

    outcome: terms.Outcome
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
"""Everything that a transition or the session emits."""

Body = do.Action | TimerFired | FlowEvent
"""The body of an entry: an act, a timer or a flow event."""


class Entry(NamedTuple):
    """One record of the log."""

    seq: int
    """Its index in the log, from 0, without gaps."""
    at: Millis
    """Milliseconds since the first call of the run began. Never decreases."""
    actor: terms.Role
    """The role whose line, desk or machine acted."""
    speaker: terms.Role
    """The role whose voice or hand it was: differs from `actor` if another person has the phone."""
    body: Body
    rows: tuple[str, ...] = ()
    """The ids of the rows that it fired."""
    cause: int | None = None
    """The `seq` of the entry that led to this one."""
