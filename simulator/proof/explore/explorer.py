"""The one explorer: every place that a world's calls come to, together with the monitor of a rule.

Breadth first, so the first way that is found to anything is a shortest one. What is visited are
pairs of a place and a monitor's state; both are small values, and finitely many.
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
from simulator.rules.compiler import Compiler
from simulator.rules.match import Context, StateCondition
from simulator.rules.monitor import Monitor, MonitorState
from simulator.rules.monitor_memory import Memory, first_memory, next_memory
from simulator.rules.patterns import Rule, VerdictKind

_AT: Millis = 0
Seen = TypeVar("Seen", bound=Hashable)
Told = tuple[Entry, ...]
Look = Callable[[Seen, Told], Seen]
"""What an observer has seen after some entries; its memory is small and hashable."""


class StatePath(NamedTuple, Generic[Place]):
    """How a call came somewhere."""

    begins: Place
    cues: tuple[Cue, ...]


class SearchResult(NamedTuple, Generic[Place]):
    """What an exploration found."""

    states: int
    moves: int
    way: StatePath[Place] | None
    """A shortest way to what was looked for; none if there is nothing of the kind."""


class WatchedState(NamedTuple, Generic[Place, Seen]):
    """A place, and what an observer has seen by then."""

    place: Place
    seen: Seen


class Explorer(Generic[Place, Seen]):
    """Visits every place of a world together with what an observer has seen."""

    def __init__(self, world: TransitionSystem[Place], first: Seen, look: Look[Seen]) -> None:
        """Watch `world`."""
        self._world = world
        self._look = look
        self._first = first
        self._looked: dict[tuple[Seen, int], Seen] = {}
        """By what had been seen and the identity of the entries, which a world keeps."""
        self.moves = 0
        self.came: dict[
            WatchedState[Place, Seen], tuple[WatchedState[Place, Seen], Move[Place]] | None
        ] = {}

    @property
    def states(self) -> int:
        """How many states were visited."""
        return len(self.came)

    def visit(
        self, stop: Callable[[WatchedState[Place, Seen]], bool]
    ) -> WatchedState[Place, Seen] | None:
        """Visit states until `stop` says so, and return the one at which it did; none: all seen."""
        queue: deque[WatchedState[Place, Seen]] = deque()
        for place, entries in self._world.begin():
            node = WatchedState(place, self.after(self._first, entries))
            if node not in self.came:
                self.came[node] = None
                queue.append(node)
                if stop(node):
                    return node
        while queue:
            here = queue.popleft()
            for move in self._world.moves(here.place):
                self.moves += 1
                there = WatchedState(move.to, self.after(here.seen, move.entries))
                if there not in self.came:
                    self.came[there] = here, move
                    queue.append(there)
                    if stop(there):
                        return there
        return None

    def after(self, seen: Seen, entries: Told) -> Seen:
        """What has been seen after some entries."""
        key = seen, id(entries)
        found = self._looked.get(key)
        if found is None:
            found = self._looked[key] = self._look(seen, entries)
        return found

    def way(self, node: WatchedState[Place, Seen]) -> StatePath[Place]:
        """How a call came to a state."""
        cues: list[Cue] = []
        while (came := self.came[node]) is not None:
            node, move = came
            cues.append(move.cue)
        return StatePath(node.place, tuple(reversed(cues)))


@dataclass(frozen=True)
class _Watcher:
    """A monitor as an observer."""

    monitor: Monitor

    def __call__(self, state: MonitorState, entries: Told) -> MonitorState:
        for entry in entries:
            state = self.monitor.step(state, entry)
        return state


def watch(
    world: TransitionSystem[Place],
    rule: Rule,
    context: Context,
    wanted: VerdictKind = VerdictKind.BROKEN,
) -> SearchResult[Place]:
    """Look for a call of which the verdict on `rule` is the one that is `wanted`.

    The verdict is that of a finished log where the call is over, and of a prefix before.
    """
    monitor = Monitor(rule, context)
    explorer = Explorer(world, monitor.start(), _Watcher(monitor))

    def settled(node: WatchedState[Place, MonitorState]) -> bool:
        finished = world.outcome(node.place) is not None
        return monitor.verdict(node.seen, finished, _AT) is wanted

    node = explorer.visit(settled)
    return SearchResult(explorer.states, explorer.moves, explorer.way(node) if node else None)


class _Standing:
    """How things stand as an observer sees it."""

    def __init__(self, state: StateCondition | None, context: Context) -> None:
        compiler = Compiler(context)
        self.holds = compiler.state(state) if state else lambda _: True
        self._registers = tuple(compiler.registers)
        self.first = first_memory(self._registers)

    def __call__(self, memory: Memory, entries: Told) -> Memory:
        for entry in entries:
            memory = next_memory(self._registers, memory, entry)
        return memory


def stuck(
    world: TransitionSystem[Place],
    rule: Rule,
    context: Context,
    wherever: StateCondition | None = None,
    by: Iterable[Role] = (),
) -> SearchResult[Place]:
    """Look for a call from which what `rule` asks for need not come true any more.

    Of the calls that go on and in which `wherever` holds; by moves of `by` alone if any are named.
    The rule is an ``eventually`` of one kind of entry.

    From a call it can come true if some act leads on to it, or if *every* timer that may run out
    next does. With time erased a timer may run out too soon, so no single one is relied upon:
    whichever comes first in real time is among them, and acts can be done before it.
    """
    reaching = _Reaching(rule, context, frozenset(by))
    stands = _Standing(wherever, context)
    explorer = Explorer(world, stands.first, stands)
    explorer.visit(lambda _: False)
    able = reaching.able(explorer, world)
    unable = (
        node
        for node in explorer.came
        if node not in able and world.outcome(node.place) is None and stands.holds(node.seen)
    )
    first = next(unable, None)
    return SearchResult(explorer.states, explorer.moves, explorer.way(first) if first else None)


class _Reaching:
    """Which calls can come to an entry, whichever timer runs out first."""

    def __init__(self, rule: Rule, context: Context, by: frozenset[Role]) -> None:
        self._monitor = Monitor(rule, context)
        self._watcher = _Watcher(self._monitor)
        self._by = by
        self._met: dict[int, bool] = {}

    def able(
        self, explorer: Explorer[Place, Memory], world: TransitionSystem[Place]
    ) -> set[WatchedState[Place, Memory]]:
        """The states of which that can be said."""
        able: set[WatchedState[Place, Memory]] = set()
        behind: dict[
            WatchedState[Place, Memory], list[tuple[WatchedState[Place, Memory], bool]]
        ] = {}
        timers: dict[WatchedState[Place, Memory], int] = {}
        for here in explorer.came:
            for move in self._moves(world, here.place):
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

    def _moves(self, world: TransitionSystem[Place], place: Place) -> Sequence[Move[Place]]:
        """The moves of those who are asked about."""
        moves = world.moves(place)
        return [move for move in moves if _whose(move.cue) in self._by] if self._by else moves

    def _meets(self, entries: Told) -> bool:
        told = id(entries)
        if told not in self._met:
            state = self._watcher(self._monitor.start(), entries)
            self._met[told] = self._monitor.verdict(state, False, _AT) is VerdictKind.MET
        return self._met[told]


def _whose(cue: Cue) -> Role:
    return Role.NETWORK if isinstance(cue, Timer) else cue.role
