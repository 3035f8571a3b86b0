"""The flow as guarded steps, from which every export is written.

A step is an input with the row that fires in each table. The steps repeat the rows, and share no
code with our interpreter. A condition is a Python function; calling it with every value of the few
fields that it reads gives its guard. Rows that need other switches than the profile's have no step.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple, get_type_hints

from simulator.core import log
from simulator.core.profile import Profile, Switches
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState, Condition, Flow, Row
from simulator.core.terms import IncidentStage, LineStage, Outcome, Timer
from simulator.proof.explore.graph import Writing, beginnings

CAUSES: tuple[FlowInput, ...] = (*Stimulus, *Timer)
_TYPES: Mapping[str, Any] = get_type_hints(CallState)
VALUES: Mapping[str, tuple[Any, ...]] = {
    field: (False, True) if kind is bool else tuple(kind) for field, kind in _TYPES.items()
}
"""Every value of each field of the state."""
BEFORE: Mapping[str, Any] = CallState()._asdict()
"""The fields of the state, with their values before a call."""
BEGINNINGS: Sequence[Mapping[str, Any]] = [
    {name: getattr(state, name) for name in ("kind", "coverage", "can_ring_back")}
    for state in beginnings()
]
"""The fields that are given when a call begins."""
Guard = Mapping[str, tuple[Any, ...]]
"""The values that fields may have, all at once; a field that is left out may have any."""


class GuardedStep(NamedTuple):
    """One input, and the row of each table that has it."""

    cause: FlowInput
    line: Row[LineStage] | None
    incident: Row[IncidentStage] | None
    guard: Guard
    """With the stages of both tables."""
    outcome: Outcome | None
    """The outcome, if the call is over then."""

    @property
    def rows(self) -> tuple[Row[Any], ...]:
        """The rows that fire, the line's first."""
        return tuple(row for row in (self.line, self.incident) if row is not None)

    @property
    def labels(self) -> Mapping[str, Any]:
        """What a step is called: its input, rows and outcome."""
        line, incident = (row and row.id for row in (self.line, self.incident))
        rows = {"line_row": line, "incident_row": incident}
        return {"cause": self.cause, **rows, "outcome": self.outcome}

    @property
    def sets(self) -> Mapping[str, Any]:
        """The fields that change, stages included."""
        facts = {name: value for row in self.rows for name, value in row.sets.items()}
        stages = {"line": self.line, "incident": self.incident}
        return facts | {name: row.to for name, row in stages.items() if row and row.to}

    @property
    def timers(self) -> Mapping[Timer, bool]:
        """The timers that start (True, also again) or stop."""
        stopped = [timer for row in self.rows for timer in row.stop]
        stopped += [self.cause] if isinstance(self.cause, Timer) else []
        started = [timer for row in self.rows for timer in row.start]
        return dict.fromkeys(stopped, False) | dict.fromkeys(started, True)

    @property
    def writing(self) -> Writing:
        """What it writes to the log, in its order; less started timers."""
        decided: list[log.FlowEvent] = []
        for row in self.rows:
            effects = [effect(row=row.id) for effect in row.so]
            decided += [each for each in effects if not isinstance(each, log.LinePlayed)]
            if row.to is not None:
                entered = log.StageEntered if row is self.line else log.IncidentMoved
                decided.append(entered(row.to, row.id))
            decided += [each for each in effects if isinstance(each, log.LinePlayed)]
        if self.outcome is not None:
            decided.append(log.CallEnded(self.outcome))
        return Writing(self.cause, tuple(row.id for row in self.rows), tuple(decided))


def guarded_steps(profile: Profile, flow: Flow) -> Iterator[GuardedStep]:
    """Yield every step that a call can take under the profile's switches."""
    for cause in CAUSES:
        clear = [_not_all(each.when) for each in flow.physics if cause in each.on]
        answers: list[Any] = [
            [row for row in table.rows if cause in row.on] if cause in table.alphabet else [None]
            for table in (flow.line, flow.incident)
        ]
        for line, incident in product(*answers):
            when = [each for row in (line, incident) if row for each in row.when]
            for guard in _guards([*clear, *when], profile.switches) if line or incident else ():
                for staged, outcome in _staged(flow, line, incident, guard):
                    yield GuardedStep(cause, line, incident, staged, outcome)


def _not_all(conditions: Sequence[Condition]) -> Condition:
    reads = tuple(field for each in conditions for field in each.reads)
    return Condition("", reads, lambda s, w: not all(each.holds(s, w) for each in conditions))


def _guards(conditions: Sequence[Condition], switches: Switches) -> Iterator[Guard]:
    """Yield guards of which one holds wherever all conditions hold."""
    fields = dict.fromkeys(f for each in conditions for f in each.reads if f in VALUES)
    states = [
        (values, CallState()._replace(**dict(zip(fields, values, strict=True))))
        for values in product(*map(VALUES.__getitem__, fields))
    ]
    found = [values for values, s in states if all(c.holds(s, switches) for c in conditions)]
    return (dict(zip(fields, row, strict=True)) for row in merged(found))


def merged(rows: Sequence[tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], ...]]:
    """Merge rows of values that differ in one column only."""
    left = [tuple((value,) for value in row) for row in rows]
    for place in range(len(left[0]) if left else 0):
        found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for row in left:
            rest = row[:place], row[place + 1 :]
            found[rest] = (*found.get(rest, ()), *row[place])
        left = [(*before, values, *after) for (before, after), values in found.items()]
    return left


def _staged(
    flow: Flow, line: Row[LineStage] | None, incident: Row[IncidentStage] | None, guard: Guard
) -> Iterator[tuple[Guard, Outcome | None]]:
    """Yield the guard with the stages that fit, once for each outcome."""
    found: dict[Outcome | None, list[tuple[Any, ...]]] = {}
    stages = (line.at if line else LineStage), (incident.at if incident else IncidentStage)
    for at, known in product(*stages):
        allowed = at in guard.get("line", (at,)) and known in guard.get("incident", (known,))
        if allowed and flow.ending(CallState(at, known)) is None:
            after = CallState((line and line.to) or at, (incident and incident.to) or known)
            found.setdefault(flow.ending(after), []).append((at, known))
    for outcome, pairs in found.items():
        for lines, incidents in merged(pairs):
            narrow = {**guard, "line": lines, "incident": incidents}.items()
            yield {name: each for name, each in narrow if len(each) < len(VALUES[name])}, outcome
