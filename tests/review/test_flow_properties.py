"""Rules of the shipped properties, and a few others, on logs that are written by hand.

Whether they hold of every call is for `silent999 verify`; here it is seen that each can be met and
broken, and is not applicable where nothing of the kind came up.

What no rule can state:

* that every spoken line has a source in the profile: a fact about the profile's file.
* that a close has a reason: the type `Close` cannot be made without one. The rule here is that no
  incident is closed without the act of closing it.
"""

from __future__ import annotations

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.log import (
    CallBegan,
    CallEnded,
    IncidentMoved,
    NoEffect,
    Played,
    SignalRecognised,
    StageEntered,
)
from simulator.core.terms import (
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    Outcome,
    Reason,
    Recognised,
    Role,
)
from simulator.rules.patterns import Property
from simulator.rules.properties import evaluate
from tests.builders import CONTEXT, CallLog, entries, rule

CALLER, OPERATOR, RECORDING = Role.CALLER, Role.OPERATOR, Role.RECORDING
NETWORK, SYSTEMS, HANDLER = Role.NETWORK, Role.SYSTEMS, Role.CALL_HANDLER

SHIPPED = {claim.id: claim.rule for each in Library().properties() for claim in each.claims}
NOTHING_AFTER_THE_END = SHIPPED["nothing-after-the-end"]
A_FIXED_LINE = SHIPPED["a-fixed-line-never-meets-the-recording"]
ACCEPTED_55_IS_NO_NO_RESPONSE = SHIPPED["an-accepted-55-is-no-no-response"]
ONLY_55_LEADS_TO_POLICE = SHIPPED["only-55-passes-the-recording"]
A_SIGNAL_IS_NO_NO_RESPONSE = SHIPPED["a-signal-never-ends-as-no-response"]
THE_RECORDING_FINISHES = SHIPPED["the-recording-finishes-its-sentence"]
CLOSED_BY_AN_ACT = SHIPPED["an-incident-has-its-causes"]
NO_55_OUTSIDE = SHIPPED["no-55-outside-the-recording"]
NEVER_ENDED_MID_PROMPT = rule("""
never: {act: end_call}
while: {speaking: [operator]}
""")
TIME_NEVER_GOES_BACK = rule("""
no_sooner_than: {time: 0s, after: {anything: true}, then: {anything: true}}
""")
ENDS_WITH_A_NAME = rule("""
for_each: {call: any}
eventually: {outcome: any}
""")


def in_the_recording(line: LineKind = LineKind.MOBILE) -> CallLog:
    call = CallLog(line)
    call.add("0:01", NETWORK, StageEntered(LineStage.WITH_OPERATOR, "D-3"))
    call.add("0:30", NETWORK, StageEntered(LineStage.RECORDING, "O-12"))
    call.add("0:30", RECORDING, Played(Intent.RECORDING_OPENS, "O-12"))
    return call


def taken_to_police(signal: Recognised) -> CallLog:
    call = in_the_recording()
    call.add("0:40", CALLER, do.Press("5"))
    call.add("0:41", RECORDING, SignalRecognised(signal, "R-2"))
    call.add("0:41", NETWORK, StageEntered(LineStage.ACCEPTED, "R-2"))
    return call


def unanswered(*, after: Recognised | None = None, speaking: bool = False) -> CallLog:
    call = in_the_recording()
    if after:
        call.add("0:35", RECORDING, SignalRecognised(after, "R-2"))
    if not speaking:
        call.say("0:42", "0:47", RECORDING, Played(Intent.RECORDING_ASKS_FOR_55, "R-1"))
    call.add("0:53", NETWORK, StageEntered(LineStage.NO_RESPONSE_TO_RECORDING, "R-9"))
    call.add("0:53", SYSTEMS, CallEnded(Outcome.NO_RESPONSE_TO_RECORDING))
    return call


def two_calls(*, tap_between: bool) -> CallLog:
    call = unanswered()
    if tap_between:
        call.add("1:00", CALLER, do.Tap())
    call.add("2:00", NETWORK, CallBegan(2, LineKind.MOBILE))
    call.add("2:10", CALLER, do.Tap())
    return call


def ended_by_operator(*, mid_sentence: bool) -> CallLog:
    call = CallLog()
    if mid_sentence:
        call.add("0:02", OPERATOR, do.Say(Intent.WHICH_SERVICE))
    else:
        call.say("0:02", "0:04", OPERATOR, do.Say(Intent.WHICH_SERVICE))
    call.add("0:06", OPERATOR, do.EndCall(Reason.NO_RESPONSE))
    return call


def closed(*, by_somebody: bool) -> CallLog:
    call = CallLog()
    if by_somebody:
        call.add("1:00", HANDLER, do.Close(Reason.NO_CONCERN))
    call.add("1:00", SYSTEMS, IncidentMoved(IncidentStage.CLOSED_WITHOUT_DEPLOYMENT, "I-9"))
    return call


def pressed_early(*, recognised: bool) -> CallLog:
    call = CallLog()
    call.add("0:01", NETWORK, StageEntered(LineStage.WITH_OPERATOR, "D-3"))
    call.add("0:05", CALLER, do.Press("5"))
    if recognised:
        call.add("0:05", RECORDING, SignalRecognised(Recognised.FIFTY_FIVE, "O-8"))
    else:
        call.add("0:05", NETWORK, NoEffect("the operator hears a key tone", "O-8"))
    return call


FIFTY_FIVE, NOISE = Recognised.FIFTY_FIVE, Recognised.NOISE
CASES = {
    "nothing after the end: met": (NOTHING_AFTER_THE_END, two_calls(tap_between=False), "met"),
    "nothing after the end: broken": (
        NOTHING_AFTER_THE_END,
        two_calls(tap_between=True),
        "broken",
    ),
    "nothing after the end: no end": (NOTHING_AFTER_THE_END, CallLog(), "not_applicable"),
    "landline: met": (A_FIXED_LINE, CallLog(LineKind.LANDLINE), "met"),
    "landline: broken": (
        A_FIXED_LINE,
        in_the_recording(LineKind.LANDLINE),
        "broken",
    ),
    "landline: a mobile": (
        A_FIXED_LINE,
        in_the_recording(),
        "not_applicable",
    ),
    "accepted 55: met": (ACCEPTED_55_IS_NO_NO_RESPONSE, taken_to_police(FIFTY_FIVE), "met"),
    "accepted 55: broken": (
        ACCEPTED_55_IS_NO_NO_RESPONSE,
        unanswered(after=FIFTY_FIVE),
        "broken",
    ),
    "accepted 55: none": (ACCEPTED_55_IS_NO_NO_RESPONSE, unanswered(), "not_applicable"),
    "only 55: met": (ONLY_55_LEADS_TO_POLICE, taken_to_police(FIFTY_FIVE), "met"),
    "only 55: broken": (ONLY_55_LEADS_TO_POLICE, taken_to_police(NOISE), "broken"),
    "only 55: ended": (ONLY_55_LEADS_TO_POLICE, unanswered(), "not_applicable"),
    "a signal: met": (A_SIGNAL_IS_NO_NO_RESPONSE, taken_to_police(NOISE), "met"),
    "a signal: broken": (A_SIGNAL_IS_NO_NO_RESPONSE, unanswered(after=NOISE), "broken"),
    "a signal: none": (A_SIGNAL_IS_NO_NO_RESPONSE, unanswered(), "not_applicable"),
    "mid prompt, recording: met": (THE_RECORDING_FINISHES, unanswered(), "met"),
    "mid prompt, recording: broken": (
        THE_RECORDING_FINISHES,
        unanswered(speaking=True),
        "broken",
    ),
    "mid prompt, operator: met": (
        NEVER_ENDED_MID_PROMPT,
        ended_by_operator(mid_sentence=False),
        "met",
    ),
    "mid prompt, operator: broken": (
        NEVER_ENDED_MID_PROMPT,
        ended_by_operator(mid_sentence=True),
        "broken",
    ),
    "mid prompt: nobody spoke": (NEVER_ENDED_MID_PROMPT, CallLog(), "not_applicable"),
    "closed by an act: met": (CLOSED_BY_AN_ACT, closed(by_somebody=True), "met"),
    "closed by an act: broken": (CLOSED_BY_AN_ACT, closed(by_somebody=False), "broken"),
    "closed by an act: open": (CLOSED_BY_AN_ACT, CallLog(), "not_applicable"),
    "early 55: met": (NO_55_OUTSIDE, pressed_early(recognised=False), "met"),
    "early 55: broken": (NO_55_OUTSIDE, pressed_early(recognised=True), "broken"),
    "early 55: not answered": (NO_55_OUTSIDE, CallLog(), "met"),
    "a named end: met": (ENDS_WITH_A_NAME, unanswered(), "met"),
    "a named end: broken": (ENDS_WITH_A_NAME, two_calls(tap_between=False), "broken"),
    "time: met": (TIME_NEVER_GOES_BACK, unanswered(), "met"),
}


@pytest.mark.parametrize(("claimed", "call", "expected"), CASES.values(), ids=CASES)
def test_a_property_of_the_flow(claimed: Property, call: CallLog, expected: str) -> None:
    verdict = evaluate(claimed, call.entries, CONTEXT)
    assert verdict.kind.value == expected, verdict


def test_time_that_goes_back_is_found() -> None:
    log = entries((5_000, CALLER, do.Tap()), (6_000, CALLER, do.Tap()), (5_999, CALLER, do.Tap()))
    verdict = evaluate(TIME_NEVER_GOES_BACK, log)
    assert verdict.kind.value == "broken"
    assert verdict.evidence == (1, 2)


def test_an_explorer_can_check_whatever_is_not_timed() -> None:
    for loaded in Library().properties():
        for claim in loaded.claims:
            assert claim.timed or claim.rule.finite, claim.id


def test_an_explorer_cannot_check_what_compares_instants() -> None:
    assert not TIME_NEVER_GOES_BACK.finite


def test_an_explorer_cannot_check_what_compares_places_in_the_log() -> None:
    """A note is about the entry of that number: the numbers never come to an end."""
    about = rule("for_each: {sound: any}\neventually: {noted: heard, about: it}")
    same = rule("for_each: {asked: any}\nnever: {asked: any, same: topic}")
    assert (about.finite, same.finite) == (False, True)
