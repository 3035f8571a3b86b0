"""A call as an immutable value, and `apply`, the only interpreter of the flow.

`Procedure` is the flow under one profile. Nothing here reads a clock: `apply` is given the instant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from simulator.core import log
from simulator.core.flow import AGAIN, RINGS_AGAIN_AT, UK
from simulator.core.instant import Millis
from simulator.core.profile import Profile, Switches, Timings
from simulator.core.stimuli import FlowInput
from simulator.core.table import BrokenFlow, CallState, Flow, Impossible, Row
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage, Outcome, Timer
from simulator.errors import NotPossible

_LINE_IS_DOWN = frozenset({LineStage.CUT_OFF, LineStage.DOWN})


def takes_line_down(body: log.Body) -> bool:
    """Whether the line of an incident is down from here on: only a ring may reach the caller."""
    return isinstance(body, log.StageEntered) and body.stage in _LINE_IS_DOWN


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
        return self.transitions.state


class TransitionCache(dict[FlowInput, Transition | str]):
    """The transition of each input in one state, or the reason why it is ruled out.

    Transitions are resolved on first access: a profile has few states (877 under iopc_2019), so
    long runs become dictionary look-ups. Equality is identity: comparing contents would make equal
    calls differ by what was looked up before.
    """

    __slots__ = ("outcome", "procedure", "state")

    def __init__(self, procedure: Procedure, state: CallState) -> None:
        """Start without transitions for `state` under `procedure`."""
        super().__init__()
        self.procedure = procedure
        self.state = state
        self.outcome = procedure.flow.ending(state)

    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __missing__(self, stimulus: FlowInput) -> Transition | str:
        """Resolve and cache a transition."""
        step = self[stimulus] = self.procedure.resolve(self.state, stimulus)
        return step


class Procedure:
    """A flow under one profile's switches and timings."""

    def __init__(self, switches: Switches, timings: Timings, flow: Flow = UK) -> None:
        """Resolve `flow` for these switches and timings (milliseconds)."""
        self.flow = flow
        self.switches = switches
        self.timings = timings
        self._tables = [
            (table.name, table.index(), table.alphabet) for table in (flow.line, flow.incident)
        ]
        self._transitions: dict[CallState, TransitionCache] = {}

    @classmethod
    def under(cls, profile: Profile, flow: Flow = UK) -> Procedure:
        """Return the flow under `profile`."""
        return cls(profile.switches, profile.timings, flow)

    @cached_property
    def again(self) -> Procedure:
        """The same procedure for a call that begins while the caller's incident is open."""
        return self if self.flow is AGAIN else Procedure(self.switches, self.timings, AGAIN)

    def at(self, state: CallState) -> TransitionCache:
        """Return the transitions of a state; always the same object for equal states."""
        if state not in self._transitions:
            self._transitions[state] = TransitionCache(self, state)
        return self._transitions[state]

    def step(self, state: CallState, stimulus: FlowInput) -> Transition | str:
        """Return the transition of an input in a state, or why it is ruled out."""
        return self.at(state)[stimulus]

    def resolve(self, state: CallState, stimulus: FlowInput) -> Transition | str:
        """Return what the row of each table does, or why it is ruled out; BrokenFlow is a fault."""
        if self.flow.ending(state) is not None:
            return "the call is over"
        for physics in self.flow.physics:
            if stimulus in physics.on and all(c.holds(state, self.switches) for c in physics.when):
                return physics.why
        found = [
            self._answer(table, index, state, stimulus)
            for table, index, inputs in self._tables
            if stimulus in inputs
        ]
        if not found:
            raise BrokenFlow(f"{stimulus}: no row at all")
        for row in found:
            if isinstance(row, Impossible):
                return row.why
        return self._take(state, found)

    def _answer(
        self, table: str, index: Mapping[Any, Sequence[Any]], state: CallState, stimulus: FlowInput
    ) -> Any:
        """Return the one row or reason of a table that fits."""
        stage = getattr(state, table)
        fits = [
            row
            for row in index.get((stage, stimulus), ())
            if all(condition.holds(state, self.switches) for condition in row.when)
        ]
        if len(fits) != 1:
            raise BrokenFlow(f"{stimulus} at {stage}: {len(fits)} answers of the {table} table")
        return fits[0]

    def _take(
        self, after: CallState, rows: Sequence[Row[LineStage] | Row[IncidentStage]]
    ) -> Transition:
        decided: list[log.FlowEvent] = []
        start: list[tuple[Timer, Millis]] = []
        for row in rows:
            after = after._replace(**row.sets)
            effects = [effect(row=row.id) for effect in row.so]
            decided += [effect for effect in effects if not isinstance(effect, log.LinePlayed)]
            if isinstance(row.to, LineStage):
                after = after._replace(line=row.to)
                decided.append(log.StageEntered(row.to, row.id))
            elif isinstance(row.to, IncidentStage):
                after = after._replace(incident=row.to)
                decided.append(log.IncidentMoved(row.to, row.id))
            decided += [effect for effect in effects if isinstance(effect, log.LinePlayed)]
            started = [(timer, self.timings.of(timer)) for timer in row.start]
            decided += [log.TimerStarted(timer, length, row.id) for timer, length in started]
            start += started
        ending = self.flow.ending(after)
        if ending is not None:
            decided.append(log.CallEnded(ending))
        stop = frozenset(timer for row in rows for timer in row.stop)
        ids = tuple(row.id for row in rows)
        return Transition(self.at(after), ids, tuple(decided), tuple(start), stop)


class Call(NamedTuple):
    """One call: its state and its running timers. Immutable; `apply` returns the next one."""

    transitions: TransitionCache
    """The transitions from the current state."""
    timers: tuple[tuple[Millis, Timer], ...] = ()
    """Deadlines of running timers, earliest first; at one instant in the order of `Timer`."""

    @property
    def state(self) -> CallState:
        """The current state."""
        return self.transitions.state

    @property
    def procedure(self) -> Procedure:
        """The flow under its profile."""
        return self.transitions.procedure

    @property
    def outcome(self) -> Outcome | None:
        """The outcome if the call is over, else None."""
        return self.transitions.outcome


_call_of: Callable[[tuple[object, ...]], Call] = partial(tuple.__new__, Call)


def new_call(
    procedure: Procedure, kind: LineKind = LineKind.MOBILE, coverage: Coverage = Coverage.HOME
) -> Call:
    """Return a call before dialling."""
    rung = coverage is not Coverage.LIMITED
    return Call(procedure.at(CallState(kind=kind, coverage=coverage, can_ring_back=rung)))


def rung_again(call: Call) -> Call:
    """Return the next call of a caller whose line is down and whose incident is open.

    The incident goes on: what police have of the call before, and who was sent, is as it was.
    ValueError if the line is not down, or the call is over.
    """
    before = call.state
    if call.outcome is not None or before.line not in RINGS_AGAIN_AT:
        raise ValueError("the caller can't ring again now")
    begins = CallState(
        incident=before.incident,
        kind=before.kind,
        coverage=before.coverage,
        can_ring_back=before.can_ring_back,
        officers_sent=before.officers_sent,
    )
    return Call(call.procedure.again.at(begins))


def next_deadline(call: Call) -> tuple[Millis, Timer] | None:
    """Return the next deadline and its timer, or None if no timer runs."""
    return call.timers[0] if call.timers else None


def apply(call: Call, stimulus: FlowInput, at: Millis) -> tuple[Call, Transition]:
    """Return the call after an input at the instant `at` (ms), and the transition.

    To fire a timer, pass it as `stimulus`; it is then removed from the running timers.

    Raises:
        NotPossible: equipment or physics rules it out, or the timer doesn't run.
    """
    transitions, timers = call
    step, fires = transitions[stimulus], type(stimulus) is Timer
    if fires and stimulus not in [timer for _, timer in timers]:
        step = "this timer doesn't run"
    if isinstance(step, str):
        raise NotPossible(str(stimulus), "happen", str(call.state.line), step)
    if fires or step.stop or step.start:
        begun = {timer: (at + length, timer) for timer, length in step.start}
        gone = (stimulus, *step.stop, *begun)
        kept = [due for due in timers if due[1] not in gone]
        timers = (*sorted((*kept, *begun.values()), key=_in_order),) if begun else (*kept,)
    return _call_of((step.transitions, timers)), step


def _in_order(running: tuple[Millis, Timer]) -> tuple[Millis, int]:
    return running[0], _ORDER[running[1]]


_ORDER = {timer: place for place, timer in enumerate(Timer)}
