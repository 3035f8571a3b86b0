"""Danger, injury, and what they set off: practice.md 1.5, 1.9 and 1.10 as stories."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import CallbackFailed, StageEntered
from simulator.core.terms import Intent, LineStage, Outcome, Reason, Reported, Role, Topic
from simulator.session.run.headless_run import run
from tests.daily import first_a_day
from tests.guidance.stories import (
    ALOUD,
    ANSWERS,
    DANGER,
    HANDLER,
    LANDLINE,
    PLACE,
    SAFE,
    SHOUT,
    SOON,
    TAPS,
    WIDE,
    Told,
    asked,
    callback,
    facts,
    grades,
    in_order,
    intents,
    on,
    rows,
    says,
    spoken,
    steps,
)
from tests.session.calls import DEFAULT, FORCES, GENERIC, LIBRARY, Play, play

every_force = pytest.mark.parametrize("force", first_a_day(FORCES))
HURT = facts(in_danger="no", injured="yes", alone_to_talk="yes")
ARMED = {"alone_to_talk": "yes", "other_person_present": "yes", "weapon": "yes"}
HIGH_RISK = "number: {markers: [high_risk_domestic_abuse]}\n"
MARKED = "number: {markers: [domestic_abuse]}\n"
RINGS = "caller: [{when: {rings: true}, after: 4s, do: %s}]\n"
LOSS = "network: [{when: {asked: %s}, after: 500ms, do: {lose_line: network}}]\n"
CUT_LATE = LOSS % "injured"
CUT_EARLY = LOSS % "can_hear"
KNOCKS = steps(on("{answered: call_handler}", "{sound: knock}", "20s"))
HUNG_UP = "caller: [{when: {heard: which_service}, do: [tap, {pause: 500ms}, hang_up]}]"
RING = do.CallBack(Reason.CALLER_MAY_BE_ALONE)
NOT = do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS)

STORIES = {
    "CH-24 CH-25 danger, then injury, then all other questions": Told(
        TAPS, "ask alone_to_talk, ask in_danger, ask injured, ask at_home, ask weapon"
    ),
    "CH-27 danger is denied against a marker: the grade and the officers stay": Told(
        PLACE + SAFE + HIGH_RISK + ANSWERS + steps(),
        "grade emergency marker, deploy, ask in_danger, caller: tap",
        "grade priority, close checked_safe",
    ),
    "CH-27 danger is denied against a marker: it is asked the other way round, once": Told(
        PLACE + SAFE + HIGH_RISK + ANSWERS + steps(),
        "ask in_danger, ask injured, ask in_danger, officers: arrive",
        "close checked_safe",
    ),
    "CH-83 a caller who has to go hears how to ring again, and officers are sent": Told(
        PLACE + DANGER + ALOUD + steps(says("cannot_talk", words="I have to go.")),
        "caller: cannot_talk, say call_again, deploy",
    ),
    "CH-28 danger cannot be asked: what is on the number decides": Told(
        PLACE + HIGH_RISK + steps(), "grade emergency marker, deploy", "grade routine"
    ),
    "CH-29 CH-61 hurt: the ambulance at once, and only then is it mentioned": Told(
        PLACE + HURT + ANSWERS + steps(),
        "ask injured, caller: tap, bring in ambulance, say ambulance_sent, say ambulance_wait",
    ),
    "CH-29 CH-21 where another person hears, the ambulance is not mentioned": Told(
        PLACE + facts(injured="yes", alone_to_talk="no") + ANSWERS + steps(),
        "bring in ambulance",
        "say ambulance_sent",
    ),
    "CH-26 a weapon is an emergency, also where danger is denied": Told(
        PLACE + facts(in_danger="no", injured="no", **ARMED) + ANSWERS + steps(),
        "grade priority doubt, ask weapon, caller: tap, grade emergency danger_established",
    ),
    "CH-30 life at risk and a place: officers first, and the code after": Told(
        PLACE + steps() + "background: [{at: 5s, sound: argument}]",
        "grade emergency disturbance_heard, deploy, brief_officers, code",
    ),
    "CH-56s CH-57 a sign from a wide place is traced, and life at risk brings officers": Told(
        WIDE + DANGER + ANSWERS + steps(), "code, trace phone, grade emergency, deploy"
    ),
    "CH-57h CH-57t no place at all: officers are held, and every trace goes beside it": Told(
        steps() + "background: [{at: 5s, sound: argument}]",
        "grade emergency, deploy, trace phone, brief_officers, trace subscriber, trace address",
        "close no_concern",
    ),
    "CH-56 a wide place and no life at risk: a trace, and nobody is sent to it": Told(
        WIDE + SAFE + ANSWERS + steps(), "trace phone, ask injured", "grade emergency"
    ),
    "CH-62 fire: the fire service and out, before any other question": Told(
        PLACE + ALOUD + steps(says("wants_fire")),
        "caller: wants_fire, say get_out, bring in fire, ask",
    ),
    "CH-63 a text is noted before anything else is asked": Told(
        PLACE
        + facts(can_hear="yes")
        + steps(
            on("{asked: can_hear}", "tap"), on("{asked: can_hear}", "{text: he is asleep}", "9s")
        ),
        "caller: send_text, note, ask",
    ),
    "CH-69 a precise place in another force's area: offered, and the caller is kept": Told(
        DANGER
        + ANSWERS
        + "location: {aml: {place: the ford, radius: 20, area: Riverside police}}\n"
        + steps(),
        "grade emergency, offer_incident, say hands_on",
        "end_call no_response",
    ),
    "CH-72 CH-60 officers are briefed at once, and again on each new fact": Told(
        TAPS, "deploy, brief_officers, ask other_person_present, ask weapon, brief_officers"
    ),
    "CH-26 a worse fact raises the grade": Told(
        PLACE
        + facts(in_danger="no", injured="no")
        + ANSWERS
        + steps()
        + SHOUT % ("asked: other_person_present", "shouting"),
        "grade priority, room: shouting, grade emergency",
    ),
    "CH-26 the most urgent of several markers counts (B13)": Told(
        "number: {markers: [domestic_abuse, high_risk_domestic_abuse]}\n" + steps(),
        "grade grade_1 marker",
        force="marker_first",
    ),
    "CH-51 a sign after two silent minutes still brings officers": Told(
        PLACE + DANGER + LANDLINE + "caller: [{when: {at: 150s}, do: {sound: shouting}}]",
        "caller: shouting, deploy",
    ),
    "CH-64 a mobile whose signs cannot be read gets a text": Told(KNOCKS, "send_text"),
    "CH-65 a call lost before police answered is graded, searched and decided about": Told(
        HUNG_UP,
        "operator: pass_details, grade emergency line_cut, search, decide_against_callback",
        "call_back",
    ),
    "CH-69 a wide cell that reaches over a boundary is offered to nobody [I10]": Told(
        DANGER
        + ANSWERS
        + "location: {eisec: {place: the hills, radius: 3000, area: Riverside police}}\n"
        + "number: {address: the flat over the old bakery}\n"
        + steps(),
        "deploy",
        "offer_incident",
    ),
    "CH-82 no sign, a clear search, a trace: it can be closed, and the caller may ring again": Told(
        LANDLINE, "search, trace address, say call_again, close no_concern, end_call"
    ),
    "CH-84 reasons under every heading while officers travel": Told(
        TAPS, "deploy, thrive, thrive, thrive, thrive, thrive, thrive, close"
    ),
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story(story: Told) -> None:
    """What is done, in which order, and what never is."""
    story.check(play(story.text, force=story.force))


def test_a_grade_out_of_caution_has_a_row_of_its_own() -> None:
    """CH-26p: a yes to “police?” shows no danger yet, so the coach does not speak of one."""
    wanted = play(PLACE + steps(says("wants_police", "whisper")))
    assert [row for row in rows(wanted) if row.startswith("CH-26")] == ["CH-26p"]
    danger = play(PLACE + DANGER + ANSWERS + steps())
    assert [row for row in rows(danger) if row.startswith("CH-26")] == ["CH-26"]


@every_force
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (DANGER + ANSWERS + steps(), Reason.DANGER_ESTABLISHED),
        ("facts: {injured: yes}\n" + ANSWERS + steps(), Reason.INJURY),
        (HIGH_RISK + steps(), Reason.MARKER),
        (steps() + SHOUT % ("asked: can_hear", "shouting"), Reason.DISTURBANCE_HEARD),
        (steps() + SHOUT % ("asked: can_hear", "voices"), Reason.SPEECH_HEARD),
        (steps(says("wants_police", "whisper")), Reason.SIGNAL_HEARD),
        (steps() + "background: [{at: 5s, sound: argument}]", Reason.DISTURBANCE_HEARD),
    ],
    ids=["danger", "hurt", "marker", "shouting", "voices", "police wanted", "argument"],
)
def test_what_calls_for_an_emergency_is_graded_and_deployed_at_once(
    text: str, reason: Reason, force: str
) -> None:
    """CH-26 and CH-30, with that very thing as the reason."""
    call = play(PLACE + text, force=force)
    emergency = FORCES[force].emergency.id
    assert (emergency, reason) in grades(call)
    graded, deployed = call.first(do.SetGrade, grade=emergency), call.first(do.Deploy)
    assert in_order(graded, deployed, call.first(do.BriefOfficers))
    assert deployed.at - graded.at <= SOON
    assert call.act(do.Deploy).reason is reason
    assert call.outcome is Outcome.DEPLOYED


@every_force
def test_a_silent_caller_is_not_closed_before_two_minutes(force: str) -> None:
    """CH-16 and CH-82: the search and three tests of a code come before the force's usual grade."""
    call = play(LANDLINE, force=force)
    answered = call.first(do.Answer, HANDLER)
    assert grades(call) == [(FORCES[force].unanswered_grade, Reason.DOUBT)]
    assert asked(call).count(Topic.CAN_HEAR) == 3
    for entry in (call.first(do.Close), call.first(do.EndCall)):
        assert entry.at - answered.at >= DEFAULT.handler.persists == 120_000
    assert call.act(do.Close).reason is Reason.NO_CONCERN


@pytest.mark.parametrize(("sound", "device"), [("device_voice", True), ("voices", False)])
def test_what_a_device_reports_is_acted_on(sound: str, device: bool) -> None:
    """CH-46: a machine voice and no other: officers go to the place that is known."""
    call = play(PLACE + f"background: [{{at: 4s, sound: {sound}}}]\n")
    assert call.outcome is Outcome.DEPLOYED
    assert (Reported.DEVICE in call.act(do.HandOver).heard) is device


@every_force
@pytest.mark.parametrize("known", [DANGER, SAFE], ids=["danger", "safe"])
def test_a_cut_line_is_graded_again_at_once(known: str, force: str) -> None:
    """CH-65 and CH-84: a grade with that reason, never lower, then reasons; no word is spoken."""
    call = play(PLACE + known + ANSWERS + steps() + CUT_LATE, force=force)
    down = call.first(StageEntered, stage=LineStage.DOWN)
    later = call.after(down)
    first = next(body for body in later.of(HANDLER) if body.kind not in ("note", "thrive"))
    assert isinstance(first, do.SetGrade)
    assert first.reason is Reason.LINE_CUT
    assert later.first(do.SetGrade).at - down.at <= DEFAULT.handler.regrades_within
    assert len(call.all(do.Thrive)) == 6
    assert spoken(later) == []
    assert not call.any(do.HangUp)
    if known == DANGER:
        assert {grade for grade, _ in grades(call)} == {FORCES[force].emergency.id}
        assert callback(call) == [NOT], "officers are on their way: a phone that rings betrays"


@pytest.mark.parametrize(
    ("markers", "force", "decided"),
    [
        ("", "generic", RING),
        ("", "marker_first", RING),
        (MARKED, "marker_first", NOT),
        (MARKED.replace("domestic_abuse", "court_order"), "marker_first", NOT),
    ],
)
def test_ringing_back_is_decided_by_the_forces_policy(
    markers: str, force: str, decided: do.CallBack | do.DecideAgainstCallback
) -> None:
    """CH-66: after the search, and after the grade."""
    call = play(LANDLINE + markers + CUT_EARLY, force=force)
    assert callback(call)[:1] == [decided]
    chosen = call.first(type(decided))
    assert in_order(call.first(do.Search), call.first(do.SetGrade), chosen)


def test_a_phone_in_limited_service_is_not_waited_for() -> None:
    """CH-66, CH-68: a callback that cannot work fails at once; the trace follows."""
    call = play("coverage: limited\n" + steps(on("{asked: can_hear}", "hang_up")))
    assert LineStage.RINGING_BACK not in call.stages
    assert call.any(do.StartTrace)
    if RING in callback(call):
        assert call.any(CallbackFailed, why="the phone cannot be rung")


def test_a_callback_begins_neutrally_and_is_not_made_twice() -> None:
    """CH-67, CH-68: police are named once it is safe; lost again, the number is traced."""
    call = play(LANDLINE + RINGS % "answer" + CUT_EARLY)
    answered = call.first(do.Answer, Role.CALLER)
    assert intents(call.after(answered))[0] is Intent.CALLS_BACK
    speaks = "[answer, {pause: 1s}, {say: {intent: speaks, words: Hello?, manner: whispered}}]"
    safe = facts(alone_to_talk="yes", in_danger="yes")
    call = play(LANDLINE + safe + ALOUD + RINGS % speaks + CUT_EARLY)
    again = call.after(call.first(do.Answer, Role.CALLER))
    named = again.first(do.Say, HANDLER, intent=Intent.THROUGH_TO_POLICE)
    assert in_order(again.first(do.Ask, about=(Topic.ALONE_TO_TALK,)), named)
    call = play(LANDLINE + RINGS % "[answer, {pause: 9s}, hang_up]" + CUT_EARLY)
    assert callback(call) == [RING, NOT]
    again = call.after(call.first(do.Answer, Role.CALLER))
    assert again.any(do.StartTrace)
    assert call.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT


@every_force
@pytest.mark.parametrize("known", [DANGER, SAFE, ""], ids=["danger", "safe", "nothing known"])
def test_nothing_that_the_call_handler_plans_turns_out_impossible(known: str, force: str) -> None:
    """Every planned act is accepted by the flow."""
    for rest in (steps(), LANDLINE, steps() + CUT_LATE):
        assert play(known + ANSWERS + rest, force=force).result.skipped == ()


@pytest.mark.parametrize("seed", range(3))
def test_nobody_sets_out_on_55_and_a_hang_up_alone(seed: int) -> None:
    """domain.md 5.1, S17: the number is searched, and ringing back is reasoned about, before it."""
    scenario = LIBRARY.scenario("two-keys-and-down").scenario
    call = Play(run(scenario, DEFAULT, GENERIC, seed))
    sent = call.first(do.Deploy)
    decided = (*call.all(do.CallBack), *call.all(do.DecideAgainstCallback))
    assert decided[0].at < sent.at
    assert call.first(do.GiveResult).at < sent.at


@pytest.mark.parametrize("seed", range(3))
def test_a_wide_cell_is_traced_before_officers_set_out_on_55_alone(seed: int) -> None:
    """practice trace-before-wide: no danger, injury or disturbance is known, so the trace is first.

    domain.md 5.1: 55 and a hang-up are not shown with officers who set out at once.
    """
    scenario = LIBRARY.scenario("two-keys-and-down").scenario
    call = Play(run(scenario, DEFAULT, GENERIC, seed))
    asked = call.first(do.StartTrace)
    answers = [entry for entry in call.all(do.GiveResult) if entry.at > asked.at]
    assert answers[0].at < call.first(do.Deploy).at
