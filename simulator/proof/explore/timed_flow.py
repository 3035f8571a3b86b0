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

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from simulator.core.call import Procedure, Transition
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.stimuli import Stimulus
from simulator.core.table import CallState
from simulator.core.terms import LineKind, Outcome, Timer
from simulator.proof.explore.act_classes import Acts
from simulator.proof.explore.clock_zones import Zone
from simulator.proof.explore.explorer import SearchResult, StatePath
from simulator.proof.explore.transition_system import Cue, Move, StepEntries, beginnings, begun
from simulator.rules.match_compiler import FREE, Compiler, Memory
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import NoSoonerThan, Rule, Within, length_of

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


class Measured(NamedTuple):
    """State of a call, the rule's memory, and whether an occasion is being measured."""

    place: TimedCall
    memory: Memory
    measuring: bool = False


class Breaks(Enum):
    """How a timed rule is broken."""

    BY_A_MOVE = "by a move"
    BY_TIME = "by time that passes after a move"


class Measuring:
    """Search for a call that breaks a timed rule."""

    def __init__(self, system: TimedFlow, rule: Rule, context: Context) -> None:
        """Search for `rule`.

        Raises:
            ValueError: the rule is not timed, has a scope or a condition, or lacks its context.
        """
        pattern = rule.pattern
        if not isinstance(pattern, Within | NoSoonerThan) or rule.scope or rule.applies_when:
            raise ValueError("only a timed rule without scope and condition is measured")
        self._compiler = compiler = Compiler(context)
        occasion = pattern.of if isinstance(pattern, Within) else pattern.after
        self._soon = isinstance(pattern, Within)
        self._system = system
        self._span = length_of(pattern.time, context.profile)
        self._occasion = compiler.match(occasion).test
        self._then = compiler.match(pattern.then).test
        self._unless = compiler.match(pattern.unless).test if pattern.unless else None
        self._holds = compiler.state(rule.during)
        self._came: dict[Measured, tuple[Measured, Cue] | None] = {}
        self._moves = 0
        self.span: Span | None = None
        """Span that the rule measures in the call found; None for an end without `then`."""
        self.waits = False
        """Whether the call found is broken by time passing after its last move."""

    def watch(self) -> SearchResult[TimedCall]:
        """Search for a shortest call that breaks the rule."""
        queue: deque[Measured] = deque()
        for place, entries in self._system.begin():
            memory = self._compiler.first()
            for entry in entries:
                memory = self._compiler.after(memory, entry)
            self._meet(Measured(self._system.waited(place), memory), None, queue)
        while queue:
            here = queue.popleft()
            for tick in self._system.ticks(here.place):
                self._moves += 1
                for there in self._after(here, tick):
                    if isinstance(there, Breaks):
                        path = self._path(here, tick.cue)
                        self._measured(here, there, path)
                        return SearchResult(len(self._came), self._moves, path)
                    self._meet(self._capped(there), (here, tick.cue), queue)
        return SearchResult(len(self._came), self._moves, None)

    def _meet(
        self, node: Measured, came: tuple[Measured, Cue] | None, queue: deque[Measured]
    ) -> None:
        if node not in self._came:
            self._came[node] = came
            if self._system.outcome(node.place) is None:
                queue.append(node)

    def _after(self, here: Measured, tick: Tick) -> Iterator[Measured | Breaks]:
        return self._measured_on(here, tick) if here.measuring else self._unmeasured(here, tick)

    def _measured_on(self, here: Measured, tick: Tick) -> Iterator[Measured | Breaks]:
        memory = here.memory
        for entry in tick.entries:
            if self._then(entry, memory, FREE):
                if not self._soon and tick.at.at_most(_IT, self._span - 1) is not None:
                    yield Breaks.BY_A_MOVE
                return
            if self._unless and self._unless(entry, memory, FREE):
                return
            memory = self._compiler.after(memory, entry)
        yield from self._waiting(tick.after, tick.after.zone, memory)

    def _unmeasured(self, here: Measured, tick: Tick) -> Iterator[Measured | Breaks]:
        """Yield the results of a move with no occasion measured: it may begin one, or not."""
        memory, begins = here.memory, False
        for entry in tick.entries:
            if begins and self._then(entry, memory, FREE):
                if not self._soon and self._span > 0:
                    yield Breaks.BY_A_MOVE
                begins = False
            if self._holds(memory) and self._occasion(entry, memory, FREE):
                begins = True
            memory = self._compiler.after(memory, entry)
        if begins:
            yield from self._waiting(tick.after, tick.after.zone.started(_IT), memory)
        yield Measured(self._system.waited(tick.after), memory)

    def _waiting(self, after: TimedCall, zone: Zone, memory: Memory) -> Iterator[Measured | Breaks]:
        """Yield the measured state after a move; nothing if the rule can no longer be broken."""
        if self._system.outcome(after) is not None:
            if self._soon:
                yield Breaks.BY_A_MOVE
            return
        place = self._system.waited(after._replace(zone=zone))
        if self._soon and place.zone.at_least(_IT, self._span + 1) is not None:
            yield Breaks.BY_TIME
        elif self._soon or place.zone.at_most(_IT, self._span - 1) is not None:
            yield Measured(place, memory, True)

    def _capped(self, there: Measured) -> Measured:
        if not there.measuring:
            return there
        zone = there.place.zone
        return there._replace(place=there.place._replace(zone=zone.beyond(_IT, self._span)))

    def _measured(self, here: Measured, broken: Breaks, path: StatePath[TimedCall]) -> None:
        """Store the span that a call breaking the rule must have."""
        since, node = len(path.cues) - 1, here
        while node.measuring:
            since -= 1
            came = self._came[node]
            assert came is not None, "nothing is measured before a call begins"
            node, _ = came
        if broken is Breaks.BY_TIME:
            self.span, self.waits = Span(since, least=self._span + 1), True
        elif not self._soon:
            self.span = Span(since, most=self._span - 1)

    def _path(self, node: Measured, last: Cue) -> StatePath[TimedCall]:
        cues = [last]
        while (came := self._came[node]) is not None:
            node, cue = came
            cues.append(cue)
        return StatePath(node.place, tuple(reversed(cues)))
