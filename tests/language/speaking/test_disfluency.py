"""Hesitation is in the words of the log, and never in what they mean."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.terms import Role, Topic
from simulator.language.normalise import words_of
from simulator.language.speaking.disfluency import (
    Roughness,
    fluent,
    fluent_text,
    has_any,
    roughened,
    says_nothing,
)
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book
from tests.session.calls import LIBRARY

READER = LIBRARY.reader()
ROUGH = Roughness(fillers=60, halves=60, repeats=60, breaks_off=40)
LINES = sorted({line.words for lines in line_book(Role.CALLER).values() for line in lines})
SENTENCES = [each for each in LINES if "{" not in each and not has_any(each)]
LONGER = [f"{one} {other}" for one, other in zip(SENTENCES, SENTENCES[7:], strict=False)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Erm, he's in the kitchen.", "He's in the kitchen."),
        ("er, he's got the, er, the knife", "he's got the knife"),
        ("He's in the kit- kitchen.", "He's in the kitchen."),
        ("My, my mum, she's on the floor..", "My mum, she's on the floor."),
        ("He's in the kitchen and he-", "He's in the kitchen."),
        ("He's.. in the back.. garden.", "He's in the back garden."),
        ("um I think he's gone", "I think he's gone"),
    ],
)
def test_what_a_mouth_adds_is_taken_away(said: str, meant: str) -> None:
    assert fluent(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "No, no, no.",
        "Yes, yes.",
        "Uh-huh.",
        "My two- or three-year-old is here.",
        "It's nine nine four.",
        "Erm..",
        "He had had a drink.",
        "",
    ],
)
def test_what_is_meant_twice_stays(said: str) -> None:
    """A number, a "no, no" and a murmur are no hesitation, and words are never emptied."""
    assert fluent(said) == said


@given(st.sampled_from(SENTENCES + LONGER), st.integers(0, 500), st.integers(0, 6))
def test_nothing_is_added_that_is_not_taken_away_again(words: str, seed: int, breath: int) -> None:
    """Letter by letter, so that a note and a briefing have the sentence as it was meant."""
    said = roughened(words, ROUGH._replace(breaths=breath), RandomStream(seed, "mouth"))
    assert fluent(said) == words


@given(st.sampled_from(LONGER), st.integers(0, 500), st.integers(0, 6))
def test_the_reader_and_the_normaliser_hear_the_sentence_behind_it(
    words: str, seed: int, breath: int
) -> None:
    said = roughened(words, ROUGH._replace(breaths=breath), RandomStream(seed, "mouth"))
    assert words_of(said) == words_of(words)
    stated = [(each.topic.name, each.value, each.sure) for each in READER.read(words)]
    assert [(each.topic.name, each.value, each.sure) for each in READER.read(said)] == stated


def test_a_statement_keeps_its_place_in_what_was_said() -> None:
    """A screen underlines the words that were typed, with their hesitation."""
    said = "Erm, he's in the er kitchen with a kni- knife."
    (found,) = [each for each in READER.read(said) if each.topic.name == "knife"]
    start, end = found.span
    assert said[start:end].endswith("knife")


def test_a_place_in_a_fluent_text_is_one_in_what_was_said() -> None:
    said = "Um, it's the er back door."
    spoken = fluent_text(said)
    at = spoken.words.index("back")
    start, end = spoken.said((at, at + 4))
    assert said[start:end] == "back"


@pytest.mark.parametrize("words", ["Yes.", "No.", "He's gone.", "I don't know."])
def test_short_answers_stay_clean(words: str) -> None:
    """Of turns under six words 4 in 100 hesitate (speech.md F9): here none but what trails off."""
    said = {
        roughened(words, ROUGH._replace(breaks_off=0), RandomStream(seed, "mouth"))
        for seed in range(50)
    }
    assert said == {words}


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("I'm twice the size of her, and she knows it.", "of (er|erm|um) her"),
        ("She broke my hand the last time as well.", "my (er|erm|um) hand"),
        ("It's next door, listen to it, he's killing her.", "to (er|erm|um) it"),
    ],
)
def test_a_pause_is_before_what_is_looked_for_and_not_inside_it(words: str, never: str) -> None:
    """First, after "and", or before a name (F10): never between "my" and "hand"."""
    filled = Roughness(fillers=100)
    for seed in range(80):
        said = roughened(words, filled, RandomStream(seed, "mouth"))
        assert re.search(never, said) is None, said


def test_what_breaks_off_promises_nothing_of_others_and_follows_no_answer() -> None:
    """ "and they-", where there is no they, leads nowhere; who said "No, none" has said it."""
    breaks = Roughness(breaks_off=100)
    for seed in range(60):
        for words in ("He's at the till and he wants it open.", "No, there is nobody in here now."):
            said = roughened(words, breaks, RandomStream(seed, "mouth"))
            assert re.search(r"\b(?:and|he|they|so I)-$", said) is None, said
            assert not (words.startswith("No") and said.endswith("-")), said


def test_an_authors_own_hesitation_is_enough() -> None:
    words = "Er, he's come back and he's at the door now."
    assert roughened(words, ROUGH, RandomStream(3, "mouth")) == words


def test_every_topic_of_the_lines_was_tried() -> None:
    assert len(SENTENCES) > 100
    assert Topic.AWAKE in line_book(Role.CALLER)


@pytest.mark.parametrize(
    ("words", "nothing"),
    [
        ("I don't know.", True),
        ("Okay, yeah.", True),
        ("I couldn't tell you, dear.", True),
        ("I don't know where he is, he's got a gun.", False),
        ("Not sure who he is.", False),
        ("Don't come.", False),
        ("It's about the same.", False),
    ],
)
def test_what_says_nothing_is_not_passed_on(words: str, nothing: bool) -> None:
    assert says_nothing(words) is nothing
