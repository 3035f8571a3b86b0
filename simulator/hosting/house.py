"""The house: every call that runs here, its codes, and who may come in.

A code is short, is read out, and lets a person claim a seat. A token is unguessable, is never
shown, and holds the seat. The house is one process and forgets everything when it ends.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.awareness.page_builder import PageBuilder
from simulator.content.files.find_files import is_path
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.content.scenario.scenario import Scenario
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.hosting.gathering import Gathering
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
class House:
    """The calls of one server, on one clock."""

    library: Library
    clock: Clock
    limits: Limits = field(default_factory=Limits)
    calls: dict[str, HostedCall] = field(default_factory=dict)
    gathering: Gathering | None = None
    """The group session that is led here, if any."""
    _leaders: set[str] = field(default_factory=set)
    _places: dict[str, SeatPlace] = field(default_factory=dict)
    _wrong: dict[str, list[Millis]] = field(default_factory=dict)

    def open_call(
        self, name: str, *, coached: bool = True, lesson: bool = False, seed: int = 0
    ) -> HostedCall:
        """Open a call with all seats of its scenario free.

        Raises:
            LibraryError: there is no such scenario.
            ContentError: its file is wrong.
            NotTaken: the house is full.
        """
        self._need_room()
        scenario = self.scenario(name)
        roles = tuple(role for role in SEATS if role in scenario.seats)
        place = seat_of(())._replace(roles=roles)
        setup = setup_for(self.library, scenario, place, seed=seed, coached=coached)
        call = HostedCall(self._free_code(), setup, self.library, self.clock)
        call.lesson = lesson
        return self._add(call)

    def scenario(self, name: str) -> Scenario:
        """Return a scenario by its id alone: who asks may not read files of this machine."""
        return self.library.scenario(_id(name)).scenario

    def fork(self, call: HostedCall, at: Millis) -> HostedCall:
        """Open a call that goes on from an instant (ms) of another; NotTaken if full, or later."""
        if not call.begun or not 0 <= at <= call.view.live.now:
            raise NotTaken("the call has not come to that moment", "choose an earlier one")
        self._need_room()
        return self._add(call.fork(self._free_code(), at))

    def _need_room(self) -> None:
        self.sweep()
        if len(self.calls) >= self.limits.calls:
            raise NotTaken("too many calls are open here", "end one, or wait a few minutes")

    def _add(self, call: HostedCall) -> HostedCall:
        self.calls[call.code] = call
        return call

    def _free_code(self) -> str:
        while True:
            code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
            if code not in self.calls:
                return code

    def close(self, call: HostedCall) -> None:
        """Forget a call and its tokens."""
        self.calls.pop(call.code, None)
        self._places = {t: place for t, place in self._places.items() if place.call is not call}

    def sweep(self) -> None:
        """Forget calls that everyone has left."""
        now = self.clock.read()
        for call in [*self.calls.values()]:
            if not call.connected and now - call.empty_since > self.limits.idle:
                self.close(call)

    def claim(self, code: str, role: Role, place: str = "") -> str:
        """Take a free seat and return its token; `place` is where the request comes from.

        Raises NotTaken if no call has that code, the seat isn't free, or too many codes were wrong.
        """
        call = self.find(code, place)
        if len(self._places) >= self.limits.seats:
            raise NotTaken("too many seats are taken here", "end a call, or wait a few minutes")
        token = secrets.token_urlsafe(TOKEN_BYTES)
        call.claim(role)
        self._places[token] = SeatPlace(call, role)
        return token

    def find(self, code: str, place: str = "") -> HostedCall:
        """Return the call with that code, however it is typed; NotTaken if there is none."""
        self._refuse_guessing(place)
        call = self.calls.get(letters(code))
        if call is None:
            self._wrong.setdefault(place, []).append(self.clock.read())
            raise NotTaken("no call here has that code", "ask for the code again")
        return call

    def _refuse_guessing(self, place: str) -> None:
        since = self.clock.read() - MINUTE
        recent = {each: [at for at in wrong if at >= since] for each, wrong in self._wrong.items()}
        self._wrong = {each: wrong for each, wrong in recent.items() if wrong}
        if len(self._wrong.get(place, ())) >= self.limits.wrong_codes:
            raise NotTaken("too many wrong codes", "wait a minute, then try again")

    def take_up(self, call: HostedCall, at: Millis) -> HostedCall:
        """Go on from an instant (ms) of a call with the same people, in a call in its place.

        Their tokens stay. NotTaken if the call has not come to that instant, or the house is full.
        """
        other = self.fork(call, at)
        for token, (of, role) in [*self._places.items()]:
            if of is call:
                other.claim(role)
                self._places[token] = SeatPlace(other, role)
        other.begin()
        self.close(call)
        return other

    def place_of(self, token: str) -> SeatPlace:
        """Return the seat that a token holds; NotTaken if it holds none."""
        try:
            return self._places[token]
        except KeyError:
            raise NotTaken("this seat is not yours any more", "join again with a code") from None

    def holds(self, token: str, place: SeatPlace) -> bool:
        """Return whether a token still holds that seat; a trainer may close or move a call."""
        return self._places.get(token) == place

    def leave(self, token: str) -> None:
        """Give up a seat: its token holds nothing any more."""
        if self.gathering is not None:
            self.gathering.joined.discard(token)
            self._leaders.discard(token)
        place = self._places.pop(token, None)
        if place is not None:
            place.call.leave(place.role)

    def connect(self, call: HostedCall, people: int = 1) -> None:
        """Count people who are connected to a call, or have gone."""
        call.connected += people
        call.empty_since = self.clock.read()

    def moving(self) -> Iterator[HostedCall | Gathering]:
        """Yield what the clock moves."""
        yield from (call for call in self.calls.values() if call.begun)
        if self.gathering is not None:
            yield self.gathering

    def open_gathering(self, plan: str, language: str) -> str:
        """Open the group session of this house, in place of the last one; return a leader's token.

        Raises LibraryError or ContentError for the plan or the language.
        """
        parts = self.pages_of(plan, language)
        self._leaders.clear()
        self.gathering = Gathering(parts, self.clock, self._free_code(), self._free_code())
        return self._token(self._leaders)

    def pages_of(self, plan: str, language: str) -> PageBuilder:
        """Return what makes the pages of a plan; LibraryError or ContentError if it can't be."""
        say = load(self.library, language)
        return PageBuilder(self.library, self.library.plan(_id(plan)).file, say)

    def lead_again(self) -> str:
        """Return a token for one more page that leads the running session; NotTaken without one."""
        if self.gathering is None:
            raise NotTaken("no session runs here", "open one")
        return self._token(self._leaders)

    def join_gathering(self, code: str, place: str = "") -> tuple[str, bool] | None:
        """Return a token for a page of the session, and whether it leads; None for another code.

        Raises NotTaken if too many pages have joined, or too many codes from `place` were wrong.
        """
        self._refuse_guessing(place)
        gathering, typed = self.gathering, letters(code)
        if gathering is None or typed not in (gathering.lead, gathering.join):
            return None
        if len(gathering.joined) >= self.limits.seats:
            raise NotTaken("too many pages have joined", "join in on paper: it counts the same")
        leads = typed == gathering.lead
        return self._token(self._leaders if leads else gathering.joined), leads

    def _token(self, kept: set[str]) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        kept.add(token)
        return token

    def gathering_of(self, token: str) -> tuple[Gathering, bool]:
        """Return the session of a token, and whether it leads; NotTaken if it holds no page."""
        if self.gathering is not None and token in self._leaders:
            return self.gathering, True
        if self.gathering is not None and token in self.gathering.joined:
            return self.gathering, False
        raise NotTaken("this page has left the session", "join again with a code")

    def end_gathering(self) -> None:
        """End the group session: nothing of it is kept."""
        self.gathering = None
        self._leaders.clear()


def _id(name: str) -> str:
    if is_path(name):
        raise NotTaken(f"{name} is not the id of anything here", "choose from the list")
    return name


def letters(code: str) -> str:
    """Return a code as it is kept, however it was typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
