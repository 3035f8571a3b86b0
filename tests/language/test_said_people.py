"""Who is there and what the risk is, in the words of strangers."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.language.clauses import clauses
from simulator.language.reader import ReadStatement
from tests.builders import yaml_of
from tests.language.test_reader import SHEET, reader

SAID: dict[str, Any] = yaml_of(Path(__file__).with_name("said_people.yaml"))
ALSO: dict[str, list[str]] = SAID.pop("also")
NOTHING: list[str] = SAID.pop("nothing")
LOWERS_NOTHING: list[str] = SAID.pop("lowers_nothing")
_OF_SHEET = {topic: ways for topic, ways in SHEET.items() if topic in SAID}
CASES = [
    (topic, way == "yes", words)
    for ways_of in (SAID, _OF_SHEET)
    for topic, ways in ways_of.items()
    for way, phrases in ways.items()
    for words in phrases
]


@cache
def read(words: str) -> tuple[ReadStatement, ...]:
    """What words state for sure of who is there and of the risk."""
    return tuple(each for each in reader().read(words) if each.sure and each.topic.name in SAID)


def values(words: str) -> dict[str, bool]:
    return {each.topic.name: each.value for each in read(words)}


def named(each: ReadStatement) -> str:
    return each.topic.name if each.value else f"not {each.topic.name}"


def test_most_of_what_strangers_say_is_understood() -> None:
    """The bound is what was reached; new words may only raise it."""
    found = sum(values(words).get(topic) is value for topic, value, words in CASES)
    assert found / len(CASES) > 0.94, (found, len(CASES))


def test_nothing_that_is_understood_is_turned_round() -> None:
    assert [case for case in CASES if values(case[2]).get(case[0]) is (not case[1])] == []


def test_what_is_understood_besides_is_said_as_well() -> None:
    """Whatever a sentence states besides its topic has to be on the list of what is right."""
    extra = {
        (words, named(each))
        for topic, value, words in CASES
        for each in read(words)
        if (each.topic.name, each.value) != (topic, value)
        and named(each) not in ALSO.get(words, ())
    }
    assert extra == set()


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_is_made_of_words_that_say_nothing_of_it(words: str) -> None:
    assert values(words) == {}


@pytest.mark.parametrize("words", LOWERS_NOTHING)
def test_words_that_sound_like_comfort_and_are_none_lower_nothing(words: str) -> None:
    lowers = [named(each) for each in read(words) if each.lowers]
    assert lowers == []


@pytest.mark.parametrize(
    ("words", "vouched"),
    [
        ("He's gone", [True]),
        ("He says he's sober", [False]),
        ("My dad said they've gone", [False]),
        ("I told you he's gone", [True]),
        ("Tell me when he's gone", [False, False]),
        ("He's not hit the kids yet", [False]),
        ("The nurse is looking after me", [True]),
    ],
)
def test_the_speaker_vouches_only_for_what_is_their_own_word_and_is_so_now(
    words: str, vouched: list[bool]
) -> None:
    assert [each.vouched for each in clauses(words)] == vouched


def test_another_person_beside_the_caller_is_in_the_same_clause() -> None:
    """ "Just me and my husband" would otherwise say that the caller is alone."""
    assert len(clauses("It's just me and my husband")) == 1
    assert len(clauses("He hit me and my arm hurts")) == 2
