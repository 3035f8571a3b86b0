"""Whether another person may harm the caller, or those who come, by all that is known."""

from __future__ import annotations

from simulator.core.statements import StatementTopic
from simulator.core.terms import Reported, Sound
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.situation import OF_A_BODY, Situation, situations

_S = StatementTopic
_THREATENS = frozenset(
    (topic, True)
    for topic in (
        *(_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.WEAPON_IN_REACH, _S.VIOLENCE, _S.BROKEN_IN),
        *(_S.ROBBERY, _S.HELD_BY_OTHERS, _S.HIT, _S.STRANGLED, _S.SEXUAL_ASSAULT, _S.LOCKED_IN),
        *(_S.HIDING, _S.PERSON_OUTSIDE, _S.COMING_CLOSER, _S.THREAT_TO_KILL, _S.STALKED),
        *(_S.PHONE_WATCHED, _S.SOMEBODY_HEARS, _S.SAYS_WHAT_TO_SAY, _S.COURT_ORDER),
        *(_S.EX_PARTNER, _S.CARER_SPEAKS),
    )
)
"""What is stated of a person who hurts, threatens or controls the caller."""
_BY_ANOTHER = frozenset(
    {
        *(Situation.OTHER_VOICE, Situation.STRANGER, Situation.BURGLARY, Situation.DRIVEN),
        *(Situation.CONFINED, Situation.CHILD_HIDES, Situation.COACHED, Situation.DISGUISED),
        *(Situation.ROBBERY, Situation.EXPLOITED, Situation.CARER_ANSWERS),
    }
)
_WITHOUT_ANOTHER = OF_A_BODY | {Situation.FIRE, Situation.DEVICE, Situation.TEXT_ONLY}


_OF_THEIR_OWN = ((_S.SUICIDAL, True), (_S.TABLETS_TAKEN, True))
_OF_OTHERS = (Sound.SHOUTING, Sound.BREAKING, Sound.ARGUMENT, Sound.SCUFFLE)


def weeps_alone(facts: KnownFacts) -> bool:
    """Whether what disturbed the line is the caller's own crying, by what they say of themselves.

    Who has taken something, or wants to die, and cries to the operator is not in a fight.
    """
    own = not facts.ledger.own.isdisjoint(_OF_THEIR_OWN)
    others = facts.other_voice or facts.reported(Reported.VOICES, Reported.OTHER_VOICE)
    return own and not others and not facts.has_heard(*_OF_OTHERS)


def threatens(facts: KnownFacts) -> bool:
    """Whether words, sounds or a marker show that another person may harm those who come."""
    stated = not facts.ledger.stated.isdisjoint(_THREATENS)
    disturbed = facts.disturbance and not weeps_alone(facts)
    shown = stated or disturbed or bool(facts.markers)
    if shown or not _BY_ANOTHER.isdisjoint(situations(facts)):
        return True
    # Who fell, is ill, or sees a fire may be afraid of that.
    of_a_person = _WITHOUT_ANOTHER.isdisjoint(situations(facts))
    return of_a_person and (_S.AFRAID, True) in facts.ledger.stated


def others_matter(facts: KnownFacts) -> bool:
    """Whether another person may harm the caller, or nothing shows that this is something else.

    Of a silent call that shows nothing, it has to be thought.
    """
    return threatens(facts) or _WITHOUT_ANOTHER.isdisjoint(situations(facts))


def to_come_quietly(facts: KnownFacts) -> bool:
    """Whether a quiet approach is right: a person may hear or hide, and nothing burns (SIT-27)."""
    kinds = situations(facts)
    outside = Situation.FOLLOWED in kinds and Situation.DRIVEN not in kinds
    return others_matter(facts) and not outside and Situation.FIRE not in kinds
