"""First contact, the code and its test, and who can hear: practice.md 1.2 to 1.4 as stories."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import StageEntered
from simulator.core.terms import Intent, LineStage, Reason, Role, Topic
from simulator.session.people.guided_person import SETTLES
from simulator.session.run.headless_run import run
from tests.daily import first_a_day
from tests.guidance.stories import (
    ALOUD,
    ANSWERS,
    DANGER,
    HANDLER,
    LANDLINE,
    PLACE,
    TAPS,
    Told,
    asked,
    did,
    facts,
    grades,
    intents,
    on,
    says,
    spoken,
    steps,
)
from tests.session.calls import DEFAULT, FORCES, GENERIC, LIBRARY, Play, play

PACING = DEFAULT.handler
ALONE = facts(in_danger="yes", injured="no", alone_to_talk="yes", weapon="no", children="no")
WATCHED = facts(in_danger="yes", injured="no", alone_to_talk="no", weapon="no", children="no")
PRETENDS = "caller:\n  - {when: {heard: which_service}, after: 1s, do: %s}\n  - %s\n"
ORDER = "{say: {intent: pretends, words: A pizza please.}}"
POLICE = "{say: {intent: wants_police, words: Police., manner: aloud}}"
BREATHES = "answers: {by: [breath], after: 1s}\n"
SIGNS = "caller: [{when: {heard: make_a_sound}, after: 1s, do: %s}]\n"
ASKED_TWICE = on("{asked: can_hear, nth: 2}", "tap")

STORIES = {
    "CH-01 CH-05 CH-06 police, a whisper invited, ways, then a code": Told(
        TAPS, "say through_to_police, say invite_speech, offer_ways, code tap, ask can_hear"
    ),
    "CH-02 a caller who pretends is asked once, within the cover": Told(
        PRETENDS % (ORDER, says("pretends")),
        "say say_yes_if_police",
        "offer_ways, code, say invite_speech, ask alone_to_talk, say officers",
    ),
    "CH-04 words to the operator are taken up, and a whisper is invited when none follow": Told(
        f"caller: [{on('{heard: which_service}', POLICE)}]\n",
        "caller: wants_police, say through_to_police, say invite_speech",
    ),
    "CH-08 CH-09 the search and the data come before anything at the desk": Told(
        TAPS, "search, read aml, grade, deploy"
    ),
    "CH-10 the phone is silenced before any text": Told(TAPS, "say silence_phone", "send_text"),
    "CH-11 a cough was heard: the code coughs": Told(SIGNS % "cough", "code cough"),
    "CH-11 a key was heard: the code presses keys": Told(SIGNS % '{press: "1"}', "code key"),
    "CH-11 no sign is known: the force's own code": Told(
        LANDLINE, "code key", force="northern_keys"
    ),
    "CH-12 CH-13 the test comes first, and its answer is acknowledged": Told(
        DANGER + ANSWERS + steps(),
        "code tap, ask can_hear, caller: tap, say got_it, ask alone_to_talk",
    ),
    "CH-14 a wrong count is said, and tested again with the same sign": Told(
        steps(on("{asked: can_hear}", "{tap: 3}"), ASKED_TWICE),
        "code tap, ask can_hear, say code_unclear, code tap, ask can_hear, caller: tap, say got_it",
        "code key",
    ),
    "CH-14 CH-16 two failures: another sign; three: listening": Told(
        steps(),
        (
            "code tap, ask can_hear, code tap, ask can_hear, code key, ask can_hear, say "
            "stay_on_line"
        ),
    ),
    "CH-14 a loud breath in answer: breaths are agreed, tested, and count": Told(
        PLACE + WATCHED + BREATHES + steps(),
        (
            "code tap, ask can_hear, caller: loud_breath, code breath, ask can_hear, "
            "caller: loud_breath, say got_it, ask alone_to_talk, ask in_danger, "
            "caller: loud_breath, grade emergency, deploy, say go_quiet"
        ),
        "code key",
    ),
    "CH-11 the only sign is a loud breath: breaths are agreed": Told(
        LANDLINE + f"caller: [{on('{heard: invite_speech}', '{sound: loud_breath}')}]\n",
        "caller: loud_breath, offer_ways, code breath, ask can_hear, code breath",
        "code tap, code key",
    ),
    "CH-17 a caller who whispers is asked in open words, without a code": Told(
        PLACE + ALOUD + steps(says("speaks", "whisper")), "ask what_happened", "code"
    ),
    "CH-19 who can hear is the first real question": Told(
        TAPS, "ask can_hear, ask alone_to_talk, ask in_danger"
    ),
    "CH-20 nobody hears: officers are mentioned, and it is asked again before the arrival is": Told(
        PLACE + ALONE + ANSWERS + steps(),
        (
            "ask alone_to_talk, deploy, say officers_sent, officers: arrive, ask alone_to_talk, "
            "say officers_there, close"
        ),
        "withhold",
    ),
    "CH-21 another person hears: officers are withheld, short questions go on": Told(
        PLACE + WATCHED + ANSWERS + steps(),
        "ask alone_to_talk, ask in_danger, deploy, withhold officers_sent, ask weapon",
        "say officers, say eta",
    ),
    "CH-22 steps come near: one short sentence": Told(
        PLACE
        + WATCHED
        + ANSWERS
        + steps()
        + "room: [{when: {asked: weapon}, after: 3s, do: {sound: footsteps}}]",
        "room: footsteps, say go_quiet",
    ),
    "CH-23 the other has left, as the caller says: asked again who hears, then advice": Told(
        PLACE
        + facts(alone_to_talk="no", in_danger="yes", other_person_present="yes", can_speak="yes")
        + ANSWERS
        + steps(
            on(
                "{asked: injured}",
                '{say: {intent: speaks, words: "He\'s gone.", means: {has_gone: yes}}}',
                "3s",
            )
        ),
        "ask alone_to_talk, caller: speaks, ask alone_to_talk",
    ),
}


def test_who_spoke_to_the_operator_is_not_invited_to_stay_silent() -> None:
    """CH-04: the first words take up what was said; no "you don't need to speak"."""
    for seed in range(4):
        call = play(f"caller: [{on('{heard: which_service}', POLICE)}]\n", seed=seed)
        first = call.first(do.Say, HANDLER, intent=Intent.THROUGH_TO_POLICE)
        words = first.body.words.lower()  # type: ignore[union-attr]
        assert not any(each in words for each in ("quiet", "need to", "no need", "just listen"))


def test_the_supervisor_is_asked_after_two_minutes_without_a_usable_sign() -> None:
    """CH-14, CH-16: after three tests, once, and not about a caller whose code was tested.

    At a door that stays shut they are asked about any caller (practice2 4.3).
    """
    call = play(steps())
    assert [act for act in did(call) if act.startswith("code")] == ["code tap"] * 2 + ["code key"]
    assert asked(call).count(Topic.CAN_HEAR) == 3
    asks = [e for e in call.all(do.Note) if "supervisor" in e.body.text]  # type: ignore[union-attr]
    (asked_at,) = [e.at - call.first(do.Answer, HANDLER).at for e in asks]
    assert 120_000 <= asked_at <= 150_000
    tapped = play(TAPS)
    notes = [e for e in tapped.all(do.Note) if "supervisor" in e.body.text]  # type: ignore[union-attr]
    last = [e.at for e in tapped.all(do.Tap)][-1]
    assert all(e.at - last >= 120_000 for e in notes), "only of an emergency that fell silent (4.3)"


@pytest.mark.parametrize("topic", [Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.INJURED])
def test_what_matters_is_asked_once_more_when_no_answer_came(topic: Topic) -> None:
    """CH-19, CH-24, CH-25: in other words, not twice running, and never a third time."""
    known = {"alone_to_talk": "no", "in_danger": "yes", "injured": "no", topic: "unknown"}
    call = play(PLACE + facts(**known) + ANSWERS + steps())
    topics = asked(call)
    assert topics.count(topic) == 2
    assert topics.index(topic) + 1 != len(topics) - 1 - topics[::-1].index(topic)
    words = [e.body.words for e in spoken(call) if topic in getattr(e.body, "about", ())]  # type: ignore[union-attr]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story(story: Told) -> None:
    """What is done, in which order, and what never is."""
    story.check(play(story.text, force=story.force))


@pytest.mark.parametrize("force", first_a_day(FORCES))
def test_the_force_answers_in_time_and_lets_the_operator_finish(force: str) -> None:
    """CH-01: nothing is said before the handover, and first of all who this is.

    The file fixes how long the phone rings; without it the seconds are drawn (V29).
    """
    call = play("cast: {handler_answers: 4s}\n" + DANGER + ANSWERS + steps(), force=force)
    rang = call.first(StageEntered, stage=LineStage.CONNECTING_POLICE)
    assert call.first(do.Answer, HANDLER).at == rang.at + 4_000
    assert spoken(call)[0].at >= call.end_of(call.first(do.HandOver)).at
    assert intents(call)[:2] == [Intent.THROUGH_TO_POLICE, Intent.INVITE_SPEECH]
    assert call.first(do.OfferWays).at - call.end_of(spoken(call)[1]).at >= 4_000


def test_an_answer_is_taken_at_once_but_not_before_it_is_whole() -> None:
    """CH-14: a second tap may come; two single taps in a row are two, which means no (B06)."""
    call = play("facts: {in_danger: no, injured: no}\n" + ANSWERS + steps())
    twice = play(
        "facts: {can_hear: yes}\nanswers: {by: [tap], after: 1s}\n"
        + steps(on("{asked: in_danger}", "[tap, {pause: 800ms}, tap]"))
    )
    assert "danger_established" not in str(grades(twice))
    question = call.first(do.Ask, about=(Topic.CAN_HEAR,))
    sign = next(e for e in call.after(question).log if e.actor is Role.CALLER)
    following = next(e for e in spoken(call) if e.seq > sign.seq)
    assert following.at - sign.at == SETTLES < PACING.wait


def test_steps_near_are_waited_out() -> None:
    """CH-22: after the one sentence nothing is asked for ten seconds."""
    call = play(STORIES["CH-22 steps come near: one short sentence"].text)
    quiet = call.first(do.Say, HANDLER, intent=Intent.GO_QUIET)
    later = next(entry for entry in spoken(call) if entry.seq > quiet.seq)
    assert later.at - quiet.at >= 10_000
    heard = call.first(do.Make, Role.ROOM)
    assert quiet.at - heard.at <= 3_000


def test_another_sentence_that_ends_does_not_end_the_callers() -> None:
    """Speech never begins while the caller speaks (practice.md 0.3)."""
    speaks = "{say: {intent: speaks, words: I am in the kitchen and I do not know what to do now.}}"
    aside = "{say: {intent: not_to_call, words: Dinner.}}"
    call = play(
        steps(on("{heard: invite_speech}", speaks))
        + f"room: [{{when: {{heard: invite_speech}}, after: 1500ms, do: {aside}}}]\n"
    )
    ends = [entry.actor for entry in call.all(do.Finish) if entry.actor in (Role.CALLER, Role.ROOM)]
    assert ends == [Role.ROOM, Role.CALLER]
    assert spoken(call.after(call.all(do.Finish, Role.CALLER)[-1]))


@pytest.mark.parametrize("seed", range(4))
def test_who_fits_no_code_is_written_to_after_a_minute(seed: int) -> None:
    """CH-16, CH-64: who knocked and does not hear us can read; 97 seconds were too long."""
    heard_no_word = LIBRARY.scenario("hears-nothing").scenario
    second = Play(run(heard_no_word, DEFAULT, GENERIC, seed)).calls[1]
    answered = second.first(do.Answer, HANDLER)
    assert second.first(do.SendText, HANDLER).at - answered.at <= 75_000


@pytest.mark.parametrize("seed", range(3))
def test_the_first_grade_names_a_marker_of_abuse_that_was_found(seed: int) -> None:
    """CH-70: the reason that is true at this moment is the marker, not a doubt that remains."""
    text = "number: {markers: [domestic_abuse]}\nfacts: {can_hear: yes}\n" + steps()
    (_, reason), *_ = grades(play(text, seed=seed))
    assert reason is Reason.MARKER
