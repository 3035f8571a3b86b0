"""What the other person is to the caller: whether one who harms is near, for who can hear."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from simulator.core.statements import StatementTopic, Stating
from simulator.core.terms import NamedTerm, Topic
from simulator.knowledge.ledger import OWN, Ledger, Pressure, Speaker, Statement

_S = StatementTopic


class Company(NamedTerm):
    """Who is with the caller, by the caller's own words."""

    HARMS = "a person who harms, near or not known where"
    HARMLESS = "a person who is ill, hurt or helps, and nobody who harms"
    OUTSIDE = "a person who is outside"
    NOT_KNOWN = "not known who"


HARMS = (
    *(_S.HIT, _S.STRANGLED, _S.CHILD_HURT, _S.SEXUAL_ASSAULT, _S.VIOLENCE, _S.THREAT_TO_KILL),
    *(_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.WEAPON_IN_REACH, _S.COMING_CLOSER, _S.LOCKED_IN),
    *(_S.SOMEBODY_HEARS, _S.PHONE_WATCHED, _S.SAYS_WHAT_TO_SAY, _S.ROBBERY, _S.BROKEN_IN),
    *(_S.HELD_BY_OTHERS, _S.COURT_ORDER, _S.STALKED, _S.DONE_BEFORE, _S.AFRAID, _S.FOLLOWED),
    *(_S.TO_PERSON_THERE, _S.CARER_SPEAKS, _S.OTHER_DRANK, _S.STATE_OF_MIND, _S.HIDING),
)
"""Words of a person who harms or may: then who is there is that person (assumption)."""
_BODY = (
    *(_S.STROKE_SIGNS, _S.ILL, _S.TRAPPED_OR_FALLEN, _S.BREATHING_BADLY),
    *(_S.BURNT, _S.IN_LABOUR, _S.ON_BACK),
)
_HARMLESS = (*_BODY, _S.NOT_WAKING, _S.HELPER_THERE, _S.OF_ANOTHER)
_OF_NOBODYS_DOING = (*_BODY, _S.NOT_WAKING, _S.TABLETS_TAKEN, _S.OF_ANOTHER)
_IS_NOBODYS_DOING = frozenset((topic, True) for topic in _OF_NOBODYS_DOING)
_IS_ANOTHER = frozenset({(_S.OF_ANOTHER, True), (_S.NOT_WAKING, True)})
_OUTSIDE = ((_S.PERSON_OUTSIDE, True), (_S.FOLLOWED, True))
_BACK_IN = (
    *((_S.PERSON_HERE, True), (_S.IN_ANOTHER_ROOM, True), (_S.PERSON_OUTSIDE, False)),
    *((_S.ALONE, False), (_S.HAS_GONE, False), (_S.FOLLOWED, False)),
)
_NAMED = (_S.PARTNER, _S.RELATIVE, _S.PARENT, _S.KNOWN_PERSON)
_NEAR = (_S.COMING_CLOSER, _S.TO_PERSON_THERE, _S.SOMEBODY_HEARS)
_GOES = ((_S.HAS_GONE, True), (_S.PERSON_OUTSIDE, True), (_S.ALONE, True), (_S.NOBODY_HEARS, True))
WHERE_THEY_ARE = (Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM)
"""Questions about where the other person is, which their place answers."""


@lru_cache(maxsize=4_096)
def company(ledger: Ledger) -> Company:
    """Return who is with the caller, by what the caller has said.

    An ill husband, a helper or a child is nobody to hide a call from, and a man in the yard hears
    nothing; but whether another person hears is then asked, and never taken for granted.
    """
    if is_outside(ledger):
        return Company.OUTSIDE
    own = {topic for topic, value in ledger.own if value}
    harms = own.intersection(HARMS)
    if Speaker.CHILD in ledger.speakers:
        # A child was heard: "say hello, sweetie" is to that child, and hides nothing from it.
        harms.discard(_S.TO_PERSON_THERE)
    if rings_for_another(ledger):
        # Who has had a drink, is not themselves or has done it before is the one who is ill.
        harms -= {_S.OTHER_DRANK, _S.STATE_OF_MIND, _S.DONE_BEFORE}
    if _S.ALONE in own and not own.isdisjoint(_BODY):
        # Of a heart or a fall, "I had it two years back" isn't about violence.
        harms.discard(_S.DONE_BEFORE)
    if _S.FIRE_OR_PETROL in own and harms <= {_S.LOCKED_IN, _S.AFRAID}:
        # "I can't get out" of a fire: nobody keeps the caller in, and it is the fire they fear.
        harms = set()
    if fears_for_another(ledger):
        harms.discard(_S.AFRAID)
    if harms:
        return Company.HARMS
    children_only = _S.CHILDREN in own and _S.PERSON_HERE not in own
    harmless = children_only or not own.isdisjoint(_HARMLESS)
    return Company.HARMLESS if harmless else Company.NOT_KNOWN


def rings_for_another(ledger: Ledger) -> bool:
    """Whether the caller has said that it is another who is ill, hurt or wants to die.

    "My mate won't wake up" says so as well: nobody says it of themselves.
    """
    return not ledger.own.isdisjoint(_IS_ANOTHER)


def fears_for_another(ledger: Ledger) -> bool:
    """Whether a person is ill, has fallen or is in a fire: who shakes then fears nobody there."""
    return not ledger.stated.isdisjoint(_IS_NOBODYS_DOING)


def is_outside(ledger: Ledger) -> bool:
    """Whether the caller's last word of where the other person is puts them outside."""
    # Of what moves the ledger has the newest last; a break-in does not move.
    if (_S.BROKEN_IN, True) in ledger.own:
        return False
    if ledger.own.isdisjoint(_OUTSIDE):
        return False
    places = (each for each in _own(ledger) if each in _OUTSIDE or each in _BACK_IN)
    return [each in _OUTSIDE for each in places][-1:] == [True]


def place_is_said(ledger: Ledger) -> bool:
    """Whether the caller's words answer where the other person is, so that it is not asked.

    "He's in our yard", "he's behind me", "he's here, he's coming over". Who says "it's my husband,
    his mouth has dropped" speaks of who is ill, and isn't asked whether that person is there now.
    """
    if is_outside(ledger):
        return True
    topics = {topic for topic, value in ledger.own if value}
    if _S.PERSON_HERE in topics and not topics.isdisjoint(_NEAR):
        return True
    if not topics.isdisjoint((_S.COMING_CLOSER, _S.IN_ANOTHER_ROOM)):
        return True
    of_the_ill = not topics.isdisjoint(_NAMED) and not topics.isdisjoint(_BODY)
    return of_the_ill and topics.isdisjoint(HARMS)


def may_be_unheard(stated: Iterable[Statement]) -> bool:
    """Whether new words make it worth asking again who can hear: a person went, or is outside."""
    return any(
        each[:2] in _GOES and each.speaker in OWN and each.pressure is not Pressure.COACHED
        for each in stated
    )


def _own(ledger: Ledger) -> Iterable[Stating]:
    return ((each.topic, each.value) for each in ledger if each.speaker in OWN)
