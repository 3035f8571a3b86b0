"""A trainee's own sentences to officers and to police, as the act keeps them.

They are read by the reader of every word in a call, and nothing is added: what the sentence does
not say was not passed on. What it names of sounds, markers and places counts like a box that was
ticked (wordings: assumption).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core.statements import Stated, StatementTopic, follows
from simulator.core.terms import LocationSource, Marker, Reported
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.ledger import OWN
from simulator.seat.typed_words import reported

_NAMED: Mapping[Reported, str] = {
    Reported.OTHER_VOICE: r"voice|another person|some(?:body|one) else|a man|a woman",
    Reported.CHILD: r"child|kid|girl|boy|little one",
    Reported.PRETENCE: r"pretend\w*|as if|ordering|pizza|taxi|cover",
    Reported.SAID_MISTAKE: r"mistake|accident|misdial\w*|wrong number",
    Reported.OTHER_LANGUAGE: r"language|no english|little english",
    Reported.LINE_LOST: r"line (?:has |is )?(?:gone|lost|dead|dropped)|cut off|hung up|rang off",
    Reported.DEVICE: r"alarm|watch|device|machine|ecall",
    Reported.SPEECH: r"says?|said|speaks?|spoke|told|talk\w*",
    Reported.VOICES: r"voices?|people talking",
}
_MARKERS: Mapping[Marker, str] = {
    Marker.HIGH_RISK_DOMESTIC_ABUSE: r"high[- ]risk|domestic|abuse",
    Marker.DOMESTIC_ABUSE: r"domestic|abuse",
    Marker.STALKING: r"stalk\w*",
    Marker.COURT_ORDER: r"orders?|bail|injunction|non[- ]mol\w*",
    Marker.WEAPONS: r"weapons?|firearms?",
    Marker.AGREED_WORD: r"agreed word|code ?word|password",
    Marker.VULNERABLE: r"vulnerable",
    Marker.ILLNESS: r"ill|illness|unwell|medical",
}
_PLACED = re.compile(
    r"\b(?:\d+ ?(?:m|metres?|km|kilometres?|miles?)|fix|cell|mast|aml|eisec|address|postcode"
    r"|trace)\b"
)
_NO_FACT = re.compile(
    r"(?:\w+ ){1,2}(?:hasn't|haven't|hadn't|(?:has|have|had) not) (?:spoken|said)\b"
    r"|(?:please |and |then )*(?:don't|do not|never|see|send|come|go|keep|use|ring|check|ask|look"
    r"|take|bring|park|wait|stay|approach|treat|be|make sure|stop|quiet|quietly|silent|lights"
    r"|blue lights"
    r"|no lights|two units|one of you)\b",
    re.IGNORECASE,
)
"""How a clause begins that says what officers are to do, or that nothing was said."""
_THEIR_WORD = re.compile(
    r"\b(?:says?|said|saying|states?|stated|t(?:ells?|old)|claim(?:s|ed)?|insists?|reckons?|answer\w*"
    r"|according to|his words?|her words?|their words?|not confirmed|unconfirmed)\b",
    re.IGNORECASE,
)
_UNDER_ORDERS = re.compile(
    r"\b(?:t[o]ld (?:her|him|them)|(?:made|had|got) (?:her|him|them) say|prompt\w*|coach\w*"
    r"|not (?:her|his|their) own|(?:don't|do not|not) (?:believe|trust)|under pressure"
    r"|(?:he|she|they) (?:says?|said|t[o]ld)\b.*\b(?:first|before)"
    r"|after (?:he|she|they|another))\b",
    re.IGNORECASE,
)
"""How a sentence gives something as another person's word, or as said under orders (BF-2)."""
_FEWEST_LETTERS = 4
"""Fewest letters of a word that names a place (our choice)."""


def typed_briefing(words: str, facts: KnownFacts) -> dict[str, Any]:
    """Return the fields of a briefing that is a sentence and nothing else."""
    means = stated(words)
    lower = words.lower()
    said = dict(follows(means))
    heard = {*reported(words), *(each for each, pattern in _NAMED.items() if _has(pattern, lower))}
    known = facts.reports.union(facts.handover)
    return {
        "topics": tuple(topic for topic, so in said.items() if so),
        "ruled_out": tuple(topic for topic, so in said.items() if not so),
        "markers": tuple(each for each in facts.markers if _has(_MARKERS[each], lower)),
        "heard": tuple(each for each in Reported if each in heard and each in known),
        "location": tuple(
            each
            for each in LocationSource
            if each in facts.location and _places(each, facts, lower)
        ),
        "means": means,
        "their_word": their_word(words, facts),
        "whole": True,
    }


def typed_handover(words: str) -> do.HandOver:
    """Return a hand-over in the operator's own sentence."""
    lower = words.lower()
    found = {*reported(words), *(each for each, pattern in _NAMED.items() if _has(pattern, lower))}
    heard = tuple(each for each in Reported if each in found) or (Reported.NOTHING,)
    return do.HandOver(heard, words, means=stated(words), place_words=read(words)[1])


def stated(words: str) -> Stated:
    """Return what sentences of a trainee's state, as far as the reader is sure of it.

    A clause that says what to do ("don't speak to him first"), or only that nobody has spoken to
    police, states nothing of the call.
    """
    parts = (each.strip() for each in re.split(r"[.;!?,]", words))
    kept = ". ".join(each for each in parts if not _NO_FACT.match(each))
    return read(kept)[0] if kept else ()


def their_word(words: str, facts: KnownFacts) -> Stated:
    """Return what a sentence passes on as another person's word, of what is no more than that."""
    return tuple(
        (topic, value)
        for sentence in re.split(r"[.;!?]", words.replace("\u2019", "'"))
        for topic, value in stated(sentence)
        if facts.ledger.is_anothers(topic, value) and _says_whose(sentence, topic, facts)
    )


def _says_whose(sentence: str, topic: StatementTopic, facts: KnownFacts) -> bool:
    """Whether a sentence says who said it; of what a caller was made to say, that too."""
    own = any(each.speaker in OWN for each in facts.ledger.of(topic))
    return (_UNDER_ORDERS if own else _THEIR_WORD).search(sentence) is not None


def _has(pattern: str, words: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", words) is not None


def _places(source: LocationSource, facts: KnownFacts, words: str) -> bool:
    """Whether a sentence says where, by the words of a source or as one says how wide it is."""
    place = re.findall(r"\w+", facts.location[source].place.lower())
    named = any(len(each) >= _FEWEST_LETTERS and _has(re.escape(each), words) for each in place)
    return named or _PLACED.search(words) is not None
