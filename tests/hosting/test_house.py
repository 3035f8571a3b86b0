"""A house of calls: what is refused leaves nothing, and what is over makes room."""

import re
from pathlib import Path

import pytest

from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.errors import ContentError
from simulator.hosting.devices import HERE
from simulator.hosting.hosted_call import ActRequest, HostedCall, NotTaken
from simulator.hosting.house import House, Limits
from simulator.session.clock import ManualClock
from tests.session.calls import LIBRARY

PHONE, OTHER = "192.0.2.2", "192.0.2.3"


@pytest.fixture(name="clock")
def _clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(name="house")
def _house(clock: ManualClock) -> House:
    return House(LIBRARY, clock, Limits(calls=3, seats=5, seats_of_one=2))


def open_call(house: House) -> HostedCall:
    return house.open_call("partner-in-the-room")


def over(house: House, clock: ManualClock) -> HostedCall:
    """A call that its one person has stopped, some time ago."""
    call, _ = house.open_for(Role.CALLER, "partner-in-the-room", begin=True)
    call.stop(Role.CALLER)
    clock.tick(1_000)
    return call


# --- openings -------------------------------------------------------------------------------------


def test_a_call_without_the_seat_that_was_asked_for_is_not_opened(house: House) -> None:
    for _ in range(house.limits.calls + 1):
        with pytest.raises(NotTaken, match="not in this call"):
            house.open_for(Role.CALLER, "child-with-a-phone", begin=True)
    assert not house.calls
    assert not house._held


def test_calls_are_opened_all_together_or_not_at_all(house: House, clock: ManualClock) -> None:
    finished = over(house, clock)
    open_call(house)
    with pytest.raises(NotTaken, match="too many calls"):
        house.make_room(3)
    assert finished.code in house.calls, "none goes if that does not help"
    house.make_room(2)
    assert finished.code not in house.calls


def test_a_plan_of_a_folder_is_checked_before_a_group_sees_it(tmp_path: Path) -> None:
    """As `silent999 room` does: a group would dial a number that a project's plan has."""
    shipped = next(p for p in LIBRARY.paths_of("plan") if p.stem == "twenty-minutes")
    text = shipped.read_text(encoding="utf-8").replace("id: twenty-minutes", "id: ours")
    (tmp_path / "plans").mkdir()
    plan = tmp_path / "plans" / "ours.yaml"
    plan.write_text(text, encoding="utf-8")
    assert House(Library((), [tmp_path]), ManualClock()).open_gathering("ours", "en")
    plan.write_text(re.sub("(?m)^title: .*", "title: Call 0909 879 0999", text), encoding="utf-8")
    with pytest.raises(ContentError, match="may be a real telephone number"):
        House(Library((), [tmp_path]), ManualClock()).open_gathering("ours", "en")


# --- calls that are over --------------------------------------------------------------------------


def test_a_new_call_takes_the_place_of_the_oldest_one_that_is_over(
    house: House, clock: ManualClock
) -> None:
    first, second, third = (over(house, clock) for _ in range(3))
    open_call(house)
    assert list(house.calls.values())[:2] == [second, third]
    assert first.code not in house.calls


def test_a_call_that_its_people_have_left_for_good_makes_room_as_well(house: House) -> None:
    """Sixty calls that were begun and left kept the house full for a quarter of an hour."""
    for _ in range(3 * house.limits.calls):
        _, token = house.open_for(Role.CALLER, "partner-in-the-room", begin=True)
        house.leave(token)
    assert len(house.calls) == house.limits.calls
    _, first = house.open_for(Role.CALLER, "partner-in-the-room", begin=True)
    for _ in range(house.limits.calls - 1):
        open_call(house).begin()
    with pytest.raises(NotTaken, match="too many calls"):
        open_call(house)
    house.leave(first)
    open_call(house)


def test_a_call_that_is_over_and_read_stays_longest(house: House, clock: ManualClock) -> None:
    first, token = house.open_for(Role.CALLER, "partner-in-the-room", begin=True)
    house.connect(token)
    first.stop(Role.CALLER)
    second = over(house, clock)
    third = over(house, clock)
    third.watch(watched=True)
    open_call(house)
    assert second.code not in house.calls
    assert {first.code, third.code} < {*house.calls}
    open_call(house)
    assert first.code not in house.calls, "even so, a new call is not refused"


def test_a_call_that_runs_or_waits_is_never_forgotten_for_a_new_one(house: House) -> None:
    running, _ = house.open_for(Role.CALLER, "partner-in-the-room", begin=True)
    calls = [running, open_call(house), open_call(house)]
    with pytest.raises(NotTaken, match="too many calls"):
        open_call(house)
    assert list(house.calls.values()) == calls


def test_a_call_with_a_person_who_goes_on_is_not_over(house: House) -> None:
    call = open_call(house)
    for role in (Role.CALLER, Role.CALL_HANDLER):
        house.claim(call.code, role)
    call.begin()
    call.stop(Role.CALLER)
    assert not call.finished
    call.stop(Role.CALL_HANDLER)
    assert call.finished


def test_a_call_is_over_at_its_end(house: House, clock: ManualClock) -> None:
    call, _ = house.open_for(Role.CALLER, "evening-in-the-office", begin=True)
    call.do(Role.CALLER, ActRequest("d", answers={"number": "999"}))
    assert not call.finished
    call.do(Role.CALLER, ActRequest("h"))
    for _ in range(100):
        clock.tick(10_000)
        call.catch_up()
    assert call.view.live.over
    assert call.finished


def test_a_call_that_is_over_is_forgotten_sooner_unless_it_is_read(
    house: House, clock: ManualClock
) -> None:
    unread, read, waiting = over(house, clock), over(house, clock), open_call(house)
    read.watch(watched=True)
    clock.tick(house.limits.finished)
    house.sweep()
    assert {*house.calls.values()} == {read, waiting}
    clock.tick(house.limits.idle - house.limits.finished + 1)
    read.watch(watched=False)
    house.sweep()
    assert {*house.calls.values()} == {read}, "it is kept as long from when the trainer goes"
    clock.tick(house.limits.idle + 1)
    house.sweep()
    assert not house.calls
    assert unread.finished


def test_a_call_is_taken_up_again_in_its_own_place_in_a_full_house(house: House) -> None:
    call, token = house.open_for(Role.CALLER, "partner-in-the-room", begin=True)
    others = [open_call(house), open_call(house)]
    again = house.take_up(call, 0)
    assert house.place_of(token) == (again, Role.CALLER)
    assert list(house.calls.values()) == [*others, again]


# --- seats ----------------------------------------------------------------------------------------


def test_a_device_has_so_many_seats_and_this_machine_always_gets_one(house: House) -> None:
    one, other, third = (open_call(house) for _ in range(3))
    for role in (Role.CALLER, Role.OPERATOR):
        house.claim(one.code, role, PHONE)
    with pytest.raises(NotTaken, match="this device has too many seats"):
        house.claim(one.code, Role.CALL_HANDLER, PHONE)
    for number, call in enumerate((other, third, other)):
        role = call.offered[0]
        house.claim(call.code, role, f"192.0.2.{10 + number}")
    with pytest.raises(NotTaken, match="too many seats are taken"):
        house.claim(third.code, Role.CALL_HANDLER, OTHER)
    assert house.claim(third.code, Role.CALL_HANDLER, HERE)


def test_a_seat_of_a_call_that_is_over_does_not_count(house: House) -> None:
    one = open_call(house)
    for role in (Role.CALLER, Role.OPERATOR):
        house.claim(one.code, role, PHONE)
    one.begin()
    for role in (Role.CALLER, Role.OPERATOR):
        one.stop(role)
    assert house.claim(open_call(house).code, Role.CALLER, PHONE)


def test_a_seat_whose_page_never_came_is_free_after_a_time(
    house: House, clock: ManualClock
) -> None:
    call = open_call(house)
    token = house.claim(call.code, Role.CALLER, PHONE)
    with pytest.raises(NotTaken, match="taken"):
        house.claim(call.code, Role.CALLER, PHONE)
    clock.tick(house.limits.lost - 1)
    house.sweep()
    assert Role.CALLER not in call.offered
    assert house.wait() == 1
    clock.tick(1)
    house.sweep()
    assert house.wait() is None
    assert house.claim(call.code, Role.CALLER, OTHER)
    with pytest.raises(NotTaken, match="not yours any more"):
        house.place_of(token)


def test_a_seat_with_a_page_that_is_open_stays_for_as_long(
    house: House, clock: ManualClock
) -> None:
    call = open_call(house)
    leaves = house.connect(house.claim(call.code, Role.CALLER, PHONE))
    clock.tick(10 * house.limits.lost)
    house.sweep()
    assert Role.CALLER not in call.offered
    assert house.wait() is None
    leaves()
    assert house.wait() == house.limits.lost


def test_a_seat_in_a_call_that_runs_is_never_free(house: House, clock: ManualClock) -> None:
    call = open_call(house)
    token = house.claim(call.code, Role.CALLER, PHONE)
    leaves = house.connect(token)
    call.begin()
    leaves()
    clock.tick(10 * house.limits.lost)
    house.sweep()
    assert house.place_of(token) == (call, Role.CALLER)


def test_a_seat_that_was_lost_is_gone_once_the_call_has_begun(
    house: House, clock: ManualClock
) -> None:
    call = open_call(house)
    token = house.claim(call.code, Role.CALLER, PHONE)
    clock.tick(house.limits.lost)
    house.sweep()
    call.begin()
    with pytest.raises(NotTaken, match="not yours any more"):
        house.connect(token)
    assert not call.connected


def test_a_call_is_taken_up_again_without_those_who_were_lost_before_it_began(
    house: House, clock: ManualClock
) -> None:
    call = open_call(house)
    lost = house.claim(call.code, Role.OPERATOR, PHONE)
    clock.tick(house.limits.lost)
    house.sweep()
    token = house.claim(call.code, Role.CALLER, OTHER)
    call.begin()
    again = house.take_up(call, 0)
    assert again.seats == [Role.CALLER]
    assert house.place_of(token) == (again, Role.CALLER)
    with pytest.raises(NotTaken):
        house.place_of(lost)


def test_with_others_in_the_call_no_seat_skips_to_its_ring(house: House) -> None:
    """Their time would go by too: neither the page offers it, nor does a request do it."""
    call = open_call(house)
    house.claim(call.code, Role.CALL_HANDLER)
    house.claim(call.code, Role.OPERATOR)
    call.begin()
    call.catch_up()
    for role in (Role.CALL_HANDLER, Role.OPERATOR):
        assert not call.frame(role).can_skip
        with pytest.raises(NotTaken, match="others are in this call"):
            call.skip_to_ring(role)
    assert call.view.live.now == 0
    alone, _ = house.open_for(Role.CALL_HANDLER, "partner-in-the-room", begin=True)
    alone.catch_up()
    assert alone.frame(Role.CALL_HANDLER).can_skip
    alone.skip_to_ring(Role.CALL_HANDLER)
    assert alone.view.live.now > 0


def test_a_seat_that_waits_for_no_ring_skips_nothing(house: House) -> None:
    """Neither on the line nor as a caller: the call would go on for ever, and hold up others."""
    call, _ = house.open_for(Role.CALL_HANDLER, "partner-in-the-room", begin=True)
    call.skip_to_ring(Role.CALL_HANDLER)
    assert call.do(Role.CALL_HANDLER, ActRequest("a")).why_not == ""
    answered = call.view.live.now
    with pytest.raises(NotTaken, match="your phone has rung"):
        call.skip_to_ring(Role.CALL_HANDLER)
    assert call.view.live.now == answered
    caller, _ = house.open_for(Role.CALLER, "partner-in-the-room", begin=True)
    with pytest.raises(NotTaken, match="never will"):
        caller.skip_to_ring(Role.CALLER)
