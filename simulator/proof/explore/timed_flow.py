"""The flow with clocks: every call, with any possible act at any instant.

A state has a situation and a zone: exactly the readings that the running timers can have there. The
search is exact in both directions: it leaves out no instant and adds none. The reasons:

* The clocks are the timers of the machines. All start at an entry, run evenly and end at a fixed
  reading.
* No act, condition or outcome reads a clock, so a zone says as much as its readings.
* Every bound is a whole number of milliseconds and inclusive, as in a session. At one instant, acts
  come first, then timers in their order.

A rule that measures time adds one clock (`Measured`). It starts at any one occasion of the rule, so
the rule is broken exactly if some occasion breaks it. Readings past its span are merged, which
keeps the zones finite.

Utterances may last any time; they do not end calls.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import reduce
from typing import NamedTuple, Self

from simulator.core.call import Procedure, Transition
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.stimuli import Stimulus
from simulator.core.table import CallState
from simulator.core.terms import LineKind, Outcome, Timer
from simulator.proof.explore.explorer import Explorer, SearchResult, StatePath
from simulator.proof.explore.transition_system import (
    Acts,
    Cue,
    Move,
    StepEntries,
    beginnings,
    begun,
)
from simulator.rules.match_compiler import FREE, Compiler, Memory
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import NoSoonerThan, Rule, Within, length_of

FAR: Millis = 1 << 60
"""No bound."""


class Zone(NamedTuple):
    """Readings of some clocks, as a difference-bound matrix. Immutable.

    It has exactly the combinations of readings within the bounds, which are whole milliseconds and
    inclusive: the usual symbolic state of a timed automaton (Dill 1989; Bengtsson and Yi 2004).
    Every operation returns a zone in canonical form.
    """

    clocks: tuple[str, ...] = ()
    """The clocks, in alphabetical order."""
    bounds: tuple[tuple[Millis, ...], ...] = ((0,),)
    """`bounds[i][j]` is the upper bound of reading i minus reading j; index 0 is the constant 0."""

    def started(self, clock: str) -> Self:
        """Return the zone with `clock` started or restarted at 0."""
        zone = self.without(clock)
        at = sum(other < clock for other in zone.clocks) + 1
        rows = [list(row) for row in zone.bounds]
        for row in rows:
            row.insert(at, row[0])
        rows.insert(at, list(rows[0]))
        names = (*zone.clocks[: at - 1], clock, *zone.clocks[at - 1 :])
        return self._replace(clocks=names, bounds=tuple(map(tuple, rows)))

    def without(self, *clocks: str) -> Self:
        """Return the zone without these clocks."""
        gone = {at for at, clock in enumerate(self.clocks, 1) if clock in clocks}
        if not gone:
            return self
        kept = [at for at in range(len(self.bounds)) if at not in gone]
        return self._replace(
            clocks=tuple(clock for clock in self.clocks if clock not in clocks),
            bounds=tuple(tuple(self.bounds[i][j] for j in kept) for i in kept),
        )

    def later(self) -> Self:
        """Return the zone after any delay."""
        rows = [(row[0] if at == 0 else FAR, *row[1:]) for at, row in enumerate(self.bounds)]
        return self._replace(bounds=tuple(rows))

    def at_most(self, clock: str, reading: Millis) -> Self | None:
        """Return the part where `clock` reads at most `reading`; None if empty."""
        return self._bounded(self.clocks.index(clock) + 1, 0, reading)

    def at_least(self, clock: str, reading: Millis) -> Self | None:
        """Return the part where `clock` reads at least `reading`; None if empty."""
        return self._bounded(0, self.clocks.index(clock) + 1, -reading)

    def beyond(self, clock: str, limit: Millis) -> Self:
        """Return the zone with readings of `clock` past `limit` merged.

        Without this a clock that may run for ever would give infinitely many zones. It adds
        readings past the limit only, which no later step compares with anything.
        """
        at = self.clocks.index(clock) + 1
        rows = [list(row) for row in self.bounds]
        for other in range(len(rows)):
            if other != at:
                if rows[at][other] > limit:
                    rows[at][other] = FAR
                rows[other][at] = max(rows[other][at], -limit - 1)
        return self._closed(rows)

    def _bounded(self, one: int, other: int, bound: Millis) -> Self | None:
        """Return the zone with one more bound, in canonical form; None if empty."""
        old = self.bounds
        if old[one][other] <= bound:
            return self
        if old[other][one] + bound < 0:
            return None
        size = range(len(old))
        rows = tuple(
            tuple(_near(min(old[i][j], old[i][one] + bound + old[other][j])) for j in size)
            for i in size
        )
        return self._replace(bounds=rows)

    def _closed(self, rows: list[list[Millis]]) -> Self:
        size = range(len(rows))
        for k in size:
            for i in size:
                through = rows[i][k]
                if through < FAR:
                    for j in size:
                        rows[i][j] = min(rows[i][j], through + rows[k][j])
        return self._replace(bounds=tuple(tuple(map(_near, row)) for row in rows))


def _near(bound: Millis) -> Millis:
    """Return the bound; any sum with `FAR` becomes `FAR`, so equal zones compare equal."""
    return FAR if bound > FAR >> 1 else bound


_IT = "it"
"""Clock of the span that a rule measures."""
_ORDER = {timer: at for at, timer in enumerate(Timer)}


class TimedCall(NamedTuple):
    """State of a call with clocks."""

    situation: CallState
    zone: Zone


class Tick(NamedTuple):
    """One timed transition: the zone of the clocks before it, and the state after it."""

    cue: Cue
    entries: tuple[Entry, ...]
    at: Zone
    after: TimedCall


class TimedFlow:
    """Transition system of the flow with clocks, in which any role may do any possible act."""

    def __init__(self, procedure: Procedure, acts: Acts, lines: tuple[LineKind, ...] = ()) -> None:
        """Explore these acts on these kinds of line (default: all)."""
        self._procedure = procedure
        self._begun = tuple((TimedCall(each, Zone()), begun(each)) for each in beginnings(lines))
        self._ticks: dict[TimedCall, tuple[Tick, ...]] = {}
        self._entries = StepEntries(acts)

    def begin(self) -> Sequence[tuple[TimedCall, tuple[Entry, ...]]]:
        return self._begun

    def outcome(self, place: TimedCall) -> Outcome | None:
        return self._procedure.flow.ending(place.situation)

    def moves(self, place: TimedCall) -> Sequence[Move[TimedCall]]:
        return [Move(tick.cue, tick.entries, self.waited(tick.after)) for tick in self.ticks(place)]

    def waited(self, place: TimedCall) -> TimedCall:
        """Return the state after any delay in which no clock runs out."""
        if self.outcome(place) is not None:
            return place._replace(zone=Zone())
        zone = place.zone.later()
        for timer in _running(zone):
            within = zone.at_most(timer, self._procedure.timings.of(timer))
            assert within is not None, "a clock past its end would have been stopped"
            zone = within
        return place._replace(zone=zone)

    def ticks(self, place: TimedCall) -> Sequence[Tick]:
        """Return the moves from a state in which time has passed."""
        if place not in self._ticks:
            self._ticks[place] = tuple(self._find_ticks(place))
        return self._ticks[place]

    def _find_ticks(self, place: TimedCall) -> Iterator[Tick]:
        for cause in (*Stimulus, *_running(place.zone)):
            step = self._procedure.step(place.situation, cause)
            if not isinstance(step, Transition):
                continue
            at = self._ran_out(place.zone, cause) if isinstance(cause, Timer) else place.zone
            if at is None:
                continue
            after = at.without(*step.stop, *((cause,) if isinstance(cause, Timer) else ()))
            for timer, _ in step.start:
                after = after.started(timer)
            for cue, entries in self._entries.of(place.situation, cause, step):
                yield Tick(cue, entries, at, TimedCall(step.after, after))

    def _ran_out(self, before: Zone, timer: Timer) -> Zone | None:
        """Return the zone in which `timer` fires first; None if an earlier clock always wins."""
        length = self._procedure.timings.of
        zone = before.at_least(timer, length(timer))
        for other in _running(before):
            if zone is not None and _ORDER[other] < _ORDER[timer]:
                zone = zone.at_most(other, length(other) - 1)
        return zone


def _running(zone: Zone) -> list[Timer]:
    return [Timer(clock) for clock in zone.clocks if clock != _IT]


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
    """State of a call, the rule's memory, and whether an occasion is being measured."""

    place: TimedCall
    memory: Memory
    measuring: bool = False
    broken: Breaks | None = None


class Measuring:
    """The flow with a further clock, in a search for a call that breaks a timed rule."""

    def __init__(self, system: TimedFlow, rule: Rule, context: Context) -> None:
        """Search for a timed `rule` without scope and condition (`Property` refuses any other)."""
        pattern = rule.pattern
        assert isinstance(pattern, Within | NoSoonerThan)
        self._compiler = compiler = Compiler(context)
        occasion = pattern.of if isinstance(pattern, Within) else pattern.after
        self._soon = isinstance(pattern, Within)
        self._system = system
        self._span = length_of(pattern.time, context.profile)
        self._occasion = compiler.match(occasion).test
        self._then = compiler.match(pattern.then).test
        self._unless = compiler.match(pattern.unless).test if pattern.unless else None
        self._holds = compiler.state(rule.during)
        self._ticks = 0
        self.span: Span | None = None
        """Span that the rule measures in the call found; None for an end without `then`."""
        self.waits = False
        """Whether the call found is broken by time passing after its last move."""

    def watch(self) -> SearchResult[TimedCall]:
        """Search for a shortest call that breaks the rule."""
        explorer = Explorer[Measured, None](self, None, lambda _seen, _entry: None)
        broken = explorer.visit(lambda node: node.place.broken is not None)
        if broken is None:
            return SearchResult(explorer.states, self._ticks, None)
        path = explorer.path(broken)
        since, came = len(path.cues) - 1, explorer.came[broken]
        while came is not None and came[0].place.measuring:
            since, came = since - 1, explorer.came[came[0]]
        if broken.place.broken is Breaks.BY_TIME:
            self.span, self.waits = Span(since, least=self._span + 1), True
        elif not self._soon:
            self.span = Span(since, most=self._span - 1)
        # The broken state is not one of the call's.
        begins = path.begins.place
        return SearchResult(explorer.states - 1, self._ticks, StatePath(begins, path.cues))

    def begin(self) -> Sequence[tuple[Measured, tuple[Entry, ...]]]:
        first = self._compiler.first()
        return [
            (
                Measured(self._system.waited(place), reduce(self._compiler.after, entries, first)),
                entries,
            )
            for place, entries in self._system.begin()
        ]

    def outcome(self, place: Measured) -> Outcome | None:
        return self._system.outcome(place.place)

    def moves(self, place: Measured) -> Iterator[Move[Measured]]:
        if self.outcome(place) is not None:
            return
        for tick in self._system.ticks(place.place):
            self._ticks += 1
            after = self._measured_on if place.measuring else self._unmeasured
            for there in after(place, tick):
                yield Move(tick.cue, tick.entries, self._capped(there))

    def _measured_on(self, here: Measured, tick: Tick) -> Iterator[Measured]:
        memory = here.memory
        for entry in tick.entries:
            if self._then(entry, memory, FREE):
                if not self._soon and tick.at.at_most(_IT, self._span - 1) is not None:
                    yield here._replace(broken=Breaks.BY_A_MOVE)
                return
            if self._unless and self._unless(entry, memory, FREE):
                return
            memory = self._compiler.after(memory, entry)
        yield from self._waiting(here, tick.after, tick.after.zone, memory)

    def _unmeasured(self, here: Measured, tick: Tick) -> Iterator[Measured]:
        """Yield the results of a move with no occasion measured: it may begin one, or not."""
        memory, begins = here.memory, False
        for entry in tick.entries:
            if begins and self._then(entry, memory, FREE):
                if not self._soon and self._span > 0:
                    yield here._replace(broken=Breaks.BY_A_MOVE)
                begins = False
            if self._holds(memory) and self._occasion(entry, memory, FREE):
                begins = True
            memory = self._compiler.after(memory, entry)
        if begins:
            yield from self._waiting(here, tick.after, tick.after.zone.started(_IT), memory)
        yield Measured(self._system.waited(tick.after), memory)

    def _waiting(
        self, here: Measured, after: TimedCall, zone: Zone, memory: Memory
    ) -> Iterator[Measured]:
        """Yield the measured state after a move; nothing if the rule can no longer be broken."""
        if self._system.outcome(after) is not None:
            if self._soon:
                yield here._replace(broken=Breaks.BY_A_MOVE)
            return
        place = self._system.waited(after._replace(zone=zone))
        if self._soon and place.zone.at_least(_IT, self._span + 1) is not None:
            yield here._replace(broken=Breaks.BY_TIME)
        elif self._soon or place.zone.at_most(_IT, self._span - 1) is not None:
            yield Measured(place, memory, True)

    def _capped(self, there: Measured) -> Measured:
        if not there.measuring:
            return there
        zone = there.place.zone
        return there._replace(place=there.place._replace(zone=zone.beyond(_IT, self._span)))
