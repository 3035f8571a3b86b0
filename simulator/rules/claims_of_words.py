"""What the words of an act claim: read from the words themselves, or from what they are for."""

import re
from typing import Any

from simulator.core.instant import minutes_said
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Service, Topic
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.language.purposes import FurtherPurpose, claims

_POLICE_INTENTS = (
    *(Intent.THROUGH_TO_POLICE, Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA),
    *(Intent.NO_UNIT_YET, Intent.CONFIRM_MET, Intent.CLOSE_WITH_OFFICER, Intent.GETS_INTERPRETER),
)
_COMING = re.compile(r"\b(coming|been sent|on (its|the|their) way)\b", re.I)
_NOT_SO = re.compile(r"\?|\b(no|not|if|when|until)\b|n't\b", re.I)
_SERVICES = {
    Service.AMBULANCE: re.compile(r"\b(ambulance|paramedics?)\b", re.I),
    Service.FIRE: re.compile(r"\b(fire (engine|service|brigade|crew)|firefighters?)\b", re.I),
}
_SMALL_WORDS = "that this with your here from near have there where what"


def words_of(entry: Any) -> str:
    """Return the words of an act; empty if it has none, or they are not known."""
    return str(getattr(entry.body, "words", "")).replace("’", "'")


def names_police(_known: Knowledge, entry: Any) -> bool:
    """Whether the words, or what they are for, name the police."""
    body = entry.body
    topics = getattr(body, "about", ())
    asks = isinstance(topics, tuple) and Topic.NEEDS_POLICE in topics
    by_intent = getattr(body, "intent", None) in _POLICE_INTENTS and not body.words
    return asks or by_intent or _claims(entry, StatementTopic.NAMES_POLICE)


def _claims(entry: Any, topic: StatementTopic) -> bool:
    """Whether an act says so: as it was understood, or by its words."""
    stated = getattr(entry.body, "means", ())
    return (topic, True) in stated or (topic, True) in claims(words_of(entry))


def claimed(entry: Any) -> set[Service]:
    """Return the other services that the words say are coming."""
    sentences = re.findall(r"[^.!?]+[.!?]?", words_of(entry))
    said = [each for each in sentences if _COMING.search(each) and not _NOT_SO.search(each)]
    return {service for service, name in _SERVICES.items() if any(map(name.search, said))}


def says_the_place(known: Knowledge, entry: Any) -> bool:
    """Whether the words share a word of four letters or more with a place that is held."""
    facts = known.facts
    places = (facts.address, facts.place_words, *(data.place for data in facts.location.values()))
    return not _long_words(" ".join(places)).isdisjoint(_long_words(words_of(entry)))


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower())).difference(_SMALL_WORDS.split())


def time_too_short(known: Knowledge, entry: Any) -> bool:
    """Whether the words give fewer minutes than remain of what the unit said last."""
    facts = known.facts
    since = known.since(Stamp.ETA, entry.at)
    if facts.eta is None or since is None:
        return True
    said = minutes_said(words_of(entry))
    return said is not None and said < facts.eta - since // 60_000 - 1


def claims_there(_known: Knowledge, entry: Any) -> bool:
    """Whether the words say that officers are with the caller."""
    there = getattr(entry.body, "intent", None) is Intent.OFFICERS_THERE
    return there and _claims(entry, StatementTopic.CLAIMS_THERE)


def claims_place(_known: Knowledge, entry: Any) -> bool:
    """Whether the words claim to know the place."""
    return _claims(entry, StatementTopic.CLAIMS_PLACE)


def claims_safety(_known: Knowledge, entry: Any) -> bool:
    """Whether the words promise safety."""
    safe_promise = getattr(entry.body, "purpose", "") == FurtherPurpose.SAFE_PROMISE
    return safe_promise or _claims(entry, StatementTopic.PROMISES_SAFETY)
