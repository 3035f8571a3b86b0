"""Comparison with good practice is a question or another course, and never a fault."""

from dataclasses import replace

from simulator.core import acts as do
from simulator.core.terms import Reason, Role
from simulator.debrief.assess.comparison import compared
from simulator.debrief.render.outline import outline
from simulator.guidance.tables import guidance_of
from tests.debrief.short_logs import log
from tests.debrief.trainees import debriefed, trained, when
from tests.session.calls import DEFAULT, FORCES

GUIDANCE = guidance_of(Role.CALL_HANDLER, DEFAULT, FORCES["generic"])


def test_nobody_is_advised_to_wait_for_a_caller_who_was_found() -> None:
    """Officers are with her, and the line is let go: there is nothing to wait for."""
    text = (
        "1 ch say through_to_police; 4 ca tap; 8 ch deploy; 60 of unit found; 70 ch end judgement"
    )
    moments = compared(GUIDANCE, log(text, Role.CALL_HANDLER), lambda _k, _a: "", DEFAULT)
    assert [each.to_do for each in moments if each.instead == "Wait, and listen"] == []


def test_a_caller_who_was_not_found_is_still_waited_for() -> None:
    text = "1 ch say through_to_police; 4 ca tap; 8 ch end judgement"
    moments = compared(GUIDANCE, log(text, Role.CALL_HANDLER), lambda _k, _a: "", DEFAULT)
    assert any(each.acted is not None for each in moments)


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
