"""A working guess at what kind of call this is, with its evidence.

A pure function of the facts, so it changes whenever they do. Two situations may hold at once. What
counts as evidence is after practice rows CH-31 to CH-46; that it is enough is an assumption.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.core import terms
from simulator.core.terms import Intent, LineKind, Marker, Reported, Sound, Term, Topic
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import KnownFacts

YES, NO = AnswerState.YES, AnswerState.NO


class Situation(Term):
    """What kind of call it seems to be."""

    PARTNER = "partner", "a partner or former partner is, or may be, there"
    STRANGER = "stranger", "a stranger is there: a burglary, for example"
    FOLLOWED = "followed", "the caller is followed"
    VEHICLE = "vehicle", "the caller is in a vehicle"
    CHILD = "child", "a child calls"
    ILL = "ill", "the caller is ill or hurt"
    DISGUISED = "disguised", "the caller talks as if to another person"
    LANGUAGE = "language", "the caller speaks another language"
    OTHER_VOICE = "other_voice", "another person speaks to the call"
    ACCIDENT = "accident", "the caller says that it was a mistake, and nothing speaks against it"
    UNKNOWN = "unknown", "nothing shows what kind of call it is"


class SituationGuess(NamedTuple):
    """One situation, with what it rests on, the first being enough alone."""

    situation: Situation
    evidence: tuple[Term, ...]


class GuessRow(NamedTuple):
    """What shows a situation: any of `enough`; the rest only adds to it, or rules it out."""

    enough: tuple[Term | tuple[Topic, AnswerState], ...]
    adds: tuple[Term | tuple[Topic, AnswerState], ...] = ()
    unless: tuple[Term | tuple[Topic, AnswerState], ...] = ()


# One situation a row: what shows it, what adds to it, what rules it out.
# fmt: off
ABUSE = (Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.STALKING,
    Marker.COURT_ORDER)
_OUT = ((Topic.FOLLOWED, YES), (Topic.IN_A_VEHICLE, YES))
GROUNDS: Mapping[Situation, GuessRow] = {
    Situation.PARTNER: GuessRow((*ABUSE, (Topic.KNOWS_PERSON, YES), (Topic.ORDERS, YES)),
        (Reported.VOICES, Intent.PRETENDS, (Topic.IN_THE_HOUSE, YES)),
        ((Topic.KNOWS_PERSON, NO), *_OUT)),
    Situation.STRANGER: GuessRow(((Topic.KNOWS_PERSON, NO),),
        (Sound.FOOTSTEPS, Sound.BREAKING, (Topic.IN_THE_HOUSE, YES)), _OUT),
    Situation.FOLLOWED: GuessRow(((Topic.FOLLOWED, YES),), ((Topic.ON_FOOT, YES), Sound.FOOTSTEPS)),
    Situation.VEHICLE: GuessRow(
        (LineKind.CAR, terms.LocationSource.VEHICLE, (Topic.IN_A_VEHICLE, YES)),
        (Sound.INDICATOR, Sound.ENGINE, Sound.TRAFFIC),
    ),
    Situation.CHILD: GuessRow((Intent.CHILD_SPEAKS, Reported.CHILD)),
    Situation.ILL: GuessRow(
        (Reported.GROAN, (Topic.NEEDS_AMBULANCE, YES), (Topic.INJURED, YES), Sound.FALL_MESSAGE),
        (Marker.ILLNESS,),
        (Intent.CHILD_SPEAKS, Reported.CHILD),
    ),
    Situation.DISGUISED: GuessRow((Intent.PRETENDS, Reported.PRETENCE)),
    Situation.LANGUAGE: GuessRow((Intent.OTHER_LANGUAGE, Reported.OTHER_LANGUAGE)),
    Situation.ACCIDENT: GuessRow(
        ((Topic.MISTAKE, YES),),
        ((Topic.IN_DANGER, NO),),
        (Reported.DISTURBANCE, (Topic.IN_DANGER, YES), *ABUSE),
    ),
}
# fmt: on
"""What shows each situation. `other_voice` is a fact of its own."""


@lru_cache(maxsize=4_096)
def situations(facts: KnownFacts) -> tuple[SituationGuess, ...]:
    """Return every situation that seems to hold, in the order of the list."""
    found = list(_guesses(facts))
    return tuple(found) or (SituationGuess(Situation.UNKNOWN, ()),)


def _guesses(facts: KnownFacts) -> Iterator[SituationGuess]:
    for situation in Situation:
        if situation is Situation.OTHER_VOICE and facts.other_voice:
            yield SituationGuess(situation, (Topic.OTHER_PERSON_PRESENT,))
        grounds = GROUNDS.get(situation)
        if grounds is None or any(_holds(facts, item) for item in grounds.unless):
            continue
        enough = [item for item in grounds.enough if _holds(facts, item)]
        if enough:
            items = (*enough, *(item for item in grounds.adds if _holds(facts, item)))
            evidence = (item[0] if isinstance(item, tuple) else item for item in items)
            yield SituationGuess(situation, tuple(evidence))


# One case for each kind of evidence.
def _holds(facts: KnownFacts, item: Term | tuple[Topic, AnswerState]) -> bool:
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
            return any(thing.what is item for thing in facts.heard)
        case Intent():
            return facts.caller_said(item)
        case LineKind():
            return facts.kind is item
        case terms.LocationSource():
            return item in facts.location
    return False
