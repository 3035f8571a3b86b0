"""The perceived log of each role, derived from the whole log of a run.

During a call each seat collects its entries. Afterwards, applying the acts and timers of the log
again shows who was on the line at each entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Procedure, apply, new_call
from simulator.core.hearing import Circuit, heard_by
from simulator.core.log import CallBegan, Entry, FlowEvent, TimerFired
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Coverage, Role


class PerceivedEntry(NamedTuple):
    """An entry with the call just before it and the circuit on which it was heard."""

    entry: Entry
    before: Call
    """For a flow event, the call after the act or timer that caused it."""
    circuit: Circuit

    def to(self, role: Role) -> Entry | None:
        """Return the entry as `role` perceived it, or None."""
        return heard_by(role, self.entry, self.circuit)


def retold(
    log: Iterable[Entry], procedure: Procedure, coverage: Coverage = Coverage.HOME
) -> Iterator[PerceivedEntry]:
    """Yield each entry of a whole log with the state at that entry.

    `coverage` is an argument because no entry has it.

    Raises:
        NotPossible: the flow rules out an act of the log.
        ValueError: a role never does such an act.
    """
    call = new_call(procedure)
    circuit = Circuit.of(call.situation)
    for entry in log:
        body, before = entry.body, call
        if isinstance(body, CallBegan):
            before = call = new_call(procedure, body.line, coverage)
            circuit = Circuit.of(call.situation)
        elif not isinstance(body, FlowEvent):
            yield PerceivedEntry(entry, before, circuit)
            call, circuit = _moved(call, entry, circuit)
            continue
        yield PerceivedEntry(entry, before, circuit)


def perceived(
    log: Iterable[Entry], procedure: Procedure, coverage: Coverage, role: Role
) -> tuple[Entry, ...]:
    """Return the perceived log of `role`, its own acts included, as a seat collects it.

    Raises:
        NotPossible: the flow rules out an act of the log.
        ValueError: a role never does such an act.
    """
    heard = (each.to(role) for each in retold(log, procedure, coverage))
    return tuple(entry for entry in heard if entry is not None)


def _moved(call: Call, entry: Entry, circuit: Circuit) -> tuple[Call, Circuit]:
    """Return the call and the circuit after an act or a timer."""
    cause: FlowInput | None
    if isinstance(entry.body, TimerFired):
        cause = entry.body.timer
    else:
        assert not isinstance(entry.body, FlowEvent), "flow events move nothing"
        cause = stimulus_of(entry.actor, entry.body)
    if cause is None:
        raise ValueError(f"entry {entry.seq}: {entry.actor} never does {entry.body.kind}")
    after, _ = apply(call, cause, entry.at)
    if after.transitions is call.transitions:
        return after, circuit
    return after, Circuit.of(after.situation)._replace(before=circuit._replace(before=None))
