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
from itertools import chain
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.language.clauses import SpokenClause, clauses
from simulator.language.frames import Concepts, Fit, FrameIndex, Marks, WordFrame, fit, span_of
from simulator.language.normalise import Span
from simulator.language.places import KINDS, OPAQUE, PlaceFinder, PlaceWords


class ReadStatement(NamedTuple):
    """A statement that words make."""

    topic: TopicFrames
    value: bool
    span: Span
    """The part of the words that it rests on: from which character up to which."""
    sure: bool
    """False: it may be meant, and has to be asked. Never so for what lowers danger."""

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

    @property
    def weighs(self) -> Weighs:
        """What it is about."""
        return STATEMENTS[self.name].weighs


class Reader:
    """Reads words by frames."""

    def __init__(
        self, concepts: Mapping[str, Sequence[str]], statements: Sequence[TopicFrames]
    ) -> None:
        """Take the lists of words that mean the same, and the frames of each topic."""
        self._concepts = Concepts(concepts)
        self._places = PlaceFinder(concepts)
        self._statements = statements
        self._frames = [
            (topic, value, frame)
            for topic in statements
            for value, frames in ((True, topic.yes), (False, topic.no))
            for frame in frames
        ]
        self._index = FrameIndex(frame for _, _, frame in self._frames)
        self._of_kinds = {
            n
            for n, (_, _, frame) in enumerate(self._frames)
            if not frozenset(KINDS).isdisjoint(chain.from_iterable(frame.needs))
        }

    def read(self, text: str) -> tuple[ReadStatement, ...]:
        """Return what an utterance states, in the order of the topics.

        Of two values of one topic in one breath the dangerous one stays.
        """
        found: dict[tuple[str, bool, Span | None], ReadStatement] = {}
        places = self._places.find(text)
        named = {each.span for each in places}
        coming = deque(places)
        for clause in clauses(text, [each.span for each in places]):
            marks = self._concepts.marked(clause.words)
            own: list[PlaceWords] = []
            while coming and coming[0].span[0] < clause.span[1]:
                own.append(coming.popleft())
            for each in self._of_places(clause, _with_places(marks, clause, own)):
                # Two addresses are two statements; a knife named twice is one.
                key = each.topic.name, each.value, each.span if each.span in named else None
                if key not in found or (each.sure and not found[key].sure):
                    found[key] = each
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

    def _of_places(self, clause: SpokenClause, marks: Marks) -> Iterator[ReadStatement]:
        """Yield what a clause states, and of each of its places in turn."""
        if not clause.stated:
            return
        most = max(len(marks.at.get(kind, ())) for kind in KINDS)
        likely = self._index.likely(marks)
        for n in range(max(most, 1)):
            one = {kind: [at[min(n, len(at) - 1)]] for kind in KINDS if (at := marks.at.get(kind))}
            yield from self._stated(clause, marks.moved({**marks.at, **one}), likely)
            # What says nothing of a place is the same beside each of them.
            likely = [each for each in likely if each in self._of_kinds]

    def _stated(
        self, clause: SpokenClause, marks: Marks, likely: Iterable[int]
    ) -> Iterator[ReadStatement]:
        """Yield the statements of a clause; a question states nothing but what talks to us."""
        for topic, value, frame in (self._frames[n] for n in likely):
            if clause.asks and topic.weighs is not Weighs.TALK:
                continue
            found = fit(frame, clause, marks)
            if found is None or not (found.affirmed or topic.turns):
                continue
            value, found = value is found.affirmed, _of_place(found, frame, marks)
            if not _withheld(topic, clause, found, value=value):
                yield ReadStatement(topic, value, span_of(clause, found), not clause.hedged)


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
