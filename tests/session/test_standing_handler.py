"""The simulated police call handler: stories that no other check holds.

The golden logs pin what they do in every shipped scenario. `call_handler.yaml` judges it there
(`test_standing_by_rubric`), and `verify` tries the procedure properties in random calls. Here are
callers, forces and losses that no scenario has.
"""

import pytest

from simulator.core import acts as do
from simulator.core.log import CallbackFailed, Entry, StageEntered
from simulator.core.terms import (
    Intent,
    LineStage,
    Outcome,
    Reason,
    Reported,
    Role,
    Topic,
)
from simulator.session.people.simulated_handler import SETTLES
from tests.session.calls import DEFAULT, FORCES, GENERIC, Story, play

HANDLER = Role.CALL_HANDLER
PACING = DEFAULT.handler
SOON = 12_000
"""The search of the number, and the sentence that was begun meanwhile, may come between."""
every_force = pytest.mark.parametrize("force", FORCES)

TAP = "  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
"""A caller's sign to the operator, which brings police."""
ANSWERS = "answers: {by: [tap, key, spoken], after: 1.5s}\n"
ALOUD = "answers: {by: [spoken], after: 1s, manner: aloud}\n"
ADDRESS = "number: {address: the flat over the old bakery}\n"
DANGER = "facts: {in_danger: yes, injured: no, weapon: no, children: no, at_home: yes}\n"
SAFE = "facts: {in_danger: no, injured: no, at_home: yes, other_person_present: no}\n"
LANDLINE = "line: landline\n"
RINGS = "caller: [{when: {rings: true}, after: 4s, do: %s}]\n"
SHOUT = "room: [{when: {%s}, do: {sound: %s}}]"


def steps(*more: str) -> str:
    return f"caller:\n{TAP}" + "".join(f"  - {step}\n" for step in more)


def on(cue: str, what: str, after: str = "1s") -> str:
    return f"{{when: {cue}, after: {after}, do: {what}}}"


def says(intent: str, manner: str = "say") -> str:
    return on("{heard: through_to_police}", f"{{{manner}: {{intent: {intent}, words: Oh.}}}}")


LOSS = "network: [{when: {asked: weapon}, after: 500ms, do: {lose_line: network}}]\n"
"""The line is lost."""


def spoken(call: Story) -> list[Entry]:
    kinds = ("say", "offer_ways", "set_code", "ask")
    return [e for e in call.log if e.actor is HANDLER and e.body.kind in kinds]


def intents(call: Story) -> list[Intent]:
    return [e.body.intent for e in spoken(call) if isinstance(e.body, do.Say)]


def asked(call: Story) -> list[Topic]:
    return [t for e in spoken(call) if isinstance(e.body, do.Ask) for t in e.body.about]


def grades(call: Story) -> list[tuple[str, Reason]]:
    bodies = (entry.body for entry in call.all(do.SetGrade))
    return [(body.grade, body.reason) for body in bodies if isinstance(body, do.SetGrade)]


def callback(call: Story) -> list[object]:
    decided = (do.CallBack, do.DecideAgainstCallback)
    return [entry.body for entry in call.log if isinstance(entry.body, decided)]


def in_order(*entries: Entry) -> bool:
    numbers = [entry.seq for entry in entries]
    return numbers == sorted(numbers)


@every_force
def test_the_force_answers_in_time_and_states_its_own_code_before_a_question(force: str) -> None:
    """Who they are, a whisper invited, ways to answer, the force's code, a test (B01 to B04)."""
    call = play(DANGER + ANSWERS + steps(), force=force)
    rang = call.first(StageEntered, stage=LineStage.CONNECTING_POLICE)
    assert call.first(do.Answer, HANDLER).at == rang.at + PACING.answers_after
    assert spoken(call)[0].at >= call.end_of(call.first(do.HandOver)).at
    assert intents(call)[:2] == [Intent.THROUGH_TO_POLICE, Intent.INVITE_SPEECH]
    ways, stated, question = (call.first(kind) for kind in (do.OfferWays, do.SetCode, do.Ask))
    assert in_order(call.first(do.Search), ways, stated, question)
    assert call.act(do.SetCode).code == FORCES[force].code
    assert asked(call)[0] is Topic.CAN_HEAR
    assert len(set(asked(call))) == len(asked(call)), "no question is asked twice"


def test_a_wrong_answer_to_the_control_question_is_tested_again() -> None:
    call = play(steps(on("{asked: can_hear}", "{tap: 3}")))
    assert len(call.all(do.SetCode)) == 2
    assert asked(call)[:2] == [Topic.CAN_HEAR, Topic.CAN_HEAR]


def test_an_answer_is_taken_at_once_but_not_before_it_is_whole() -> None:
    """A second tap may come: two single taps in a row are two, which means no (B06)."""
    call = play("facts: {in_danger: no, injured: no}\n" + ANSWERS + steps())
    question = call.first(do.Ask, about=(Topic.IN_DANGER,))
    sign = next(e for e in call.after(question).log if e.actor is Role.CALLER)
    following = next(e for e in spoken(call) if e.seq > sign.seq)
    assert following.at - sign.at == SETTLES < PACING.wait
    twice = play(
        "facts: {can_hear: yes}\nanswers: {by: [tap], after: 1s}\n"
        + steps(on("{asked: in_danger}", "[tap, {pause: 800ms}, tap]"))
    )
    assert twice.outcome is not None
    assert Reason.DANGER_ESTABLISHED not in [reason for _, reason in grades(twice)]


def test_another_sentence_that_ends_does_not_end_the_callers() -> None:
    speaks = "{say: {intent: speaks, words: I am in the kitchen and I do not know what to do now.}}"
    aside = "{say: {intent: not_to_call, words: Dinner.}}"
    call = play(
        steps(on("{heard: invite_speech}", speaks))
        + f"room: [{{when: {{heard: invite_speech}}, after: 1500ms, do: {aside}}}]\n"
    )
    ends = [entry.actor for entry in call.all(do.Finish) if entry.actor in (Role.CALLER, Role.ROOM)]
    assert ends == [Role.ROOM, Role.CALLER]
    assert spoken(call.after(call.all(do.Finish, Role.CALLER)[-1]))


@every_force
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (DANGER + ANSWERS + steps(), Reason.DANGER_ESTABLISHED),
        ("facts: {injured: yes}\n" + ANSWERS + steps(), Reason.INJURY),
        ("number: {markers: [high_risk_domestic_abuse]}\n" + steps(), Reason.MARKER),
        (steps() + SHOUT % ("asked: can_hear", "shouting"), Reason.DISTURBANCE_HEARD),
        (steps() + SHOUT % ("asked: can_hear", "voices"), Reason.SPEECH_HEARD),
        (steps(on("{asked: can_hear}", "{sound: groan}")), Reason.INJURY),
        (steps(says("wants_police", "whisper")), Reason.SIGNAL_HEARD),
        (steps() + "background: [{at: 5s, sound: argument}]", Reason.DISTURBANCE_HEARD),
    ],
)
def test_what_calls_for_an_emergency_is_graded_and_deployed_at_once(
    text: str, reason: Reason, force: str
) -> None:
    call = play(text, force=force)
    assert (FORCES[force].emergency.id, reason) in grades(call)
    assert call.outcome is Outcome.DEPLOYED
    graded = call.first(do.SetGrade, grade=FORCES[force].emergency.id)
    deployed = call.first(do.Deploy)
    assert in_order(graded, deployed)
    assert deployed.at - graded.at <= SOON
    assert call.act(do.Deploy).reason is reason


def test_a_worse_fact_raises_the_grade() -> None:
    """And the most urgent of several markers counts (B13)."""
    call = play(SAFE + ANSWERS + steps() + SHOUT % ("heard: reassure", "shouting"))
    assert [g for g, _ in grades(call)] == [GENERIC.unanswered_grade, GENERIC.emergency.id]
    markers = "number: {markers: [domestic_abuse, high_risk_domestic_abuse]}\n"
    assert ("grade_1", Reason.MARKER) in grades(play(markers + steps(), force="marker_first"))


@every_force
def test_a_silent_caller_has_two_minutes_and_then_the_forces_usual_grade(force: str) -> None:
    """With complete silence nothing is graded or closed before; then traced, and closed (B18)."""
    call = play(LANDLINE, force=force)
    answered = call.first(do.Answer, HANDLER)
    assert grades(call) == [(FORCES[force].unanswered_grade, Reason.DOUBT)]
    assert PACING.persists == 120_000
    for entry in (call.first(do.SetGrade), call.first(do.Close), call.first(do.EndCall)):
        assert entry.at - answered.at >= PACING.persists
    assert call.any(do.StartTrace)
    assert Intent.CALL_AGAIN in intents(call)
    assert call.act(do.Close).reason is Reason.NO_CONCERN


def test_a_caller_who_comes_back_to_the_phone_is_heard() -> None:
    """A sign after two silent minutes still brings officers."""
    shouts = "caller: [{when: {at: 150s}, do: {sound: shouting}}]"
    assert play(DANGER + ADDRESS + LANDLINE + shouts).outcome is Outcome.DEPLOYED


def test_a_wide_cell_does_not_make_it_another_forces() -> None:
    """A mast's area reaches over a boundary, so only a precise place hands a call on [I10]."""
    cell = "location: {eisec: {place: the hills, radius: 3000, area: Riverside police}}\n"
    assert not play(DANGER + ANSWERS + ADDRESS + cell + steps()).any(do.OfferIncident)


@pytest.mark.parametrize(("sound", "device"), [("device_voice", True), ("voices", False)])
def test_what_a_device_reports_is_acted_on(sound: str, device: bool) -> None:
    """A machine voice and nobody else: officers go to the place that is known."""
    place = "location: {aml: {place: the yard, radius: 20}}\n"
    call = play(place + f"background: [{{at: 4s, sound: {sound}}}]\n")
    assert call.outcome is Outcome.DEPLOYED
    assert (Reported.DEVICE in call.act(do.HandOver).heard) is device


def test_another_voice_is_told_nothing_and_its_mistake_closes_nothing() -> None:
    """It is asked for the caller, nothing is said of officers, and the log says why (B26)."""
    takes = "room: [{when: {asked: can_hear}, do: [take_phone, {say: %s}]}]\n"
    other = takes % "{intent: says_mistake, words: Sorry about that., manner: aloud}"
    call = play(DANGER + ANSWERS + steps() + other)
    assert call.outcome is Outcome.DEPLOYED
    assert [e.body for e in call.all(do.Withhold)] == [
        do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY)
    ]
    assert {Intent.ASK_FOR_CALLER, Intent.KEEP_TALKING} <= set(intents(call))
    assert {Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.THANK}.isdisjoint(intents(call))
    later = call.after(call.first(do.TakePhone))
    assert not later.any(do.Ask)
    assert not later.any(do.SetCode)


@pytest.mark.parametrize(
    "facts",
    [
        "facts: {mistake: no, in_danger: yes}\n",
        "facts: {mistake: yes, in_danger: yes}\n",
        "facts: {mistake: yes, in_danger: no}\nnumber: {markers: [high_risk_domestic_abuse]}\n",
    ],
)
def test_a_mistake_with_danger_behind_it_is_no_mistake(facts: str) -> None:
    """Whoever says mistake and then answers otherwise, or has a high-risk marker, gets officers."""
    call = play(facts + ALOUD + steps(says("says_mistake")))
    assert call.outcome is Outcome.DEPLOYED
    assert Intent.THANK not in intents(call)


def test_a_sign_means_nothing_before_a_code_was_stated() -> None:
    """Whoever says mistake and then only taps has confirmed nothing: no code told them how."""
    taps = on("{asked: mistake}", "tap"), on("{asked: in_danger}", "{tap: 2}")
    call = play(steps(says("says_mistake"), *taps))
    assert not call.any(do.SetCode)
    assert {Topic.MISTAKE, Topic.IN_DANGER} <= set(asked(call))
    assert Intent.THANK not in intents(call)
    assert call.act(do.Close).reason is not Reason.CHECKED_SAFE


KNOCKS = steps(on("{answered: call_handler}", "{sound: knock}", "20s"))


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (KNOCKS, True),
        (LANDLINE + KNOCKS, False),
        (DANGER + ANSWERS + steps(), False),
        (steps(), False),
    ],
    ids=["signs, no answers", "a fixed line", "answers", "no sign"],
)
def test_a_text_is_sent_where_it_is_needed(text: str, sent: bool) -> None:
    """Perhaps somebody hears nothing. A text can light up a phone."""
    assert play(text).any(do.SendText, HANDLER) is sent


RING = do.CallBack(Reason.CALLER_MAY_BE_ALONE)
NOT = do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS)
MARKED = "number: {markers: [domestic_abuse]}\n"


@every_force
@pytest.mark.parametrize("facts", [DANGER, SAFE])
def test_a_cut_line_is_graded_anew_at_once(facts: str, force: str) -> None:
    """First a grade with that reason, never a lower one; nothing more is said (B15 B16)."""
    call = play(facts + ANSWERS + steps() + LOSS, force=force)
    down = call.first(StageEntered, stage=LineStage.DOWN)
    later = call.after(down)
    first = next(body for body in later.of(HANDLER) if body.kind != "note")
    assert isinstance(first, do.SetGrade)
    assert first.reason is Reason.LINE_CUT
    assert later.first(do.SetGrade).at - down.at <= PACING.regrades_within
    assert len(later.all(do.Thrive)) == 6
    assert spoken(later) == []
    assert not call.any(do.HangUp)
    if facts == DANGER:
        assert {grade for grade, _ in grades(call)} == {FORCES[force].emergency.id}
        assert callback(call) == [NOT], "officers are on their way: a phone that rings betrays"


@pytest.mark.parametrize(
    ("markers", "force", "decided"),
    [
        ("", "generic", RING),
        ("", "northern_keys", RING),
        ("", "marker_first", RING),
        (MARKED, "generic", RING),
        (MARKED, "marker_first", NOT),
        (MARKED.replace("domestic_abuse", "court_order"), "marker_first", NOT),
    ],
)
def test_ringing_back_is_decided_by_the_forces_policy(
    markers: str, force: str, decided: object
) -> None:
    call = play(LANDLINE + markers + LOSS, force=force)
    assert callback(call)[:1] == [decided]
    down = call.first(StageEntered, stage=LineStage.DOWN)
    assert callback(call.after(down))[:1] == [decided]


def test_a_phone_in_limited_service_is_not_waited_for() -> None:
    """A callback that cannot work fails at once; the trace follows."""
    call = play("coverage: limited\n" + steps(on("{asked: can_hear}", "hang_up")))
    assert LineStage.RINGING_BACK not in call.stages
    assert call.any(do.StartTrace)
    if RING in callback(call):
        assert call.any(CallbackFailed, why="the phone cannot be rung")


def test_a_callback_that_is_answered_begins_anew_and_may_be_lost_again() -> None:
    """Who this is, and how to answer; lost again, it is traced and not rung once more."""
    call = play(LANDLINE + RINGS % "answer" + LOSS)
    answered = call.first(do.Answer, Role.CALLER)
    assert intents(call.after(answered))[:2] == [Intent.CALLS_BACK, Intent.THROUGH_TO_POLICE]
    call = play(LANDLINE + RINGS % "[answer, {pause: 9s}, hang_up]" + LOSS)
    assert callback(call) == [RING, NOT]
    again = call.after(call.first(do.Answer, Role.CALLER))
    assert in_order(again.first(do.DecideAgainstCallback), again.first(do.StartTrace))
    assert call.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT


def test_a_call_lost_before_police_answered_is_looked_at_too() -> None:
    """Details that the operator passes on open an incident: graded, searched and decided about."""
    call = play("caller: [{when: {heard: which_service}, do: [tap, {pause: 500ms}, hang_up]}]")
    assert call.any(do.PassDetails)
    assert grades(call)[0] == (GENERIC.emergency.id, Reason.LINE_CUT)
    assert call.any(do.Search)
    assert callback(call) == [NOT]


@every_force
@pytest.mark.parametrize("text", [DANGER, SAFE, ""])
def test_nothing_that_the_call_handler_plans_turns_out_impossible(text: str, force: str) -> None:
    for rest in (steps(), LANDLINE, steps() + LOSS):
        assert play(text + ANSWERS + rest, force=force).result.skipped == ()
