"""Typed questions of a fresh author: understood or refused, never the wrong way round."""

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from simulator.core import acts as do
from simulator.core.terms import QuestionForm, Role, Topic, YesMeans
from tests.builders import yaml_of
from tests.seat.test_typed_words import said, typed

WRITTEN: list[Mapping[str, str]] = yaml_of(Path(__file__).parent / "fresh_questions.yaml")
LEAST_UNDERSTOOD = 184
"""What is reached; at first contact it was 112."""


def asked(words: str) -> Mapping[Topic, str]:
    """Return what Enter asks, and what a yes to it means; nothing if it is not understood."""
    if not typed(Role.CALL_HANDLER, words).understood:
        return {}
    return {
        topic: "open" if act.form is QuestionForm.OPEN else str(act.direction(topic))
        for act in said(Role.CALL_HANDLER, words)
        if isinstance(act, do.Ask)
        for topic in act.about
    }


def test_fresh_questions_are_understood_or_refused_and_never_the_wrong_way_round() -> None:
    found: Counter[str] = Counter()
    wrong = []
    for each in WRITTEN:
        ways = asked(each["words"])
        way = ways.get(Topic(each["topic"]))
        if way not in (None, each["way"]):
            wrong.append((each["words"], way))
        found["understood" if way == each["way"] else "another" if ways else "refused"] += 1
    sys.stdout.write(f"fresh questions: {dict(found)}\n")
    assert len(WRITTEN) == 200
    assert wrong == []
    assert found["understood"] >= LEAST_UNDERSTOOD


@pytest.mark.parametrize(
    ("words", "topic", "way"),
    [
        ("Is he breathing?", Topic.BREATHING_WELL, YesMeans.SO),
        ("is she breathing ok love", Topic.BREATHING_WELL, YesMeans.SO),
        ("is she struggling to breathe", Topic.BREATHING_WELL, YesMeans.NOT_SO),
        ("has he stopped breathing", Topic.BREATHING_WELL, YesMeans.NOT_SO),
        ("Is she awake?", Topic.AWAKE, YesMeans.SO),
        ("is he unconscious", Topic.AWAKE, YesMeans.NOT_SO),
        ("does she wake up if you shout her", Topic.AWAKE, YesMeans.SO),
        ("is your door locked", Topic.DOOR_LOCKED, YesMeans.SO),
        ("is he in another room", Topic.SAME_ROOM, YesMeans.NOT_SO),
        ("have you stopped moving", Topic.MOVING, YesMeans.NOT_SO),
        ("is there a shop near you that's open", Topic.PEOPLE_NEAR, YesMeans.SO),
    ],
)
def test_what_life_may_depend_on_can_be_asked(words: str, topic: Topic, way: YesMeans) -> None:
    assert asked(words) == {topic: way}


@pytest.mark.parametrize(
    "words",
    [
        "Which shop?",
        "What shop is it?",
        "Which pub are you in?",
        "which petrol station",
        "What hotel?",
    ],
)
def test_which_of_many_places_asks_where_the_caller_is(words: str) -> None:
    """Of one who said "a man in the shop", it asks for no passers-by (SIT-06)."""
    assert asked(words) == {Topic.LOCATION: "open"}


@pytest.mark.parametrize("words", ["Which shop is near you?", "Is there a shop open near you?"])
def test_a_place_to_go_to_is_still_asked_as_that(words: str) -> None:
    assert set(asked(words)) == {Topic.PEOPLE_NEAR}
