"""A working guess at what kind of call this is.

A pure function of the facts, so it changes whenever they do. Two situations may hold at once. What
counts as evidence is after practice rows CH-31 to CH-46; that it is enough is an assumption.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.core import terms
from simulator.core.terms import Intent, LineKind, Marker, Reported, Sound, Topic
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.learning_step import GRAVE

YES, NO = AnswerState.YES, AnswerState.NO


class Situation(terms.NamedTerm):
    """What kind of call it seems to be."""

    PARTNER = "a partner or former partner is, or may be, there"
    STRANGER = "a stranger is there: a burglary, for example"
    FOLLOWED = "the caller is followed"
    VEHICLE = "the caller is in a vehicle"
    CHILD = "a child calls"
    CHILD_HIDES = "a child hides from a grown-up who is violent"
    ILL = "the caller is ill or hurt"
    DISGUISED = "the caller talks as if to another person"
    LANGUAGE = "the caller speaks another language"
    OTHER_VOICE = "another person speaks to the call"
    ACCIDENT = "the caller says that it was a mistake, and nothing speaks against it"
    UNKNOWN = "nothing shows what kind of call it is"


Evidence = terms.Term | tuple[Topic, AnswerState]


class GuessRow(NamedTuple):
    """What shows a situation: any of `enough`, and nothing of `unless`."""

    enough: tuple[Evidence, ...]
    unless: tuple[Evidence, ...] = ()
    besides: tuple[Evidence, ...] = ()
    """Of which one must hold as well, if there are any."""
    even_so: tuple[Evidence, ...] = ()
    """What shows it all the same: a child who groans is ill as well (practice 0.2)."""
    or_else: "GuessRow | None" = None
    """Another row that shows it as well."""


# One situation a row: what shows it, and what rules it out.
# fmt: off
ABUSE = frozenset(
    {Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.STALKING, Marker.COURT_ORDER})
"""Markers after which a ringing phone may be answered by the person who abuses (B17)."""
_OUT = ((Topic.FOLLOWED, YES), (Topic.IN_A_VEHICLE, YES))
GROUNDS: Mapping[Situation, GuessRow] = {
    Situation.PARTNER: GuessRow((*ABUSE, (Topic.KNOWS_PERSON, YES), (Topic.ORDERS, YES)),
        ((Topic.KNOWS_PERSON, NO), *_OUT)),
    Situation.STRANGER: GuessRow(((Topic.KNOWS_PERSON, NO),), _OUT),
    Situation.FOLLOWED: GuessRow(((Topic.FOLLOWED, YES),)),
    Situation.VEHICLE: GuessRow(
        (LineKind.CAR, terms.LocationSource.VEHICLE, (Topic.IN_A_VEHICLE, YES))),
    Situation.CHILD: GuessRow((Intent.CHILD_SPEAKS, Reported.CHILD)),
    # A grown-up who is there may be the one who hurts; and a child who whispers has a reason, if
    # nobody there is ill (practice2 SIT-08). That another person is hurt does not end it.
    Situation.CHILD_HIDES: GuessRow((Intent.CHILD_SPEAKS, Reported.CHILD),
        besides=((Topic.IN_DANGER, YES), (Topic.WEAPON, YES), Reported.DISTURBANCE),
        or_else=GuessRow((Intent.CHILD_SPEAKS, Reported.CHILD), besides=(Reported.WHISPER,),
            unless=((Topic.AWAKE, NO), (Topic.NEEDS_AMBULANCE, YES), (Topic.IN_DANGER, NO),
                Reported.GROAN))),
    Situation.ILL: GuessRow(
        (Reported.GROAN, (Topic.NEEDS_AMBULANCE, YES), (Topic.INJURED, YES), Sound.FALL_MESSAGE),
        (Intent.CHILD_SPEAKS, Reported.CHILD), even_so=(Reported.GROAN,)),
    Situation.DISGUISED: GuessRow((Intent.PRETENDS, Reported.PRETENCE)),
    Situation.LANGUAGE: GuessRow((Intent.OTHER_LANGUAGE, Reported.OTHER_LANGUAGE)),
    Situation.ACCIDENT: GuessRow(((Topic.MISTAKE, YES),),
        (Reported.DISTURBANCE, (Topic.IN_DANGER, YES), *ABUSE)),
}
# fmt: on
"""What shows each situation. `other_voice` is a fact of its own."""


_ALL = tuple(Situation)  # An Enum takes longer to go through.


def situations(facts: KnownFacts) -> tuple[Situation, ...]:
    """Return every situation that seems to hold, in the order of the list."""
    return _situations(*[getattr(facts, name) for name in _READ])


_READ = ("kind", "handover", "heard", "other_voice", "topics", "location", "markers")


# By what is read alone: most facts that change are others.
@lru_cache(maxsize=8_192)
def _situations(*read: Any) -> tuple[Situation, ...]:
    facts = KnownFacts(**dict(zip(_READ, read, strict=True)))
    return tuple(each for each in _ALL if seems(facts, each)) or (Situation.UNKNOWN,)


def seems(facts: KnownFacts, situation: Situation) -> bool:
    """Return whether a situation seems to hold."""
    if situation not in GROUNDS:
        return situation is Situation.OTHER_VOICE and facts.other_voice
    return _is_shown(facts, GROUNDS[situation])


def _is_shown(facts: KnownFacts, row: GuessRow) -> bool:
    shown = any(_holds(facts, item) for item in row.enough)
    shown = shown and (not row.besides or any(_holds(facts, item) for item in row.besides))
    shown = shown and not any(_holds(facts, item) for item in row.unless)
    shown = shown or any(_holds(facts, item) for item in row.even_so)
    return shown or (row.or_else is not None and _is_shown(facts, row.or_else))


# One case for each kind of evidence.
def _holds(facts: KnownFacts, item: Evidence) -> bool:
    match item:
        case (Topic() as topic, value):
            known = facts.of(topic)
            # Another person's word is not evidence of what the caller needs (CH-11, CH-42).
            return known.value is value and known.how is not HowKnown.OTHER
        case Marker():
            return item in facts.markers
        case Reported():
            return facts.reported(item)
        case Sound():
            return any(thing.what is item for thing in facts.things)
        case Intent():
            return facts.caller_said(item)
        case LineKind():
            return facts.kind is item
        case terms.LocationSource():
            return item in facts.location
    return False


def is_coached(facts: KnownFacts) -> bool:
    """Whether the caller called it a mistake only after another voice was heard (SIT-18, B24)."""
    pressed = facts.of(Topic.MISTAKE).how is HowKnown.OTHER
    return pressed and facts.caller_said(Intent.SAYS_MISTAKE)


def is_empty_no(facts: KnownFacts, topic: Topic) -> bool:
    """Whether it is a "no" to what is grave, by a caller who may be prompted: it says nothing."""
    return topic in GRAVE and facts.is_no(topic) and is_coached(facts)
