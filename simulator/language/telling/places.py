"""Sentences on the place: where, from what, how sure, and of what time (CH-57, CH-60, BR-07)."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import LocationSource, Sign, Topic
from simulator.knowledge.facts import NEAR_WITHIN, Lookup, Stamp
from simulator.knowledge.ledger import Pressure, Speaker
from simulator.knowledge.officers_questions import is_outside
from simulator.language.telling.answer_words import BY_SIGN, SOURCE_WORDS
from simulator.language.telling.sentence import (
    DO_NOT_REST,
    SpokenSentence,
    Teller,
    as_part,
    ended,
    quote,
    shortened,
)
from simulator.language.telling.statement_words import Part

_NAMES_PLACE = ("address", "landmark")
_ADDRESS = (Topic.AT_KNOWN_ADDRESS, "address")
_KM = 1_000
_A_STREET = 100
"""Metres, beyond which a circle adds nothing to an address that is confirmed (assumption)."""
_STAYS_FOR: Millis = 60_000
"""How long the place of one who is under way is passed on without its time (BF-6, assumption)."""


def of_places(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield the place as the caller gave it, as it is held, and as data has it."""
    facts = teller.facts
    yield from _in_words(teller)
    yield from _held(teller)
    yield from _data(teller)
    if not (facts.place_words or facts.address_held or facts.location):
        unknown = frozenset({("unknown", Topic.LOCATION)})
        yield SpokenSentence(Part.PLACE, f"No place is known yet.{_tracing(teller)}", unknown, 0)


TRACE_RUNS = "A trace is running."
"""What is said of a trace that has no result yet."""


def _tracing(teller: Teller) -> str:
    return {Lookup.WAITING: f" {TRACE_RUNS}", Lookup.NOTHING: " The trace found nothing."}.get(
        teller.facts.trace, ""
    )


def _in_words(teller: Teller) -> Iterator[SpokenSentence]:
    facts = teller.facts
    if not facts.place_words:
        return
    stated = [
        each
        for each in facts.ledger
        if each.topic in _NAMES_PLACE and each.value and each.speaker is not Speaker.OTHER
    ]
    said = teller.place_said
    place, named = facts.place_words, said is None
    if said is not None and place.rstrip(".").lower() == said.words.rstrip(".").lower():
        place = shortened(said.words)
    own = not named and place.lower().startswith(("i ", "i'm", "we", "it's"))
    place = quote(place) if own else as_part(place)
    text = f"{teller.caller()} where: {place if own else ended(place)}"
    if stated and all(each.pressure is Pressure.COACHED for each in stated):
        text += f" Another voice had just spoken. {DO_NOT_REST}"
    said_at = max((teller.known.at(Stamp.STATED, t) or 0 for t in _NAMES_PLACE), default=0)
    if said_at and is_outside(facts) and teller.now - said_at > _STAYS_FOR:
        text = teller.dated(said_at, text)
    covers = frozenset((*stated, *teller.in_place_words, Topic.LOCATION))
    yield SpokenSentence(Part.PLACE, text, covers, 0)


def _held(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield the address that is held, and what the caller says of it."""
    facts, address = teller.facts, teller.facts.address_held
    if not address:
        return
    covers: set[object] = {*_ADDRESS}
    covers |= {each for each, data in facts.location.items() if data.radius is None}
    if facts.is_yes(Topic.AT_KNOWN_ADDRESS):
        sign = facts.of(Topic.AT_KNOWN_ADDRESS).sign
        by = f" {BY_SIGN[sign]}" if sign is not None and sign is not Sign.SPOKEN else ""
        who = teller.people.caller.noun
        text = f"{address[:1].upper()}{address[1:]}: {who} confirmed it{by}."
        if facts.address and facts.trace is Lookup.FOUND:
            text = f"{text[:-1]}, and the trace has it too."
            covers.add(LocationSource.TRACE)
    elif facts.is_no(Topic.AT_KNOWN_ADDRESS):
        text = f"Not {ended(address)} That is held on the number; {_not_there(teller)}."
    elif facts.address and facts.trace is Lookup.FOUND:
        text = f"From the trace at {teller.at(Stamp.RESULT)}: {address}, not confirmed."
        covers.add(LocationSource.TRACE)
    else:
        text = f"On the number: {address}, not confirmed."
    yield SpokenSentence(Part.PLACE, text, frozenset(covers), 0)


def _not_there(teller: Teller) -> str:
    return f"{teller.people.caller.noun} says it isn't there"


def _data(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield the smallest circle; officers who have an address need no wider one."""
    facts = teller.facts
    circles = {s: d for s, d in sorted(facts.location.items()) if d.radius is not None}
    if not circles:
        return
    source = min(circles, key=lambda each: circles[each].radius or 0)
    covers: set[object] = {*circles}
    if facts.trace is Lookup.FOUND:
        covers.add(LocationSource.TRACE)
    placed = bool(facts.address_held or facts.place_words)
    text = _circle(teller, source, circles[source])
    # Officers who have a confirmed address need no cell of half a kilometre (CH-60).
    wide = (circles[source].radius or 0) > _A_STREET and facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    rank = (4 if wide else 2) if placed else 0
    yield SpokenSentence(Part.PLACE, text, frozenset(covers), rank)


def _circle(teller: Teller, source: LocationSource, data: do.DeliverLocation) -> str:
    facts = teller.facts
    radius = data.radius or 0
    at, of = teller.at(Stamp.DATA, source), SOURCE_WORDS[source]
    place = f"{data.place[:1].upper()}{data.place[1:]}" if data.place else "A point"
    if radius <= NEAR_WITHIN:
        return f"{place}, within {radius} metres, {of} at {at}."
    far = f"{radius / _KM:.2g} kilometres"
    none = "" if facts.address_held or facts.place_words else "No address. "
    search = f" It's a search, not a visit.{_tracing(teller)}" if none else ""
    return f"{none}{place}, within {far}, {of} at {at}.{search}"
