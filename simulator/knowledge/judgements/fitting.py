"""What is never asked in a situation: guidance keeps to it, and a criterion judges by it."""

from collections.abc import Mapping

from simulator.core.terms import Topic
from simulator.knowledge.situation import Situation

NEVER_ASKED: Mapping[Situation, tuple[Topic, ...]] = {
    Situation.BURGLARY: (Topic.ORDERS, Topic.DRINK_OR_DRUGS),
    Situation.CHILD_WITH_ILL_ADULT: (Topic.INJURED,),
    Situation.CONFINED: (Topic.CAN_STAY_HIDDEN, Topic.CAN_OPEN_DOOR),
    Situation.OVERDOSE: (Topic.NEEDS_AMBULANCE,),
    Situation.SEXUAL_ASSAULT: (Topic.DRINK_OR_DRUGS, Topic.ORDERS),
    Situation.WITNESS: (
        Topic.SAME_ROOM,
        Topic.OTHER_PERSON_PRESENT,
        Topic.CAN_STAY_HIDDEN,
        Topic.ORDERS,
    ),
    Situation.FROM_AFAR: (Topic.SAME_ROOM, Topic.CAN_STAY_HIDDEN),
}
"""By the column *never* of practice2 1.2.

A child would name its own knee; a “no” to the ambulance settles nothing after tablets; drink and
orders are no matter of a burglary, nor of whether a person is believed. Tuples, as a lapse asks the
first of them: from a set the same seed would give another log in another process.
"""
