"""The house: every call that runs here, its codes, and who may come in.

A code is short, is read out, and lets a person claim a seat. A token is unguessable, is never
shown, and holds the seat. The house is one process and forgets everything when it ends.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.hosting.hosted_call import SEATS, HostedCall, NotTaken
from simulator.seat.run_choices import seat_of, setup_for
from simulator.session.clock import Clock

LETTERS = "BCDFGHJKMNPQRTVWXY346789"
"""Letters of a code: none looks like another, and no vowels, so that no word comes up."""
CODE_LENGTH = 6
TOKEN_BYTES = 24
"""192 bits: can't be guessed."""
MINUTE: Millis = 60_000


@dataclass(frozen=True)
class Limits:
    """How much one house takes on (assumptions: a class, on one laptop)."""

    calls: int = 60
    seats: int = 90
    wrong_codes: int = 10
    """Wrong codes a minute from one place, before it has to wait."""
    idle: Millis = 15 * MINUTE
    """How long a call without anyone connected is kept."""


class SeatPlace(NamedTuple):
    """Where a token belongs."""

    call: HostedCall
    role: Role


@dataclass
class _Presence:
    """Who is connected to a call, and since when nobody is."""

    connected: int = 0
    empty_since: Millis = 0


@dataclass(frozen=True)
class CallRequest:
    """A call to open."""

    scenario: str
    profile: str = ""
    seed: int = 0
    speed: float = 1.0
    coached: bool = True
    lesson: bool = False


def _random_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


@dataclass
class House:
    """The calls of one server, on one clock."""

    library: Library
    clock: Clock
    limits: Limits = field(default_factory=Limits)
    new_code: Callable[[], str] = _random_code
    calls: dict[str, HostedCall] = field(default_factory=dict)
    _places: dict[str, SeatPlace] = field(default_factory=dict)
    _presence: dict[str, _Presence] = field(default_factory=dict)
    _wrong: dict[str, deque[Millis]] = field(default_factory=dict)

    # --- calls ------------------------------------------------------------------------------------

    def open_call(self, request: CallRequest) -> HostedCall:
        """Open a call with all seats of its scenario free.

        Raises:
            LibraryError: there is no such scenario or profile.
            ContentError: its file is wrong.
            NotTaken: the house is full.
        """
        self._need_room()
        scenario = self.library.scenario(request.scenario).scenario
        roles = tuple(role for role in SEATS if role in scenario.seats)
        place = seat_of(())._replace(roles=roles)
        setup = setup_for(
            self.library, scenario, place, profile=request.profile, seed=request.seed,
            speed=request.speed, coached=request.coached,
        )  # fmt: skip
        call = HostedCall(self._free_code(), setup, self.library, self.clock)
        call.lesson = request.lesson
        return self._add(call)

    def fork(self, call: HostedCall, at: Millis) -> HostedCall:
        """Open a call that goes on from an instant (ms) of another; NotTaken if full."""
        self._need_room()
        return self._add(call.fork(self._free_code(), at))

    def _need_room(self) -> None:
        self.sweep()
        if len(self.calls) >= self.limits.calls:
            raise NotTaken("too many calls are open here", "end one, or wait a few minutes")

    def _add(self, call: HostedCall) -> HostedCall:
        self.calls[call.code] = call
        self._presence[call.code] = _Presence(empty_since=self.clock.read())
        return call

    def _free_code(self) -> str:
        while (code := self.new_code()) in self.calls:
            pass
        return code

    def close(self, call: HostedCall) -> None:
        """Forget a call and its tokens."""
        self.calls.pop(call.code, None)
        self._presence.pop(call.code, None)
        self._places = {t: place for t, place in self._places.items() if place.call is not call}

    def sweep(self) -> None:
        """Forget calls that everyone has left."""
        now = self.clock.read()
        for code, there in [*self._presence.items()]:
            if not there.connected and now - there.empty_since > self.limits.idle:
                self.close(self.calls[code])

    # --- people -----------------------------------------------------------------------------------

    def claim(self, code: str, role: Role, place: str = "") -> str:
        """Take a free seat and return its token; `place` is where the request comes from.

        Raises NotTaken if no call has that code, the seat isn't free, or too many codes were wrong.
        """
        call = self.find(code, place)
        if len(self._places) >= self.limits.seats:
            raise NotTaken("too many seats are taken here", "end a call, or wait a few minutes")
        token = secrets.token_urlsafe(TOKEN_BYTES)
        call.claim(role, token)
        self._places[token] = SeatPlace(call, role)
        return token

    def find(self, code: str, place: str = "") -> HostedCall:
        """Return the call with that code, however it is typed; NotTaken if there is none."""
        now = self.clock.read()
        wrong = self._wrong.setdefault(place, deque())
        while wrong and now - wrong[0] > MINUTE:
            wrong.popleft()
        if len(wrong) >= self.limits.wrong_codes:
            raise NotTaken("too many wrong codes", "wait a minute, then try again")
        typed = "".join(letter for letter in code.upper() if letter.isalnum())
        call = self.calls.get(typed)
        if call is None:
            wrong.append(now)
            raise NotTaken("no call here has that code", "ask for the code again")
        if not wrong:
            del self._wrong[place]
        return call

    def place_of(self, token: str) -> SeatPlace:
        """Return the seat that a token holds; NotTaken if it holds none."""
        try:
            return self._places[token]
        except KeyError:
            raise NotTaken("this seat is not yours any more", "join again with a code") from None

    def leave(self, token: str) -> None:
        """Give up a seat: its token holds nothing any more."""
        place = self._places.pop(token, None)
        if place is not None:
            place.call.leave(place.role)

    def connect(self, call: HostedCall) -> None:
        """Count one more person who is connected to a call."""
        self._presence[call.code].connected += 1

    def disconnect(self, call: HostedCall) -> None:
        """Count one person less."""
        there = self._presence.get(call.code)
        if there is not None:
            there.connected -= 1
            there.empty_since = self.clock.read()

    def running(self) -> Iterator[HostedCall]:
        """Yield the calls that have begun."""
        return (call for call in self.calls.values() if call.begun)
