"""The working guess at what kind of call this is, from what was heard, said and found."""

import pytest

from simulator.core.terms import LineKind
from simulator.knowledge.situation import Situation, situations
from tests.knowledge.calls import HANDLER, TESTED, asked, known

S = Situation
KNOWN = f"{TESTED}; {asked(12, 'knows_person', 'tap')}"
STRANGER = f"{TESTED}; {asked(12, 'knows_person', 'tap 2')}"


@pytest.mark.parametrize(
    ("happened", "found"),
    [
        ("", S.UNKNOWN),
        ("2 ro sound footsteps", S.UNKNOWN),
        ("1 sy result markers=domestic_abuse", S.PARTNER),
        (KNOWN, S.PARTNER),
        (f"{KNOWN}; {asked(20, 'knows_person', 'tap 2')}", S.STRANGER),
        (STRANGER, S.STRANGER),
        (f"{STRANGER}; {asked(20, 'followed', 'tap')}", S.FOLLOWED),
        ("1 ne loc vehicle road 20", S.VEHICLE),
        ("1 ca say child_speaks; 2 ca say wants_ambulance", S.CHILD),
        ("1 ca say wants_ambulance", S.ILL),
        ("1 op hand_over groan", S.ILL),
        ("1 ca say pretends", S.DISGUISED),
        ("1 ca say other_language", S.LANGUAGE),
        ("1 ca say says_mistake", S.ACCIDENT),
        ("1 ca say says_mistake; 2 ro sound breaking", S.UNKNOWN),
        ("1 ca say says_mistake; 2 sy result markers=domestic_abuse", S.PARTNER),
        ("1 ro say says_mistake", S.OTHER_VOICE),
    ],
)
def test_what_kind_of_call_it_seems_to_be(happened: str, found: Situation) -> None:
    """Another person's word is never evidence of what the caller needs [I5 N17]."""
    assert situations(known(HANDLER, happened).facts) == (found,)


def test_a_child_who_groans_is_ill_as_well() -> None:
    """Two situations may hold (practice.md 0.2)."""
    happened = "1 ca say child_speaks; 2 ca sound groan"
    assert situations(known(HANDLER, happened).facts) == (S.CHILD, S.ILL)


def test_a_cars_own_line_is_enough() -> None:
    assert situations(known(HANDLER, line=LineKind.CAR).facts) == (Situation.VEHICLE,)
