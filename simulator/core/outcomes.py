"""What the flow makes of an act or of a timer: frozen dataclasses, each naming the row behind it.

``kind`` is the outcome's name in files and logs. `TimerFired` is the one body that is neither an
act nor a decision of the flow: a machine's clock ran out, and a row answers to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.core.instant import Millis
from simulator.core.terms import (
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    Outcome,
    Recognised,
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
class Played:
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


Decided = (
    StageEntered
    | IncidentMoved
    | SignalRecognised
    | NoEffect
    | Played
    | TimerStarted
    | CallbackFailed
    | CallBegan
    | CallEnded
)
"""Anything that the flow decided."""
