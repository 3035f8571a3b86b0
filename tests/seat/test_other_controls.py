"""At a trainee's desk: what ambulance or fire control asks and says, and an answer in the line."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.terms import Role, Service, ServiceNeed
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.addressed import addressed
from simulator.seat.typed_reports import typed_to_control
from simulator.seat.view.desk_cards import _in_use
from simulator.seat.view.handler_cards import _desk
from simulator.session.officers.service_control import ServiceControl
from simulator.session.random_stream import RandomStream
from tests.debrief.short_logs import log

ASKED = "5 ch bring ambulance; 20 am reports control_answers; 25 am needs patient_breathing"
N = ServiceNeed


def known(text: str) -> Knowledge:
    return Knowledge.of(Role.CALL_HANDLER, log(text, Role.CALL_HANDLER))


def test_what_a_control_asks_is_on_the_desk_until_it_is_answered() -> None:
    """In the card of the control room, and in the band above it."""
    cards = [f"{line.label} {line.text}" for line in _desk(known(ASKED))]
    assert any("Ambulance asks breathing normally" in line for line in cards)
    assert any(line.startswith("Ambulance control ") for line in cards)
    assert _in_use(known(ASKED), None) == "Ambulance control asks: breathing normally"  # type: ignore[arg-type]
    answered = known(f"{ASKED}; 30 ch bring ambulance answers=patient_breathing")
    assert not any("asks" in line.label for line in _desk(answered) if line.label)


@pytest.mark.parametrize(
    ("words", "way", "need"),
    [
        ("She's breathing normally.", "answers", N.PATIENT_BREATHING),
        ("No, gasping, not normal breathing.", "denied", N.PATIENT_BREATHING),
        ("I don't know.", "not_known", N.PATIENT_BREATHING),
        ("Yes.", "answers", N.PATIENT_BREATHING),
        ("No.", "denied", N.PATIENT_BREATHING),
        ("She's awake and talking.", "answers", N.PATIENT_CONSCIOUS),
        ("He's unconscious.", "denied", N.PATIENT_CONSCIOUS),
        ("Not safe yet, wait for officers.", "denied", N.SAFE_TO_APPROACH),
        ("Scene's safe, you can go in.", "answers", N.SAFE_TO_APPROACH),
        ("About 40 years old.", "answers", N.PATIENT_AGE),
        ("Nothing new since.", "answers", N.ANY_CHANGE),
        ("Thirty paracetamol at eight.", "answers", N.WHAT_TAKEN),
        ("It's 12 Mill Lane.", "answers", N.SCENE_ADDRESS),
        ("We don't know the address.", "not_known", N.SCENE_ADDRESS),
        ("Third floor, at the back.", "answers", N.WHICH_FLOOR),
        ("Everybody's out.", "denied", N.PEOPLE_INSIDE),
    ],
)
def test_an_answer_in_a_trainees_own_words_answers_what_it_speaks_of(
    words: str, way: str, need: ServiceNeed
) -> None:
    """And an answer of one word what was asked last."""
    given = typed_to_control(words, Service.AMBULANCE, known(ASKED).facts)
    assert need in given[way], given
    assert given["update"]


def test_a_line_to_ambulance_control_is_read_as_for_it() -> None:
    """Nothing of it is said down the caller's line."""
    found = addressed("ambulance control, she's breathing normally", ())
    assert [(each.kind, each.which) for each in found] == [("bring_in", "ambulance")]


def test_a_trainees_answer_moves_the_control_on() -> None:
    """It asks no second time what the sentence has said."""
    control = ServiceControl(Role.AMBULANCE_CONTROL, {}, _stream())
    entries = log(ASKED, Role.CALL_HANDLER)
    first = next(e for e in entries if isinstance(e.body, do.BringIn))
    words = "It's 12 Mill Lane, he's awake."
    given = typed_to_control(words, Service.AMBULANCE, known(ASKED).facts)
    said = do.BringIn(Service.AMBULANCE, words, **given)
    control.on_heard(first, first.at)
    control.on_heard(first._replace(body=said), first.at + 1_000)
    for each in entries:
        if each.actor is Role.AMBULANCE_CONTROL and isinstance(each.body, do.ServiceReport):
            plans = control.on_heard(each, each.at).plans
            about = [act.action.about for act in plans if isinstance(act.action, do.ServiceAsks)]
            assert about == [N.PATIENT_BREATHING]


def _stream() -> RandomStream:
    return RandomStream(0, "test")
