"""What words state: statements, each with the part of the words that it was taken from.

Offline and pure: the same words give the same result everywhere. What is not understood is left
out; nothing is guessed. A statement that lowers danger has to be said more plainly than one that
raises it: to miss "he has no knife" costs a question, and to invent it may cost a life (practice2
BF-3).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import chain
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, Speaker, StatementTopic, Weighs
from simulator.language.clauses import SpokenClause, clauses
from simulator.language.frames import Concepts, Fit, FrameIndex, Marks, WordFrame, fit, span_of
from simulator.language.normalise import Span
from simulator.language.places import ADDRESS, KINDS, LANDMARK, OPAQUE, PlaceFinder, PlaceWords
from simulator.language.speaking.disfluency import fluent_text


class ReadStatement(NamedTuple):
    """A statement that words make."""

    topic: TopicFrames
    value: bool
    span: Span
    """The part of the words that it rests on: from which character up to which."""
    sure: bool
    """False: it may be meant, and has to be asked. Never so for what lowers danger."""
    firmness: Firmness

    @property
    def lowers(self) -> bool:
        """Whether to believe it lowers danger."""
        return self.value is self.topic.weighs.lowers


class TopicFrames(NamedTuple):
    """How one topic is said."""

    name: StatementTopic
    yes: Sequence[WordFrame] = ()
    no: Sequence[WordFrame] = ()
    turns: bool = True
    """Whether a denial states the opposite; if not, a denied frame says nothing."""
    unless_said: Sequence[StatementTopic] = ()
    """Topics that take it back if they are said in the same breath."""
    may: Sequence[WordFrame] = ()
    """Words that may state it: taken so of a child, and asked of an adult (practice2 BF-3)."""
    faint: Sequence[WordFrame] = ()
    """Words that state it of a child, if nothing of `not_beside` is said in the same breath."""
    not_beside: frozenset[str] = frozenset()
    """Lists of words that say why a child uses the words of `faint`, such as an illness."""

    @property
    def weighs(self) -> Weighs:
        """What it is about."""
        return STATEMENTS[self.name].weighs


class Firmness(Enum):
    """How firmly the words of a frame state its topic."""

    SAID = "said"
    MAY = "may"
    FAINT = "faint"


class TopicFrame(NamedTuple):
    """One frame of a topic, with the value that it states."""

    topic: TopicFrames
    value: bool
    frame: WordFrame
    firmness: Firmness


class Reader:
    """Reads words by frames."""

    def __init__(
        self, concepts: Mapping[str, Sequence[str]], statements: Sequence[TopicFrames]
    ) -> None:
        """Take the lists of words that mean the same, and the frames of each topic."""
        self._concepts = Concepts(concepts)
        self._places = PlaceFinder(concepts)
        self._statements = statements
        self._frames = [each for topic in statements for each in _frames_of(topic)]
        self._index = FrameIndex(each.frame for each in self._frames)
        self._of_kinds = {
            n
            for n, each in enumerate(self._frames)
            if not frozenset(KINDS).isdisjoint(chain.from_iterable(each.frame.needs))
        }

    def places(self, text: str) -> list[Span]:
        """Return the parts of a text that name an address or a landmark."""
        spoken = fluent_text(text)
        found = self._places.find(spoken.words)
        return [spoken.said(each.span) for each in found if each.kind in (ADDRESS, LANDMARK)]

    def read(self, text: str, speaker: Speaker = Speaker.CALLER) -> tuple[ReadStatement, ...]:
        """Return what an utterance states, in the order of the topics.

        Of two values of one topic in one breath the dangerous one stays. A child's words that may
        be of danger are taken so: a false alarm costs a visit, and a miss sends the child to the
        person who hurts (practice2 BF-3, SIT-08). Hesitation says nothing (speech.md 6.1).
        """
        spoken = fluent_text(text)
        read = self._read(spoken.words, speaker)
        if not spoken.places:
            return read
        return tuple(each._replace(span=spoken.said(each.span)) for each in read)

    def _read(self, text: str, speaker: Speaker) -> tuple[ReadStatement, ...]:
        found: dict[tuple[str, bool, Span | None], ReadStatement] = {}
        places = self._places.find(text)
        named = {each.span for each in places}
        coming = deque(places)
        said_beside: set[str] = set()
        faint: list[ReadStatement] = []
        for clause in clauses(text, [each.span for each in places]):
            marks = self._concepts.marked(clause.words)
            said_beside |= marks.keys
            own: list[PlaceWords] = []
            while coming and coming[0].span[0] < clause.span[1]:
                own.append(coming.popleft())
            for each in self._of_places(clause, _with_places(marks, clause, own), speaker):
                if each.firmness is Firmness.FAINT:
                    faint.append(each)
                    continue
                # Two addresses are two statements; a knife named twice is one.
                key = each.topic.name, each.value, each.span if each.span in named else None
                if key not in found or (each.sure and not found[key].sure):
                    found[key] = each
        for each in faint:
            if said_beside.isdisjoint(each.topic.not_beside):
                found.setdefault((each.topic.name, each.value, None), each)
        values = {(name, value) for name, value, _ in found}
        said = {name for name, value in values if value}
        exact = {(name, value) for name, value, span in found if span is not None}
        return tuple(
            each
            for (name, value, span), each in found.items()
            if not (each.lowers and (name, not value) in values)
            and said.isdisjoint(each.topic.unless_said if each.lowers else ())
            and (span is not None or (name, value) not in exact)
        )

    def would_state(self, text: str) -> set[tuple[StatementTopic, bool]]:
        """Return what a question would state if it were said: each topic that a clause is of."""
        stated = set()
        for clause in clauses(fluent_text(text).words):
            marks = self._concepts.marked(clause.words)
            for topic, value, frame, firmness in (
                self._frames[n] for n in self._index.likely(marks)
            ):
                found = fit(frame, clause, marks) if firmness is Firmness.SAID else None
                if found is not None and (found.affirmed or topic.turns):
                    stated.add((topic.name, value is found.affirmed))
        return stated

    def _of_places(
        self, clause: SpokenClause, marks: Marks, speaker: Speaker
    ) -> Iterator[ReadStatement]:
        """Yield what a clause states, and of each of its places in turn."""
        if not clause.stated:
            return
        most = max(len(marks.at.get(kind, ())) for kind in KINDS)
        by_child = speaker is Speaker.CHILD
        likely = [
            n
            for n in self._index.likely(marks)
            if by_child or self._frames[n].firmness is not Firmness.FAINT
        ]
        for n in range(max(most, 1)):
            one = {kind: [at[min(n, len(at) - 1)]] for kind in KINDS if (at := marks.at.get(kind))}
            for each in self._stated(clause, marks.moved({**marks.at, **one}), likely):
                sure = each.sure if each.firmness is Firmness.SAID else by_child
                yield each._replace(sure=sure)
            # What says nothing of a place is the same beside each of them.
            likely = [each for each in likely if each in self._of_kinds]

    def _stated(
        self, clause: SpokenClause, marks: Marks, likely: Iterable[int]
    ) -> Iterator[ReadStatement]:
        """Yield the statements of a clause; a question states nothing but what talks to us."""
        for topic, value, frame, firmness in (self._frames[n] for n in likely):
            if _out_of_place(topic, clause):
                continue
            found = fit(frame, clause, marks)
            turns = topic.turns and firmness is Firmness.SAID
            if found is None or not (found.affirmed or turns):
                continue
            value, found = value is found.affirmed, _of_place(found, frame, marks)
            if not _withheld(topic, clause, found, value=value):
                yield ReadStatement(
                    topic, value, span_of(clause, found), not clause.hedged, firmness
                )


def _frames_of(topic: TopicFrames) -> Iterator[TopicFrame]:
    for value, frames, firmness in (
        (True, topic.yes, Firmness.SAID),
        (False, topic.no, Firmness.SAID),
        (True, topic.may, Firmness.MAY),
        (True, topic.faint, Firmness.FAINT),
    ):
        yield from (TopicFrame(topic, value, frame, firmness) for frame in frames)


_OF_ITS_TIME = frozenset(
    {
        StatementTopic.DONE_BEFORE,
        StatementTopic.RANG_BEFORE,
        StatementTopic.COURT_ORDER,
        StatementTopic.SEPARATION,
        StatementTopic.EX_PARTNER,
        StatementTopic.STALKED,
        StatementTopic.KNOWN_PERSON,
        StatementTopic.STRANGER,
        StatementTopic.PARTNER,
        StatementTopic.RELATIVE,
        StatementTopic.NAME,
        StatementTopic.ADDRESS,
        StatementTopic.PLACE_UNKNOWN,
        StatementTopic.REFUSES_POLICE,
        StatementTopic.NOT_AT_HOME,
        StatementTopic.STATE_OF_MIND,
        StatementTopic.WEAPON_IN_REACH,
    }
)
"""What is as true for being long ago: an old blow is a history, and no wound of tonight."""
_FOLLOWS_FROM = frozenset(
    {
        StatementTopic.THREAT_TO_KILL,
        StatementTopic.THREATENS_HIMSELF,
        StatementTopic.SUICIDAL,
        StatementTopic.FIRE_OR_PETROL,
    }
)
"""What is stated with an "if": "if you leave I'll kill you" is a threat."""


def _out_of_place(topic: TopicFrames, clause: SpokenClause) -> bool:
    """Whether a clause can't state a topic: it asks, is about long ago, or only supposes."""
    if clause.past and topic.name not in _OF_ITS_TIME:
        return True
    supposed = clause.supposed and topic.name not in _FOLLOWS_FROM
    return topic.weighs is not Weighs.TALK and (clause.asks or supposed)


def _withheld(topic: TopicFrames, clause: SpokenClause, found: Fit, *, value: bool) -> bool:
    """Whether what lowers danger is not said plainly enough to be believed."""
    if value is not topic.weighs.lowers:
        return False
    # A denial is a word of its own: "he hasn't got a knife".
    plain = found.needs > 1 or found.last > found.first or not found.affirmed
    if clause.hedged or not clause.vouched or not plain:
        return True
    return topic.weighs is Weighs.COMFORT and clause.taken_back


def _with_places(marks: Marks, clause: SpokenClause, places: Sequence[PlaceWords]) -> Marks:
    """Return the marks with those of places; the words of an address mean nothing else."""
    starts = [each.span[0] for each in clause.tokens]
    ends = [each.span[1] for each in clause.tokens]
    named: list[tuple[str, Span]] = []
    for kind, (start, end) in places:
        first, last = bisect_left(starts, start), bisect_right(ends, end) - 1
        if first <= last:
            named.append((kind, (first, last)))
    if not named:
        return marks
    opaque = {n for kind, (first, last) in named if kind in OPAQUE for n in range(first, last + 1)}
    at = {
        key: kept
        for key, found in marks.at.items()
        if (kept := [each for each in found if opaque.isdisjoint(range(each[0], each[1] + 1))])
    }
    for kind, words in named:
        at.setdefault(kind, []).append(words)
    return marks.moved(at)


def _of_place(found: Fit, frame: WordFrame, marks: Marks) -> Fit:
    """Return a fit with only the words of its place: not who was taken there."""
    needed = frozenset(chain.from_iterable(frame.needs))
    for kind in KINDS:
        if kind in needed and kind in marks.keys:
            first, last = marks.at[kind][0]
            return replace(found, first=first, last=last)
    return found
