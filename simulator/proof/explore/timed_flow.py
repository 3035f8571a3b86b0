"""The flow with anybody in the seats and its clocks running: every call, at every instant.

A place is a situation and a zone: exactly the readings that the running clocks can show there. So
what is found of it is true of real calls and of all of them, in both directions: no instant is left
out, and none is added. It is exact because

* the clocks are the machines' timers, and where a rule can tell, the recording's voice; all start
  at an entry, run evenly and end at a fixed reading;
* no act, condition or outcome looks at a reading, and so a zone tells no less than its readings;
* every bound is a whole number of milliseconds that includes its end, as in a session: at one
  instant acts come before the ends of utterances and both before timers, timers in their order.

What a rule measures is one more clock (`Measured`): it starts at any one of the rule's occasions,
whichever, so that a rule is broken exactly if it is broken by some occasion. Past the span that the
rule names its readings are not told apart, which keeps zones finite.

People's utterances may last as long as they like; they do not end calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from simulator.core.call import Procedure, Transition
from simulator.core.instant import Millis
from simulator.core.log import Entry, LinePlayed
from simulator.core.profile import Profile
from simulator.core.stimuli import Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Intent, LineKind, Outcome, Role, Timer
from simulator.proof.explore import transition_system
from simulator.proof.explore.act_classes import ClassifiedAct
from simulator.proof.explore.clock_zones import Zone
from simulator.proof.explore.explorer import SearchResult, StatePath
from simulator.proof.explore.shortest_schedule import Span
from simulator.proof.explore.transition_system import Cue, Move, StepEntries, begun, speakers
from simulator.proof.explore.untimed_flow import beginnings
from simulator.rules.compiler import Compiler
from simulator.rules.match import Context
from simulator.rules.monitor_memory import Memory, first_memory, next_memory
from simulator.rules.patterns import NoSoonerThan, Rule, Within, length_of
from simulator.rules.predicates import FREE

_IT = "it"
"""The clock of what a rule measures."""
_VOICE = "voice"
"""The clock of what the recording says."""
_ORDER = {timer: at for at, timer in enumerate(Timer)}


class TimedCall(NamedTuple):
    """A call while its clocks run."""

    situation: CallState
    zone: Zone
    speaking: frozenset[Role] = frozenset()
    saying: Intent | None = None
    """What the recording says."""


class Tick(NamedTuple):
    """One thing that can happen: its zone as it happens, and as it has just happened."""

    cue: Cue
    entries: tuple[Entry, ...]
    at: Zone
    after: TimedCall


class TimedFlow:
    """The flow with anybody in the seats and its clocks running."""

    def __init__(
        self,
        profile: Profile,
        procedure: Procedure,
        acts: Mapping[Stimulus, tuple[ClassifiedAct, ...]],
        lines: tuple[LineKind, ...] = (),
        *,
        speech: bool = False,
    ) -> None:
        """`acts` are what can be done; `lines` the kinds of line, all if there are none.

        With `speech` an utterance takes until its end; else its end may come at any moment.
        """
        self._profile = profile
        self._procedure = procedure
        self._speech = speech
        self._begun = tuple(
            (TimedCall(situation, Zone()), begun(situation))
            for situation, _ in beginnings()
            if situation.kind in (lines or LineKind)
        )
        self._ticks: dict[TimedCall, tuple[Tick, ...]] = {}
        self._entries = StepEntries(acts)

    def begin(self) -> Sequence[tuple[TimedCall, tuple[Entry, ...]]]:
        """Every kind of line with each coverage."""
        return self._begun

    def outcome(self, place: TimedCall) -> Outcome | None:
        """How the call ended, if it did."""
        return self._procedure.flow.ending(place.situation)

    def moves(self, place: TimedCall) -> Sequence[Move[TimedCall]]:
        """Any act at any instant, and whatever clock comes to its end."""
        return [Move(tick.cue, tick.entries, self.waited(tick.after)) for tick in self.ticks(place)]

    def waited(self, place: TimedCall) -> TimedCall:
        """After any time for which nothing happens."""
        if self.outcome(place) is not None:
            return place._replace(zone=Zone())
        zone = place.zone.later()
        for clock in zone.clocks:
            if clock != _IT:
                within = zone.at_most(clock, self._length(clock, place))
                assert within is not None, "a clock past its end would have been stopped"
                zone = within
        return place._replace(zone=zone)

    def ticks(self, place: TimedCall) -> Sequence[Tick]:
        """All that can happen at a place where time has passed."""
        if place not in self._ticks:
            self._ticks[place] = tuple(self._happenings(place))
        return self._ticks[place]

    def _length(self, clock: str, place: TimedCall) -> Millis:
        if clock == _VOICE:
            assert place.saying is not None
            return self._profile.length(place.saying, self._profile.words(place.saying))
        return self._procedure.timings.of(Timer(clock))

    def _happenings(self, place: TimedCall) -> Iterator[Tick]:
        running = [Timer(clock) for clock in place.zone.clocks if clock not in (_IT, _VOICE)]
        for cause in (*Stimulus, *running):
            step = self._procedure.step(place.situation, cause)
            if not isinstance(step, Transition):
                continue
            zone = self._ran_out(place, cause) if isinstance(cause, Timer) else place.zone
            if zone is None:
                continue
            for cue, entries in self._entries.of(place.situation, cause, step):
                at: Zone | None = zone
                if self._speech:
                    if not transition_system.can_be_cued(cue, place.speaking):
                        continue
                    if isinstance(cue, ClassifiedAct) and cue.role is Role.RECORDING:
                        at = self._said(place)
                if at is not None:
                    yield Tick(cue, entries, at, self._after(place, cue, step, at))

    def _ran_out(self, place: TimedCall, timer: Timer) -> Zone | None:
        """Where `timer` has come to its end, and nothing that comes first at the same instant."""
        zone = place.zone.at_least(timer, self._length(timer, place))
        for clock in place.zone.clocks:
            first = clock == _VOICE or (clock != _IT and _ORDER[Timer(clock)] < _ORDER[timer])
            if zone is not None and first:
                zone = zone.at_most(clock, self._length(clock, place) - 1)
        return zone

    def _said(self, place: TimedCall) -> Zone | None:
        """Where the recording has said its line."""
        return place.zone.at_least(_VOICE, self._length(_VOICE, place))

    def _after(self, place: TimedCall, cue: Cue, step: Transition, at: Zone) -> TimedCall:
        ended = (cue,) if isinstance(cue, Timer) else ()
        zone = at.without(*step.stop, *ended)
        for timer, _ in step.start:
            zone = zone.started(timer)
        if not self._speech:
            return TimedCall(step.after, zone)
        speaking = speakers(place.speaking, cue, step)
        saying = place.saying if Role.RECORDING in speaking else None
        if saying is None:
            zone = zone.without(_VOICE)
        for body in step.decided:
            if isinstance(body, LinePlayed):
                zone, saying = zone.started(_VOICE), body.intent
        return TimedCall(step.after, zone, speaking, saying)


class Measured(NamedTuple):
    """A call, how things stand by what is remembered, and whether an occasion is measured."""

    place: TimedCall
    memory: Memory
    measuring: bool = False


class Breaks(Enum):
    """How a rule is broken."""

    BY_A_MOVE = "by a move"
    BY_TIME = "by time that passes after a move"


class Measuring:
    """A rule that measures time, watched in a clocked world."""

    def __init__(self, world: TimedFlow, rule: Rule, context: Context) -> None:
        """Watch `rule`, which has no scope and no condition.

        Raises:
            ValueError: it measures no time, or it compares with what the context does not have.
        """
        pattern = rule.pattern
        if not isinstance(pattern, Within | NoSoonerThan) or rule.scope or rule.applies_when:
            raise ValueError("only a timed rule without scope and condition is measured")
        compiler = Compiler(context)
        occasion = pattern.of if isinstance(pattern, Within) else pattern.after
        self._soon = isinstance(pattern, Within)
        self._world = world
        self._span = length_of(pattern.time, context.profile)
        self._occasion = compiler.match(occasion).test
        self._then = compiler.match(pattern.then).test
        self._unless = compiler.match(pattern.unless).test if pattern.unless else None
        self._holds = compiler.state(rule.during) if rule.during else lambda _: True
        self._registers = tuple(compiler.registers)
        self._came: dict[Measured, tuple[Measured, Cue] | None] = {}
        self._moves = 0
        self.span: Span | None = None
        """Of the call that was found: what the rule measures in it."""
        self.waits = False
        """Whether it is broken by time that passes."""

    def watch(self) -> SearchResult[TimedCall]:
        """Look for a call that breaks the rule, shortest first."""
        queue: deque[Measured] = deque()
        for place, entries in self._world.begin():
            memory = first_memory(self._registers)
            for entry in entries:
                memory = next_memory(self._registers, memory, entry)
            self._meet(Measured(self._world.waited(place), memory), None, queue)
        while queue:
            here = queue.popleft()
            for tick in self._world.ticks(here.place):
                self._moves += 1
                for there in self._after(here, tick):
                    if isinstance(there, Breaks):
                        way = self._way(here, tick.cue)
                        self._measured(here, there, way)
                        return SearchResult(len(self._came), self._moves, way)
                    self._meet(self._capped(there), (here, tick.cue), queue)
        return SearchResult(len(self._came), self._moves, None)

    def _meet(
        self, node: Measured, came: tuple[Measured, Cue] | None, queue: deque[Measured]
    ) -> None:
        if node not in self._came:
            self._came[node] = came
            if self._world.outcome(node.place) is None:
                queue.append(node)

    def _after(self, here: Measured, tick: Tick) -> Iterator[Measured | Breaks]:
        """Yield where a move leads, with an occasion measured or not, or how it breaks the rule."""
        return self._measured_on(here, tick) if here.measuring else self._unmeasured(here, tick)

    def _measured_on(self, here: Measured, tick: Tick) -> Iterator[Measured | Breaks]:
        """With an occasion that is measured already."""
        memory = here.memory
        for entry in tick.entries:
            if self._then(entry, memory, FREE):
                if not self._soon and tick.at.at_most(_IT, self._span - 1) is not None:
                    yield Breaks.BY_A_MOVE
                return
            if self._unless and self._unless(entry, memory, FREE):
                return
            memory = next_memory(self._registers, memory, entry)
        yield from self._waiting(tick.after, tick.after.zone, memory)

    def _unmeasured(self, here: Measured, tick: Tick) -> Iterator[Measured | Breaks]:
        """With no occasion measured yet: one of this move may be, or none."""
        memory, begins = here.memory, False
        for entry in tick.entries:
            if begins and self._then(entry, memory, FREE):
                if not self._soon and self._span > 0:
                    yield Breaks.BY_A_MOVE
                begins = False
            if self._holds(memory) and self._occasion(entry, memory, FREE):
                begins = True
            memory = next_memory(self._registers, memory, entry)
        if begins:
            yield from self._waiting(tick.after, tick.after.zone.started(_IT), memory)
        yield Measured(self._world.waited(tick.after), memory)

    def _waiting(self, after: TimedCall, zone: Zone, memory: Memory) -> Iterator[Measured | Breaks]:
        """With an occasion measured after a move; nothing once the rule can no longer break."""
        if self._world.outcome(after) is not None:
            if self._soon:
                yield Breaks.BY_A_MOVE
            return
        place = self._world.waited(after._replace(zone=zone))
        if self._soon and place.zone.at_least(_IT, self._span + 1) is not None:
            yield Breaks.BY_TIME
        elif self._soon or place.zone.at_most(_IT, self._span - 1) is not None:
            yield Measured(place, memory, True)

    def _capped(self, there: Measured) -> Measured:
        """Where it is measured, no further than the rule looks."""
        if not there.measuring:
            return there
        zone = there.place.zone
        return there._replace(place=there.place._replace(zone=zone.beyond(_IT, self._span)))

    def _measured(self, here: Measured, broken: Breaks, way: StatePath[TimedCall]) -> None:
        """Keep what is measured in a call that breaks the rule."""
        since, node = len(way.cues) - 1, here
        while node.measuring:
            since -= 1
            came = self._came[node]
            assert came is not None, "nothing is measured before a call begins"
            node, _ = came
        if broken is Breaks.BY_TIME:
            self.span, self.waits = Span(since, least=self._span + 1), True
        elif not self._soon:
            self.span = Span(since, most=self._span - 1)

    def _way(self, node: Measured, last: Cue) -> StatePath[TimedCall]:
        cues = [last]
        while (came := self._came[node]) is not None:
            node, cue = came
            cues.append(cue)
        return StatePath(node.place, tuple(reversed(cues)))
