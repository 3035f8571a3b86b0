"""One sentence of a briefing, and all that sentences are made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from simulator.core.instant import Millis, minutes
from simulator.core.statements import STATEMENTS, StatementTopic
from simulator.core.terms import LocationSource, Marker, Topic
from simulator.knowledge.facts import HeardThing, KnownFacts, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import Audience, SaidHow, Speaker, Statement
from simulator.knowledge.threat import others_matter
from simulator.language.telling.account import Account, SaidWords
from simulator.language.telling.people import People
from simulator.language.telling.statement_words import Part
from simulator.late_pattern import late_pattern

JUST_NOW: Millis = 15_000
"""What is no older is said without its time (assumption)."""
MOST_QUOTED = 24
"""Most words of a quotation; longer ones are cut after a sentence or a word (assumption)."""
DO_NOT_REST = "Don't rest on it."


class SpokenSentence(NamedTuple):
    """A sentence, or two that belong together."""

    part: Part
    text: str
    covers: frozenset[object] = frozenset()
    """What it passes on: statements, topics, markers, sources, things heard."""
    rank: int = 2
    """How early it has to be said: 0 in the first burst, whatever else there is."""

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.text.split())


CALLERS_OWN = (Speaker.CALLER, Speaker.CHILD)
"""Speakers of the caller's own statements."""


@dataclass(frozen=True)
class Teller:
    """Whoever passes a call on: what they know, what words they remember, and the time.

    It is made for one act. What many sentences ask of it is worked out once.
    """

    known: Knowledge
    account: Account
    people: People
    now: Millis
    news_only: bool = False
    """Whether only what officers lack is said."""
    asked: frozenset[object] = frozenset()
    """What they ask, and so hear even if they have heard it."""
    said: frozenset[object] = frozenset()
    """What was said to them, of what no fact shows."""
    unknown: tuple[Topic, ...] = ()
    """What is to be said not to be known, beside what is essential."""
    most_rank: int = 9
    """The rank of the least pressing sentence that is of use."""
    apart: bool = False
    """Whether each part of a briefing is said by itself, as under headings."""
    line_is_gone: bool = False
    """Whether what was not asked will not be: of a line that is gone nothing is to come (BF-7)."""

    @classmethod
    def of(cls, known: Knowledge, account: Account) -> Teller:
        """Return one at the time of what was perceived last."""
        return cls(known, account, account.people, max(known.stamps.values(), default=0))

    def wanted(self, item: object) -> bool:
        """Whether something is to be said: all of it, or only what officers lack or ask."""
        if not self.news_only or item in self.asked:
            return True
        lacking = lacks(self.facts, item)
        return item not in self.said if lacking is None else lacking

    def wants(self, covers: frozenset[object], rank: int) -> bool:
        """Whether a sentence is of use that passes these on: only then is it composed."""
        if rank > self.most_rank:
            return False
        return not self.news_only or not covers or any(map(self.wanted, covers))

    @cached_property
    def facts(self) -> KnownFacts:
        """What is known."""
        return self.known.facts

    @cached_property
    def place_said(self) -> SaidWords | None:
        """The caller's words that say nothing but where, and name the place that is held."""
        place = self.facts.place_words.rstrip(".").lower()
        for said in reversed(self.account.said if place else ()):
            where = said.means and all(topic in _OF_PLACE for topic, _ in said.means)
            if said.by_caller and where and place in said.words.lower():
                return said
        return None

    @cached_property
    def in_place_words(self) -> frozenset[Statement]:
        """What is stated by the very words that are passed on as the place."""
        said = self.place_said
        if said is None:
            return frozenset()
        words_of = self.account.words_of
        return frozenset(e for e in self.facts.ledger if not e.lowers and words_of(e) is said)

    @cached_property
    def from_operator(self) -> frozenset[Statement]:
        """What is stated in the operator's own words, which are passed on as such."""
        words, words_of = self.account.operator_words, self.account.words_of
        return frozenset(
            each
            for each in self.facts.ledger
            if each.how is SaidHow.OPERATOR
            and (said := words_of(each)) is not None
            and said.words.rstrip(".") in words
        )

    @cached_property
    def others_matter(self) -> bool:
        """Whether another person may harm the caller."""
        return others_matter(self.facts)

    @cached_property
    def overtaken(self) -> frozenset[Statement]:
        """What moves, and has moved on since: it is said as it is now."""
        ledger = self.facts.ledger
        moving = (each for each in ledger if STATEMENTS[each.topic].moves)
        return frozenset(
            each
            for each in moving
            if (belief := ledger.belief(each.topic)) is not None
            and belief.by.speaker in CALLERS_OWN
            and belief.by.value != each.value
        )

    def at(self, stamp: Stamp, subject: str = "") -> str:
        """Return when that last was, in the call's own time; empty if it never was."""
        at = self.known.at(stamp, subject)
        return "" if at is None else minutes(at)

    def caller(self, verb: str = "say") -> str:
        """Return the head of a sentence of the caller's."""
        return self.people.caller.says(verb)

    def dated(self, at: Millis | None, sentence: str) -> str:
        """Return a sentence with its time, if it is not of this moment."""
        if at is None or self.now - at <= JUST_NOW:
            return sentence
        return f"At {minutes(at)} {sentence[:1].lower()}{sentence[1:]}"


def lacks(facts: KnownFacts, item: object) -> bool | None:
    """Whether officers lack something; None if only the sentence shows it."""
    match item:
        case Statement():
            return not facts.has_passed_on(Audience.OFFICERS, item)
        case Topic():
            return not facts.of(item).passed_on
        case Marker():
            return item not in facts.markers_briefed
        case LocationSource():
            return item not in facts.sources_briefed
        case HeardThing():
            return not facts.heard[item].passed_on if item in facts.heard else None
        case "address":
            return facts.address_new
    return None


Source = Callable[[Teller], Iterator[SpokenSentence]]


def ended(text: str) -> str:
    """Return a text with one mark at its end."""
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."


def quote(words: str, most: int = MOST_QUOTED) -> str:
    """Return words in marks, as many whole sentences of them as fit, with one full stop."""
    return f'"{ended(shortened(words, most))}"'


_SENTENCE_ENDS = late_pattern(r"(?<=[.!?]) ")
_IT = late_pattern(r"\bit\b", re.IGNORECASE)


def last_question(words: str) -> str:
    """Return the last question of what was said; what "it" is stands in the sentence before it."""
    asked = words.rpartition("?")[0]
    said = _SENTENCE_ENDS.split(f"{asked}?") if asked else [words]
    return " ".join(said[-2:]) if _IT.search(said[-1]) else said[-1]


def shortened(words: str, most: int = MOST_QUOTED) -> str:
    """Return as many whole sentences as fit; of a first one that is too long, its beginning."""
    split = words.split()
    if len(split) <= most:
        return words
    ends = [n for n, word in enumerate(split[:most], 1) if word.endswith((".", "?", "!", ","))]
    kept = " ".join(split[: ends[-1]]).rstrip(",") if ends else ""
    return kept or f"{' '.join(split[: most - 1])} ..."


_SMALL_WORD = re.compile(
    r"(?:The|A|An|Above|At|Behind|Below|By|Near|Next|On|Opposite|Outside|Over|Past|Round|Under"
    r"|Upstairs|Downstairs|In|Inside)\b"
)


def as_part(sentence: str) -> str:
    """Return words as a part of a sentence: only a name keeps its capital."""
    small = _SMALL_WORD.match(sentence)
    return f"{sentence[:1].lower()}{sentence[1:]}" if small else sentence


def listed(items: Iterable[str]) -> str:
    """Return items as one says them: with commas, and an "and" before the last."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


_OF_PLACE = (
    *(StatementTopic.ADDRESS, StatementTopic.LANDMARK, StatementTopic.FLOOR),
    *(StatementTopic.CALLER_OUTSIDE, StatementTopic.AT_WORK, StatementTopic.NOT_AT_HOME),
)


def quoted_by_caller(teller: Teller, said: SaidWords) -> str:
    """Return the caller's words with who says them and when."""
    verbs = {"text": "text", "operator": "say to the operator"}
    verb = verbs.get(said.how, "say")
    head = teller.account.says_who(said).says("text" if verb == "text" else "say")
    to = " to the operator" if said.how == "operator" else ""
    return teller.dated(said.at, f"{head}{to}: {quote(said.words)}")
