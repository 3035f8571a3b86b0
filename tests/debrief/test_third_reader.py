"""What a third reader found misjudged, as small stories: a hand-over, "not hurt", a mistake."""

from __future__ import annotations

import pytest

from simulator.content.scenario.report_words import stated
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Intent
from simulator.knowledge.judgements.reasons import _own_word
from simulator.seat.typed_reports import typed_handover
from tests.guidance.stories import acts_with_facts
from tests.session.calls import play

OF_ANOTHER = {S.STRANGER, S.OF_ANOTHER, S.OF_OTHERS, S.PERSON_HERE}


@pytest.mark.parametrize(
    "words", ["A man, slurred.", "A woman, whispering.", "An old lady, faint."]
)
def test_a_hand_over_of_who_rings_puts_no_other_person_there(words: str) -> None:
    """OP-19: the sentence describes the caller."""
    means = typed_handover(f"Police, mobile call, number on screen. {words}").means
    assert {topic for topic, _ in means} & OF_ANOTHER == set()


@pytest.mark.parametrize(
    "words",
    [
        *("None of us are hurt.", "Neither is hurt.", "Neither of us hurt.", "None of them hurt."),
        *("Not one of us hurt.", "We're both fine, neither hurt.", "Neither of us got hurt."),
    ],
)
def test_neither_is_hurt_is_not_hurt(words: str) -> None:
    assert (S.NOT_HURT, True) in stated(words)


@pytest.mark.parametrize(
    "words",
    [
        *("Is neither of them hurt?", "I want neither of them hurt.", "Neither of us hurt him."),
        "One of us is hurt.",
    ],
)
def test_a_question_or_a_wish_is_no_word_that_they_are_well(words: str) -> None:
    assert (S.NOT_HURT, True) not in stated(words)


@pytest.mark.parametrize(
    ("words", "is_own"), [("It just went off in my bag.", True), ("He's outside the door.", False)]
)
def test_a_mistake_in_any_words_is_the_callers_own_reason(words: str, is_own: bool) -> None:
    """B35: no intent was needed for it; what is no mistake gives no such reason."""
    text = (
        "facts: {can_hear: yes, in_danger: no, injured: no}\n"
        "answers: {by: [spoken], after: 1s, manner: aloud}\n"
        "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
        "  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: own_words,"
        f' words: "{words}"}}}}}}\n'
    )
    heard = [e.facts for e in acts_with_facts(play(text))]
    said = [
        facts for facts in heard if facts.ledger.own and not facts.caller_said(Intent.SAYS_MISTAKE)
    ]
    assert said
    assert any(map(_own_word, said)) is is_own
