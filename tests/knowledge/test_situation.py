"""The working guess at what kind of call this is, from what was heard, said and found."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.terms import (
    Intent,
    LineKind,
    LocationSource,
    Marker,
    Reported,
    Role,
    Sound,
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
BREAKS: Happened = (2, ROOM, do.Make(Sound.BREAKING))
KNOWN = [*code_tested(2), *asked(12, Topic.KNOWS_PERSON, TAP)]
STRANGER = [*code_tested(2), *asked(12, Topic.KNOWS_PERSON, TWO_TAPS)]
CAR: Happened = (1, NETWORK, do.DeliverLocation(LocationSource.VEHICLE, "a road", 20))


def say(intent: Intent, who: Role = CALLER) -> Happened:
    return (1, who, do.Say(intent, "Words."))


def marked(marker: Marker) -> Happened:
    return (1, SYSTEMS, do.GiveResult((marker,)))


@pytest.mark.parametrize(
    ("happened", "found"),
    [
        ([], S.UNKNOWN),
        ([(2, ROOM, do.Make(Sound.VOICES))], S.UNKNOWN),
        ([(2, ROOM, do.Make(Sound.FOOTSTEPS))], S.UNKNOWN),
        ([marked(Marker.DOMESTIC_ABUSE)], S.PARTNER),
        (KNOWN, S.PARTNER),
        ([*KNOWN, *asked(20, Topic.KNOWS_PERSON, TWO_TAPS)], S.STRANGER),
        (STRANGER, S.STRANGER),
        ([marked(Marker.STALKING), *STRANGER], S.STRANGER),
        ([*STRANGER, *asked(20, Topic.FOLLOWED, TAP)], S.FOLLOWED),
        ([CAR], S.VEHICLE),
        ([say(Intent.CHILD_SPEAKS), (2, CALLER, do.Make(Sound.GROAN))], S.CHILD),
        ([say(Intent.WANTS_AMBULANCE)], S.ILL),
        ([(1, OPERATOR, do.HandOver((Reported.GROAN,)))], S.ILL),
        ([say(Intent.PRETENDS)], S.DISGUISED),
        ([say(Intent.OTHER_LANGUAGE)], S.LANGUAGE),
        ([say(Intent.SAYS_MISTAKE)], S.ACCIDENT),
        ([say(Intent.SAYS_MISTAKE), BREAKS], S.UNKNOWN),
        ([say(Intent.SAYS_MISTAKE), marked(Marker.DOMESTIC_ABUSE)], S.PARTNER),
        ([say(Intent.SAYS_MISTAKE, ROOM)], S.OTHER_VOICE),
        ([say(Intent.WANTS_AMBULANCE, ROOM)], S.OTHER_VOICE),
    ],
)
def test_what_kind_of_call_it_seems_to_be(happened: list[Happened], found: Situation) -> None:
    """Another person's word is never evidence of what the caller needs [I5 N17]."""
    assert situations(known(HANDLER, *happened).facts) == (found,)


def test_a_cars_own_line_is_enough() -> None:
    assert situations(known(HANDLER, line=LineKind.CAR).facts) == (Situation.VEHICLE,)
