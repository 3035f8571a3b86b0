"""What a call handler may say, and need not ask, while officers travel (practice2 section 4)."""

from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Reported, Sound, Topic
from simulator.knowledge.company import Company, rings_for_another
from simulator.knowledge.facts import HeardThing, Hearers, KnownFacts
from simulator.knowledge.judgements.asking import with_whom
from simulator.knowledge.judgements.danger import is_in_the_open
from simulator.knowledge.ledger import OWN
from simulator.knowledge.situation import ABUSE, AGAINST_A_PERSON, OF_A_BODY, Situation, situations
from simulator.knowledge.threat import weeps_alone

MOST_LISTED = 3
"""Questions of the list after the first briefing, before there is silence (WT-09, assumption)."""
_CLOSE = frozenset({Sound.FOOTSTEPS, Sound.DOOR, Sound.KNOCK})
_BODY = OF_A_BODY | {Situation.FIRE, Situation.CHILD}
"""Who is hurt, ill or a child, and has no person to hide the call from."""
_OF_NOBODYS_DOING = (OF_A_BODY - {Situation.CHILD_WITH_ILL_ADULT}) | {Situation.FIRE}
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
    # "She's here" is said of the one who is ill: that one is nobody to hide a call from.
    mistaken = (ill_adult or is_of_another(facts)) and not facts.is_no(Topic.ALONE_TO_TALK)
    unsafe = facts.hear is Hearers.UNSAFE and not mistaken
    if Situation.WITNESS in kinds and not unsafe:
        return facts.hear is not Hearers.EXPOSED and not facts.other_voice
    if mistaken:
        kinds -= {Situation.OVERHEARD, Situation.STRANGER}
    if Situation.FIRE in kinds and with_whom(facts) is not Company.HARMS:
        kinds.discard(Situation.CONFINED)
    if unsafe or facts.hear is Hearers.EXPOSED or not kinds.isdisjoint(_FROM_A_PERSON):
        return False
    if _is_still_alone(facts):
        return True
    if _is_another_heard(facts) or not ABUSE.isdisjoint(facts.markers):
        return False
    with_them = with_whom(facts)
    there = facts.is_yes(Topic.OTHER_PERSON_PRESENT) or Situation.PARTNER in kinds
    there = there and not mistaken
    if with_them is Company.HARMS or (there and with_them is not Company.HARMLESS):
        return False
    body = not kinds.isdisjoint(_BODY)
    if facts.is_yes(Topic.WEAPON) or (facts.is_yes(Topic.IN_DANGER) and not body):
        return False
    return body or says_alone(facts)


def is_of_another(facts: KnownFacts) -> bool:
    """Whether the caller rings for another person, who is ill or hurt, and nobody harms."""
    return rings_for_another(facts.ledger) and with_whom(facts) is Company.HARMLESS


_SEEN = (
    *(StatementTopic.ILL, StatementTopic.NOT_WAKING, StatementTopic.BREATHING_BADLY),
    *(StatementTopic.BREATHING_WELL, StatementTopic.BLEEDING, StatementTopic.TRAPPED_OR_FALLEN),
    *(StatementTopic.STROKE_SIGNS, StatementTopic.HEAD_OR_PASSED_OUT),
)
"""Statements of a body that is in sight."""


def is_apart(facts: KnownFacts) -> bool:
    """Whether the caller rings about a person who is somewhere else: nobody can look at them."""
    if not is_of_another(facts):
        return False
    own = {(each.topic, each.value) for each in facts.ledger if each.speaker in OWN}
    seen = any((topic, True) in own for topic in _SEEN)
    gone = (StatementTopic.PERSON_HERE, False) in own or facts.is_no(Topic.OTHER_PERSON_PRESENT)
    return gone or ((StatementTopic.SUICIDAL, True) in own and not seen)


def is_unheard(facts: KnownFacts) -> bool:
    """Whether plain words and open questions can harm nobody.

    Nobody else hears; or a grown-up speaks freely of an illness, a fall or a fire, and nothing
    shows a person who must not hear: they are asked how the body is, and not who listens (SIT-11).
    """
    if facts.hear is Hearers.SAFE:
        return True
    kinds = situations(facts)
    if Situation.WITNESS in kinds:
        return facts.hear is Hearers.UNKNOWN and not facts.other_voice
    free = facts.speaks and Situation.CHILD not in kinds and Situation.LANGUAGE not in kinds
    return free and not _OF_NOBODYS_DOING.isdisjoint(kinds) and nobody_to_hide_from(facts)


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
    disturbed = facts.disturbance and not weeps_alone(facts)
    return near or disturbed or facts.other_voice or facts.reported(Reported.VOICES)


def is_hidden(facts: KnownFacts) -> bool:
    """Whether each word aloud may give the caller away, who hides and is not known to be alone."""
    kinds = situations(facts)
    # Nobody looks for who is locked in: they are asked how they are.
    seeks = _NOT_SOUGHT.isdisjoint(kinds) and any(each in kinds for each in _HIDES)
    if is_in_the_open(facts):
        return False
    # A stranger in the yard hears nothing of what is said in the house.
    if with_whom(facts) is Company.OUTSIDE and Situation.CHILD_HIDES not in kinds:
        return False
    hiding = seeks or facts.ledger.says(StatementTopic.HIDING)
    return hiding and facts.hear is not Hearers.SAFE and not facts.is_yes(Topic.HAS_LEFT)


def wants_company(facts: KnownFacts) -> bool:
    """Whether the caller is one who is spoken to all the time, or nearly (practice2 4.4).

    So is any caller to whom an officer asks us to keep talking (EN-02).
    """
    asked = facts.found and facts.officer_says is Intent.OFFICER_NEEDS_LINE
    return asked or not _COMPANY.isdisjoint(situations(facts))


_COMPANY = OF_A_BODY | {Situation.CHILD, Situation.FOLLOWED, Situation.FIRE}
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
