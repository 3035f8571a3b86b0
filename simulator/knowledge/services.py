"""What another service needs of a call: where, who is a danger, who is hurt, the way in (CH-61).

What changes things for them is passed on within 30 seconds (practice2 section 6): a call once noted
as passed on never was [I25].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from simulator.core.statements import StatementTopic
from simulator.core.terms import Service, ServiceNeed, ServiceStatus, Term, Topic
from simulator.knowledge.company import rings_for_another
from simulator.knowledge.facts import KnownFacts, PlaceKnown
from simulator.knowledge.ledger import Audience, Ledger, PassedOn, Speaker, Statement
from simulator.knowledge.situation import Situation, situations
from simulator.knowledge.threat import threatens
from simulator.late_pattern import late_pattern

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
        _S.STILL_INSIDE,
    }
)
_TO_AMBULANCE = frozenset(
    {
        *(_S.HIT, _S.BLEEDING, _S.HEAD_OR_PASSED_OUT, _S.STRANGLED, _S.PREGNANT, _S.ASLEEP),
        *(_S.BREATHING_WELL, _S.STROKE_SIGNS, _S.ILL, _S.TABLETS_TAKEN, _S.SUICIDAL),
        *(_S.SEXUAL_ASSAULT, _S.REFUSES_AMBULANCE, _S.CALLER_DRANK, _S.STATE_OF_MIND),
        *(_S.OTHER_HURT, _S.DONE_BEFORE, _S.NOT_HURT, _S.ON_BACK, _S.COLD, _S.BURNT, _S.IN_LABOUR),
    }
)
_TO_FIRE = frozenset({_S.OTHER_HURT, _S.BURNT, _S.CANNOT_MOVE})
"""Who is still in there, and how they are (SIT-27: "Who else is in there?")."""
_BY_SERVICE: Mapping[Service, frozenset[StatementTopic]] = {
    Service.AMBULANCE: _TO_AMBULANCE,
    Service.FIRE: _TO_FIRE,
}
LOST = "the line is lost"
WORSE = "it is worse than it was"
"""Each time that the caller says so is news, and has a number."""
DANGER = "a person there may be violent"
BREATHING = "nobody can say that the patient breathes"
SAFE = "officers are with the caller"
"""Said to a service that was held back: its crew goes in on the word of police, and no other."""


def needs(service: Service, each: Statement) -> bool:
    """Whether a statement changes things for a service; officers pass on what they say."""
    return is_theirs(service, each.topic) and each.speaker is not Speaker.OFFICER


def is_theirs(service: Service, topic: StatementTopic) -> bool:
    """Whether what is said of a topic changes things for a service."""
    return topic in _TO_ALL or topic in _BY_SERVICE.get(service, ())


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
        SAFE: is_safe_now(facts),
    }
    if facts.times_worse:
        found[worse_by(facts.times_worse)] = True
    return tuple(event for event, so in found.items() if so)


def worse_by(times: int) -> str:
    """Return the event that it is worse again, by how often it was said."""
    return f"{WORSE} ({times})"


def is_safe_now(facts: KnownFacts) -> bool:
    """Whether officers are in, where a service was to wait for that."""
    return facts.found and any(each == DANGER for _, each in facts.services_told)


CREWS: Mapping[Service, str] = {Service.FIRE: "pumps", Service.AMBULANCE: "crew"}
"""What the fields of a service's crews begin with: which is said to the caller first."""


def crew_to_tell(facts: KnownFacts) -> str:
    """Return the crews of which the caller has not heard what is new; empty if there are none.

    Of a crew that was held back the caller hears its time, and not that it is round the corner.
    """
    if facts.pumps is not None and not facts.pumps_told:
        return CREWS[Service.FIRE]
    new = facts.crew is not None and not facts.crew_told
    waits = facts.crew_status is ServiceStatus.CREW_THERE and held_back(facts)
    return CREWS[Service.AMBULANCE] if new and not waits else ""


def held_back(facts: KnownFacts) -> bool:
    """Whether an ambulance waits for police: it was said that another person may be violent."""
    told = facts.services_told
    return (Service.AMBULANCE, DANGER) in told and (Service.AMBULANCE, SAFE) not in told


def safe_owed(facts: KnownFacts) -> bool:
    """Whether a service that waits has not heard that it is safe."""
    waits = (service for service, each in facts.services_told if each == DANGER)
    return facts.found and any((each, SAFE) not in facts.services_told for each in waits)


def breathing_unknown(facts: KnownFacts) -> bool:
    """Whether the breathing of one who does not wake was asked about, and nobody said yes.

    Anything but clear normal, or silence, is taken as bad (practice2 ST-29, DR-08).
    """
    asked = facts.of(Topic.BREATHING_WELL).asked > 0 and not facts.is_now(
        "asking", Topic.BREATHING_WELL
    )
    asleep = facts.is_no(Topic.AWAKE) or facts.believes(_S.NOT_WAKING)
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


# --- what a control asks --------------------------------------------------------------------------

_N = ServiceNeed
ASKED_AS: Mapping[ServiceNeed, Topic] = {
    _N.SCENE_ADDRESS: Topic.LOCATION,
    _N.PATIENT_CONSCIOUS: Topic.AWAKE,
    _N.PATIENT_BREATHING: Topic.BREATHING_WELL,
    _N.WHAT_TAKEN: Topic.TABLETS_TAKEN,
    _N.PEOPLE_INSIDE: Topic.OTHER_PERSON_PRESENT,
}
"""What the caller is asked, to answer it; of the rest police say what they have."""
SHOWN_BY: Mapping[ServiceNeed, frozenset[StatementTopic]] = {
    _N.PATIENT_CONSCIOUS: frozenset({_S.NOT_WAKING, _S.ASLEEP}),
    _N.PATIENT_BREATHING: frozenset({_S.BREATHING_BADLY, _S.BREATHING_WELL}),
    _N.WHAT_TAKEN: frozenset({_S.TABLETS_TAKEN}),
    _N.PEOPLE_INSIDE: frozenset({_S.STILL_INSIDE, _S.CHILDREN, _S.LOCKED_IN}),
    _N.SMOKE_OR_FLAMES: frozenset({_S.FIRE_OR_PETROL}),
    _N.WHICH_FLOOR: frozenset({_S.FLOOR}),
}
"""What was stated that answers it, in the caller's words."""
_WITH_A_PLACE = (PlaceKnown.NEAR, PlaceKnown.CLOSE, PlaceKnown.DOOR)


def answer_to(facts: KnownFacts, need: ServiceNeed) -> bool | None:
    """Return what police can say of a control's question: yes, no, or that it is not known."""
    return _ANSWERS[need](facts)


def _of_topic(facts: KnownFacts, need: ServiceNeed, no: StatementTopic | None) -> bool | None:
    topic = ASKED_AS[need]
    if facts.is_no(topic) or (no is not None and facts.believes(no)):
        return False
    return True if facts.is_yes(topic) else None


def _is_patient(facts: KnownFacts) -> bool:
    """Whether the caller, who speaks, is the one who is ill or hurt."""
    of_another = any(map(facts.believes, (_S.OF_ANOTHER, _S.OTHER_HURT, _S.NOT_WAKING)))
    others = _FOR_OTHERS.isdisjoint(situations(facts))
    if _is_child(facts) and facts.ledger.own.isdisjoint(_OF_ONESELF):
        # "Yes!" to who is hurt there names nobody: "Mummy's lying down" may be the one.
        return False
    return facts.speaks and others and not of_another and not rings_for_another(facts.ledger)


def _is_child(facts: KnownFacts) -> bool:
    return Speaker.CHILD in facts.ledger.speakers or Situation.CHILD in situations(facts)


_OF_ONESELF = frozenset(
    (topic, True)
    for topic in (
        *(_S.HIT, _S.BLEEDING, _S.HEAD_OR_PASSED_OUT, _S.CANNOT_MOVE, _S.STRANGLED, _S.BURNT),
        *(_S.CHILD_HURT, _S.BREATHING_BADLY, _S.TABLETS_TAKEN, _S.IN_LABOUR, _S.SEXUAL_ASSAULT),
    )
)
"""Words by which a child who rings may be the one who is hurt (assumption)."""
_FOR_OTHERS = frozenset({Situation.CHILD_WITH_ILL_ADULT, Situation.WITNESS, Situation.FROM_AFAR})


def _awake(facts: KnownFacts) -> bool | None:
    """A caller who is the patient, and answers, is awake."""
    return True if _is_patient(facts) else _of_topic(facts, _N.PATIENT_CONSCIOUS, _S.NOT_WAKING)


def _breathing(facts: KnownFacts) -> bool | None:
    """What a child says of a breath is that there is one, and not of what kind (DR-08)."""
    found = _of_topic(facts, _N.PATIENT_BREATHING, _S.BREATHING_BADLY)
    if found and _is_child(facts):
        return None
    return True if found is None and breath_is_heard(facts) else found


def breath_is_heard(facts: KnownFacts) -> bool:
    """Whether the patient talks to us, and nothing puts their breath at stake: nobody asks of it.

    A cut hand is asked about as the hand (practice2 4.4): their control hears that they talk.
    """
    asked = facts.of(Topic.BREATHING_WELL).asked > 0
    return _is_patient(facts) and not (asked or breath_at_stake(facts))


def breath_at_stake(facts: KnownFacts) -> bool:
    """Whether breath or waking may be at risk: else nobody is asked about either for a control."""
    stated = any(map(facts.believes, _BREATH_AT_STAKE))
    return facts.ill or stated or not _BREATHLESS.isdisjoint(situations(facts))


OF_BREATH = frozenset({ServiceNeed.PATIENT_CONSCIOUS, ServiceNeed.PATIENT_BREATHING})
"""What a control decides on how to come, and what is to be done meanwhile."""
_BREATH_AT_STAKE = (
    *(_S.ILL, _S.STROKE_SIGNS, _S.TABLETS_TAKEN, _S.STRANGLED, _S.HEAD_OR_PASSED_OUT),
    *(_S.BREATHING_BADLY, _S.FIRE_OR_PETROL, _S.SUICIDAL, _S.NOT_WAKING),
)
_BREATHLESS = frozenset(
    {
        *(Situation.STRANGLED, Situation.FIRE, Situation.OVERDOSE),
        *(Situation.CHILD_WITH_ILL_ADULT, Situation.FALLEN),
    }
)


def _taken(facts: KnownFacts) -> bool | None:
    stated = facts.believes(_S.TABLETS_TAKEN)
    return True if stated else _of_topic(facts, _N.WHAT_TAKEN, None)


def _inside(facts: KnownFacts) -> bool | None:
    if any(map(facts.believes, (_S.STILL_INSIDE, _S.CHILDREN))) or lies_inside(facts):
        return True
    alone = facts.believes(_S.ALONE) or (_S.STILL_INSIDE, False) in facts.ledger.believed
    return False if alone else _of_topic(facts, _N.PEOPLE_INSIDE, None)


def lies_inside(facts: KnownFacts) -> bool:
    """Whether another person has fallen, is trapped or does not wake where the caller says."""
    lies = facts.believes(_S.TRAPPED_OR_FALLEN) or facts.believes(_S.NOT_WAKING)
    return lies and not facts.believes(_S.ALONE) and not _is_patient(facts)


def _age(facts: KnownFacts) -> bool | None:
    """Whether the patient is a child: known where it is the caller, or a child's own grown-up."""
    if _is_child(facts) and Situation.CHILD_WITH_ILL_ADULT in situations(facts):
        return False
    if not _is_patient(facts):
        return None
    return Speaker.CHILD in facts.ledger.speakers


_ANSWERS: Mapping[ServiceNeed, Callable[[KnownFacts], bool | None]] = {
    _N.SCENE_ADDRESS: lambda f: (
        bool(f.place_words or f.address_held) or f.place in _WITH_A_PLACE or None
    ),
    _N.PATIENT_CONSCIOUS: _awake,
    _N.PATIENT_BREATHING: _breathing,
    _N.PATIENT_AGE: _age,
    _N.WHAT_TAKEN: _taken,
    _N.SAFE_TO_APPROACH: lambda f: f.found or not threatens(f),
    _N.PEOPLE_INSIDE: _inside,
    _N.SMOKE_OR_FLAMES: lambda f: f.believes(_S.FIRE_OR_PETROL) or None,
    _N.WHICH_FLOOR: lambda f: f.believes(_S.FLOOR) or None,
    _N.ANY_CHANGE: lambda f: any(lacked_by(f, each) for each in f.brought_in if each in AUDIENCES),
}


def control_to_answer(facts: KnownFacts) -> Service | None:
    """Return whose question can be answered from what is known; None if none can."""
    asked = facts.services_ask
    return next((who for who, need in asked if answer_to(facts, need) is not None), None)


def answered_since(facts: KnownFacts) -> tuple[tuple[Service, ServiceNeed], ...]:
    """Return what a control heard is not known, and was answered since.

    It goes on as what was not known: their control decides on it, until it hears otherwise.
    """
    return tuple(each for each in facts.services_lack if was_answered(facts, each[1]))


def was_answered(facts: KnownFacts, need: ServiceNeed) -> bool:
    """Whether a yes or a no was given to what a control needs, be it a child's."""
    topic = ASKED_AS[need]
    return facts.is_yes(topic) or facts.is_no(topic)


def to_ask_for_service(facts: KnownFacts) -> Topic | None:
    """Return what a control asks that the caller can be asked, and was not asked since."""
    return next(
        (
            ASKED_AS[need]
            for _, need in facts.services_ask
            if need in ASKED_AS
            and need not in facts.services_relayed
            and answer_to(facts, need) is None
            and facts.of(ASKED_AS[need]).asked < MOST_ASKED
            and (need not in OF_BREATH or breath_at_stake(facts))
        ),
        None,
    )


MOST_ASKED = 2
"""After which what nobody could say is said not to be known (0.1 rule 4)."""


# --- what ambulance control advises: first aid is theirs, and police pass it on (practice2 4.4) ---


class Advice(Term):
    """What is to be done for the person who is ill or hurt."""

    PUSH = "push", "push on their chest"
    SIDE = "side", "turn them on their side"
    SITTING = "sitting", "sit them up"
    NO_FOOD = "no_food", "give them nothing to eat or drink"
    STILL = "still", "keep them still"


_WORDS: Mapping[Advice, re.Pattern[str]] = {
    Advice.PUSH: late_pattern(r"\bchest\b|\bCPR\b", re.IGNORECASE),
    Advice.SIDE: late_pattern(
        r"\b(?:on|onto) (?:their|his|her|the|one) side\b|\brecovery\b", re.IGNORECASE
    ),
    Advice.SITTING: late_pattern(r"\b(?:sit|sitting|upright)\b|\bprop\w*\b", re.IGNORECASE),
    Advice.NO_FOOD: late_pattern(r"\b(?:eat|drink|food)\b", re.IGNORECASE),
    Advice.STILL: late_pattern(r"\bstill\b|\b(?:don't|not to|nobody) move\b", re.IGNORECASE),
}
"""Words of each kind of advice, in the order of reading: what saves a life comes first."""


def advice_in(words: str) -> Advice | None:
    """Return what words of ambulance control advise, of a trainee too; None: nothing."""
    return next((each for each, pattern in _WORDS.items() if pattern.search(words)), None)


# --- how a patient is, by an answer that no statement holds (WT-02) -------------------------------

_ASKS_WORSE = late_pattern(
    r"\b(?:worse|weaker|thicker|stronger|harder|stiffer|sleepier|more sore|new pain)\b[^.!]*\?",
    re.IGNORECASE,
)
"""Questions to which a yes is bad."""
_IS_WORSE = late_pattern(
    r"\b(?:worse|weaker|thicker|stronger|harder|stiffer|sleepier|a bit more|bit more)\b",
    re.IGNORECASE,
)
_IS_SO = late_pattern(
    r"(?:(?:oh|well|er|um|erm|like)[,.]? )*(?:yeah|yes|yep|aye|mm|a bit|bit|a little|it is|i do"
    r"|i think so)\b",
    re.IGNORECASE,
)
_IS_NOT_SO = late_pattern(
    r"\b(?:no|nope|not|n't|isn't|don't|doesn't|never|same|less|easing|slowing)\b", re.IGNORECASE
)


def asks_if_worse(words: str) -> bool:
    """Whether a yes to these words of a call handler says that it is worse."""
    return bool(_ASKS_WORSE.search(words))


def says_worse(words: str, *, asked_if_worse: bool) -> bool:
    """Whether a caller's answer to how they are says that it is worse than it was."""
    if _IS_NOT_SO.search(words):
        return False
    return bool(_IS_WORSE.search(words)) or (asked_if_worse and bool(_IS_SO.match(words)))
