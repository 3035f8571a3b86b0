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
from simulator.content.scenario.report_words import (
    NOT_KNOWN,
    clauses,
    counted,
    not_known,
    plainly,
    speaks_of,
    spoken_of,
    stated,
)
from simulator.core import acts as do
from simulator.core.statements import Stated, StatementTopic, follows
from simulator.core.terms import LocationSource, Marker, Reported, Service, ServiceNeed, Topic
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.ledger import OWN
from simulator.language.handover_sentence import sounds_named
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
    means = counted(words, facts)
    lower = words.lower()
    unknown = not_known(words)
    claimed = {topic: so for topic, so, _ in plainly(words, facts)}
    if claimed.get(Topic.WEAPON) is False:
        # "No weapon there" is more than that none was seen.
        means = tuple(each for each in means if each[0] is not StatementTopic.NO_WEAPON_SEEN)
    said = {**dict(spoken_of(words, facts, but=unknown)), **dict(follows(means)), **claimed}
    heard = {*reported(words), *(each for each, pattern in _NAMED.items() if _has(pattern, lower))}
    known = facts.reports.union(facts.handover)
    return {
        "unknown": tuple(each for each in unknown if each not in said),
        "answers": tuple(each for each in facts.officers_ask if speaks_of(words, each)),
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


_TO_CONTROL: Mapping[ServiceNeed, str] = {
    ServiceNeed.SCENE_ADDRESS: r"address|flat \d+|number \d+|postcode"
    r"|\d+\w? [a-z]+ (?:road|street|lane|row|close|avenue|court|drive|way|terrace|gardens?|hill"
    r"|place|crescent)",
    ServiceNeed.PATIENT_CONSCIOUS: r"awake|conscious|alert|talking|respon\w+|wak(?:es?|ing)"
    r"|out cold|unconscious|unresponsive",
    ServiceNeed.PATIENT_BREATHING: r"breath\w*|gasp\w*",
    ServiceNeed.PATIENT_AGE: r"\d{1,2} ?(?:years?|yrs?|months?|year-old)\b|aged?|baby|toddler"
    r"|child|in (?:his|her|their) \w+(?:s|ies)|adult|elderly|pensioner|teenager",
    ServiceNeed.WHAT_TAKEN: r"tablets?|pills?|paracetamol|overdose|took|taken|swallowed|drugs?",
    ServiceNeed.SAFE_TO_APPROACH: r"safe|unsafe|secured?|go (?:straight )?(?:in|up)|wait"
    r"|hold (?:off|back)|keep away|rendezvous|rvp|violent",
    ServiceNeed.PEOPLE_INSIDE: r"inside|everybody(?:'s)? out|everyone(?:'s)? out|all out|trapped"
    r"|persons reported|in there",
    ServiceNeed.SMOKE_OR_FLAMES: r"smoke|flames?|fire|burning|alight|gas",
    ServiceNeed.WHICH_FLOOR: r"floor|upstairs|downstairs|basement|landing|flat \d+",
    ServiceNeed.ANY_CHANGE: r"changed?|no different|same|worse|better|nothing new|since",
}
"""How a sentence to another service's control speaks of what that needs."""
_DENIES = re.compile(
    r"\b(?:not|no|nobody|none|never|un(?:conscious|responsive|safe)|out cold|gasp\w*|wait"
    r"|hold (?:off|back)|keep away|rendezvous|rvp|violent|everybody(?:'s)? out"
    r"|everyone(?:'s)? out|all out)\b|n't\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:(?P<yes>yes|yeah|yep|affirmative|they are|(?:s?he) is)|(?P<no>no|nope|negative"
    r"|they aren't|(?:s?he) isn't))\b[\s,.!]*(?:they (?:are|aren't)|s?he (?:is|isn't))?[\s.!]*",
    re.IGNORECASE,
)
"""A yes or a no alone answers what was asked last."""


def typed_to_control(words: str, service: Service, facts: KnownFacts) -> dict[str, Any]:
    """Return the fields of what a trainee says to another service's control.

    What the sentence does not speak of stays unanswered; "I don't know" answers all that is open.
    """
    asked = [need for who, need in facts.services_ask if who is service]
    plain = words.replace("\u2019", "'").strip()
    found: dict[str, list[ServiceNeed]] = {"answers": [], "denied": [], "not_known": []}
    if (bare := _BARE.fullmatch(plain)) and asked:
        found["answers" if bare["yes"] else "denied"].append(asked[-1])
    for clause in clauses(plain):
        spoken = [n for n, pattern in _TO_CONTROL.items() if _has(pattern, clause.lower())]
        unknown = NOT_KNOWN.search(clause) is not None
        way = "not_known" if unknown else "denied" if _DENIES.search(clause) else "answers"
        found[way] += spoken or (asked if unknown else [])
    if read(plain)[1]:
        found["answers"].append(ServiceNeed.SCENE_ADDRESS)
    return {
        "means": stated(words),
        "update": service in facts.brought_in,
        **{way: tuple(dict.fromkeys(needs)) for way, needs in found.items()},
    }


def typed_handover(words: str) -> do.HandOver:
    """Return a hand-over in the operator's own sentence."""
    lower = words.lower()
    found = {*reported(words), *(each for each, pattern in _NAMED.items() if _has(pattern, lower))}
    heard = tuple(each for each in Reported if each in found) or (Reported.NOTHING,)
    place = read(words)[1]
    sounds = sounds_named(words)
    return do.HandOver(heard, words, means=_of_caller(words), place_words=place, sounds=sounds)


_WHO_RINGS = re.compile(
    r"\W*(?:police\W+)?(?:an?|one) (?:[\w-]+ ){0,3}?(?:man|woman|child|girl|boy|lady|lad|gentleman"
    r"|teenager|male|female|person|caller)\b(?!.*\b(?:behind|beside|background|near|with (?:him|her"
    r"|them)|at (?:him|her|them)|and an?)\b)",
    re.IGNORECASE,
)
"""Begins a sentence that describes the caller: "A man, slurred"."""
_OF_WHO_RINGS = frozenset(
    {
        *(StatementTopic.STRANGER, StatementTopic.OF_ANOTHER, StatementTopic.OF_OTHERS),
        *(StatementTopic.CHILDREN, StatementTopic.PERSON_HERE),
    }
)


def _of_caller(words: str) -> Stated:
    """Return what a hand-over states; that a man or a child rings puts no other person there."""
    # "Police, mobile call" speaks to the police, and asks for none.
    words = re.sub(r"\A\W*police[,.:;]\s*", "", words, flags=re.IGNORECASE)
    sentences = re.split(r"(?<=[.;!?])\s+", words)
    of_caller = [each for each in sentences if _WHO_RINGS.match(each)]
    if not of_caller:
        return stated(words)
    others = " ".join(each for each in sentences if each not in of_caller)
    only = {each for each in stated(" ".join(of_caller)) if each[0] in _OF_WHO_RINGS}
    return tuple(each for each in stated(words) if each not in only - set(stated(others)))


def their_word(words: str, facts: KnownFacts) -> Stated:
    """Return what a sentence passes on as another person's word, of what is no more than that."""
    return tuple(
        (topic, value)
        for sentence in re.split(r"[.;!?]", words.replace("\u2019", "'"))
        for topic, value in stated(sentence)
        if facts.ledger.only_another_said(topic, value) and _says_whose(sentence, topic, facts)
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
