"""A house with many devices, simulated: each does what it likes, and none harms another.

Hypothesis draws what the devices do, and prints a course that breaks an invariant. It is repeated
from its seed: ``pytest --hypothesis-seed=N``. There are three simulations, of what can't touch each
other: places alone, a group session, and calls with their seats.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import NamedTuple

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.core.terms import Role
from simulator.hosting.devices import HERE, Full, Places, device_of
from simulator.hosting.gathering import FEWEST, Gathering
from simulator.hosting.hosted_call import SEATS, HostedCall, NotTaken
from simulator.hosting.house import House, Limits
from simulator.session.clock import ManualClock
from tests.daily import examples
from tests.session.calls import LIBRARY

PHONES = [*map(device_of, ("192.0.2.2", "192.0.2.3", "192.0.2.4", "2001:db8::9"))]
DEVICES = st.sampled_from([HERE, *PHONES])
# Few phones ask for much; the others for little.
GREEDY = st.sampled_from([*PHONES[:1] * 4, *PHONES[1:2] * 2, *PHONES, HERE])
PICK = st.integers(0, 1_000)


def would_get_in(places: Places[str], device: str, *, first: bool = False) -> bool:
    """Return whether a device would get a place now."""
    try:
        deepcopy(places).take("new", device, first=first)
    except Full:
        return False
    return True


def shares_are_kept(places: Places[str], coming_first: Callable[[str], bool]) -> None:
    """Check the bounds of places, and that each device with less than its share gets one."""
    counts = places.devices
    assert len(places) <= places.most
    first = {device for device in counts if coming_first(device)} | {HERE}
    others = {device: count for device, count in counts.items() if device not in first}
    assert sum(others.values()) <= places.most - places.kept
    assert all(count <= places.of_one for count in others.values())
    assert would_get_in(places, HERE, first=True) or sum(counts[each] for each in first) >= max(
        places.kept, 1
    )
    for device in {*others, PHONES[-1], "192.0.2.99"} - first:
        share = min(
            places.of_one,
            (places.most - places.kept) // len({*others, device}),
            places.most // len({*counts, device}),
        )
        assert counts[device] >= share or would_get_in(places, device)


def check_what_went(
    before: Places[str], gone: str, device: str, *, first: bool, was_open: bool
) -> None:
    """Check that a place which had to go was no other device's share."""
    counts = before.devices
    loser = before.device_of(gone)
    if loser != device:
        assert counts[loser] > counts[device] + was_open
        assert (loser == HERE) >= first, "what comes first takes nothing from others"
    if loser == HERE and not first:
        assert counts[HERE] > before.kept, "what is kept is not given away"


class Doors(RuleBasedStateMachine):
    """Connections: devices open, use and close them."""

    def __init__(self) -> None:
        super().__init__()
        self.doors: Places[str] = Places(8, of_one=5, kept=2)
        self.open: Counter[str] = Counter()
        self.number = 0

    @rule(device=GREEDY, times=st.integers(1, 4), used=st.booleans())
    def connect(self, device: str, times: int, used: bool) -> None:
        for _ in range(times):
            before, first = deepcopy(self.doors), device == HERE
            self.number += 1
            key = str(self.number)
            try:
                gone = self.doors.take(key, device, first=first)
            except Full:
                return
            if gone is not None:
                was_open = self.open[gone] > 0
                check_what_went(before, gone, device, first=first, was_open=was_open)
                assert was_open is (gone not in before._away)
                del self.open[gone]
            if used:
                self.doors.opened(key)
                self.open[key] += 1

    @precondition(lambda self: len(self.doors) > 0)
    @rule(which=PICK, used=st.booleans())
    def use(self, which: int, used: bool) -> None:
        key = [*self.doors][which % len(self.doors)]
        if used:
            self.doors.opened(key)
            self.open[key] += 1
        elif self.open[key]:
            self.doors.closed(key)
            self.open[key] -= 1

    @precondition(lambda self: len(self.doors) > 0)
    @rule(which=PICK)
    def disconnect(self, which: int) -> None:
        key = [*self.doors][which % len(self.doors)]
        self.doors.drop(key)
        del self.open[key]

    @invariant()
    def no_device_keeps_another_out(self) -> None:
        shares_are_kept(self.doors, lambda device: device == HERE)
        assert {key for key in self.doors if not self.open[key]} == {*self.doors._away}


class Session(RuleBasedStateMachine):
    """A group session: devices join, vote, look away, leave and lead."""

    @initialize()
    def begin(self) -> None:
        limits = Limits(pages=5, pages_of_one=4, pages_kept=2, leading=4)
        self.house = House(LIBRARY, ManualClock(), limits)
        self.pages = {self.house.open_gathering("twenty-minutes", "en"): HERE}
        """The device of each token."""
        self.seat = self.house.open_for(Role.CALLER, "partner-in-the-room")[1]
        self.streams: list[tuple[str, Callable[[], None]]] = []
        self.answered: dict[str, str] = {}
        """The devices of those who voted on this page, by token."""
        self.since: set[str] = set()
        """Those that did since answers were last shown."""
        self.revealed_by = 0
        self.shown = [0, 0, 0]
        self.gathering.do("jump", 3)

    @property
    def gathering(self) -> Gathering:
        assert self.house.gathering is not None
        return self.house.gathering

    def one_of(self, which: int) -> str:
        return [*self.pages][which % len(self.pages)]

    @rule(device=GREEDY, times=st.integers(1, 4), stays=st.booleans(), votes=st.booleans())
    def join(self, device: str, times: int, stays: bool, votes: bool) -> None:
        for _ in range(times):
            before = deepcopy(self.gathering.joined)
            first = self.house.comes_first(device)
            try:
                found = self.house.join_gathering(self.gathering.join, device)
            except Full:
                return
            assert found is not None
            token, leads = found
            assert not leads
            for gone in {*before} - {*self.gathering.joined}:
                was_open = gone not in before._away
                if not first:
                    check_what_went(before, gone, device, first=first, was_open=was_open)
            self.pages[token] = device
            if stays:
                self.streams.append((token, self.house.open_page(token)))
            if votes:
                self.votes(token, 0)

    @rule(device=DEVICES)
    def lead(self, device: str) -> None:
        with suppress(Full):
            found = self.house.join_gathering(self.gathering.lead, device)
            assert found is not None
            self.pages[found[0]] = device

    @rule(which=PICK)
    def look(self, which: int) -> None:
        with suppress(NotTaken):
            token = self.one_of(which)
            self.streams.append((token, self.house.open_page(token)))

    @precondition(lambda self: self.streams)
    @rule(which=PICK)
    def look_away(self, which: int) -> None:
        self.streams.pop(which % len(self.streams))[1]()

    @rule(which=PICK, option=st.integers(0, 1))
    def vote(self, which: int, option: int) -> None:
        self.votes(self.one_of(which), option)

    def votes(self, token: str, option: int) -> None:
        if not self.is_there(token):
            return
        before, device = self.gathering.voted(token), self.pages[token]
        self.house.vote(token, option)
        self.since.add(device)
        if before == option:
            del self.answered[token]
            return
        left = (each for each, of in self.answered.items() if of == device)
        again = next((each for each in left if not self.is_there(each)), None)
        if before < 0 and again is not None:
            del self.answered[again]
        self.answered[token] = device

    def is_there(self, token: str) -> bool:
        try:
            self.house.gathering_of(token)
        except NotTaken:
            return False
        return True

    @rule()
    def reveal(self) -> None:
        with suppress(NotTaken):
            devices = len({*self.answered.values()})
            self.gathering.do("reveal")
            self.revealed_by = devices
            self.shown = self.gathering.counts
            assert len(self.since) >= FEWEST
            self.since = set()

    @rule(which=PICK)
    def leave(self, which: int) -> None:
        self.house.leave(self.one_of(which))

    @invariant()
    def no_device_keeps_another_out(self) -> None:
        joined = self.gathering.joined
        # The share of a device that has led goes on as it was given.
        assert len(joined) <= joined.most
        shares_are_kept(self.house._leaders, lambda device: device == HERE)
        if {*self.house._leaders.devices} <= {HERE}:
            assert would_get_in(joined, HERE, first=True) or joined.devices[HERE] >= joined.kept

    @invariant()
    def no_answer_is_shown_before_it_came_from_enough_devices(self) -> None:
        frame, devices = self.gathering.frame(), {*self.answered.values()}
        assert frame.answered == len(self.answered)
        assert not any(frame.counts) or self.revealed_by >= FEWEST
        assert list(frame.counts) == self.shown, "no answer shows when it comes alone"
        assert self.gathering.can_reveal == (min(len(devices), len(self.since)) >= FEWEST)

    @invariant()
    def what_is_shown_names_no_token_and_no_device(self) -> None:
        frame = self.gathering.frame()
        shown = repr((frame.lines, frame.state, frame.options, frame.counts, frame.title))
        assert not [each for each in (*self.pages, *self.pages.values()) if each in shown]
        assert not self.is_there(self.seat)
        for token in self.pages:
            with suppress(NotTaken):
                self.house.place_of(token)
                raise AssertionError("a page of the session holds a seat")


class Stream(NamedTuple):
    """A page of a seat that is open."""

    token: str
    call: HostedCall
    close: Callable[[], None]


class Calls(RuleBasedStateMachine):
    """Calls: this machine opens them; devices take seats, lose them, act, and go."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = ManualClock()
        self.limits = Limits(calls=3, seats=3, seats_of_one=2)
        self.house = House(LIBRARY, self.clock, self.limits)
        self.seats: dict[str, tuple[str, Role]] = {}
        """The device and role of each token."""
        self.streams: list[Stream] = []

    def one_of(self, which: int) -> HostedCall:
        return [*self.house.calls.values()][which % len(self.house.calls)]

    def is_left(self, call: HostedCall) -> bool:
        """Whether nobody can return to a call that people had begun."""
        held = {place.place.call for place in self.house._held.values()}
        return call.begun and bool(call.seats) and call not in held and not call.is_read

    @rule(
        scenario=st.sampled_from(["partner-in-the-room", "child-with-a-phone"]),
        role=st.sampled_from([Role.CALLER, None]),
        begin=st.booleans(),
    )
    def open(self, scenario: str, role: Role | None, begin: bool) -> None:
        before = {**self.house.calls}
        over = [each for each in before.values() if each.finished or self.is_left(each)]
        try:
            if role is None:
                self.house.open_call(scenario)
            else:
                token = self.house.open_for(role, scenario, begin=begin)[1]
                self.seats[token] = HERE, role
        except NotTaken:
            lacks = role is Role.CALLER and scenario == "child-with-a-phone"
            assert lacks or (len(before) == self.limits.calls and not over)
            assert self.house.calls == before
            return
        left = {**self.house.calls}
        gone = [call for code, call in before.items() if code not in left]
        assert {*gone} <= {*over}
        unread = [each for each in over if not each.is_read]
        assert not any(call.is_read for call in gone) or not {*unread} - {*gone}

    @precondition(lambda self: self.house.calls)
    @rule(device=GREEDY, which=PICK, role=st.sampled_from(SEATS), stays=st.booleans())
    def claim(self, device: str, which: int, role: Role, stays: bool) -> None:
        call = self.one_of(which)
        offered = self.house.seats_for(call, device)
        try:
            token = self.house.claim(call.code, role, device)
        except NotTaken as refused:
            too_many = device != HERE and "too many" in str(refused)
            assert too_many or role not in offered
        else:
            assert role in offered
            self.seats[token] = device, role
            if stays:
                self.look(len(self.seats) - 1)

    @precondition(lambda self: self.seats)
    @rule(which=PICK)
    def look(self, which: int) -> None:
        token = [*self.seats][which % len(self.seats)]
        with suppress(NotTaken):
            close, place = self.house.connect(token), self.house.place_of(token)
            assert self.house.holds(token, place)
            assert place.role in place.call.seats
            self.streams.append(Stream(token, place.call, close))

    @precondition(lambda self: self.streams)
    @rule(which=PICK)
    def look_away(self, which: int) -> None:
        self.streams.pop(which % len(self.streams)).close()

    @precondition(lambda self: self.seats)
    @rule(which=PICK)
    def leave(self, which: int) -> None:
        self.house.leave([*self.seats][which % len(self.seats)])

    @precondition(lambda self: self.house.calls)
    @rule(
        which=PICK,
        what=st.sampled_from(["begin", "begin", "stop", "stop", "watch", "free", "close", "again"]),
    )
    def on_the_board(self, which: int, what: str) -> None:
        call = self.one_of(which)
        people, running = [*call.seats], call.begun
        with suppress(NotTaken):
            if what == "begin":
                call.begin()
            elif what == "stop" and running:
                for role in people:
                    call.stop(role)
                assert call.finished or not people
            elif what == "watch":
                call.watch(watched=not call.watched)
            elif what == "free":
                self.house.free(call, SEATS[which % 3])
                assert SEATS[which % 3] in call.offered
            elif what == "again":
                again = self.house.take_up(call, 0)
                assert again.seats == [role for role in people if role in again.seats]
            elif what == "close":
                self.house.close(call)

    @rule(device=DEVICES)
    def guess(self, device: str) -> None:
        with suppress(NotTaken):
            self.house.find("XXXXXX", device)
            raise AssertionError("it was guessed")

    @rule(span=st.sampled_from(["soon", "lost", "finished", "idle"]))
    def wait(self, span: str) -> None:
        waits = {"soon": 1_000, "idle": self.limits.idle + 1}
        self.clock.tick(waits.get(span) or getattr(self.limits, span))
        for each in [*self.house.moving()]:
            each.catch_up()
        self.house.sweep()

    @invariant()
    def every_bound_holds_and_this_machine_gets_a_seat(self) -> None:
        house = self.house
        assert len(house.calls) <= self.limits.calls
        assert all(len(each) <= self.limits.wrong_codes for each in house._wrong.values())
        held = Counter(
            each.device for each in house._held.values() if each.counts and each.device != HERE
        )
        assert sum(held.values()) <= self.limits.seats
        assert all(count <= self.limits.seats_of_one for count in held.values())
        house._need_seat(HERE)
        assert len(house._held) <= len(SEATS) * self.limits.calls

    @invariant()
    def a_token_holds_what_it_was_given_and_nothing_else(self) -> None:
        holders: dict[object, str] = {}
        for token, held in self.house._held.items():
            call, role = held.place
            assert (held.device, role) == self.seats[token]
            assert self.house.calls[call.code] is call
            assert held.free or role in call.seats
            assert holders.setdefault(held.place, token) == token, "two hold one seat"
        # In a call that has begun, a seat that was given up stays, and nobody acts in it.
        waiting = [call for call in self.house.calls.values() if not call.begun]
        assert {(call, role) for call in waiting for role in call.seats} <= {*holders}

    @invariant()
    def every_page_that_is_open_is_counted_with_its_call(self) -> None:
        for call in self.house.calls.values():
            assert call.connected == sum(each.call is call for each in self.streams)


TestDoors, TestSession, TestCalls = Doors.TestCase, Session.TestCase, Calls.TestCase
# To look for a shorter course takes minutes where each step is slow: the seed is enough.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
TestDoors.settings = settings(examples(100, share=2), stateful_step_count=25)
TestSession.settings = settings(examples(40, share=2), stateful_step_count=25, phases=UNSHRUNK)
TestCalls.settings = settings(examples(80), stateful_step_count=30, phases=UNSHRUNK)
