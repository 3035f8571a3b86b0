"""What words state: statements, each with the part of the words that it was taken from.

Offline and pure: the same words give the same result everywhere. What is not understood is left
out; nothing is guessed. A statement that lowers danger has to be said more plainly than one that
raises it: to miss "he has no knife" costs a question, and to invent it may cost a life (practice2
BF-3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.language.clauses import Span, SpokenClause, clauses
from simulator.language.frames import Concepts, Fit, Marks, WordFrame, fit, span_of
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

    def read(self, text: str) -> tuple[ReadStatement, ...]:
        """Return what an utterance states, in the order of the topics.

        Of two values of one topic in one breath the dangerous one stays.
        """
        found: dict[tuple[str, bool, Span | None], ReadStatement] = {}
        places = self._places.find(text)
        named = {each.span for each in places}
        for clause in clauses(text, [each.span for each in places]):
            marks = self._concepts.marked(clause.words)
            for each in self._of_places(clause, _with_places(marks, clause, places)):
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
        """Yield what a clause states of each of its places in turn."""
        most = max(len(marks.at.get(kind, ())) for kind in KINDS)
        for n in range(max(most, 1)):
            one = {kind: [at[min(n, len(at) - 1)]] for kind in KINDS if (at := marks.at.get(kind))}
            yield from self._stated(clause, Marks(marks.words, {**marks.at, **one}))

    def _stated(self, clause: SpokenClause, marks: Marks) -> Iterator[ReadStatement]:
        """Yield the statements of a clause; a question states nothing but what talks to us."""
        for topic in self._statements if clause.stated else ():
            if clause.asks and topic.weighs is not Weighs.TALK:
                continue
            for value, found in _fits(topic, clause, marks):
                # A denial is a word of its own: "he hasn't got a knife".
                plain = found.needs > 1 or found.last > found.first or not found.affirmed
                lowers = value is topic.weighs.lowers
                if lowers and (clause.hedged or not clause.vouched or not plain):
                    continue
                if lowers and topic.weighs is Weighs.COMFORT and clause.taken_back:
                    continue
                yield ReadStatement(topic, value, span_of(clause, found), not clause.hedged)


def _with_places(marks: Marks, clause: SpokenClause, places: Sequence[PlaceWords]) -> Marks:
    """Return the marks with those of places; the words of an address mean nothing else."""
    at = dict(marks.at)
    for place in places:
        words = [
            n
            for n, each in enumerate(clause.tokens)
            if place.span[0] <= each.span[0] and each.span[1] <= place.span[1]
        ]
        if not words:
            continue
        first, last = words[0], words[-1]
        if place.kind in OPAQUE:
            at = {
                key: [each for each in found if key in KINDS or each[1] < first or each[0] > last]
                for key, found in at.items()
            }
            at = {key: found for key, found in at.items() if found}
        at.setdefault(place.kind, []).append((first, last))
    return Marks(marks.words, at)


def _of_place(found: Fit, frame: WordFrame, marks: Marks) -> Fit:
    """Return a fit with only the words of its place: not who was taken there."""
    for kind in (key for need in frame.needs for key in need if key in KINDS):
        first, last = marks.at[kind][0]
        return replace(found, first=first, last=last)
    return found


def _fits(topic: TopicFrames, clause: SpokenClause, marks: Marks) -> Iterator[tuple[bool, Fit]]:
    for value, frames in ((True, topic.yes), (False, topic.no)):
        for frame in frames:
            found = fit(frame, clause, marks)
            if found is not None and (found.affirmed or topic.turns):
                yield value is found.affirmed, _of_place(found, frame, marks)
