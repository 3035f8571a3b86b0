"""What another service needs of a call: where, who is a danger, who is hurt, the way in (CH-61).

What changes things for them is passed on within 30 seconds (practice2 section 6): a call once noted
as passed on never was [I25].
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from simulator.core.statements import StatementTopic
from simulator.core.terms import Service, Topic
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.ledger import Audience, Ledger, PassedOn, Speaker, Statement
from simulator.knowledge.threat import threatens

AUDIENCES: Mapping[Service, Audience] = {
    Service.POLICE: Audience.POLICE,
    Service.AMBULANCE: Audience.AMBULANCE,
    Service.FIRE: Audience.FIRE,
    Service.COASTGUARD: Audience.COASTGUARD,
}
_S = StatementTopic
_TO_ALL = frozenset(
    {
        *(_S.ADDRESS, _S.LANDMARK, _S.FLOOR, _S.WAY_IN, _S.CANNOT_OPEN, _S.DOG, _S.HIDING),
        *(_S.PERSON_HERE, _S.COMING_CLOSER, _S.COMING_BACK, _S.HAS_GONE, _S.PERSON_OUTSIDE),
        *(_S.VIOLENCE, _S.BROKEN_IN, _S.ROBBERY, _S.THREAT_TO_KILL, _S.SEVERAL_PEOPLE),
        *(_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.WEAPON_IN_REACH, _S.LOCKED_IN, _S.CHILDREN),
        *(_S.FIRE_OR_PETROL, _S.TRAPPED_OR_FALLEN, _S.CANNOT_MOVE, _S.CHILD_HURT, _S.ALONE),
        *(_S.NOT_WAKING, _S.BREATHING_BADLY, _S.BATTERY_LOW, _S.PHONE_GOES_AWAY),
        *(_S.IN_A_VEHICLE, _S.VEHICLE_STOPPED, _S.HELPER_THERE, _S.LOCKED_OWN_DOOR),
    }
)
_TO_AMBULANCE = frozenset(
    {
        *(_S.HIT, _S.BLEEDING, _S.HEAD_OR_PASSED_OUT, _S.STRANGLED, _S.PREGNANT, _S.ASLEEP),
        *(_S.BREATHING_WELL, _S.STROKE_SIGNS, _S.ILL, _S.TABLETS_TAKEN, _S.SUICIDAL),
        *(_S.SEXUAL_ASSAULT, _S.REFUSES_AMBULANCE, _S.CALLER_DRANK, _S.STATE_OF_MIND),
        *(_S.DONE_BEFORE, _S.NOT_HURT, _S.ON_BACK, _S.COLD, _S.BURNT, _S.IN_LABOUR),
    }
)
LOST = "the line is lost"
DANGER = "a person there may be violent"
BREATHING = "nobody can say that the patient breathes"


def needs(service: Service, each: Statement) -> bool:
    """Whether a statement changes things for a service; officers pass on what they say."""
    theirs = each.topic in _TO_ALL or (service is Service.AMBULANCE and each.topic in _TO_AMBULANCE)
    return theirs and each.speaker is not Speaker.OFFICER


@lru_cache(maxsize=8_192)
def _lacked(
    ledger: Ledger, passed_on: frozenset[PassedOn], service: Service
) -> tuple[Statement, ...]:
    to = AUDIENCES[service]
    given = {each.rests_on for each in passed_on if each.to is to}
    return tuple(each for each in ledger if needs(service, each) and each not in given)


def lacked_by(facts: KnownFacts, service: Service) -> tuple[Statement, ...]:
    """Return what was stated that a service needs, and was not passed on to it."""
    return _lacked(facts.ledger, facts.passed_on, service)


def events_for_services(facts: KnownFacts) -> tuple[str, ...]:
    """Return what no statement holds and a service needs: the place, danger, contact lost."""
    place = facts.place_words or facts.address_held
    found = {
        place: bool(place),
        DANGER: threatens(facts),
        LOST: facts.line_lost,
        BREATHING: breathing_unknown(facts),
    }
    return tuple(event for event, so in found.items() if so)


def breathing_unknown(facts: KnownFacts) -> bool:
    """Whether the breathing of one who does not wake was asked about, and nobody said yes.

    Anything but clear normal, or silence, is taken as bad (practice2 ST-29, DR-08).
    """
    asked = facts.of(Topic.BREATHING_WELL).asked > 0 and not facts.is_now(
        "asking", Topic.BREATHING_WELL
    )
    asleep = facts.is_no(Topic.AWAKE) or facts.ledger.says(_S.NOT_WAKING)
    return asked and asleep and not facts.is_yes(Topic.BREATHING_WELL)


def service_to_tell(facts: KnownFacts) -> Service | None:
    """Return a service that was asked in and lacks something; None if none does."""
    return next(
        (
            service
            for service in facts.brought_in
            if service in AUDIENCES
            and (
                lacked_by(facts, service)
                or any(
                    (service, each) not in facts.services_told
                    for each in events_for_services(facts)
                )
            )
        ),
        None,
    )
