"""Whole calls in lines in which everything that is said is typed."""

from typing import TypeVar

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic, follows
from simulator.core.terms import Intent, Manner, Reason, Reported, Role, Sign, Topic
from simulator.session.log_json import entry_from_json, json_line
from simulator.session.records.replay import replay
from simulator.session.run.call_people import procedure
from tests.plain.lines import ON, Sat, setup, sit
from tests.session.calls import scenario

CALLER, HANDLER, OPERATOR = Role.CALLER, Role.CALL_HANDLER, Role.OPERATOR
WAITING, PARTNER = "waiting-for-help", "partner-in-the-room"
TO_OPERATOR = ["k d", "1", ON]
NONSENSE = "purple monkeys dance"
B = TypeVar("B")


def acts(sat: Sat, make: type[B], by: Role) -> list[B]:
    """What a role did of one kind, in its order."""
    return [e.body for e in sat.live.log if isinstance(e.body, make) and e.actor is by]


def say(words: str, key: str = "9", reading: str = ON) -> list[str]:
    """Type words, look at what was understood, and say them."""
    return [f"k {key}", words, reading]


def whisper(words: str, reading: str = ON) -> list[str]:
    return say(words, "w", reading)


def replays(sat: Sat) -> None:
    """The log survives being written down, and the flow makes the same of it."""
    of = sat.live.setup
    again = [entry_from_json(json_line(entry)) for entry in sat.live.log]
    assert again == list(sat.live.log)
    assert replay(again, procedure(of.profile.switches, of.profile.timings)) is None


def test_a_caller_who_types_that_somebody_has_a_knife_is_answered_on_the_knife() -> None:
    lines = [*TO_OPERATOR, "k t", *[ON] * 6]
    lines += [*whisper("he has a knife, he is in the room"), *[ON] * 6]
    sat = sit(setup(WAITING, "caller"), lines)
    story = sat.story
    typed = story.first(do.Say, CALLER, intent=Intent.DANGER_NOW)
    after = [entry.body for entry in story.log[typed.seq :] if entry.actor is HANDLER]
    grade = next(body for body in after if isinstance(body, do.SetGrade))
    assert (grade.grade, grade.reason) == ("emergency", Reason.DANGER_ESTABLISHED)
    graded = story.first(do.SetGrade, HANDLER)
    assert graded.at - typed.at < 10_000, "CH-26: within ten seconds of the words"
    assert any(isinstance(body, do.Deploy) for body in after)
    briefing = next(body for body in after if isinstance(body, do.BriefOfficers))
    assert Topic.WEAPON in briefing.topics
    asked = [topic for body in after if isinstance(body, do.Ask) for topic in body.about]
    assert asked[0] is Topic.WEAPON_IN_HAND, "practice2 ST-16"
    said = next(
        act for act in acts(sat, do.Say, CALLER) if (StatementTopic.KNIFE, True) in act.means
    )
    never = {topic for topic, _ in (*said.facts, *follows(said.means))}
    never |= {Topic.IN_DANGER, Topic.ALONE_TO_TALK, Topic.WHAT_HAPPENED}
    assert never.isdisjoint(asked), "what was said is not asked"
    assert not story.all(do.Say, HANDLER, intent=Intent.SAY_YES_IF_POLICE)
    replays(sat)


INTRODUCED = do.Say(
    Intent.THROUGH_TO_POLICE,
    "Hello, you're through to the police.",
    means=((StatementTopic.NAMES_POLICE, True),),
)


def test_a_place_that_a_caller_types_is_not_asked_for_and_reaches_officers() -> None:
    words = "12 mill road, he has a knife"
    lines = [*TO_OPERATOR, *whisper("police"), *[ON] * 6, *whisper(words), *[ON] * 8]
    sat = sit(setup("whispers-one-word", "caller"), lines)
    said = acts(sat, do.Say, CALLER)[-1]
    assert (StatementTopic.ADDRESS, True) in said.means
    assert said.place_words == "12 mill road", "of the sentence, only the words of the place"
    asked = [topic for act in acts(sat, do.Ask, HANDLER) for topic in act.about]
    assert asked
    assert Topic.LOCATION not in asked
    assert any(said.place_words in act.text for act in acts(sat, do.BriefOfficers, HANDLER))


def test_a_call_handler_who_does_not_understand_says_so() -> None:
    lines = [*TO_OPERATOR, *whisper("police"), *[ON] * 6, *whisper(NONSENSE), *[ON] * 3]
    sat = sit(setup(WAITING, "caller"), lines)
    told = "\n".join(sat.told)
    assert "Not understood. Nothing is guessed: it is said as words only." in told
    words = sat.story.first(do.Say, CALLER, intent=Intent.OWN_WORDS)
    reply = sat.story.first(do.Say, HANDLER, intent=Intent.NOT_UNDERSTOOD)
    assert 0 < reply.at - words.at < 12_000
    replays(sat)


SURE_CALLER = """
seats: [call_handler]
caller: [{when: {heard: which_service}, after: 1s, do: tap}]
answers: {by: [tap], after: 1s}
facts: {alone_to_talk: no, in_danger: yes, injured: no, weapon: no}
"""
"""A caller without traits, who misses no question and makes no slip."""


def test_a_call_handler_takes_a_whole_call_by_typed_words() -> None:
    lines = [*[ON] * 4, "k a", ON]
    lines += [*say("Hello, you're through to the police."), ON]
    lines += say("tap once for yes, twice for no")
    for question in ("can you hear me?", "can anyone hear you?", "are you in danger?"):
        lines += [*say(question), ON, ON]
    lines += [*say("is anyone hurt?"), ON, ON, *say("is there a weapon"), ON, ON]
    lines += [*say("stay on the line, don't hang up"), "k g", "1", "1", "k d", "1", ON]
    sat = sit(setup(scenario(SURE_CALLER), "call_handler"), lines)
    said = [act for act in sat.did(HANDLER) if isinstance(act, do.Speech)]
    assert said[0] == INTRODUCED
    assert isinstance(said[1], do.SetCode)
    assert said[1].code.yes == do.AnswerSign(Sign.TAP, 1)
    asked = [act.about for act in said if isinstance(act, do.Ask)]
    topics = ("CAN_HEAR", "ALONE_TO_TALK", "IN_DANGER", "INJURED", "WEAPON")
    assert asked == [(Topic[each],) for each in topics]
    facts = sat.sitting.knowledge[HANDLER].facts
    assert facts.is_yes(Topic.CAN_HEAR)
    assert facts.is_yes(Topic.IN_DANGER)
    assert facts.is_no(Topic.ALONE_TO_TALK)
    assert sat.story.any(do.Deploy, HANDLER)
    replays(sat)


def test_two_sentences_are_said_one_after_the_other() -> None:
    words = "Hello, you're through to the police. Can you hear me?"
    sat = sit(setup(PARTNER, "call_handler"), [*[ON] * 4, "k a", ON, *say(words)])
    first, second = (
        e for e in sat.live.log if isinstance(e.body, do.Speech) and e.actor is HANDLER
    )
    assert first.body == INTRODUCED
    assert second.body == do.Ask((Topic.CAN_HEAR,), words="Can you hear me?")
    ended = sat.story.first(do.Finish, HANDLER)
    assert first.at < ended.at <= second.at


@pytest.mark.parametrize("at", [["k e", "1"], ["k e"]], ids=["the word that confirms", "a list"])
def test_a_sentence_typed_where_an_act_asks_is_read_as_a_line(at: list[str]) -> None:
    """It was thrown away, and had to be typed again while the call went on."""
    lines = [*[ON] * 4, "k a", ON, *at, "please stay with me", ON]
    sat = sit(setup(PARTNER, "call_handler"), lines)
    assert acts(sat, do.EndCall, HANDLER) == []
    told = sat.told
    assert "Cancelled: End the call. Nothing was done." in told
    (said,) = [each for each in acts(sat, do.Say, HANDLER) if each.words == "please stay with me"]
    assert said.words == "please stay with me"


def test_a_caller_who_can_speak_asks_what_was_meant() -> None:
    """Words with no purpose get "What?" from a caller who answers in words."""
    lines = [ON, "k a", *say(NONSENSE), ON]
    sat = sit(setup("long-story", "operator"), lines)
    assert sat.story.first(do.Say, CALLER, intent=Intent.DOES_NOT_FOLLOW)


def test_an_operator_hands_over_in_typed_words() -> None:
    words = "hello police, i have a caller who pressed 55, i heard a cough"
    lines = [ON, "k a", "k p", "1", "connect", *[ON] * 2, *say(words), ON, "k l", "leave"]
    sat = sit(setup(PARTNER, "operator"), lines)
    told = sat.story.act(do.HandOver)
    assert told == do.HandOver((Reported.FIFTY_FIVE, Reported.COUGH), words)


def test_a_line_of_words_is_said_once_it_is_understood() -> None:
    lines = [*TO_OPERATOR, "police please", ON, *[ON] * 3, '"purple monkeys', "c"]
    sat = sit(setup(WAITING, "caller"), lines)
    (said,) = acts(sat, do.Say, CALLER)
    means = ((StatementTopic.WANTS_POLICE, True),)
    assert said == do.Say(Intent.WANTS_POLICE, "police please", Manner.WHISPERED, means=means)
    assert "Understood as: whispers, asks for police. Enter." in sat.told
    assert "Not understood: whispers, as words only. Enter." in sat.told
    assert "Nothing was done." in sat.told
