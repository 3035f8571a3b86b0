"""Defects of a flow that need no property: gaps, overlaps, deadlocks, dead rows.

All but gaps and overlaps are found with clocks, so the result is exact: a dead row fires in no
call, and a lost deadline is always beaten by another.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from simulator.core.call import Procedure, Transition
from simulator.core.profile import Profile, Switches
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import BrokenFlow, CallState, Flow, Row
from simulator.core.terms import Timer
from simulator.proof.explore.explorer import Explorer, all_before
from simulator.proof.explore.timed_flow import TimedCall, TimedFlow
from simulator.proof.explore.transition_system import all_acts, beginnings

Answers = list[tuple[str, dict[tuple[Any, FlowInput], list[Any]], frozenset[FlowInput]]]


def answers_of(flow: Flow) -> Answers:
    """Return for each table: name, rows and reasons by stage and cause, and all causes."""
    return [(table.name, table.index(), table.alphabet) for table in (flow.line, flow.incident)]


class Health(NamedTuple):
    """Result of checking a flow under one profile."""

    states: int
    moves: int
    broken: tuple[str, ...] = ()
    """Gaps and overlaps: no row, or more than one, fires."""
    deadlocks: tuple[str, ...] = ()
    """States of unfinished calls without a move."""
    livelocks: tuple[str, ...] = ()
    """States from which a call can never end."""
    idle_rows: tuple[str, ...] = ()
    """Dead rows."""
    lost_deadlines: tuple[str, ...] = ()
    """Timers that run in a stage and never fire there."""

    @property
    def sound(self) -> bool:
        """Whether there are no defects. Dead rows are allowed: another profile may need them."""
        return not (self.broken or self.deadlocks or self.livelocks or self.lost_deadlines)


def examine(profile: Profile, flow: Flow) -> Health:
    """Check a flow by visiting every call under `profile`."""
    procedure = Procedure.under(profile, flow)
    broken = tuple(dict.fromkeys(gaps_and_overlaps(procedure)))
    if broken:
        return Health(0, 0, broken)
    one_each = {stimulus: acts[:1] for stimulus, acts in all_acts(()).items()}
    system = TimedFlow(procedure, one_each)
    explorer = Explorer[TimedCall, None](system, None, lambda _seen, _state: None)
    explorer.visit(lambda _: False)
    moves = {place: system.moves(place) for place, _ in explorer.came}
    ended = {place for place in moves if system.outcome(place) is not None}
    each_move = [(place, move) for place, listed in moves.items() for move in listed]
    behind: dict[TimedCall, list[tuple[TimedCall, bool]]] = {}
    for place, move in each_move:
        behind.setdefault(move.to, []).append((place, False))
    able = all_before(set(ended), behind, {})
    rows = {row for _, move in each_move for row in move.entries[0].rows}
    running = {(p.situation.line, Timer(clock)) for p in moves for clock in p.zone.clocks}
    fires = {(place.situation.line, move.cue) for place, move in each_move}
    stuck = (p for p in moves if p not in ended and all(move.to == p for move in moves[p]))
    tables: tuple[Row[Any], ...] = (*flow.line.rows, *flow.incident.rows)
    return Health(
        explorer.states,
        explorer.moves,
        deadlocks=tuple(map(_shown, stuck)),
        livelocks=tuple(_shown(place) for place in moves if place not in able),
        idle_rows=tuple(row.id for row in tables if row.id not in rows),
        lost_deadlines=tuple(f"{timer} at {stage}" for stage, timer in sorted(running - fires)),
    )


def gaps_and_overlaps(procedure: Procedure) -> Iterator[str]:
    """Yield the inputs that do not get exactly one answer in a reachable state.

    An answer is a row, or a reason that rules the input out. An input that neither table knows and
    physics does not rule out has no answer.
    """
    flow, switches = procedure.flow, procedure.switches
    answers = answers_of(flow)
    begun = [*beginnings()]
    seen = set(begun)
    while begun:
        situation = begun.pop()
        if flow.ending(situation) is not None:
            continue
        for cause in (*Stimulus, *Timer):
            yield from wrong_answers(flow, switches, situation, cause, answers)
            try:
                step = procedure.step(situation, cause)
            except BrokenFlow:
                continue
            if isinstance(step, Transition) and step.after not in seen:
                seen.add(step.after)
                begun.append(step.after)


def wrong_answers(
    flow: Flow, switches: Switches, situation: CallState, cause: FlowInput, answers: Answers
) -> list[str]:
    """Return the gaps and overlaps for one input in one state."""
    if any(
        cause in ruled_out.on and all(c.holds(situation, switches) for c in ruled_out.when)
        for ruled_out in flow.physics
    ):
        return []
    wrong = (
        [] if any(cause in alphabet for _, _, alphabet in answers) else [f"{cause}: no row at all"]
    )
    for name, index, alphabet in answers:
        if cause not in alphabet:
            continue
        stage = getattr(situation, name)
        rows = [
            row
            for row in index.get((stage, cause), ())
            if all(c.holds(situation, switches) for c in row.when)
        ]
        if len(rows) != 1:
            wrong.append(f"{cause} at {stage}: {len(rows)} answers of the {name} table")
    return wrong


def _shown(place: TimedCall) -> str:
    situation = place.situation
    return f"{situation.line}, incident {situation.incident}, on {situation.kind}"
