"""Search for calls that break a rule which measures time.

Such a rule adds one clock to a timed graph. It starts at any one occasion of the rule, so the rule
is broken exactly if some occasion breaks it. Readings past its span are merged, which keeps the
zones finite.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache, partial, reduce
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.terms import LineKind
from simulator.proof.explore.clocks import IT, TimedClocks
from simulator.proof.explore.explorer import Explorer, SearchResult, StatePath
from simulator.proof.explore.graph import Cues, Entries, FlowTable, beginnings, begun
from simulator.proof.explore.numbered import Numbered
from simulator.proof.explore.zone import Zone
from simulator.rules.match_compiler import FREE, Compiler, Memory
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import NoSoonerThan, Rule, Within, length_of


class Span(NamedTuple):
    """Bounds on the time from one move to the last instant, in milliseconds, both inclusive."""

    since: int
    """Index of that move."""
    least: Millis | None = None
    most: Millis | None = None


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


class Measuring(Explorer[Measured]):
    """Search with a further clock for a call that breaks a timed rule."""

    def __init__(
        self, table: FlowTable, clocks: TimedClocks, cues: Cues, rule: Rule, context: Context
    ) -> None:
        """Search for a timed `rule` without scope and condition (`Property` refuses any other)."""
        super().__init__(cues)
        pattern = rule.pattern
        assert isinstance(pattern, Within | NoSoonerThan)
        self._table = table
        self._clocks = clocks
        self._compiler = compiler = Compiler(context)
        occasion = pattern.of if isinstance(pattern, Within) else pattern.after
        self._soon = isinstance(pattern, Within)
        self._span = length_of(pattern.time, context.profile)
        self._occasion = compiler.match(occasion).test
        self._then = compiler.match(pattern.then).test
        self._unless = compiler.match(pattern.unless).test if pattern.unless else None
        self._holds = compiler.state(rule.during)
        self._memories = Numbered[Memory]()
        self._cells = cache(partial(table.cells, clocks=clocks))
        self._effects = cache(self._first_of_each_effect)
        self._waited = cache(self._after_waiting)
        self._early = cache(self._within_span)
        self.span: Span | None = None
        """Span that the rule measures in the call found; None for an end without `then`."""
        self.waits = False
        """Whether the call found is broken by time passing after its last move."""

    def search(self, lines: tuple[LineKind, ...] = ()) -> SearchResult:
        """Search for a shortest call that breaks the rule, on these lines (default: all)."""
        first = self._compiler.first()
        broken = self.visit(
            [
                Measured(
                    self._table.states[state],
                    0,
                    self._memories[reduce(self._compiler.after, begun(state), first)],
                )
                for state in beginnings(lines)
            ],
            lambda node: node.broken is not None,
        )
        if broken is None:
            return SearchResult(self.states, self.moves, None)
        begins, cues = self.path(broken)
        since, came = len(cues) - 1, self.came[broken]
        while came is not None and came[0].measuring:
            since, came = since - 1, self.came[came[0]]
        if broken.broken is Breaks.BY_TIME:
            self.span, self.waits = Span(since, least=self._span + 1), True
        elif not self._soon:
            self.span = Span(since, most=self._span - 1)
        # The broken state is not one of the call's.
        path = StatePath(self._table.states.values_of[begins.state], cues)
        return SearchResult(self.states - 1, self.moves, path)

    def onward(self, node: Measured) -> Iterator[tuple[Measured, int, int]]:
        state, clocks, memory, measuring, _ = node
        for writing, change, to, over in self._cells(state, running=clocks):
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
        if self._soon or self._short(zone):
            return self._clocks.zones[zone.beyond(IT, self._span)]
        return None

    def _within_span(self, clocks: int, change: int) -> bool:
        """Return whether the span can be too short just before a move."""
        zone = self._clocks.before(clocks, change)
        return zone is not None and self._short(zone)

    def _short(self, zone: Zone) -> bool:
        return zone.at_most(IT, self._span - 1) is not None
