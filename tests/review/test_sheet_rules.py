"""Criteria B04, B05, B06, B08, B13 and B16 of the fact sheet (4.4), in the rule language.

What the language cannot state, and so must be left to a person:

* B04: whether the answer to the control question fits the code. Several taps are one sign or
  several by their timing, and silence may be one; here: a sign comes before the next question.
* B05: whether a caller *could* speak. Here: until they have spoken to the call handler.
* B06: a wait that the call itself ended; nothing was said too soon, so it counts as waited.
* B08: whether the words of a note fit what was heard. A note refers to the entry that it is about.
* B13, B16: whether a reason given for a grade is a good one.
"""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import IncidentMoved, StageEntered
from simulator.core.terms import (
    Form,
    IncidentStage,
    Intent,
    LineStage,
    LossCause,
    Marker,
    NoteKind,
    Reason,
    Role,
    Sign,
    Sound,
    Topic,
)
from simulator.rules.properties import evaluate
from tests.builders import CONTEXT, TWO_TAPS_YES, CallLog, rule

CALLER, HANDLER, ROOM, SYSTEMS = Role.CALLER, Role.CALL_HANDLER, Role.ROOM, Role.SYSTEMS
NETWORK = Role.NETWORK

CODE_BEFORE_USE = """
before: {first: {act: set_code}, then: {question: closed}}
while: {stage: with_call_handler}
source: [N7, K1, K3]
"""
CONTROL_QUESTION_FIRST = """
before: {first: {asked: can_hear}, then: {asked: any, but_not: {asked: can_hear}}}
after: {act: set_code}
"""
CONTROL_ANSWERED = """
for_each: {asked: can_hear}
before: {first: {signal: any}, then: {asked: any, but_not: {asked: can_hear}}}
"""
CLOSED_QUESTIONS = """
never: {question: open}
between: {start: {stage: with_call_handler}, end: {said: any, by: caller}}
source: [P2, P5, F1]
"""
ONE_FACT_EACH = """
never: {question: double}
while: {stage: with_call_handler}
"""
FOUR_SECONDS = """
no_sooner_than:
  time: 4s
  after: {finished: any, asks_for_sign: true, by: call_handler}
  then: {said: any, by: call_handler}
  unless: {signal: any}
source: [R1]
"""
LOGS_BACKGROUND = """
for_each: {sound: [disturbance, voices], by: room}
while: {stage: with_call_handler}
eventually: {noted: heard, about: it}
source: [H1]
"""
MARKER_IS_EMERGENCY = """
eventually: {grade: force.emergency}
applies_when: {marker: high_risk_domestic_abuse, by: systems}
source: [I1, I2]
"""
MARKER_GRADE = """
for_each: {marker: any, with_marker_grade: true, by: systems}
eventually: {grade: marker_grade}
"""
NO_SILENT_DOWNGRADE = """
for_each: {grade: any}
until: {thrive: any}
never: {grade: lower}
"""
REGRADES_WHEN_CUT_OFF = """
within:
  time: profile.regrades_within
  of: {act: [hang_up, lose_line], by: [caller, other_person, network]}
  then: {grade: any}
while: {stage: with_call_handler, incident: [open, graded]}
source: [H1]
"""


def with_police(line_up: str = "0:40") -> CallLog:
    """A call that has reached the call handler."""
    call = CallLog()
    call.add(line_up, NETWORK, StageEntered(LineStage.WITH_CALL_HANDLER, "C-1"))
    call.add(line_up, SYSTEMS, IncidentMoved(IncidentStage.OPEN, "I-1"))
    call.say("0:41", "0:44", HANDLER, do.Say(Intent.THROUGH_TO_POLICE))
    return call


def ask(call: CallLog, start: str, end: str, *topics: Topic, form: Form = Form.CLOSED) -> int:
    return call.say(start, end, HANDLER, do.Ask(topics, form))


def coded() -> CallLog:
    """The code is stated, and tested with one control question that gets an answer."""
    call = with_police()
    call.say("0:45", "0:50", HANDLER, do.SetCode(TWO_TAPS_YES))
    ask(call, "0:51", "0:53", Topic.CAN_HEAR)
    call.add("0:55", CALLER, do.Tap(2))
    ask(call, "0:56", "0:58", Topic.IN_DANGER)
    return call


def uncoded() -> CallLog:
    call = with_police()
    ask(call, "0:45", "0:47", Topic.IN_DANGER)
    call.add("0:48", CALLER, do.Tap())
    call.say("0:50", "0:55", HANDLER, do.SetCode(TWO_TAPS_YES))
    ask(call, "0:56", "0:58", Topic.IN_DANGER)
    return call


def control_unanswered() -> CallLog:
    call = with_police()
    call.say("0:45", "0:50", HANDLER, do.SetCode(TWO_TAPS_YES))
    ask(call, "0:51", "0:53", Topic.CAN_HEAR)
    ask(call, "1:00", "1:02", Topic.IN_DANGER)
    return call


def open_question() -> CallLog:
    call = with_police()
    ask(call, "0:45", "0:47", Topic.WHAT_HAPPENED, form=Form.OPEN)
    return call


def open_question_after_a_whisper() -> CallLog:
    call = with_police()
    call.say("0:45", "0:46", CALLER, do.Say(Intent.SAYS_YES))
    ask(call, "0:47", "0:49", Topic.WHAT_HAPPENED, form=Form.OPEN)
    return call


def two_facts_at_once() -> CallLog:
    call = with_police()
    ask(call, "0:45", "0:49", Topic.WEAPON, Topic.CHILDREN)
    return call


def questions(second_at: str, answer_at: str | None) -> CallLog:
    """A question that ends at 0:50, perhaps an answer, and the next question."""
    call = with_police()
    ask(call, "0:48", "0:50", Topic.IN_DANGER)
    if answer_at:
        call.add(answer_at, CALLER, do.Press("5"))
    ask(call, second_at, "1:10", Topic.WEAPON)
    return call


def offered_ways_only() -> CallLog:
    call = with_police()
    call.say("0:45", "0:47", HANDLER, do.OfferWays((Sign.TAP, Sign.COUGH)))
    call.add("0:48", CALLER, do.Cough())
    return call


def breaking_glass(*, noted: bool, about_another: bool = False, to_police: bool = True) -> CallLog:
    call = with_police() if to_police else CallLog()
    steps = call.add("0:50", ROOM, do.Make(Sound.FOOTSTEPS))
    glass = call.add("0:52", ROOM, do.Make(Sound.BREAKING))
    if noted:
        call.add("0:55", HANDLER, do.Note(NoteKind.HEARD, about=steps if about_another else glass))
    return call


def searched(*markers: Marker, grade: str | None = "immediate", then: str | None = None) -> CallLog:
    call = with_police()
    call.add("0:50", SYSTEMS, do.GiveResult(markers, (do.EarlierCall(3_600_000),)))
    for at, name in (("0:55", grade), ("1:30", then)):
        if name:
            call.add(at, HANDLER, do.SetGrade(name, Reason.MARKER))
    return call


def cut_off(*, regraded_at: str | None, police: bool = True, closed: bool = False) -> CallLog:
    call = with_police() if police else CallLog()
    call.add("1:00", NETWORK, do.LoseLine(LossCause.BATTERY))
    call.add("1:00", NETWORK, StageEntered(LineStage.DOWN, "X-1"))
    if regraded_at:
        call.add(regraded_at, HANDLER, do.SetGrade("immediate", Reason.LINE_CUT))
    if closed:
        call.add("1:20", HANDLER, do.Close(Reason.NO_CONCERN))
    return call


def caller_hung_up_and_regraded() -> CallLog:
    call = with_police()
    call.add("1:00", CALLER, do.HangUp())
    call.add("1:10", HANDLER, do.SetGrade("priority", Reason.LINE_CUT))
    return call


CASES = {
    "B04 code before use: met": (CODE_BEFORE_USE, coded(), "met"),
    "B04 code before use: broken": (CODE_BEFORE_USE, uncoded(), "broken"),
    "B04 code before use: no closed question": (CODE_BEFORE_USE, open_question(), "not_applicable"),
    "B04 control question: met": (CONTROL_QUESTION_FIRST, coded(), "met"),
    "B04 control question: broken": (CONTROL_QUESTION_FIRST, uncoded(), "broken"),
    "B04 control question: no code": (CONTROL_QUESTION_FIRST, open_question(), "not_applicable"),
    "B04 control answered: met": (CONTROL_ANSWERED, coded(), "met"),
    "B04 control answered: broken": (CONTROL_ANSWERED, control_unanswered(), "broken"),
    "B04 control answered: none asked": (CONTROL_ANSWERED, uncoded(), "not_applicable"),
    "B05 closed: met": (CLOSED_QUESTIONS, coded(), "met"),
    "B05 closed: met, the caller speaks": (
        CLOSED_QUESTIONS,
        open_question_after_a_whisper(),
        "met",
    ),
    "B05 closed: broken": (CLOSED_QUESTIONS, open_question(), "broken"),
    "B05 closed: never with police": (CLOSED_QUESTIONS, CallLog(), "not_applicable"),
    "B05 one fact: met": (ONE_FACT_EACH, coded(), "met"),
    "B05 one fact: broken": (ONE_FACT_EACH, two_facts_at_once(), "broken"),
    "B05 one fact: never with police": (ONE_FACT_EACH, CallLog(), "not_applicable"),
    "B06 exactly four seconds: met": (FOUR_SECONDS, questions("0:54", None), "met"),
    "B06 three seconds: broken": (FOUR_SECONDS, questions("0:53", None), "broken"),
    "B06 answered: goes on": (FOUR_SECONDS, questions("0:53", "0:52"), "met"),
    "B06 nothing asked": (FOUR_SECONDS, offered_ways_only(), "not_applicable"),
    "B08 logged: met": (LOGS_BACKGROUND, breaking_glass(noted=True), "met"),
    "B08 not logged: broken": (LOGS_BACKGROUND, breaking_glass(noted=False), "broken"),
    "B08 another sound logged: broken": (
        LOGS_BACKGROUND,
        breaking_glass(noted=True, about_another=True),
        "broken",
    ),
    "B08 police heard nothing": (
        LOGS_BACKGROUND,
        breaking_glass(noted=False, to_police=False),
        "not_applicable",
    ),
    "B13 emergency: met": (
        MARKER_IS_EMERGENCY,
        searched(Marker.HIGH_RISK_DOMESTIC_ABUSE),
        "met",
    ),
    "B13 another grade: broken": (
        MARKER_IS_EMERGENCY,
        searched(Marker.HIGH_RISK_DOMESTIC_ABUSE, grade="priority"),
        "broken",
    ),
    "B13 no grade: broken": (
        MARKER_IS_EMERGENCY,
        searched(Marker.HIGH_RISK_DOMESTIC_ABUSE, grade=None),
        "broken",
    ),
    "B13 no such marker": (MARKER_IS_EMERGENCY, searched(Marker.WEAPONS), "not_applicable"),
    "B13 by force policy: met": (
        MARKER_GRADE,
        searched(Marker.DOMESTIC_ABUSE, grade="priority"),
        "met",
    ),
    "B13 by force policy, the most urgent of two: broken": (
        MARKER_GRADE,
        searched(Marker.DOMESTIC_ABUSE, Marker.HIGH_RISK_DOMESTIC_ABUSE, grade="priority"),
        "broken",
    ),
    "B13 by force policy: the force has none": (
        MARKER_GRADE,
        searched(Marker.WEAPONS),
        "not_applicable",
    ),
    "B29 downgraded: broken": (NO_SILENT_DOWNGRADE, searched(then="scheduled"), "broken"),
    "B29 regraded upwards: met": (
        NO_SILENT_DOWNGRADE,
        searched(grade="priority", then="immediate"),
        "met",
    ),
    "B16 in time: met": (REGRADES_WHEN_CUT_OFF, cut_off(regraded_at="2:00"), "met"),
    "B16 late: broken": (REGRADES_WHEN_CUT_OFF, cut_off(regraded_at="2:01"), "broken"),
    "B16 closed instead: broken": (
        REGRADES_WHEN_CUT_OFF,
        cut_off(regraded_at=None, closed=True),
        "broken",
    ),
    "B16 hung up: met": (REGRADES_WHEN_CUT_OFF, caller_hung_up_and_regraded(), "met"),
    "B16 never cut off": (REGRADES_WHEN_CUT_OFF, coded(), "not_applicable"),
    "B16 cut off before police": (
        REGRADES_WHEN_CUT_OFF,
        cut_off(regraded_at=None, police=False),
        "not_applicable",
    ),
}


@pytest.mark.parametrize(("text", "call", "expected"), CASES.values(), ids=CASES)
def test_a_criterion_of_the_sheet(text: str, call: CallLog, expected: str) -> None:
    verdict = evaluate(rule(text), call.entries, CONTEXT)
    assert verdict.kind.value == expected, verdict


def test_a_missed_note_is_shown_by_the_sound() -> None:
    call = breaking_glass(noted=False)
    verdict = evaluate(rule(LOGS_BACKGROUND), call.entries, CONTEXT)
    assert [call.entries[seq].body for seq in verdict.evidence] == [do.Make(Sound.BREAKING)]
    assert "0:52 Room: [something breaks]" in verdict.because


def test_a_question_too_soon_is_shown_by_both() -> None:
    call = questions("0:53", None)
    verdict = evaluate(rule(FOUR_SECONDS), call.entries, CONTEXT)
    assert [call.entries[seq].at for seq in verdict.evidence] == [50_000, 53_000]
    assert "3s later" in verdict.because
