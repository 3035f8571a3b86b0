"""What was just said is taken up before what we have to say ourselves."""

from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from simulator.core.statements import StatementTopic as S
from tests.benchmarks.uptake import Turn, turns
from tests.session.calls import LIBRARY

OURS = ("CH-29s", "CH-29t", "CH-75e", "WT-04e", "WT-00h", "WT-00q")
"""That an ambulance comes, a time, and that we fall silent."""
ASKED_OF_US = (S.HOW_LONG, S.ARE_YOU_THERE, S.DOES_NOT_FOLLOW)


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
def test_our_own_news_waits_until_the_callers_is_taken_up(name: str) -> None:
    """A time, an ambulance, a silence: after "The children are upstairs." comes the children."""
    missed = (each for each in played(name) if each.row in OURS and not each.taken_up)
    assert [(each.said, each.answer) for each in missed] == []
