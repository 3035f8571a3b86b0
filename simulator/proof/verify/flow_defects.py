"""Defects of a flow that need no property: deadlocks, livelocks, dead rows, lost deadlines.

They are found with clocks, so the result is exact: a dead row fires in no call, and a lost deadline
is always beaten by another. A gap or an overlap of the tables is a `BrokenFlow` where it is met;
`tests/core/test_table.py` shows that there is none.
"""

from typing import Any, NamedTuple

from simulator.core.call import Procedure
from simulator.core.profile import Profile
from simulator.core.table import Flow, Row
from simulator.core.terms import Timer
from simulator.proof.explore.explorer import Explorer, all_before
from simulator.proof.explore.timed_flow import TimedCall, TimedFlow
from simulator.proof.explore.transition_system import all_acts


class Health(NamedTuple):
    """Result of checking a flow under one profile."""

    states: int
    moves: int
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
        return not (self.deadlocks or self.livelocks or self.lost_deadlines)


def examine(profile: Profile, flow: Flow) -> Health:
    """Check a flow by visiting every call under `profile`; BrokenFlow at a gap or an overlap."""
    procedure = Procedure.under(profile, flow)
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


def _shown(place: TimedCall) -> str:
    situation = place.situation
    return f"{situation.line}, incident {situation.incident}, on {situation.kind}"
