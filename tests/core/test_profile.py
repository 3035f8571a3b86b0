"""A profile's values, and that the shipped profiles have the switches that the tests explore."""

from dataclasses import replace

import pytest

from simulator.core.profile import SpeechPacing, SpokenLine, Timings
from simulator.core.terms import Intent
from tests.builders import PROFILE
from tests.core.explored import PROFILES
from tests.session.calls import LIBRARY


def test_the_tests_explore_the_shipped_profiles_with_the_switches_of_their_files() -> None:
    """And the core counts with the timings of the default profile."""
    library = LIBRARY
    loaded = [each.profile for each in library.profiles()]
    assert {profile.id: profile.switches for profile in loaded} == PROFILES
    assert library.profile().profile.timings == Timings()


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("", 600),
        ("Yes", 600),
        ("Yes please", 800),
        ("one two three four five", 2_000),
        ("  spaces   are   no words ", 1_600),
    ],
)
def test_words_take_time_by_their_number(words: str, length: int) -> None:
    """At 150 words a minute a word takes 400 ms, and nothing is said in less than 600 ms."""
    assert SpeechPacing().length(words) == length


@pytest.mark.parametrize(
    ("intent", "words", "length"),
    [
        (Intent.WHICH_SERVICE, "Emergency, which service?", 2_345),
        (Intent.WHICH_SERVICE, "Which service?", 800),
        (Intent.CONNECTING, "I am connecting you now.", 2_000),
        (Intent.REASSURE, "I am still here.", 1_600),
    ],
    ids=["as published", "in other words", "no length given", "no such line"],
)
def test_how_long_a_line_takes(intent: Intent, words: str, length: int) -> None:
    lines = {
        Intent.WHICH_SERVICE: SpokenLine("Emergency, which service?", 2_345),
        Intent.CONNECTING: SpokenLine("I am connecting you now."),
    }
    profile = replace(PROFILE, lines=lines)
    assert profile.length(intent, words) == length
    assert profile.words(intent) == (lines[intent].words if intent in lines else "")
