"""A text map of the flow: the stages so far, and the possible next stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from simulator.core.flow import UK
from simulator.core.instant import Millis, minutes
from simulator.core.profile import Switches
from simulator.core.table import CallState
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage


def flow_map(
    path: Sequence[tuple[Millis, LineStage]], kind: LineKind, switches: Switches
) -> Iterator[str]:
    """Yield the lines of the map for the stages that a seat perceived, with their instants.

    The next stages are all that the tables allow on that kind of line, so the map reveals no
    condition that the seat can't perceive.
    """
    yield "How the call got here:"
    if not path:
        yield "Nothing has happened yet."
    for number, (at, stage) in enumerate(path, 1):
        here = ", where it is now" if number == len(path) else ""
        yield f"Step {number}, at {minutes(at)}: {stage.label}{here}."
    stages = next_stages(path[-1][1] if path else LineStage.IDLE, kind, switches)
    yield "Where it could go from here:" if stages else "It goes nowhere from here."
    yield from (f"To: {stage.label}." for stage in stages)


@lru_cache(maxsize=512)
def next_stages(stage: LineStage, kind: LineKind, switches: Switches) -> tuple[LineStage, ...]:
    """Return the stages that any row can reach from `stage` on that kind of line."""
    found = dict.fromkeys(
        row.to
        for row in UK.line.rows
        if stage in row.at
        and row.to not in (None, stage)
        and any(
            all(condition.holds(state, switches) for condition in row.when)
            for state in _states(stage, kind)
        )
    )
    return tuple(to for to in found if to is not None)


@lru_cache(maxsize=128)
def _states(stage: LineStage, kind: LineKind) -> tuple[CallState, ...]:
    """Return every state with that stage and kind of line."""
    flags = product((False, True), repeat=len(CallState._fields) - 4)
    every = product(IncidentStage, Coverage, flags)
    return tuple(CallState(stage, incident, kind, at, *held) for incident, at, held in every)
