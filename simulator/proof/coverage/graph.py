"""The graph of every call under a profile, with time erased, as a map to find ways on."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from functools import lru_cache

from simulator.core.call import Procedure
from simulator.core.log import CallEnded
from simulator.core.profile import Switches, Timings
from simulator.core.rules import Situation
from simulator.core.stimuli import Cause
from simulator.core.terms import Coverage, LineKind
from simulator.proof.explore.situations import Edge, Node, beginnings, explore
from simulator.session.run.headless import procedure

END = "the end"
"""What an atlas calls the end of a call, among the names of rows."""


class Atlas:
    """The graph of every call under a profile, and how far it is to rows and to the end."""

    def __init__(self, procedure: Procedure) -> None:
        """Explore every call under `procedure`."""
        self._onward: dict[Node, list[Edge]] = {}
        self._backward: dict[Node, list[Edge]] = {}
        self._by_row: dict[str, list[Edge]] = {}
        for edge in explore(procedure)[1]:
            self._onward.setdefault(edge.before, []).append(edge)
            for row in _met_by(edge):
                self._by_row.setdefault(row, []).append(edge)
            if edge.after != edge.before:
                self._backward.setdefault(edge.after, []).append(edge)

    def distances(self, rows: Collection[str]) -> dict[Node, int]:
        """For every node from which a row of `rows` can answer: in how many moves at best."""
        far = {edge.before: 1 for row in rows for edge in self._by_row.get(row, ())}
        queue = deque(far)
        while queue:
            node = queue.popleft()
            for edge in self._backward.get(node, ()):
                if edge.before not in far:
                    far[edge.before] = far[node] + 1
                    queue.append(edge.before)
        return far

    def next_move(self, node: Node, rows: Collection[str], far: Mapping[Node, int]) -> Edge | None:
        """The first move of a shortest way to one of the rows; none where no way leads there."""
        best, least = None, float("inf")
        for edge in self._onward.get(node, ()):
            here = 0 if not _met_by(edge).isdisjoint(rows) else far.get(edge.after, least)
            if edge.after == node and here:
                continue
            if here < least:
                best, least = edge, here
        return best

    def after(self, node: Node, cause: Cause) -> Node | None:
        """Where a cause leads from a node; none where it cannot come."""
        moves = (edge.after for edge in self._onward.get(node, ()) if edge.cause is cause)
        return next(moves, None)

    def starts(self, far: Mapping[Node, int]) -> list[Node]:
        """Where to begin so as to come there soonest, an ordinary mobile first."""
        found = [node for node in beginnings() if node in far]
        return sorted(found, key=lambda node: (far[node], *_how_odd(node[0])))


def _met_by(edge: Edge) -> frozenset[str]:
    """The rows that answer in a move, and the end of the call if it ends there."""
    ends = any(isinstance(decided, CallEnded) for decided in edge.step.decided)
    return frozenset((*edge.step.rows, END)) if ends else frozenset(edge.step.rows)


@lru_cache(maxsize=16)
def atlas_under(switches: Switches, timings: Timings) -> Atlas:
    """The graph under a profile's switches and timings; shared, since exploring costs the most."""
    return Atlas(procedure(switches, timings))


def _how_odd(situation: Situation) -> tuple[int, int]:
    return list(Coverage).index(situation.coverage), list(LineKind).index(situation.kind)
