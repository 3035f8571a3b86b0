"""The switches of the shipped profiles, and every reachable call under them, explored once."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from dataclasses import fields
from functools import lru_cache
from itertools import chain, product
from typing import Any, NamedTuple, TypeVar, cast

from simulator.core.call import Procedure, Transition
from simulator.core.profile import Switches, Timings
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Outcome, Route, Timer
from simulator.proof.explore.graph import beginnings

PROFILES: Mapping[str, Switches] = {
    "iopc_2019": Switches(),
    "pecs_2008": Switches(),
    "repeat_calls": Switches(),
    "wmp": Switches(noise_passes=True),
    "wmp_old": Switches(),
    "surrey_2019": Switches(route=Route.FIRST_HANDLER),
    "herts_old": Switches(route=Route.OPERATOR),
    "early55_relay": Switches(early_55_relayed=True),
    "npcc_2017": Switches(sound_prompt_first=True),
    "tvp": Switches(noise_passes=True, early_55_relayed=True),
    "passed_on_2023": Switches(),
    "home_office_2001": Switches(noise_passes=True, route=Route.OPERATOR),
    "iopc_listening": Switches(asks_twice=True),
}
"""The switches of each shipped profile; `test_profile` holds them to the files."""

MIXED: Mapping[str, Switches] = {
    "told_and_strict": Switches(
        counts_before_request=False,
        other_digits_reset=False,
        early_55_relayed=True,
        force_is_told=True,
    ),
    "told_and_noisy": Switches(
        noise_passes=True,
        counts_before_request=False,
        other_digits_reset=False,
        force_is_told=True,
        digital_is_held=True,
        asks_twice=True,
    ),
}
"""Combinations of switches that no profile ships; with the profiles they make every row fire."""

EVERY_ROW: Mapping[str, Switches] = {
    name: {**PROFILES, **MIXED}[name]
    for name in ("surrey_2019", "home_office_2001", "npcc_2017", "early55_relay", *MIXED)
}
"""The fewest of them that make every row fire: what daily tests explore."""

_SWITCHES = tuple(field.name for field in fields(Switches) if field.name != "route")

EVERY_SWITCHING = tuple(
    Switches(**cast("Any", dict(zip(_SWITCHES, values, strict=True))), route=route)
    for values in product(*((False, True) for _ in _SWITCHES))
    for route in Route
)
"""All combinations of the eight switches and the three routes."""

Seen = TypeVar("Seen", bound=Hashable)


class Node(NamedTuple):
    """State of a call without clock values."""

    state: CallState
    timers: frozenset[Timer] = frozenset()


class Edge(NamedTuple):
    """One move: node, input, transition, next node."""

    before: Node
    cause: FlowInput
    step: Transition
    after: Node


def moves(procedure: Procedure, node: Node) -> Iterator[Edge]:
    """Yield the moves from `node`: any possible act, and any running timer."""
    for cause in (*Stimulus, *node.timers):
        step = procedure.step(node.state, cause)
        if isinstance(step, Transition):
            started = {timer for timer, _ in step.start}
            left = (node.timers - step.stop - {cause}) | started
            yield Edge(node, cause, step, Node(step.after, left))


class Explored(NamedTuple):
    """Every reachable call under one procedure."""

    procedure: Procedure
    onward: Mapping[Node, tuple[Edge, ...]]
    """The moves from each node."""

    @property
    def nodes(self) -> Set[Node]:
        return self.onward.keys()

    @property
    def edges(self) -> tuple[Edge, ...]:
        return tuple(chain.from_iterable(self.onward.values()))

    def outcome(self, node: Node) -> Outcome | None:
        return self.procedure.flow.ending(node[0])

    def ended(self) -> Iterator[Node]:
        return (node for node in self.nodes if self.outcome(node) is not None)

    def watched(
        self, first: Seen, look: Callable[[Seen, Edge], Seen]
    ) -> Iterator[tuple[Seen, Edge, Seen]]:
        """Every move together with what an observer had seen before it and has seen after it.

        `look` is the observer: what it makes of a move. Its memory must be small and hashable.
        """
        reached = {(Node(begun), first) for begun in beginnings()}
        queue = deque(reached)
        while queue:
            node, seen = queue.popleft()
            for edge in self.onward[node]:
                then = look(seen, edge)
                yield seen, edge, then
                if (edge.after, then) not in reached:
                    reached.add((edge.after, then))
                    queue.append((edge.after, then))


def explore(procedure: Procedure) -> Explored:
    """Return all reachable nodes and all moves between them, from every beginning."""
    onward: dict[Node, tuple[Edge, ...]] = {}
    queue = deque(map(Node, beginnings()))
    while queue:
        node = queue.popleft()
        if node not in onward:
            onward[node] = tuple(moves(procedure, node))
            queue.extend(edge.after for edge in onward[node])
    return Explored(procedure, onward)


def explore_under(switches: Switches) -> Explored:
    return explore(Procedure(switches, Timings()))


explored = lru_cache(maxsize=len(PROFILES) + len(MIXED))(explore_under)
"""The same, remembered: what the tests of one run share."""
