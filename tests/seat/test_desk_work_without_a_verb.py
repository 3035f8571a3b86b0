"""A control room's work in the few words that it is typed in: no verb, letters left out."""

from __future__ import annotations

import pytest

from tests.seat.test_readings import HANDLER, OPERATOR, readings


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("blue light run to the bakery flat", "deploy"),
        ("2 cars pls", "deploy"),
        ("check previous on this address", "search"),
        ("look the number up", "search"),
        ("prev calls from this no", "search"),
        ("aml", "read_location"),
        ("sub check", "trace"),
        ("threat high, he's armed", "thrive"),
        ("vuln: pregnant", "thrive"),
        ("gr2, tapped yes", "grade"),
        ("immediate, male shouting heard", "grade"),
        ("amb needed, head injury", "bring_in"),
        ("fire bde pls smoke", "bring_in"),
        ("supervisor please", "note"),
        ("need my sgt to listen", "note"),
        ("same as the job from Tuesday", "note"),
        ("nfa, kid playing", "close"),
        ("no further action, misdial confirmed", "close"),
    ],
)
def test_a_handlers_work_is_taken_without_a_verb(line: str, kind: str) -> None:
    assert readings(line, HANDLER)[0].act.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "ambulance needed?",
        "ambulance is on its way",
        "emergency, what's your address",
        "the same address you gave us",
        "same as before?",
        "are you high risk",
        "police are on a blue light run to you",
        "shut, lock and hide",
    ],
)
def test_what_asks_or_speaks_to_the_caller_is_still_said(line: str) -> None:
    assert readings(line, HANDLER)[0].act.kind == "say"


def test_cars_and_house_numbers_are_no_call_signs() -> None:
    for line in ("2 cars please", "blue light run to 14 mill st"):
        assert "no unit" not in readings(line, HANDLER)[0].label
    assert "no unit 99 is listed" in readings("send 99", HANDLER)[0].label


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("police pls, no speech but movement", "connect"),
        ("thru to west mids police", "connect"),
        ("silent soln", "send_to_recording"),
        ("55 it", "send_to_recording"),
        ("no reply, SS please", "send_to_recording"),
        ("op to police: female whispered help", "hand_over"),
        ("call back to police with details, line gone", "pass_details"),
        ("op clearing", "leave"),
        ("release", "end_call"),
        ("cut them off, confirmed misdial", "end_call"),
        ("man: who you ringing", "note"),
        ("aml 12m, harrow rd", "note"),
        ("fire, police or ambulance caller", "say"),
    ],
)
def test_an_operators_short_forms_are_taken_as_they_are_meant(line: str, kind: str) -> None:
    found = readings(line, OPERATOR)[0]
    assert found.act.kind == kind
    assert kind not in ("end_call", "leave") or found.confirm is not None


@pytest.mark.parametrize("line", ["recording", "recording please", "the recorded message now"])
def test_an_operator_names_the_recording_alone(line: str) -> None:
    """It is passed on only once its word is typed, so nothing is done by the bare name."""
    (first, *_) = readings(line, OPERATOR)
    assert first.act.kind == "send_to_recording"
    assert first.confirm is not None


@pytest.mark.parametrize("line", ["this is a recording", "please listen to the recording"])
def test_what_an_operator_says_of_the_recording_is_said(line: str) -> None:
    assert readings(line, OPERATOR)[0].act.kind == "say"
