"""A trainer over all calls of a house: watch, pause, disturb, and take up again."""

import pytest

from simulator.core.terms import Role
from simulator.hosting import board
from simulator.hosting.attention import gone_for
from simulator.hosting.hosted_call import ActRequest, HostedCall, NotTaken
from simulator.hosting.house import House, Limits
from simulator.seat.typed_words import load_words
from simulator.seat.view.stage_texts import line_mark
from simulator.session.clock import ManualClock
from simulator.web.seats import seat_parts
from tests.session.calls import LIBRARY


@pytest.fixture(name="clock")
def _clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(name="house")
def _house(clock: ManualClock) -> House:
    return House(LIBRARY, clock, Limits(calls=3))


def with_handler(house: House, clock: ManualClock) -> HostedCall:
    """A call at the call handler's desk, with a person there."""
    call = house.open_call("partner-in-the-room")
    house.claim(call.code, Role.CALL_HANDLER)
    call.begin()
    call.skip_to_ring(Role.CALL_HANDLER)
    assert call.do(Role.CALL_HANDLER, ActRequest("a")).why_not == ""
    clock.tick(5_000)
    call.catch_up()
    return call


def test_the_board_sees_the_whole_call_and_its_seats_say_that_they_are_watched(
    house: House, clock: ManualClock
) -> None:
    call = with_handler(house, clock)
    whole = [each.text for each in board.whole(call)]
    own = [each.text for each in call.captions(Role.CALL_HANDLER, 0)]
    assert any("dials" in each for each in whole)
    assert not any("dials" in each for each in own)
    assert board.rows(house)[0].seats == (
        ("Caller", "simulated"), ("Operator", "simulated"), ("Call handler", "a person"),
    )  # fmt: skip
    changes = call.changes
    for _ in range(2):
        call.watch(watched=True)
        assert call.watched
        assert call.changes == changes + 1, "to look again is no news"


@pytest.mark.parametrize("name", [name for name in board.INJECTIONS if name != "delayed"])
def test_what_a_trainer_lets_happen_is_heard_at_the_desk(
    house: House, clock: ManualClock, name: str
) -> None:
    call = with_handler(house, clock)
    heard = len(call.view.heard(Role.CALL_HANDLER))
    board.inject(call, name)
    assert len(call.view.heard(Role.CALL_HANDLER)) > heard


def test_a_unit_is_delayed_only_once_it_was_sent(house: House, clock: ManualClock) -> None:
    call = with_handler(house, clock)
    reasons = {name: why for name, _, why in board.can_inject(call)}
    assert reasons["steps"] == ""
    assert reasons["delayed"]
    with pytest.raises(NotTaken, match="not now"):
        board.inject(call, "delayed")
    with pytest.raises(NotTaken, match="nothing here is called thunder"):
        board.inject(call, "thunder")


def test_a_new_call_goes_on_from_an_instant_with_what_was_injected(
    house: House, clock: ManualClock
) -> None:
    call = with_handler(house, clock)
    board.inject(call, "breaks")
    at = call.view.live.now
    clock.tick(30_000)
    call.catch_up()
    again = house.fork(call, at + 1)
    assert again.offered == (Role.CALL_HANDLER,)
    house.claim(again.code, Role.CALL_HANDLER)
    again.begin()
    again.catch_up()
    before = [entry for entry in call.view.live.log if entry.at <= at]
    assert [*again.view.live.log][: len(before)] == before
    assert again.view.live.now <= at + 1
    with pytest.raises(NotTaken, match="has not come to that moment"):
        house.fork(call, call.view.live.now + 1)


def test_the_same_people_take_a_call_up_again_with_the_tokens_that_they_have(
    house: House, clock: ManualClock
) -> None:
    call = house.open_call("partner-in-the-room")
    token = house.claim(call.code, Role.CALL_HANDLER)
    call.begin()
    clock.tick(20_000)
    call.catch_up()
    before = house.place_of(token)
    again = house.take_up(call, 10_000)
    assert house.place_of(token) == (again, Role.CALL_HANDLER)
    assert not house.holds(token, before)
    assert again.begun
    assert again.view.live.now < 10_000
    assert call.code not in house.calls


def test_a_house_that_is_full_says_so_until_people_have_left(
    house: House, clock: ManualClock
) -> None:
    calls = [house.open_call("partner-in-the-room") for _ in range(3)]
    with pytest.raises(NotTaken, match="too many calls"):
        house.open_call("partner-in-the-room")
    house.connect(house.claim(calls[0].code, Role.CALLER))
    clock.tick(house.limits.idle + 1)
    assert house.open_call("partner-in-the-room").code
    assert calls[0].code in house.calls
    assert calls[1].code not in house.calls


def test_a_pause_holds_the_call_for_all(house: House, clock: ManualClock) -> None:
    call = with_handler(house, clock)
    call.pause(held=True)
    now = call.view.live.now
    clock.tick(10_000)
    call.catch_up()
    assert call.view.live.now == now
    call.pause(held=False)
    clock.tick(1_000)
    call.catch_up()
    assert call.view.live.now == now + 1_000


def test_the_board_lists_what_was_done_badly_when_a_call_is_over(
    house: House, clock: ManualClock
) -> None:
    """Not before: a trainer who reads it aloud in the call would give it away."""
    call = house.open_call("whispers-one-word", handler="doubts-aloud")
    call.begin()
    texts = []
    while not call.view.live.over:
        (row,) = board.rows(house)
        texts.append(row.ended)
        clock.tick(10_000)
        call.catch_up()
    assert set(texts) == {""}
    (row,) = board.rows(house)
    assert "What operator and call handler did badly in this call, on purpose:" in row.ended
    assert "The call handler doubts the caller aloud." in row.ended


def taken(house: House, *roles: Role) -> tuple[HostedCall, list[str]]:
    """Return a call and the tokens of people in these seats."""
    call = house.open_call("partner-in-the-room")
    return call, [house.claim(call.code, role) for role in roles]


def test_a_board_begins_with_who_needs_the_trainer(house: House) -> None:
    """Then come calls that wait for people, those that go on, and last what is over."""
    over, _ = taken(house, Role.OPERATOR)
    over.begin()
    over.stop(Role.OPERATOR)
    waits = house.open_call("partner-in-the-room")
    left, (caller, _) = taken(house, Role.CALLER, Role.OPERATOR)
    left.begin()
    house.leave(caller)
    found = board.rows(house)
    assert [row.code for row in found] == [left.code, waits.code, over.code]
    assert found[0].why == "The caller has left: the others go on alone"
    assert dict(found[0].seats)["Caller"] == "left"
    assert [heading for _, heading, _ in board.parts_of(found)] == [
        "Need you", "Waiting for people", "Over",
    ]  # fmt: skip


def test_a_closed_page_is_news_once_it_stays_closed(house: House, clock: ManualClock) -> None:
    """A page that is loaded again is closed for a moment, and nobody's alarm."""
    call, (token,) = taken(house, Role.CALLER)
    closed = house.connect(token)
    call.begin()
    closed()
    assert board.rows(house)[0].group.name == "GOING_ON"
    clock.tick(6_000)
    row = board.rows(house)[0]
    assert (row.group.name, row.why) == ("NEEDS_YOU", "The caller closed the page")
    assert dict(row.seats)["Caller"] == "page closed"
    house.connect(token)
    assert dict(board.rows(house)[0].seats)["Caller"] == "a person"


def test_a_page_that_is_closed_before_the_call_begins_is_not_begun_without(
    house: House, clock: ManualClock
) -> None:
    """ "Everyone is here: begin it", the board said of a phone that lay in a pocket."""
    _, (token, _, _) = taken(house, Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)
    closed = house.connect(token)
    assert board.rows(house)[0].why == "Everyone is here: begin it"
    closed()
    clock.tick(6_000)
    row = board.rows(house)[0]
    assert (row.group.name, row.why) == ("WAITING", "The caller closed the page")
    assert dict(row.seats)["Caller"] == "page closed"
    house.connect(token)
    assert board.rows(house)[0].why == "Everyone is here: begin it"
    house.leave(token)
    assert board.rows(house)[0].why == "Free: caller"


def test_a_call_in_which_nobody_acts_needs_the_trainer(house: House, clock: ManualClock) -> None:
    """Not one that has not come to the desk, nor one that is paused."""
    before = house.open_call("partner-in-the-room")
    house.claim(before.code, Role.CALL_HANDLER)
    before.begin()
    call = with_handler(house, clock)
    assert board.row_of(call).group.name == "GOING_ON"
    clock.tick(50_000)
    assert board.row_of(call).group.name == "GOING_ON"
    clock.tick(10_000)
    row = board.row_of(call)
    assert row.group.name == "NEEDS_YOU"
    assert row.why.startswith("Nobody has acted for 1:0")
    call.pause(held=True)
    assert board.row_of(call).why == "Paused"


def test_the_people_of_a_call_are_shown_who_of_them_has_gone(
    house: House, clock: ManualClock
) -> None:
    """Who waits for the caller's answer waits for nobody, once that person has left."""
    call, (caller, handler) = taken(house, Role.CALLER, Role.CALL_HANDLER)
    closed = house.connect(handler)
    call.begin()
    assert gone_for(house, call, Role.CALL_HANDLER) == ()
    house.leave(caller)
    left = "The person in the caller's seat has left. Nobody acts there now."
    assert gone_for(house, call, Role.CALL_HANDLER) == (left,)
    assert left in seat_parts(call, Role.CALL_HANDLER, (left,))["gone"].replace("&#39;", "'")
    closed()
    clock.tick(6_000)
    call.catch_up()
    shut = "The person in the call handler's seat has closed the page, and may come back."
    assert gone_for(house, call, Role.CALLER) == (shut,)
    call.stop(Role.CALL_HANDLER)
    assert gone_for(house, call, Role.CALLER) == (), "who is over is missed by nobody"


def test_each_seat_reads_who_can_hear_whom_and_a_desk_nothing_before_its_call(
    house: House, clock: ManualClock
) -> None:
    """The four points of the line have words, so that the drawing can be left out."""
    call = house.open_call("partner-in-the-room")
    for role in (Role.CALLER, Role.CALL_HANDLER):
        house.claim(call.code, role)
    call.begin()

    def words(role: Role) -> str:
        return line_mark(call.view.knowledge[role], rings=False).words

    assert words(Role.CALLER) == "Nobody can hear you."
    assert call.do(Role.CALLER, ActRequest("d", answers={"number": "999"})).why_not == ""
    clock.tick(20_000)
    call.catch_up()
    assert words(Role.CALLER) == "The operator can hear you."
    assert words(Role.CALL_HANDLER) == "Nobody is on the line yet."


def test_what_the_first_typed_words_need_is_made_beside_the_first_requests() -> None:
    """Made by the first seat that types, it would hold up every other seat for a second."""
    load_words(LIBRARY)
    assert LIBRARY._reader is not None
    assert {Role.CALL_HANDLER, Role.OPERATOR} <= {*LIBRARY._phrase_books}


def test_a_later_call_of_the_same_caller_is_named_on_the_board(
    house: House, clock: ManualClock
) -> None:
    """She rings back while officers are on their way: the trainer sees which call it is."""
    call = house.open_call("still-on-the-way")
    call.begin()
    for _ in range(40):
        clock.tick(5_000)
        call.catch_up()
    assert call.view.live.number == 2
    assert board.row_of(call).why.startswith("Call 2: ")
