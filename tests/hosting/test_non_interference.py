"""A seat's stream shows nothing that the seat can't perceive."""

import json
from dataclasses import asdict
from random import Random  # noqa: TID251 -- the type of what Hypothesis draws from

from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.terms import LossCause, Role
from simulator.hosting.hosted_call import ActRequest, HostedCall
from simulator.hosting.house import House
from simulator.seat.available_acts import available_acts
from simulator.seat.open_act import ShownQuestion, shown_question
from simulator.seat.seat_frame import seat_frame
from simulator.session.clock import ManualClock
from tests.daily import examples
from tests.session.calls import LIBRARY

SHIPPED = sorted(entry.id for entry in LIBRARY.scenarios())


def seen(call: HostedCall, role: Role, at: int) -> str:
    """All bytes that a seat could be sent at an instant: frame, captions, questions of its acts."""
    view = call.view
    frame = seat_frame(view, role, at)
    asked = {
        offer.key: [asdict(shown_question(p)) for p in view.parameters(role, offer.act)]
        for offer in view.available_acts(role)
        if offer.disabled_reason is None
    }
    return json.dumps([asdict(frame), call.captions(role, 0), asked])


def answer(question: ShownQuestion, chance: Random) -> object:
    labels = [label for _, group in question.options for label in group]
    if not labels:
        return "by the back door"
    return [chance.choice(labels)] if question.several else chance.choice(labels)


def act_somehow(call: HostedCall, role: Role, chance: Random) -> None:
    offers = [o for o in call.view.available_acts(role) if o.disabled_reason is None]
    if not offers:
        return
    request = ActRequest(chance.choice(offers).key)
    result = call.do(role, request)
    if result.questions:
        answers = {each.name: answer(each, chance) for each in result.questions}
        call.do(role, ActRequest(request.key, answers=answers))


@examples(20, share=4)
@given(st.sampled_from(SHIPPED), st.randoms(use_true_random=False))
def test_what_a_seat_cannot_perceive_changes_no_byte_of_what_it_is_sent(
    scenario: str, chance: Random
) -> None:
    """People in some of the seats do what they like; before and after a hidden entry, no change."""
    clock = ManualClock()
    house = House(LIBRARY, clock)
    call = house.open_call(scenario, seed=chance.randrange(1_000))
    offered = call.offered
    for role in chance.sample(offered, chance.randint(1, len(offered))):
        house.claim(call.code, role)
    call.begin()
    call.catch_up()
    live = call.view.live
    for _ in range(60):
        if live.over:
            break
        if call.next_call:
            call.go_on()
        before = {role: (len(live.heard(role)), seen(call, role, live.now)) for role in call.seats}
        at = live.now
        if chance.random() < 0.4:
            act_somehow(call, chance.choice([*call.seats]), chance)
        else:
            clock.tick(max(1, min(live.wait() or 500, 2_000)))
            call.catch_up()
        for role, (heard, shown) in before.items():
            # The end of the exercise is shown to all.
            if live.outcome is None and len(live.heard(role)) == heard:
                assert seen(call, role, at) == shown, role


def reasons_of_the_flow(call: HostedCall) -> set[str | None]:
    offers = available_acts(call.view.live.call, Role.CALL_HANDLER)
    return {each.disabled_reason for each in offers}


def test_the_reasons_of_the_flow_would_show_what_is_hidden() -> None:
    """The property can fail: why an act is ruled out changes while nothing is heard."""
    clock = ManualClock()
    house = House(LIBRARY, clock)
    call = house.open_call("partner-in-the-room")
    house.claim(call.code, Role.CALL_HANDLER)
    call.begin()
    call.catch_up()
    heard, before = len(call.view.heard(Role.CALL_HANDLER)), call.frame(Role.CALL_HANDLER)
    reasons = reasons_of_the_flow(call)
    clock.tick(200)
    call.catch_up()
    assert len(call.view.heard(Role.CALL_HANDLER)) == heard
    assert reasons_of_the_flow(call) != reasons
    shown = {each.disabled_reason for each in call.view.available_acts(Role.CALL_HANDLER)}
    assert shown == {"you have no call yet"}
    assert call.frame(Role.CALL_HANDLER) == before


def test_a_caller_sees_that_the_phone_dies_after_the_line_has_gone() -> None:
    """No text can be sent from then on: why not must not show what was not perceived."""
    clock = ManualClock()
    house = House(LIBRARY, clock)
    call = house.open_call("low-battery")
    house.claim(call.code, Role.CALLER)
    call.begin()
    call.catch_up()
    live = call.view.live
    live.act(Role.CALLER, do.Dial("999"))
    clock.tick(10_000)
    call.catch_up()
    live.act(Role.CALLER, do.HangUp())
    call.catch_up()
    heard = len(live.heard(Role.CALLER))
    live.inject(Role.NETWORK, do.LoseLine(LossCause.BATTERY))
    call.catch_up()
    assert len(live.heard(Role.CALLER)) == heard + 1
    assert call.view.captions[Role.CALLER][-1].text == "-- your phone: dead battery"
