"""Who rings for another is asked about that other, and never as if it were of themselves."""

import re
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Topic
from simulator.knowledge.company import Company, company, rings_for_another
from simulator.knowledge.ledger import Ledger, Statement
from tests.guidance.stories import HANDLER, acts_with_facts
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
    """ "He's done it before" of an overdose is of the one who is ill (SIT-13)."""
    assert company(_stated(_S.OF_ANOTHER, _S.SUICIDAL, _S.DONE_BEFORE)) is Company.HARMLESS
    assert company(_stated(_S.PARTNER, _S.DONE_BEFORE)) is Company.HARMS


def _talk(seed: int) -> list[do.Say | do.Ask]:
    call = shipped("an-empty-packet", seed)
    return [e.body for e in call.log if e.actor is HANDLER and isinstance(e.body, do.Say | do.Ask)]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_wants_to_die_is_talked_with_and_not_taken_through_a_list(seed: int) -> None:
    """ "I don't know" brings no further question: two things of themselves are never asked in a
    row, with nothing said between (4.4 suicidal, LP-03)."""
    asks = [getattr(e, "intent", None) is Intent.REASSURE and "?" in e.words for e in _talk(seed)]
    assert not any(one and two for one, two in pairwise(asks))


@pytest.mark.parametrize("seed", SEEDS)
def test_who_gets_sleepy_or_has_officers_outside_is_asked_nothing_of_the_past(seed: int) -> None:
    """Once officers are there, or she is sleepy, it is company and how she is (4.4 suicidal)."""
    call = shipped("an-empty-packet", seed)
    asks = [
        k.entry.body.words
        for k in acts_with_facts(call)
        if isinstance(k.entry.body, do.Say)
        and k.entry.body.intent is Intent.REASSURE
        and "?" in k.entry.body.words
        and (k.facts.arrived or k.facts.said.get(Intent.REASSURE, 0) >= 2)
        and k.facts.ledger.says(_S.ILL)
    ]
    assert asks == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_subject_that_was_offered_is_followed(seed: int) -> None:
    """ "My daughter's away over the water": she is asked about her, and about no other thing."""
    call = shipped("an-empty-packet", seed)
    offered = [e.at for e in call.log if "My daughter" in getattr(e.body, "words", "")]
    after = said(call, offered[0]) if offered else ["daughter"]
    assert any("daughter" in each for each in after), after


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("My mate won't wake up, he's took some pills. He's on his back.", r"\bside\b"),
        ("My wife's having the baby, I can see the head.", r"towel|hold it back"),
        ("I've scalded my arm, it was the kettle.", r"running water|cold tap"),
    ],
)
def test_who_waits_beside_a_body_hears_the_one_thing_to_do(words: str, fits: str) -> None:
    """Advice that is due is given once, while it is of use (WT-08, 4.4 hurt or ill)."""
    every = [words_of(told(words, seed=seed, alone_to_talk="yes")) for seed in SEEDS]
    assert all(any(re.search(fits, each) for each in said_) for said_ in every), every


@pytest.mark.parametrize("seed", SEEDS)
def test_who_fears_trouble_is_answered(seed: int) -> None:
    """ "Am I going to get done for this?" is a question, and no news for a desk (WT-02)."""
    words = "My mate won't wake up. Am I going to get done for this?"
    assert any("trouble" in each for each in words_of(told(words, seed=seed, alone_to_talk="yes")))


@pytest.mark.parametrize("seed", SEEDS)
def test_breathing_of_another_is_asked_as_normal_and_twice_at_most(seed: int) -> None:
    """Gasps and snores are no breathing; "No" is not asked a third time (DR-08, 2.4)."""
    call = shipped("out-on-the-stairs", seed)
    asks = [e.words for e in call.bodies(do.Ask, HANDLER) if Topic.BREATHING_WELL in e.about]
    assert 0 < len(asks) <= 2
    assert all("normal" in each for each in asks), asks


def test_who_is_apart_is_asked_what_they_know_and_of_no_door_of_theirs() -> None:
    """A mother whose son is elsewhere: his last words, who is near; none of her door (CH-74)."""
    words = "My son's rung to say goodbye, he's going to kill himself. He's at his flat in Wrexham."
    for seed in SEEDS:
        said_ = words_of(told(words, seed=seed, alone_to_talk="yes", other_person_present="no"))
        assert any(re.search(r"last speak|own words|go round|in touch", each) for each in said_)
        assert not [each for each in said_ if re.search(r"your (?:front )?door|weapon", each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hurt_caller_who_is_free_to_speak_is_never_left_for_minutes(seed: int) -> None:
    """He has gone and may come back: she hears us each minute until officers are there (4.4)."""
    call = shipped("my-voice-keeps-going", seed)
    there = [e.at for e in call.log if getattr(e.body, "intent", None) is Intent.OFFICERS_THERE]
    ours = [e.at for e in call.log if e.actor is HANDLER and isinstance(e.body, do.Say | do.Ask)]
    told_ = [e.at for e in call.log if getattr(e.body, "intent", None) is Intent.AMBULANCE_SENT]
    heard = [at for at in ours if told_[0] <= at <= there[0]]
    assert max(two - one for one, two in pairwise(heard)) < 80_000


@pytest.mark.parametrize("seed", SEEDS)
def test_legs_are_not_asked_about_after_a_hand_on_the_neck(seed: int) -> None:
    """ "Can you move your legs?" to who cannot breathe is of another situation (LP-22)."""
    call = shipped("my-voice-keeps-going", seed)
    assert not [e for e in call.bodies(do.Ask, HANDLER) if Topic.CAN_MOVE in e.about]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_shut_in_a_boot_is_asked_of_no_sign_and_no_hand(seed: int) -> None:
    """They see neither the next turning nor what he holds (SIT-06, LP-22)."""
    words = said(shipped("in-a-car-boot", seed))
    assert not [
        each
        for each in words
        if re.search(r"turning|next sign|holding any|in (?:his|their) hand", each)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_behind_a_locked_door_is_spoken_to_through_it(seed: int) -> None:
    """A carer who cannot get in lays no coat over him, and rolls nobody over (WT-08)."""
    words = "He's on the floor, I can't get in, the door's locked. He's freezing cold."
    said_ = words_of(told(words, seed=seed, alone_to_talk="yes"))
    assert not [each for each in said_ if re.search(r"coat|blanket|roll him", each, re.I)]
