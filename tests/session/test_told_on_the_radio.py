"""What officers are told in whole calls: nothing empty, nothing overtaken, nothing of our own."""

from __future__ import annotations

import re

import pytest

from simulator.core import acts as do
from simulator.core.instant import minutes
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

CALLS = (
    *("another-language", "evening-in-the-office", "hears-nothing", "in-a-car-boot"),
    *("late-shift", "long-story", "small-voice", "slurred-sounds", "somebody-picks-up"),
)
SINCE = re.compile(r"no word or sign from .*? since (\d+:\d\d)")


def briefings(name: str, seed: int) -> tuple[list[Entry], list[tuple[int, str]]]:
    """The log of a shipped call, and what officers are told in it, and when."""
    log = list(run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed).log)
    return log, [(e.at, e.body.text) for e in log if isinstance(e.body, do.BriefOfficers)]


@pytest.mark.parametrize("name", CALLS)
def test_officers_are_never_called_to_be_given_nothing(name: str) -> None:
    """Section 6: each message has a fact in it; "I don't know" once more is none."""
    for seed in range(2):
        _, told = briefings(name, seed)
        assert told
        assert all(text and "nothing new" not in text for _, text in told), told
        assert not [text for _, text in told if text.startswith(("Heard: cloth", "Heard: a click"))]


@pytest.mark.parametrize("name", CALLS)
def test_quiet_since_is_counted_from_the_caller_and_never_from_our_own_words(name: str) -> None:
    """4.2: "no word or sign since" is the last thing that the caller did."""
    log, told = briefings(name, 0)
    for at, text in told:
        for since in SINCE.findall(text):
            last = [e.at for e in log if e.at < at and e.actor is Role.CALLER and _counts(e)]
            assert since == minutes(last[-1])


def _counts(entry: Entry) -> bool:
    return do.sign_of(entry.body) is not None or isinstance(
        entry.body, do.Say | do.SendText | do.Make
    )


@pytest.mark.parametrize("name", CALLS)
def test_what_was_answered_meanwhile_is_not_said_to_be_open(name: str) -> None:
    """BF-7: the rest of a briefing waits 20 seconds, and an answer may come in them."""
    _, told = briefings(name, 0)
    for before, (_, text) in enumerate(told):
        opened = text.partition("Not asked yet:")[2]
        for (_, earlier), answered in (
            (each, words) for each in told[:before] for words in ("in danger now", "is hurt")
        ):
            stated = (
                f"says they are {answered}" in earlier or f"says somebody {answered}" in earlier
            )
            item = "danger now" if answered == "in danger now" else "injuries"
            assert not (stated and item in opened), (earlier, text)


def test_officers_hear_how_to_reach_a_caller_who_cannot_hear() -> None:
    """BR-09: a knock won't help."""
    _, told = briefings("hears-nothing", 0)
    assert any("shine a torch" in text for _, text in told)


def test_the_language_is_named_once_it_was_said() -> None:
    """CH-41: officers and an interpreter need its name."""
    _, told = briefings("another-language", 0)
    assert any("speaks Polish, little English" in text for _, text in told)


@pytest.mark.parametrize("seed", range(3))
def test_a_man_under_a_floor_brings_no_word_of_violence(seed: int) -> None:
    """SIT-11: to be afraid of a fall is not to be afraid of a person."""
    log, _ = briefings("long-story", seed)
    asked = [e.body.text for e in log if isinstance(e.body, do.BringIn)]
    assert asked
    assert not [text for text in asked if "may be violent" in text]


def test_a_name_keeps_its_capital_and_a_place_is_only_the_place() -> None:
    """ST-46: only the words of the place."""
    _, told = briefings("in-a-car-boot", 0)
    places = [text for _, text in told if "says where" in text]
    assert places
    assert all("says where: Thistle Lane." in text for text in places)
    assert not [text for text in places if "We passed" in text]
