"""What officers hear at a shut door, and in answer to what they ask (patterns 7 and 12)."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role, Topic
from simulator.guidance.act_makers import answer_officers, brief_at_door, say_unknown
from simulator.knowledge.judgements.telling import answer_known, to_relay
from simulator.knowledge.knowledge import Knowledge
from simulator.language.telling.account import Account
from simulator.language.telling.briefing import Spoken, briefing
from simulator.language.telling.sentence import Teller
from tests.language.telling.told import HANDLER, POLICY, perceived, says, voice

ARRIVES = ((300, Role.OFFICERS, do.Arrive()),)


def told_at_door(entries: list[Entry]) -> str:
    """What is said to officers who are there, everything else having been briefed before."""
    account, spoken = Account.of(entries), Spoken()
    act = brief_at_door.make(Knowledge.of(HANDLER, entries).facts, POLICY.policy)
    assert isinstance(act, do.BriefOfficers)
    made = briefing(act, Teller.of(Knowledge.of(HANDLER, entries), account), spoken)
    return made.act.text


def asked(topic: Topic, *parts: object) -> Knowledge:
    """What is known when officers ask."""
    question = ((60, Role.OFFICERS, do.OfficersAsk(topic, "Sierra 1", "?")),)
    return Knowledge.of(HANDLER, perceived(*parts, question))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "helps"),
    [
        ("I'm hiding under the bottom bunk.", "bottom bunk"),
        ("Me and the cleaner are in the kitchen, I've wedged the door.", "kitchen"),
        ("Over the hairdresser's, first floor, side door.", "side door"),
        ("I'm in the back bedroom with the baby. We can't get down.", "back bedroom"),
    ],
)
def test_no_answer_at_the_door_is_answered_with_the_way_in(words: str, helps: str) -> None:
    """EN-04: which room, which door, who is near, and the last sign: in the first words."""
    text = told_at_door(perceived(says(5, words), ARRIVES))
    assert helps in text
    assert "Last sign from the caller at 0:0" in text


def test_where_nothing_is_known_of_a_way_in_that_is_said() -> None:
    """Officers decide on force by it; but a girl in the street has no door."""
    assert "No way in is known" in told_at_door(perceived(says(5, "He's got a knife."), ARRIVES))
    street = told_at_door(perceived(says(5, "He got off the bus and he's following me."), ARRIVES))
    assert "way in" not in street


def test_officers_are_answered_in_the_callers_words() -> None:
    """ "Who else is in there?" has an answer, though nobody asked the caller that question."""
    hair = "He's broke all the plates and he's trailing her by the hair."
    known = asked(Topic.OTHER_PERSON_PRESENT, says(5, hair))
    assert answer_known(known.facts, Topic.OTHER_PERSON_PRESENT)
    act = answer_officers.make(known.facts, POLICY.policy)
    assert isinstance(act, do.BriefOfficers)
    account = Account.of(perceived(says(5, hair)))
    text = briefing(act, Teller.of(known, account), Spoken()).act.text
    assert "by the hair" in text
    assert "who is there" not in text


def test_another_voice_answers_who_is_there() -> None:
    """The voice is quoted, where a bare topic was said."""
    words = voice(5, "Take no notice, love, he's got dementia.")
    known = asked(Topic.OTHER_PERSON_PRESENT, words)
    act = answer_officers.make(known.facts, POLICY.policy)
    assert isinstance(act, do.BriefOfficers)
    made = briefing(act, Teller.of(known, Account.of(perceived(words))), Spoken())
    assert "dementia" in made.act.text


def test_a_question_goes_to_the_caller_only_where_it_fits() -> None:
    """No children are asked about in the street, no weapon of a fall; officers hear: not asked."""
    street = asked(Topic.CHILDREN, says(5, "He got off the bus and he's following me."))
    assert to_relay(street.facts) is None
    fall = asked(Topic.WEAPON, says(5, "The quad's rolled over and I'm trapped under it."))
    assert to_relay(fall.facts) is None
    assert to_relay(asked(Topic.CHILDREN, says(5, "He's got a knife.")).facts) is Topic.CHILDREN
    act = say_unknown.make(street.facts, POLICY.policy)
    assert isinstance(act, do.BriefOfficers)
    text = briefing(act, Teller.of(street, Account()), Spoken()).act.text
    assert "Not asked: children." in text
