"""What a caller's typed words state is told, and is not asked any more."""

from itertools import product

import pytest

from simulator.core import acts as do
from simulator.core.terms import Intent, Manner, Topic
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import Hearers, KnownFacts, PlaceKnown
from simulator.knowledge.judgements.asking import is_open
from simulator.knowledge.knowledge import Knowledge
from tests.builders import entries
from tests.knowledge.calls import CALLER, HANDLER

WORDS = "in the caller's words"


def after(
    *facts: tuple[Topic, bool],
    asked: Topic | None = None,
    intent: Intent = Intent.DANGER_NOW,
    manner: Manner = Manner.WHISPERED,
) -> KnownFacts:
    """What the call handler knows once the caller has said so, perhaps when asked."""
    question = [(5_000, HANDLER, do.Ask((asked,)))] if asked else []
    said = (10_000, CALLER, do.Say(intent, WORDS, manner, facts))
    return Knowledge.of(HANDLER, entries(*question, said)).facts


def test_a_stated_fact_is_told_and_closed() -> None:
    """An open question has no yes."""
    for topic, so in product(set(Topic) - {Topic.LOCATION}, (True, False)):
        facts = after((topic, so))
        fact = facts.of(topic)
        if topic is Topic.WHAT_HAPPENED:
            assert (fact.value, fact.stated) == (None, True)
        else:
            value = AnswerState.YES if so else AnswerState.NO
            assert (fact.value, fact.how, fact.asked) == (value, HowKnown.TOLD, 0), topic
        assert not is_open(facts, topic), topic


@pytest.mark.parametrize(
    ("stated", "topic", "is_still_open"),
    [
        ((), Topic.WEAPON, True),
        ((), Topic.WHAT_HAPPENED, True),
        ((Topic.INJURED,), Topic.WHAT_HAPPENED, False),
        ((Topic.CHILDREN,), Topic.WHAT_HAPPENED, True),
        ((Topic.LOCATION,), Topic.LOCATION, False),
    ],
)
def test_who_tells_of_danger_is_not_asked_what_has_happened(
    stated: tuple[Topic, ...], topic: Topic, is_still_open: bool
) -> None:
    assert is_open(after(*((each, True) for each in stated)), topic) is is_still_open


def test_a_weapon_means_danger_and_a_denied_one_does_not() -> None:
    """It has to be passed on; but what is too faint to make out states nothing."""
    armed = after((Topic.WEAPON, True))
    assert armed.is_yes(Topic.IN_DANGER)
    assert Topic.WEAPON in armed.unbriefed
    assert after((Topic.WEAPON, False)).fact(Topic.IN_DANGER) is None
    assert after((Topic.WEAPON, True), manner=Manner.FAINT).fact(Topic.WEAPON) is None


def test_somebody_there_can_hear_unless_the_caller_says_otherwise() -> None:
    facts = after((Topic.OTHER_PERSON_PRESENT, True))
    assert facts.hear is Hearers.UNSAFE
    # It is asked: who is there may be out of hearing, ill, or a child.
    assert facts.fact(Topic.ALONE_TO_TALK) is None
    said = after((Topic.OTHER_PERSON_PRESENT, True), (Topic.ALONE_TO_TALK, True))
    assert said.is_yes(Topic.ALONE_TO_TALK)


def test_a_typed_place_is_given_in_its_words() -> None:
    facts = after((Topic.LOCATION, True))
    assert (facts.place_given, facts.place_words) == (True, WORDS)
    assert facts.place is PlaceKnown.CLOSE


def test_a_stated_fact_answers_the_open_question() -> None:
    assert after((Topic.WEAPON, True), asked=Topic.WEAPON).answer(Topic.WEAPON) is AnswerState.YES
    facts = after((Topic.WEAPON, True), asked=Topic.INJURED, intent=Intent.SAYS_NO)
    assert (facts.answer(Topic.INJURED), facts.is_yes(Topic.WEAPON)) == (AnswerState.NO, True)
