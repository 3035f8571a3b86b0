"""A finished log from every side: what each party perceived of it, worked out from the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.core.call import Call, Procedure, apply, new_call
from simulator.core.hearing import Circuit, heard_by
from simulator.core.log import Entry
from simulator.core.outcomes import CallBegan, Decided, TimerFired
from simulator.core.stimuli import Cause, stimulus_of
from simulator.core.terms import Coverage, Role


def perceived(
    log: Sequence[Entry], role: Role, procedure: Procedure, coverage: Coverage
) -> tuple[Entry, ...]:
    """What `role` perceived of `log`, whether or not somebody sat there.

    An act is heard on the circuit in which it was done, an outcome on the one that it made.
    """
    return tuple(
        heard
        for entry, circuit in _circuits(log, procedure, coverage)
        if (heard := heard_by(role, entry, circuit)) is not None
    )


def _circuits(
    log: Sequence[Entry], procedure: Procedure, coverage: Coverage
) -> Iterator[tuple[Entry, Circuit]]:
    """Each entry with the circuit on which it is heard."""
    call: Call | None = None
    circuit: Circuit | None = None
    for entry in log:
        if isinstance(entry.body, CallBegan):
            call = new_call(procedure, entry.body.line, coverage)
            circuit = Circuit.of(call.situation)
        assert call is not None
        assert circuit is not None
        yield entry, circuit
        cause = _cause(entry)
        if cause is None:
            continue
        before = call.moves
        call, step = apply(call, cause, entry.at)
        if step.moves is not before:
            circuit = Circuit.of(step.after)._replace(before=circuit._replace(before=None))


def _cause(entry: Entry) -> Cause | None:
    """What moved the flow; none for what the flow itself decided."""
    if isinstance(entry.body, TimerFired):
        return entry.body.timer
    if isinstance(entry.body, Decided):
        return None
    return stimulus_of(entry.actor, entry.body)
