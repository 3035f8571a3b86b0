"""Every reachable call, breadth first, with time erased.

A timer may fire whenever it runs, so what is explored is a superset of what can happen in time:
whatever holds for every situation here holds for every real call. Used by tests, by proofs and,
later, for the moments from which a call could still have ended better.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from simulator.core.call import Procedure, Step
from simulator.core.rules import Situation
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import Coverage, LineKind, Timer

Node = tuple[Situation, frozenset[Timer]]
"""A call with time erased: the situation, and which timers run."""


class Edge(NamedTuple):
    """One move: from a node, by a cause, with what it does, to a node."""

    before: Node
    cause: Cause
    step: Step
    after: Node


def beginnings() -> Iterator[Node]:
    """Every call that can be begun: each kind of line with each coverage."""
    for kind, coverage in product(LineKind, Coverage):
        situation = Situation(
            kind=kind, coverage=coverage, can_ring_back=coverage is not Coverage.LIMITED
        )
        yield situation, frozenset()


def moves(procedure: Procedure, node: Node) -> Iterator[Edge]:
    """Everything that can happen next at `node`: any possible act, or any running timer."""
    situation, timers = node
    for cause in (*Stimulus, *timers):
        step = procedure.step(situation, cause)
        if isinstance(step, Step):
            left = timers - step.stop - {cause}
            yield Edge(node, cause, step, (step.after, left | {timer for timer, _ in step.start}))


def explore(procedure: Procedure) -> tuple[set[Node], list[Edge]]:
    """All reachable nodes and all moves between them, from every beginning."""
    seen = set(beginnings())
    queue = deque(seen)
    edges: list[Edge] = []
    while queue:
        for edge in moves(procedure, queue.popleft()):
            edges.append(edge)
            if edge.after not in seen:
                seen.add(edge.after)
                queue.append(edge.after)
    return seen, edges
