"""Somebody else's interpreter finds the states and moves that `verify` searches, each of them."""

from collections import deque
from collections.abc import Iterator
from itertools import islice, product

import pytest

from simulator.core.call import Procedure
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.terms import Coverage, LineKind, Timer
from simulator.proof.explore.clocks import UntimedClocks
from simulator.proof.explore.graph import FlowTable, Graph
from simulator.proof.export.guarded_steps import BEFORE
from tests.core.explored import EVERY_ROW, MIXED
from tests.daily import first_a_day
from tests.proof.test_exported_chart import Python, Seen, event_of, scxml
from tests.proof.test_faults_found import mixed
from tests.session.calls import PROFILES

FACTS = tuple(name for name in BEFORE if name not in ("line", "incident"))
State = tuple[object, ...]
Move = tuple[State, FlowInput, tuple[str, ...], State]
SOME = 40
"""States of the daily sample, the nearest to the beginnings; `.ci/thorough` looks at all."""


def states_of_referee(referee: Python) -> Iterator[tuple[State, list[Move]]]:
    """Yield every state that the chart reaches with its moves, the nearest first."""
    seen: dict[State, tuple[object, ...]] = {}
    queue: deque[State] = deque()

    def met(at: Seen) -> State:
        over = any(each.startswith("over_") for each in at.stages)
        timers = frozenset[Timer]() if over else referee.timers
        state = (at.stages, over, timers, referee.data(*FACTS))
        if state not in seen:
            seen[state] = referee.kept()
            queue.append(state)
        return state

    for kind, coverage in product(LineKind, Coverage):
        met(referee.begin(kind, coverage))
    while queue:
        state = queue.popleft()
        moves: list[Move] = []
        running: frozenset[Timer] = state[2]  # type: ignore[assignment]
        for cause in () if state[1] else (*Stimulus, *running):
            referee.restore(seen[state])
            referee.forget_rows()
            if rows := (there := referee.do(event_of(cause), 0)).rows:
                moves.append((state, cause, rows, met(there)))
        yield state, moves


def states_of_verify(profile: Profile) -> Iterator[tuple[State, list[Move]]]:
    """Yield the same of the graph in which `verify` searches."""
    table = FlowTable(Procedure.under(profile))
    graph = Graph(table, UntimedClocks(table.changes))

    def state(place: int) -> State:
        at, over = graph.state(place), table.flow.ending(graph.state(place))
        stages = {f"over_{over}"} if over else {f"line_{at.line}", f"incident_{at.incident}"}
        timers = frozenset(() if over else graph.running(place))
        return frozenset(stages), bool(over), timers, tuple(getattr(at, n) for n in FACTS)

    places = dict.fromkeys(place for place, _ in graph.begin())
    queue = deque(places)
    while queue:
        place = queue.popleft()
        moves = [(table.writings[writing], to) for writing, to in graph.moves(place)]
        new = dict.fromkeys(to for _, to in moves if to not in places)
        places |= new
        queue.extend(new)
        yield state(place), [(state(place), of.cause, of.rows, state(to)) for of, to in moves]


@pytest.mark.parametrize(
    ("name", "most"),
    first_a_day([("iopc_2019", SOME), *((name, None) for name in EVERY_ROW)], rows=True),
)
def test_the_chart_has_the_states_and_moves_that_verify_searches(
    name: str, most: int | None
) -> None:
    profile = mixed(name) if name in MIXED else PROFILES[name]
    found = list(islice(states_of_referee(Python(scxml(profile))), most))
    moves = {move for _, of in found for move in of}
    near = {state for state, _ in found}
    ours = list(states_of_verify(profile))
    assert near <= {state for state, _ in ours}
    assert moves == {move for state, of in ours if state in near for move in of}
    assert most or near == {state for state, _ in ours}
