"""Breadth-first search of a graph, together with the monitor of a rule.

The search visits pairs of a place and an observation, such as the monitor's state. Both are
numbers, finite in number. Breadth first means that the first path found is a shortest one.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache, reduce
from typing import Any, Generic, NamedTuple, TypeVar

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.table import CallState
from simulator.core.terms import LineKind, Role, Timer
from simulator.proof.explore.graph import Cue, Cues, Entries, Graph
from simulator.proof.explore.numbered import Numbered
from simulator.rules.match_compiler import Compiler
from simulator.rules.match_criteria import Context, StateCondition
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import Rule, VerdictKind

_AT: Millis = 0
Node = TypeVar("Node", bound=Hashable)
Seen = TypeVar("Seen", bound=Hashable)


class StatePath(NamedTuple):
    """Sequence of cues from an initial state."""

    begins: CallState
    cues: tuple[Cue, ...]


class SearchResult(NamedTuple):
    """Result of a search."""

    states: int
    moves: int
    path: StatePath | None
    """A shortest path to the target; None if it is unreachable."""


class Explorer(Generic[Node]):
    """Breadth-first search. A subclass says what the nodes are, and where each leads."""

    def __init__(self, cues: Cues) -> None:
        """Count a move for each act or timer that can cause it."""
        self.cues = cues
        self.counts = cache(lambda writing: len(cues.of(writing)))
        self.moves = 0
        self.came: dict[Node, tuple[Node, int, int] | None] = {}
        """Where each node was first reached from, by which writing, and by which of its cues."""

    @property
    def states(self) -> int:
        """Number of states visited."""
        return len(self.came)

    def onward(self, node: Node) -> Iterator[tuple[Node, int, int]]:
        """Yield the next nodes, each with a writing and the index of its first cue that leads on.

        Counts the moves of each writing once it has been looked at.
        """
        raise NotImplementedError

    def visit(self, begins: Iterable[Node], stop: Callable[[Node], bool]) -> Node | None:
        """Visit nodes until `stop` holds for one. Return it, or None after visiting all."""
        came, queue = self.came, deque[Node]()
        for node in begins:
            if node not in came:
                came[node] = None
                queue.append(node)
                if stop(node):
                    return node
        while queue:
            here = queue.popleft()
            for there, writing, cue in self.onward(here):
                if there not in came:
                    came[there] = here, writing, cue
                    queue.append(there)
                    if stop(there):
                        self.moves += cue + 1
                        return there
        return None

    def path(self, node: Node) -> tuple[Node, tuple[Cue, ...]]:
        """Return the node and the cues by which a node was first reached."""
        cues: list[Cue] = []
        while (came := self.came[node]) is not None:
            node, writing, cue = came
            cues.append(self.cues.of(writing)[cue][0])
        return node, tuple(reversed(cues))


Watched = tuple[int, int]
"""A place of the graph, and the number of the observation so far."""


class Watching(Explorer[Watched], Generic[Seen]):
    """Search of a graph with one observer: a function of an observation and an entry."""

    def __init__(
        self, graph: Graph, cues: Cues, first: Seen, look: Callable[[Seen, Entry], Seen]
    ) -> None:
        """Search from observation `first`."""
        super().__init__(cues)
        self.graph = graph
        self._first = first
        self._look = look
        self._numbers = Numbered[Seen]()
        self.seen = self._numbers.values_of
        """Observations by number."""
        self.each = cache(self._each)
        self._after = cache(self._first_of_each)

    def search(
        self, stop: Callable[[Watched], bool], lines: tuple[LineKind, ...] = ()
    ) -> SearchResult:
        """Visit calls on these lines until `stop` holds for a node; return the path to it."""
        found = self.visit(
            [
                (place, self._numbers[reduce(self._look, entries, self._first)])
                for place, entries in self.graph.begin(lines)
            ],
            stop,
        )
        return self.result(found)

    def result(self, node: Watched | None) -> SearchResult:
        """Return the result of a search that ended in a node."""
        if node is None:
            return SearchResult(self.states, self.moves, None)
        (begins, _), cues = self.path(node)
        return SearchResult(self.states, self.moves, StatePath(self.graph.state(begins), cues))

    def onward(self, node: Watched) -> Iterator[tuple[Watched, int, int]]:
        place, seen = node
        after, counts = self._after, self.counts
        for writing, to in self.graph.moves(place):
            for cue, then in after(seen, writing):
                yield (to, then), writing, cue
            self.moves += counts(writing)

    def _each(self, seen: int, writing: int) -> list[int]:
        """Return the observation after each cue of a writing."""
        before = self.seen[seen]
        return [
            self._numbers[reduce(self._look, entries, before)]
            for _, entries in self.cues.of(writing)
        ]

    def _first_of_each(self, seen: int, writing: int) -> list[tuple[int, int]]:
        """Return the first cue that leads to each observation, and that observation."""
        each = self.each(seen, writing)
        return [(each.index(then), then) for then in dict.fromkeys(each)]


def watch(
    graph: Graph,
    cues: Cues,
    rule: Rule,
    context: Context,
    *,
    lines: tuple[LineKind, ...] = (),
    wanted: VerdictKind = VerdictKind.BROKEN,
) -> SearchResult:
    """Search for a call in which the verdict on `rule` is `wanted`.

    The log of a call that has ended is judged as finished, any other as a prefix.
    """
    monitor = Monitor(rule, context)
    explorer = Watching(graph, cues, monitor.start(), monitor.step)

    @cache
    def judged(seen: int, over: bool) -> bool:
        return monitor.verdict(explorer.seen[seen], over, _AT) is wanted

    return explorer.search(lambda node: judged(node[1], graph.over(node[0])), lines)


def stuck(
    graph: Graph,
    cues: Cues,
    rule: Rule,
    context: Context,
    *,
    lines: tuple[LineKind, ...] = (),
    wherever: StateCondition | None = None,
    by: Iterable[Role] = (),
) -> SearchResult:
    """Search for a call that goes on, and from which `rule` can no longer come true.

    Only states in which `wherever` holds count, and only moves of the roles `by`, if any are named.
    The rule is an ``eventually`` of one kind of entry.

    The rule can come true from a state if some act leads towards it, or if *every* timer that may
    fire next does. One timer is not enough: in an untimed system it may fire too early. The timer
    that fires first in real time is among them, and acts are possible before it.
    """
    compiler = Compiler(context)
    holds = compiler.state(wherever)
    explorer = Watching(graph, cues, compiler.first(), compiler.after)
    explorer.search(lambda _: False, lines)
    able = _able(explorer, Monitor(rule, context), frozenset(by))
    unable = (
        node
        for node in explorer.came
        if node not in able and not graph.over(node[0]) and holds(explorer.seen[node[1]])
    )
    return explorer.result(next(unable, None))


def _able(explorer: Watching[Any], monitor: Monitor, by: frozenset[Role]) -> set[Watched]:
    """Return the states from which moves of some roles (default: all) come to a rule's entry.

    For every order of the timers, by a backward search.
    """

    @cache
    def meeting(writing: int) -> list[bool | None]:
        """Return for each cue whether its entries meet the rule; None if it is of no such role."""
        return [
            _meets(monitor, entries) if not by or _whose(cue) in by else None
            for cue, entries in explorer.cues.of(writing)
        ]

    @cache
    def leading(seen: int, writing: int) -> tuple[bool, bool, set[int]]:
        """Return whether a timer fires, whether it meets the rule, and where else it leads."""
        met = meeting(writing)
        there = zip(explorer.each(seen, writing), met, strict=True)
        ticks = isinstance(explorer.cues.of(writing)[0][0], Timer) if met else False
        return ticks, True in met, {then for then, meets in there if meets is False}

    able: set[Watched] = set()
    behind: dict[Watched, list[tuple[Watched, bool]]] = {}
    timers: dict[Watched, int] = {}
    for here in explorer.came:
        place, seen = here
        for writing, to in explorer.graph.moves(place):
            ticks, met, others = leading(seen, writing)
            for then in others:
                behind.setdefault((to, then), []).append((here, ticks))
            if ticks and (met or others):
                timers[here] = timers.get(here, 0) + len(others)
            elif met:
                able.add(here)
    able |= {here for here, left in timers.items() if not left}
    return all_before(able, behind, timers)


def _meets(monitor: Monitor, entries: Entries) -> bool:
    state = reduce(monitor.step, entries, monitor.start())
    return monitor.verdict(state, False, _AT) is VerdictKind.MET


def all_before(
    able: set[Node], behind: Mapping[Node, Iterable[tuple[Node, bool]]], timers: dict[Node, int]
) -> set[Node]:
    """Return states and all from which they can be reached, by a backward search.

    `behind` has the states before one, each with whether a timer leads on from it; `timers` says
    for how many of a state's timers that is still open.
    """
    queue = deque(able)
    while queue:
        for before, ticks in behind.get(queue.popleft(), ()):
            timers[before] = timers.get(before, 0) - ticks
            if before not in able and not (ticks and timers[before]):
                able.add(before)
                queue.append(before)
    return able


def _whose(cue: Cue) -> Role:
    return Role.NETWORK if isinstance(cue, Timer) else cue.role
