"""Words that nobody may pass over, in wordings that no sheet has."""

from __future__ import annotations

import re

import pytest

from simulator.content.scenario.meant import itself_says, read
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.statements import Speaker, StatementTopic
from simulator.core.terms import Intent, Reason, Role, Topic
from simulator.debrief.assess.findings import Judgement, assess
from simulator.rules.match_criteria import Context
from simulator.session.run.headless_run import run
from tests.guidance.stories import HANDLER, PLACE, heard_by_handler, intents, stated_facts
from tests.guidance.test_safe_advice import child, coached, threat
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, PROFILES, Play, play, steady

VIOLENCE = (
    "he keeps banging her head on the wall",
    "he's chucking plates at my mum",
    "I'm in the bath with the door locked. Daddy wants to get in",
    "Mummy's saying stop stop and he won't",
    "Mum told me to ring if it happened again",
    "he's on top of my mum and she can't breathe",
    "daddy's being a monster",
    "he made Mummy's nose bleed",
    "I don't want him to find me",
    "he touched me and I don't like it",
    "can you make him stop",
    "He's tied her up",
    "I'm behind the telly, Daddy's hurting mummy",
    "daddy's done it to mummy again",
    "Mummy's poorly because Daddy kicked her",
)
ILL = (
    "My nan is breathing funny, please come quick",
    "please help my mummy, she's not talking",
    "Daddy's chest hurts and he's crying",
    "my mum's choking on her dinner",
    "mummy's having a baby and she's screaming",
    "I shook her but she won't wake up",
    "Mum's behind the door and she won't answer",
    "Grandad's in the shed and he won't wake up",
    "Mummy is sleeping and I can't wake her, I hit her and hit her",
    "Dad cut himself with the knife and it won't stop bleeding",
    "Mummy's crying because her tummy hurts",
    "Grandma's hit her head",
)
THREATS = (
    "he says he'll finish me off",
    "he said he'd kill me",
    "he's gonna end me",
    "He's coming to kill us all",
    "he swore he'd cut my throat",
    "he's going to burn the house down with us in it",
    "they want me dead",
    "he has threatened to kill me",
    "He'll murder me when he gets in",
    "he's going to batter me",
)
ARMED = (
    "my ex has got a machete",
    "There's a man with a knife",
    "he's got a blade to my throat",
    "There's two lads with crowbars kicking my door",
    "he's holding a gun to her head",
    "a fella in the shop with a blade",
)
WOUNDS = ("he's stabbed me", "he strangled me", "I've been stabbed", "he's cut me, there's blood")
NO_THREAT = (
    "he's not going to kill me",
    "I didn't say he'd kill me",
    "this heat is going to kill me",
    "My chest is killing me",
    "he hasn't got a knife",
    "there's a knife in the kitchen",
    "I dropped the knife",
    "I'm going to kill myself",
)


@pytest.mark.parametrize("words", VIOLENCE)
def test_a_childs_own_words_of_violence_count(words: str) -> None:
    """SIT-08 in other words: children have more of them than any sheet."""
    assert stated_facts(words, Speaker.CHILD).get(Topic.IN_DANGER)


@pytest.mark.parametrize("words", ILL)
def test_a_child_with_somebody_ill_is_not_told_to_hide(words: str) -> None:
    """SIT-09: crying, screaming, "please come quick" or a shed are no violence there."""
    assert not stated_facts(words, Speaker.CHILD).get(Topic.IN_DANGER)


@pytest.mark.parametrize("words", [*THREATS, *ARMED, *WOUNDS])
def test_threats_arms_and_wounds_are_danger_by_any_caller(words: str) -> None:
    """ST-85, ST-16 to ST-18, ST-26: whatever the purpose of the sentence."""
    said = stated_facts(words)
    assert said[Topic.IN_DANGER]
    if words in ARMED:
        assert said[Topic.WEAPON]
    elif words in THREATS:
        assert Topic.WEAPON not in said
    assert said.get(Topic.INJURED, False) is (words in WOUNDS)


@pytest.mark.parametrize("words", NO_THREAT)
def test_a_figure_of_speech_or_a_denial_is_no_threat(words: str) -> None:
    """ST-85, ST-16: what was not said is not briefed."""
    stated = dict(read(words)[0])
    topics = (StatementTopic.THREAT_TO_KILL, StatementTopic.VIOLENCE, StatementTopic.KNIFE)
    assert not [topic for topic in topics if stated.get(topic)]


def test_words_that_report_danger_are_danger() -> None:
    """`danger_now` says so by itself: nobody asks "Are you in danger now?" after it."""
    assert itself_says(Intent.DANGER_NOW, ()) == ((Topic.IN_DANGER, True),)
    final = ((Topic.WEAPON, False),)
    assert itself_says(Intent.DANGER_NOW, final) == final
    assert itself_says(Intent.SPEAKS, ()) == ()


@pytest.mark.parametrize(
    "words", ["I'm under the bed.", "Please come quick.", "They're fighting again."]
)
def test_only_of_a_child_is_what_may_be_violence_taken_so(words: str) -> None:
    """BF-3: the speaker is a circumstance of the reading; a grown-up is asked."""
    assert (StatementTopic.VIOLENCE, True) in read(words, Speaker.CHILD)[0]
    assert StatementTopic.VIOLENCE not in dict(read(words, Speaker.CALLER)[0])


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("words", ["It's me, Lily.", "Mum went quiet.", "He is downstairs."])
def test_a_child_who_whispers_is_taken_to_hide(words: str, profile: str) -> None:
    """SIT-08: who whispers has a reason; no grown-up, no door, nobody is to be woken."""
    call = play(child(words, to="police"), profile=profile)
    if not any(entry.actor is HANDLER for entry in call.log):
        return
    assert Intent.STAY_HIDDEN in intents(call)
    assert Intent.ASK_FOR_ADULT not in intents(call)
    asked = [topic for body in call.bodies(do.Ask) for topic in body.about]
    assert not {Topic.CAN_OPEN_DOOR, Topic.AWAKE, Topic.DOOR_LOCKED} & set(asked)


def test_a_child_who_whispers_of_an_illness_is_asked_who_is_there() -> None:
    """SIT-09: there is nobody to hide from."""
    call = play(child("Mummy won't wake up.", to="police"))
    assert Intent.STAY_HIDDEN not in intents(call)
    assert call.any(do.BringIn, service=terms.Service.AMBULANCE)


@pytest.mark.parametrize(
    "words", ["Nanny fell down the stairs.", "Dad fell off the ladder and his leg is bent."]
)
def test_a_fall_that_a_child_tells_of_is_an_ambulance_at_once(words: str) -> None:
    """SIT-09: before the second question, not after an answer that may not come."""
    call = play(child(words, to="police").replace("{whisper", "{say"))
    said = next(e for e in call.log if e.actor is Role.CALLER and e.body.kind == "say")
    assert call.first(do.BringIn, service=terms.Service.AMBULANCE).at - said.at < 10_000


def test_a_person_who_does_not_wake_is_an_emergency_at_once() -> None:
    """CH-26: graded on the child's words, not on a later answer; and no "Does anything hurt?"."""
    call = play(child("Mummy won't wake up.", to="police").replace("{whisper", "{say"))
    grade = call.first(do.SetGrade)
    assert isinstance(grade.body, do.SetGrade)
    assert (grade.body.grade, grade.body.reason) == ("emergency", Reason.INJURY)
    words = [body.words for body in call.bodies(do.Ask)]
    assert not [each for each in words if "anything hurt" in each]


@pytest.mark.parametrize("words", ["There's a man with a knife", "He's stabbed me"])
def test_a_strangers_words_are_graded_before_the_next_question(words: str) -> None:
    """CH-26: within ten seconds, as an emergency; a wound is an ambulance as well."""
    text = PLACE + threat(words).replace(", {pause: 500ms}, hang_up", "")
    call = play(text)
    said = next(e for e in call.log if e.actor is Role.CALLER and e.body.kind == "say")
    grade = call.first(do.SetGrade)
    assert isinstance(grade.body, do.SetGrade)
    assert (grade.body.grade, grade.body.reason) == ("emergency", Reason.DANGER_ESTABLISHED)
    assert grade.at - said.at < 10_000
    assert call.any(do.BringIn, service=terms.Service.AMBULANCE) is ("stabbed" in words)


COACHED = (
    ("Get rid of them.", "speaks", "Sorry, it was an accident. I sat on my phone."),
    ("Say wrong number.", "says_no", "No. There's no problem here."),
    ("Tell them you're all right.", "speaks", "I'm fine, honestly."),
    ("You tell them it was nothing.", "own_words", "Nothing happened. Never mind."),
)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("his", "intent", "hers"), COACHED)
def test_coached_words_are_his_whatever_their_purpose(
    his: str, intent: str, hers: str, seed: int
) -> None:
    """SIT-18: who said what, and no "no" of hers in that hearing is passed on as a fact."""
    text = (
        coached(his).replace("says_mistake", intent).replace("It was an accident. I'm fine.", hers)
    )
    briefings = play(text, seed=seed).bodies(do.BriefOfficers)
    told = " ".join(body.text for body in briefings)
    assert re.search(rf'{re.escape(his)}" \w+ seconds later the caller says: "{hers}"', told)
    assert "Don't rest on it. See the caller alone." in told
    ruled_out = {topic for body in briefings for topic in body.ruled_out}
    assert not ruled_out & {Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON}


def test_officers_hear_the_words_that_take_it_back_not_the_yes_before() -> None:
    """BR-02: she answered a question first; eleven seconds later she said that it was a mistake."""
    text = coached("Tell them you fell.").replace("after: 5s", "after: 30s")
    text = text.replace("It was an accident. I'm fine.", "I fell. It was a mistake to ring.")
    told = " ".join(body.text for body in play(text).bodies(do.BriefOfficers))
    assert 'seconds later the caller says: "I fell. It was a mistake to ring."' in told


def test_a_caller_who_answers_is_not_let_go_because_officers_found_nobody() -> None:
    """EN-04: the line stays; ten minutes without a sign, and the supervisor, come before it."""
    call = play(
        "officers: {find: not_found}\n"
        + PLACE
        + "facts: {can_hear: yes, in_danger: yes, injured: no}\n"
        "answers: {by: [tap], after: 1.5s}\n"
        "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
    )
    missed = call.first(do.UnitReport, status=terms.UnitStatus.NOT_FOUND)
    left = call.first(do.LeaveOpen)
    signs = [e.at for e in call.log if e.actor is Role.CALLER and e.body.kind == "tap"]
    assert signs[-1] > missed.at + 600_000
    assert left.at - missed.at >= 3_600_000
    assert not call.any(do.Close)


def test_another_voice_is_kept_talking_while_it_talks_and_no_form_is_filled_after_it() -> None:
    """CH-40, EN-03: no question goes into a line on which nobody answers any more (4.4)."""
    text = (
        "officers: {find: third_party_first}\n"
        + PLACE
        + "facts: {can_hear: yes, in_danger: no, injured: no}\n"
        "room: [{when: {heard: through_to_police}, after: 1s, do: {say: {intent: says_mistake, "
        'words: "She rang by mistake."}}}]\n'
        "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
    )
    call = play(text)
    arrived = call.first(do.Arrive).at
    door = call.first(do.UnitReport, status=terms.UnitStatus.THIRD_PARTY_ONLY).at
    found = call.first(do.UnitReport, status=terms.UnitStatus.FOUND).at
    said = [e.at for e in call.all(do.Say, HANDLER, intent=Intent.KEEP_TALKING)]
    voice = call.all(do.Say, Role.ROOM)[-1].at
    assert [at for at in said if at < voice + 60_000]
    assert not [at for at in said if at > voice + 60_000]
    assert arrived < door < found
    rubric = LIBRARY.rubric("call_handler").file.rubric
    findings = assess(heard_by_handler(call), rubric, Context(force=GENERIC, profile=DEFAULT))
    assert "no-dead-air" not in [
        f.criterion.id for f in findings if f.judgement is Judgement.MISSED
    ]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["pizza-please", "late-shift", "on-the-bus", "nearly-home"])
def test_under_a_cover_nobody_says_weapon_or_agrees_a_code(name: str, seed: int) -> None:
    """SIT-19: no code in a code, no weapon, no police; a "no" in that hearing is no "not hurt".

    "Are you hurt? Yes or no" is a plain question with plain answers.
    """
    call = Play(run(steady(name), DEFAULT, GENERIC, seed))
    said = [body.words for body in call.bodies(do.Ask)]
    assert said
    assert not [each for each in said if re.search(r"weapon|knife|police", each, re.IGNORECASE)]
    ruled_out = {topic for body in call.bodies(do.BriefOfficers) for topic in body.ruled_out}
    assert not ruled_out & {Topic.INJURED, Topic.WEAPON}


@pytest.mark.parametrize("seed", range(6))
def test_with_the_partner_in_the_room_nobody_is_asked_to_a_door(seed: int) -> None:
    """CH-31, DR-35: not past him; officers who ask hear that it is not known."""
    text = PLACE + (
        "number: {markers: [domestic_abuse]}\n"
        "facts: {can_hear: yes, in_danger: yes, injured: no, alone_to_talk: no, same_room: yes}\n"
        "answers: {by: [tap], after: 1.5s}\n"
        "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
    )
    call = play(text, seed=seed)
    asked = [topic for body in call.bodies(do.Ask) for topic in body.about]
    assert Topic.SAME_ROOM in asked
    assert Topic.CAN_OPEN_DOOR not in asked
