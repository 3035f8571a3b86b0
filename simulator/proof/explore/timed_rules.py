"""Search for calls that break a rule which measures time.

Such a rule adds one clock to a timed graph. It starts at any one occasion of the rule, so the rule
is broken exactly if some occasion breaks it. Readings past its span are merged, which keeps the
zones finite.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache, partial, reduce
from typing import NamedTuple

from simulator.core.table import CallState
from simulator.proof.explore.clocks import IT, TimedClocks
from simulator.proof.explore.explorer import Explorer, SearchResult, Span
from simulator.proof.explore.graph import Calls, Entries
from simulator.proof.explore.numbered import Numbered
from simulator.rules.match_compiler import FREE, Compiler, Memory
from simulator.rules.patterns import NoSoonerThan, Rule, Within, length_of


class Breaks(Enum):
    """How a timed rule is broken."""

    BY_A_MOVE = "by a move"
    BY_TIME = "by time that passes after a move"


class Measured(NamedTuple):
    """Numbers of a state, its clocks and the rule's memory; and what is measured."""

    state: int
    clocks: int
    memory: int
    measuring: bool = False
    """Whether an occasion is being measured."""
    broken: Breaks | None = None


class Effect(NamedTuple):
    """What the entries of a move are to a rule."""

    memory: int | None
    """The memory after them; None if they end what is measured."""
    begins: bool = False
    """Whether they are an occasion."""
    breaks: bool = False
    """Whether they have what must not come too soon."""


class Measuring(Explorer[TimedClocks, Measured]):
    """Search with a further clock for a call that breaks a timed rule."""

    def __init__(self, calls: Calls[TimedClocks], rule: Rule) -> None:
        """Search for a timed `rule` without scope and condition (`Property` refuses any other)."""
        super().__init__(calls)
        self._clocks = calls.graph.clocks
        pattern = rule.pattern
        assert isinstance(pattern, Within | NoSoonerThan)
        self._compiler = compiler = Compiler(calls.context)
        occasion = pattern.of if isinstance(pattern, Within) else pattern.after
        self._soon = isinstance(pattern, Within)
        self._span = length_of(pattern.time, calls.context.profile)
        self._occasion = compiler.match(occasion)
        self._then = compiler.match(pattern.then)
        self._unless = compiler.match(pattern.unless) if pattern.unless else None
        self._holds = compiler.state(rule.during)
        self._memories = Numbered[Memory]()
        self._cells = cache(partial(calls.graph.table.cells, self._clocks))
        self._effects = cache(self._first_of_each_effect)
        self._waited = cache(self._after_waiting)
        self._early = cache(self._within_span)

    def search(self) -> SearchResult:
        """Search for a shortest call that breaks the rule."""
        broken = self.visit(lambda node: node.broken is not None)
        states, moves, path = self.result(broken)
        if broken is None or path is None:
            return SearchResult(states, moves, None)
        since, came = len(path.cues) - 1, self.came[broken]
        while came is not None and came[0].measuring:
            since, came = since - 1, self.came[came[0]]
        if broken.broken is Breaks.BY_TIME:
            path = path._replace(span=Span(since, least=self._span + 1), waits=True)
        elif not self._soon:
            path = path._replace(span=Span(since, most=self._span - 1))
        return SearchResult(states - 1, moves, path)  # The broken state is not one of the call's.

    def begun(self, place: int, entries: Entries) -> Measured:
        memory = reduce(self._compiler.after, entries, self._compiler.first())
        return Measured(*self.graph.places.values_of[place], self._memories[memory])

    def state(self, node: Measured) -> CallState:
        return self.graph.table.states.values_of[node.state]

    def onward(self, node: Measured) -> Iterator[tuple[Measured, int, int]]:
        state, clocks, memory, measuring, _ = node
        for writing, change, to, over in self._cells(state, clocks):
            for cue, (then, begins, breaks) in self._effects(memory, writing, measuring):
                if breaks and (not measuring or self._early(clocks, change)):
                    yield node._replace(broken=Breaks.BY_A_MOVE), writing, cue
                if then is None:
                    continue
                if measuring or begins:
                    waited = self._waited(clocks, change, over, begins)
                    if isinstance(waited, Breaks):
                        yield node._replace(broken=waited), writing, cue
                    elif waited is not None:
                        yield Measured(to, waited, then, True), writing, cue
                if not measuring:
                    yield Measured(to, self._clocks.after(clocks, change, over), then), writing, cue
            self.moves += self.counts(writing)

    def _first_of_each_effect(
        self, memory: int, writing: int, measuring: bool
    ) -> list[tuple[int, Effect]]:
        """Return the first cue of each effect that a writing can have, and that effect."""
        effect = self._while_measuring if measuring else self._unmeasured
        before = self._memories.values_of[memory]
        each = [effect(before, entries) for _, entries in self.cues.of(writing)]
        return [(each.index(one), one) for one in dict.fromkeys(each)]

    def _while_measuring(self, memory: Memory, entries: Entries) -> Effect:
        for entry in entries:
            if self._then(entry, memory, FREE):
                return Effect(None, breaks=not self._soon)
            if self._unless and self._unless(entry, memory, FREE):
                return Effect(None)
            memory = self._compiler.after(memory, entry)
        return Effect(self._memories[memory])

    def _unmeasured(self, memory: Memory, entries: Entries) -> Effect:
        """Return the effect with no occasion measured: the entries may be one."""
        begins = breaks = False
        for entry in entries:
            if begins and self._then(entry, memory, FREE):
                begins, breaks = False, not self._soon and self._span > 0
            if self._holds(memory) and self._occasion(entry, memory, FREE):
                begins = True
            memory = self._compiler.after(memory, entry)
        return Effect(self._memories[memory], begins, breaks)

    def _after_waiting(
        self, clocks: int, change: int, over: bool, begins: bool
    ) -> int | Breaks | None:
        """Return the clocks after a move and any delay; None if it can no longer break the rule."""
        if over:
            return Breaks.BY_A_MOVE if self._soon else None
        zone = self._clocks.moved(clocks, change)
        zone = self._clocks.waited(zone.started(IT) if begins else zone, over=False)
        if self._soon and zone.at_least(IT, self._span + 1) is not None:
            return Breaks.BY_TIME
        if self._soon or zone.at_most(IT, self._span - 1) is not None:
            return self._clocks.zones[zone.beyond(IT, self._span)]
        return None

    def _within_span(self, clocks: int, change: int) -> bool:
        """Return whether the span can be too short just before a move."""
        zone = self._clocks.before(clocks, change)
        return zone is not None and zone.at_most(IT, self._span - 1) is not None
