"""The house: every call that runs here, its codes, and who may come in.

A code is short, is read out, and lets a person claim a seat. A token is unguessable, is never
shown, and holds the seat. The house is one process and forgets everything when it ends.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from simulator.awareness.page_builder import PageBuilder
from simulator.content.files.find_files import is_path, path_of
from simulator.content.library.library import Library, is_shipped
from simulator.content.library.translations import load
from simulator.content.scenario.scenario import Scenario
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.hosting.devices import AWAY, HERE, Places
from simulator.hosting.gathering import Gathering, a_seed
from simulator.hosting.hosted_call import SEATS, HostedCall, NotTaken
from simulator.seat.run_choices import as_lesson, seat_of, setup_for
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
    """Seats that other devices hold at a time."""
    seats_of_one: int = 30
    """Seats that one of them holds: a class behind one router."""
    pages: int = 90
    """Pages of a session on other devices."""
    pages_of_one: int = 30
    """Those of one of them."""
    pages_kept: int = 10
    """Pages of a session that are kept for this machine and the leader's device."""
    leading: int = 10
    """Pages that lead a session; half of them for one device."""
    wrong_codes: int = 10
    """Wrong codes a minute from one device but this machine, before it has to wait."""
    idle: Millis = 15 * MINUTE
    """How long a call without anyone connected is kept."""
    finished: Millis = 10 * MINUTE
    """How long a call is kept that is over, and that nobody reads."""
    lost: Millis = 20_000
    """How long a seat in a lobby is kept for a page that is not connected."""


class SeatPlace(NamedTuple):
    """Where a token belongs."""

    call: HostedCall
    role: Role


@dataclass
class HeldSeat:
    """A seat that a token holds."""

    place: SeatPlace
    device: str
    since: Millis
    """When its page last came or went."""
    streams: int = 0
    came: bool = False
    """Whether its page was ever connected."""
    free: bool = False
    """Whether others may take it: its page was lost in the lobby, and may still come back."""

    @property
    def counts(self) -> bool:
        """Whether a person is in it, or will be."""
        return not self.free and not self.place.call.finished


@dataclass
class House:
    """The calls of one server, on one clock.

    Wherever a `device` is given, it is where a request comes from (`devices.device_of`).
    """

    library: Library
    clock: Clock
    limits: Limits = field(default_factory=Limits)
    calls: dict[str, HostedCall] = field(default_factory=dict)
    gathering: Gathering | None = None
    """The group session that is led here, if any."""
    ended_with: PageBuilder | None = None
    """What makes pages in the language and for the nations of the one that ended last, if any."""
    _leaders: Places[str] = field(init=False)
    _held: dict[str, HeldSeat] = field(default_factory=dict)
    _wrong: dict[str, list[Millis]] = field(default_factory=dict)
    walls: int = 0
    """How many walls are open."""
    _wall_went: Millis | None = None
    """When the last wall was closed; None before one was."""

    def __post_init__(self) -> None:
        """Begin without anyone who leads."""
        self._forget_leaders()

    def open_call(
        self, name: str, *, coached: bool = True, lesson: bool = False, seed: int = 0,
        handler: str = "", profile: str = "",
    ) -> HostedCall:  # fmt: skip
        """Open a call with all seats of its scenario free.

        Raises:
            LibraryError: there is no such scenario, or no such call handler.
            ContentError: its file is wrong.
            NotTaken: the house is full.
        """
        made = self._made(
            name, coached=coached, lesson=lesson, seed=seed, handler=handler, profile=profile
        )
        return self._add(made)

    def open_for(
        self, role: Role, name: str, *, coached: bool = True, lesson: bool = False,
        begin: bool = False, handler: str = "", seed: int = 0, profile: str = "", force: str = "",
    ) -> tuple[HostedCall, str]:  # fmt: skip
        """Open a call for a person at this machine; return it, and the token of their seat.

        It raises as `open_call` does, and NotTaken if the call has no such seat: nothing of a
        call that is refused is kept.
        """
        call = self._made(
            name, coached=coached, lesson=lesson, handler=handler, seed=seed, profile=profile,
            force=force,
        )  # fmt: skip
        call.claim(role)
        if begin:
            call.begin()
        return self._add(call), self._hold(SeatPlace(call, role), HERE)

    def _made(
        self, name: str, *, coached: bool, lesson: bool, seed: int = 0, handler: str = "",
        profile: str = "", force: str = "",
    ) -> HostedCall:  # fmt: skip
        scenario = self.scenario(name)
        if handler:
            self.library.lapses().handling(handler, Role.CALL_HANDLER)
        roles = tuple(role for role in SEATS if role in scenario.seats)
        place = seat_of(())._replace(roles=roles)
        setup = setup_for(
            self.library, scenario, place, seed=seed, coached=coached, handler=handler,
            profile=_id(profile), force=_id(force),
        )  # fmt: skip
        if lesson:
            setup = as_lesson(setup)
        call = HostedCall(self._free_code(), setup, self.library, self.clock)
        call.lesson = lesson
        return call

    def scenario(self, name: str) -> Scenario:
        """Return a scenario by its id alone: who asks may not read files of this machine."""
        return self.library.scenario(_id(name)).scenario

    def fork(self, call: HostedCall, at: Millis) -> HostedCall:
        """Open a call that goes on from an instant (ms) of another; NotTaken if full, or later."""
        return self._add(self._forked(call, at))

    def _forked(self, call: HostedCall, at: Millis) -> HostedCall:
        if not call.begun or not 0 <= at <= call.now:
            raise NotTaken("the call has not come to that moment", "choose an earlier one")
        return call.fork(self._free_code(), at)

    def make_room(self, calls: int = 1) -> None:
        """Forget the oldest calls that are over, as many as have to go for so many new ones.

        So goes one that all its people have left. One that a page shows goes last. NotTaken if that
        isn't enough: none is forgotten then.
        """
        self.sweep()
        over = [each for each in self.calls.values() if each.finished or self._is_left(each)]
        over.sort(key=lambda each: (each.is_read, each.finished_since or each.empty_since))
        too_many = len(self.calls) + calls - self.limits.calls
        if too_many > len(over):
            raise NotTaken("too many calls are open here", "end one, or wait a few minutes")
        for each in over[: max(0, too_many)]:
            self.close(each)

    def held_in(self, call: HostedCall) -> tuple[HeldSeat, ...]:
        """Return the seats of a call that tokens hold."""
        return tuple(each for each in self._held.values() if each.place.call is call)

    def _is_left(self, call: HostedCall) -> bool:
        """Return whether all people of a call that has begun gave up their seats for good."""
        held = any(each.place.call is call for each in self._held.values())
        return call.begun and bool(call.seats) and not held and not call.is_read

    def _add(self, call: HostedCall) -> HostedCall:
        self.make_room()
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
        self._held = {t: held for t, held in self._held.items() if held.place.call is not call}

    def sweep(self) -> None:
        """Forget calls that everyone has left, and free seats that were lost in a lobby."""
        now = self.clock.read()
        for call in [*self.calls.values()]:
            kept = self.limits.finished if call.finished else self.limits.idle
            if not call.is_read and now - call.empty_since > kept:
                self.close(call)
        for held in self._held.values():
            if self._is_lost(held) and now >= held.since + self.limits.lost:
                held.free = True
                held.place.call.leave(held.place.role)

    def wait(self) -> Millis | None:
        """Return real milliseconds until a seat that was lost is free, or None."""
        lost = [held.since for held in self._held.values() if self._is_lost(held)]
        return max(0, min(lost) + self.limits.lost - self.clock.read()) if lost else None

    def _is_lost(self, held: HeldSeat) -> bool:
        return not (held.streams or held.free or held.place.call.begun)

    def seats_for(self, call: HostedCall, device: str) -> tuple[Role, ...]:
        """Return the seats that a device can claim: free ones, and what it lost in the lobby."""
        lost = {held.place.role for held in self._lost_by(call, device).values()}
        return tuple(role for role in call.setup.seats if role in call.offered or role in lost)

    def _lost_by(self, call: HostedCall, device: str) -> dict[str, HeldSeat]:
        """Return the seats of a call that a device had taken and lost, by their tokens.

        A page that was never connected is on its way.
        """
        return {
            token: held
            for token, held in self._held.items()
            if held.place.call is call and held.device == device
            and held.came and self._is_lost(held)
        }  # fmt: skip

    def claim(self, code: str, role: Role, device: str = HERE) -> str:
        """Take a free seat and return its token.

        Raises NotTaken if no call has that code, the seat isn't free, there are too many, or too
        many codes were wrong.
        """
        call = self.find(code, device)
        self._need_seat(device)
        for token, held in self._lost_by(call, device).items():
            if held.place.role is role:
                self._release(token)
        call.claim(role)
        return self._hold(SeatPlace(call, role), device)

    def _need_seat(self, device: str) -> None:
        """Raise NotTaken if others hold too many seats; this machine always gets in."""
        if device == HERE:
            return
        others = [each for each in self._held.values() if each.counts and each.device != HERE]
        if len(others) >= self.limits.seats:
            raise NotTaken("too many seats are taken here", "end a call, or wait a few minutes")
        if sum(each.device == device for each in others) >= self.limits.seats_of_one:
            raise NotTaken("this device has too many seats", "leave one of them first")

    def _hold(self, place: SeatPlace, device: str) -> str:
        """Return a new token that holds a seat; one that lost it holds nothing any more."""
        self._held = {t: held for t, held in self._held.items() if held.place != place}
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._held[token] = HeldSeat(place, device, self.clock.read())
        return token

    def free(self, call: HostedCall, role: Role) -> None:
        """Free a seat of a lobby; NotTaken if nobody has it, or the call has begun."""
        if call.begun:
            raise NotTaken("this call has begun", "close it, or let its people go on")
        if role not in call.seats:
            raise NotTaken("nobody has that seat", "reload the page")
        call.leave(role)
        self._held = {t: held for t, held in self._held.items() if held.place != (call, role)}

    def find(self, code: str, device: str = HERE) -> HostedCall:
        """Return the call with that code, however it is typed; NotTaken if there is none."""
        self._refuse_guessing(device)
        call = self.calls.get(letters(code))
        if call is None:
            if device != HERE:
                self._wrong.setdefault(device, []).append(self.clock.read())
            raise NotTaken("no call here has that code", "ask for the code again")
        return call

    def _refuse_guessing(self, device: str) -> None:
        """Raise NotTaken after too many wrong codes; this machine's board shows it all of them."""
        if device == HERE:
            return
        since = self.clock.read() - MINUTE
        recent = {each: [at for at in wrong if at >= since] for each, wrong in self._wrong.items()}
        self._wrong = {each: wrong for each, wrong in recent.items() if wrong}
        if len(self._wrong.get(device, ())) >= self.limits.wrong_codes:
            raise NotTaken("too many wrong codes", "wait a minute, then try again")

    def take_up(self, call: HostedCall, at: Millis) -> HostedCall:
        """Go on from an instant (ms) of a call with the same people, in a call in its place.

        Their tokens stay. NotTaken if the call has not come to that instant.
        """
        other = self._forked(call, at)
        for token, held in self._held.items():
            if held.place.call is call and not held.free:
                other.claim(held.place.role)
                # Its streams are those of the old seat, and end with that.
                moved = SeatPlace(other, held.place.role)
                self._held[token] = replace(held, place=moved, streams=0)
        other.begin()
        self.close(call)
        return self._add(other)

    def place_of(self, token: str) -> SeatPlace:
        """Return the seat that a token holds; NotTaken if it holds none.

        A seat that was lost in a lobby is taken again, if nobody else has it by now.
        """
        held = self._held.get(token)
        if held is not None and held.free and held.place.role in held.place.call.offered:
            held.place.call.claim(held.place.role)
            held.free, held.since = False, self.clock.read()
        if held is None or held.free:
            raise NotTaken("this seat is not yours any more", "join again with a code")
        return held.place

    def holds(self, token: str, place: SeatPlace) -> bool:
        """Return whether a token still holds that seat; a trainer may close or move a call."""
        held = self._held.get(token)
        return held is not None and not held.free and held.place == place

    def leave(self, token: str) -> None:
        """Give up a seat or a page of the session: its token holds nothing any more."""
        self._leaders.drop(token)
        if self.gathering is not None:
            self.gathering.leave(token)
        self._leaders.drop(token)
        self._release(token)

    def _release(self, token: str) -> None:
        held = self._held.pop(token, None)
        if held is not None and not held.free:
            held.place.call.leave(held.place.role)

    def connect(self, token: str) -> Callable[[], None]:
        """Count a page that is connected to its seat; return what counts it as gone."""
        self.place_of(token)
        held = self._held[token]
        held.came = True
        self._count(held, 1)
        return partial(self._count, held, -1)

    def _count(self, held: HeldSeat, streams: int) -> None:
        held.streams += streams
        held.place.call.connected += streams
        held.since = held.place.call.empty_since = self.clock.read()

    def moving(self) -> Iterator[HostedCall | Gathering]:
        """Yield what the clock moves."""
        yield from (call for call in self.calls.values() if call.begun)
        if self.gathering is not None:
            yield self.gathering

    def open_gathering(self, plan: str, language: str) -> str:
        """Open the group session of this house, in place of the last one; return a leader's token.

        Raises LibraryError or ContentError for the plan or the language.
        """
        parts = replace(self.pages_of(plan, language), seed=a_seed())
        self._forget_leaders()
        self.ended_with = None
        self.gathering = Gathering(
            parts, self.clock, self._free_code(), self._free_code(), self._places_of_pages()
        )
        return self._page(self._leaders, HERE)

    def pages_of(self, plan: str, language: str) -> PageBuilder:
        """Return what makes the pages of a plan; LibraryError or ContentError if it can't be."""
        say = load(self.library, language)
        path = path_of(_id(plan), self.library.paths_of("plan"), "plan")
        if not is_shipped(path):
            # The checks take 12 ms to import. Shipped files have passed them.
            from simulator.content.checks.content_warnings import refuse_mistakes

            refuse_mistakes(self.library, path)
        return PageBuilder(self.library, self.library.plan(path).file, say)

    def lead_again(self) -> str:
        """Return a token for one more page that leads the running session; NotTaken without one."""
        if self.gathering is None:
            raise NotTaken("no session runs here", "open one")
        return self._page(self._leaders, HERE)

    def _places_of_pages(self) -> Places[str]:
        limits = self.limits
        most = limits.pages + limits.pages_kept
        return Places(most, of_one=limits.pages_of_one, kept=limits.pages_kept)

    def _forget_leaders(self) -> None:
        most = self.limits.leading
        self._leaders = Places(most, of_one=most // 2, kept=most // 2)

    def join_gathering(
        self, code: str, device: str = HERE, token: str = ""
    ) -> tuple[str, bool] | None:
        """Return a token for a page of the session, and whether it leads; None for another code.

        A page that has a `token` of that kind keeps it. Raises Full if too many pages are open, and
        NotTaken if too many codes from that device were wrong.
        """
        self._refuse_guessing(device)
        gathering, typed = self.gathering, letters(code)
        if gathering is None or typed not in (gathering.lead, gathering.join):
            return None
        leads = typed == gathering.lead
        pages = self._leaders if leads else gathering.joined
        if token not in pages:
            token = self._page(pages, device)
            if not leads:
                gathering.came(token)
        return token, leads

    def can_come_back(self, device: str) -> bool:
        """Return whether a page of the session or of a running call was closed on a device."""
        session = self.gathering is not None and self.gathering.closed_on(device) is not None
        return session or self._closed_seat(device) is not None

    def come_back(self, device: str) -> tuple[str, bool]:
        """Return a token for a page in the place of one closed on a device, and whether in a call.

        Who closes a tab loses what it holds. NotTaken if no page was closed on that device: one
        that has left has no place to come back to.
        """
        gathering = self.gathering
        closed = gathering.closed_on(device) if gathering is not None else None
        if gathering is not None and closed is not None:
            gathering.give_way(closed)
            return self._page(gathering.joined, device), False
        held = self._closed_seat(device)
        if held is None:
            raise NotTaken("no page was closed on this device", "type the code")
        return self._hold(held.place, device), True

    def _closed_seat(self, device: str) -> HeldSeat | None:
        """Return the seat in a running call whose page was closed last on a device."""
        mine = (
            held
            for held in self._held.values()
            if held.device == device and held.came and not held.streams
            and held.place.call.begun and held.counts
        )  # fmt: skip
        return max(mine, key=lambda held: held.since, default=None)

    def _page(self, pages: Places[str], device: str) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        # Of the pages that lead, some are kept for this machine alone.
        first = device == HERE if pages is self._leaders else self.comes_first(device)
        gone = pages.take(token, device, first=first)
        if gone is not None and self.gathering is not None:
            self.gathering.leave(gone)
        return token

    def comes_first(self, device: str) -> bool:
        """Return whether places are kept for a device: this machine, or one that leads."""
        return device == HERE or device in self._leaders.devices

    def gathering_of(self, token: str) -> tuple[Gathering, bool]:
        """Return the session of a token, and whether it leads; NotTaken if it holds no page."""
        if self.gathering is not None and token in self._leaders:
            return self.gathering, True
        if self.gathering is not None and token in self.gathering.joined:
            return self.gathering, False
        raise NotTaken("this page has left the session", "join again with a code")

    def open_page(self, token: str) -> Callable[[], None]:
        """Count a page of the session that is open; return what counts it as gone."""
        pages, (gathering, leads) = self._pages_of(token), self.gathering_of(token)
        pages.opened(token)
        gathering.page_came(token)

        def closed() -> None:
            pages.closed(token)
            if not leads and pages.is_away(token):
                gathering.page_went(token)

        return closed

    def open_wall(self) -> Callable[[], None]:
        """Count a wall that is open; return what counts it as gone."""
        self.walls += 1

        def closed() -> None:
            self.walls -= 1
            self._wall_went = self.clock.read()

        return closed

    @property
    def wall_gone(self) -> bool:
        """Whether a wall was open, and none has been for a while: who leads may not see it."""
        went = self._wall_went
        return not self.walls and went is not None and self.clock.read() - went >= AWAY

    def vote(self, token: str, option: int) -> None:
        """Vote for an option of the session's page, or take the vote back."""
        gathering, _ = self.gathering_of(token)
        gathering.vote(token, option, self._pages_of(token).device_of(token))

    def _pages_of(self, token: str) -> Places[str]:
        gathering, leads = self.gathering_of(token)
        return self._leaders if leads else gathering.joined

    def is_known(self, token: str) -> bool:
        """Return whether a token holds a seat or a page."""
        joined = () if self.gathering is None else self.gathering.joined
        return token in self._held or token in self._leaders or token in joined

    def end_gathering(self) -> None:
        """End the group session: nothing of it is kept but its language and nations.

        The projector goes on to show help lines in these: people may still write one down.
        """
        if self.gathering is not None:
            self.ended_with = self.gathering.session.parts
        self.gathering = None
        self._forget_leaders()


def _id(name: str) -> str:
    if is_path(name):
        raise NotTaken(f"{name} is not the id of anything here", "choose from the list")
    return name


def letters(code: str) -> str:
    """Return a code as it is kept, however it was typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
