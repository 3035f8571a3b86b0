"""Characters that look like others: which are meant, and what is said of them."""

from __future__ import annotations

import pytest

from simulator.content.yaml import confusables as lookalikes
from tests.content.test_mends import problems


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("level\uff1a1", "level: 1"),
        ("[tap\uff0ccough]", "[tap, cough]"),
        ("\u201c55\u201d", '"55"'),
        ("\u2018tis", "'tis"),
        ("\u2013 tap", "- tap"),
        ("\uff15\uff0a\uff03", "5*#"),
        ("a\u00a0b\u3000c", "a b c"),
        ("plain: [1, 2]", "plain: [1, 2]"),
    ],
)
def test_the_ordinary_characters_are_found(text: str, meant: str) -> None:
    assert lookalikes.ordinary(text) == meant
    assert lookalikes.first(meant) == -1
    assert (lookalikes.first(text) >= 0) == (text != meant)


def test_a_character_is_told_by_its_name() -> None:
    assert lookalikes.told("\uff1a") == '"\uff1a", U+FF1A (fullwidth colon), in the place of :'
    assert lookalikes.told("\u00a0") == "U+00A0 (no-break space), in the place of an ordinary space"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("answers: {by: [tap\uff0c cough], after: 1s}", "fullwidth comma"),
        ("caller: [{when: {at: 1s}, do: {press: \u201c55\u201d}}]", "left double quotation mark"),
        ('caller: [{when: {at: 1s}, do: {press: "\uff15"}}]', "fullwidth digit five"),
        ("level: \uff11", "fullwidth digit one"),
        ("about: 1\u00a0m", "no-break space"),
    ],
)
def test_in_a_word_they_are_told_and_in_a_sentence_they_may_stay(text: str, name: str) -> None:
    (problem,) = problems(text)
    assert name in problem.mend
    assert problems("title: It\u2019s \u201cnothing\u201d \u2013 they said\uff1a come") == []
