"""The question of the page is about the hardest decision of this very call."""

import re

import pytest

from simulator.core.terms import Role
from simulator.debrief.assess.hard_decisions import HardChoice, hard_decisions
from tests.daily import some_a_day
from tests.debrief.short_logs import log
from tests.debrief.test_first_page import debriefed
from tests.debrief.test_labelled_calls import EXPECTED

D = HardChoice


def decided(story: str, seat: Role = Role.CALL_HANDLER) -> list[HardChoice]:
    return [each.kind for each in hard_decisions(log(story, seat), seat)]


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        ("9 ch close no_response", D.LET_GO),
        ("9 ch deploy; 60 of arrive; 70 ch end officers_with_caller", D.LET_GO),
        ("30 ne stage down; 44 ch call_back", D.RING_OR_WRITE),
        ("30 ne stage down; 44 ch trace", D.RING_OR_WRITE),
        ('9 ch say officers_sent "Officers are coming."', D.TO_SAY),
        ("9 ch withhold officers_sent may_alert_others", D.WITHHOLD),
        ('5 ca say pretends "A large pizza, please."; 9 ch ask in_danger', D.COVER),
        ("9 ch deploy danger_established", D.WIDE),
        ("9 ch say go_quiet", D.QUIET),
    ],
)
def test_what_practice_leaves_to_a_person_is_a_decision(story: str, kind: HardChoice) -> None:
    assert decided(story)[0] is kind


def test_to_say_nothing_of_officers_in_another_ones_hearing_is_not_hard() -> None:
    heard = "5 ot say speaks Who.is.that?; 9 ch withhold officers_sent may_alert_others"
    assert D.TO_SAY not in decided(heard)


def test_what_was_left_unsaid_for_some_seconds_is_no_decision() -> None:
    withheld = "9 ch withhold officers_sent may_alert_others"
    assert D.WITHHOLD not in decided(f"{withheld}; 15 ch say officers_sent")
    assert D.WITHHOLD in decided(f"{withheld}; 60 ch say officers_sent")


def test_an_operators_decision_is_what_becomes_of_the_call() -> None:
    ended = hard_decisions(log("20 op end no_response", Role.OPERATOR), Role.OPERATOR)
    assert ended[0].question == (
        "When you ended the call at 0:30, nothing had been heard. What would have shown you that "
        "the caller needed help?"
    )
    assert decided("20 ca cough 2; 22 op connect police", Role.OPERATOR) == [D.ON_A_SOUND]


def let_go(story: str) -> str:
    heard = log(story, Role.CALL_HANDLER)
    decisions = hard_decisions(heard, Role.CALL_HANDLER)
    return next(each.question for each in decisions if each.kind is D.LET_GO)


def test_to_let_go_is_asked_with_what_the_caller_had_said_last() -> None:
    """A bare yes says nothing; of one who gave no sign it is what the operator had passed on."""
    said = '5 ca say speaks "He is at the door."; 12 ca say speaks Yeah.'
    asked = let_go(f"{said}; 20 ch close no_response")
    assert ', 15 s after "He is at the door." What spoke for letting' in asked
    assert " after " not in let_go("20 ch close no_response")


def test_the_hardest_comes_first_and_each_kind_once() -> None:
    story = "9 ch say go_quiet; 20 ch say go_quiet; 30 ch close no_response; 31 ch close no_concern"
    assert decided(story) == [D.LET_GO, D.QUIET]


@pytest.mark.parametrize("call", some_a_day(EXPECTED, 6))
def test_the_question_of_a_page_names_its_moment_and_can_be_answered(call: str) -> None:
    question = debriefed(call)["first_page"]["question"]
    assert re.search(r"\d:\d\d", question)
    # Words that are quoted may ask something themselves.
    assert re.sub(r'"[^"]*"', "", question).count("?") == 1
    assert question.endswith("?")
    assert len(question.split()) <= 40


def test_the_pages_of_the_labelled_calls_do_not_ask_all_the_same() -> None:
    """No form of question is on more than a third of the pages."""
    calls = sorted(EXPECTED)[::3]
    asked = [debriefed(call)["first_page"]["question"].split(". ")[-1] for call in calls]
    assert max(asked.count(each) for each in asked) <= len(asked) // 3 + 1, asked


def test_that_the_caller_wants_nobody_is_a_decision_at_their_words() -> None:
    """A supervisor found it the hardest moment of a call to one who had taken tablets."""
    heard = '8 ca say speaks "Don\'t send anyone." means=refuses_police'
    (asked,) = (
        d
        for d in hard_decisions(log(heard, Role.CALL_HANDLER), Role.CALL_HANDLER)
        if d.kind is D.REFUSED
    )
    assert asked.question == (
        'At 0:18 the caller said "Don\'t send anyone." What spoke for help all the same, and what'
        " could you say of it that was true?"
    )
    again = f"{heard}; 20 ca say speaks means=refuses_ambulance"
    assert decided(again).count(D.REFUSED) == 1
