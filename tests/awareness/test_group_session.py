"""Where a session is: on, back, skip, jump, aside; and how much time is left."""

import pytest

from simulator.awareness.group_session import MINUTE, GroupSession
from simulator.awareness.pages import Page
from simulator.session.clock import ManualClock
from tests.awareness.rooms import PLANS, parts

PLAN = PLANS["twenty-minutes"]


def begun() -> tuple[GroupSession, ManualClock]:
    clock = ManualClock()
    return GroupSession(parts(PLAN), clock), clock


def walk(session: GroupSession, *steps: str) -> None:
    """Do each step: a method with a number or headings; "= HEADING" is where it must be then."""
    for step in steps:
        name, *words = step.split()
        match name:
            case "=":
                assert session.page.heading == " ".join(words), steps
            case "go_to":
                session.go_to(int(words[0]))
            case "choose":
                session.replace_rest([Page(word) for word in words])
            case "open":
                session.open([Page(word) for word in words])
            case _:
                assert getattr(session, name)(), step


def test_it_goes_through_every_step_to_the_last_page_and_no_further_and_back_to_the_first() -> None:
    session, _ = begun()
    first, seen = session.page, [session.at]
    while session.forward() or session.skip():
        seen.append(session.at)
    assert sorted(set(seen)) == list(range(len(PLAN.steps)))
    assert not session.forward()
    assert not session.skip()
    while session.back():
        pass
    assert (session.at, session.page) == (0, first)


@pytest.mark.parametrize(
    ("steps", "at"),
    [
        (("go_to 2", "choose played ended", "open aside", "skip", "skip"), 3),
        (("go_to 2", "choose played ended", "open aside", "skip", "skip", "back", "= played"), 2),
        (("choose played ended", "= played", "back", "choose read", "= read", "forward"), 1),
    ],
    ids=["skip leaves the aside, then the part", "back to where it was skipped", "another choice"],
)
def test_parts_are_skipped_and_choices_replace_what_followed(
    steps: tuple[str, ...], at: int
) -> None:
    session, _ = begun()
    walk(session, *steps)
    assert session.at == at


def test_what_is_aside_leads_back_to_where_it_was() -> None:
    session, _ = begun()
    walk(session, "go_to 4")
    here = session.page
    walk(session, "open one two")
    assert session.aside
    walk(session, "open inner", "forward", "= one", "forward", "forward")
    assert session.page is here
    for leave in ("back", "skip"):
        walk(session, "open one two", leave)
        assert session.page is here
    assert session.at == 4


def test_back_shows_again_what_was_seen_to_its_end_aside() -> None:
    """What was closed stays closed."""
    session, _ = begun()
    walk(session, "go_to 4", "choose before list", "forward", "open one two", "forward", "forward")
    walk(session, "= list", "choose after", "back", "= list")
    walk(session, "back", "= two", "back", "= one", "back", "= list", "back", "= before")
    walk(session, "forward", "open one two", "skip", "back", "= before")


def test_time_goes_down_by_the_minute_and_never_below_nothing() -> None:
    """A minute that has begun counts; minutes of parts that follow are not used up by this one."""
    session, clock = begun()
    for span, left in ((0, 20), (1, 20), (MINUTE, 19), (60 * MINUTE, 18)):
        clock.tick(span)
        assert session.minutes_left == left
    session.go_to(len(PLAN.steps) - 1)
    for span, left in ((0, 2), (1, 2), (MINUTE, 1), (60 * MINUTE, 0)):
        clock.tick(span)
        assert session.minutes_left == left


def test_time_left_is_that_of_the_part_in_which_one_is_and_of_those_after_it() -> None:
    """Eleven minutes were left in the last part, of two, for who came back and went to it."""
    session, clock = begun()
    after = [sum(step.minutes for step in PLAN.steps[place:]) for place in range(6)]
    clock.tick(MINUTE)
    session.go_to(3)
    assert session.minutes_left == after[3]
    clock.tick(MINUTE)
    session.open([Page("aside")])
    clock.tick(MINUTE)
    assert session.minutes_left == after[3] - 2
    session.go_to(4)
    assert session.minutes_left == after[4]
    walk(session, "back", "= aside")
    assert session.minutes_left == after[3] - 2
    session.go_to(3)
    assert session.minutes_left == after[3]
    clock.tick(60 * MINUTE)
    assert session.minutes_left == after[4]


class RunningClock(ManualClock):
    """A clock that runs by itself, as far as a session knows."""

    runs = True


def test_a_minute_is_waited_for_until_those_of_the_part_are_over() -> None:
    clock = RunningClock()
    session = GroupSession(parts(PLAN), clock)
    for span in (1, MINUTE // 2):
        clock.tick(span)
        left, wait = session.minutes_left, session.until_next_minute()
        assert wait is not None
        clock.tick(wait)
        assert session.minutes_left == left - 1
        session.go_to(0)
    clock.tick(60 * MINUTE)
    assert session.until_next_minute() is None


def test_while_it_is_covered_the_session_waits() -> None:
    session, clock = begun()
    session.go_to(2)
    left = session.minutes_left
    clock.tick(5 * MINUTE)
    session.cover(covered=True)
    clock.tick(10 * MINUTE)
    assert session.until_next_minute() is None
    assert session.minutes_left == left - 5
    session.cover(covered=False)
    clock.tick(MINUTE)
    assert session.minutes_left == left - 6


def test_only_a_choice_goes_on_from_a_content_note() -> None:
    session, _ = begun()
    session.go_to(2)
    note = session.page
    assert note.must_choose
    assert not session.forward()
    assert not session.choose("watch"), "it has no such choice"
    assert session.choose("read")
    assert session.page is not note
    walk(session, "back")
    assert session.skip()
    assert session.at == 3, "skipping leaves the step"


def test_what_follows_an_option_is_aside() -> None:
    session, _ = begun()
    page = Page("ask", options=("one", "two"), follows=lambda place: [Page(f"follows-{place}")])
    session.replace_rest([page, Page("last")])
    assert session.follow(1)
    walk(session, "= follows-1", "forward", "= ask")
    assert not session.follow(2)
    walk(session, "forward", "= last")
    assert not session.follow(0), "it has no options"


def test_what_answers_a_question_goes_on_after_it_and_skipping_goes_back_to_it() -> None:
    """Next went back to the five times, then to the question: a leader thought it was a loop."""
    session, _ = begun()
    told = Page("what came", goes_on=True)
    times = Page("five", options=("1", "2"), follows=lambda _: [Page("played"), told])
    asking = Page("ask", options=("one", "two"), follows=lambda _: [times])
    session.replace_rest([asking, Page("last")])
    session.follow(0)
    session.follow(1)
    walk(session, "= played", "forward", "= what came")
    session.show_help()
    session.show_help()
    walk(session, "= what came", "forward", "= last", "back", "= what came")
    session.skip()
    walk(session, "= five")
