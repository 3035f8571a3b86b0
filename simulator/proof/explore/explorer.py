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
from simulator.core.terms import Role, Timer
from simulator.proof.explore.graph import C, Calls, Cue, Entries
from simulator.proof.explore.numbered import Numbered
from simulator.rules.match_compiler import Compiler
from simulator.rules.match_criteria import StateCondition
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import Rule, VerdictKind

_AT: Millis = 0
Node = TypeVar("Node", bound=Hashable)
Seen = TypeVar("Seen", bound=Hashable)


class Span(NamedTuple):
    """Bounds on the time from one move to the last instant, in milliseconds, both inclusive."""

    since: int
    """Index of that move."""
    least: Millis | None = None
    most: Millis | None = None


class StatePath(NamedTuple):
    """Sequence of cues from an initial state, without instants."""

    begins: CallState
    cues: tuple[Cue, ...]
    span: Span | None = None
    """The span that a timed rule measures; None for an end without `then`."""
    waits: bool = False
    """Whether a timed rule is broken by time passing after the last move."""


class SearchResult(NamedTuple):
    """Result of a search."""

    states: int
    moves: int
    path: StatePath | None
    """A shortest path to the target; None if it is unreachable."""


class Explorer(Generic[C, Node]):
    """Breadth-first search. A subclass says what the nodes are, and where each leads."""

    def __init__(self, calls: Calls[C]) -> None:
        """Search these calls; each act or timer that can cause a writing is a move."""
        self.graph, self.cues, self.context, self._lines = calls
        self.counts = cache(lambda writing: len(calls.cues.of(writing)))
        self.moves = 0
        self.came: dict[Node, tuple[Node, int, int] | None] = {}
        """Where each node was first reached from, by which writing, and by which of its cues."""

    def begun(self, place: int, entries: Entries) -> Node:
        """Return the node in which a call begins."""
        raise NotImplementedError

    def state(self, node: Node) -> CallState:
        """Return the state of the flow in a node."""
        raise NotImplementedError

    def onward(self, node: Node) -> Iterator[tuple[Node, int, int]]:
        """Yield the next nodes, each with a writing and the index of its first cue that leads on.

        Counts the moves of each writing once it has been looked at.
        """
        raise NotImplementedError

    def visit(self, stop: Callable[[Node], bool]) -> Node | None:
        """Visit nodes until `stop` holds for one. Return it, or None after visiting all."""
        came, queue = self.came, deque[Node]()
        for place, entries in self.graph.begin(self._lines):
            node = self.begun(place, entries)
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

    def result(self, node: Node | None) -> SearchResult:
        """Return the result of a search that ended in a node."""
        if node is None:
            return SearchResult(len(self.came), self.moves, None)
        cues: list[Cue] = []
        while (came := self.came[node]) is not None:
            node, writing, cue = came
            cues.append(self.cues.of(writing)[cue][0])
        path = StatePath(self.state(node), tuple(reversed(cues)))
        return SearchResult(len(self.came), self.moves, path)


Watched = tuple[int, int]
"""A place of the graph, and the number of the observation so far."""


class Watching(Explorer[C, Watched], Generic[C, Seen]):
    """Search with one observer: a function of an observation and an entry."""

    def __init__(self, calls: Calls[C], first: Seen, look: Callable[[Seen, Entry], Seen]) -> None:
        """Search from observation `first`."""
        super().__init__(calls)
        self._first = first
        self._look = look
        self._numbers = Numbered[Seen]()
        self.seen = self._numbers.values_of
        """Observations by number."""
        self.each = cache(self._each)
        self._after = cache(self._first_of_each)

    def begun(self, place: int, entries: Entries) -> Watched:
        return place, self._numbers[reduce(self._look, entries, self._first)]

    def state(self, node: Watched) -> CallState:
        return self.graph.state(node[0])

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


def watch(calls: Calls[Any], rule: Rule, wanted: VerdictKind = VerdictKind.BROKEN) -> SearchResult:
    """Search for a call in which the verdict on `rule` is `wanted`.

    The log of a call that has ended is judged as finished, any other as a prefix.
    """
    monitor, over = Monitor(rule, calls.context), calls.graph.over
    explorer = Watching(calls, monitor.start(), monitor.step)

    @cache
    def judged(seen: int, finished: bool) -> bool:
        return monitor.verdict(explorer.seen[seen], finished, _AT) is wanted

    return explorer.result(explorer.visit(lambda node: judged(node[1], over(node[0]))))


def stuck(
    calls: Calls[Any], rule: Rule, wherever: StateCondition | None = None, by: Iterable[Role] = ()
) -> SearchResult:
    """Search for a call that goes on, and from which `rule` can no longer come true.

    Only states in which `wherever` holds count, and only moves of the roles `by`, if any are named.
    The rule is an ``eventually`` of one kind of entry.

    The rule can come true from a state if some act leads towards it, or if *every* timer that may
    fire next does. One timer is not enough: in an untimed system it may fire too early. The timer
    that fires first in real time is among them, and acts are possible before it.
    """
    compiler, over = Compiler(calls.context), calls.graph.over
    holds = compiler.state(wherever)
    explorer = Watching(calls, compiler.first(), compiler.after)
    explorer.visit(lambda _: False)
    able = _able(explorer, Monitor(rule, calls.context), frozenset(by))
    unable = (
        node
        for node in explorer.came
        if node not in able and not over(node[0]) and holds(explorer.seen[node[1]])
    )
    return explorer.result(next(unable, None))


def _able(explorer: Watching[Any, Any], monitor: Monitor, by: frozenset[Role]) -> set[Watched]:
    """Return the states from which moves of some roles (default: all) come to a rule's entry.

    For every order of the timers, by a backward search.
    """

    @cache
    def meeting(writing: int) -> list[bool | None]:
        """Return for each cue whether its entries meet the rule; None if it is of no such role."""
        return [
            _meets(monitor, entries) if not by or getattr(cue, "role", Role.NETWORK) in by else None
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
