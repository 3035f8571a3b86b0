"""Defects of a flow that need no property: deadlocks, livelocks, dead rows, lost deadlines.

They are found with clocks, so the result is exact: a dead row fires in no call, and a lost deadline
is always beaten by another. A gap or an overlap of the tables is a `BrokenFlow` where it is met;
`tests/core/test_table.py` shows that there is none.
"""

from typing import Any, NamedTuple

from simulator.core.table import CallState, Row
from simulator.proof.explore.explorer import all_before
from simulator.proof.explore.graph import Graph


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


def examine(graph: Graph[Any]) -> Health:
    """Check a flow by visiting every place of a timed graph; BrokenFlow at a gap or an overlap."""
    table, flow = graph.table, graph.table.flow
    # First places get their numbers when asked for, and further ones with the moves that lead to
    # them: so the list of places grows while it is read.
    list(graph.begin())
    moves = {place: graph.moves(place) for place, _ in enumerate(graph.places.values_of)}
    ended = {place for place in moves if graph.over(place)}
    each_move = [(place, writing, to) for place, listed in moves.items() for writing, to in listed]
    behind: dict[int, list[tuple[int, bool]]] = {}
    for place, _, to in each_move:
        behind.setdefault(to, []).append((place, False))
    able = all_before(set(ended), behind, {})
    rows = {row for _, writing, _ in each_move for row in table.writings[writing].rows}
    running = {(graph.state(p).line, timer) for p in moves for timer in graph.running(p)}
    fires = {
        (graph.state(place).line, table.writings[writing].cause) for place, writing, _ in each_move
    }
    stuck = (p for p in moves if p not in ended and all(to == p for _, to in moves[p]))
    tables: tuple[Row[Any], ...] = (*flow.line.rows, *flow.incident.rows)
    return Health(
        len(moves),
        len(each_move),
        deadlocks=tuple(_shown(graph.state(place)) for place in stuck),
        livelocks=tuple(_shown(graph.state(p)) for p in moves if p not in able),
        idle_rows=tuple(row.id for row in tables if row.id not in rows),
        lost_deadlines=tuple(f"{timer} at {stage}" for stage, timer in sorted(running - fires)),
    )


def _shown(state: CallState) -> str:
    return f"{state.line}, incident {state.incident}, on {state.kind}"
