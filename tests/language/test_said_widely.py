"""Each topic in the words of many people: far more ways to say it than its frames were made for."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.core.statements import Speaker, StatementTopic, lowers
from tests.builders import yaml_of
from tests.language.test_reader import reader

_FOUND = {"said_widely_harm.yaml": 0.92, "said_widely_people.yaml": 0.93}
"""What part of each file is found at least: what was reached; new words may only raise it."""
_NOTHING = {"said_widely_harm.yaml": 22, "said_widely_people.yaml": 30}
"""How many sentences that say nothing may be taken for something; less is better."""
_TURNED = {"said_widely_harm.yaml": 2, "said_widely_people.yaml": 0}
"""How many are still turned round: none of them lowers danger."""
FILES = tuple(_FOUND)


@cache
def said(file: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml_of(Path(__file__).with_name(file))
    return found


def phrasings(file: str) -> list[tuple[StatementTopic, bool, str]]:
    return [
        (StatementTopic(topic), way == "yes", words)
        for topic, ways in said(file).items()
        if topic not in ("nothing", "comforts_as_well")
        for way, phrases in ways.items()
        for words in phrases
    ]


@cache
def stated(words: str) -> frozenset[tuple[StatementTopic, bool]]:
    """What words state, unsure as well: what may be meant has to be asked."""
    found = reader().read(words, Speaker.CALLER)
    return frozenset((each.topic.name, each.value) for each in found)


@pytest.mark.parametrize("file", FILES)
def test_most_ways_to_say_a_topic_are_understood(file: str) -> None:
    every = phrasings(file)
    found = sum((topic, value) in stated(words) for topic, value, words in every)
    assert found / len(every) >= _FOUND[file], (found, len(every))


@pytest.mark.parametrize("file", FILES)
def test_no_way_to_say_a_topic_is_turned_round(file: str) -> None:
    turned = [each for each in phrasings(file) if (each[0], not each[1]) in stated(each[2])]
    assert len(turned) <= _TURNED[file], turned
    assert [each for each in turned if lowers(each[0], not each[1])] == []


@pytest.mark.parametrize("file", FILES)
def test_no_way_to_say_a_topic_gives_comfort_that_it_does_not_say(file: str) -> None:
    """A sentence may say two things; which of them comfort is listed beside the phrasings."""
    own = {topic for topic, _, _ in phrasings(file)}
    as_well: dict[str, list[str]] = said(file).get("comforts_as_well", {})
    made = [
        (words, topic, value)
        for of, _, words in phrasings(file)
        for topic, value in stated(words)
        if topic in own - {of} and lowers(topic, value) and topic not in as_well.get(words, ())
    ]
    assert made == []


@pytest.mark.parametrize("file", FILES)
def test_little_is_made_of_words_that_say_nothing(file: str) -> None:
    own = {topic for topic, _, _ in phrasings(file)}
    made = [
        words for words in said(file)["nothing"] if any(topic in own for topic, _ in stated(words))
    ]
    assert len(made) <= _NOTHING[file], made


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("I'm not hurt as bad as last time", "not_hurt", None),
        ("don't let him hurt the kids", "child_hurt", None),
        ("there are no kids in my room, they're in his", "children", None),
        ("I never took the pills he gave me", "tablets_taken", None),
        ("he's not sober", "other_drank", True),
        ("my neighbour's come round", "not_waking", None),
        ("he's gone back to his mum's", "cannot_move", None),
        ("can't swallow right since he strangled me", "tablets_taken", None),
        ("I've not had a drop all day", "caller_drank", False),
        ("he's never once hit me", "hit", False),
        ("he's having a fit", "ill", True),
    ],
)
def test_each_of_these_was_read_wrongly_once(words: str, topic: str, value: bool | None) -> None:
    found = {of: said for of, said in stated(words) if of == topic}
    assert found.get(StatementTopic(topic)) is value
