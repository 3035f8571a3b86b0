"""Harm, wishes and what is said to us, in the words of strangers."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.language.reader import ReadStatement
from tests.builders import yaml_of
from tests.language.test_reader import SHEET, reader, stated

SAID: dict[str, Any] = yaml_of(Path(__file__).with_name("said_harm.yaml"))
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
SAID_AS_WELL = {
    "only a scratch": "not_hurt",
    "I'm all right": "says_fine",
    "they're asleep upstairs": "asleep",
    "I can't see a gun": "no_weapon_seen",
    "I'm all right, just a bit shaken": "says_fine",
}
"""What lowers danger in sentences that are listed under another topic, and rightly so."""
FOLLOWS = {"breathing_badly": "breathing_well", "breathing_well": "breathing_badly"}
"""Topics of which one is so if the other is not."""


@cache
def read(words: str) -> tuple[ReadStatement, ...]:
    """What words state of harm and wishes; unsure too, which never lowers danger."""
    return tuple(each for each in reader().read(words) if each.topic.name in SAID)


def values(words: str) -> dict[str, bool]:
    return {each.topic.name: each.value for each in read(words)}


def labels(words: str) -> dict[str, bool]:
    found = {topic: value for topic, value, said in CASES if said == words}
    return {FOLLOWS[topic]: not value for topic, value in found.items() if topic in FOLLOWS} | found


def test_most_of_what_strangers_say_is_understood() -> None:
    """The bound is what was reached; new words may only raise it."""
    found = sum(values(words).get(topic) is value for topic, value, words in CASES)
    assert found / len(CASES) > 0.94, (found, len(CASES))


def test_nothing_that_is_understood_is_turned_round() -> None:
    assert [case for case in CASES if values(case[2]).get(case[0]) is (not case[1])] == []


def test_no_sentence_gives_comfort_that_it_does_not_say() -> None:
    made = [
        (words, each.topic.name, each.value)
        for _, _, words in CASES
        for each in read(words)
        if each.lowers
        and labels(words).get(each.topic.name) is not each.value
        and SAID_AS_WELL.get(words) != each.topic.name
    ]
    assert made == []


def test_what_takes_comfort_back_is_a_topic() -> None:
    topics = reader()._topics
    assert {name for each in topics.values() for name in each.unless_said} <= set(topics)


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_is_made_of_words_that_say_nothing_of_it(words: str) -> None:
    assert values(words) == {}


@pytest.mark.parametrize("words", LOWERS_NOTHING)
def test_words_that_sound_like_comfort_and_are_none_lower_nothing(words: str) -> None:
    assert [(each.topic.name, each.value) for each in read(words) if each.lowers] == []


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("He's not got a knife at all", "knife", False),
        ("I'm not hurt at all", "not_hurt", True),
        ("No, not pregnant", "pregnant", False),
        ("No weapon", "no_weapon_seen", True),
        ("He's drunk and unconscious", "not_waking", True),
        ("Can you send the police round?", "wants_police", True),
        ("I don't want to die, I want it to stop", "suicidal", True),
        ("He's put the knife down", "knife", True),
        ("I can't get his words out of my head", "stroke_signs", None),
        ("I've had two glasses of wine", "hit", None),
        ("He's stopped hitting me", "hit", True),
        ("She's breathing, but it's dead slow", "breathing_well", None),
        ("I'm fine, but I'm bleeding", "says_fine", None),
        ("I'm fine. He's the one bleeding", "not_hurt", None),
        ("He'd never hurt me", "hit", None),
        ("He's got something in his hand", "no_weapon_seen", None),
    ],
)
def test_each_of_these_was_read_wrongly_once(words: str, topic: str, value: bool | None) -> None:
    assert stated(words).get(topic) is value
