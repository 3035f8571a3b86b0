"""A call as an immutable value, and `apply`, the only interpreter of the flow.

`Procedure` is the flow under one profile. Nothing here reads a clock: `apply` is given the instant.
"""

from __future__ import annotations

from typing import NamedTuple

from simulator.core import log
from simulator.core.flow import UK
from simulator.core.instant import Millis
from simulator.core.profile import Profile, Switches, Timings
from simulator.core.stimuli import FlowInput
from simulator.core.table import BrokenFlow, CallState, Flow, Impossible, Row, Stage, Table
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage, Outcome, Timer
from simulator.errors import NotPossible


class Transition(NamedTuple):
    """The effect of one input in one state."""

    transitions: TransitionCache
    """The transitions from the state after it."""
    rows: tuple[str, ...]
    decided: tuple[log.FlowEvent, ...]
    start: tuple[tuple[Timer, Millis], ...]
    stop: frozenset[Timer]

    @property
    def after(self) -> CallState:
        """The state after it."""
        return self.transitions.situation


class TransitionCache(dict[FlowInput, Transition | str]):
    """The transition of each input in one state, or the reason why it is ruled out.

    Transitions are resolved on first access: a profile has few states (877 under iopc_2019), so
    long runs become dictionary look-ups. Equality is identity: comparing contents would make equal
    calls differ by what was looked up before.
    """

    __slots__ = ("outcome", "procedure", "situation")

    def __init__(self, procedure: Procedure, situation: CallState) -> None:
        """Start without transitions for `situation` under `procedure`."""
        super().__init__()
        self.procedure = procedure
        self.situation = situation
        self.outcome = procedure.flow.ending(situation)

    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show the state only; the cached transitions are noise."""
        return f"Moves({self.situation})"

    def __missing__(self, cause: FlowInput) -> Transition | str:
        """Resolve and cache a transition."""
        step = self[cause] = self.procedure.resolve(self.situation, cause)
        return step


class Procedure:
    """A flow under one profile's switches and timings."""

    def __init__(self, switches: Switches, timings: Timings, flow: Flow = UK) -> None:
        """Resolve `flow` for these switches and timings (milliseconds)."""
        self.flow = flow
        self.switches = switches
        self.timings = timings
        self._line = flow.line.index()
        self._incident = flow.incident.index()
        self._transitions: dict[CallState, TransitionCache] = {}

    @classmethod
    def under(cls, profile: Profile, flow: Flow = UK) -> Procedure:
        """Return the flow under `profile`."""
        return cls(profile.switches, profile.timings, flow)

    def at(self, situation: CallState) -> TransitionCache:
        """Return the transitions of a state; always the same object for equal states."""
        transitions = self._transitions.get(situation)
        if transitions is None:
            transitions = self._transitions[situation] = TransitionCache(self, situation)
        return transitions

    def step(self, situation: CallState, cause: FlowInput) -> Transition | str:
        """Return the transition of an input in a state, or why it is ruled out."""
        return self.at(situation)[cause]

    def resolve(self, situation: CallState, cause: FlowInput) -> Transition | str:
        """Return what the row of each table does, or why it is ruled out; BrokenFlow is a fault."""
        if self.flow.ending(situation) is not None:
            return "the call is over"
        for physics in self.flow.physics:
            if cause in physics.on and all(c.holds(situation, self.switches) for c in physics.when):
                return physics.why
        line = self._row(self.flow.line, self._line.get((situation.line, cause)), situation)
        incident = self._row(
            self.flow.incident, self._incident.get((situation.incident, cause)), situation
        )
        for row in (line, incident):
            if isinstance(row, Impossible):
                return row.why
        if line is None and incident is None:
            return "the flow has no such input"
        return self._take(situation, line, incident)

    def _row(
        self,
        table: Table[Stage],
        candidates: list[Row[Stage] | Impossible[Stage]] | None,
        situation: CallState,
    ) -> Row[Stage] | Impossible[Stage] | None:
        if candidates is None:
            return None
        fits = [r for r in candidates if all(c.holds(situation, self.switches) for c in r.when)]
        if len(fits) != 1:
            raise BrokenFlow(f"{len(fits)} rows of the {table.name} table fit {situation}")
        return fits[0]

    def _take(
        self,
        before: CallState,
        line: Row[LineStage] | Impossible[LineStage] | None,
        incident: Row[IncidentStage] | Impossible[IncidentStage] | None,
    ) -> Transition:
        after = before
        decided: list[log.FlowEvent] = []
        rows: list[str] = []
        start: list[tuple[Timer, Millis]] = []
        stop: set[Timer] = set()
        for row in (line, incident):
            if not isinstance(row, Row):
                continue
            rows.append(row.id)
            after = after._replace(**row.sets)
            outcomes = [effect(row=row.id) for effect in row.so]
            decided += [outcome for outcome in outcomes if not isinstance(outcome, log.LinePlayed)]
            if isinstance(row.to, LineStage):
                after = after._replace(line=row.to)
                decided.append(log.StageEntered(row.to, row.id))
            elif isinstance(row.to, IncidentStage):
                after = after._replace(incident=row.to)
                decided.append(log.IncidentMoved(row.to, row.id))
            decided += [outcome for outcome in outcomes if isinstance(outcome, log.LinePlayed)]
            stop.update(row.stop)
            for timer in row.start:
                length = self.timings.of(timer)
                start.append((timer, length))
                decided.append(log.TimerStarted(timer, length, row.id))
        ending = self.flow.ending(after)
        if ending is not None:
            decided.append(log.CallEnded(ending))
        return Transition(
            self.at(after), tuple(rows), tuple(decided), tuple(start), frozenset(stop)
        )


class Call(NamedTuple):
    """One call: its state and its running timers. Immutable; `apply` returns the next one."""

    transitions: TransitionCache
    """The transitions from the current state."""
    timers: tuple[tuple[Millis, Timer], ...] = ()
    """Deadlines of running timers, earliest first; at one instant in the order of `Timer`."""

    @property
    def situation(self) -> CallState:
        """The current state."""
        return self.transitions.situation

    @property
    def procedure(self) -> Procedure:
        """The flow under its profile."""
        return self.transitions.procedure

    @property
    def outcome(self) -> Outcome | None:
        """The outcome if the call is over, else None."""
        return self.transitions.outcome


def new_call(
    procedure: Procedure, kind: LineKind = LineKind.MOBILE, coverage: Coverage = Coverage.HOME
) -> Call:
    """Return a call before dialling."""
    situation = CallState(
        kind=kind, coverage=coverage, can_ring_back=coverage is not Coverage.LIMITED
    )
    return Call(procedure.at(situation))


def next_deadline(call: Call) -> tuple[Millis, Timer] | None:
    """Return the next deadline and its timer, or None if no timer runs."""
    return call.timers[0] if call.timers else None


def apply(call: Call, cause: FlowInput, at: Millis) -> tuple[Call, Transition]:
    """Return the call after an input at the instant `at` (ms), and the transition.

    To fire a timer, pass it as `cause`; it is then removed from the running timers.

    Raises:
        NotPossible: equipment or physics rules it out, or the timer doesn't run.
    """
    step = call.transitions[cause]
    if isinstance(cause, Timer) and all(timer is not cause for _, timer in call.timers):
        step = "this timer doesn't run"
    if isinstance(step, str):
        raise NotPossible(str(cause), "happen", str(call.situation.line), step)
    timers = call.timers
    if step.stop or step.start or isinstance(cause, Timer):
        kept = [t for t in timers if t[1] not in step.stop and t[1] is not cause]
        started = {timer for timer, _ in step.start}
        kept = [t for t in kept if t[1] not in started]
        kept += [(at + length, timer) for timer, length in step.start]
        timers = tuple(sorted(kept, key=_deadline))
    return Call(step.transitions, timers), step


_ORDER = {timer: place for place, timer in enumerate(Timer)}


def _deadline(running: tuple[Millis, Timer]) -> tuple[Millis, int]:
    return running[0], _ORDER[running[1]]
