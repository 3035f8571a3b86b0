"""Where a session is: on, back, skip, jump, aside; and how much time is left."""

import pytest

from simulator.awareness.group_session import MINUTE, GroupSession
from simulator.awareness.pages import Page, SlidePage
from simulator.session.clock import ManualClock
from tests.awareness.rooms import PLANS, parts

PLAN = PLANS["twenty-minutes"]


def begun() -> tuple[GroupSession, ManualClock]:
    clock = ManualClock()
    return GroupSession(PLAN, parts(PLAN), clock), clock


def pages(*headings: str) -> list[Page]:
    return [SlidePage(heading) for heading in headings]


def test_it_goes_through_every_step_to_the_last_page_and_no_further() -> None:
    session, _ = begun()
    seen = [session.at]
    while session.forward():
        seen.append(session.at)
    assert sorted(set(seen)) == list(range(len(PLAN.steps)))
    assert not session.forward()
    assert not session.skip()


def test_back_goes_back_to_the_very_first_page() -> None:
    session, _ = begun()
    first = session.page
    session.go_to(3)
    while session.back():
        pass
    assert session.at == 0
    assert session.page == first


def test_back_leads_to_the_page_from_which_a_part_was_skipped() -> None:
    session, _ = begun()
    session.go_to(2)
    session.choose(pages("played", "ended"))
    session.open(pages("aside"))
    session.skip()
    session.skip()
    assert session.at == 3
    session.back()
    assert session.at == 2
    assert session.page.heading == "played"


def test_what_is_aside_leads_back_to_where_it_was() -> None:
    session, _ = begun()
    session.go_to(4)
    here = session.page
    session.open(pages("one", "two"))
    assert session.aside
    session.open(pages("inner"))
    assert session.forward(), "out of the inner one"
    assert session.page.heading == "one"
    session.forward()
    session.forward()
    assert session.page is here
    session.open(pages("one"))
    assert session.back()
    assert session.page is here
    session.open(pages("one", "two"))
    assert session.skip()
    assert session.page is here
    assert session.at == 4


def test_back_shows_again_what_was_seen_to_its_end_aside() -> None:
    session, _ = begun()
    session.go_to(4)
    session.choose(pages("before", "list"))
    session.forward()
    here = session.page
    session.open(pages("one", "two"))
    session.forward()
    session.forward()
    assert session.page is here
    session.choose(pages("after"))
    assert session.back()
    assert session.page is here
    seen = []
    for _ in range(4):
        assert session.back()
        seen.append(session.page.heading)
    assert seen == ["two", "one", "list", "before"]
    session.forward()
    session.open(pages("one", "two"))
    session.skip()
    session.back()
    assert session.page.heading == "before", "what was closed stays closed"


def test_a_choice_is_followed_by_its_pages_and_another_choice_by_others() -> None:
    session, _ = begun()
    session.choose(pages("played", "ended"))
    assert session.page.heading == "played"
    session.back()
    session.choose(pages("read"))
    assert session.page.heading == "read"
    session.forward()
    assert session.at == 1, "what belonged to the first choice is gone"


@pytest.mark.parametrize("place", [-1, 99])
def test_there_is_no_step_beside_those_of_the_plan(place: int) -> None:
    session, _ = begun()
    with pytest.raises(IndexError):
        session.go_to(place)
    assert session.at == 0


def test_time_goes_down_by_the_minute_and_never_below_nothing() -> None:
    session, clock = begun()
    assert session.minutes_left == 20
    clock.tick(1)
    assert session.minutes_left == 20, "a minute that has begun counts"
    clock.tick(MINUTE)
    assert session.minutes_left == 19
    clock.tick(60 * MINUTE)
    assert session.minutes_left == 0
    assert session.time_left == 0


def test_while_it_is_covered_the_session_waits() -> None:
    session, clock = begun()
    clock.tick(5 * MINUTE)
    session.cover()
    clock.tick(10 * MINUTE)
    assert session.until_next_minute() is None
    assert session.minutes_left == 15
    session.uncover()
    clock.tick(MINUTE)
    assert session.minutes_left == 14
