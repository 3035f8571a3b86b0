"""The Met's standing first handler: who they pass on, and what becomes of whoever gives no sign."""

from __future__ import annotations

from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import StageEntered
from simulator.core.terms import Form, Intent, LineStage, Outcome, Reason, Role, Topic
from tests.session.calls import FORCES, PROFILES, Play, play

FIRST = Role.FIRST_HANDLER
PROFILE = PROFILES["surrey_2019"]
PRESSES = 'caller:\n  - {when: {heard: recording_asks_for_55}, after: 1s, do: {press: "55"}}\n'


def surrey(more: str = "", force: str = "generic") -> Play:
    """A caller who presses 55 where Met staff ask first."""
    return play(PRESSES + more, "surrey_2019", force)


def test_55_leads_to_the_first_handler_in_this_variant() -> None:
    """Whoever presses 55 is asked by Met staff before the local force hears of them."""
    call = surrey()
    assert LineStage.WITH_FIRST_HANDLER in call.stages
    assert LineStage.WITH_FIRST_HANDLER not in play(PRESSES).stages


@pytest.mark.parametrize("force", FORCES)
def test_the_first_handler_says_who_they_are_and_states_the_code(force: str) -> None:
    """First who this is, then the code of the force, then closed questions about one fact."""
    call = surrey(force=force)
    said = call.of(FIRST)
    assert said[:2] == [
        do.Say(Intent.THROUGH_TO_POLICE, PROFILE.words(Intent.THROUGH_TO_POLICE)),
        do.SetCode(FORCES[force].code, call.act(do.SetCode).words),
    ]
    questions = [body for body in said if isinstance(body, do.Ask)]
    assert [q.about for q in questions] == [(Topic.CAN_HEAR,), (Topic.NEEDS_POLICE,)]
    assert {q.form for q in questions} == {Form.CLOSED}
    assert len(questions) == PROFILE.first_handler.questions


def test_whoever_gives_no_sign_is_not_passed_on() -> None:
    """After the questions and their waits the first handler ends the call: the variant's rule."""
    call = surrey()
    assert call.outcome is Outcome.ENDED_BY_FIRST_HANDLER
    assert call.act(do.EndCall) == do.EndCall(Reason.NO_RESPONSE)
    last = call.all(do.Ask, FIRST)[-1]
    assert call.first(do.EndCall).at - call.end_of(last).at == PROFILE.first_handler.wait


def test_there_are_four_seconds_after_each_question() -> None:
    """The caller has the profile's wait, which is at least four seconds, after each question."""
    call = surrey()
    said = [e for e in call.log if e.actor is FIRST and e.body.kind in ("ask", "end_call")]
    for question, following in pairwise(said):
        assert following.at - call.end_of(question).at >= PROFILE.first_handler.wait >= 4_000


@pytest.mark.parametrize(
    "sign",
    [
        "tap",
        "cough",
        '{press: "1"}',
        "{sound: groan}",
        "{sound: sob}",
        "{whisper: {intent: speaks, words: I am here.}}",
    ],
)
def test_any_sign_is_passed_on(sign: str) -> None:
    """A caller who gives any sign is passed to the local force, soon."""
    call = surrey(f"  - {{when: {{asked: can_hear}}, after: 1s, do: {sign}}}\n")
    assert call.act(do.PassOn) == do.PassOn(Reason.SIGNAL_HEARD)
    asked = call.first(do.Ask, FIRST)
    made = next(e for e in call.after(asked).log if e.actor is Role.CALLER)
    assert call.first(do.PassOn).at == made.at + PROFILE.handler.reaction
    assert LineStage.WITH_CALL_HANDLER in call.stages
    assert not call.any(do.EndCall, FIRST)


@pytest.mark.parametrize(
    ("sound", "passed"), [("shouting", True), ("voices", True), ("television", False)]
)
def test_a_disturbance_is_passed_on_and_weak_noise_is_not(sound: str, passed: bool) -> None:
    """What is heard in the room counts when it is voices or a disturbance."""
    room = f"room: [{{when: {{asked: can_hear}}, after: 1s, do: {{sound: {sound}}}}}]\n"
    call = surrey(room)
    assert call.any(do.PassOn) == passed


def test_a_caller_who_answers_by_the_code_is_passed_on_at_the_first_answer() -> None:
    """An answer to the control question is a sign."""
    call = surrey("facts: {needs_police: yes}\nanswers: {by: [tap], after: 1s}\n")
    assert len(call.all(do.Ask, FIRST)) == 1
    assert call.any(do.PassOn)


def test_a_line_lost_meanwhile_ends_the_questions() -> None:
    """Once the caller is gone the first handler says and decides nothing more."""
    call = surrey("  - {when: {asked: can_hear}, after: 1s, do: hang_up}\n")
    gone = call.first(StageEntered, stage=LineStage.CUT_OFF)
    assert call.after(gone).of(FIRST) == []
    assert call.outcome is Outcome.DEPLOYED


def test_a_line_lost_in_the_middle_of_a_sentence_ends_the_questions_too() -> None:
    """Who was speaking when the caller went plans nothing more, not even in vain."""
    call = surrey("  - {when: {asked: can_hear, from: start}, after: 100ms, do: hang_up}\n")
    assert call.result.skipped == ()
