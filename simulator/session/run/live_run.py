"""Live runs: a scenario with trainees in seats, played against a clock.

Roles without a seat are scripted or simulated as in a headless run, and the same acts at the same
simulated instants give the same log. `poll` catches up with the clock; its frequency changes
nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.hearing import ByMessage
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Outcome, Role
from simulator.session.clock import Clock, Pace
from simulator.session.participant import NOTHING, Reaction
from simulator.session.people.lapses.committed_lapse import CommittedLapse
from simulator.session.run import headless_run
from simulator.session.run.cast import Cast
from simulator.session.session import Session

MOST_SKIPPED: Millis = 60 * 60_000
"""Most time that is gone on with at once, in ms: no call takes so long to ring (assumption)."""


@dataclass(frozen=True)
class RunSetup:
    """The options of a run: what is played, and which seats are taken."""

    scenario: Scenario
    profile: Profile
    force: Force
    seed: int = 0
    seats: tuple[Role, ...] = ()
    """The roles of the trainee; empty in a demo."""
    coached: bool = False
    """Whether hints are shown during the call, and the trainee may rewind."""
    speed: float = 1.0
    """Simulated milliseconds per real one."""
    handler: str = ""
    """How the call handler handles the call, if no trainee has that seat; empty: as the scenario
    says."""
    operator: str = ""
    """The same of the operator."""


class PerformedAct(NamedTuple):
    """An act of a trainee."""

    after: int
    """The number of entries before it."""
    at: Millis
    role: Role
    action: do.Action


class Seat:
    """The participant of a taken seat: plans nothing, and collects its perceived log."""

    def __init__(self, role: Role) -> None:
        """Create the seat of `role`."""
        self.role = role
        self.ears = frozenset({role})
        self.heard: list[Entry] = []
        self.begins: dict[int, Millis] = {}
        """At how many entries each later call began, and when: a desk hears of it at its ring."""
        self._by_message = ByMessage()

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Collect the entry."""
        if not (self._by_message.misses(entry) and self.role is Role.CALLER):
            self.heard.append(entry)
        return NOTHING


class LiveRun:
    """One live run of a scenario."""

    def __init__(self, setup: RunSetup, clock: Clock) -> None:
        """Start the first call and its clock."""
        self.setup = setup
        self._clock = clock
        self.pace = Pace(clock, setup.speed)
        """The simulated time. While it is paused, acts still count, at the paused instant."""
        self._seats = {role: Seat(role) for role in setup.seats}
        self._log: list[Entry] = []
        self._polled = 0
        self._acts: list[PerformedAct] = []
        self._cast = Cast(
            setup.scenario,
            setup.profile,
            setup.force,
            setup.seed,
            self._seats,
            handler=setup.handler,
            operator=setup.operator,
        )
        self._calls = headless_run.sessions(self._cast, self._log)
        self._played: list[Session] = []
        self._session = self._next_session()

    def _next_session(self) -> Session:
        session = next(self._calls)
        session.on_next = self._rings_again
        self._played.append(session)
        return session

    def _rings_again(self) -> None:
        """Note for the seats of the line that a call begins while the incident is open.

        Police keep the incident on their desk: of the call they hear when it rings there.
        """
        for role, seat in self._seats.items():
            if role in (Role.CALLER, Role.OPERATOR):
                rings = self._session.next_call_at()
                seat.begins[len(seat.heard)] = self._session.now if rings is None else rings

    @property
    def number(self) -> int:
        """The number of the current call, from 1."""
        return self._session.number

    @property
    def log(self) -> Sequence[Entry]:
        """The whole log. No single role perceives all of it."""
        return self._log

    @property
    def call(self) -> Call:
        """The state of the current call; pass it to `possible` for the acts that are legal now."""
        return self._session.call

    @property
    def script(self) -> CallScript:
        """The script of the current call."""
        return self._cast.calls[self.number - 1][0]

    @property
    def now(self) -> Millis:
        """The simulated instant (ms); after the end of the call, its last instant."""
        return self._session.now if self.outcome is None else self._log[-1].at

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the current call, or None while it continues."""
        return self._session.outcome

    @property
    def lapses(self) -> Sequence[CommittedLapse]:
        """What operator and call handler have done badly so far. No seat sees it in the call."""
        return [each for session in self._played for each in headless_run.lapses_in(session)]

    @property
    def next_call_after(self) -> Millis | None:
        """Milliseconds to the next call if this one is over and another follows, else None."""
        rings = None if self.outcome is None else self._session.next_call_at()
        return None if rings is None else rings - self._log[-1].at

    @property
    def over(self) -> bool:
        """Whether the last call has ended."""
        return self.outcome is not None and self.next_call_after is None

    def heard(self, role: Role) -> Sequence[Entry]:
        """Return the perceived log of a seat, its own acts included; KeyError if it isn't taken."""
        return self._seats[role].heard

    def begins(self, role: Role) -> Mapping[int, Millis]:
        """Return at how many entries of a seat each later call began, and when."""
        return self._seats[role].begins

    @property
    def runs(self) -> bool:
        """Whether time advances without further calls."""
        return self._clock.runs and not self.pace.paused and self.outcome is None

    def poll(self) -> Sequence[Entry]:
        """Catch up with the clock. Return the entries since the last poll."""
        self._catch_up()
        new = self._log[self._polled :]
        self._polled = len(self._log)
        return new

    def wait(self) -> Millis | None:
        """Return real milliseconds until the next act or timer, or None if there is none."""
        due = self._session.next_due()
        # A timer fires strictly after its instant.
        return None if due is None else self.pace.until(due + 1)

    def skip_while(self, waits: Callable[[Call], bool]) -> None:
        """Go on at once to the first instant at which `waits` is not so, or nothing more is due.

        By `MOST_SKIPPED` at most: the sounds of a room go on for ever, and a ring may never come.
        """
        last = self.now + MOST_SKIPPED
        while waits(self.call) and (due := self._session.next_due()) is not None and due <= last:
            self._session.step()
        self.pace.leap(self.now)

    def act(self, role: Role, action: do.Action) -> Entry:
        """Perform an act of `role` now. The next `poll` returns what follows from it.

        Raises:
            NotPossible: equipment or physics rules it out; nothing has changed.
            KeyError: the seat isn't taken.
        """
        return self.inject(self._seats[role].role, action)

    def inject(self, role: Role, action: do.Action) -> Entry:
        """Perform an act of a role without a seat now, as a trainer may; NotPossible."""
        self._catch_up()
        return self._do(role, action)

    def go_on(self) -> None:
        """Start the next call from the same number at once; ValueError if none follows now."""
        if self.next_call_after is None:
            raise ValueError("no call follows now")
        heard = {role: len(seat.heard) for role, seat in self._seats.items()}
        self._session = self._next_session()
        for role, seat in self._seats.items():
            seat.begins[heard[role]] = self._session.now
        self.pace.leap(self._session.now)

    def again_from(self, at: Millis) -> LiveRun:
        """Return a new run of the same setup, paused just before the instant `at`.

        Repeats all entries before `at` by submitting the acts of people again. If `at` is still to
        come, the call advances to it.
        """
        fresh = LiveRun(self.setup, self._clock)
        fresh.pace.pause()
        fresh.pace.set_speed(self.pace.speed)
        happened = bisect_left(self._log, at, key=lambda entry: entry.at)
        for done in self._acts:
            if done.at < at:
                fresh._repeat(done.after)
                fresh._session.advance(done.at)
                fresh._do(done.role, done.action)
        fresh._repeat(happened)
        fresh._advance_before(at)
        return fresh

    def _repeat(self, happened: int) -> None:
        """Step until the log has `happened` entries."""
        while len(self._log) < happened:
            if self.outcome is None:
                self._session.step()
            else:
                self.go_on()

    def _advance_before(self, at: Millis) -> None:
        """Perform what is due before `at` in this call, timers included."""
        while self._session.step(at - 1):
            pass
        if self.outcome is None:
            self._session.advance(max(self.now, at - 1))
        self.pace.leap(self.now)

    def _catch_up(self) -> None:
        if self.outcome is None:
            self._session.advance(max(self._session.now, self.pace.now()))

    def _do(self, role: Role, action: do.Action) -> Entry:
        before = len(self._log)
        entry = self._session.submit(role, action)
        self._acts.append(PerformedAct(before, entry.at, role, action))
        return entry
