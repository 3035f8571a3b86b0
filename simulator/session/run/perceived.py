"""What each party perceived of a call, worked out from the log of it alone.

A seat keeps what it hears while the call goes on. Afterwards only the log is left; the same acts
and timers move the same flow, so who was on the line at each entry can be found again.
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
    """An entry, with the call just before it and the circuit on which it was heard."""

    entry: Entry
    before: Call
    """An outcome stands with the act or timer that it follows from: the call is the one after."""
    circuit: Circuit

    def to(self, role: Role) -> Entry | None:
        """The entry as `role` perceived it, or none."""
        return heard_by(role, self.entry, self.circuit)


def retold(
    log: Iterable[Entry], procedure: Procedure, coverage: Coverage = Coverage.HOME
) -> Iterator[PerceivedEntry]:
    """A whole log, of one call or several, with what was true at each entry.

    `coverage` is what the phone could reach, which stands in no log.

    Raises:
        NotPossible: the flow rules out what the log says.
        ValueError: an entry is none that the flow could answer to.
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
    """What `role` perceived of a log, its own doings included: the same as a seat keeps.

    Raises:
        NotPossible: the flow rules out what the log says.
        ValueError: an entry is none that the flow could answer to.
    """
    heard = (told.to(role) for told in retold(log, procedure, coverage))
    return tuple(entry for entry in heard if entry is not None)


def _moved(call: Call, entry: Entry, circuit: Circuit) -> tuple[Call, Circuit]:
    """The call and the circuit after an act or a timer."""
    cause: FlowInput | None
    if isinstance(entry.body, TimerFired):
        cause = entry.body.timer
    else:
        assert not isinstance(entry.body, FlowEvent), "outcomes move nothing"
        cause = stimulus_of(entry.actor, entry.body)
    if cause is None:
        raise ValueError(f"entry {entry.seq}: {entry.actor} never does {entry.body.kind}")
    after, _ = apply(call, cause, entry.at)
    if after.moves is call.moves:
        return after, circuit
    return after, Circuit.of(after.situation)._replace(before=circuit._replace(before=None))
