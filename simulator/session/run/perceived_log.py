"""The perceived log of each role, derived from the whole log of a run.

During a call each seat collects its entries. Afterwards, applying the acts and timers of the log
again shows who was on the line at each entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.cues import Cue
from simulator.core.acts import Answer, stimulus_of
from simulator.core.call import Call, Procedure, apply, new_call, rung_again
from simulator.core.hearing import WITH_THE_CALL, ByMessage, Circuit, heard_by
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, FlowEvent, TimerFired
from simulator.core.terms import Coverage, Role
from simulator.session.people.scripted_role import ScriptedRole
from simulator.session.random_stream import RandomStream


class PerceivedEntry(NamedTuple):
    """An entry with the call just before it and the circuit on which it was heard."""

    entry: Entry
    before: Call
    """For a flow event, the call after the act or timer that caused it."""
    circuit: Circuit
    after: Circuit
    """The circuit after an act or timer; of a flow event, the one on which it was heard."""

    def to(self, role: Role) -> Entry | None:
        """Return the entry as `role` perceived it, or None."""
        return heard_by(role, self.entry, self.circuit)


def retold(
    log: Iterable[Entry], procedure: Procedure, coverage: Coverage = Coverage.HOME
) -> Iterator[PerceivedEntry]:
    """Yield each entry of a whole log with the state at that entry.

    `coverage` is an argument because no entry has it. An act that the flow rules out raises
    NotPossible, and one that its role never does ValueError.
    """
    call = new_call(procedure)
    circuit = Circuit.of(call.state)
    for entry in log:
        body = entry.body
        if isinstance(body, CallBegan):
            call = next_call(call, body, procedure, coverage)
            circuit = Circuit.of(call.state)
        if isinstance(body, FlowEvent):
            yield PerceivedEntry(entry, call, circuit, circuit)
            continue
        stimulus = body.timer if isinstance(body, TimerFired) else stimulus_of(entry.actor, body)
        if stimulus is None:
            raise ValueError(f"entry {entry.seq}: {entry.actor} never does {body.kind}")
        after, _ = apply(call, stimulus, entry.at)
        heard_on = circuit
        if after.transitions is not call.transitions:
            circuit = Circuit.of(after.state)._replace(before=circuit._replace(before=None))
        yield PerceivedEntry(entry, call, heard_on, circuit)
        call = after


def next_call(call: Call, began: CallBegan, procedure: Procedure, coverage: Coverage) -> Call:
    """Return the call that an entry begins: a new one, or one while the incident is open."""
    if began.during is None:
        return new_call(procedure, began.line, coverage)
    return rung_again(call)


def perceived(
    log: Iterable[Entry], procedure: Procedure, coverage: Coverage, role: Role
) -> tuple[Entry, ...]:
    """Return the perceived log of `role`, its own acts included; errors as of `retold`.

    What came with the call before it was offered to a desk comes before all else of the call, each
    entry with its own instant. Of a call that is never offered to it, a desk has nothing.
    A session does the same while it runs (`Session._keep`, `_offer`, and the one circuit before
    that `CallPlace._work_out` keeps): what changes in one changes in the other.
    """
    heard = _perceived(retold(log, procedure, coverage), role)
    if role is not Role.CALLER:
        return tuple(heard)
    by_message = ByMessage()
    return tuple(entry for entry in heard if not by_message.misses(entry))


def _perceived(told: Iterable[PerceivedEntry], role: Role) -> Iterator[Entry]:
    kept: list[Entry] = []
    for each in told:
        entry = each.entry
        if isinstance(entry.body, CallBegan):
            kept.clear()
        offered = [early for early in kept if heard_by(role, early, each.after)]
        kept = [early for early in kept if early not in offered]
        yield from offered
        heard = each.to(role)
        if heard is not None:
            yield heard
        elif entry.body.kind in WITH_THE_CALL:
            kept.append(entry)


class CueTime(NamedTuple):
    """The first time that a cue came."""

    entry: Entry
    """The entry that the cue matched; for a timed cue, the answer that it counts from."""
    answered: Millis | None
    """The instant of the first answer in that call so far, or None."""


def cue_times(
    cues: Sequence[Cue], log: Iterable[Entry], procedure: Procedure, coverage: Coverage
) -> dict[int, CueTime]:
    """Return the first time of each cue that came, as the caller perceived it, by its index."""
    found: dict[int, CueTime] = {}
    watching = ScriptedRole(Role.CALLER, (), RandomStream(0, "decisions"))
    answered: Millis | None = None
    for entry in perceived(log, procedure, coverage, Role.CALLER):
        if isinstance(entry.body, CallBegan):
            # A cue as a step without acts, to use the cue matching of scripts.
            marks = [StepText(when=cue, do=()) for cue in cues]
            watching = ScriptedRole(Role.CALLER, marks, RandomStream(0, "decisions"))
            answered = None
        before = set(watching.fired)
        watching.on_heard(entry, entry.at)
        if answered is None and isinstance(entry.body, Answer):
            answered = entry.at
        for place in watching.fired - before:
            found.setdefault(place, CueTime(entry, answered))
    return found
