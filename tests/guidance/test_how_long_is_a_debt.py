""" "How long?" is a debt: it is asked who hears, and not left at "Bear with me" (practice2 4.5)."""

import re

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role, Topic
from tests.guidance.test_what_a_reader_struck import shipped as played
from tests.session.calls import Play

HANDLER = Role.CALL_HANDLER
ASKED = re.compile(r"how long|they coming|when will they be", re.IGNORECASE)


def words(entry: Entry) -> str:
    """What is said in an entry."""
    return str(getattr(entry.body, "words", ""))


def next_said(call: Play, most: int = 3) -> list[Entry]:
    """What the call handler said after the caller's first "How long?"."""
    at = next(e.at for e in call.log if e.actor is Role.CALLER and ASKED.search(words(e)))
    said = (e for e in call.log if e.actor is HANDLER and isinstance(e.body, (do.Say, do.Ask)))
    return [e for e in said if e.at > at][:most]


def asks_who_hears(entry: Entry) -> bool:
    """Whether it is the question who can hear."""
    return isinstance(entry.body, do.Ask) and Topic.ALONE_TO_TALK in entry.body.about


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        # She said that nobody could hear, then that somebody is there: who hears is asked.
        ("rings-back", 0),
        ("rings-back", 1),
        ("rings-back", 3),
        # Through an interpreter, with officers at the door.
        ("until-an-interpreter-comes", 2),
        ("another-language", 0),
        ("another-language", 1),
    ],
)
def test_who_hears_is_asked_first(name: str, seed: int) -> None:
    """The next line asks who can hear, and says that the answer comes."""
    first = next_said(played(name, seed))[0]
    assert asks_who_hears(first), words(first)
    assert re.search(r"tell you", words(first)), words(first)


def test_who_sits_in_a_car_is_asked_it_in_few_words() -> None:
    """The driver has gone in to pay: who hears comes before who is near (CH-19h)."""
    first = next_said(played("past-the-turning", 0))[0]
    assert asks_who_hears(first), words(first)


@pytest.mark.parametrize(("name", "seed"), [("rings-back", 1), ("another-language", 0)])
def test_it_is_answered_once_nobody_hears(name: str, seed: int) -> None:
    """After "nobody" comes a time, or that officers are on their way."""
    said = " ".join(words(e) for e in next_said(played(name, seed), 4))
    assert re.search(r"minutes|on their way|set off|coming|don't know yet|haven't got", said), said
