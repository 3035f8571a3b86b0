"""What a briefing passes on as whose word, and what it gives as not known."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Topic
from simulator.guidance.act_makers import brief, brief_again
from simulator.guidance.rows import ActMaker
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.judgement import Policy
from tests.guidance.stories import acts_with_facts
from tests.session.calls import DEFAULT, GENERIC, play

AT_HOME = (
    "location: {aml: {place: the mill house, radius: 20}}\n"
    "facts: {can_hear: yes, in_danger: yes, injured: no, children: no}\n"
    "answers: {by: [spoken], after: 1.5s, manner: aloud}\n"
)
TAPS_THEN = "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
HE_SPEAKS = (
    "room: [{when: {heard: through_to_police}, after: 1s, do: {say: {intent: own_words,"
    ' words: "%s"}}}]\n'
)
SHE_ANSWERS = (
    "  - {when: {asked: weapon}, after: 1s, do: {say: {intent: own_words,"
    ' words: "%s"}}}\n'
)  # fmt: skip
BOTH = pytest.mark.parametrize("maker", [brief, brief_again], ids=["what is new", "all"])


def known_in(text: str) -> list[KnownFacts]:
    """The facts before each act of the call handler."""
    return [each.facts for each in acts_with_facts(play(text))]


def made_by(maker: ActMaker, facts: KnownFacts) -> do.BriefOfficers:
    made = maker.make(facts, Policy(DEFAULT, GENERIC))
    assert isinstance(made, do.BriefOfficers)
    return made


@BOTH
@pytest.mark.parametrize(
    ("words", "stated"), [("She's fine.", S.SAYS_FINE), ("It was a mistake.", S.MISTAKE)]
)
def test_what_lowers_danger_in_his_words_alone_is_briefed_as_his(
    maker: ActMaker, words: str, stated: S
) -> None:
    """BF-2, LP-12: another voice lowers danger, and she said nothing of it."""
    known = known_in(AT_HOME + HE_SPEAKS % words + TAPS_THEN)
    made = [made_by(maker, facts) for facts in known if facts.ledger.of(stated)]
    told = [each for each in made if (stated, True) in each.means]
    assert told
    assert [each for each in told if (stated, True) not in each.their_word] == []


@BOTH
def test_a_risk_that_her_words_answer_is_not_given_as_unknown(maker: ActMaker) -> None:
    """BF-7: "I can't see one" is no plain no, and officers get it as she said it."""
    known = known_in(AT_HOME + TAPS_THEN + SHE_ANSWERS % "I can't see anything in his hand.")
    after = [facts for facts in known if facts.ledger.of(S.NO_WEAPON_SEEN)]
    assert after
    assert [f for f in after if Topic.WEAPON in made_by(maker, f).unknown] == []


@BOTH
def test_a_risk_that_was_asked_and_never_answered_stays_unknown(maker: ActMaker) -> None:
    """BF-1: no answer is no no."""
    known = known_in(AT_HOME + TAPS_THEN)
    asked = [f for f in known if f.of(Topic.WEAPON).asked and f.asking is not Topic.WEAPON]
    assert asked
    assert [f for f in asked if Topic.WEAPON not in made_by(maker, f).unknown] == []
