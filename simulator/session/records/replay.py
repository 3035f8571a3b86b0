"""Replay: apply a log's acts and timers again, and compare the flow events.

Acts are taken from the log. Flow events are derived again and compared. A timer in the log must be
due at its instant, and no due timer may be missing. Words and other text are not compared.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.acts import stimulus_of
from simulator.core.call import (
    Call,
    Procedure,
    Transition,
    apply,
    new_call,
    next_deadline,
    rung_again,
)
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

    `entries` is a log, or its beginning, in order. `coverage` is an argument because no entry has
    it. Of a flow event, body, instant, rows and cause are compared, not the role: the session
    chooses it, not the flow.
    """
    call: Call | None = None
    made: list[FlowEvent] = []
    after: Entry | None = None
    for entry in entries:
        if made and after is not None:
            got = made.pop(0)
            if entry.body != got:
                return Divergence(entry.seq, entry, got, f"the flow makes {got.kind} here")
            if entry != entry._replace(at=after.at, rows=(), cause=after.seq):
                why = f"this follows from entry {after.seq}, at {after.at}"
                return Divergence(entry.seq, entry, None, why)
            continue
        if isinstance(entry.body, CallBegan):
            begins = _next_call(call, entry, procedure, coverage)
            if isinstance(begins, Divergence):
                return begins
            call = begins
            continue
        if call is None:
            return Divergence(entry.seq, entry, None, "no call has begun")
        stimulus = _stimulus(call, entry)
        if isinstance(stimulus, Divergence):
            return stimulus
        step = call.transitions[stimulus]
        if not isinstance(step, Transition):
            return Divergence(entry.seq, entry, None, step)
        if entry.rows != step.rows:
            why = f"the rows that fire are {', '.join(step.rows)}"
            return Divergence(entry.seq, entry, None, why)
        call, _ = apply(call, stimulus, entry.at)
        made, after = [*step.decided], entry
    if made:
        return Divergence(len(entries), None, made[0], "the log ends in the middle of a step")
    return None


def _next_call(
    call: Call | None, entry: Entry, procedure: Procedure, coverage: Coverage
) -> Call | Divergence:
    """Return the call that an entry begins, or a divergence if none can begin there."""
    began = entry.body
    assert isinstance(began, CallBegan)
    if began.during is None:
        if call is not None and call.outcome is None:
            return Divergence(entry.seq, entry, None, "the call before has not ended")
        return new_call(procedure, began.line, coverage)
    try:
        if call is None or (call.timers and call.timers[0][0] < entry.at):
            raise ValueError
        return rung_again(call)
    except ValueError:
        return Divergence(entry.seq, entry, None, "the caller can't ring again here")


def _stimulus(call: Call, entry: Entry) -> FlowInput | Divergence:
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
    return stimulus or Divergence(entry.seq, entry, None, f"{entry.actor} never does this")
