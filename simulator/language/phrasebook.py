"""What words can be for, and how each purpose is said by one role: phrases, cues and weights.

A *phrase* is a whole sentence that has the purpose. A *cue* is a short pattern: the tokens that a
sentence needs, in that order with anything between them, after a sign for its mood:

    ? asks      . says      ! orders      ~ any of the three

``a|b`` is one token of either form, ``-a`` rules a sentence out, ``#`` is any number.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType

from simulator.core.terms import Topic, YesMeans
from simulator.language.asking.asked_topics import AskedTopic, AskedTopics
from simulator.language.asking.directions import Direction, DirectionFrames
from simulator.language.asking.question_forms import forms_of
from simulator.language.frames import Concepts, WordFrame
from simulator.language.lexicon import Clause, KeySlips, Lexicon, Mood
from simulator.language.normalise import words_of

NUMBER = "#"
_ANY_PERSON, _ONE_PERSON = "they", "he"
"""The groups of "they" and of "he" and "she". `they` in a cue is either, `THEY` only several."""
_LEAST_WEIGHT = 0.15
"""Of a token that nearly every purpose has (assumption)."""
_UNKNOWN_WEIGHT = 1.0
"""Of a word that is in no phrase: it counts against every purpose alike (assumption)."""
_LEAST_CORRECTED = 5
"""The letters of the shortest word that is corrected."""
_LONG_WORD = re.compile(rf"(?<![\w'\u2019])[a-z]{{{_LEAST_CORRECTED},}}(?![\w'\u2019])")


@dataclass(frozen=True, slots=True)
class PurposeWords:
    """How one purpose is said."""

    phrases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    fits: frozenset[str] = frozenset()
    """The situations that decide for it where it ties with another."""
    yields_to: frozenset[str] = frozenset()
    """Narrower purposes that are meant rather than this one where both are as near."""
    ways: Mapping[str, YesMeans | None] = field(default_factory=dict)
    """The phrases that ask the other way round, or about what was seen; None: by words only."""
    frames: Mapping[YesMeans, Sequence[WordFrame]] = field(default_factory=dict)
    """How the direction of any other sentence is read."""
    asked: Mapping[YesMeans, Sequence[WordFrame]] = field(default_factory=dict)
    """By which words a question is known to ask this."""

    def __add__(self, other: PurposeWords) -> PurposeWords:
        """Join with what another file says of the purpose."""
        return PurposeWords(
            self.phrases + other.phrases,
            self.cues + other.cues,
            self.fits | other.fits,
            self.yields_to | other.yields_to,
            {**self.ways, **other.ways},
            _joined(self.frames, other.frames),
            _joined(self.asked, other.asked),
        )


def _joined(
    one: Mapping[YesMeans, Sequence[WordFrame]], other: Mapping[YesMeans, Sequence[WordFrame]]
) -> Mapping[YesMeans, Sequence[WordFrame]]:
    return {way: (*one.get(way, ()), *other.get(way, ())) for way in (*one, *other)}


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern, compiled."""

    mood: Mood
    steps: tuple[frozenset[str], ...]
    without: frozenset[str]

    @property
    def tokens(self) -> frozenset[str]:
        """Every token that it names."""
        return frozenset().union(*self.steps)

    @property
    def negated(self) -> bool:
        """Whether it expects a "not"."""
        return any(step & {"not", "never", "nobody", "no"} for step in self.steps)

    def found_in(self, clause: Clause, *, any_polarity: bool = False) -> tuple[str, ...] | None:
        """Return the tokens of `clause` that it matches, or None if it doesn't.

        "Don't tap" isn't a request to tap: a "not" has to be in the cue too, unless
        `any_polarity`. A question asks the same with it and without.
        """
        if not fits(self.mood, clause.mood) or self.without & set(clause.tokens):
            return None
        free = any_polarity or self.negated or clause.mood is Mood.ASKS
        if clause.negated and not free:
            return None
        matched: list[str] = []
        tokens = iter(clause.tokens)
        for step in self.steps:
            count = NUMBER in step
            found = next((e for e in tokens if e in step or (count and e.isdigit())), None)
            if found is None:
                return None
            matched.append(found)
        return tuple(matched)


def fits(wanted: Mood, has: Mood) -> bool:
    """Whether a clause of one mood can be what a phrase or cue of another is."""
    return Mood.OPEN in (wanted, has) or wanted is has


def cue_of(written: str, lexicon: Lexicon) -> Cue:
    """Compile a cue; ValueError without a sign for its mood, or without a token."""
    sign, body = written[:1], written[1:].split()
    if sign not in tuple(Mood):
        raise ValueError("a cue begins with ?, ., ! or ~")
    steps, without = [], set()
    for word in body:
        either = word.removeprefix("-").split("|")
        forms = {token for form in either for token in _tokens(form, lexicon)}
        if word.startswith("-"):
            without |= forms
        else:
            steps.append(frozenset(forms))
    if not steps:
        raise ValueError("a cue needs at least one word")
    return Cue(Mood(sign), tuple(steps), frozenset(without))


def _tokens(form: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the tokens that one form of a cue fits: "they" is also "he" or "she"."""
    if form == NUMBER:
        return (form,)
    token = "".join(lexicon.tokens(words_of(form.replace("_", " ")))[:1])
    return (token, _ONE_PERSON) if form == _ANY_PERSON else (token,)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One phrase, read."""

    purpose: str
    clause: Clause
    tokens: frozenset[str]


class PhraseBook:
    """Everything that one role may say, ready to be matched."""

    def __init__(
        self,
        purposes: Mapping[str, PurposeWords],
        alike: Mapping[str, Sequence[str]],
        facts: Mapping[str, Sequence[str]] = MappingProxyType({}),
        concepts: Mapping[str, Sequence[str]] = MappingProxyType({}),
        said_often: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        """Compile the words of each purpose, and the cues of each fact, `topic` or `not topic`.

        `concepts` are the lists of words in frames; `said_often` gives the stems of words that are
        no slip of another, though nothing here needs them.
        """
        self.lexicon = Lexicon(alike)
        self.purposes = tuple(purposes)
        self.phrasings = tuple(
            Phrasing(purpose, clause, frozenset(clause.tokens))
            for purpose, words in purposes.items()
            for clause in map(self.lexicon.clause, words.phrases)
        )
        self.cues = tuple(
            (purpose, cue_of(cue, self.lexicon))
            for purpose, words in purposes.items()
            for cue in words.cues
        )
        read = [
            (Topic(topic.removeprefix("not ")), not topic.startswith("not "), cue)
            for topic, cues in facts.items()
            for cue in (cue_of(each, self.lexicon) for each in cues)
        ]
        # "Won't wake up" says more than "wake up".
        self.facts = tuple(sorted(read, key=lambda each: not each[2].negated))
        self._cues_with: dict[str, list[int]] = defaultdict(list)
        for index, (_, cue) in enumerate(self.cues):
            for token in cue.steps[0]:
                self._cues_with[token].append(index)
        self._phrasings_with: dict[str, list[int]] = defaultdict(list)
        for index, phrasing in enumerate(self.phrasings):
            for token in phrasing.tokens:
                self._phrasings_with[token].append(index)
        self._tokens_of: dict[str, set[str]] = defaultdict(set)
        for phrasing in self.phrasings:
            self._tokens_of[phrasing.purpose] |= phrasing.tokens
        for purpose, cue in self.cues:
            self._tokens_of[purpose] |= cue.tokens
        self._words = purposes
        named = Concepts(concepts)
        self._directions = {
            purpose: DirectionFrames(named, words.frames, purpose)
            for purpose, words in purposes.items()
        }
        asked = {purpose: words.asked for purpose, words in purposes.items() if words.asked}
        self._asked = AskedTopics(named, asked)
        self.knows_questions = bool(asked)
        """Whether this role asks what can be known by frames."""
        self._ways = {
            purpose: {words_of(each): own.ways.get(each, YesMeans.SO) for each in own.phrases}
            for purpose, own in purposes.items()
        }
        self._weights = self._weighed()
        self.texts = tuple(each.clause.text for each in self.phrasings)
        """The tokens of each phrase as one text, in the order of `phrasings`."""
        self.totals = tuple(sum(map(self.weight, each.tokens)) for each in self.phrasings)
        """The weight of each phrase."""
        self.written: dict[tuple[str, ...], set[str]] = defaultdict(set)
        """The purposes that have a phrase of exactly these words."""
        for each in self.phrasings:
            self.written[each.clause.words].add(each.purpose)
        words = {word for phrasing in self.phrasings for word in phrasing.clause.words}
        words |= self.lexicon.words | {token for _, cue in self.cues for token in cue.tokens}
        self._vocabulary = frozenset(word for word in words if len(word) >= _LEAST_CORRECTED - 1)
        self.spelling = cache(self._corrected)
        """Corrects one letter of a word."""
        listed = {w for words in concepts.values() for each in words for w in words_of(each)}
        self._listed = frozenset(listed | words)
        self._said_often = said_often

    @cached_property
    def respelling(self) -> Callable[[str], str]:
        """Corrects the slips in a word of a question: made when the first question is typed."""
        return cache(KeySlips(self._listed, self._said_often()).corrected)

    def weight(self, token: str) -> float:
        """Return how much a token says about the purpose: the fewer have it, the more."""
        return self._weights.get(token, _UNKNOWN_WEIGHT)

    def covers(self, purpose: str, tokens: Collection[str]) -> float:
        """Return the weight of those tokens that the phrases or cues of a purpose have."""
        return sum(map(self.weight, self._tokens_of[purpose].intersection(tokens)))

    def phrases_with(self, purpose: str, words: Collection[str]) -> int:
        """Return how many phrases of a purpose have all these words."""
        wanted = set(words)
        return sum(
            each.purpose == purpose and wanted <= set(each.clause.words) for each in self.phrasings
        )

    def sharing(self, tokens: frozenset[str]) -> Mapping[int, float]:
        """Return the phrases that share a token, each with the weight of what it shares.

        Of words that no phrase has, all phrases: only letters can be near.
        """
        shared: dict[int, float] = {}
        for token in sorted(tokens):
            weight = self.weight(token)
            for index in self._phrasings_with.get(token, ()):
                shared[index] = shared.get(index, 0.0) + weight
        return shared or dict.fromkeys(range(len(self.phrasings)), 0.0)

    def cues_for(self, clause: Clause) -> list[tuple[str, Cue]]:
        """Return the cues whose first token is in the clause, the only ones that it can fit."""
        tokens = {NUMBER if each.isdigit() else each for each in clause.tokens} | set(clause.tokens)
        found = {index for token in tokens for index in self._cues_with.get(token, ())}
        return [self.cues[index] for index in sorted(found)]

    def direction(self, purpose: str, text: str) -> Direction:
        """Return what a yes to a text says of the topic that it asks about."""
        written, frames = self._ways[purpose], self._directions[purpose]
        spelled = _LONG_WORD.sub(lambda found: self._spelled(found[0], frames), text.lower())
        forms = tuple(forms_of(spelled))
        bare = tuple(forms[0].text.split()) if len(forms) == 1 else ()
        for words in (words_of(text), bare):
            if words in written:
                return Direction(written[words], written[words] is None)
        return frames.read(spelled)

    def asks(self, text: str) -> tuple[AskedTopic, ...]:
        """Return the topics that a sentence asks about by the words in it, not by likeness."""
        return self._asked.read(text, self.respelling)

    def _spelled(self, word: str, frames: DirectionFrames) -> str:
        """Correct a word for the frames: "wepon" is a weapon, but "worse" isn't another word."""
        right = word if frames.has(word) else self.spelling(word)
        return right if frames.has(right) else word

    def fits(self, purpose: str, situation: Collection[str]) -> bool:
        """Whether a purpose belongs to one of the situations."""
        return bool(self._words[purpose].fits & set(situation))

    def yields(self, purpose: str, other: str) -> bool:
        """Whether `other` is meant rather than `purpose` where both are as near."""
        return other in self._words[purpose].yields_to

    def _corrected(self, word: str) -> str:
        """Correct one wrong, missing, doubled or swapped letter in a word of five or more.

        Not the first one: people rarely mistype it, and "sorry" isn't a lorry.
        """
        if len(word) < _LEAST_CORRECTED or word in self._vocabulary:
            return word
        # Only typed words need it, and it takes 10 ms to load.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = sorted(each for each in self._vocabulary if each[0] == word[0])
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=1)
        return found[0][0] if len(found) == 1 else word

    def _weighed(self) -> dict[str, float]:
        having: dict[str, set[str]] = defaultdict(set)
        for phrasing in self.phrasings:
            for token in phrasing.clause.tokens:
                having[token].add(phrasing.purpose)
        for purpose, cue in self.cues:
            for token in cue.tokens:
                having[token].add(purpose)
        most = math.log(len(self.purposes) + 1)
        return {
            token: max(_LEAST_WEIGHT, 1 - math.log(len(purposes)) / most)
            for token, purposes in having.items()
        }
