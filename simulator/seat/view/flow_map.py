"""The flow as a small map: where the call is, how it got there, where it could go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from simulator.core.flow import UK
from simulator.core.instant import Millis, clock
from simulator.core.profile import Switches
from simulator.core.table import CallState
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage


def flow_map(
    path: Sequence[tuple[Millis, LineStage]], kind: LineKind, switches: Switches
) -> Iterator[str]:
    """Yield the map in lines, for a call that has taken `path` so far.

    `path` holds the stages in their order, as the seat perceived them, each with its instant.
    Where it could go is what the tables allow on that kind of line, whatever else is true.
    """
    yield "How the call got here:"
    if not path:
        yield "Nothing has happened yet."
    for number, (at, stage) in enumerate(path, 1):
        here = ", and there it is now" if number == len(path) else ""
        yield f"Step {number}, at {clock(at // 1_000 * 1_000)}: {stage.label}{here}."
    ways = ways_on(path[-1][1] if path else LineStage.IDLE, kind, switches)
    yield "Where it could go from here:" if ways else "It goes nowhere from here."
    yield from (f"To: {stage.label}." for stage in ways)


@lru_cache(maxsize=512)
def ways_on(stage: LineStage, kind: LineKind, switches: Switches) -> tuple[LineStage, ...]:
    """The stages to which some row leads from `stage`, in some situation on that kind of line."""
    found = dict.fromkeys(
        row.to
        for row in UK.line.rows
        if stage in row.at
        and row.to not in (None, stage)
        and any(
            all(condition.holds(situation, switches) for condition in row.when)
            for situation in _situations(stage, kind)
        )
    )
    return tuple(to for to in found if to is not None)


@lru_cache(maxsize=128)
def _situations(stage: LineStage, kind: LineKind) -> tuple[CallState, ...]:
    """Every situation at that stage, with whatever nobody on the line can see."""
    return tuple(
        CallState(
            line=stage,
            incident=incident,
            kind=kind,
            coverage=coverage,
            five_pending=pending,
            asked=asked,
            operator_on_line=operator,
            phone_taken=taken,
            can_ring_back=rings,
            officers_sent=sent,
        )
        for incident in IncidentStage
        for coverage in Coverage
        for pending, asked, operator, taken, rings, sent in product((False, True), repeat=6)
    )
