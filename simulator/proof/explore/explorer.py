"""Breadth-first search of a transition system, together with the monitor of a rule.

The search visits pairs of a state and an observation, such as the monitor's state. Both are small
values and finite in number. Breadth first means that the first path found is a shortest one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role, Timer
from simulator.proof.explore.transition_system import Cue, Move, Place, TransitionSystem
from simulator.rules.match_compiler import Compiler, Memory
from simulator.rules.match_criteria import Context, StateCondition
from simulator.rules.monitor import Monitor, MonitorState
from simulator.rules.patterns import Rule, VerdictKind

_AT: Millis = 0
Seen = TypeVar("Seen", bound=Hashable)
Entries = tuple[Entry, ...]
Observer = Callable[[Seen, Entries], Seen]
"""Observer: returns the next observation, a small hashable value, after some entries."""


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
        self._observe = look
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
        found = self._observations.get(key)
        if found is None:
            found = self._observations[key] = self._observe(seen, entries)
        return found

    def path(self, node: WatchedState[Place, Seen]) -> StatePath[Place]:
        """Return the path by which a state was first reached."""
        cues: list[Cue] = []
        while (came := self.came[node]) is not None:
            node, move = came
            cues.append(move.cue)
        return StatePath(node.place, tuple(reversed(cues)))


@dataclass(frozen=True)
class _Watcher:
    """Observer that runs a monitor."""

    monitor: Monitor

    def __call__(self, state: MonitorState, entries: Entries) -> MonitorState:
        for entry in entries:
            state = self.monitor.step(state, entry)
        return state


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
    explorer = Explorer(system, monitor.start(), _Watcher(monitor))

    def settled(node: WatchedState[Place, MonitorState]) -> bool:
        finished = system.outcome(node.place) is not None
        return monitor.verdict(node.seen, finished, _AT) is wanted

    node = explorer.visit(settled)
    return SearchResult(explorer.states, explorer.moves, explorer.path(node) if node else None)


class _StateObserver:
    """Observer of a state condition."""

    def __init__(self, state: StateCondition | None, context: Context) -> None:
        self._compiler = Compiler(context)
        self.holds = self._compiler.state(state)
        self.first = self._compiler.first()

    def __call__(self, memory: Memory, entries: Entries) -> Memory:
        for entry in entries:
            memory = self._compiler.after(memory, entry)
        return memory


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
    reaching = _Reaching(rule, context, frozenset(by))
    stands = _StateObserver(wherever, context)
    explorer = Explorer(system, stands.first, stands)
    explorer.visit(lambda _: False)
    able = reaching.able(explorer, system)
    unable = (
        node
        for node in explorer.came
        if node not in able and system.outcome(node.place) is None and stands.holds(node.seen)
    )
    first = next(unable, None)
    return SearchResult(explorer.states, explorer.moves, explorer.path(first) if first else None)


class _Reaching:
    """States from which an entry can be reached, for every order of the timers."""

    def __init__(self, rule: Rule, context: Context, by: frozenset[Role]) -> None:
        self._monitor = Monitor(rule, context)
        self._watcher = _Watcher(self._monitor)
        self._by = by
        self._met: dict[int, bool] = {}

    def able(
        self, explorer: Explorer[Place, Memory], system: TransitionSystem[Place]
    ) -> set[WatchedState[Place, Memory]]:
        """Return these states, by a backward search."""
        able: set[WatchedState[Place, Memory]] = set()
        behind: dict[
            WatchedState[Place, Memory], list[tuple[WatchedState[Place, Memory], bool]]
        ] = {}
        timers: dict[WatchedState[Place, Memory], int] = {}
        for here in explorer.came:
            for move in self._moves(system, here.place):
                ticks = isinstance(move.cue, Timer)
                meets = self._meets(move.entries)
                if meets and not ticks:
                    able.add(here)
                elif not meets:
                    there = WatchedState(move.to, explorer.after(here.seen, move.entries))
                    behind.setdefault(there, []).append((here, ticks))
                if ticks:
                    timers[here] = timers.get(here, 0) + (not meets)
        able |= {here for here, left in timers.items() if not left}
        queue = deque(able)
        while queue:
            for before, ticks in behind.get(queue.popleft(), ()):
                timers[before] = timers.get(before, 0) - ticks
                if before not in able and not (ticks and timers[before]):
                    able.add(before)
                    queue.append(before)
        return able

    def _moves(self, system: TransitionSystem[Place], place: Place) -> Sequence[Move[Place]]:
        """Return the moves of the roles that count."""
        moves = system.moves(place)
        return [move for move in moves if _whose(move.cue) in self._by] if self._by else moves

    def _meets(self, entries: Entries) -> bool:
        told = id(entries)
        if told not in self._met:
            state = self._watcher(self._monitor.start(), entries)
            self._met[told] = self._monitor.verdict(state, False, _AT) is VerdictKind.MET
        return self._met[told]


def _whose(cue: Cue) -> Role:
    return Role.NETWORK if isinstance(cue, Timer) else cue.role
