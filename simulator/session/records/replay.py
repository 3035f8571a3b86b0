"""A log folded again: do the same acts and timers still lead to what was written down?

What people and machines did is taken from the log as it stands; what the flow made of it is worked
out anew and compared. Timers belong to the flow: one that is written down must have been due, and
none may have been passed over. Words and other private text play no part.
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
    """The first place at which a log is not what its acts and timers lead to."""

    seq: int
    """The place in the log, from 0."""
    recorded: Entry | None
    """What is written there; none when the log breaks off too early."""
    got: Body | None
    """What the flow makes there; none when nothing, or when only the rest of the entry is wrong."""
    why: str


def replay(
    entries: Sequence[Entry], procedure: Procedure, coverage: Coverage = Coverage.HOME
) -> Divergence | None:
    """Fold `entries` again under `procedure`; the first divergence, or none.

    `entries` is a whole log, of one call or of several, or its beginning. What the phone could
    reach (`coverage`) stands in no log. Of an outcome its body, instant, rows and cause are
    compared; at which desk it was written down is not the flow's business.
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
        step = call.moves[cause]
        if not isinstance(step, Transition):
            return Divergence(place, entry, None, step)
        divergence = _compare(entries, place, step)
        if divergence is not None:
            return divergence
        call, _ = apply(call, cause, now)
        place += 1 + len(step.decided)
    return None


def _cause(call: Call, entry: Entry) -> FlowInput | Divergence:
    """What the flow answers to in this entry, if it can come now."""
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
        return Divergence(entry.seq, entry, None, "nothing here leads to this")
    stimulus = stimulus_of(entry.actor, body)
    if stimulus is None:
        return Divergence(entry.seq, entry, None, f"{entry.actor} never does this")
    return stimulus


def _compare(entries: Sequence[Entry], place: int, step: Transition) -> Divergence | None:
    """Hold what `step` decides against what follows the act or timer at `place`."""
    cause = entries[place]
    if cause.rows != step.rows:
        return Divergence(place, cause, None, f"the rows that answer are {', '.join(step.rows)}")
    for seq, decided in enumerate(step.decided, place + 1):
        if seq == len(entries):
            return Divergence(seq, None, decided, "the log breaks off in the middle of a step")
        entry = entries[seq]
        if entry.body != decided:
            return Divergence(seq, entry, decided, f"the flow decides {decided.kind} here")
        if entry != entry._replace(seq=seq, at=cause.at, rows=(), cause=cause.seq):
            return Divergence(seq, entry, None, f"this follows from entry {place}, at {cause.at}")
    return None
