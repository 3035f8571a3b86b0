"""Comparison with good practice is a question or another course, and never a fault."""

from dataclasses import replace

from simulator.core import acts as do
from simulator.core.terms import Reason, Role
from simulator.debrief.assess.comparison import compared
from simulator.debrief.render.outline import outline
from simulator.guidance.guidance import Guidance
from simulator.guidance.rows import RoleTable
from simulator.guidance.tables import guidance_of
from tests.debrief.short_logs import log
from tests.debrief.trainees import debriefed, trained, when
from tests.session.calls import DEFAULT, FORCES

WHOLE = guidance_of(Role.CALL_HANDLER, DEFAULT, FORCES["generic"])
NOTHING_DUE = Guidance(RoleTable(Role.CALL_HANDLER, (), WHOLE.guards), WHOLE.policy)
"""Good practice that has nothing more to do."""


def courses(text: str) -> list[str]:
    """What is set beside a call where nothing else was due."""
    heard = log(text, Role.CALL_HANDLER)
    return [each.to_do for each in compared(NOTHING_DUE, heard, lambda _k, _a: "", DEFAULT)]


def test_nobody_is_advised_to_wait_for_a_caller_who_was_found() -> None:
    """Officers are with them, or the line was let go: there is nothing to wait for."""
    assert courses("8 ch deploy; 60 of unit found; 70 ch ask weapon,children") == []
    assert courses("8 ch deploy; 70 ch end judgement; 75 ch ask weapon,children") == []


def test_a_caller_who_was_not_found_is_still_waited_for() -> None:
    assert courses("8 ch deploy; 70 ch ask weapon,children") == ["Wait, and listen."]


def test_another_course_is_asked_about_and_says_that_it_is_no_fault() -> None:
    """No item says what should have been done, nor that something was lost by it."""
    good = trained("pizza-please", Role.CALL_HANDLER)
    sent = when(good, do.Deploy)
    more = {sent + 1_000: do.EndCall(Reason.JUDGEMENT)}
    debrief = debriefed(trained("pizza-please", Role.CALL_HANDLER, more=more))
    (section,) = (each for each in outline(debrief) if each.title == "Another course")
    assert section.items
    assert "None of it is a fault" in section.paragraphs[0]
    for item in section.items:
        assert item.title.endswith("?")
        labels = [name for name, _ in item.notes]
        assert labels == ["What you did", "Another course", "What speaks for it", "Rests on"]


def test_nothing_to_ask_about_is_said() -> None:
    debrief = debriefed(trained("pizza-please", Role.CALL_HANDLER))
    debrief = replace(debrief, moments=())
    (section,) = (each for each in outline(debrief) if each.title == "Another course")
    assert section.paragraphs == ("No other course to ask about.",)
