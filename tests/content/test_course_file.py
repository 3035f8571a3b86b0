"""The course that is shipped: four sessions of three calls, every one of which can be taken."""

from __future__ import annotations

from itertools import pairwise

from simulator.content.awareness.course_file import course
from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.debrief.learning.suggestions import candidates

LIBRARY = Library()


def test_it_is_four_sessions_of_three_calls() -> None:
    """The shape of the trial that it leans on; the days between them grow."""
    assert [len(session.calls) for session in course().sessions] == [3, 3, 3, 3]
    days = [session.days_after for session in course().sessions]
    assert days[0] == 0
    assert all(one < other for one, other in pairwise(days))
    assert [session.coached for session in course().sessions] == [True, True, False, False]


def test_every_call_can_be_taken_from_its_seat_and_gives_occasion_for_something() -> None:
    """A scenario of that id has the seat, and a rubric for it that has something to look at."""
    calls = [call for session in course().sessions for call in session.calls]
    assert len({call.scenario for call in calls}) == 12
    offered = {(each.scenario, each.role) for each in candidates(LIBRARY, [Role.CALL_HANDLER])}
    assert {(call.scenario, call.seat) for call in calls} <= offered


def test_it_gets_harder() -> None:
    """No session's easiest call is easier than that of the session before."""
    levels = [
        min(LIBRARY.scenario(call.scenario).scenario.level for call in session.calls)
        for session in course().sessions
    ]
    assert levels == sorted(levels)
    assert levels[0] < levels[-1]


def test_it_says_what_it_rests_on() -> None:
    assert course().assumption
