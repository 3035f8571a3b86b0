"""A call that is handled badly, on other devices: said before it, and listed when it is over."""

import io
import json

from simulator.cli.play.join import _Heard
from simulator.core.terms import Role
from simulator.hosting.hosted_call import ActRequest, HostedCall
from simulator.plain.conversation import Conversation
from simulator.seat.run_choices import BADLY, DONE_BADLY, lapse_lines
from simulator.web.remote_seat import RemoteSeat
from tests.web.devices import PHONE, Device
from tests.web.served import Served
from tests.web.test_seats import frames

CALL = "whispers-one-word"
LINES = "The call handler doubts the caller aloud."


def connected(served: Served, handler: str) -> tuple[HostedCall, RemoteSeat]:
    """A call with a person as the operator, who connects it, and their seat."""
    call, seat = served.house.open_call(CALL, handler=handler), served.seat()
    seat.claim(call.code, "operator")
    call.begin()
    call.skip_to_ring(Role.OPERATOR)
    assert call.do(Role.OPERATOR, ActRequest("a")).why_not == ""
    served.tick(20_000)
    offers = call.view.available_acts(Role.OPERATOR)
    key = next(each.key for each in offers if each.act.kind == "connect")
    answers = {"reason": "Speech heard", "sure": "Yes, connect to police"}
    done = call.do(Role.OPERATOR, ActRequest(key, answers=answers))
    assert (done.why_not, done.questions) == ("", ())
    return call, seat


def over(served: Served, call: HostedCall) -> None:
    for _ in range(400):
        if call.view.live.over:
            return
        served.tick(10_000)
        call.catch_up()
    raise AssertionError("the call does not end")


def test_the_choice_of_a_seat_says_that_the_call_may_be_handled_badly(served: Served) -> None:
    """Who joins did not choose it, so they read it before they take the seat."""
    for handler in ("doubts-aloud", ""):
        code = served.house.open_call(CALL, handler=handler).code
        page = json.dumps(Device(served, PHONE).post("/api/look-up", code=code))
        assert (BADLY in page) is bool(handler)


def test_a_seat_has_nothing_of_lapses_until_the_call_is_over(served: Served) -> None:
    """And then its page and `join` list them; of good people they list nothing."""
    for handler in ("doubts-aloud", ""):
        call, _ = connected(served, handler)
        assert call.frame(Role.OPERATOR).done_badly == ()
        over(served, call)
        frame = call.frame(Role.OPERATOR)
        assert frame.done_badly == lapse_lines(call.view.live.lapses)
        assert any(LINES in each for each in frame.done_badly) is bool(handler)


def test_a_terminal_that_joins_lists_what_was_done_badly(served: Served) -> None:
    call, seat = connected(served, "doubts-aloud")
    out = io.StringIO()
    heard, coming = _Heard(Conversation(io.StringIO(), out)), frames(seat)
    heard._frame(next(coming))
    assert DONE_BADLY not in out.getvalue()
    over(served, call)
    while DONE_BADLY not in out.getvalue():
        heard._frame(next(coming))
    said = " ".join(out.getvalue().split())
    assert LINES in said
    assert said.count(DONE_BADLY) == 1


def test_who_leaves_or_stops_before_the_end_reads_what_was_done_badly_so_far(
    served: Served,
) -> None:
    """An operator's part is over long before the call: "it is listed afterwards" is kept."""
    for handler in ("doubts-aloud", ""):
        call, seat = connected(served, handler)
        served.tick(90_000)
        call.catch_up()
        assert not call.view.live.over
        assert call.frame(Role.OPERATOR).done_badly == ()
        call.stop(Role.OPERATOR)
        page = seat.post("/api/debrief", answers={})["parts"]["debrief"]
        assert (DONE_BADLY in page) is bool(handler)
        assert (LINES in page) is bool(handler)


def test_nothing_is_listed_while_another_person_still_takes_part(served: Served) -> None:
    call, other = served.house.open_call(CALL, handler="doubts-aloud"), served.seat()
    call_seats = (("operator", served.seat()), ("caller", other))
    for name, seat in call_seats:
        seat.claim(call.code, name)
    call.begin()
    served.tick(20_000)
    call.stop(Role.OPERATOR)
    assert call.done_badly() == ()
    call.stop(Role.CALLER)
    assert call.done_badly() == lapse_lines(call.view.live.lapses)
