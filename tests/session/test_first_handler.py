"""The Met's simulated first handler: whom they pass on, and what follows without a sign."""

from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import StageEntered
from simulator.core.terms import Intent, LineStage, Outcome, QuestionForm, Reason, Role, Topic
from tests.session.calls import FORCES, PROFILES, Play, play

FIRST = Role.FIRST_HANDLER
PROFILE = PROFILES["surrey_2019"]
PRESSES = 'caller:\n  - {when: {heard: recording_asks_for_55}, after: 1s, do: {press: "55"}}\n'
SOUND = "room: [{when: {asked: can_hear}, after: 1s, do: {sound: %s}}]\n"


def surrey(more: str = "", force: str = "generic") -> Play:
    """A caller who presses 55 where Met staff ask first."""
    return play(PRESSES + more, "surrey_2019", force)


@pytest.mark.parametrize("force", FORCES)
def test_whoever_gives_no_sign_is_asked_and_not_passed_on(force: str) -> None:
    """Who this is, the force's code, closed questions with their waits; then the call is ended."""
    call = surrey(force=force)
    said = call.of(FIRST)
    assert said[:2] == [
        do.Say(Intent.THROUGH_TO_POLICE, PROFILE.words(Intent.THROUGH_TO_POLICE)),
        do.SetCode(FORCES[force].code, call.act(do.SetCode).words),
    ]
    questions = call.bodies(do.Ask, FIRST)
    assert [q.about for q in questions] == [(Topic.CAN_HEAR,), (Topic.NEEDS_POLICE,)]
    assert {q.form for q in questions} == {QuestionForm.CLOSED}
    assert len(questions) == PROFILE.first_handler.questions
    waited = [e for e in call.log if e.actor is FIRST and e.body.kind in ("ask", "end_call")]
    assert waited[-1].body == do.EndCall(Reason.NO_RESPONSE)
    for question, following in pairwise(waited):
        wait = following.at - call.end_of(question).at
        assert wait == PROFILE.first_handler.wait >= 4_000
    assert call.outcome is Outcome.ENDED_BY_FIRST_HANDLER
    assert LineStage.WITH_FIRST_HANDLER not in play(PRESSES).stages, "only in this variant"


SIGN = "  - {when: {asked: can_hear}, after: 1s, do: %s}\n"
SIGNS = (*("tap", '{press: "1"}', "{sound: sob}"), "{whisper: {intent: speaks, words: I am here.}}")


@pytest.mark.parametrize(
    ("more", "by"),
    [
        *((SIGN % sign, Role.CALLER) for sign in SIGNS),
        *((SOUND % sound, Role.ROOM) for sound in ("shouting", "voices")),
        ("facts: {needs_police: yes}\nanswers: {by: [tap], after: 1s}\n", Role.CALLER),
        (SOUND % "television", None),
    ],
)
def test_any_sign_is_passed_on_at_once(more: str, by: Role | None) -> None:
    """Voices and a disturbance in the room count, and so does an answer; weak noise doesn't."""
    call = surrey(more)
    assert call.any(do.PassOn) is (by is not None)
    if by is not None:
        asked = call.first(do.Ask, FIRST)
        made = next(e for e in call.after(asked).log if e.actor is by)
        assert call.act(do.PassOn) == do.PassOn(Reason.SIGNAL_HEARD)
        assert call.first(do.PassOn).at == made.at + PROFILE.handler.reaction
        assert call.all(do.Ask, FIRST) == [asked]
        assert LineStage.WITH_CALL_HANDLER in call.stages
        assert not call.any(do.EndCall, FIRST)


@pytest.mark.parametrize("cue", ["asked: can_hear", "asked: can_hear, from: start"])
def test_a_line_lost_meanwhile_ends_the_questions(cue: str) -> None:
    """Also in the middle of a sentence: they say and decide nothing more, not even in vain."""
    place = "location: {aml: {place: the mill house, radius: 20}}\n"
    call = surrey(f"  - {{when: {{{cue}}}, after: 100ms, do: hang_up}}\n{place}")
    gone = call.first(StageEntered, stage=LineStage.CUT_OFF)
    assert call.after(gone).of(FIRST) == []
    assert call.result.skipped == ()
    assert call.outcome is Outcome.DEPLOYED
