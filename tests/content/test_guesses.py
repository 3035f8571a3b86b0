"""Guesses at words: a slip of spelling is put right, and no meaning is turned round."""

from __future__ import annotations

import pytest

from simulator.content.diagnostics.nearest_word import nearest
from simulator.core.terms import Intent, Outcome, Topic

TOPICS = [
    ("in_the_hosue", "in_the_house"),
    ("athome", "at_home"),
    ("danger", "in_danger"),
    ("hear", "can_hear"),
    ("can-hear", "can_hear"),
    ("injury", "injured"),
    ("weapons", "weapon"),
    ("needs_ambulence", "needs_ambulance"),
    ("childern", "children"),
    ("at_the_shop", None),
    ("in_the_shop", None),
    ("can_talk", None),
    ("cant_speak", None),
    ("not_injured", None),
    ("no_weapon", None),
]


@pytest.mark.parametrize(("word", "meant"), TOPICS)
def test_a_fact_is_guessed_by_its_spelling_only(word: str, meant: str | None) -> None:
    assert nearest(word, [topic.value for topic in Topic]) == meant


@pytest.mark.parametrize("word", ["connected", "not_deployed", "never_deployed"])
def test_no_end_is_turned_into_its_opposite(word: str) -> None:
    assert nearest(word, [outcome.value for outcome in Outcome]) is None


WORDS = [each.value for kind in (Topic, Intent, Outcome) for each in kind]


@pytest.mark.parametrize("known", WORDS)
def test_a_word_without_its_last_letter_is_still_that_word(known: str) -> None:
    assert nearest(known, WORDS) == known
    if known != "says_no":  # without a letter it says nothing any more
        assert nearest(known[:-1], WORDS) == known
