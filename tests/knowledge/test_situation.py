"""The working guess at what kind of call this is, and what it rests on."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.terms import (
    Intent,
    LineKind,
    LocationSource,
    Marker,
    Reported,
    Sound,
    Term,
    Topic,
)
from simulator.knowledge.situation import Situation, situations
from tests.knowledge.calls import (
    CALLER,
    HANDLER,
    NETWORK,
    OPERATOR,
    ROOM,
    SYSTEMS,
    TAP,
    TWO_TAPS,
    Happened,
    asked,
    code_tested,
    known,
)

S = Situation
Guesses = dict[Situation, tuple[Term, ...]]
KNOWS = [*code_tested(), *asked(10, Topic.KNOWS_PERSON, TAP)]
UNKNOWN_PERSON = [*code_tested(), *asked(10, Topic.KNOWS_PERSON, TWO_TAPS)]


def guesses(*happened: Happened, line: LineKind = LineKind.MOBILE) -> Guesses:
    facts = known(HANDLER, *happened, line=line).facts
    return {guess.situation: guess.evidence for guess in situations(facts)}


def say(second: int, intent: Intent) -> Happened:
    return (second, CALLER, do.Say(intent, "Words."))


def marked(*markers: Marker) -> Happened:
    return (1, SYSTEMS, do.GiveResult(markers))


FEET: Happened = (2, ROOM, do.Make(Sound.FOOTSTEPS))
VOICES: Happened = (2, ROOM, do.Make(Sound.VOICES))


@pytest.mark.parametrize(
    ("happened", "found"),
    [
        ([], {S.UNKNOWN: ()}),
        ([VOICES], {S.UNKNOWN: ()}),
        ([FEET], {S.UNKNOWN: ()}),
        (
            [marked(Marker.DOMESTIC_ABUSE), VOICES],
            {S.PARTNER: (Marker.DOMESTIC_ABUSE, Reported.VOICES)},
        ),
        (KNOWS, {S.PARTNER: (Topic.KNOWS_PERSON,)}),
        ([*UNKNOWN_PERSON, FEET], {S.STRANGER: (Topic.KNOWS_PERSON, Sound.FOOTSTEPS)}),
        # A guess changes when its evidence is denied.
        ([*KNOWS, *asked(20, Topic.KNOWS_PERSON, TWO_TAPS)], {S.STRANGER: (Topic.KNOWS_PERSON,)}),
        (
            [*UNKNOWN_PERSON, *asked(20, Topic.FOLLOWED, TAP), *asked(30, Topic.ON_FOOT, TAP)],
            {S.FOLLOWED: (Topic.FOLLOWED, Topic.ON_FOOT)},
        ),
        (
            [marked(Marker.STALKING), *code_tested(2), *asked(12, Topic.KNOWS_PERSON, TWO_TAPS)],
            {S.STRANGER: (Topic.KNOWS_PERSON,)},
        ),
        (
            [(1, NETWORK, do.DeliverLocation(LocationSource.VEHICLE, "a road", 20))],
            {S.VEHICLE: (LocationSource.VEHICLE, Topic.IN_A_VEHICLE)},
        ),
        (
            [say(1, Intent.CHILD_SPEAKS), (2, CALLER, do.Make(Sound.GROAN))],
            {S.CHILD: (Intent.CHILD_SPEAKS, Reported.CHILD)},
        ),
        ([say(1, Intent.WANTS_AMBULANCE)], {S.ILL: (Topic.NEEDS_AMBULANCE,)}),
        ([(1, OPERATOR, do.HandOver((Reported.GROAN,)))], {S.ILL: (Reported.GROAN,)}),
        ([say(1, Intent.PRETENDS)], {S.DISGUISED: (Intent.PRETENDS, Reported.PRETENCE)}),
        (
            [say(1, Intent.OTHER_LANGUAGE)],
            {S.LANGUAGE: (Intent.OTHER_LANGUAGE, Reported.OTHER_LANGUAGE)},
        ),
        ([say(1, Intent.SAYS_MISTAKE)], {S.ACCIDENT: (Topic.MISTAKE,)}),
        ([say(1, Intent.SAYS_MISTAKE), (2, ROOM, do.Make(Sound.BREAKING))], {S.UNKNOWN: ()}),
        (
            [say(1, Intent.SAYS_MISTAKE), marked(Marker.DOMESTIC_ABUSE)],
            {S.PARTNER: (Marker.DOMESTIC_ABUSE,)},
        ),
        (
            [(1, ROOM, do.Say(Intent.SAYS_MISTAKE, "She is fine."))],
            {S.OTHER_VOICE: (Topic.OTHER_PERSON_PRESENT,)},
        ),
        (
            [(1, ROOM, do.Say(Intent.WANTS_AMBULANCE, "He fell."))],
            {S.OTHER_VOICE: (Topic.OTHER_PERSON_PRESENT,)},
        ),
    ],
)
def test_a_guess_names_its_evidence(happened: list[Happened], found: Guesses) -> None:
    """Another person's word is never evidence of what the caller needs [I5 N17]."""
    assert guesses(*happened) == found


def test_a_cars_own_line_is_enough() -> None:
    evidence = (LineKind.CAR, Topic.IN_A_VEHICLE)
    assert guesses(line=LineKind.CAR) == {S.VEHICLE: evidence}
