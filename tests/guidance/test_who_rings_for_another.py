"""Who rings for another is asked about that other, and never as if it were of themselves."""

import pytest

from simulator.core.statements import StatementTopic
from simulator.knowledge.company import Company, company, rings_for_another
from simulator.knowledge.ledger import Ledger, Statement
from tests.guidance.stories import HANDLER
from tests.guidance.test_nobody_harms import told, words_of
from tests.guidance.test_what_a_reader_struck import said, shipped
from tests.session.calls import LIBRARY

SEEDS = range(4)
_S = StatementTopic


def of_who_wants_to_die() -> set[str]:
    """Lines that are said only to a caller who has taken something, or wants to die."""
    book = LIBRARY.line_book(HANDLER)
    return {e.words for lines in book.values() for e in lines if e.when == {"overdose"}}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_friend_of_one_who_does_not_wake_is_asked_nothing_of_his_own_mood(seed: int) -> None:
    """ "My mate won't wake up, he's took something": nobody asks when *he* last slept (SIT-09)."""
    assert not of_who_wants_to_die().intersection(said(shipped("out-on-the-stairs", seed)))


@pytest.mark.parametrize("seed", SEEDS)
def test_who_fears_for_a_son_elsewhere_is_asked_nothing_of_her_own_mood(seed: int) -> None:
    """A mother whose son says goodbye in a message isn't the one who wants to die (SIT-13)."""
    words = "It's my son, he says he's going to kill himself. He tried it before, two years back."
    call = told(words, seed=seed, alone_to_talk="yes", other_person_present="no")
    assert not of_who_wants_to_die().intersection(words_of(call))


def _stated(*topics: StatementTopic) -> Ledger:
    return Ledger(Statement(topic, True) for topic in topics)


def test_who_does_not_wake_is_another_also_where_a_file_does_not_say_so() -> None:
    """Nobody says "won't wake up" of themselves, whatever is written beside the words (BF-4)."""
    assert rings_for_another(_stated(_S.NOT_WAKING, _S.TABLETS_TAKEN))
    assert not rings_for_another(_stated(_S.SUICIDAL, _S.TABLETS_TAKEN))


def test_who_has_tried_before_is_the_one_who_is_ill() -> None:
    """ "He's done it before" of an overdose is no word of a person who harms the caller (SIT-13)."""
    assert company(_stated(_S.OF_ANOTHER, _S.SUICIDAL, _S.DONE_BEFORE)) is Company.HARMLESS
    assert company(_stated(_S.PARTNER, _S.DONE_BEFORE)) is Company.HARMS
