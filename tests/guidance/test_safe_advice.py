"""What can be advised or said is safe: hidden children, lost lines, coached words, endings."""

from __future__ import annotations

import itertools
import re

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.statements import Speaker
from simulator.core.terms import Intent, Reason, Role, Topic
from simulator.debrief.assess.comparison import compared
from simulator.debrief.assess.findings import Judgement, assess
from simulator.guidance.stakes import Stake
from simulator.guidance.tables import guidance_of
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.match_criteria import Context
from simulator.session.run.headless_run import run
from tests.daily import a_share_of_cases
from tests.guidance.stories import (
    HANDLER,
    acts_with_facts,
    asked,
    heard_by_handler,
    intents,
    stated_facts,
)
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, PROFILES, Play, play, steady

CHILDS_WORDS = (
    "Daddy's hurting Mummy. I'm in the cupboard.",
    "They're fighting again.",
    "He's got her hair.",
    "I'm under the bed.",
    "He'll hear me.",
    "I'm not allowed to ring.",
    "Mummy said hide.",
    "My brother's crying.",
    "He broke the door.",
    "Please come quick.",
    "He's being horrible to my mum.",
    "There's blood.",
)
"""The test set of practice2 SIT-08."""
MORE_WORDS = (
    "Dad punched Mum in the face",
    "mum's boyfriend is strangling her",
    "He won't stop hurting her",
    "Don't hurt Mummy!",
    "My stepdad hit me with a belt",
    "Mummy's hitting my brother",
    "Uncle Dave has got a knife",
    "I'm scared of Daddy",
    "They're having a big row downstairs",
    "He's smashing everything up",
)
HARMLESS = (
    "Hello! Bye-bye!",
    "I have a red dress.",
    "Mummy is lying down. She does not want to play.",
    "Mummy fell and hurt her head.",
    "Daddy hurt his leg",
    "Mummy won't wake up",
    "Nanny fell.",
    "We're playing hide and seek",
    "Daddy isn't hurting Mummy",
    "Is that the real police?",
)
NEVER_TO_A_HIDDEN_CHILD = (
    *(Intent.ASK_FOR_ADULT, Intent.CHILD_DO, Intent.CHECK_IN, Intent.MAKE_A_SOUND),
    *(Intent.LOCK_UP, Intent.MOVE_TO_SAFETY, Intent.ASK_FOR_CALLER),
)
NEVER_ASKED = (Topic.CAN_OPEN_DOOR, Topic.AWAKE, Topic.DOOR_LOCKED, Topic.WEAPON, Topic.ORDERS)


def child(words: str, *, to: str = "operator", facts: str = "") -> str:
    """A child who whispers `words` to the operator, or once police have spoken."""
    told = f'{{whisper: {{intent: child_speaks, words: "{words}"{facts}}}}}'
    tap = "  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
    cue = "which_service" if to == "operator" else "through_to_police"
    step = f"  - {{when: {{heard: {cue}}}, after: 1s, do: {told}}}\n"
    return (
        "facts: {can_hear: yes, in_danger: yes, same_room: no, injured: unknown, at_home: yes}\n"
        "answers: {by: [spoken], after: 1.5s, manner: whispered}\n"
        "caller:\n" + ("" if to == "operator" else tap) + step
    )


def check_hidden(call: Play) -> None:
    """Whoever the child spoke to: from then on nothing may send them to the one who hurts."""
    told = next(e for e in call.log if e.actor is Role.CALLER and e.body.kind == "say")
    after = call.after(told)
    said = [e.body for e in after.log if e.actor in (Role.OPERATOR, HANDLER)]
    spoken = [body.intent for body in said if isinstance(body, do.Say)]
    assert not set(spoken) & set(NEVER_TO_A_HIDDEN_CHILD), spoken
    topics = [topic for body in said if isinstance(body, do.Ask) for topic in body.about]
    assert not set(topics) & set(NEVER_ASKED), topics
    assert not [body for body in said if isinstance(body, (do.OfferWays, do.SetCode))]
    assert Intent.STAY_HIDDEN in spoken
    # Officers go at once: an emergency, for the danger that the child tells of.
    sent, grade = after.first(do.Deploy), after.first(do.SetGrade)
    assert isinstance(grade.body, do.SetGrade)
    assert (grade.body.grade, grade.body.reason) == ("emergency", Reason.DANGER_ESTABLISHED)
    answered = call.first(do.Answer, HANDLER)
    assert sent.at - max(told.at, answered.at) < 25_000


@pytest.mark.parametrize("to", ["operator", "police"])
@pytest.mark.parametrize("words", CHILDS_WORDS)
@a_share_of_cases(4)
def test_a_child_who_hides_is_asked_to_fetch_nobody(words: str, to: str) -> None:
    """SIT-08: no grown-up, no door, no sounds, no sign; stay, whisper, and officers at once."""
    check_hidden(play(child(words, to=to)))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("profile", PROFILES)
@a_share_of_cases(4)
def test_it_is_so_under_every_profile_and_seed(profile: str, seed: int) -> None:
    """Whatever the procedure, from the child's words on."""
    call = play(child(CHILDS_WORDS[0]), profile=profile, seed=seed)
    if any(entry.actor is HANDLER for entry in call.log):
        check_hidden(call)


def test_facts_beside_the_words_say_the_same() -> None:
    """A file that says what the words mean is believed before any reading of them."""
    told = child("I want my nan.", facts=", facts: {in_danger: yes}")
    check_hidden(play(told))
    denied = play(child(CHILDS_WORDS[0], facts=", means: {}, facts: {in_danger: no}"))
    assert denied.any(do.Say, intent=Intent.ASK_FOR_ADULT)


def test_with_somebody_in_the_room_a_hidden_child_is_asked_nothing_more() -> None:
    """4.4: announced silence, then one short line in two minutes."""
    text = child(CHILDS_WORDS[0], to="police").replace("same_room: no", "same_room: yes")
    call = play(text)
    yes = call.first(do.Say, Role.CALLER, intent=Intent.SAYS_YES)
    found = call.first(do.UnitReport, status=terms.UnitStatus.FOUND)
    after = [e for e in call.after(yes).log if e.actor is HANDLER and e.seq < found.seq]
    assert not [e for e in after if isinstance(e.body, do.Ask)]
    said = [e for e in after if isinstance(e.body, do.Say)]
    assert next(e.body.intent for e in said if isinstance(e.body, do.Say)) is Intent.GO_QUIET
    times = [e.at for e in said]
    assert all(later - one >= 115_000 for one, later in itertools.pairwise(times))


def test_a_hidden_child_hears_of_no_ambulance() -> None:
    """It is asked for at once where a child speaks of blood, and said where nobody else hears."""
    call = play(child("There's blood. Mummy won't wake up. Daddy hit her.", to="police"))
    assert call.any(do.BringIn, service=terms.Service.AMBULANCE)
    assert Intent.AMBULANCE_SENT not in intents(call)
    check_hidden(call)


def test_a_row_heard_with_a_child_is_violence_at_home() -> None:
    """The child need not say it: something breaks while a child speaks."""
    text = child("Hello.", to="police") + (
        "room: [{when: {heard: through_to_police}, after: 200ms, do: {sound: breaking}}]\n"
    )
    call = play(text)
    assert Intent.ASK_FOR_ADULT not in intents(call)
    assert Intent.STAY_HIDDEN in intents(call)


@pytest.mark.parametrize("words", MORE_WORDS)
def test_other_words_of_violence_count_as_well(words: str) -> None:
    """Not only the words of the sheet."""
    assert stated_facts(words, Speaker.CHILD).get(Topic.IN_DANGER)


@pytest.mark.parametrize("words", HARMLESS)
def test_play_illness_and_accidents_are_not_violence(words: str) -> None:
    """A child with an ill mother is still asked who is there."""
    assert not stated_facts(words, Speaker.CHILD).get(Topic.IN_DANGER)


def test_officers_who_ask_about_children_hear_yes() -> None:
    """Who speaks is a child: "not known" would be untrue."""
    knowledge = Knowledge(HANDLER)
    call = play(child("Hello, I have a red dress.", to="police"))
    for entry in heard_by_handler(call):
        knowledge = knowledge.after(entry)
    assert knowledge.facts.is_yes(Topic.CHILDREN)


def test_a_childs_word_of_violence_is_not_undone_by_a_grown_up() -> None:
    """Another voice on the phone says that it was a mistake, and that nobody is in danger."""
    text = child(CHILDS_WORDS[0], to="police") + (
        "  - {when: {heard: stay_hidden}, after: 1s, do: {say: {intent: says_mistake, "
        'words: "Sorry, the little one had my phone.", facts: {in_danger: no}}}}\n'
    )
    call = play(text)
    assert call.any(do.Deploy)
    reasons = [body.reason for body in call.bodies(do.Close)]
    assert Reason.CHECKED_SAFE not in reasons
    assert not call.any(do.Say, intent=Intent.THANK)


# --- a threat, and the line is lost ---------------------------------------------------------------


def threat(words: str, more: str = "") -> str:
    """A caller without any location who says `words`, and then the line is lost."""
    return (
        f"facts: {{can_hear: yes, in_danger: yes}}\n{more}caller:\n"
        "  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
        "  - when: {heard: through_to_police}\n    after: 1s\n"
        f'    do: [{{say: {{intent: speaks, words: "{words}"}}}}, {{pause: 500ms}}, hang_up]\n'
    )


@pytest.mark.parametrize(
    "words", ["He's going to kill me.", "Please, just come.", "They said they'll kill us."]
)
def test_a_threat_without_a_place_is_never_closed_as_no_response(words: str) -> None:
    """SIT-16: trace all three steps, tell the supervisor, and officers have it to the end."""
    call = play(threat(words))
    closed = [body.reason for body in call.bodies(do.Close)]
    assert Reason.NO_RESPONSE not in closed
    assert Reason.NO_CONCERN not in closed
    assert len(call.all(do.StartTrace)) >= 3
    supervisor = call.first(do.Note, HANDLER, note=terms.NoteKind.RATIONALE)
    lost = call.first(do.HangUp)
    assert supervisor.at - lost.at < 20_000
    assert call.any(do.Deploy)
    if closed:
        assert call.first(do.Deploy).seq < call.first(do.Close).seq
        assert call.any(do.UnitReport, status=terms.UnitStatus.NOT_FOUND)


@pytest.mark.parametrize("words", ["He's going to kill me.", "He's got a knife", "Please, come."])
@pytest.mark.parametrize("seed", range(4))
def test_a_threat_is_not_rung_back_into_somebodys_hearing(words: str, seed: int) -> None:
    """The person who threatens may hold the phone: no ring, also after words cut off unread."""
    call = play(threat(words), seed=seed)
    assert not call.any(do.CallBack)
    assert call.any(do.DecideAgainstCallback)


def test_officers_who_search_without_a_place_do_not_find_by_magic() -> None:
    """EN-14: an area search, and the incident stays open: ten minutes, then the next shift."""
    call = play(threat("He's going to kill me."))
    briefed = call.first(do.BriefOfficers)
    assert isinstance(briefed.body, do.BriefOfficers)
    assert Topic.LOCATION in briefed.body.unknown
    missed = call.first(do.UnitReport, status=terms.UnitStatus.NOT_FOUND)
    assert not call.any(do.UnitReport, status=terms.UnitStatus.FOUND)
    assert call.first(do.LeaveOpen).at - missed.at >= 600_000
    assert not call.any(do.Close)


def test_no_call_handler_may_close_while_life_is_at_risk() -> None:
    """The guard of the coach and of the debrief says so too, for a trainee who closes."""
    call = play(threat("He's going to kill me."))
    guidance = guidance_of(HANDLER, DEFAULT, GENERIC)
    traced = [known for known in acts_with_facts(call) if known.facts.trace is not None][-20:]
    lost = [known for known in traced if known.facts.line_lost and not known.facts.sent]
    assert lost
    for known in lost:
        ids = [each.id for each in guidance.forbidden(do.Close(Reason.NO_RESPONSE), known.facts)]
        assert "NB-close" in ids


# --- a whisper ------------------------------------------------------------------------------

TAPS = (
    "location: {aml: {place: the mill house, radius: 20}}\n"
    "facts: {can_hear: yes, in_danger: yes, alone_to_talk: no, injured: no}\n"
    "answers: {by: [tap], after: 1.5s}\n"
    "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
)


def test_a_whisper_is_invited_only_where_nothing_came() -> None:
    """CH-05: a caller who has just tapped is offered ways, not asked to speak."""
    assert Intent.INVITE_SPEECH in intents(play(TAPS))
    tapped = TAPS + "  - {when: {heard: through_to_police}, after: 1s, do: tap}\n"
    call = play(tapped)
    assert Intent.INVITE_SPEECH not in intents(call)
    assert call.first(do.OfferWays).at < call.first(do.SetCode).at


def test_no_whisper_is_advised_once_a_code_counts_or_another_person_hears() -> None:
    """All call long, whatever a trainee has left out before."""
    guidance = guidance_of(HANDLER, DEFAULT, GENERIC)
    known = [each.facts for each in acts_with_facts(play(TAPS))]
    tested = [
        facts for facts in known if facts.code is not None and facts.is_no(Topic.ALONE_TO_TALK)
    ]
    assert tested
    for facts in tested:
        forgot = facts._replace(said=type(facts.said)({Intent.THROUGH_TO_POLICE: 1}))
        assert "CH-05" not in [each.row.id for each in guidance.held(forgot)]


# --- under a cover --------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_no_text_to_a_disguised_call_names_the_police(seed: int) -> None:
    """CH-64: also where the caller has said that nobody sees the screen."""
    call = Play(run(steady("on-the-bus"), DEFAULT, GENERIC, seed))
    known = [each for each in acts_with_facts(call) if isinstance(each.entry.body, do.SendText)]
    assert [each for each in known if each.facts.is_no(Topic.SCREEN_SEEN)]
    words = [body.words for body in call.bodies(do.SendText)]
    assert not [each for each in words if re.search("police|999|officer", each, re.IGNORECASE)]


# --- words under pressure -------------------------------------------------------------------


def coached(his: str, intent: str = "not_to_call") -> str:
    """A man says `his`; three seconds later she says that it was an accident."""
    return (
        "location: {aml: {place: the mill house, radius: 20}}\n"
        "facts: {can_hear: yes, mistake: yes, in_danger: no, injured: no}\n"
        "answers: {by: [spoken], after: 1.5s, manner: aloud}\n"
        "room: [{when: {heard: through_to_police}, after: 1s, do: {say: {intent: "
        f'{intent}, words: "{his}"}}}}}}]\n'
        "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
        "  - {when: {heard: through_to_police}, after: 5s, do: {say: {intent: says_mistake,"
        ' words: "It was an accident. I\'m fine."}}}\n'
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("his", ["Tell them you're fine.", "Say it was an accident."])
def test_it_was_an_accident_after_he_said_so_is_not_briefed_as_fact(his: str, seed: int) -> None:
    """BR-02: who said what, how soon after it, and that she is to be seen alone."""
    call = play(coached(his), seed=seed)
    briefings = call.bodies(do.BriefOfficers)
    assert briefings
    assert not [body for body in briefings if Topic.MISTAKE in body.topics]
    text = briefings[0].text
    assert f'nother voice says: "{his}"' in text
    assert 'seconds later the caller says: "It was an accident.' in text
    assert "Don't rest on it. See the caller alone." in text
    assert "nothing speaks against it" not in " ".join(body.text for body in briefings)
    assert Topic.MISTAKE not in asked(call)
    assert Reason.CHECKED_SAFE not in [body.reason for body in call.bodies(do.Close)]


@pytest.mark.parametrize("seed", range(4))
def test_a_no_in_his_hearing_is_no_fact_for_officers(seed: int) -> None:
    """BF-3: after coached words "no danger" and "not hurt" are not briefed, and few are asked."""
    call = play(coached("Say it was an accident."), seed=seed)
    ruled_out = {t for body in call.bodies(do.BriefOfficers) for t in body.ruled_out}
    assert not ruled_out & {Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON}
    assert not {Topic.DRINK_OR_DRUGS, Topic.ORDERS, Topic.KNOWS_PERSON} & set(asked(call))


def test_a_mistake_by_a_free_voice_is_still_a_mistake() -> None:
    """Nobody else is heard: the caller is asked, thanked, and let go."""
    text = (
        "facts: {can_hear: yes, mistake: yes, in_danger: no, injured: no,"
        " other_person_present: no}\n"
        "answers: {by: [spoken], after: 1s, manner: aloud}\n"
        "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
        "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: says_mistake,"
        ' words: "Sorry, my phone did it."}}}\n'
    )
    assert Reason.CHECKED_SAFE in [body.reason for body in play(text).bodies(do.Close)]


# --- an ending ------------------------------------------------------------------------------


def test_found_and_an_officers_word_of_it_end_the_line() -> None:
    """CH-80: the call handler may let the line go then, whether the incident is closed or not."""
    guidance = guidance_of(HANDLER, DEFAULT, GENERIC)
    found = play(TAPS).first(do.UnitReport, status=terms.UnitStatus.FOUND)
    knowledge = Knowledge(HANDLER)
    for entry in itertools.takewhile(lambda e: e.seq <= found.seq, heard_by_handler(play(TAPS))):
        knowledge = knowledge.after(entry)
    facts = knowledge.facts
    assert not [each for each in guidance.held(facts) if isinstance(each.action, do.EndCall)]
    safe = facts._replace(unit_status=terms.UnitStatus.REPORTED)
    ends = [each.action for each in guidance.held(safe) if isinstance(each.action, do.EndCall)]
    assert ends == [do.EndCall(Reason.OFFICERS_WITH_CALLER)]


# --- the debrief holds nothing against what was advised -------------------------------------------

STORIES = {
    "a hidden child": child(CHILDS_WORDS[0]),
    "a hidden child, known address": "number: {address: the mill house}\n"
    + child(CHILDS_WORDS[1], to="police"),
    "somebody is in the room": child(CHILDS_WORDS[0], to="police").replace(
        "same_room: no", "same_room: yes"
    ),
    "a child, and blood": child("There's blood. Daddy hit her.", to="police"),
    "a threat": threat("He's going to kill me."),
    "cut off": threat("Please, come.", "number: {markers: [domestic_abuse]}\n"),
    "coached": coached("Say it was an accident."),
    "coached, with a marker": "number: {markers: [domestic_abuse]}\n"
    + coached("Tell them you're fine."),
    "taps": TAPS,
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", STORIES)
@a_share_of_cases(3)
def test_the_debrief_faults_nothing_that_good_practice_did(name: str, seed: int) -> None:
    """Coach and simulated call handler read one table: what it advises, no criterion faults.

    How long the force's phone rings is drawn as a queue (V29), and is nobody's advice.
    """
    call = play(STORIES[name], seed=seed)
    rubric = LIBRARY.rubric("call_handler").file.rubric
    context = Context(force=GENERIC, profile=DEFAULT)
    findings = assess(heard_by_handler(call), rubric, context)
    missed = {f.criterion.id for f in findings if f.judgement is Judgement.MISSED}
    assert missed <= {"answered-soon"}
    guidance = guidance_of(HANDLER, DEFAULT, GENERIC)
    moments = compared(guidance, heard_by_handler(call), lambda *_: "", DEFAULT)
    held = {m.row for m in moments if m.stake is not Stake.FOR_A_PERSON}
    assert held <= {"answer"}
