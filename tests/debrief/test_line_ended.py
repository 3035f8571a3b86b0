"""A call that a trainee left with its line ended and its incident open: what is said of it."""

from dataclasses import replace
from functools import cache

import pytest

from simulator.core import acts as do
from simulator.core.log import StageEntered
from simulator.core.terms import LineStage, Reason, Role
from simulator.debrief.assess.debrief import Debrief, LineEnd
from simulator.debrief.render.first_page import first_page
from simulator.debrief.render.text_and_html import text
from tests.debrief.trainees import HANDLER, debriefed, trained

ENDED_AT = 200_000


@cache
def left(*, after_the_line: bool) -> Debrief:
    """The debrief of a handler who looked back just after the line ended, or just before."""
    more = {ENDED_AT: do.EndCall(Reason.JUDGEMENT)}
    run = trained("evening-in-the-office", HANDLER, more=more)
    bodies = [entry.body for entry in run.log]
    down = next(
        n
        for n, body in enumerate(bodies)
        if isinstance(body, StageEntered) and body.stage is LineStage.DOWN
    )
    ended = next(n for n, body in enumerate(bodies) if isinstance(body, do.EndCall))
    return debriefed(run._replace(log=run.log[: down + 1 if after_the_line else ended]))


def test_who_left_an_open_incident_after_its_line_did_not_leave_the_call() -> None:
    """They had ended the line themselves, and read that they had left the call before its end."""
    page = first_page(left(after_the_line=True))
    still = "The incident was not closed yet when you looked back."
    assert page.ended == f"You ended the line at 3:20. {still}"
    assert page.outcome == "line ended, incident not closed"
    assert "The call was left" not in page.unjudged


def test_who_leaves_while_there_is_a_line_left_the_call() -> None:
    page = first_page(left(after_the_line=False))
    assert page.ended == "You left the call before it ended."
    assert page.outcome == "left before its end"


@pytest.mark.parametrize(
    ("by", "says"), [(Role.CALLER, "The caller ended the line at"), (None, "The line was lost at")]
)
def test_a_line_that_the_trainee_did_not_end_is_said_to_be_another_s(
    by: Role | None, says: str
) -> None:
    found = left(after_the_line=True)
    (call,) = found.calls
    other = replace(found, calls=(call._replace(line_ended=LineEnd(ENDED_AT, by)),))
    assert first_page(other).ended.startswith(says)


def test_everything_that_was_seen_says_it_too() -> None:
    shown = " ".join(text(left(after_the_line=True), full=True).split())
    assert "The line had ended, and the incident was not closed yet." in shown
    assert "left before it" not in shown
