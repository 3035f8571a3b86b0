"""Frames: which words of a clause make a statement or a question, and whether it is denied.

A frame is written as words that all have to be there, in any order::

    @he HERE -GONE          about another person; a word of the list HERE; none of the list GONE
    get+out                 side by side
    foot|feet away          one of these
    denied let me|us|out    with a denial, which belongs to it ("won't let me out")
    plain ALONE             without any denial
    either put KNIFE down   with a denial or without, it says the same
    gone=                   only in this form: not "go" or "going"
    #                       a number
    only WEAPON             with nothing else but small words: a one-word answer ("a hammer")

A word in capitals is a list of words that mean the same here (`concepts` of the file). Polarity
is never learned from examples: a small grammar says whether a clause affirms, denies, or leaves
it open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from simulator.language.clauses import DENIALS, Span, SpokenClause, Subject, stem, words_of
from simulator.language.spelling import NUMBER

NEAREST_WORDS = 6
"""A denial reaches no further than this many words (assumption: longer clauses mislead)."""
_SMALL_WORDS = words_of(
    "a an the it is was he she they i me him her my his with and yes yeah please just erm um er"
    " well oh like love some think sorry ok okay right be have that there to"
    " in on at of we are am so now up been has had do did does can"
)
"""Words that an answer of one word may have about it."""
_END = "."
"""Written at the end of a word or group of a list: the clause has to end there."""
_NUMBER = re.compile(NUMBER)


class Denial(Enum):
    """What a frame does with a denial in its clause."""

    TURNS = "turns"
    """It turns the statement round."""
    NEEDED = "denied"
    """It is part of the frame."""
    NONE = "plain"
    """There may be none."""
    EITHER = "either"
    """It says the same with one and without: a knife that was not put down is there."""


@dataclass(frozen=True, slots=True)
class WordFrame:
    """Words that make one statement or question."""

    needs: tuple[frozenset[str], ...]
    """One of each set has to be there."""
    without: frozenset[str]
    """None of these may be there."""
    about: Subject | None
    """Whom the clause has to be about; None: anyone."""
    not_about: Subject | None
    denial: Denial
    side_by_side: frozenset[int]
    """The places in `needs` that have to follow the one before at once."""
    alone: bool = False
    """Whether the clause may say nothing else but small words."""


def frame_of(text: str) -> WordFrame:
    """Read a frame. Raise ValueError if it needs no word."""
    needs: list[frozenset[str]] = []
    without: set[str] = set()
    beside: set[int] = set()
    about = not_about = None
    denial = Denial.TURNS
    items = text.split()
    for item in items:
        if item == "only":
            continue
        if item in ("denied", "plain", "either"):
            denial = Denial(item)
        elif item.startswith("-@"):
            not_about = Subject(item[2:])
        elif item.startswith("@"):
            about = Subject(item[1:])
        elif item.startswith("-"):
            without.add(_key(item[1:]))
        else:
            first = len(needs)
            parts = item.split("+")
            needs += [frozenset(map(_key, part.split("|"))) for part in parts]
            beside.update(range(first + 1, len(needs)))
    if not needs:
        raise ValueError("a frame needs a word")
    return WordFrame(
        tuple(needs),
        frozenset(without),
        about,
        not_about,
        denial,
        frozenset(beside),
        "only" in items,
    )


def _key(word: str) -> str:
    if word.endswith("="):
        return word[:-1]
    return word if word.isupper() or word == "#" else stem(word)


class Concepts:
    """Lists of words and groups of words that mean the same, by the name of the list."""

    def __init__(self, members: Mapping[str, Sequence[str]]) -> None:
        """Take the lists. With ``=`` at its end a member counts only in that form; with a full
        stop only at the end of a clause: "he's in." but not "he's in the army".
        """
        self._members: dict[tuple[bool, tuple[str, ...]], set[str]] = defaultdict(set)
        for concept, listed in members.items():
            for member in listed:
                exact, words = member.endswith("="), words_of(member)
                forms = words if exact else tuple(map(stem, words))
                if member.rstrip("=").endswith(_END):
                    forms = (*forms, _END)
                self._members[exact, forms].add(concept)
        self._longest = max((len(forms) for _, forms in self._members), default=1)
        self._words = {stem(word) for _, forms in self._members for word in forms}

    def has(self, word: str) -> bool:
        """Whether a word is in a list, alone or in a group."""
        return stem(word) in self._words

    def marked(self, words: Sequence[str]) -> Marks:
        """Return where each word, stem and concept is in a clause."""
        at: dict[str, list[tuple[int, int]]] = defaultdict(list)
        stems = tuple(map(stem, words))
        written, stemmed = (*words, _END), (*stems, _END)
        for n, word in enumerate(words):
            for key in {word, stems[n]} | ({"#"} if _NUMBER.fullmatch(word) else set()):
                at[key].append((n, n))
            for length in range(1, min(self._longest, len(words) + 1 - n) + 1):
                last = min(n + length, len(words)) - 1
                exact = self._members.get((True, written[n : n + length]), ())
                for concept in {*exact, *self._members.get((False, stemmed[n : n + length]), ())}:
                    at[concept].append((n, last))
        return Marks(tuple(words), dict(at))


@dataclass(frozen=True, slots=True)
class Marks:
    """Where each word, stem and concept is in a clause: the first and last word of each place."""

    words: tuple[str, ...]
    at: Mapping[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Fit:
    """A frame that fits a clause."""

    affirmed: bool
    """Whether the clause says it, or denies it."""
    first: int
    last: int
    needs: int
    """How many words or groups of words it rests on; a denial that belongs to it is one."""


def fit(frame: WordFrame, clause: SpokenClause, marks: Marks) -> Fit | None:
    """Return how a frame fits a clause; None if it doesn't, or if a denial leaves it open."""
    at = marks.at
    if frame.about is not None and clause.subject is not frame.about:
        return None
    if frame.not_about is not None and clause.subject is frame.not_about:
        return None
    if not frame.without.isdisjoint(at) or any(need.isdisjoint(at) for need in frame.needs):
        return None
    places = _side_by_side(
        [sorted(place for key in need if key in at for place in at[key]) for need in frame.needs],
        frame.side_by_side,
    )
    if not all(places):
        return None
    first = min(each[0][0] for each in places)
    last = max(each[0][1] for each in places)
    spent = {n for place in places for start, end in place for n in range(start, end + 1)}
    if frame.alone and not all(
        n in spent or word in _SMALL_WORDS or word in DENIALS for n, word in enumerate(marks.words)
    ):
        return None
    denials = _denials(marks.words)
    own = [n for n in denials if n not in spent]
    if frame.denial is Denial.NONE and own:
        return None
    if frame.denial is Denial.NEEDED and (len(own) != 1 or own[0] > last):
        return None
    if frame.denial is not Denial.TURNS:
        needs = len(frame.needs) + (frame.denial is Denial.NEEDED)
        return Fit(True, first, last, needs)
    polarity = _polarity(marks.words, first, last, own, part_of_it=len(own) < len(denials))
    return None if polarity is None else Fit(polarity, first, last, len(frame.needs))


def _side_by_side(places: list[list[Span]], beside: Iterable[int]) -> list[list[Span]]:
    """Leave of each word only the places that follow, or are followed by, its neighbour."""
    for n in sorted(beside):
        ends = {last for _, last in places[n - 1]}
        places[n] = [each for each in places[n] if each[0] - 1 in ends]
    for n in sorted(beside, reverse=True):
        starts = {first for first, _ in places[n]}
        places[n - 1] = [each for each in places[n - 1] if each[1] + 1 in starts]
    return places


_OPEN = re.compile(
    r"\b(?:not sure|not know (?:if|whether)|can not say|would not say|could not say|can not not"
    r"|not saying|no way|lying if|wonder|nearly|almost|was going to|were going to|about to"
    r"|never not|do not not|without|unless|(?:never|not) (?:\w+ ){1,6}before)\b"
)
_LEAVES = frozenset({"only", "just", "all", "every", "both", "far", "always", "quite"})
"""What a "not" before it does not deny: "not only a knife", "not all the kids"."""
_CONCORD = frozenset({"no", "nothing", "nobody", "none", "never"})
"""A second denial that only strengthens the first: "ain't got no knife"."""
STOPS = re.compile(r"\b(?:stop(?:s|ped|ping)?|quit|finished)\b")
"""Verbs before a statement that turn it round: "stopped following"."""
_GONE_BY = re.compile(r"\b(?:any more|anymore|no longer|used to)\b")
_TAKES_UP = frozenset({"not", "he", "she", "i", "it", "they", "we", "you", "no", "there"})
"""After "no" at the front: an answer to something else, "no, he has one"."""


def _denials(words: Sequence[str]) -> list[int]:
    found: list[int] = []
    for n, word in enumerate(words):
        if word not in DENIALS:
            continue
        after = words[n + 1] if n + 1 < len(words) else ""
        leaves = _LEAVES.intersection(words[n + 1 : n + 5])
        if leaves == {"all"} and words[words.index("all", n) - 1] == "at":
            leaves = frozenset()  # "not a knife at all" denies it the more
        if after in _LEAVES or (word == "not" and leaves):
            continue
        if word == "not" and "first" in words[n + 1 : n + 3]:
            continue
        if n == 0 and word in ("no", "not") and after in _TAKES_UP:
            continue
        if found and word in _CONCORD:
            continue
        found.append(n)
    return found


def _polarity(
    words: Sequence[str], first: int, last: int, denials: Iterable[int], *, part_of_it: bool
) -> bool | None:
    """Return whether a clause affirms what is at these words; None: it leaves it open.

    `part_of_it`: a denial is part of what it says, as in "without being heard".
    """
    text = " ".join(words)
    if _OPEN.search(text) and not part_of_it:
        return None
    after = {"here", "there", "in", "with", "home"}
    own = [n for n in denials if n <= last or (n + 1 < len(words) and words[n + 1] in after)]
    if len(own) > 1 or (_GONE_BY.search(text) and not own):
        return None
    if own and (last - own[0] > NEAREST_WORDS or _another_clause(words[own[0] + 1 : first + 1])):
        return None
    stopped = len(turning(words, first, STOPS))
    return (len(own) + stopped) % 2 == 0


_OPINION = frozenset({"think", "reckon", "believe", "say", "that", "know", "sure"})
_VERBS = frozenset({"is", "are", "am", "was", "has", "have", "will", "can", "would"})


def _another_clause(between: Sequence[str]) -> bool:
    """Whether a denial is of another clause without a comma: "can't speak he's next to me"."""
    return _OPINION.isdisjoint(between) and any(
        word in _TAKES_UP and after in _VERBS for word, after in pairwise(between)
    )


def turning(words: Sequence[str], first: int, verbs: re.Pattern[str]) -> list[set[int]]:
    """Return the places of the verbs that turn round what begins at `first`."""
    return [places_of(found) for found in verbs.finditer(" ".join(words[:first]))]


def places_of(found: re.Match[str]) -> set[int]:
    """Return which words of a text in single blanks a match has."""
    first = found.string[: found.start()].count(" ")
    return set(range(first, first + found[0].count(" ") + 1))


def span_of(clause: SpokenClause, found: Fit) -> Span:
    """Return the part of the text that a fit rests on."""
    return clause.tokens[found.first].span[0], clause.tokens[found.last].span[1]
