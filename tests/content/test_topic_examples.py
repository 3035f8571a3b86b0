"""The plain phrasings by which authors learn what a topic of statements is about."""

from simulator.content.dictionary.topic_examples import SAID
from simulator.core.statements import Speaker, StatementTopic
from tests.session.calls import LIBRARY

STAFF = list(StatementTopic)[list(StatementTopic).index(StatementTopic.NAMES_POLICE) :]
"""Topics of what an operator or a call handler says, which no caller is read for."""


def test_every_topic_has_two_or_three() -> None:
    assert set(SAID) == set(StatementTopic)
    assert all(2 <= len(each) <= 3 for each in SAID.values())


def test_nearly_all_are_read_as_what_they_are_examples_of() -> None:
    """The bound is what was reached; better words of the reader may only lower it."""
    reader = LIBRARY.reader()
    missed = [
        words
        for topic in [each for each in SAID if each not in STAFF]
        for words in SAID[topic]
        if not any(
            (each.topic.name, each.value, each.sure) == (topic, True, True)
            for speaker in (Speaker.CALLER, Speaker.CHILD)
            for each in reader.read(words, speaker)
        )
    ]
    assert len(missed) <= 12, missed
