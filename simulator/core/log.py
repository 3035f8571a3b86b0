"""The entries of the event log, which is a list of them in time order.

Only `simulator.session.session` appends to one. Transcripts, verdicts and replays are functions of
it; nothing is stored twice.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.acts import LogBody, body
from simulator.core.instant import Millis


@body("timer_fired")
class TimerFired(LogBody):
    """A timer fired."""

    timer: terms.Timer


@body("stage")
class StageEntered(LogBody):
    """The line entered a stage."""

    stage: terms.LineStage
    row: str


@body("incident")
class IncidentMoved(LogBody):
    """The incident entered a stage."""

    stage: terms.IncidentStage
    row: str


@body("recognised")
class SignalRecognised(LogBody):
    """A machine recognised a signal."""

    signal: terms.Recognised
    row: str


@body("no_effect")
class NoEffect(LogBody):
    """An act had no effect in this stage, with the reason."""

    why: str
    row: str


@body("played")
class LinePlayed(LogBody):
    """The recording starts a line."""

    intent: terms.Intent
    row: str


@body("timer_started")
class TimerStarted(LogBody):
    """A timer started; `length` in milliseconds."""

    timer: terms.Timer
    length: Millis
    row: str


@body("callback_failed")
class CallbackFailed(LogBody):
    """A callback failed, with the reason."""

    why: str
    row: str


@body("call_began")
class CallBegan(LogBody):
    """A call begins: the first of a run, or a later one from the same number."""

    number: int
    line: terms.LineKind
    during: int | None = None
    """The number of the call before, if its incident is still open."""


@body("call_ended")
class CallEnded(LogBody):
    """The line is down and no incident is open: the call is over."""

    outcome: terms.Outcome


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


entry_of: Callable[[tuple[object, ...]], Entry] = partial(tuple.__new__, Entry)
"""Make an entry of all its values, as the class would without a call of Python: calls have many."""


def outcomes_of(log: Iterable[Entry]) -> list[terms.Outcome | None]:
    """Return the outcome of each call of a log: None of one that has not ended.

    Calls of one incident end together.
    """
    found: list[terms.Outcome | None] = []
    open_calls = 0
    for entry in log:
        if isinstance(entry.body, CallBegan):
            open_calls = 1 if entry.body.during is None else open_calls + 1
            found.append(None)
        elif isinstance(entry.body, CallEnded):
            found[len(found) - open_calls :] = [entry.body.outcome] * open_calls
    return found
