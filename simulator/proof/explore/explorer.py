"""Breadth-first search of a transition system, together with the monitor of a rule.

The search visits pairs of a state and an observation, such as the monitor's state. Both are small
values and finite in number. Breadth first means that the first path found is a shortest one.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import reduce
from typing import Generic, NamedTuple, TypeVar

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role, Timer
from simulator.proof.explore.transition_system import Cue, Move, Place, TransitionSystem
from simulator.rules.match_compiler import Compiler
from simulator.rules.match_criteria import Context, StateCondition
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import Rule, VerdictKind

_AT: Millis = 0
Seen = TypeVar("Seen", bound=Hashable)
Entries = tuple[Entry, ...]
Observer = Callable[[Seen, Entry], Seen]
"""Observer: returns the next observation, a small hashable value, after an entry."""


class StatePath(NamedTuple, Generic[Place]):
    """Sequence of cues from an initial state."""

    begins: Place
    cues: tuple[Cue, ...]


class SearchResult(NamedTuple, Generic[Place]):
    """Result of a search."""

    states: int
    moves: int
    path: StatePath[Place] | None
    """A shortest path to the target; None if it is unreachable."""


class WatchedState(NamedTuple, Generic[Place, Seen]):
    """State of the system, and the observation so far."""

    place: Place
    seen: Seen


class Explorer(Generic[Place, Seen]):
    """Search of one transition system with one observer."""

    def __init__(self, system: TransitionSystem[Place], first: Seen, look: Observer[Seen]) -> None:
        """Search from observation `first`."""
        self._system = system
        self._look = look
        self._first = first
        self._observations: dict[tuple[Seen, int], Seen] = {}
        """Cached observations, by observation and identity of the entries, which a system keeps."""
        self.moves = 0
        self.came: dict[
            WatchedState[Place, Seen], tuple[WatchedState[Place, Seen], Move[Place]] | None
        ] = {}

    @property
    def states(self) -> int:
        """Number of states visited."""
        return len(self.came)

    def visit(
        self, stop: Callable[[WatchedState[Place, Seen]], bool]
    ) -> WatchedState[Place, Seen] | None:
        """Visit states until `stop` holds for one. Return it, or None after visiting all."""
        queue: deque[WatchedState[Place, Seen]] = deque()
        for place, entries in self._system.begin():
            node = WatchedState(place, self.after(self._first, entries))
            if node not in self.came:
                self.came[node] = None
                queue.append(node)
                if stop(node):
                    return node
        while queue:
            here = queue.popleft()
            for move in self._system.moves(here.place):
                self.moves += 1
                there = WatchedState(move.to, self.after(here.seen, move.entries))
                if there not in self.came:
                    self.came[there] = here, move
                    queue.append(there)
                    if stop(there):
                        return there
        return None

    def after(self, seen: Seen, entries: Entries) -> Seen:
        """Return the observation after some entries."""
        key = seen, id(entries)
        if key not in self._observations:
            self._observations[key] = reduce(self._look, entries, seen)
        return self._observations[key]

    def path(self, node: WatchedState[Place, Seen]) -> StatePath[Place]:
        """Return the path by which a state was first reached."""
        cues: list[Cue] = []
        while (came := self.came[node]) is not None:
            node, move = came
            cues.append(move.cue)
        return StatePath(node.place, tuple(reversed(cues)))


def watch(
    system: TransitionSystem[Place],
    rule: Rule,
    context: Context,
    wanted: VerdictKind = VerdictKind.BROKEN,
) -> SearchResult[Place]:
    """Search for a call in which the verdict on `rule` is `wanted`.

    The log of a call that has ended is judged as finished, any other as a prefix.
    """
    monitor = Monitor(rule, context)
    explorer = Explorer(system, monitor.start(), monitor.step)
    node = explorer.visit(
        lambda node: (
            monitor.verdict(node.seen, system.outcome(node.place) is not None, _AT) is wanted
        )
    )
    return SearchResult(explorer.states, explorer.moves, explorer.path(node) if node else None)


def stuck(
    system: TransitionSystem[Place],
    rule: Rule,
    context: Context,
    wherever: StateCondition | None = None,
    by: Iterable[Role] = (),
) -> SearchResult[Place]:
    """Search for a call that goes on, and from which `rule` can no longer come true.

    Only states in which `wherever` holds count, and only moves of the roles `by`, if any are named.
    The rule is an ``eventually`` of one kind of entry.

    The rule can come true from a state if some act leads towards it, or if *every* timer that may
    fire next does. One timer is not enough: in an untimed system it may fire too early. The timer
    that fires first in real time is among them, and acts are possible before it.
    """
    compiler = Compiler(context)
    holds = compiler.state(wherever)
    explorer = Explorer(system, compiler.first(), compiler.after)
    explorer.visit(lambda _: False)
    able = _able(explorer, system, Monitor(rule, context), frozenset(by))
    unable = (
        node
        for node in explorer.came
        if node not in able and system.outcome(node.place) is None and holds(node.seen)
    )
    first = next(unable, None)
    return SearchResult(explorer.states, explorer.moves, explorer.path(first) if first else None)


def _able(
    explorer: Explorer[Place, Seen],
    system: TransitionSystem[Place],
    monitor: Monitor,
    by: frozenset[Role],
) -> set[WatchedState[Place, Seen]]:
    """Return the states from which moves of some roles (default: all) come to a rule's entry.

    For every order of the timers, by a backward search.
    """
    able: set[WatchedState[Place, Seen]] = set()
    behind: dict[WatchedState[Place, Seen], list[tuple[WatchedState[Place, Seen], bool]]] = {}
    timers: dict[WatchedState[Place, Seen], int] = {}
    met: dict[int, bool] = {}
    """Whether entries meet the rule, by identity: a system keeps them, and hashing is slow."""
    for here in explorer.came:
        for move in system.moves(here.place):
            ticks = isinstance(move.cue, Timer)
            if by and _whose(move.cue) not in by:
                continue
            key = id(move.entries)
            if key not in met:
                state = reduce(monitor.step, move.entries, monitor.start())
                met[key] = monitor.verdict(state, False, _AT) is VerdictKind.MET
            if met[key] and not ticks:
                able.add(here)
            elif not met[key]:
                there = WatchedState(move.to, explorer.after(here.seen, move.entries))
                behind.setdefault(there, []).append((here, ticks))
            if ticks:
                timers[here] = timers.get(here, 0) + (not met[key])
    able |= {here for here, left in timers.items() if not left}
    return all_before(able, behind, timers)


def all_before(
    able: set[Seen], behind: Mapping[Seen, Iterable[tuple[Seen, bool]]], timers: dict[Seen, int]
) -> set[Seen]:
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
