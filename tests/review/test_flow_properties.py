"""Rules of the shipped properties, and a few others, on logs that are written by hand.

Whether they hold of every call is for `silent999 verify`; here it is seen that each can be met and
broken, and is not applicable where nothing of the kind came up.

What no rule can state:

* that every spoken line has a source in the profile: a fact about the profile's file.
* that a close has a reason: the type `Close` cannot be made without one. The rule here is that no
  incident is closed without the act of closing it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.log import Body, Entry
from simulator.rules.evaluate import evaluate
from simulator.rules.patterns import Rule
from tests.builders import CONTEXT, CallLog, entries, rule

CALLER, OPERATOR, RECORDING = terms.Role.CALLER, terms.Role.OPERATOR, terms.Role.RECORDING
NETWORK, SYSTEMS, HANDLER = terms.Role.NETWORK, terms.Role.SYSTEMS, terms.Role.CALL_HANDLER
SHIPPED = {prop.id: prop.rule for each in Library().properties() for prop in each.properties}
MID_PROMPT = rule("never: {act: end_call}\nwhile: {speaking: [operator]}")
TIME = rule(
    "no_sooner_than: {time: 0s, after: {anything: true}, then: {anything: true}}",
)
NAMED_END = rule("for_each: {call: any}\neventually: {outcome: any}")

Step = tuple[str, terms.Role, Body]


def stage(when: str, entered: terms.LineStage) -> Step:
    return when, NETWORK, out.StageEntered(entered, "-")


def recognised(when: str, signal: terms.Recognised) -> Step:
    return when, RECORDING, out.SignalRecognised(signal, "-")


def call(*steps: Step, line: terms.LineKind = terms.LineKind.MOBILE) -> list[Entry]:
    log = CallLog(line)
    for when, who, body in steps:
        log.add(when, who, body)
    return log.entries


WITH_OPERATOR = stage("0:01", terms.LineStage.WITH_OPERATOR)
ASKS = out.LinePlayed(terms.Intent.RECORDING_ASKS_FOR_55, "-")
PLAYED: list[Step] = [
    WITH_OPERATOR,
    stage("0:30", terms.LineStage.RECORDING),
    ("0:30", RECORDING, out.LinePlayed(terms.Intent.RECORDING_OPENS, "-")),
]
ASKED: list[Step] = [
    ("0:42", RECORDING, ASKS),
    ("0:47", RECORDING, do.Finish(terms.Intent.RECORDING_ASKS_FOR_55)),
]
NO_RESPONSE: list[Step] = [
    stage("0:53", terms.LineStage.NO_RESPONSE_TO_RECORDING),
    ("0:53", SYSTEMS, out.CallEnded(terms.Outcome.NO_RESPONSE_TO_RECORDING)),
]
UNANSWERED = [*PLAYED, *ASKED, *NO_RESPONSE]
TAPPED: Step = ("1:00", CALLER, do.Tap())
SECOND: list[Step] = [
    ("2:00", NETWORK, out.CallBegan(2, terms.LineKind.MOBILE)),
    ("2:10", CALLER, do.Tap()),
]
PROMPT: Step = ("0:02", OPERATOR, do.Say(terms.Intent.WHICH_SERVICE))
PROMPTED: Step = ("0:04", OPERATOR, do.Finish(terms.Intent.WHICH_SERVICE))
END: Step = ("0:06", OPERATOR, do.EndCall(terms.Reason.NO_RESPONSE))
CLOSE: Step = ("1:00", HANDLER, do.Close(terms.Reason.NO_CONCERN))
CLOSED: Step = (
    "1:00",
    SYSTEMS,
    out.IncidentMoved(terms.IncidentStage.CLOSED_WITHOUT_DEPLOYMENT, "-"),
)
EARLY: Step = ("0:05", CALLER, do.Press("5"))
A_TONE: Step = ("0:05", NETWORK, out.NoEffect("the operator hears a key tone", "-"))
FIFTY_FIVE, NOISE = terms.Recognised.FIFTY_FIVE, terms.Recognised.NOISE


def taken_to_police(signal: terms.Recognised) -> list[Step]:
    press: Step = ("0:40", CALLER, do.Press("5"))
    return [*PLAYED, press, recognised("0:41", signal), stage("0:41", terms.LineStage.ACCEPTED)]


def in_vain(signal: terms.Recognised) -> list[Step]:
    return [*PLAYED, recognised("0:35", signal), *ASKED, *NO_RESPONSE]


CASES: dict[str, dict[str, Sequence[Step]]] = {
    "nothing-after-the-end": {
        "met": [*UNANSWERED, *SECOND],
        "broken": [*UNANSWERED, TAPPED, *SECOND],
        "not_applicable": [],
    },
    "an-accepted-55-is-no-no-response": {
        "met": taken_to_police(FIFTY_FIVE),
        "broken": in_vain(FIFTY_FIVE),
        "not_applicable": UNANSWERED,
    },
    "only-55-passes-the-recording": {
        "met": taken_to_police(FIFTY_FIVE),
        "broken": taken_to_police(NOISE),
        "not_applicable": UNANSWERED,
    },
    "a-signal-never-ends-as-no-response": {
        "met": taken_to_police(NOISE),
        "broken": in_vain(NOISE),
        "not_applicable": UNANSWERED,
    },
    "the-recording-finishes-its-sentence": {
        "met": UNANSWERED,
        "broken": [*PLAYED, *NO_RESPONSE],
    },
    "an-incident-has-its-causes": {
        "met": [CLOSE, CLOSED],
        "broken": [CLOSED],
        "not_applicable": [],
    },
    "no-55-outside-the-recording": {
        "met": [WITH_OPERATOR, EARLY, A_TONE],
        "broken": [WITH_OPERATOR, EARLY, recognised("0:05", FIFTY_FIVE)],
    },
}
OWN: list[tuple[Rule, str, Sequence[Step]]] = [
    (MID_PROMPT, "met", [PROMPT, PROMPTED, END]),
    (MID_PROMPT, "broken", [PROMPT, END]),
    (MID_PROMPT, "not_applicable", []),
    (NAMED_END, "met", UNANSWERED),
    (NAMED_END, "broken", [*UNANSWERED, *SECOND]),
    (TIME, "met", UNANSWERED),
    (SHIPPED["no-55-outside-the-recording"], "met", []),
]


@pytest.mark.parametrize(
    ("claimed", "verdict", "steps"),
    [
        *(
            pytest.param(SHIPPED[name], verdict, steps, id=f"{name}: {verdict}")
            for name, cases in CASES.items()
            for verdict, steps in cases.items()
        ),
        *OWN,
    ],
)
def test_a_property_of_the_flow(claimed: Rule, verdict: str, steps: Sequence[Step]) -> None:
    assert evaluate(claimed, call(*steps), CONTEXT).kind.value == verdict


@pytest.mark.parametrize(
    ("line", "steps", "verdict"),
    [
        (terms.LineKind.LANDLINE, [], "met"),
        (terms.LineKind.LANDLINE, PLAYED, "broken"),
        (terms.LineKind.MOBILE, PLAYED, "not_applicable"),
    ],
)
def test_a_fixed_line_never_meets_the_recording(
    line: terms.LineKind, steps: list[Step], verdict: str
) -> None:
    claimed = SHIPPED["a-fixed-line-never-meets-the-recording"]
    assert evaluate(claimed, call(*steps, line=line), CONTEXT).kind.value == verdict


def test_time_that_goes_back_is_found() -> None:
    log = entries((5_000, CALLER, do.Tap()), (6_000, CALLER, do.Tap()), (5_999, CALLER, do.Tap()))
    verdict = evaluate(TIME, log)
    assert (verdict.kind.value, verdict.evidence) == ("broken", (1, 2))


def test_an_explorer_checks_what_compares_no_instants_and_no_places_in_the_log() -> None:
    """A note is about the entry of that number: the numbers never come to an end."""
    for loaded in Library().properties():
        assert [prop.id for prop in loaded.properties if not (prop.timed or prop.rule.finite)] == []
    about = rule("for_each: {sound: any}\neventually: {noted: heard, about: it}")
    same = rule("for_each: {asked: any}\nnever: {asked: any, same: topic}")
    assert (TIME.finite, about.finite, same.finite) == (False, False, True)
