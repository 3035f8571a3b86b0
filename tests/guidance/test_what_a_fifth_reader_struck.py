"""What a fifth reader struck from shipped calls, as sentences that hold for other seeds too."""

import re

import pytest

from simulator.core import acts as do
from simulator.core.terms import Intent, Role
from tests.guidance.stories import HANDLER
from tests.guidance.test_what_a_reader_struck import said, shipped
from tests.session.calls import LIBRARY

SEEDS = (0, 31)
_EMPTY = re.compile(r"hear everything|like hearing|done nothing wrong|doing this right|good helper")
_RECEIPT = re.compile(r"(?:yeah, |right, )?(?:okay|all right)(?:, yeah)?\.", re.IGNORECASE)


def spoken_at(name: str, seed: int) -> list[tuple[int, str]]:
    """When each word of comfort or thing to do was said to the child."""
    of = (Intent.CHILD_DO, Intent.STILL_WITH_YOU)
    return [
        (entry.at, entry.body.words)
        for entry in shipped(name, seed).log
        if entry.actor is HANDLER and isinstance(entry.body, do.Say) and entry.body.intent in of
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_in_a_long_wait_a_child_hears_each_thing_once(seed: int) -> None:
    """The first round never comes again; only how Mummy is may be asked again (4.4, LP-19)."""
    plain = [re.sub(r"^(?:\w+[,.] |All right[,.] |Right, okay\. |Okay, right\. )+", "", words)
             for _, words in spoken_at("small-voice", seed)]  # fmt: skip
    plain = [re.sub(r"(?:, (?:okay|all right)\?|[.])$", "", words) for words in plain]
    again = {each for each in plain if plain.count(each) > 1 and "?" not in each}
    assert not {each for each in again if not each.startswith("What's Mummy doing")}, again


@pytest.mark.parametrize("seed", SEEDS)
def test_comfort_goes_by_no_clock_once_all_is_done(seed: int) -> None:
    """Twenty minutes of a child's wait are not ninety lines, and none is empty (4.1, WT-11)."""
    words = spoken_at("small-voice", seed)
    assert len(words) < 55, len(words)
    assert not [each for _, each in words if _EMPTY.search(each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_who_hears_officers_and_cannot_open_is_asked_to_be_heard(seed: int) -> None:
    """Nobody is to sit still while officers knock at a door that only a shout opens (CH-79)."""
    call = shipped("small-voice", seed)
    (there, *_) = [
        entry.at
        for entry in call.log
        if isinstance(entry.body, do.Say) and entry.body.intent is Intent.OFFICERS_THERE
    ]
    first = said(call, there)[1:4]
    assert any(re.search(r"[Ss]hout|call out|[Bb]ang", each) for each in first), first
    assert not [each for each in said(call, there) if each.startswith("Stay by Mummy")]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_of_four_is_no_echo(seed: int) -> None:
    """Three receipts at most; nothing that a grown-up would report (8.4)."""
    words = [
        entry.body.words
        for entry in shipped("small-voice", seed).log
        if entry.actor is Role.CALLER and isinstance(entry.body, do.Say)
    ]
    assert len([each for each in words if _RECEIPT.fullmatch(each)]) <= 3, words
    assert "Nothing different." not in words


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_comforted_with_the_officer_in_the_room(seed: int) -> None:
    """The officer asks us to stay on: what is said is of the officer who is there (EN-02)."""
    call = shipped("small-voice", seed)
    there = [
        entry.at
        for entry in call.log
        if isinstance(entry.body, do.Say) and entry.body.intent is Intent.OFFICER_NEEDS_LINE
    ]
    for each in said(call, there[0]) if there else ():
        assert not re.search(r"anything you see|ask me anything|stay with you|Mummy", each), each


def test_nothing_is_said_that_is_unsafe_or_not_known() -> None:
    """No one is to stop for nobody while officers look; nobody is held that is not said to be."""
    lines = [each.words for lines in LIBRARY.line_book(HANDLER).values() for each in lines]
    unsafe = re.compile(
        r"[Dd]on't stop for anybody|Stay by \{him\} if you can, and|They've got \{him\} now"
        r"|\{his\} breathing still all right|hear everything there|Nobody can open, so"
    )
    assert not [each for each in lines if unsafe.search(each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_with_petrol_in_the_house_nobody_is_kept_in_it_or_typed_at(seed: int) -> None:
    """Out if the way is clear is the saving word, and it is never taken back (SIT-27, 4.2)."""
    words = " / ".join(said(shipped("under-the-letter-box", seed)))
    assert not re.search(r"[Dd]on't go out|out of sight|type this up|be typing", words), words
