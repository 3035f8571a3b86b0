"""What only sounds like a statement is not taken for one, and what is one is not lost for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.core.statements import Speaker, StatementTopic
from tests.builders import yaml_of
from tests.language.test_reader import reader

_WAYS = {"so": (True, True), "not": (True, False), "no": (False, True), "not_no": (False, False)}
"""The value of the topic, and whether the sentence states it."""


def cases() -> Iterator[tuple[str, bool, bool, str]]:
    for topic, ways in yaml_of(Path(__file__).with_name("sounds_so.yaml")).items():
        for way, phrases in ways.items():
            yield from ((topic, *_WAYS[way], words) for words in phrases)


@pytest.mark.parametrize(("topic", "value", "states", "words"), [*cases()])
def test_what_only_sounds_so_is_not_believed(
    topic: str, value: bool, states: bool, words: str
) -> None:
    """A figure of speech, a thing, a place or another person's deed lends its words to it."""
    stated = {(each.topic.name, each.value) for each in reader().read(words) if each.sure}
    assert ((StatementTopic(topic), value) in stated) is states


def test_an_officer_who_calls_police_asks_for_none() -> None:
    """ "Police! Come to the door!" says who is there."""
    words = "Police! Come to the door, you're safe now!"
    read = reader().read(words, Speaker.OFFICER)
    assert StatementTopic.WANTS_POLICE not in {each.topic.name for each in read}
