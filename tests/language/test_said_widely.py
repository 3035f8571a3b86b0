"""What strangers may say of each topic in their own ways of speaking, file by file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from simulator.core.statements import StatementTopic, lowers
from tests.builders import yaml_of
from tests.language.test_reader import reader


class Widely(NamedTuple):
    """What was reached of a file; new words may only raise it."""

    least_found: float
    lowers_besides: int
    """How many of its sentences also state something that lowers danger, rightly or not."""


REACHED = {"people": Widely(0.94, 40)}


def said(name: str) -> Iterator[tuple[str, bool, str]]:
    topics: dict[str, Any] = yaml_of(Path(__file__).with_name(f"said_widely_{name}.yaml"))
    for topic, ways in topics.items():
        for way, phrases in ways.items():
            yield from ((topic, way == "yes", words) for words in phrases)


def values(words: str) -> dict[str, bool]:
    return {each.topic.name: each.value for each in reader().read(words) if each.sure}


@pytest.mark.parametrize("name", REACHED)
def test_most_of_what_may_be_said_widely_is_understood(name: str) -> None:
    cases = list(said(name))
    found = sum(values(words).get(topic) is value for topic, value, words in cases)
    assert found / len(cases) >= REACHED[name].least_found, (found, len(cases))


@pytest.mark.parametrize("name", REACHED)
def test_nothing_that_may_be_said_widely_is_turned_round(name: str) -> None:
    turned = [
        words for topic, value, words in said(name) if values(words).get(topic) is (not value)
    ]
    assert turned == []


@pytest.mark.parametrize("name", REACHED)
def test_no_comfort_is_taken_from_what_may_be_said_widely(name: str) -> None:
    """Beside its own topic a sentence rarely lowers danger; each that does was looked at."""
    besides = {
        (words, *each)
        for topic, value, words in said(name)
        for each in values(words).items()
        if each != (topic, value) and lowers(StatementTopic(each[0]), each[1])
    }
    assert len(besides) <= REACHED[name].lowers_besides, sorted(besides)
