"""Each situation of the practice sheet, from its own words alone (practice2 1.1)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Intent, LineKind, Manner, Role, Sound
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import ASK
from simulator.knowledge.situation import Situation, seems
from tests.builders import yaml_of

ROWS: dict[str, dict[str, list[str]]] = yaml_of(Path(__file__).with_name("sheet_situations.yaml"))


def _say(words: str, intent: Intent, manner: Manner = Manner.ALOUD) -> do.Say:
    means, place = read(words)
    return do.Say(intent, words, manner, means=means, place_words=place)


def _acts(way: str, words: str) -> Iterator[tuple[Role, Any]]:
    """Yield what is done where a row gives these words, or this sound, by this person."""
    match way:
        case "caller":
            yield Role.CALLER, _say(words, Intent.OWN_WORDS)
        case "aside":
            yield Role.CALLER, _say(words, Intent.NOT_TO_CALL)
        case "child":
            yield Role.CALLER, _say(words, Intent.CHILD_SPEAKS)
        case "other":
            yield Role.ROOM, _say(words, Intent.SPEAKS)
        case "after_voice":
            yield Role.ROOM, do.Make(Sound.VOICES)
            yield Role.CALLER, _say(words, Intent.OWN_WORDS)
        case "text":
            means, place = read(words)
            yield Role.CALLER, do.SendText(words, means=means, place_words=place)
        case "heard":
            yield Role.CALLER, do.Make(Sound(words))
        case "child_heard":
            yield Role.CALLER, _say("", Intent.CHILD_SPEAKS)
            yield Role.CALLER, do.Make(Sound(words))
        case "language_heard":
            yield Role.CALLER, _say("", Intent.OTHER_LANGUAGE)
        case "number_rang":
            yield Role.SYSTEMS, do.GiveResult(earlier=(do.EarlierCall(60_000),))


def known_after(way: str, words: str) -> KnownFacts:
    """What a call handler knows of a caller who says nothing else."""
    entries = [Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, LineKind.MOBILE))]
    entries += [
        Entry(seq, 1_000 * seq, actor, actor, act)
        for seq, (actor, act) in enumerate(_acts(way, words), 1)
    ]
    return Knowledge.of(Role.CALL_HANDLER, entries).facts


@pytest.mark.parametrize("name", ROWS)
def test_each_situation_is_recognised_from_at_least_eight_of_its_ten(name: str) -> None:
    """Sounds count as given. What is said by another person is said by that person."""
    situation = Situation(name)
    told = [(way, words) for way, listed in ROWS[name].items() for words in listed]
    missed = [each for each in told if not seems(known_after(*each), situation, ASK)]
    assert len(told) - len(missed) >= 8, missed
