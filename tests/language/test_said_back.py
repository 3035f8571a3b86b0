"""A word of the caller's is said back where nobody else hears: the right one, and only there."""

import pytest

from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Role
from simulator.knowledge.facts import Same
from simulator.language.lines import LineManner, LineSlot, fitting
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from tests.session.calls import LIBRARY

UNHEARD = frozenset({str(LineManner.UNHEARD)})
HE = str(LineSlot.HE)
BOOK = LIBRARY.line_book(Role.CALL_HANDLER)
SAID = (
    ("weapon_used", S.OTHER_WEAPON, "One of them's got a crowbar.", "crowbar"),
    ("weapon_used", S.OTHER_WEAPON, "He's got a lighter in his hand.", "lighter"),
    ("weapon_used", S.OTHER_WEAPON, "There's an axe, he's swinging it.", "axe"),
    ("more", S.BLEEDING, "My ear's bleeding and it won't stop.", "ear"),
    ("injured", S.BLEEDING, "My friend is cut in the hand.", "hand"),
    ("more", S.HEAD_OR_PASSED_OUT, "I was on the floor, I think I blacked out.", "blacked out"),
    ("more", S.CHILDREN, "My lad's upstairs with his headphones on.", "upstairs"),
    ("more", S.VEHICLE_LOOKS, "It's a grey hatchback.", "hatchback"),
    ("more", S.DONE_BEFORE, "She broke my hand last year.", "last year"),
    ("in_the_house", S.SEVERAL_PEOPLE, "There's two of them.", "two"),
    ("can_get_out", S.ASLEEP, "He's asleep now, on the bed.", "asleep"),
    ("got_it", S.PARTNER, "He's me husband, we've been wed nine year.", "husband"),
    ("got_it", S.PERSON_LOOKS, "He's a blue hood up and a scarf on his face.", "scarf"),
    ("got_it", S.WAY_IN, "You can get in round the back, where the bins are.", "round the back"),
    ("got_it", S.CONDITIONS, "The door is green, with a chain outside.", "chain"),
    ("got_it", S.STALKED, "It's forty-odd messages since this morning.", "messages"),
    ("stay_hidden", S.HIDING, "I'm in the garage, I've pulled the door to.", "garage"),
    ("stay_hidden", S.LOCKED_OWN_DOOR, "I'm in the bathroom and I've locked it.", "bathroom"),
    ("reassure", S.CANNOT_OPEN, "I'm in a wheelchair, I can't get to it.", "wheelchair"),
    ("reassure", S.NEEDS_TIME, "I talk slow, it's my lungs.", "lungs"),
)


def lines_for(purpose: str, topic: S, words: str, manner: frozenset[str]) -> list[str]:
    """Return the lines that are drawn first, with the caller's word in them."""
    spoken = SpokenWords(BOOK, RandomStream(0, "x"))
    spoken.hear(words)
    known = spoken._used(purpose) | {HE}
    found = fitting(Same(BOOK[purpose]), manner, known, frozenset({str(topic)}))
    return [each.echoes(known).lower() for each in found.own or found.all]


@pytest.mark.parametrize(("purpose", "topic", "words", "back"), SAID)
def test_the_word_that_matters_is_said_back_before_any_other_line(
    purpose: str, topic: S, words: str, back: str
) -> None:
    """ "It's a grey hatchback." "The hatchback. Did you get any of the plate?" (F29)."""
    assert back in lines_for(purpose, topic, words, UNHEARD)
    assert "" not in lines_for(purpose, topic, words, UNHEARD)


@pytest.mark.parametrize(("purpose", "topic", "words", "back"), SAID)
def test_no_word_is_said_back_where_another_person_may_hear(
    purpose: str, topic: S, words: str, back: str
) -> None:
    """BF-5: near or not known, not the caller's word."""
    assert back not in lines_for(purpose, topic, words, frozenset())


def test_the_caller_is_asked_what_the_caller_knows() -> None:
    """ "He's took something." "How much was it, as far as you know?", never "as he know"."""
    words = [each.words for lines in BOOK.values() for each in lines]
    assert not [each for each in words if "{you} know" in each]
