"""What a caller's typed words state is told, and is not asked any more."""

import pytest

from simulator.core import acts as do
from simulator.core.log import StageEntered
from simulator.core.terms import Intent, LineStage, Manner, Role, Topic
from simulator.guidance.conditions import is_open
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import Hearers, KnownFacts, PlaceKnown
from simulator.knowledge.knowledge import Knowledge
from tests.builders import entries

CALLER, HANDLER = Role.CALLER, Role.CALL_HANDLER
TALKING = (0, Role.NETWORK, StageEntered(LineStage.WITH_CALL_HANDLER, "O-17"))


def after(*said: do.Say | do.Ask) -> KnownFacts:
    """What the call handler knows after these utterances."""
    spoken: list[tuple[int, Role, do.Say | do.Ask | do.Finish]] = []
    for number, body in enumerate(said, 1):
        role = HANDLER if isinstance(body, do.Ask) else CALLER
        spoken += [(number * 5_000, role, body), (number * 5_000 + 900, role, do.Finish())]
    return Knowledge.of(HANDLER, entries(TALKING, *spoken)).facts


def says(*facts: tuple[Topic, bool], manner: Manner = Manner.WHISPERED) -> do.Say:
    return do.Say(Intent.DANGER_NOW, "in the caller's words", manner, facts)


@pytest.mark.parametrize("topic", [t for t in Topic if t is not Topic.LOCATION])
@pytest.mark.parametrize("so", [True, False])
def test_a_stated_fact_is_told_and_closed(topic: Topic, so: bool) -> None:
    facts = after(says((topic, so)))
    known = facts.of(topic)
    if topic is Topic.WHAT_HAPPENED:
        assert (known.value, known.stated) == (None, True), "an open question has no yes"
    else:
        value = AnswerState.YES if so else AnswerState.NO
        assert (known.value, known.how, known.asked) == (value, HowKnown.TOLD, 0)
    assert not is_open(facts, topic)


def test_words_without_facts_close_nothing() -> None:
    facts = after(says())
    assert is_open(facts, Topic.WEAPON)
    assert is_open(facts, Topic.WHAT_HAPPENED)


def test_a_weapon_means_danger_and_a_denied_one_does_not() -> None:
    assert after(says((Topic.WEAPON, True))).is_yes(Topic.IN_DANGER)
    assert after(says((Topic.WEAPON, False))).fact(Topic.IN_DANGER) is None


def test_somebody_there_can_hear_unless_the_caller_says_otherwise() -> None:
    facts = after(says((Topic.OTHER_PERSON_PRESENT, True)))
    assert facts.hear is Hearers.UNSAFE
    assert facts.is_no(Topic.ALONE_TO_TALK)
    said = after(says((Topic.OTHER_PERSON_PRESENT, True), (Topic.ALONE_TO_TALK, True)))
    assert said.is_yes(Topic.ALONE_TO_TALK)


def test_who_tells_of_danger_is_not_asked_what_has_happened() -> None:
    assert not is_open(after(says((Topic.INJURED, True))), Topic.WHAT_HAPPENED)
    assert is_open(after(says((Topic.CHILDREN, True))), Topic.WHAT_HAPPENED)


def test_a_typed_place_is_given_in_its_words() -> None:
    facts = after(says((Topic.LOCATION, True)))
    assert (facts.place_given, facts.place_words) == (True, "in the caller's words")
    assert facts.place is PlaceKnown.CLOSE
    assert not is_open(facts, Topic.LOCATION)


def test_a_stated_fact_answers_the_open_question() -> None:
    facts = after(do.Ask((Topic.WEAPON,)), says((Topic.WEAPON, True)))
    assert facts.answer(Topic.WEAPON) is AnswerState.YES
    plain = do.Say(Intent.SAYS_NO, "no, but he has a knife", facts=((Topic.WEAPON, True),))
    facts = after(do.Ask((Topic.INJURED,)), plain)
    assert (facts.answer(Topic.INJURED), facts.is_yes(Topic.WEAPON)) == (AnswerState.NO, True)


def test_what_is_too_faint_to_make_out_states_nothing() -> None:
    assert after(says((Topic.WEAPON, True), manner=Manner.FAINT)).fact(Topic.WEAPON) is None


def test_a_stated_fact_has_to_be_passed_on() -> None:
    assert Topic.WEAPON in after(says((Topic.WEAPON, True))).unbriefed
