"""What the words of an operator or a call handler claim: that it is the police, that all is well.

Rules judge these as statements beside the words, so a record without its words is judged alike.
Every pattern is an assumption after practice2 7 (LP-07, LP-08).
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from simulator.core.statements import Stated, StatementTopic
from simulator.knowledge.facts import KnownFacts

CLAIMS: Mapping[StatementTopic, re.Pattern[str]] = {
    StatementTopic.NAMES_POLICE: re.compile(
        r"\b(police\w*|officers?|999|constable|you (called|rang|phoned) us)\b", re.IGNORECASE
    ),
    StatementTopic.PROMISES_SAFETY: re.compile(
        r"\byou('| a)?re (?:\w+ )?safe now|\bit('| wi)?ll be (all right|alright|ok|okay|fine)\b"
        r"|\byou('| wi)?ll be (?:\w+ )?(fine|safe|all right|alright|ok|okay)\b"
        r"|nothing will happen|\b(nobody|no one|he|she|they) (can't|can|won't|will) hurt you now"
        r"|\bi promise\b|\bhelp is coming\b",
        re.IGNORECASE,
    ),
    StatementTopic.CLAIMS_PLACE: re.compile(
        r"\b(i|we) (can see|know)( exactly)? where you are|55 shows\b", re.IGNORECASE
    ),
    StatementTopic.CLAIMS_THERE: re.compile(
        r"\b(with you now|in the room with you|have you now|got you now)\b(?!.*\?)", re.IGNORECASE
    ),
}
"""The words by which each is claimed."""


_COMING = re.compile(r"\b(coming|been sent|on (its|the|their) way)\b", re.IGNORECASE)
_NOT_SO = re.compile(r"\?|\b(no|not|if|when|until)\b|n't\b", re.IGNORECASE)
_SERVICES: Mapping[StatementTopic, re.Pattern[str]] = {
    StatementTopic.AMBULANCE_COMING: re.compile(r"\b(ambulance|paramedics?)\b", re.IGNORECASE),
    StatementTopic.FIRE_ENGINE_COMING: re.compile(
        r"\b(fire (engine|service|brigade|crew)|firefighters?)\b", re.IGNORECASE
    ),
}
"""The words for another service, which a sentence has to say is coming."""
_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
_LONG_WORD = re.compile(r"[a-z]{4,}")
_SMALL_WORDS = frozenset(
    ["that", "this", "with", "your", "here", "from", "near", "have", "there", "where", "what"]
)
OF_STAFF = frozenset({*CLAIMS, *_SERVICES, StatementTopic.SAYS_PLACE})
"""All that words of staff can claim."""


# The lines of our own people come again in every call, and mean the same each time.
@lru_cache(maxsize=4_096)
def claims(words: str) -> Stated:
    """Return what words of staff claim, in the order of the topics."""
    plain = words.replace("\u2019", "'")
    found = (topic for topic, pattern in CLAIMS.items() if pattern.search(plain))
    return tuple((topic, True) for topic in (*found, *_coming(plain)))


def _coming(words: str) -> Iterator[StatementTopic]:
    """Yield the services that a sentence says are coming, and does not ask or deny."""
    said = [each for each in _SENTENCE.findall(words) if _COMING.search(each)]
    said = [each for each in said if not _NOT_SO.search(each)]
    yield from (topic for topic, name in _SERVICES.items() if any(map(name.search, said)))


def claims_knowing(words: str, facts: KnownFacts) -> Stated:
    """Return what words claim of staff who know this: whether they say the place as well."""
    said = claims(words)
    return (*said, (StatementTopic.SAYS_PLACE, True)) if _says_place(words, facts) else said


def _says_place(words: str, facts: KnownFacts) -> bool:
    """Whether words share a word of four letters or more with a place that is held."""
    places = (facts.address, facts.place_words, *(data.place for data in facts.location.values()))
    return not _long_words(" ".join(places)).isdisjoint(_long_words(words))


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.lower())).difference(_SMALL_WORDS)
