"""What a caller says is taken up: the next words follow from it, and give nothing away."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic, follows
from simulator.core.terms import Intent, Reason, Role, Service, Topic
from simulator.guidance.tables import carried_out, guidance_of
from simulator.guidance.uptake_rows import UPTAKE_ROWS
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.cover import COVERED, WHOM
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import Statement
from simulator.knowledge.uptake import (
    MOST_NEWS,
    PRESSES,
    UPTAKE,
    further,
    with_news,
    without_taken_up,
)
from simulator.language.normalise import content_words
from simulator.language.purposes import OF_STAFF
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from tests.benchmarks.uptake import FILLS, reads
from tests.daily import a_share_of_cases
from tests.guidance.stories import HANDLER, PLACE, TAP, asked, heard_by_handler
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Story, play

S = StatementTopic
NOT_TAKEN_UP = {
    *(S.SAYS_WHAT_TO_SAY, S.CARER_SPEAKS, S.TO_PERSON_THERE, S.AS_IF_TO_ANOTHER, S.NO_SPEECH),
    *(S.CHILD_SPEAKS, S.CHILD_PLAYS, S.LITTLE_ENGLISH, S.DEVICE_SPEAKS),
    *WHOM,
    *OF_STAFF,
}
"""Who speaks, and how, and what staff say: other rows answer that."""
SAID = {
    S.PERSON_HERE: "He's stood there.",
    S.OF_ANOTHER: "I'm ringing for a man who's been taken bad.",
    S.ASKS_ADVICE: "What do I do?",
    S.ASKS_OUTCOME: "Is he going to be all right?",
    S.FEARS_TROUBLE: "Am I going to get done for this?",
    S.ASHAMED: "I'm so ashamed.",
    S.ON_BACK: "He's on his back.",
    S.COLD: "I'm freezing.",
    S.BURNT: "I've scalded my arm.",
    S.IN_LABOUR: "She's having the baby.",
    S.IN_ANOTHER_ROOM: "He's in the kitchen.",
    S.ALONE: "There's only me.",
    S.HAS_GONE: "He's cleared off.",
    S.COMING_BACK: "He's only nipped out.",
    S.SEVERAL_PEOPLE: "Three lads, there is.",
    S.HELPER_THERE: "My neighbour's here.",
    S.COMING_CLOSER: "He's on the stairs.",
    S.PARTNER: "It's my husband.",
    S.EX_PARTNER: "It's my ex.",
    S.PARENT: "It's my stepdad.",
    S.RELATIVE: "It's our lad.",
    S.STRANGER: "Never seen him before.",
    S.KNOWN_PERSON: "It's my landlord.",
    S.NAME: "It's Dave.",
    S.KNIFE: "He's got a knife.",
    S.GUN: "He's got a shotgun.",
    S.OTHER_WEAPON: "He's got a bat.",
    S.NO_WEAPON_SEEN: "Not that I can see.",
    S.WEAPON_IN_REACH: "There's an axe in the shed.",
    S.HIT: "He's battered me.",
    S.BLEEDING: "It's pouring.",
    S.HEAD_OR_PASSED_OUT: "I banged my head.",
    S.CANNOT_MOVE: "My leg won't go.",
    S.NOT_HURT: "Just shook up.",
    S.STRANGLED: "He choked me.",
    S.PREGNANT: "Six months gone.",
    S.BREATHING_BADLY: "He's gasping.",
    S.BREATHING_WELL: "Nice and steady.",
    S.NOT_WAKING: "She won't wake up.",
    S.ASLEEP: "He's sleeping it off.",
    S.STROKE_SIGNS: "Her face has dropped.",
    S.ILL: "He's fitting.",
    S.TABLETS_TAKEN: "I've took loads.",
    S.SUICIDAL: "I want to die.",
    S.SEXUAL_ASSAULT: "He forced me.",
    S.LOCKED_IN: "He's bolted it.",
    S.LOCKED_OWN_DOOR: "I've put a chair on it.",
    S.HIDING: "I'm under the stairs.",
    S.TRAPPED_OR_FALLEN: "The floor gave way.",
    S.STILL_INSIDE: "There's a girl still in there.",
    S.PERSON_OUTSIDE: "He's on the drive.",
    S.CALLER_OUTSIDE: "I've run out.",
    S.IN_A_VEHICLE: "He's driving.",
    S.ON_BUS_OR_TRAIN: "Top deck.",
    S.AT_WORK: "I'm behind the till.",
    S.ADDRESS: "Number six, the flats.",
    S.LANDMARK: "Opposite the school.",
    S.PLACE_UNKNOWN: "No idea.",
    S.FLOOR: "Third floor.",
    S.NOT_AT_HOME: "I'm at his.",
    S.WAY_IN: "Key's under the mat.",
    S.CANNOT_OPEN: "It's double locked.",
    S.DOG: "That's our Staffie barking.",
    S.CHILDREN: "The kids saw it.",
    S.CHILD_HURT: "He shook her, the baby.",
    S.OTHER_DRANK: "He's steaming.",
    S.CALLER_DRANK: "I've had a few.",
    S.STATE_OF_MIND: "He's off his meds.",
    S.COURT_ORDER: "He's not allowed near me.",
    S.DONE_BEFORE: "He always does this.",
    S.RANG_BEFORE: "Your lot came.",
    S.SEPARATION: "I've packed a bag.",
    S.STALKED: "He turns up at work.",
    S.WAY_GONE: "Over the back fence.",
    S.RUNNING_AWAY: "I'm going out the window.",
    S.FOLLOWED: "He's speeded up.",
    S.VEHICLE_STOPPED: "He's parked up.",
    S.NUMBER_PLATE: "Ends in RFO.",
    S.VEHICLE_LOOKS: "White van.",
    S.PERSON_LOOKS: "Grey hoodie.",
    S.OF_OTHERS: "It's the couple next door, he's hitting her.",
    S.OTHER_HURT: "They've hit my manager.",
    S.BY_PHONE: "He texted me he'd burn us out.",
    S.SOMEBODY_HEARS: "Walls are thin.",
    S.NOBODY_HEARS: "Shower's on.",
    S.PHONE_WATCHED: "You're on speaker.",
    S.SCREEN_SEEN: "It lights up.",
    S.BATTERY_LOW: "Two per cent.",
    S.BAD_LINE: "You're breaking up.",
    S.PHONE_GOES_AWAY: "He wants my phone.",
    S.CAN_TALK_NOW: "Quick, before he's back.",
    S.WANTS_POLICE: "Send someone.",
    S.REFUSES_POLICE: "It'll make it worse.",
    S.CONDITIONS: "No sirens.",
    S.REFUSES_AMBULANCE: "I'm not going hospital.",
    S.MISTAKE: "Pocket-dialled, sorry.",
    S.SAYS_FINE: "It's sorted.",
    S.THREAT_TO_KILL: "He said he'd finish me.",
    S.THREATENS_HIMSELF: "He's got a rope.",
    S.FIRE_OR_PETROL: "He's poured petrol.",
    S.AFRAID: "I'm bricking it.",
    S.NO_FEAR: "He's all mouth.",
    S.HOW_LONG: "When are they coming?",
    S.ARE_YOU_THERE: "You gone?",
    S.SMALL_TALK: "I'm probably being daft.",
    S.ANGRY_AT_US: "I've told you!",
    S.DOES_NOT_FOLLOW: "Come again?",
    S.EXPLAINS_SOUND: "It's only the cat.",
    S.BROKEN_IN: "I heard the window go.",
    S.ROBBERY: "They're emptying the till.",
    S.HELD_BY_OTHERS: "They won't let me leave.",
    S.NEEDS_TIME: "I can't find it, give me a sec.",
    S.VIOLENCE: "They're fighting.",
}
"""A phrasing of each statement, from practice2 2.2."""
FACTS = "facts: {can_hear: yes, alone_to_talk: %s, in_danger: yes, injured: no}\n"
ALOUD = "answers: {by: [spoken], after: 1s, manner: aloud}\n"
SAFE, NEAR = "yes", "no"
ASKED = {SAFE: "{asked: alone_to_talk, nth: 2}", NEAR: "{asked: alone_to_talk}"}
"""Once it is settled who hears: alone is not unheard, so that it is asked a second time (BF-2)."""


def stated(topic: StatementTopic, alone: str) -> str:
    """A caller in danger who has said who can hear, and then makes one statement."""
    words, means = SAID[topic], f"{{{topic}: yes}}"
    return (
        PLACE
        + FACTS % alone
        + ALOUD
        + "caller:\n"
        + TAP
        + f"  - {{when: {ASKED[alone]}, after: 4s, do: {{say: {{intent: speaks, "
        + f'words: "{words}", means: {means}}}}}}}\n'
    )


@cache
def said(topic: StatementTopic, alone: str, seed: int = 1) -> Story:
    return play(stated(topic, alone), seed=seed)


class Turn:
    """The next words of the call handler after a statement, and the row that they carry out."""

    def __init__(self, call: Story, topic: StatementTopic, words: str = "-") -> None:
        guidance, knowledge = guidance_of(HANDLER, DEFAULT, GENERIC), Knowledge(HANDLER)
        heard = False
        for entry in heard_by_handler(call):
            body = entry.body
            spoken = isinstance(body, (do.Say, do.Ask, do.SendText, do.SetCode, do.OfferWays))
            if heard and spoken and entry.actor is HANDLER:
                row = carried_out(guidance, knowledge, body)
                if row is not None and row.id == FILLS:
                    knowledge = knowledge.after(entry)
                    continue
                said: Any = body
                self.row, self.body, self.words = row.id if row else "-", said, said.words
                self.facts: KnownFacts = knowledge.facts
                return
            knowledge = knowledge.after(entry)
            heard = heard or topic in dict(getattr(body, "means", ()))
            heard = heard or getattr(body, "words", "") == words
        raise AssertionError("nothing was said")


@pytest.mark.parametrize("topic", SAID)
@a_share_of_cases(6)
def test_the_next_words_follow_from_what_a_free_caller_has_said(topic: StatementTopic) -> None:
    """BF-5: within one utterance, and before the list of questions."""
    turn = Turn(said(topic, SAFE), topic)
    assert reads(turn.row, ((topic, True),), turn.body), (turn.row, turn.words)


@pytest.mark.parametrize("topic", SAID)
@a_share_of_cases(6)
def test_near_another_person_they_follow_and_have_none_of_the_callers_words(
    topic: StatementTopic,
) -> None:
    """Unknown or unsafe: a yes or no, and none of her words, no name, place, officers, time."""
    turn = Turn(said(topic, NEAR), topic)
    assert reads(turn.row, ((topic, True),), turn.body), (turn.row, turn.words)
    assert not content_words(SAID[topic]) & content_words(turn.words), turn.words
    assert not {"police", "officers", "minutes", "mill"} & content_words(turn.words)
    # Of the body it is asked openly: when a stroke began, what was taken, what holds them.
    of_the_body = turn.row in ("SIT-11v", "SIT-12v", "SIT-13v")
    open_ = isinstance(turn.body, do.Ask) and turn.body.form == "open"
    assert of_the_body or not open_, turn.words


def test_each_statement_has_its_ways() -> None:
    """But for what only another person says."""
    assert {topic for topic, value in UPTAKE if value} == set(S) - NOT_TAKEN_UP
    assert set(SAID) == set(S) - NOT_TAKEN_UP
    rows = {row.id.rstrip(ascii_lowercase) for row in UPTAKE_ROWS}
    assert {each.id for each in UPTAKE.values()} <= rows
    assert all(any((*each.free, *each.near)) for each in UPTAKE.values())


@pytest.mark.parametrize("topic", SAID)
@a_share_of_cases(6)
def test_nothing_is_asked_that_a_statement_already_says(topic: StatementTopic) -> None:
    """The same words answered it: no question about it comes later."""
    answered = {each for each, _ in follows([(topic, True)])}
    again = {Topic.ALONE_TO_TALK, Topic.AT_KNOWN_ADDRESS, Topic.LOCATION, Topic.MISTAKE}
    call = said(topic, NEAR)
    when = next(e.seq for e in call.log if topic in dict(getattr(e.body, "means", ())))
    later = [
        (e.body.about[0], e.body.words)
        for e in call.log
        if e.seq > when and e.actor is HANDLER and isinstance(e.body, do.Ask)
    ]
    again |= {
        S.STROKE_SIGNS: {Topic.NEEDS_AMBULANCE},
        S.TABLETS_TAKEN: {Topic.TABLETS_TAKEN},
        S.TRAPPED_OR_FALLEN: {Topic.INJURED},
        S.FOLLOWED: {Topic.BEHIND_YOU},
        S.IN_ANOTHER_ROOM: {Topic.SAME_ROOM},  # Half a minute later it may have changed (BF-6).
    }.get(topic, set())  # Asked in another sense: when, how many, where, and whether still.
    ways: Any = UPTAKE[topic, True].near
    deliberate = {way.about for way in ways if hasattr(way, "about")}
    found = [each for each in later if each[0] in answered - again - deliberate]
    assert found == []


# --- one story for each group ---------------------------------------------------------------------


def first_words_after(words: str, alone: str = SAFE, more: str = "", seed: int = 1) -> list[str]:
    """What the call handler says, from a sentence on: the words are read as a caller says them."""
    call = play(
        PLACE
        + FACTS % alone
        + ALOUD
        + "caller:\n"
        + TAP
        + f"  - {{when: {ASKED[alone]}, after: 4s, do: {{say: {{intent: speaks, "
        + f'words: "{words}"{more}}}}}}}\n',
        seed=seed,
    )
    at = next(e.seq for e in call.log if getattr(e.body, "words", "") == words)
    spoken = (e for e in call.log if e.seq > at and e.actor is HANDLER)
    return [e.body.words for e in spoken if isinstance(e.body, (do.Say, do.Ask))]


def test_a_weapon_is_said_back_where_nobody_hears_and_not_named_where_somebody_may() -> None:
    """ST-18: "He's got a bat. Has he used it?"; else "Has he used it? Yes or no."."""
    assert first_words_after("He's got a bat.")[0].endswith("He's got a bat. Has he used it?")
    near = first_words_after("He's got a bat.", NEAR)[0]
    assert "used it" in near
    assert "bat" not in near


def test_a_body_statement_brings_the_ambulance_and_then_its_question() -> None:
    """ST-26: held by the neck: ambulance asked for, then whether she passed out."""
    call = said(S.STRANGLED, NEAR)
    at = next(e for e in call.log if S.STRANGLED in dict(getattr(e.body, "means", ())))
    assert call.after(at).first(do.BringIn, service=Service.AMBULANCE).at - at.at < 6_000
    assert Topic.PASSED_OUT in asked(call)


def test_several_pieces_of_news_are_taken_up_the_most_pressing_first() -> None:
    """The hammer, then the door between them: and neither is asked about twice."""
    words = first_words_after("I've locked myself in, and he's got a hammer.")
    assert words[0].endswith("He's got a hammer. Has he used it?")
    assert any("Stay" in each or "Sit away" in each for each in words[1:4]), words[:4]


def test_a_shes_weapon_is_hers() -> None:
    """Whom a question is about follows from the caller's words."""
    words = first_words_after("She's got a hammer.")
    assert words[0].endswith("She's got a hammer. Has she used it?")


def test_a_place_is_said_back_only_where_nobody_hears() -> None:
    """ST-46: only these words, never the whole sentence."""
    words = "I'm at forty-one Ferry Road."
    free = first_words_after(words)
    assert any("Ferry Road" in each for each in free[:2]), free[:2]
    assert not any("Ferry" in each for each in first_words_after(words, NEAR))


def test_a_fire_brings_the_fire_service_and_the_way_out() -> None:
    call = said(S.FIRE_OR_PETROL, SAFE)
    assert call.any(do.BringIn, service=Service.FIRE)
    assert Topic.CAN_GET_OUT in asked(call)


def test_who_does_not_follow_gets_the_same_question_once_more() -> None:
    """ST-94: the last question is void; shorter, once."""
    text = (
        PLACE + "facts: {can_hear: yes, alone_to_talk: yes, in_danger: yes}\n" + ALOUD
        + "caller:\n" + TAP + "  - {when: {asked: injured}, after: 1s, do: {say: {intent: "
        + 'does_not_follow, words: "Come again?"}}}\n'
    )  # fmt: skip
    turn = Turn(play(text, seed=1), S.DOES_NOT_FOLLOW, "Come again?")
    assert turn.row == "ST-94"
    assert turn.body.about == (Topic.INJURED,)


@pytest.mark.parametrize("seed", range(4))
def test_how_long_is_answered_in_the_next_line_and_truly(seed: int) -> None:
    """4.5 (b), (c): sent or nobody yet, as it is; where it could be heard no one is named."""
    free = Turn(said(S.HOW_LONG, SAFE, seed), S.HOW_LONG)
    near = Turn(said(S.HOW_LONG, NEAR, seed), S.HOW_LONG)
    sent = bool(free.facts.unit)
    assert free.body.intent is (Intent.OFFICERS_SENT if sent else Intent.NO_UNIT_YET)
    assert near.body.intent is Intent.STILL_WITH_YOU
    assert not {"officers", "police", "minutes", "car"} & content_words(near.words)


def test_how_long_is_answered_with_the_units_time_once_there_is_one() -> None:
    """4.5 (a): a time from the unit, and no other."""
    text = (
        PLACE
        + FACTS % SAFE
        + ALOUD
        + "caller:\n"
        + TAP
        + "  - {when: {heard: eta}, after: 20s, do: {say: {intent: "
        + 'asks_how_long, words: "How long will they be?"}}}\n'
    )
    answered = 0
    for seed in range(6):
        call = play(text, seed=seed)
        asks = [e for e in call.log if getattr(e.body, "intent", "") == Intent.ASKS_HOW_LONG]
        for asked_at in asks[:1]:
            body = call.after(asked_at).first(do.Say, HANDLER).body
            assert isinstance(body, do.Say)
            minutes = {str(e.body.minutes) for e in call.log if isinstance(e.body, do.UnitReport)}
            named = [word for word in body.words.split() if word.isdigit()]
            assert set(named) <= minutes, body.words
            answered += body.intent is Intent.ETA
    assert answered


@pytest.mark.parametrize("topic", [S.KNIFE, S.PARTNER, S.CHILDREN, S.HOW_LONG, S.HIT, S.NAME])
def test_under_cover_only_a_covers_words_take_it_up(topic: StatementTopic) -> None:
    """EXPOSED: cover only: a shop's question, or that it is noted."""
    text = (
        PLACE
        + "facts: {can_hear: yes, in_danger: yes, needs_police: yes}\n"
        + ALOUD
        + "caller:\n"
        + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: pretends, "
        + 'words: "Hello, a pizza please."}}}\n'
        + "  - {when: {asked: in_danger}, after: 5s, do: {say: {intent: pretends, "
        + f'words: "Yes, the usual.", means: {{{topic}: yes}}}}}}}}\n'
    )
    turn = Turn(play(text, seed=1), topic)
    assert turn.row.startswith("CH-90d"), (turn.row, turn.words)
    assert isinstance(turn.body, do.Say) or COVERED.issuperset(turn.body.about)
    # "Is anybody hurt? Yes or no" is a plain question; no word stands for another (SIT-19).
    assert not {"police", "officers", "knife", "weapon"} & content_words(turn.words)


def test_a_texter_is_asked_in_writing() -> None:
    """Column *text*: nothing is spoken to a caller who writes; one question, yes or no."""
    call = run(LIBRARY.scenario("hears-nothing").scenario, DEFAULT, GENERIC, 0).log
    wrote = next(e for e in call if e.actor is Role.CALLER and isinstance(e.body, do.SendText))
    assert (S.PERSON_OUTSIDE, True) in wrote.body.means  # type: ignore[union-attr]
    texts = [e.body for e in call if e.seq > wrote.seq and isinstance(e.body, do.SendText)]
    asked = [text for text in texts if text.about]
    # Who else reads it comes first (SIT-20), and then what was written.
    assert asked[0].about == (Topic.SCREEN_SEEN,)
    assert all(text.words.endswith("? Y or N") for text in asked)
    # "all locked" was written before it could be asked: nobody is asked that again (CH-59).
    assert not {"lock", "shut", "locked"} & content_words(asked[1].words), asked[1].words


def test_steps_near_are_answered_by_silence_before_any_question() -> None:
    """ST-08: nothing for ten seconds but that there will be nothing."""
    call = said(S.COMING_CLOSER, NEAR)
    at = next(e for e in call.log if S.COMING_CLOSER in dict(getattr(e.body, "means", ())))
    words = [e for e in call.after(at).log if e.actor is HANDLER and isinstance(e.body, do.SPOKEN)]
    assert words[0].body.intent is Intent.GO_QUIET  # type: ignore[union-attr]
    assert words[1].at - words[0].at > 10_000


# --- practice2 2.3, "Worked" and what was seen on 30 November -------------------------------------


def test_the_old_mill() -> None:
    """Worked (free): a fall, no intruder: how he is, ambulance; nothing of burglars.

    That his leg is stuck was said, so it is not asked whether he can move (2.4, DR-08).
    """
    words = "We were in the old mill and the floor gave way. He is down there and his leg is stuck."
    near = first_words_after(words, NEAR)
    taken = ("I'm with you.", "hear you", "I'm on it.", "hurt", "breath")
    assert any(each in near[0] for each in taken), near[0]
    assert any("breathing" in each or "breathe" in each for each in near[:4]), near[:4]
    assert not any("you move" in each for each in near[:4]), near[:4]


def test_it_was_an_accident_after_he_said_so_is_no_mistake() -> None:
    """Worked (coached): "Is now a bad time?", and the call is not closed as a mistake."""
    text = (
        PLACE
        + "facts: {can_hear: yes, mistake: yes, in_danger: no}\n"
        + ALOUD
        + "room: [{when: {heard: through_to_police}, after: 1s, do: {say: {intent: not_to_call, "
        + 'words: "Tell them it was an accident."}}}]\n'
        + "caller:\n"
        + TAP
        + "  - {when: {heard: through_to_police}, after: 12s, do: {say: {intent: says_mistake, "
        + 'words: "Yes. It was an accident."}}}\n'
    )
    call = play(text, seed=1)
    turn = Turn(call, S.MISTAKE)
    assert "bad time" in turn.words, turn.words
    assert Reason.CHECKED_SAFE not in [body.reason for body in call.bodies(do.Close)]


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("My ex is in the garden. He's not meant to come near me.", "ST-41"),
        ("I've took loads.", "ST-34"),
        ("Two lads have broken into the chemist.", "SIT-"),
        ("He had me by the throat.", "ST-26"),
    ],
)
def test_what_was_missed_on_30_november_is_taken_up(words: str, row: str) -> None:
    """Practice2 2.3: each of these was handled as something else."""
    text = (
        PLACE
        + FACTS % NEAR
        + ALOUD
        + "caller:\n"
        + TAP
        + "  - {when: {asked: alone_to_talk}, after: 4s, do: {say: {intent: speaks, "
        + f'words: "{words}"}}}}}}\n'
    )
    call = play(text, seed=1)
    said: Any = next(e.body for e in call.log if getattr(e.body, "words", "") == words)
    means = said.means
    turn = Turn(call, means[0][0])
    assert turn.row.startswith((row, "CH-90w", "SIT-13v", "SIT-03q")), (turn.row, turn.words)


# --- the operator ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("I've got pains in my chest.", Service.AMBULANCE),
        ("He's fallen down the stairs and he won't wake up.", Service.AMBULANCE),
        ("I can smell gas.", Service.FIRE),
        ("He's got a knife.", Service.POLICE),
        ("He pushed me down the stairs, he hit me.", Service.POLICE),
    ],
)
def test_the_operator_connects_by_what_the_caller_says(words: str, service: Service) -> None:
    """OP-23: illness to the ambulance, fire to the fire service, a person who hurts to police."""
    text = (
        "facts: {can_hear: yes}\n"
        + ALOUD
        + "caller:\n  - {when: {heard: which_service}, after: "
        + f'1s, do: {{say: {{intent: speaks, words: "{words}"}}}}}}\n'
    )
    call = play(text, seed=1)
    assert call.first(do.Connect).body.service is service  # type: ignore[union-attr]
    assert not call.any(do.Say, intent=Intent.ASK_AGAIN)


def test_what_the_operator_heard_is_not_asked_by_police() -> None:
    """The hand-over has the statement; police take it up, and never ask whether there is one."""
    text = (
        PLACE
        + "facts: {can_hear: yes, in_danger: yes, alone_to_talk: no}\n"
        + ALOUD
        + "caller:\n  - {when: {heard: which_service}, after: 1s, do: {whisper: {intent: "
        + 'wants_police, words: "Police. He\'s got a knife."}}}\n'
    )
    call = play(text, seed=1)
    handed = call.first(do.HandOver).body
    assert (S.KNIFE, True) in handed.means  # type: ignore[union-attr]
    assert Topic.WEAPON not in asked(call)
    assert Topic.WEAPON_IN_HAND in asked(call)


# --- news as a value ------------------------------------------------------------------------------


def test_news_is_each_statement_once_the_most_pressing_first_and_bounded() -> None:
    every = [Statement(topic, value) for topic, value in reversed([*UPTAKE])]
    news = with_news((), every, ())
    order = sorted(UPTAKE, key=lambda each: each not in PRESSES)
    assert [(each.topic, each.value) for each in news] == order[:MOST_NEWS]
    assert with_news(news, every, every) == news


def test_what_asks_something_of_us_is_news_each_time() -> None:
    asks = Statement(S.HOW_LONG, True)
    knife = Statement(S.KNIFE, True)
    assert with_news((), (asks, knife), (asks, knife)) == (asks,)


def test_an_act_takes_up_what_it_follows_from_and_nothing_else() -> None:
    news = with_news((), [Statement(S.KNIFE, True), Statement(S.NAME, True)], ())
    left = without_taken_up(news, do.Ask((Topic.WEAPON_IN_HAND,)))
    assert [each.topic for each in left] == [S.NAME]
    assert without_taken_up(news, do.Ask((Topic.ORDERS,))) == news
    assert without_taken_up(news, do.Say(Intent.OFFICERS_SENT)) == news


def test_every_line_that_takes_something_up_is_for_a_statement_that_its_purpose_answers() -> None:
    """`after` in the files names nothing that the table never brings to that purpose."""
    for purpose, variants in LIBRARY.line_book(Role.CALL_HANDLER).items():
        for line in variants:
            for name in line.after - {"anything"}:
                topic, value = S(name.removeprefix("not ")), not name.startswith("not ")
                ways = UPTAKE[topic, value]
                if purpose in ("text_check", "text_comfort", "text_seen", "takes_up"):
                    continue  # A text, and what comes before a sentence, take up anything said.
                if purpose == "nobody_hears" and name == "how_long":
                    continue  # No time is said before it is known who hears it.
                # Two words take up anything that leaves nothing to ask (CH-90).
                words = (Intent.REASSURE, Intent.GOT_IT)
                every = (*ways.free, *ways.near, *ways.child, *further((topic, value)), *words)
                names = {str(getattr(way, "about", way)) for way in every}
                more = purpose == "more" and any(type(w).__name__ == "TellMore" for w in every)
                assert purpose in names or more, (purpose, name)


# --- officers before the place is exact -----------------------------------------------------------

NO_PLACE = "facts: {can_hear: yes, in_danger: yes, needs_police: yes, can_speak: yes}\n" + ALOUD


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("He got his forearm across my windpipe.", "{strangled: yes, violence: yes}"),
        ("One's got a sawn-off.", "{gun: yes}"),
        ("They've dragged me out me own car.", "{hit: yes, violence: yes}"),
        ("If the money's not here they'll do me in.", "{threat_to_kill: yes}"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_danger_sends_officers_within_seconds_though_no_place_is_known(
    words: str, means: str, seed: int
) -> None:
    """SIT-16, CH-57: units are held at once, and the trace is asked for beside it."""
    text = (
        NO_PLACE
        + "caller:\n"
        + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: speaks, "
        + f'words: "{words}", means: {means}}}}}}}\n'
    )
    call = play(text, seed=seed)
    at = next(e.at for e in call.log if getattr(e.body, "words", "") == words)
    assert call.first(do.Deploy).at - at < 15_000
    assert call.first(do.StartTrace).at - at < 25_000


def test_a_fall_with_no_place_and_nobody_who_harms_waits_for_the_place() -> None:
    """SIT-11: ambulance and fire service have it; officers are not held for it."""
    text = (
        "facts: {can_hear: yes, can_speak: yes, can_move: no}\n"
        + ALOUD
        + "caller:\n"
        + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: speaks, "
        + 'words: "The floor gave way.", means: {trapped_or_fallen: yes}}}}\n'
    )
    call = play(text, seed=1)
    at = next(e.at for e in call.log if getattr(e.body, "words", "") == "The floor gave way.")
    sent = [e.at for e in call.log if isinstance(e.body, do.Deploy)]
    assert call.first(do.BringIn).at - at < 8_000
    assert not sent or sent[0] - at > 15_000


# --- the operator, a mistake, a wait, and texts ---------------------------------------------------


def connected(intent: str, words: str, means: str) -> tuple[Service, list[str]]:
    """To which service the operator connects a caller, and what the operator asked before."""
    call = play(
        "facts: {can_hear: yes, can_speak: yes}\ncaller:\n"
        "  - {when: {heard: which_service}, after: 1s, do: {say: {intent: "
        f'{intent}, words: "{words}", means: {means}}}}}}}\n',
        seed=1,
    )
    at = call.first(do.Connect)
    asked_before = [
        str(e.body.intent)
        for e in call.log
        if e.seq < at.seq and e.actor is Role.OPERATOR and isinstance(e.body, do.Say)
    ]
    return at.body.service, asked_before  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("intent", "words", "means"),
    [
        ("child_speaks", "Police please. Grandad's gone bump.", "{wants_police: yes, ill: yes}"),
        ("speaks", "Police. He's gone bump.", "{wants_police: yes, trapped_or_fallen: yes}"),
        ("speaks", "Police. The mat's alight.", "{wants_police: yes, fire_or_petrol: yes}"),
        ("child_speaks", "Can I have the police?", "{wants_police: yes}"),
    ],
)
def test_who_asks_for_the_police_gets_them_whatever_the_purpose_of_the_words(
    intent: str, words: str, means: str
) -> None:
    """OP-02: the call handler brings the other services in; nobody is asked for a grown-up."""
    assert connected(intent, words, means) == (Service.POLICE, ["which_service"])


def test_illness_alone_and_a_wish_for_an_ambulance_still_go_to_the_ambulance() -> None:
    assert connected("speaks", "She won't wake.", "{not_waking: yes}")[0] is Service.AMBULANCE
    wish = connected("wants_ambulance", "Ambulance.", "{ill: yes}")
    assert wish[0] is Service.AMBULANCE


@pytest.mark.parametrize("alone", [SAFE, NEAR])
def test_nobody_who_has_said_that_it_was_a_mistake_is_asked_whether_it_was(alone: str) -> None:
    """CH-42: whether they are safe, and who is there; the call is then let go as before."""
    text = (
        PLACE
        + f"facts: {{can_hear: yes, mistake: yes, in_danger: no, alone_to_talk: {alone}}}\n"
        + ALOUD
        + "caller:\n  - {when: {heard: which_service}, after: 1s, do: {say: {intent: speaks, "
        + 'words: "Hello?"}}}\n'
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: says_mistake, "
        + 'words: "Sorry, I sat on my phone.", means: {mistake: yes}}}}\n'
    )
    call = play(text, seed=1)
    assert Topic.MISTAKE not in asked(call)
    assert {Topic.ALONE_TO_TALK, Topic.IN_DANGER} <= set(asked(call))
    assert [body.reason for body in call.bodies(do.Close)] == [Reason.CHECKED_SAFE]


def test_words_of_a_mistake_that_were_put_into_a_mouth_close_nothing() -> None:
    """SIT-18: after another voice it is not the caller's own word."""
    text = (
        PLACE
        + "facts: {can_hear: yes, mistake: yes, in_danger: no, alone_to_talk: no}\n"
        + ALOUD
        + "room: [{when: {heard: which_service}, after: 1s, do: {say: {intent: not_to_call, "
        + 'words: "Tell them you sat on it.", means: {says_what_to_say: yes}}}}]\n'
        + "caller:\n  - {when: {heard: which_service}, after: 4s, do: {say: {intent: "
        + 'says_mistake, words: "I sat on my phone.", means: {mistake: yes}}}}\n'
    )
    call = play(text, seed=1)
    assert Reason.CHECKED_SAFE not in [body.reason for body in call.bodies(do.Close)]


def test_who_has_not_followed_gets_the_question_again_before_any_other() -> None:
    """ST-94: "Say it slower": also with other news that nothing has taken up."""
    text = (
        PLACE + "facts: {can_hear: yes, alone_to_talk: no, in_danger: yes}\n" + ALOUD
        + "caller:\n" + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: speaks, words: "
        + '"My mate has my money off me. He burnt my arm.", '
        + "means: {violence: yes, hit: yes, known_person: yes}}}}\n"
        + "  - {when: {asked: any}, after: 1s, do: {say: {intent: speaks, "
        + 'words: "Say it slower.", means: {does_not_follow: yes}}}}\n'
    )  # fmt: skip
    call = play(text, seed=1)
    turn = Turn(call, S.DOES_NOT_FOLLOW, "Say it slower.")
    assert turn.row == "ST-94", (turn.row, turn.words)
    assert turn.body.about == (asked(call)[0],)


def test_a_grandfather_who_will_not_wake_needs_no_fire_service() -> None:
    """SIT-09, SIT-11: a fall on the kitchen floor holds nobody."""
    text = (
        PLACE + "facts: {can_hear: yes, can_speak: yes}\n" + ALOUD + "caller:\n" + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: child_speaks, "
        + 'words: "He went bump.", means: {cannot_move: yes, not_waking: yes, '
        + "trapped_or_fallen: yes, child_speaks: yes}}}}\n"
    )  # fmt: skip
    services = [body.service for body in play(text, seed=1).bodies(do.BringIn)]
    assert services[0] is Service.AMBULANCE
    assert Service.FIRE not in services


def test_each_text_of_a_caller_is_answered_once_and_no_flood_follows() -> None:
    """CH-63: after the third text there is one answer to each, and then a wait."""
    text = (
        PLACE + "facts: {can_hear: no, can_speak: no, in_danger: yes}\n"
        + "answers: {by: [tap, key], after: 1s}\ncaller:\n" + TAP
        + "".join(
            f"  - {{when: {{texted: true, nth: {n}}}, after: 8s, do: {{text: \"{words}\", "
            f"means: {means}}}}}\n"
            for n, (words, means) in enumerate(
                [("im deaf. 2 men at the door", "{no_speech: yes, several_people: yes}"),
                 ("1 has a bar", "{other_weapon: yes}"), ("they are in now", "{broken_in: yes}"),
                 ("dog wont bite", "{dog: yes}")], 1)
        )
    )  # fmt: skip
    call = play(text, seed=1)
    out = [e.at for e in call.log if isinstance(e.body, do.SendText) and e.actor is HANDLER]
    assert len(out) > 4
    assert min(b - a for a, b in pairwise(out)) > 5_000


# --- what was said last, and where it is ----------------------------------------------------------


def answered_twice(first: str, then: str, *, more: str = "", seed: int = 1) -> Story:
    """A caller with no known place who makes one statement, and another to the next question."""
    return play(
        NO_PLACE + more + "caller:\n" + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: speaks, "
        + f'words: "One.", means: {first}}}}}}}\n'
        + "  - {when: {asked: any}, after: 1s, do: {say: {intent: speaks, "
        + f'words: "Two.", means: {then}}}}}}}\n',
        seed=seed,
    )  # fmt: skip


def test_the_next_words_go_to_what_was_said_last_and_not_to_what_was_left_before() -> None:
    """BF-5: "He hit me." and then "His car's heading for the ring road."."""
    call = answered_twice("{hit: yes, partner: yes}", "{in_another_room: yes}")
    turn = Turn(call, S.IN_ANOTHER_ROOM, "Two.")
    assert reads(turn.row, ((S.IN_ANOTHER_ROOM, True),), turn.body), (turn.row, turn.words)


def test_what_may_kill_is_taken_up_before_what_came_after_it() -> None:
    old = with_news((), [Statement(S.NAME, True), Statement(S.KNIFE, True)], ())
    news = with_news(old, [Statement(S.DOG, True)], [Statement(S.KNIFE, True)])
    assert [each.topic for each in news] == [S.KNIFE, S.DOG, S.NAME]


def test_who_says_again_that_they_want_to_die_is_taken_up_again() -> None:
    """CL-12: said again, it is said because there is more of it."""
    again = [Statement(S.SUICIDAL, True)]
    assert [each.topic for each in with_news((), again, again)] == [S.SUICIDAL]


@pytest.mark.parametrize("alone", [SAFE, NEAR])
@pytest.mark.parametrize("topic", [S.HIT, S.KNIFE, S.STRANGLED, S.DONE_BEFORE, S.THREAT_TO_KILL])
def test_a_short_word_takes_up_nothing_that_raises_danger(
    topic: StatementTopic, alone: str
) -> None:
    """An "OK, that's down" after a blow is no act that follows from it."""
    turn = Turn(said(topic, alone), topic)
    assert not (isinstance(turn.body, do.Say) and turn.body.intent is Intent.GOT_IT), turn.words


@pytest.mark.parametrize("who", ["speaks", "child_speaks"])
@pytest.mark.parametrize("means", ["{violence: yes}", "{knife: yes}", "{not_waking: yes}"])
def test_in_danger_with_no_place_where_it_is_comes_within_half_a_minute(
    who: str, means: str
) -> None:
    """CH-59, SIT-13: officers who are held need a place, from a child as well."""
    text = (
        "facts: {can_hear: yes, can_speak: yes}\n" + ALOUD + "caller:\n" + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: "
        + f'{who}, words: "One.", means: {means}}}}}}}\n'
    )  # fmt: skip
    call = play(text, seed=1)
    answer = call.first(do.Answer, HANDLER).at
    where = [
        e.at for e in call.log if isinstance(e.body, do.Ask) and Topic.LOCATION in e.body.about
    ]
    assert where, asked(call)
    assert where[0] - answer < 36_000


def test_a_husband_who_is_ill_is_not_taken_for_one_who_threatens() -> None:
    """SIT-12: nothing of whether he is there, weapons or drink."""
    text = (
        PLACE + "facts: {can_hear: yes, can_speak: yes}\n" + ALOUD + "caller:\n" + TAP
        + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: speaks, "
        + 'words: "My husband\'s face has gone.", means: {partner: yes, stroke_signs: yes}}}}\n'
    )  # fmt: skip
    topics = set(asked(play(text, seed=1)))
    assert not topics & {Topic.WEAPON, Topic.DRINK_OR_DRUGS, Topic.SAME_ROOM, Topic.HAS_LEFT}


def test_who_has_said_what_it_is_to_the_operator_is_not_asked_what_they_need() -> None:
    """2.3: "What do you need?" to a caller who has said it is a fault."""
    for seed in range(6):
        call = play(
            NO_PLACE + "caller:\n  - {when: {heard: which_service}, after: 1s, do: {say: {intent: "
            + 'wants_police, words: "Police. He\'s in our yard.", '
            + "means: {wants_police: yes, person_outside: yes}}}}\n",
            seed=seed,
        )  # fmt: skip
        words = call.first(do.Say, HANDLER).body.words  # type: ignore[union-attr]
        assert "What" not in words, words


def test_nobody_who_is_pinned_and_alone_is_asked_who_can_open() -> None:
    call = answered_twice(
        "{trapped_or_fallen: yes, cannot_move: yes}", "{alone: yes, dog: yes}", more=""
    )
    at = next(e.seq for e in call.log if getattr(e.body, "words", "") == "Two.")
    later = [e.body.about for e in call.log if e.seq > at and isinstance(e.body, do.Ask)]
    assert (Topic.CAN_OPEN_DOOR,) not in later


def test_the_first_question_of_the_place_asks_where_it_is() -> None:
    """ST-47: to a free speaker nothing of what can be seen or heard; a town is asked for."""
    for seed in range(6):
        call = play(
            "facts: {can_hear: yes, can_speak: yes}\n" + ALOUD + "caller:\n" + TAP
            + "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: speaks, "
            + 'words: "She won\'t wake up.", means: {not_waking: yes}}}}\n',
            seed=seed,
        )  # fmt: skip
        body = next(
            e.body for e in call.log
            if isinstance(e.body, do.Ask) and Topic.LOCATION in e.body.about
        )  # fmt: skip
        assert not {"see", "hear", "word"} & set(body.words.lower().split()), body.words


@pytest.mark.parametrize(
    ("stated", "never"),
    [
        ((S.HIT, True), Topic.AWAKE),
        ((S.STRANGLED, True), Topic.AWAKE),
        ((S.BLEEDING, True), Topic.AWAKE),
    ],
)
def test_who_speaks_of_their_own_body_is_not_asked_to_wake_anybody(
    stated: tuple[StatementTopic, bool], never: Topic
) -> None:
    """ "He's never gone for me like that" is not followed by "Can you wake them?"."""
    assert never not in further(stated)


def test_who_is_spoken_of_stays_so_over_an_address() -> None:
    """ "He banged his head." "Nineteen Mafeking Terrace.": it is asked whether he passed out."""
    spoken = SpokenWords({}, RandomStream(0, "x"))
    for words in ("He banged his head going down.", "Nineteen Mafeking Terrace."):
        spoken.hear(words)
    assert spoken._you == "he"
    spoken.hear("I've hit my head.")
    assert spoken._you == "you"
