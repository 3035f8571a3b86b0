"""The working guess at what kind of call this is, from what was heard, said and found."""

import pytest

from simulator.core.terms import LineKind
from simulator.knowledge.ledger import ASK, THEIR_WORD
from simulator.knowledge.situation import Situation, guesses, seems, situations
from tests.knowledge.calls import HANDLER, TESTED, asked, known

S = Situation
KNOWN = f"{TESTED}; {asked(12, 'knows_person', 'tap')}"
STRANGER = f"{TESTED}; {asked(12, 'knows_person', 'tap 2')}"


@pytest.mark.parametrize(
    ("happened", "found"),
    [
        ("", S.UNKNOWN),
        ("2 ro sound footsteps", S.UNKNOWN),
        (KNOWN, S.PARTNER),
        (f"{KNOWN}; {asked(20, 'knows_person', 'tap 2')}", S.STRANGER),
        (STRANGER, S.STRANGER),
        ("1 ne loc vehicle road 20", S.VEHICLE),
        ("1 ca say wants_ambulance", S.ILL),
        ("1 op hand_over groan", S.ILL),
        ("1 ca say pretends", S.DISGUISED),
        ("1 ca say other_language", S.LANGUAGE),
        ("1 ca say says_mistake", S.ACCIDENT),
    ],
)
def test_what_kind_of_call_it_seems_to_be(happened: str, found: Situation) -> None:
    assert situations(known(HANDLER, happened).facts) == (found,)


def test_a_marker_alone_says_nothing_of_today() -> None:
    """It may be for the wrong one of the two [I3], so it is only to be asked about."""
    facts = known(HANDLER, "1 sy result markers=domestic_abuse").facts
    assert situations(facts) == (S.UNKNOWN,)
    assert [(each.situation, each.firmness) for each in guesses(facts)] == [(S.PARTNER, ASK)]


def test_a_marker_with_shouting_is_acted_on() -> None:
    facts = known(HANDLER, "1 sy result markers=domestic_abuse; 3 ro sound shouting").facts
    assert seems(facts, S.PARTNER, THEIR_WORD)


def test_another_persons_word_is_no_evidence_of_what_the_caller_needs() -> None:
    """A mistake that another person confirms lowers nothing [I5 N17]."""
    found = situations(known(HANDLER, "1 ro say says_mistake").facts)
    assert S.OTHER_VOICE in found
    assert S.ACCIDENT not in found


@pytest.mark.parametrize("against", ["ro sound breaking", "sy result markers=domestic_abuse"])
def test_what_speaks_against_a_mistake_leaves_none(against: str) -> None:
    assert not seems(known(HANDLER, f"1 ca say says_mistake; 2 {against}").facts, S.ACCIDENT)


def test_a_stranger_who_follows_is_both() -> None:
    """One row's words never rule out another row (practice2 1)."""
    happened = f"{STRANGER}; {asked(20, 'followed', 'tap')}"
    assert situations(known(HANDLER, happened).facts) == (S.STRANGER, S.FOLLOWED)


def test_a_child_who_groans_is_ill_as_well() -> None:
    """Two situations may hold (practice.md 0.2)."""
    happened = "1 ca say child_speaks; 2 ca sound groan"
    assert {S.CHILD, S.ILL} <= set(situations(known(HANDLER, happened).facts))


def test_a_child_who_asks_for_an_ambulance_is_with_a_grown_up_who_is_ill() -> None:
    found = situations(known(HANDLER, "1 ca say child_speaks; 2 ca say wants_ambulance").facts)
    assert found == (S.CHILD, S.CHILD_WITH_ILL_ADULT)


def test_a_cars_own_line_is_enough() -> None:
    assert situations(known(HANDLER, line=LineKind.CAR).facts) == (Situation.VEHICLE,)
