"""What was just said is taken up before what we have to say ourselves."""

from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from simulator.core.statements import StatementTopic as S
from tests.benchmarks.uptake import Turn, turns
from tests.daily import a_share_of_cases
from tests.language.test_said_by_strangers import sure
from tests.session.calls import LIBRARY

OURS = ("CH-29s", "CH-29t", "CH-75e", "WT-04e", "WT-00h", "WT-00q")
"""That an ambulance comes, a time, and that we fall silent."""
ASKED_OF_US = (S.HOW_LONG, S.ARE_YOU_THERE, S.DOES_NOT_FOLLOW)
SETTLES = frozenset({(S.BREATHING_WELL, True), (S.NOBODY_HEARS, True), (S.NOT_HURT, True)})
"""An answer that asks for nothing more: "All right" is enough."""


@cache
def played(name: str) -> tuple[Turn, ...]:
    """Return each sentence that states something new in a shipped call, with what followed."""
    scenario = LIBRARY.scenario(name).scenario
    return tuple(each for seed in (0, 1) for each in news(turns(scenario, LIBRARY, seed)))


def news(found: Iterable[Turn]) -> Iterator[Turn]:
    """Leave out what was said before, but for who does not follow, or asks again."""
    said: set[object] = set()
    for each in found:
        new = set(each.stated) - said
        said |= {(topic, value) for topic, value in each.stated if topic not in ASKED_OF_US}
        if new:
            yield each


@pytest.mark.parametrize("name", ["dad-is-shaking", "nanny-on-the-floor", "small-voice"])
def test_what_a_child_says_beside_one_who_is_ill_is_followed_by_what_follows_from_it(
    name: str,
) -> None:
    """ "He won't answer me." is not followed by "When you hear a big knock, say so." (SIT-09)."""
    found = played(name)
    missed = [(each.said, each.answer) for each in found if not each.taken_up]
    assert len(missed) <= len(found) * 0.15, missed


@pytest.mark.parametrize(
    "name",
    ["dad-is-shaking", "nanny-on-the-floor", "under-the-letter-box", "twice-the-size-of-her"],
)
@a_share_of_cases(2)
def test_our_own_news_waits_until_the_callers_is_taken_up(name: str) -> None:
    """A time, an ambulance, a silence: after "The children are upstairs." comes the children."""
    missed = (
        each
        for each in played(name)
        if each.row in OURS and not each.taken_up and not SETTLES.issuperset(each.stated)
    )
    assert [(each.said, each.answer) for each in missed] == []


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("He got off when I got off.", S.FOLLOWED),
        ("He turns when I turn.", S.FOLLOWED),
        ("He got off the bus when I did.", S.FOLLOWED),
        ("The whole strip, about four, with half a bottle of vodka.", S.TABLETS_TAKEN),
        ("I'm under the bunk bed.", S.HIDING),
        ("The full strip, with a bottle of gin.", S.TABLETS_TAKEN),
    ],
)
def test_what_is_done_as_the_caller_does_it_is_following_and_a_strip_is_taken(
    words: str, topic: S
) -> None:
    """Who gets off when I get off has not gone (ST-66); a strip is one of tablets (ST-34)."""
    read = sure(words)
    assert (topic, True) in read
    assert (S.HAS_GONE, True) not in read


def test_a_flight_as_the_caller_moves_is_no_following() -> None:
    """ "He ran off when I turned the lights on." he is gone."""
    assert sure("He ran off when I turned the lights on.") == {(S.HAS_GONE, True)}
