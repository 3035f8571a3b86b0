"""Which topics a sentence asks about, and what a yes to it says of each: by frames alone.

Phrases know a question by its likeness to others, and nearly the same words ask for two things. A
frame knows it by the words that make it that question, with any words about them; where the frames
of two topics fit equally well, or say two directions, it reads none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.core.terms import YesMeans
from simulator.language.asking.directions import Direction, DirectionFrames
from simulator.language.asking.question_forms import AskedQuestion, QuestionPart, parts_of
from simulator.language.clauses import clauses
from simulator.language.frames import Concepts, FrameIndex, WordFrame, fit
from simulator.language.normalise import Span, words_of

_IN_TWO = {"nobody": "not anybody", "nothing": "not anything", "none": "not any"}
_DENIED_WORDS = re.compile("|".join(rf"\b{each}\b" for each in _IN_TWO))
"""A denial is one word of its own here, so that what it denies is found with it and without."""

_AT_A_TIME = re.compile(r" (?:when|while) ")
"""Joins what belongs to one question: "is it noisy when she breathes?"."""


_SMALL_WORDS = frozenset(
    words_of(
        "is are was were am be been do does did have has had got get can could will would should"
        " i me my you your he him his she her it its we us our they them their there that this"
        " the a an any some at to of for with if so and as go going gone come coming one now still"
        " just or then"
    )
)
"""Words that make no topic by themselves, however many of them a frame needs."""


_MOST_BESIDE = 4
"""How many words after an "or" may be left that no frame knows (assumption)."""


class AskedTopic(NamedTuple):
    """One question that frames know."""

    purpose: str
    yes_means: YesMeans
    span: Span


class _Frame(NamedTuple):
    purpose: str
    way: YesMeans
    frame: WordFrame


class _Found(NamedTuple):
    """What one part asks by its best frames."""

    purpose: str
    direction: Direction


class AskedTopics:
    """The frames of every topic together."""

    def __init__(
        self, concepts: Concepts, asked: Mapping[str, Mapping[YesMeans, Sequence[WordFrame]]]
    ) -> None:
        """Take the frames of each purpose, by what a yes means."""
        self._concepts = concepts
        self._directions = {
            purpose: DirectionFrames(concepts, frames, purpose, asked=True)
            for purpose, frames in asked.items()
        }
        self._frames = [
            _Frame(purpose, way, frame)
            for purpose, ways in asked.items()
            for way, frames in ways.items()
            for frame in frames
        ]
        self._index = FrameIndex(each.frame for each in self._frames)

    def read(self, words: str, spelled: Callable[[str], str]) -> tuple[AskedTopic, ...]:
        """Return what a sentence asks, each topic once; nothing if any of it is in doubt."""
        found: dict[str, AskedTopic] = {}
        for part in parts_of(words, spelled):
            asked = self._of_part(part)
            if asked is None or (part.fragment and found):
                continue
            way = asked.direction.yes_means
            before = found.get(asked.purpose)
            if way is None or (before and before.yes_means is not way):
                return ()
            found.setdefault(asked.purpose, AskedTopic(asked.purpose, way, part.span))
        return tuple(found.values())

    def _of_part(self, part: QuestionPart) -> _Found | None:
        form = part.form
        if form.for_words or form.which or form.knows_what:
            return None
        plain = _DENIED_WORDS.sub(lambda found: _IN_TWO[found[0]], form.text)
        plain = _AT_A_TIME.sub(" as ", plain)
        first, *others = re.split(r"\s*\bor\b\s*", plain)
        beside = [self._beside(first, text, form) for text in others]
        # "Is anybody shouting, or hurt?" asks what its other half does.
        best = self._best(first, form) or next((each for each in beside if each), None)
        return best if {*beside} <= {best, None} else None

    def _beside(self, first: str, text: str, form: AskedQuestion) -> _Found | None:
        """Return what the words after an "or" ask, by themselves or in place of the last before it.

        "Has he been sniffing, or drinking?" goes on with "has he been".
        """
        words, own = first.split(), text.split()
        instead = " ".join([*words[: -len(own) or None], *own])
        found = self._best(text, form) or self._best(instead, form)
        if found is None and not 2 <= len(own) <= _MOST_BESIDE:
            return _Found("", Direction(None))
        return found

    def _best(self, text: str, form: AskedQuestion) -> _Found | None:
        """Return what the frames that rest on most words say, if they say one thing."""
        ranked: dict[tuple[int, ...], set[_Found]] = {}
        for score, found in self._fitting(text, form):
            ranked.setdefault(score, set()).add(found)
        if not ranked:
            return None
        best = ranked[max(ranked)]
        if len({each.purpose for each in best}) > 1:
            return None
        return best.pop() if len(best) == 1 else best.pop()._replace(direction=Direction(None))

    def _fitting(self, text: str, form: AskedQuestion) -> Iterator[tuple[tuple[int, ...], _Found]]:
        for clause in clauses(text):
            marks = self._concepts.marked(clause.words)
            for n in self._index.likely(marks):
                purpose, way, frame = self._frames[n]
                found = fit(frame, clause, marks)
                if found is not None:
                    read = self._directions[purpose].of_fit(way, form, frame, found, marks)
                    keys = frozenset().union(*frame.needs) & marks.keys
                    rests_on = {
                        place
                        for key in keys
                        for first, last in marks.at[key]
                        for place in range(first, last + 1)
                    }
                    carries = sum(marks.words[n] not in _SMALL_WORDS for n in rests_on)
                    yield (carries, found.needs, len(rests_on)), _Found(purpose, read)
