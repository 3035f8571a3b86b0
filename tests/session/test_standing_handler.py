"""The standing police call handler: stories of what they do, by what they hear and by the force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import CallbackFailed, Entry, StageEntered
from simulator.core.terms import (
    Form,
    Heading,
    Intent,
    LineStage,
    LocationSource,
    Marker,
    NoteKind,
    Outcome,
    Reason,
    Reported,
    Role,
    Service,
    Sign,
    Topic,
    Trace,
)
from simulator.session.people.handler_goals import REASSURES_EVERY
from simulator.session.people.simulated_handler import SETTLES
from tests.session.calls import DEFAULT, FORCES, GENERIC, PROFILES, Play, Story, play

HANDLER = Role.CALL_HANDLER
PACING = DEFAULT.handler
SPOKEN = ("say", "offer_ways", "set_code", "ask")
FOUR_SECONDS = 4_000
SOON = 12_000
"""The search of the number, and the sentence that was begun meanwhile, may come between."""

every_force = pytest.mark.parametrize("force", FORCES)

TAP = "  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
"""A caller's sign to the operator, which brings police."""
ANSWERS = "answers: {by: [tap, key, spoken], after: 1.5s}\n"
ADDRESS = "number: {address: the flat over the old bakery}\n"
DANGER = "facts: {in_danger: yes, injured: no, weapon: no, children: no, at_home: yes}\n"
SAFE = "facts: {in_danger: no, injured: no, at_home: yes, other_person_present: no}\n"


def steps(*more: str) -> str:
    """A caller who taps for the operator and then does more."""
    return f"caller:\n{TAP}" + "".join(f"  - {step}\n" for step in more)


def on(cue: str, what: str, after: str = "1s") -> str:
    """A step."""
    return f"{{when: {cue}, after: {after}, do: {what}}}"


def cut(cue: str = "{asked: weapon}", cause: str = "network") -> str:
    """The line is lost."""
    return f"network: [{{when: {cue}, after: 500ms, do: {{lose_line: {cause}}}}}]\n"


def spoken(call: Story) -> list[Entry]:
    """What the call handler said."""
    return [e for e in call.log if e.actor is HANDLER and e.body.kind in SPOKEN]


def intents(call: Story) -> list[Intent]:
    """The intents of what the call handler said in other than questions."""
    return [e.body.intent for e in spoken(call) if isinstance(e.body, do.Say)]


def asked(call: Story) -> list[Topic]:
    """What the call handler asked about, in order."""
    return [t for e in spoken(call) if isinstance(e.body, do.Ask) for t in e.body.about]


def acts(call: Story) -> list[str]:
    """What the call handler did at the desk or said, by kind, without notes."""
    kinds = (body.kind for body in call.of(HANDLER))
    return [kind for kind in kinds if kind != "note"]


def grades(call: Story) -> list[tuple[str, Reason]]:
    """The grades that were set, with their reasons."""
    bodies = (entry.body for entry in call.all(do.SetGrade))
    return [(body.grade, body.reason) for body in bodies if isinstance(body, do.SetGrade)]


def before(first: Entry, then: Entry) -> bool:
    """Whether one thing came before another."""
    return first.seq < then.seq


# --- who this is, and how to answer --------------------------------------------------------------


@every_force
def test_the_call_handler_says_first_who_they_are(force: str) -> None:
    """The first words are that this is the police and that nobody needs to speak (B01)."""
    call = play(DANGER + ANSWERS + steps(), force=force)
    first = spoken(call)[0]
    assert first.body == do.Say(Intent.THROUGH_TO_POLICE, DEFAULT.words(Intent.THROUGH_TO_POLICE))
    told = call.first(do.HandOver)
    assert first.at >= call.end_of(told).at


def test_the_force_answers_after_the_profiles_time() -> None:
    """The call handler picks up after the time that the profile gives."""
    call = play(steps())
    rang = call.first(StageEntered, stage=LineStage.CONNECTING_POLICE)
    assert call.first(do.Answer, HANDLER).at == rang.at + PACING.answers_after


@every_force
def test_speech_is_invited_before_codes_and_ways_before_a_code(force: str) -> None:
    """A whisper is invited first; several ways are named; then a code is stated (B02 B03 B04)."""
    call = play(DANGER + ANSWERS + steps(), force=force)
    invited = call.first(do.Say, HANDLER, intent=Intent.INVITE_SPEECH)
    ways, code = call.first(do.OfferWays), call.first(do.SetCode)
    assert before(invited, ways)
    assert before(ways, code)
    assert call.act(do.OfferWays).ways[0] is Sign.SPOKEN
    assert len(set(call.act(do.OfferWays).ways)) >= 3


@every_force
def test_the_code_is_the_forces_own_and_is_said_aloud(force: str) -> None:
    """The code that is stated is the one of the force, in words that say so."""
    call = play(DANGER + ANSWERS + steps(), force=force)
    stated = call.act(do.SetCode)
    assert stated.code == FORCES[force].code
    assert "for yes" in stated.words
    assert "for no" in stated.words


@every_force
def test_a_code_is_stated_and_tested_before_closed_questions(force: str) -> None:
    """No closed question comes before the code, and the first one is the control question (B04)."""
    call = play(DANGER + ANSWERS + steps(), force=force)
    assert before(call.first(do.SetCode), call.first(do.Ask))
    assert asked(call)[0] is Topic.CAN_HEAR


def test_a_wrong_answer_to_the_control_question_is_tested_again() -> None:
    """Where the control question brings the wrong sign, the code is stated and tested again."""
    call = play(steps(on("{asked: can_hear}", "{tap: 3}")))
    assert len(call.all(do.SetCode)) == 2
    assert asked(call)[:2] == [Topic.CAN_HEAR, Topic.CAN_HEAR]


def test_whoever_speaks_is_not_offered_signs() -> None:
    """A caller who whispers needs no ways; they are asked where they are, openly."""
    call = play(
        SAFE
        + ANSWERS
        + steps(
            on(
                "{heard: through_to_police}",
                "{whisper: {intent: speaks, words: Help me.}}",
                "200ms",
            )
        )
    )
    assert not call.any(do.OfferWays)
    assert Intent.INVITE_SPEECH not in intents(call)
    opened = [
        e.body for e in call.all(do.Ask) if isinstance(e.body, do.Ask) and e.body.form is Form.OPEN
    ]
    assert [body.about for body in opened] == [(Topic.LOCATION,)]


# --- questions -----------------------------------------------------------------------------------


@every_force
@pytest.mark.parametrize("facts", [DANGER, SAFE, ""])
def test_every_question_to_a_silent_caller_is_closed_and_about_one_fact(
    facts: str, force: str
) -> None:
    """Whoever cannot speak is asked by yes or no, one fact at a time (B05)."""
    call = play(facts + ANSWERS.replace(", spoken", "") + steps(), force=force)
    questions = [e.body for e in call.all(do.Ask, HANDLER)]
    assert len(questions) > 5
    for question in questions:
        assert isinstance(question, do.Ask)
        assert question.form is Form.CLOSED
        assert len(question.about) == 1
        assert question.words.endswith("?")


@pytest.mark.parametrize("profile", PROFILES)
def test_there_are_four_seconds_after_everything_that_asks_for_a_sign(profile: str) -> None:
    """A caller who gives no sign has the profile's wait after each question (B06)."""
    landline = "line: landline\n"
    call = play(landline, profile)
    said = spoken(call)
    asks = [e for e in said if isinstance(e.body, do.Ask) or _invites(e)]
    assert len(asks) > 5
    for entry in asks:
        end = call.end_of(entry)
        following = [e for e in said if e.seq > end.seq]
        if following:
            wait = PROFILES[profile].handler.wait
            assert following[0].at - end.at >= wait >= FOUR_SECONDS


def _invites(entry: Entry) -> bool:
    return isinstance(entry.body, do.Say) and entry.body.intent is Intent.INVITE_SPEECH


def test_an_answer_is_taken_at_once_but_not_before_it_is_whole() -> None:
    """After a first tap the call handler waits a moment for a second one, and then goes on."""
    call = play("facts: {in_danger: no, injured: no}\n" + ANSWERS + steps())
    question = call.first(do.Ask, about=(Topic.IN_DANGER,))
    sign = next(e for e in call.after(question).log if e.actor is Role.CALLER)
    following = next(e for e in spoken(call) if e.seq > sign.seq)
    assert following.at - sign.at == SETTLES < PACING.wait


def test_taps_one_after_the_other_are_one_answer() -> None:
    """Two single taps in a row are two taps: no, in a code of one for yes and two for no."""
    call = play(
        "facts: {can_hear: yes}\nanswers: {by: [tap], after: 1s}\n"
        + steps(on("{asked: in_danger}", "[tap, {pause: 800ms}, tap]"))
    )
    assert call.outcome is not None
    assert not [reason for _, reason in grades(call) if reason is Reason.DANGER_ESTABLISHED]


def test_danger_and_injury_come_before_all_other_questions() -> None:
    """After the test of the code: danger first, then injury, then the place (B10 B11)."""
    call = play("facts: {in_danger: no, injured: no, at_home: no}\n" + ANSWERS + steps())
    topics = asked(call)
    assert topics[:3] == [Topic.CAN_HEAR, Topic.IN_DANGER, Topic.INJURED]
    assert topics.index(Topic.AT_HOME) < topics.index(Topic.WEAPON)
    assert {Topic.WEAPON, Topic.CHILDREN, Topic.DRINK_OR_DRUGS} <= set(topics)


def test_a_place_that_is_known_is_confirmed_by_a_closed_question() -> None:
    """An address that the force holds is asked about, and not taken for granted (B11)."""
    call = play(ADDRESS + SAFE + ANSWERS + steps())
    assert Topic.AT_KNOWN_ADDRESS in asked(call)
    assert Topic.AT_HOME not in asked(call)
    wrong = play(ADDRESS + SAFE.replace("}", ", at_known_address: no}") + ANSWERS + steps())
    assert Topic.AT_HOME in asked(wrong)


def test_no_question_is_asked_twice() -> None:
    """Every topic but the control question is asked about once."""
    topics = [t for t in asked(play(DANGER + ANSWERS + steps())) if t is not Topic.CAN_HEAR]
    assert len(topics) == len(set(topics))


# --- notes and searches --------------------------------------------------------------------------

NOISY = """
background:
  - {at: 60s, sound: television}
  - {at: 70s, sound: door}
  - {at: 80s, sound: voices}
"""


def test_every_sound_is_noted() -> None:
    """Whatever is heard on the line is written down soon, once, with the entry that it is (B08)."""
    call = play(DANGER + ANSWERS + NOISY + steps(on("{asked: children}", "{sound: sob}")))
    line = call.after(call.first(StageEntered, stage=LineStage.WITH_CALL_HANDLER))
    audible = ("tap", "cough", "press", "make", "say")
    heard = {
        e.seq: e.at
        for e in line.log
        if e.actor in (Role.CALLER, Role.ROOM) and e.body.kind in audible
    }
    assert len(heard) > 8
    notes = [
        (e.body.about, e.at)
        for e in call.all(do.Note, note=NoteKind.HEARD)
        if isinstance(e.body, do.Note)
    ]
    assert sorted(about or 0 for about, _ in notes) == sorted(heard)
    assert all(at - heard[about or 0] == PACING.reaction for about, at in notes)


@every_force
def test_the_number_is_searched_early_and_once(force: str) -> None:
    """The number's history is searched before the first question (B12)."""
    call = play(DANGER + ANSWERS + steps(), force=force)
    assert len(call.all(do.Search)) == 1
    assert before(call.first(do.Search), call.first(do.Ask))


def test_location_data_is_read_when_it_is_there() -> None:
    """Each source that has arrived is read, and none that has not (B11)."""
    text = "location: {eisec: {place: a cell area, radius: 900}}\n"
    call = play(text + DANGER + ANSWERS + steps())
    read = [e.body for e in call.all(do.ReadLocation)]
    assert read == [do.ReadLocation(LocationSource.EISEC)]
    assert before(call.first(do.DeliverLocation), call.first(do.ReadLocation))


@pytest.mark.parametrize("facts", [DANGER, SAFE, ""])
def test_all_six_headings_are_assessed(facts: str) -> None:
    """THRIVE is recorded heading by heading (B14)."""
    call = play(facts + ANSWERS + steps())
    headings = [e.body.heading for e in call.all(do.Thrive) if isinstance(e.body, do.Thrive)]
    assert set(headings) == set(Heading)


# --- grades, officers, ambulance -----------------------------------------------------------------


@every_force
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (DANGER + ANSWERS + steps(), Reason.DANGER_ESTABLISHED),
        (DANGER.replace("_danger: yes, injured: no", "_danger: no, injured: yes") + ANSWERS
         + steps(), Reason.INJURY),
        ("number: {markers: [high_risk_domestic_abuse]}\n" + steps(), Reason.MARKER),
        (steps() + "room: [{when: {asked: can_hear}, do: {sound: shouting}}]",
         Reason.DISTURBANCE_HEARD),
        (steps() + "room: [{when: {asked: can_hear}, do: {sound: voices}}]", Reason.SPEECH_HEARD),
        (steps(on("{asked: can_hear}", "{sound: groan}")), Reason.INJURY),
        (steps(on("{heard: invite_speech}",
                  "{whisper: {intent: wants_police, words: Police please.}}")),
         Reason.SIGNAL_HEARD),
        (steps() + "background: [{at: 5s, sound: argument}]", Reason.DISTURBANCE_HEARD),
    ],
)  # fmt: skip
def test_what_calls_for_an_emergency_is_graded_and_deployed_at_once(
    text: str, reason: Reason, force: str
) -> None:
    """Danger, injury, a high-risk marker, a disturbance, illness: an emergency, with the reason."""
    call = play(text, force=force)
    assert (FORCES[force].emergency.id, reason) in grades(call)
    assert call.outcome is Outcome.DEPLOYED
    graded = call.first(do.SetGrade, grade=FORCES[force].emergency.id)
    deployed = call.first(do.Deploy)
    assert before(graded, deployed)
    assert deployed.at - graded.at <= SOON
    assert call.act(do.Deploy).reason is reason


def test_an_emergency_is_graded_the_moment_that_it_is_known() -> None:
    """The grade follows the answer that established danger before any other question."""
    call = play(DANGER + ANSWERS + steps())
    question = call.first(do.Ask, about=(Topic.IN_DANGER,))
    later = call.after(question)
    assert acts(later)[:2] == ["grade", "deploy"]


def test_another_sentence_that_ends_does_not_end_the_callers() -> None:
    """While the caller speaks, somebody else's sentence in the room comes to its end."""
    speaks = "{say: {intent: speaks, words: I am in the kitchen and I do not know what to do now.}}"
    aside = "{say: {intent: not_to_call, words: Dinner.}}"
    call = play(
        steps(on("{heard: invite_speech}", speaks))
        + f"room: [{{when: {{heard: invite_speech}}, after: 1500ms, do: {aside}}}]\n"
    )
    ends = [entry.actor for entry in call.all(do.Finish) if entry.actor in (Role.CALLER, Role.ROOM)]
    assert ends == [Role.ROOM, Role.CALLER]
    assert call.outcome is not None
    assert spoken(call.after(call.all(do.Finish, Role.CALLER)[-1]))


def test_a_worse_fact_raises_the_grade() -> None:
    """A grade is set again when what is known calls for the emergency grade."""
    shout = "room: [{when: {heard: reassure}, do: {sound: shouting}}]"
    call = play(SAFE + ANSWERS + steps() + shout)
    assert [grade for grade, _ in grades(call)] == [
        GENERIC.unanswered_grade,
        GENERIC.emergency.id,
    ]
    assert call.outcome is Outcome.DEPLOYED


@every_force
def test_an_emergency_is_never_graded_down(force: str) -> None:
    """Once graded as an emergency a call stays one, even when the line is cut."""
    call = play(DANGER + ANSWERS + steps() + cut(), force=force)
    found = [grade for grade, _ in grades(call)]
    assert len(found) > 1
    assert set(found) == {FORCES[force].emergency.id}


@every_force
def test_a_silent_call_with_nothing_known_has_the_forces_usual_grade(force: str) -> None:
    """A caller about whom nothing is known gets the grade of the force's policy."""
    call = play("line: landline", force=force)
    assert grades(call) == [(FORCES[force].unanswered_grade, Reason.DOUBT)]


def test_several_markers_count_by_the_most_urgent_grade() -> None:
    """A high-risk marker is an emergency also where a lesser marker stands beside it (B13)."""
    markers = "number: {markers: [domestic_abuse, high_risk_domestic_abuse]}\n"
    call = play(markers + steps(), force="marker_first")
    assert ("grade_1", Reason.MARKER) in grades(call)


@pytest.mark.parametrize(
    "text",
    [
        DANGER.replace("injured: no", "injured: yes") + ANSWERS + steps(),
        steps(on("{asked: can_hear}", "{sound: groan}")),
        steps().replace("tap", "{sound: groan}"),
    ],
)
def test_somebody_hurt_or_ill_has_an_ambulance(text: str) -> None:
    """Police bring in the ambulance for somebody who is hurt or sounds ill, and keep the call."""
    call = play(text)
    assert [e.body for e in call.all(do.BringIn)] == [do.BringIn(Service.AMBULANCE)]
    assert LineStage.WITH_OTHER_SERVICE not in call.stages
    assert not play(DANGER + ANSWERS + steps()).any(do.BringIn)


def test_officers_are_told_what_affects_risk() -> None:
    """Officers hear what is known: once when sent, and again when all was asked (B27)."""
    facts = DANGER.replace("weapon: no", "weapon: yes")
    markers = "number: {markers: [weapons], address: the flat over the old bakery}\n"
    call = play(facts + markers + ANSWERS + steps())
    first, last = (e.body for e in call.all(do.BriefOfficers))
    assert isinstance(first, do.BriefOfficers)
    assert isinstance(last, do.BriefOfficers)
    assert Topic.IN_DANGER in first.topics
    assert Topic.WEAPON in last.topics
    assert Topic.CHILDREN not in last.topics
    assert last.markers == (Marker.WEAPONS,)
    assert Reported.TAP in last.heard


# --- telling and withholding ---------------------------------------------------------------------


def test_the_caller_is_told_that_officers_are_coming_and_that_they_are_there() -> None:
    """A caller who can safely hear it is told when officers are sent and when they arrive."""
    call = play(DANGER + ANSWERS + steps())
    sent = call.first(do.Say, HANDLER, intent=Intent.OFFICERS_SENT)
    there = call.first(do.Say, HANDLER, intent=Intent.OFFICERS_THERE)
    assert before(call.first(do.Deploy), sent)
    assert before(call.first(do.Arrive), there)
    assert not call.any(do.Withhold)


TAKES = "room: [{when: {asked: can_hear}, do: [take_phone, {say: %s}]}]\n"
OTHER_MISTAKE = TAKES % "{intent: says_mistake, words: Sorry about that., manner: aloud}"


def test_nothing_is_said_of_officers_where_somebody_else_listens() -> None:
    """With another voice on the phone the call handler withholds it, and records why (B26)."""
    call = play(DANGER + ANSWERS + steps() + OTHER_MISTAKE)
    assert call.any(do.Deploy)
    assert [e.body for e in call.all(do.Withhold)] == [
        do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY)
    ]
    assert Intent.OFFICERS_SENT not in intents(call)
    assert Intent.OFFICERS_THERE not in intents(call)


def test_a_third_partys_mistake_closes_nothing() -> None:
    """Another voice that says it was a mistake is asked for the caller, and officers are sent."""
    call = play(steps() + OTHER_MISTAKE)
    assert call.outcome is Outcome.DEPLOYED
    assert Intent.ASK_FOR_CALLER in intents(call)
    assert Intent.KEEP_TALKING in intents(call)
    assert Intent.THANK not in intents(call)
    later = call.after(call.first(do.TakePhone))
    assert not later.any(do.Ask)
    assert not later.any(do.SetCode)


MISTAKE = on("{heard: through_to_police}", "{say: {intent: says_mistake, words: Oh no sorry.}}")


def test_a_mistake_that_the_caller_confirms_closes_kindly() -> None:
    """A confirmed mistake, checked for danger, ends with thanks and the reason (not a scolding)."""
    facts = "facts: {mistake: yes, in_danger: no, injured: no}\n"
    call = play(facts + "answers: {by: [spoken], after: 1s, manner: aloud}\n" + steps(MISTAKE))
    assert call.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT
    assert asked(call)[0] is Topic.MISTAKE
    assert Topic.IN_DANGER in asked(call)
    thanks = call.first(do.Say, HANDLER, intent=Intent.THANK)
    assert call.act(do.Close).reason is Reason.CHECKED_SAFE
    assert before(thanks, call.first(do.Close))
    assert before(call.first(do.Close), call.first(do.EndCall))
    assert not call.any(do.SetGrade)


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
    call = play(facts + "answers: {by: [spoken], after: 1s, manner: aloud}\n" + steps(MISTAKE))
    assert call.outcome is Outcome.DEPLOYED
    assert Intent.THANK not in intents(call)


def test_a_sign_means_nothing_before_a_code_was_stated() -> None:
    """Whoever says mistake and then only taps has confirmed nothing: no code told them how."""
    call = play(
        steps(
            MISTAKE,
            on("{asked: mistake}", "tap"),
            on("{asked: in_danger}", "{tap: 2}"),
        )
    )
    assert not call.any(do.SetCode)
    assert {Topic.MISTAKE, Topic.IN_DANGER} <= set(asked(call))
    assert Intent.THANK not in intents(call)
    assert call.act(do.Close).reason is not Reason.CHECKED_SAFE


def test_a_disguised_call_is_offered_a_safe_confirmation() -> None:
    """Whoever talks as if to somebody else is asked to say yes if they need police (B21)."""
    pretends = on("{heard: through_to_police}", "{say: {intent: pretends, words: A pizza.}}")
    yes = on("{heard: say_yes_if_police}", "{say: {intent: says_yes, words: Yes please.}}")
    call = play(steps(pretends, yes))
    assert intents(call)[:2] == [Intent.THROUGH_TO_POLICE, Intent.SAY_YES_IF_POLICE]
    assert (GENERIC.emergency.id, Reason.SIGNAL_HEARD) in grades(call)
    assert call.outcome is Outcome.DEPLOYED


# --- the line is cut -----------------------------------------------------------------------------


@every_force
@pytest.mark.parametrize("facts", [DANGER, SAFE])
def test_a_cut_line_is_graded_anew_at_once(facts: str, force: str) -> None:
    """The first thing after the line has gone is a grade with that reason (B16)."""
    call = play(facts + ANSWERS + steps() + cut(), force=force)
    down = call.first(StageEntered, stage=LineStage.DOWN)
    later = call.after(down)
    assert acts(later)[0] == "grade"
    regraded = later.first(do.SetGrade)
    assert later.act(do.SetGrade).reason is Reason.LINE_CUT
    assert regraded.at - down.at <= PACING.regrades_within


def test_thrive_is_applied_anew_when_the_line_is_cut() -> None:
    """All six headings are looked at again when the line drops (B15)."""
    call = play(DANGER + ANSWERS + steps() + cut("{heard: reassure}"))
    down = call.first(StageEntered, stage=LineStage.DOWN)
    assert len(call.all(do.Thrive)) == 12
    assert len(call.after(down).all(do.Thrive)) == 6


def callback(call: Story) -> list[object]:
    """What was decided about ringing back."""
    decided = (do.CallBack, do.DecideAgainstCallback)
    return [entry.body for entry in call.log if isinstance(entry.body, decided)]


RING, NOT = (
    do.CallBack(Reason.CALLER_MAY_BE_ALONE),
    do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS),
)
WHISPERED = on("{heard: through_to_police}", "{whisper: {intent: speaks, words: Hello.}}")
MARKED = "number: {markers: [domestic_abuse]}\n"
QUIET_LANDLINE = "line: landline\n"


@pytest.mark.parametrize(
    ("text", "force", "decided"),
    [
        (QUIET_LANDLINE + cut(), "generic", RING),
        (QUIET_LANDLINE + cut(), "northern_keys", RING),
        (QUIET_LANDLINE + cut(), "marker_first", RING),
        (QUIET_LANDLINE + MARKED + cut(), "generic", RING),
        (QUIET_LANDLINE + MARKED + cut(), "marker_first", NOT),
    ],
)
def test_ringing_back_is_decided_by_the_forces_policy(
    text: str, force: str, decided: object
) -> None:
    """Each force decides by its policy whether to ring a lost caller back, with a reason (B17)."""
    call = play(text, force=force)
    assert callback(call)[:1] == [decided]
    down = call.first(StageEntered, stage=LineStage.DOWN)
    assert callback(call.after(down))[:1] == [decided]


@every_force
def test_once_officers_are_sent_nobody_is_rung(force: str) -> None:
    """A phone that rings could betray a caller to whom officers are on their way."""
    call = play(DANGER + ANSWERS + steps() + cut(), force=force)
    assert callback(call) == [NOT]
    assert LineStage.RINGING_BACK not in call.stages


def test_a_callback_that_nobody_answers_leads_to_a_trace() -> None:
    """An unanswered callback leads to a trace, and then to a close with a reason (B18)."""
    call = play(QUIET_LANDLINE + cut())
    assert call.any(CallbackFailed, why="nobody answered")
    assert [e.body for e in call.all(do.StartTrace)] == [
        do.StartTrace(Trace.PHONE, Reason.NO_ANSWER)
    ]
    assert call.act(do.Close).reason is Reason.NO_CONCERN
    assert before(call.all(do.GiveResult)[-1], call.first(do.Close))


def test_a_known_address_is_what_is_traced() -> None:
    """Where the force holds an address, that is looked at instead of the phone [P16]."""
    call = play(QUIET_LANDLINE + ADDRESS + cut())
    assert call.act(do.StartTrace).trace is Trace.ADDRESS


def test_a_phone_in_limited_service_is_not_waited_for() -> None:
    """A callback that cannot work fails at once; the trace follows."""
    call = play("coverage: limited\n" + steps(on("{asked: can_hear}", "hang_up")))
    assert LineStage.RINGING_BACK not in call.stages
    assert call.any(do.StartTrace)
    if RING in callback(call):
        assert call.any(CallbackFailed, why="the phone cannot be rung")


def test_whoever_answers_a_callback_is_told_who_rings() -> None:
    """A callback that is answered begins anew: who this is, and how to answer."""
    text = QUIET_LANDLINE + "caller: [{when: {rings: true}, after: 4s, do: answer}]\n" + cut()
    call = play(text)
    answered = call.first(do.Answer, Role.CALLER)
    later = intents(call.after(answered))
    assert later[:2] == [Intent.CALLS_BACK, Intent.THROUGH_TO_POLICE]


def test_a_callback_that_is_lost_again_leads_to_a_trace() -> None:
    """It is decided anew whether to ring, against it now; then traced, and the call ends."""
    answers = "caller: [{when: {rings: true}, after: 4s, do: [answer, {pause: 9s}, hang_up]}]\n"
    call = play(QUIET_LANDLINE + answers + cut())
    assert callback(call) == [RING, NOT]
    again = call.after(call.first(do.Answer, Role.CALLER))
    assert before(again.first(do.DecideAgainstCallback), again.first(do.StartTrace))
    assert call.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT


def test_the_last_word_of_a_lost_call_is_a_reason() -> None:
    """However a call ends at the police, the close has a reason."""
    for text in (QUIET_LANDLINE + cut(), DANGER + ANSWERS + steps() + cut(), QUIET_LANDLINE):
        call = play(text)
        assert isinstance(call.act(do.Close).reason, Reason)
        assert call.outcome in (Outcome.DEPLOYED, Outcome.CLOSED_WITHOUT_DEPLOYMENT)


def test_a_call_lost_before_police_answered_is_looked_at_too() -> None:
    """Details that the operator passes on open an incident: graded, searched and decided about."""
    call = play("caller: [{when: {heard: which_service}, do: [tap, {pause: 500ms}, hang_up]}]")
    assert call.any(do.PassDetails)
    assert acts(call)[0] == "grade"
    assert grades(call)[0] == (GENERIC.emergency.id, Reason.LINE_CUT)
    assert call.any(do.Search)
    assert callback(call) == [NOT]


# --- staying -------------------------------------------------------------------------------------


def test_the_call_handler_stays_until_officers_are_there() -> None:
    """The line is kept open until officers have arrived; then the caller is let go (B09)."""
    call = play(DANGER + ANSWERS + steps())
    arrived = call.first(do.Arrive)
    assert before(arrived, call.first(do.Close))
    assert before(call.first(do.Close), call.first(do.EndCall))
    assert call.act(do.Close).reason is Reason.OFFICERS_WITH_CALLER
    assert call.act(do.EndCall).reason is Reason.OFFICERS_WITH_CALLER


def test_nobody_waits_in_dead_air() -> None:
    """While they wait together the caller hears the call handler again and again (B07)."""
    call = play(DANGER + ANSWERS + steps())
    said = [e for e in spoken(call) if e.at < call.first(do.Arrive).at]
    for earlier, later in pairwise(said):
        assert later.at - call.end_of(earlier).at <= REASSURES_EVERY
    assert intents(call).count(Intent.REASSURE) > 5


def test_a_caller_who_gives_no_sign_is_not_given_up_for_two_minutes() -> None:
    """With complete silence no grade is set and nothing closed before the profile's time."""
    call = play(QUIET_LANDLINE)
    answered = call.first(do.Answer, HANDLER)
    assert PACING.persists == 120_000
    for entry in (call.first(do.SetGrade), call.first(do.Close), call.first(do.EndCall)):
        assert entry.at - answered.at >= PACING.persists
    assert call.any(do.StartTrace)
    assert Intent.CALL_AGAIN in intents(call)
    assert call.act(do.Close).reason is Reason.NO_CONCERN


def test_a_caller_who_comes_back_to_the_phone_is_heard() -> None:
    """A sign after two silent minutes still brings officers."""
    call = play(
        DANGER + ADDRESS + QUIET_LANDLINE + "caller: [{when: {at: 150s}, do: {sound: shouting}}]"
    )
    assert call.outcome is Outcome.DEPLOYED


def test_a_handset_that_is_put_down_is_waited_for() -> None:
    """A landline's handset may be lifted again; the call handler keeps the held line."""
    call = play(
        DANGER
        + ANSWERS
        + QUIET_LANDLINE
        + steps(on("{asked: can_hear}", "hang_up"), on("{did: hang_up}", "lift", "20s"))
    )
    held = call.first(StageEntered, stage=LineStage.HELD_WITH_CALL_HANDLER)
    lifted = call.after(held).first(StageEntered, stage=LineStage.WITH_CALL_HANDLER)
    between = [e for e in call.log if held.seq < e.seq < lifted.seq]
    assert not any(isinstance(e.body, do.EndCall | do.Close) for e in between)
    assert call.after(lifted).any(do.Ask)


def test_the_call_handler_says_nothing_into_a_dead_line() -> None:
    """After the line has gone nothing more is said to the caller."""
    call = play(DANGER + ANSWERS + steps() + cut())
    down = call.first(StageEntered, stage=LineStage.DOWN)
    assert spoken(call.after(down)) == []
    assert not call.any(do.HangUp)


@every_force
@pytest.mark.parametrize("text", [DANGER, SAFE, ""])
def test_nothing_that_the_call_handler_plans_turns_out_impossible(text: str, force: str) -> None:
    """In calls without a surprise every plan of the standing people can be carried out."""
    played: Sequence[Play] = [
        play(text + ANSWERS + steps(), force=force),
        play(text + ANSWERS + QUIET_LANDLINE, force=force),
        play(text + ANSWERS + steps() + cut(), force=force),
    ]
    for call in played:
        assert call.result.skipped == ()


# --- callers for whom the usual way does not do --------------------------------------------------


def test_somebody_with_the_caller_is_asked_after() -> None:
    """Whether they are inside, and whether an order keeps them away, only where there is one."""
    both = {Topic.IN_THE_HOUSE, Topic.ORDERS}
    with_somebody = "facts: {in_danger: yes, other_person_present: yes}\n" + ANSWERS
    assert both <= set(asked(play(with_somebody + steps())))
    assert both.isdisjoint(asked(play(SAFE + ANSWERS + steps())))


def test_somebody_hurt_is_asked_whether_the_door_can_be_opened() -> None:
    """Officers and an ambulance have to get in [K1 K2]."""
    hurt = "facts: {in_danger: no, injured: yes}\n" + ANSWERS
    assert Topic.CAN_OPEN_DOOR in asked(play(hurt + steps()))
    assert Topic.CAN_OPEN_DOOR not in asked(play(SAFE + ANSWERS + steps()))


def test_a_child_is_asked_for_a_grown_up() -> None:
    """A young voice is asked for an adult, before anything else is asked of it (B33)."""
    words = on("{heard: through_to_police}", "{say: {intent: child_speaks, words: Mummy fell.}}")
    call = play(DANGER + ANSWERS + steps(words))
    adult = call.first(do.Say, HANDLER, intent=Intent.ASK_FOR_ADULT)
    assert before(adult, call.first(do.Ask))
    assert not play(DANGER + ANSWERS + steps()).any(do.Say, HANDLER, intent=Intent.ASK_FOR_ADULT)


def test_another_language_gets_an_interpreter_before_any_question() -> None:
    """Somebody who does not understand English is told that an interpreter comes."""
    words = "{say: {intent: other_language, words: (words in another language)}}"
    call = play(ANSWERS + steps(on("{heard: through_to_police}", words)))
    coming = call.first(do.Say, HANDLER, intent=Intent.GETS_INTERPRETER)
    assert before(coming, call.first(do.Ask))


PRETENDS = on("{heard: through_to_police}", "{say: {intent: pretends, words: A taxi please.}}")


def test_a_caller_who_may_only_pretend_is_sent_a_text() -> None:
    """The line stays open meanwhile [K4]; a reply is a sign, and a step can wait for the text."""
    reply = on("{texted: true}", '{text: "the last bus"}')
    call = play(DANGER + ANSWERS + steps(PRETENDS, reply))
    sent, answer = call.first(do.SendText, HANDLER), call.first(do.SendText, Role.CALLER)
    assert before(sent, answer)
    assert len(call.all(do.SendText, HANDLER)) == 1
    assert not call.all(do.EndCall) or before(answer, call.first(do.EndCall))


@pytest.mark.parametrize(("line", "sent"), [("mobile", True), ("landline", False)])
def test_a_caller_who_answers_nothing_by_the_code_is_sent_a_text(line: str, sent: bool) -> None:
    """Signs and no answers: perhaps somebody who hears nothing. A fixed line gets no text."""
    knocks = on("{answered: call_handler}", "{sound: knock}", "20s")
    assert play(f"line: {line}\n" + steps(knocks)).any(do.SendText, HANDLER) is sent


def test_nobody_is_texted_who_answers_or_who_gives_no_sign() -> None:
    """A text can light up a phone; it is sent where it is needed."""
    assert not play(DANGER + ANSWERS + steps()).any(do.SendText)
    assert not play(steps()).any(do.SendText)


ELSEWHERE = "location: {aml: {place: the lock, radius: 20, area: Riverside police}}\n"


def test_a_call_from_another_forces_area_is_offered_to_it() -> None:
    """The caller is kept until the other force has accepted; nobody is sent from here (B34)."""
    call = play(DANGER + ANSWERS + ELSEWHERE + steps())
    assert call.outcome is Outcome.HANDED_TO_OTHER_FORCE
    assert call.act(do.OfferIncident) == do.OfferIncident("Riverside police", Reason.OTHER_AREA)
    assert before(call.first(do.AcceptIncident), call.first(do.EndCall))
    assert call.act(do.EndCall).reason is Reason.OTHER_AREA
    assert Intent.HANDS_ON in intents(call)
    assert not call.any(do.Deploy)


def test_a_wide_cell_does_not_make_it_another_forces() -> None:
    """A mast's area reaches over a boundary, so only a precise place hands a call on [I10]."""
    cell = "location: {eisec: {place: the hills, radius: 3000, area: Riverside police}}\n"
    assert not play(DANGER + ANSWERS + ADDRESS + cell + steps()).any(do.OfferIncident)


def test_what_a_device_reports_is_acted_on() -> None:
    """A machine voice and nobody else: officers go to the place that is known."""
    place = "location: {aml: {place: the yard, radius: 20}}\n"
    voice = "background: [{at: 4s, sound: device_voice}]\n"
    assert play(place + voice).outcome is Outcome.DEPLOYED
    noise = "background: [{at: 4s, sound: voices}]\n"
    assert Reported.DEVICE not in play(place + noise).act(do.HandOver).heard
    assert Reported.DEVICE in play(place + voice).act(do.HandOver).heard
