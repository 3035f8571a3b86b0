"""What officers ask, and what already answers it: by what was stated, and not by topics alone."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.core.statements import StatementTopic, Stating
from simulator.core.terms import Intent, Marker, Role, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import HeardThing, KnownFacts
from simulator.knowledge.ledger import Speaker
from simulator.knowledge.situation import OF_A_BODY, Situation, situations
from simulator.knowledge.threat import threatens

_S = StatementTopic
_WHO = frozenset(
    {
        *(_S.PERSON_HERE, _S.IN_ANOTHER_ROOM, _S.ALONE, _S.HAS_GONE, _S.SEVERAL_PEOPLE),
        *(_S.HELPER_THERE, _S.FOLLOWED, _S.PERSON_OUTSIDE, _S.VIOLENCE, _S.PARTNER),
        *(_S.EX_PARTNER, _S.PARENT, _S.RELATIVE, _S.STRANGER, _S.BROKEN_IN, _S.ROBBERY),
        *(_S.CARER_SPEAKS, _S.HELD_BY_OTHERS, _S.COMING_CLOSER),
        *(_S.HIT, _S.STRANGLED, _S.THREAT_TO_KILL, _S.OTHER_HURT, _S.CHILDREN),
    }
)
ANSWERED_BY: Mapping[Topic, frozenset[StatementTopic]] = {
    Topic.OTHER_PERSON_PRESENT: _WHO,
    Topic.MORE_THAN_ONE: frozenset(
        {*(_S.SEVERAL_PEOPLE, _S.FOLLOWED, _S.HELD_BY_OTHERS, _S.ALONE)}
    ),
    Topic.CHILDREN: frozenset({_S.CHILDREN, _S.CHILD_HURT, _S.ALONE}),
    Topic.WEAPON: frozenset(
        {_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.NO_WEAPON_SEEN, _S.WEAPON_IN_REACH}
    ),
    Topic.CAN_OPEN_DOOR: frozenset({_S.WAY_IN, _S.CANNOT_OPEN, _S.LOCKED_IN, _S.HIDING}),
    Topic.INJURED: frozenset(
        {
            *(_S.ILL, _S.STROKE_SIGNS, _S.TABLETS_TAKEN, _S.NOT_WAKING, _S.BREATHING_BADLY),
            _S.IN_LABOUR,
        }
    ),
}
"""What was stated that officers hear in answer, in the caller's words."""
WAY_IN = frozenset(
    {
        *(_S.WAY_IN, _S.CANNOT_OPEN, _S.LOCKED_IN, _S.LOCKED_OWN_DOOR, _S.HIDING, _S.FLOOR),
        *(_S.IN_ANOTHER_ROOM, _S.HELPER_THERE, _S.DOG),
    }
)
AT_A_DOOR = WAY_IN.union(
    {
        *(_S.CHILDREN, _S.NOT_WAKING),
        *(_S.TRAPPED_OR_FALLEN, _S.VIOLENCE, _S.CANNOT_MOVE, _S.PERSON_OUTSIDE),
    }
)
"""What helps officers whom nobody lets in: which room, a side door, who is near (EN-04)."""
_NO_HOUSEHOLD = frozenset(
    {
        *(Situation.FOLLOWED, Situation.ROBBERY, Situation.CARER_ANSWERS, Situation.DRIVEN),
        *(Situation.VEHICLE, Situation.FALLEN, Situation.OVERDOSE, Situation.DEVICE),
    }
)
_NO_ATTACKER = OF_A_BODY | {Situation.FIRE}


def answers(facts: KnownFacts, topic: Topic) -> frozenset[object]:
    """Return what answers a question of officers' beside the topic: statements, and a voice."""
    by = ANSWERED_BY.get(topic, frozenset())
    said = {e for e in facts.ledger if e.topic in by and e.speaker is not Speaker.OFFICER}
    voices: set[object] = set()
    if topic is Topic.OTHER_PERSON_PRESENT:
        voices = {each for each in facts.things if _is_voice(each)}
    return frozenset({*said, *voices})


def _is_voice(thing: HeardThing) -> bool:
    return thing.who is Role.ROOM and isinstance(thing.what, Intent)


def is_outside(facts: KnownFacts) -> bool:
    """Whether the caller is in the street or in a vehicle, so that there is no door."""
    return not {Situation.FOLLOWED, Situation.VEHICLE, Situation.DRIVEN}.isdisjoint(
        situations(facts)
    )


def fits_call(facts: KnownFacts, topic: Topic) -> bool:
    """Whether it is a question for this call: no children of the street, no weapon of a fall."""
    kinds = situations(facts)
    if topic is Topic.CHILDREN:
        return _NO_HOUSEHOLD.isdisjoint(kinds)
    if topic in (Topic.WEAPON, Topic.MORE_THAN_ONE):
        return threatens(facts) or _NO_ATTACKER.isdisjoint(kinds)
    return True


_SAYS_AS_WELL: Mapping[Topic, tuple[Topic, ...]] = {
    Topic.OTHER_PERSON_PRESENT: (Topic.SAME_ROOM, Topic.IN_THE_HOUSE, Topic.BEHIND_YOU),
    Topic.FOLLOWED: (Topic.BEHIND_YOU,),
    Topic.BEHIND_YOU: (Topic.FOLLOWED,),
    Topic.WEAPON: (Topic.WEAPON_IN_HAND, Topic.WEAPON_USED),
    Topic.CHILDREN: (Topic.CHILD_HURT,),
}
"""A yes to which other questions says the same: who is in the room is there (assumption)."""


def was_answered(facts: KnownFacts, topic: Topic, *, so: bool) -> bool:
    """Whether it is known so, or the last answer to it was that, or a yes to what says it."""
    state = AnswerState.YES if so else AnswerState.NO
    if facts.fact(topic) is state or facts.answer(topic) is state:
        return True
    return so and any(facts.is_yes(each) for each in _SAYS_AS_WELL.get(topic, ()))


_ON_NUMBER: Mapping[StatementTopic, frozenset[Marker]] = {
    _S.STALKED: frozenset({Marker.STALKING}),
    _S.COURT_ORDER: frozenset({Marker.COURT_ORDER}),
    _S.DONE_BEFORE: frozenset({Marker.DOMESTIC_ABUSE, Marker.HIGH_RISK_DOMESTIC_ABUSE}),
    _S.VIOLENCE: frozenset({Marker.DOMESTIC_ABUSE, Marker.HIGH_RISK_DOMESTIC_ABUSE}),
    _S.OTHER_WEAPON: frozenset({Marker.WEAPONS}),
    _S.GUN: frozenset({Marker.WEAPONS}),
    _S.ILL: frozenset({Marker.ILLNESS}),
}


def is_on_number(facts: KnownFacts, stating: Stating) -> bool:
    """Whether a marker on the number says it: "Stalking on the number." needs no caller's word."""
    topic, so = stating
    return so and not _ON_NUMBER.get(topic, frozenset()).isdisjoint(facts.markers)
