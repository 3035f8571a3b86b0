"""Before the ring, nothing: no byte that a desk is sent has anything of a call that is not there.

The expectation is from the scenario and the domain: no number, no place, no kind of line and no
title. The table `seat_knowledge.yaml` says who may know what from when.
"""

import html
import json
from collections import Counter
from collections.abc import Iterator
from random import Random  # noqa: TID251 -- the type of what Hypothesis draws from
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.content.procedure.seat_knowledge import Known
from simulator.core.terms import Role
from simulator.hosting.hosted_call import HostedCall, NotTaken
from simulator.hosting.house import House, SeatPlace
from simulator.session.clock import ManualClock
from simulator.web.seats import _parts, _values
from tests.daily import examples
from tests.hosting.before_the_ring import has_come, number_forms, of_the_call, shown_of, titled
from tests.hosting.test_non_interference import SHIPPED, act_somehow, seen
from tests.session.calls import LIBRARY

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
LINES = ("?", "/sea", "/brief", "Where are you?")


def sent(call: HostedCall, role: Role) -> str:
    """All that a device of a seat can be sent now: both streams, what lines mean, and advice."""
    place = SeatPlace(call, role)
    streams = [
        html.unescape(each) for each in (_values(place, 0)(), _parts(place, "http://localhost/")())
    ]
    # What a line means takes long, and depends on what is known: once in some seconds.
    asked = LINES if call.begun and call.view.live.now % 5 == 0 else ()
    meant = [repr(call.read_line(role, line)) for line in asked]
    said = [seen(call, role, call.view.live.now), *call.advice(role)] if call.begun else []
    return json.dumps([*streams, *meant, *said], ensure_ascii=False).replace("\\", "")


def opened(scenario: str, seed: int, *roles: Role) -> tuple[HostedCall, ManualClock]:
    clock = ManualClock()
    house = House(LIBRARY, clock)
    call = house.open_call(scenario, seed=seed)
    for role in roles:
        house.claim(call.code, role)
    return call, clock


def steps(call: HostedCall, clock: ManualClock, most: int = 400) -> Iterator[None]:
    """Let a call go on to each of its instants, later calls of the number too."""
    call.begin()
    for _ in range(most):
        call.catch_up()
        yield
        if call.view.live.over:
            return
        if call.next_call:
            call.go_on()
            yield
        clock.tick(max(1, min(call.view.live.wait() or 1_000, 5_000)))


@examples(12, share=3)
@given(st.sampled_from(SHIPPED), st.integers(0, 999), st.sampled_from([HANDLER, OPERATOR]))
@example("behind-the-car-wash", 0, HANDLER)  # its place has the words of its title
@example("a-message-to-999", 0, HANDLER)  # an empty desk has those of this one
def test_a_desk_is_sent_nothing_of_a_call_before_it_comes(name: str, seed: int, role: Role) -> None:
    """At every instant up to the ring, of the later calls of the number too; and no title."""
    scenario = LIBRARY.scenario(name).scenario
    if role not in scenario.seats:
        return
    call, clock = opened(name, seed, role)
    secrets = of_the_call(scenario, role)
    assert shown_of({*secrets, scenario.title}, sent(call, role)) == []
    for _ in steps(call, clock):
        come = has_come(call.view.live.log, role)
        text = sent(call, role)
        assert not titled(scenario, text), call.view.live.now
        assert come or shown_of(secrets, text) == [], call.view.live.now
        if come and call.view.live.number == len(scenario.calls_in_order):
            return


@examples(6, share=2)
@given(st.sampled_from(SHIPPED), st.randoms(use_true_random=False))
def test_nothing_comes_early_whatever_the_others_do(name: str, chance: Random) -> None:
    """People are in all the seats that a scenario has, and do what they like in any order."""
    scenario = LIBRARY.scenario(name).scenario
    call, clock = opened(name, chance.randrange(1_000), *scenario.seats)
    desks = [role for role in call.seats if role is not CALLER]
    for _ in steps(call, clock, 60):
        if chance.random() < 0.5 and call.view.live.outcome is None:
            act_somehow(call, chance.choice([*call.seats]), chance)
        for role in desks:
            if call.view.live.log and not has_come(call.view.live.log, role):
                shown = shown_of(number_forms(scenario), sent(call, role))
                assert shown == [], (role, call.view.live.now)
                # An operator's phone may have rung and stopped; the police desk has no call at all.
                assert role is OPERATOR or call.frame(role).state == "NO CALL YET"


@pytest.mark.parametrize("role", [OPERATOR, HANDLER], ids=str)
def test_what_was_kept_back_comes_with_the_call(role: Role) -> None:
    """The test above can fail: number and place are there, once the table says that they may be."""
    scenario = LIBRARY.scenario("partner-in-the-room").scenario
    call, clock = opened(scenario.id, 0, role)
    for _ in steps(call, clock):
        if "a" in {each.key for each in call.frame(role).acts if not each.why_not}:
            break
    text = sent(call, role)
    assert call.frame(role).state == "RINGING"
    secrets = of_the_call(scenario, role)
    if role is OPERATOR:
        assert shown_of(secrets, text) == []
        call.view.do(role, next(a.act for a in call.view.available_acts(role) if a.key == "a"), {})
        clock.tick(25_000)
        call.catch_up()
        text = sent(call, role)
    assert number_forms(scenario) & {*shown_of(secrets, text)}
    assert shown_of({"the row of shops with the old bakery"}, text)


def test_a_caller_who_hangs_up_before_the_ring_leaves_nothing_on_the_police_desk() -> None:
    """Neither while it lasts, nor on the last page; only the debrief tells what had happened."""
    call, clock = opened("partner-in-the-room", 0, CALLER, HANDLER)
    secrets = of_the_call(call.setup.scenario, HANDLER)
    went_on = steps(call, clock)
    next(went_on)
    view = call.view
    dial, hang_up = (
        next(each.act for each in view.available_acts(CALLER) if each.key == key) for key in "dh"
    )
    view.do(CALLER, dial, {"number": "999"})
    clock.tick(30_000)
    call.catch_up()
    assert shown_of(secrets, sent(call, HANDLER)) == []
    view.do(CALLER, hang_up, {})
    for _ in went_on:
        assert not has_come(view.live.log, HANDLER)
        assert shown_of(secrets, sent(call, HANDLER)) == []
    assert view.live.over
    assert view.heard(HANDLER) == []
    assert shown_of(secrets, sent(call, HANDLER)) == []
    assert call.debrief(HANDLER).title == call.setup.scenario.title


def test_who_stops_before_the_ring_looks_back_when_the_others_have_ended() -> None:
    """A debrief tells the whole call, and the person may sit beside those who play it."""
    call, clock = opened("partner-in-the-room", 0, CALLER, HANDLER)
    next(steps(call, clock))
    call.stop(HANDLER)
    with pytest.raises(NotTaken, match="has not reached your desk"):
        call.debrief(HANDLER)
    call.stop(CALLER)
    assert call.debrief(HANDLER).seats == (HANDLER,)


def test_a_later_call_finds_an_empty_desk() -> None:
    """What a desk had of the first call of a number is no knowledge of the second one."""
    call, clock = opened("two-short-calls", 0, HANDLER)
    blank = None
    for _ in steps(call, clock):
        frame = call.frame(HANDLER)
        blank = blank or frame.cards
        if not has_come(call.view.live.log, HANDLER) and call.view.live.outcome is None:
            assert frame.cards == blank
            assert frame.state == "NO CALL YET"


@pytest.mark.parametrize(
    ("name", "words"),
    [("pizza-please", "a large pizza please"), ("nearly-home", "Hi Mum, it's me")],
)
def test_an_operator_reads_what_a_caller_said_and_not_what_it_means(name: str, words: str) -> None:
    """The card called it a disguised call, and the prepared handover said so for the trainee."""
    call, clock = opened(name, 0, OPERATOR)
    asked, texts = False, []
    for _ in steps(call, clock):
        for act in call.view.available_acts(OPERATOR):
            wanted = act.key == "a" or (act.label == "Which service?" and not asked)
            if wanted and not act.disabled_reason:
                call.view.do(OPERATOR, act.act, {})
                asked = asked or act.key != "a"
        proposed = call.read_line(OPERATOR, "/hand")
        shown = [line.text for card in call.frame(OPERATOR).cards for line in card.lines]
        texts.append(" ".join((*shown, *(each.label for each in proposed.readings))))
        if call.view.live.now > 15_000:
            break
    assert not [each for each in texts if "disguise" in each or "as if to" in each]
    _on_its_card, as_prepared, in_the_line = texts[-1].split(words)[:-1]
    assert "I heard: " in as_prepared
    assert "Hand over to police: " in in_the_line


def test_the_table_says_of_each_thing_and_seat_from_when() -> None:
    """Each has one row, with a source or an assumption; nothing is left open."""
    rows = LIBRARY.seat_knowledge().knowledge
    named = Counter((thing, row.seat) for row in rows for thing in row.learns)
    assert max(named.values()) == 1
    desks = {(thing, role) for thing in get_args(Known) for role in (OPERATOR, HANDLER)}
    assert desks <= {*named}
    assert all(row.source or row.assumption for row in rows)
    assert {code for row in rows for code in row.source} <= {*LIBRARY.sources()}
