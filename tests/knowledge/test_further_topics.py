"""What a call handler asks once a danger was named: the neck, the weapon, the way out."""

import pytest

from simulator.core import acts as do
from simulator.core.statements import STATEMENTS, StatementTopic, follows
from simulator.core.terms import Intent, QuestionForm, Topic
from tests.knowledge.test_direction_of_questions import CALLER, Call
from tests.session.calls import LIBRARY

FURTHER = (
    *(Topic.STRANGLED, Topic.PASSED_OUT, Topic.CAN_MOVE, Topic.TABLETS_TAKEN, Topic.CHILD_HURT),
    *(Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.LOCKED_IN, Topic.CAN_GET_OUT),
)


@pytest.mark.parametrize("topic", FURTHER)
def test_each_has_a_plain_question_lines_and_twenty_phrasings(topic: Topic) -> None:
    question = LIBRARY.questions().topics[topic]
    assert question.form is QuestionForm.CLOSED
    phrases = [
        words
        for loaded in LIBRARY.phrase_files()
        if loaded.file.phrases and (own := loaded.file.phrases.get(topic))
        for words in (*own.words, *own.not_so, *own.seen, *own.open)
    ]
    assert len(phrases) >= 20


@pytest.mark.parametrize(
    ("stated", "so", "topic", "is_so"),
    [
        ("strangled", True, Topic.STRANGLED, True),
        ("strangled", False, Topic.STRANGLED, False),
        ("tablets_taken", True, Topic.TABLETS_TAKEN, True),
        ("child_hurt", True, Topic.CHILD_HURT, True),
        ("locked_in", True, Topic.LOCKED_IN, True),
        ("locked_in", True, Topic.CAN_GET_OUT, False),
        ("cannot_move", True, Topic.CAN_MOVE, False),
        ("head_or_passed_out", False, Topic.PASSED_OUT, False),
    ],
)
def test_words_that_answer_the_question_answer_it(
    stated: str, so: bool, topic: Topic, is_so: bool
) -> None:
    assert dict(follows([(StatementTopic(stated), so)]))[topic] is is_so


def test_a_blow_to_the_head_need_not_be_a_faint() -> None:
    row = STATEMENTS[StatementTopic.HEAD_OR_PASSED_OUT]
    assert Topic.PASSED_OUT not in row.if_so


@pytest.mark.parametrize(
    ("asked", "words", "follow"),
    [
        (Topic.STRANGLED, Intent.SAYS_YES, {Topic.INJURED, Topic.NEEDS_AMBULANCE}),
        (Topic.CAN_MOVE, Intent.SAYS_NO, {Topic.INJURED, Topic.NEEDS_AMBULANCE}),
        (Topic.TABLETS_TAKEN, Intent.SAYS_YES, {Topic.NEEDS_AMBULANCE}),
        (Topic.WEAPON_USED, Intent.SAYS_YES, {Topic.WEAPON, Topic.IN_DANGER}),
        (Topic.LOCKED_IN, Intent.SAYS_YES, {Topic.IN_DANGER}),
    ],
)
def test_an_answer_says_what_follows_from_it(
    asked: Topic, words: Intent, follow: set[Topic]
) -> None:
    """Who was held by the neck is hurt: the ambulance does not wait for another question."""
    call = Call()
    call.says(do.Ask((asked,)))
    call.does(CALLER, do.Say(words, "Yes." if words is Intent.SAYS_YES else "No."))
    assert {topic for topic in follow if call.facts.is_yes(topic)} == follow
