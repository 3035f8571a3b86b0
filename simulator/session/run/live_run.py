"""A scenario that people take part in: its calls, played against a clock.

Everybody who has no seat is played as in a headless run, and the same acts at the same simulated
instants give the same log. `poll` lets time catch up; how often it is asked changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.instant import Millis
from simulator.core.log import Entry, EventLog
from simulator.core.profile import Force, Profile
from simulator.core.terms import Outcome, Role
from simulator.session.clock import Clock, Pace
from simulator.session.participant import NOTHING, Reaction
from simulator.session.run import headless_run


@dataclass(frozen=True)
class RunSetup:
    """What is played, and who sits where."""

    scenario: Scenario
    profile: Profile
    force: Force
    seed: int = 0
    seats: tuple[Role, ...] = ()
    """The roles that people have; none in a demonstration."""
    coached: bool = False
    """Whether remarks are made while the call goes on, and moments may be tried again."""
    speed: float = 1.0
    """Simulated milliseconds in a real one."""


class PerformedAct(NamedTuple):
    """What a person did."""

    after: int
    """How many entries there were before it."""
    at: Millis
    role: Role
    action: do.Action


class Seat:
    """A person's place: it plans nothing, and keeps what can be perceived from there."""

    def __init__(self, role: Role) -> None:
        """The seat of `role`."""
        self.role = role
        self.ears = frozenset({role})
        self.heard: list[Entry] = []

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Keep it."""
        self.heard.append(entry)
        return NOTHING


class LiveRun:
    """A sitting with one scenario."""

    def __init__(self, setup: RunSetup, clock: Clock) -> None:
        """Begin the scenario's first call; time goes from now on."""
        self.setup = setup
        self._clock = clock
        self._pace = Pace(clock, setup.speed)
        self._seats = {role: Seat(role) for role in setup.seats}
        self._log = EventLog()
        self._told = 0
        self._acts: list[PerformedAct] = []
        self._ended: headless_run.EndedCalls = []
        self._begin(0)

    # --- what is seen ----------------------------------------------------------------------------

    @property
    def log(self) -> Sequence[Entry]:
        """Everything that has happened, as nobody on the line perceives it."""
        return self._log

    @property
    def call(self) -> Call:
        """The call as it stands, for `possible` and `why_not`."""
        return self._session.call

    @property
    def script(self) -> CallScript:
        """What the scenario says of the call that goes on."""
        return self.setup.scenario.calls_in_order[self.number - 1]

    @property
    def number(self) -> int:
        """Which call of the scenario it is, from 1."""
        return len(self._ended) + 1

    @property
    def now(self) -> Millis:
        """The simulated instant up to which everything has happened.

        A call that is over stands at its last instant.
        """
        return self._session.now if self.outcome is None else self._log[-1].at

    @property
    def outcome(self) -> Outcome | None:
        """How the call that goes on ended; none while it goes on."""
        return self._session.outcome

    @property
    def next_call_after(self) -> Millis | None:
        """When the call is over and another follows: milliseconds between the two."""
        gaps = self.setup.scenario.gaps
        if self.outcome is None or self.number == len(gaps):
            return None
        return gaps[self.number]

    @property
    def over(self) -> bool:
        """Whether the last call has ended."""
        return self.outcome is not None and self.next_call_after is None

    def heard(self, role: Role) -> Sequence[Entry]:
        """What the seat of `role` has perceived, what is done there included.

        Raises:
            KeyError: nobody sits there.
        """
        return self._seats[role].heard

    # --- time ------------------------------------------------------------------------------------

    @property
    def paused(self) -> bool:
        """Whether time stands still. People can still act: it happens at that instant."""
        return self._pace.paused

    @property
    def runs(self) -> bool:
        """Whether time goes on by itself."""
        return self._clock.runs and not self.paused and self.outcome is None

    @property
    def speed(self) -> float:
        """Simulated milliseconds in a real one."""
        return self._pace.speed

    def poll(self) -> Sequence[Entry]:
        """Let the call catch up with the clock; what is new since the last time."""
        self._catch_up()
        new = self._log[self._told :]
        self._told = len(self._log)
        return new

    def wait(self) -> Millis | None:
        """Real milliseconds until something happens by itself; none when nothing will."""
        due = self._session.next_due()
        # A timer fires strictly after its instant.
        return None if due is None else self._pace.until(due + 1)

    def until(self, instant: Millis) -> Millis | None:
        """Real milliseconds until a simulated instant; none while time stands still."""
        return self._pace.until(instant)

    def pause(self) -> None:
        """Let time stand still."""
        self._pace.pause()

    def resume(self) -> None:
        """Let time go on."""
        self._pace.resume()

    def set_speed(self, speed: float) -> None:
        """Go on faster or slower.

        Raises:
            ValueError: the speed is not a number above 0.
        """
        self._pace.set_speed(speed)

    # --- what people do --------------------------------------------------------------------------

    def act(self, role: Role, action: do.Action) -> Entry:
        """Do something now, as `role`. What it leads to is in the next `poll`.

        Raises:
            NotPossible: the equipment or physics rules it out; nothing has changed.
            KeyError: no person has that role.
        """
        seat = self._seats[role]
        self._catch_up()
        return self._do(seat.role, action)

    def go_on(self) -> None:
        """Begin the next call from the same number; the time in between is left out.

        Raises:
            ValueError: none follows, or this one goes on.
        """
        gap = self.next_call_after
        if gap is None:
            raise ValueError("no call follows now")
        self._ended.append((self._started, self.outcome))
        start = self._log[-1].at + gap
        self._pace.leap(start)
        self._begin(start)

    def again_from(self, at: Millis) -> LiveRun:
        """The same sitting at an earlier moment, standing still just before `at`.

        Everything that happened before `at` has happened again, what people did included, and
        nothing else. With an instant that has not come yet, the call first goes on until then.
        """
        fresh = LiveRun(self.setup, self._clock)
        fresh._pace.pause()
        fresh._pace.set_speed(self.speed)
        happened = bisect_left(self._log, at, key=lambda entry: entry.at)
        for done in self._acts:
            if done.at < at:
                fresh._repeat(done.after)
                fresh._session.advance(done.at)
                fresh._do(done.role, done.action)
        fresh._repeat(happened)
        fresh._stand_before(at)
        return fresh

    def _repeat(self, happened: int) -> None:
        """Let things happen by themselves until the log has so many entries."""
        while len(self._log) < happened:
            if self.outcome is None:
                self._session.step()
            else:
                self.go_on()

    def _stand_before(self, at: Millis) -> None:
        """Let everything happen in this call that happens before `at`, its timers included."""
        while (due := self._session.next_due()) is not None and due < at:
            self._session.step()
        if self.outcome is None:
            self._session.advance(max(self.now, at - 1))
        self._pace.leap(self.now)

    def _catch_up(self) -> None:
        """Let everything happen that is due by the clock."""
        if self.outcome is None:
            self._session.advance(max(self._session.now, self._pace.now()))

    def _do(self, role: Role, action: do.Action) -> Entry:
        before = len(self._log)
        entry = self._session.submit(role, action)
        self._acts.append(PerformedAct(before, entry.at, role, action))
        return entry

    def _begin(self, start: Millis) -> None:
        setup = self.setup
        cast = headless_run.Cast(
            setup.scenario, setup.profile, setup.force, setup.seed, self._seats
        )
        self._started = start
        self._session = headless_run.begin(cast, self._log, start, self._ended)
