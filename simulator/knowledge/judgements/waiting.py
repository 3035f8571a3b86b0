"""What a call handler may say, and need not ask, while officers travel (practice2 section 4)."""

from simulator.core.statements import StatementTopic
from simulator.core.terms import Reported, Sound, Topic
from simulator.knowledge.company import Company, company
from simulator.knowledge.facts import HeardThing, Hearers, KnownFacts
from simulator.knowledge.ledger import OWN
from simulator.knowledge.situation import ABUSE, AGAINST_A_PERSON, OF_A_BODY, Situation, situations

MOST_LISTED = 3
"""Questions of the list after the first briefing, before there is silence (WT-09, assumption)."""
_CLOSE = frozenset({Sound.FOOTSTEPS, Sound.DOOR, Sound.KNOCK})
_BODY = OF_A_BODY | {Situation.FIRE, Situation.CHILD}
"""Who is hurt, ill or a child, and has no person to hide the call from."""
_FROM_A_PERSON = AGAINST_A_PERSON | {
    *(Situation.CONFINED, Situation.OVERHEARD, Situation.CARER_ANSWERS)
}
"""Situations in which another person harms, or may: there only a plain answer makes it safe."""


def nobody_to_hide_from(facts: KnownFacts) -> bool:
    """Whether words of officers can harm nobody, though who can hear was not answered just now.

    A child with a grown-up who is ill, a patient alone, and who has said that they are alone: they
    hear that help comes also after two minutes (F17-3, WT-04).
    """
    kinds = set(situations(facts))
    ill_adult = Situation.CHILD_WITH_ILL_ADULT in kinds
    # A small child says yes of the one who is ill: that one does not hear.
    mistaken = ill_adult and not facts.is_no(Topic.ALONE_TO_TALK)
    unsafe = facts.hear is Hearers.UNSAFE and not mistaken
    if Situation.WITNESS in kinds and not unsafe:
        return facts.hear is not Hearers.EXPOSED and not facts.other_voice
    if mistaken:
        kinds.discard(Situation.OVERHEARD)
    if unsafe or facts.hear is Hearers.EXPOSED or not kinds.isdisjoint(_FROM_A_PERSON):
        return False
    if _is_still_alone(facts):
        return True
    if _is_another_heard(facts) or not ABUSE.isdisjoint(facts.markers):
        return False
    with_them = company(facts.ledger)
    there = facts.is_yes(Topic.OTHER_PERSON_PRESENT) or Situation.PARTNER in kinds
    there = there and not ill_adult
    if with_them is Company.HARMS or (there and with_them is not Company.HARMLESS):
        return False
    body = not kinds.isdisjoint(_BODY)
    if facts.is_yes(Topic.WEAPON) or (facts.is_yes(Topic.IN_DANGER) and not body):
        return False
    return body or says_alone(facts)


def _is_still_alone(facts: KnownFacts) -> bool:
    """Whether a caller who speaks was alone and unheard, and nothing has changed but the time.

    "How long?" is answered in the next line, and not put off (practice2 4.5, CH-20).
    """
    nobody_there = facts.is_no(Topic.OTHER_PERSON_PRESENT) or any(
        each.topic is StatementTopic.ALONE and each.value and each.speaker in OWN
        for each in facts.ledger
    )
    return facts.hear_lapsed and facts.speaks and nobody_there and not facts.other_voice


def says_alone(facts: KnownFacts) -> bool:
    """Whether the caller has said that nobody is with them, or that nobody hears."""
    stated = {each.topic for each in facts.ledger if each.value and each.speaker in OWN}
    return (
        StatementTopic.ALONE in stated
        or facts.is_no(Topic.OTHER_PERSON_PRESENT)
        or facts.is_yes(Topic.ALONE_TO_TALK)
    )


def _is_another_heard(facts: KnownFacts) -> bool:
    near = any(thing.what in _CLOSE for thing in facts.things)
    return near or facts.disturbance or facts.other_voice or facts.reported(Reported.VOICES)


def is_hidden(facts: KnownFacts) -> bool:
    """Whether each word aloud may give the caller away, who hides and is not known to be alone."""
    kinds = situations(facts)
    # Nobody looks for who is locked in: they are asked how they are.
    seeks = _NOT_SOUGHT.isdisjoint(kinds) and any(each in kinds for each in _HIDES)
    # A stranger in the yard hears nothing of what is said in the house.
    if company(facts.ledger) is Company.OUTSIDE and Situation.CHILD_HIDES not in kinds:
        seeks = False
    hiding = seeks or facts.ledger.says(StatementTopic.HIDING)
    return hiding and facts.hear is not Hearers.SAFE and not facts.is_yes(Topic.HAS_LEFT)


def wants_company(facts: KnownFacts) -> bool:
    """Whether the caller is one who is spoken to all the time, or nearly (practice2 4.4)."""
    return not _COMPANY.isdisjoint(situations(facts))


_COMPANY = OF_A_BODY | {Situation.CHILD, Situation.FOLLOWED}
_NOT_SOUGHT = frozenset(
    {
        *(Situation.CONFINED, Situation.FOLLOWED, Situation.VEHICLE, Situation.WITNESS),
        Situation.FROM_AFAR,
    }
)
"""Nobody looks for a caller who is locked in, out of doors, or not there at all (assumption)."""
_HIDES = (Situation.CHILD_HIDES, Situation.STRANGER, Situation.BURGLARY)


def lacks_disturbance(facts: KnownFacts) -> bool:
    """Whether officers have not heard of a disturbance."""
    return any(
        Reported.DISTURBANCE in use.reports and not use.passed_on
        for thing, use in facts.heard.items()
        if isinstance(thing, HeardThing)
    )
