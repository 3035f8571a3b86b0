"""Replay: apply a log's acts and timers again, and compare the flow events.

Acts are taken from the log. Flow events are derived again and compared. A timer in the log must be
due at its instant, and no due timer may be missing. Words and other text are not compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Procedure, Transition, apply, new_call, next_deadline
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, Entry, FlowEvent, TimerFired
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Coverage


class Divergence(NamedTuple):
    """The first entry that differs from what the flow makes of the acts and timers."""

    seq: int
    """The index in the log, from 0."""
    recorded: Entry | None
    """The recorded entry; None if the log ends too early."""
    got: Body | None
    """The body that the flow makes; None if nothing, or if only other fields differ."""
    why: str


def replay(
    entries: Sequence[Entry], procedure: Procedure, coverage: Coverage = Coverage.HOME
) -> Divergence | None:
    """Return the first divergence of `entries` under `procedure`, or None.

    `entries` is a whole log, of one or more calls, or its beginning. `coverage` is an argument
    because no entry has it. Of a flow event, body, instant, rows and cause are compared, not the
    role: the session chooses it, not the flow.
    """
    call: Call | None = None
    now: Millis = 0
    place = 0
    while place < len(entries):
        entry = entries[place]
        if entry.seq != place:
            return Divergence(place, entry, None, f"the entry has the number {entry.seq}")
        if entry.at < now:
            return Divergence(place, entry, None, f"time goes back from {now} to {entry.at}")
        now = entry.at
        if isinstance(entry.body, CallBegan):
            if call is not None and call.outcome is None:
                return Divergence(place, entry, None, "the call before has not ended")
            call = new_call(procedure, entry.body.line, coverage)
            place += 1
            continue
        if call is None:
            return Divergence(place, entry, None, "no call has begun")
        cause = _cause(call, entry)
        if isinstance(cause, Divergence):
            return cause
        step = call.transitions[cause]
        if not isinstance(step, Transition):
            return Divergence(place, entry, None, step)
        divergence = _compare(entries, place, step)
        if divergence is not None:
            return divergence
        call, _ = apply(call, cause, now)
        place += 1 + len(step.decided)
    return None


def _cause(call: Call, entry: Entry) -> FlowInput | Divergence:
    """Return the input of the flow in this entry, or a divergence if it can't come now."""
    body = entry.body
    due = next_deadline(call)
    if isinstance(body, TimerFired) and due == (entry.at, body.timer):
        return body.timer
    if due is not None and due[0] < entry.at:
        fires = TimerFired(due[1])
        return Divergence(entry.seq, entry, fires, f"{due[1]} was due at {due[0]}")
    if isinstance(body, TimerFired):
        return Divergence(entry.seq, entry, None, f"{body.timer} was not due")
    if isinstance(body, FlowEvent):
        return Divergence(entry.seq, entry, None, "no act or timer here leads to this")
    stimulus = stimulus_of(entry.actor, body)
    if stimulus is None:
        return Divergence(entry.seq, entry, None, f"{entry.actor} never does this")
    return stimulus


def _compare(entries: Sequence[Entry], place: int, step: Transition) -> Divergence | None:
    """Compare the flow events of `step` with the entries after the act or timer at `place`."""
    cause = entries[place]
    if cause.rows != step.rows:
        return Divergence(place, cause, None, f"the rows that fire are {', '.join(step.rows)}")
    for seq, decided in enumerate(step.decided, place + 1):
        if seq == len(entries):
            return Divergence(seq, None, decided, "the log ends in the middle of a step")
        entry = entries[seq]
        if entry.body != decided:
            return Divergence(seq, entry, decided, f"the flow makes {decided.kind} here")
        if entry != entry._replace(seq=seq, at=cause.at, rows=(), cause=cause.seq):
            return Divergence(seq, entry, None, f"this follows from entry {place}, at {cause.at}")
    return None
