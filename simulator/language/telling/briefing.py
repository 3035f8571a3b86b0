"""Briefings: the sentences that officers lack, in their order, at most 45 words at a time.

The first burst has what cannot wait; the rest follows in later ones (practice2 section 6, B27). The
lists of the act name only what its sentences say, so "was it passed on?" has one answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple, TypeVar

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.statements import Stated, StatementTopic, follows
from simulator.core.terms import LocationSource, Marker, Reported, Sound, Topic, UnitStatus
from simulator.knowledge.facts import HeardThing, KnownFacts
from simulator.knowledge.judgements.telling import is_told
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.ledger import Audience, Statement
from simulator.knowledge.officers_questions import AT_A_DOOR, WAY_IN, answers, is_outside
from simulator.language.telling.answers import of_answers, of_unknown
from simulator.language.telling.besides import how_to_come, on_the_number, services
from simulator.language.telling.heard import (
    LISTENING,
    OF_NOW,
    by_operator,
    each_heard_once,
    last_sign,
    of_callers_words,
    of_other_voices,
    of_sounds,
    of_the_line,
    who_calls,
)
from simulator.language.telling.places import of_places
from simulator.language.telling.sentence import Source, SpokenSentence, Teller, lacks
from simulator.language.telling.statement_words import Part
from simulator.language.telling.statements import of_statements

T = TypeVar("T")
# A briefing has five of a hundred topics: these are put in order, and not all gone through.
_TOPICS = {topic: place for place, topic in enumerate(Topic)}
_REPORTS = {report: place for place, report in enumerate(Reported)}
MOST_WORDS = 45
"""In one burst: 20 seconds on the air (practice2 section 6, assumption)."""
_AT_ONCE, _LATE, _ONLY_ALONE = -1, 2, 4
"""Ranks of what is said first at a door, of what is never said a second time, and of what is said
only by itself."""
_PARTS = frozenset(Part)
_SOURCES: Mapping[Source, frozenset[Part]] = {
    of_places: frozenset({Part.PLACE}),
    who_calls: frozenset({Part.WHO}),
    of_statements: _PARTS,
    of_other_voices: frozenset({Part.NOW}),
    of_answers: _PARTS,
    by_operator: frozenset({Part.NOW}),
    of_sounds: frozenset({Part.NOW}),
    of_callers_words: frozenset({Part.NOW}),
    of_the_line: frozenset({Part.NOW}),
    services: frozenset({Part.HURT}),
    on_the_number: frozenset({Part.HISTORY}),
    how_to_come: frozenset({Part.CHILDREN, Part.HOW}),
    of_unknown: frozenset({Part.UNKNOWN}),
}
"""What sentences are made from, in their order, and the parts of a briefing that each may have."""


@dataclass(slots=True)
class Spoken:
    """What one call handler has said to officers so far, of what no fact shows."""

    items: set[object] = field(default_factory=set)
    topics: dict[Topic, bool] = field(default_factory=dict)
    """What they said of each topic, so that a change is a correction."""
    listened: Millis | None = None
    """When they last said what comes over a line in silence."""
    waiting: frozenset[object] = frozenset()
    """What a burst had no room for, so that it comes before what is new."""

    def take(
        self, act: do.BriefOfficers, sentences: Iterable[SpokenSentence], at: Millis | None = None
    ) -> None:
        """Remember what was said, and when."""
        for each in sentences:
            if each.text.startswith(LISTENING):
                self.listened = at
            self.items.update((*each.covers, _undated(each.text)))
        self.topics |= {**dict.fromkeys(act.topics, True), **dict.fromkeys(act.ruled_out, False)}

    def has(self, sentence: SpokenSentence) -> bool:
        """Whether this very sentence was said, whenever that was."""
        return _undated(sentence.text) in self.items


def _undated(text: str) -> str:
    """Return a sentence without its time, and without saying that it corrects something."""
    return _DATED.sub("", text.removeprefix(CORRECTION)).lower()


_DATED = re.compile(r"^at \d+:\d\d ", re.IGNORECASE)
CORRECTION = "Correction: "


class Briefing(NamedTuple):
    """One burst, and what is left for the next."""

    act: do.BriefOfficers
    sentences: tuple[SpokenSentence, ...]
    rest: tuple[SpokenSentence, ...]


def all_sentences(teller: Teller, parts: frozenset[Part] = _PARTS) -> list[SpokenSentence]:
    """Return every sentence that could be said of the call now, in their order.

    Of some `parts` alone: nothing is composed that has no place in them.
    """
    asked = (source for source, has in _SOURCES.items() if not has.isdisjoint(parts))
    found = chain.from_iterable(source(teller) for source in asked)
    once: dict[str, SpokenSentence] = {}
    for each in found:
        if (same := once.get(each.text)) is not None:
            each = same._replace(covers=same.covers | each.covers, rank=min(same.rank, each.rank))
        once[each.text] = each
    return sorted((e for e in once.values() if e.part in parts), key=lambda each: each.part)


def briefing(
    made: do.BriefOfficers, teller: Teller, spoken: Spoken, at: Millis | None = None
) -> Briefing:
    """Return the act with its sentences: what officers lack, and what it is to answer.

    It is said `at` a time, which may be long after what was perceived last.
    """
    facts = teller.facts
    again = facts.unit_status in AT_THE_DOOR and not facts.clues_given
    asked = {*facts.officers_ask}.intersection((*made.topics, *made.ruled_out, *made.unknown))
    asks: frozenset[object] = frozenset((*asked, *(("unknown", topic) for topic in asked)))
    asks = asks.union(*(answers(facts, topic) for topic in asked))
    at_door = facts.arrived and not (facts.door_told or facts.found or again)
    asks |= _at_the_door_items(facts) if at_door else frozenset()
    teller = replace(
        teller, news_only=not again, asked=asks, said=frozenset(spoken.items), unknown=made.unknown
    )
    due = [
        each
        for each in all_sentences(teller)
        if (again and _helps_at_the_door(facts, each))
        or _is_due(teller, each, spoken)
        or not asks.isdisjoint(each.covers)
    ]
    if at_door:
        way_in = _way_in(facts)
        due = [e if way_in.isdisjoint(e.covers) else e._replace(rank=_AT_ONCE) for e in due]
        due = [*due, *nobody_answers(teller, helped=any(map(asks.intersection, _covers(due))))]
    said = [*at_the_door(teller), *(_in_turn(facts, each, spoken) for each in due)]
    said = [*each_heard_once(said, teller, spoken.listened, teller.now if at is None else at)]
    first, rest = burst(_worth_saying(said) or [NOTHING_NEW] * bool(made.heard))
    # What is so at this moment is not so a burst later, and is said anew then.
    rest = tuple(each for each in rest if not each.text.startswith(OF_NOW))
    text = " ".join(each.text for each in first)
    return Briefing(_listing(made, facts, text, first, rest), first, rest)


NOTHING_NEW = SpokenSentence(Part.NOW, "Heard again, and nothing new in it.")
"""What is said of a sound or word that officers have had, and that would else be a bare list."""


def next_burst(left: Sequence[SpokenSentence], facts: KnownFacts) -> Briefing:
    """Return a burst of what was left of the one before."""
    first, rest = burst(left)
    text = " ".join(each.text for each in first)
    return Briefing(_listing(do.BriefOfficers(()), facts, text, first, ()), first, rest)


def still_held(said: Sequence[SpokenSentence], teller: Teller) -> tuple[SpokenSentence, ...]:
    """Return sentences that waited, with what is not known as it is not known now."""
    unknown = [each for each in said if each.part is Part.UNKNOWN]
    topics = {item for each in unknown for item in each.covers}
    teller = replace(teller, news_only=False, said=frozenset())
    now = [each for each in of_unknown(teller) if not topics.isdisjoint(each.covers)]
    return (*(each for each in said if each.part is not Part.UNKNOWN), *(now if unknown else ()))


def burst(
    said: Sequence[SpokenSentence],
) -> tuple[tuple[SpokenSentence, ...], tuple[SpokenSentence, ...]]:
    """Return the sentences that are said at once, in their order, and the others.

    What cannot wait is chosen first; a sentence is never cut. There is always one.
    """
    chosen: list[SpokenSentence] = []
    words = 0
    for each in sorted(said, key=lambda sentence: (sentence.rank, not _warns(sentence))):
        if chosen and words + each.length > MOST_WORDS:
            continue
        chosen.append(each)
        words += each.length
    return (
        tuple(each for each in said if each in chosen),
        tuple(each for each in said if each not in chosen),
    )


def _warns(said: SpokenSentence) -> bool:
    """Whether a sentence has a weapon in it: of what presses alike, that comes first."""
    return any(isinstance(e, Statement) and e.value and e.topic in _WEAPONS for e in said.covers)


_WEAPONS = frozenset({StatementTopic.KNIFE, StatementTopic.GUN, StatementTopic.OTHER_WEAPON})


def _worth_saying(said: Sequence[SpokenSentence]) -> Sequence[SpokenSentence]:
    """Leave out what helps nobody, unless there is nothing else: it counts as passed on."""
    return [each for each in said if each.rank < _ONLY_ALONE] or said


_AT_A_DOOR = 50
"""Metres around a fix within which officers can listen at the doors (EN-04, assumption)."""


def at_the_door(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what officers need first who met another person, or nobody (CH-81, EN-03, EN-04)."""
    facts = teller.facts
    if facts.unit_status not in AT_THE_DOOR or facts.clues_given:
        return
    who = teller.people.caller
    if facts.unit_status is UnitStatus.NOT_FOUND:
        text = f"Please look again: nothing heard shows that {who.has} left."
        if facts.radius is not None and facts.radius <= _AT_A_DOOR and not is_outside(facts):
            text += " Listen at the doors."
    else:
        text = f"Please see {who.whom} alone: another person's word does not close this."
    yield SpokenSentence(Part.PLACE, text, frozenset(), 0)
    yield from last_sign(teller, 1, Part.PLACE)


def _covers(said: Iterable[SpokenSentence]) -> Iterator[frozenset[object]]:
    return (each.covers for each in said)


def _at_the_door_items(facts: KnownFacts) -> frozenset[object]:
    """Return what officers hear once more when they are there (EN-04): where, and the way in."""
    stated = {each for each in facts.ledger if each.topic in AT_A_DOOR and not each.lowers}
    outside = {Topic.LOCATION} if is_outside(facts) else set()
    return frozenset({*stated, *_way_in(facts), *outside})


def _way_in(facts: KnownFacts) -> frozenset[object]:
    """Return what says how to get in, and where inside: it comes before all else at a door."""
    stated = {each for each in facts.ledger if each.topic in WAY_IN}
    return frozenset({*stated, *(t for t in _OF_A_DOOR if facts.is_yes(t) or facts.is_no(t))})


_OF_A_DOOR = (Topic.CAN_OPEN_DOOR, Topic.LOCKED_IN, Topic.CAN_STAY_HIDDEN)


def nobody_answers(teller: Teller, *, helped: bool) -> Iterator[SpokenSentence]:
    """Yield what else helps at a shut door: the last sign, or that no way in is known."""
    yield from last_sign(teller, _AT_ONCE)
    if not helped and not is_outside(teller.facts):
        yield SpokenSentence(Part.HOW, "No way in is known to us.", frozenset(), _AT_ONCE)


def _helps_at_the_door(facts: KnownFacts, each: SpokenSentence) -> bool:
    """Whether it is said once more to officers who are there: where it is, only if they look."""
    looks = facts.unit_status is UnitStatus.NOT_FOUND
    return each.rank < _LATE and (looks or each.part is not Part.PLACE)


# --- what officers lack --------------------------------------------------------------------------


def _is_due(teller: Teller, each: SpokenSentence, spoken: Spoken) -> bool:
    """Whether officers lack something of it, and have not heard this very sentence."""
    if spoken.has(each):
        return False
    facts = teller.facts
    return not each.covers or any(
        item not in spoken.items if (lacking := lacks(facts, item)) is None else lacking
        for item in each.covers
    )


def _in_turn(facts: KnownFacts, each: SpokenSentence, spoken: Spoken) -> SpokenSentence:
    """Return the sentence as a correction, if officers were given the opposite.

    It comes earlier if it waited already.
    """
    if not spoken.waiting.isdisjoint(each.covers):
        each = each._replace(rank=max(each.rank - 1, 0))
    turned = any(_is_turned(facts, item, spoken) for item in each.covers)
    return each._replace(text=f"{CORRECTION}{_inside(each.text)}") if turned else each


def _inside(text: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return f"{text[:1].lower()}{text[1:]}"


def _is_turned(facts: KnownFacts, item: object, spoken: Spoken) -> bool:
    if isinstance(item, Topic):
        return item in spoken.topics and spoken.topics[item] is facts.is_no(item)
    if not isinstance(item, Statement) or facts.has_passed_on(Audience.OFFICERS, item):
        return False
    return any(
        given.to is Audience.OFFICERS
        and given.topic is item.topic
        and given.value is not item.value
        for given in facts.passed_on
    )


# --- the lists of the act ------------------------------------------------------------------------


def _listing(
    made: do.BriefOfficers,
    facts: KnownFacts,
    text: str,
    said: Sequence[SpokenSentence],
    rest: Sequence[SpokenSentence],
) -> do.BriefOfficers:
    """Return the act with what its sentences say, and with what no sentence will."""
    covered = frozenset(chain.from_iterable(each.covers for each in said))
    later = frozenset(chain.from_iterable(each.covers for each in rest)) - covered
    # What follows from words that wait has not been said either: a knife in the next burst.
    later |= _following(later) - _following(covered) - covered
    reports = _reports(facts, covered) - _unsaid(facts, covered)
    not_yet = _reports(facts, later) - reports
    topics = [
        item
        for item in sorted(_TOPICS.keys() & covered, key=_TOPICS.__getitem__)
        if item not in made.topics and is_told(facts, item)
    ]
    means = _means(made, covered, later)
    return replace(
        made,
        topics=(
            *(t for t in made.topics if t not in later),
            *(t for t in topics if facts.is_yes(t)),
        ),
        ruled_out=(
            *(t for t in made.ruled_out if t not in later),
            *(t for t in topics if facts.is_no(t) and t not in made.ruled_out),
        ),
        markers=tuple(m for m in _both(made.markers, covered, Marker) if m not in later),
        heard=tuple(sorted(reports.union({*made.heard} - not_yet), key=_REPORTS.__getitem__)),
        location=tuple(s for s in _both(made.location, covered, LocationSource) if s not in later),
        unknown=tuple(t for t in made.unknown if ("unknown", t) not in later),
        means=means,
        # Its sentences always say who said it, and after whose words.
        their_word=tuple(each for each in means if facts.ledger.is_anothers(*each)),
        text=text,
        whole=True,
    )


def _following(covers: frozenset[object]) -> frozenset[Topic]:
    """Return the topics that statements settle."""
    stated = tuple((e.topic, e.value) for e in covers if isinstance(e, Statement))
    return frozenset(topic for topic, _ in follows(stated))


def _unsaid(facts: KnownFacts, covered: frozenset[object]) -> frozenset[Reported]:
    """Return the disturbance if a sound of it waits for its sentence: a voice stands for none."""
    waiting = (
        use.reports
        for thing, use in facts.heard.items()
        if isinstance(thing.what, Sound) and thing not in covered and not use.passed_on
    )
    return frozenset({Reported.DISTURBANCE}).intersection(chain.from_iterable(waiting))


def _both(listed: tuple[T, ...], covered: frozenset[object], kind: type[T]) -> tuple[T, ...]:
    more = sorted((each for each in covered if isinstance(each, kind)), key=str)
    return tuple(dict.fromkeys((*listed, *more)))


def _means(made: do.BriefOfficers, covered: frozenset[object], later: frozenset[object]) -> Stated:
    said = sorted((e.topic, e.value) for e in covered if isinstance(e, Statement))
    held_back = {(e.topic, e.value) for e in later if isinstance(e, Statement)} - {*said}
    return tuple(dict.fromkeys((*(each for each in made.means if each not in held_back), *said)))


def _reports(facts: KnownFacts, covered: frozenset[object]) -> frozenset[Reported]:
    """Return what was heard, as an act lists it."""
    things = (each for each in covered if isinstance(each, HeardThing) and each in facts.heard)
    heard = chain.from_iterable(facts.heard[each].reports for each in things)
    return frozenset((*heard, *(each for each in covered if isinstance(each, Reported))))
