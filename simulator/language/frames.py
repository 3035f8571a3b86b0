"""Frames: which words of a clause make a statement or a question, and whether it is denied.

A frame is written as words that all have to be there, in any order::

    @he HERE -GONE          about another person; a word of the list HERE; none of the list GONE
    HIT -in+love            without these side by side
    get+out                 side by side
    foot|feet away          one of these
    denied let me|us|out    with a denial, which belongs to it ("won't let me out")
    plain ALONE             without any denial
    either put KNIFE down   with a denial or without, it says the same
    gone=                   only in this form: not "go" or "going"
    #                       a number
    only WEAPON             with nothing else but small words: a one-word answer ("a hammer")
    leads KIN be|have       the first of them opens the clause: "my brother's", not "at my mum's"

A word in capitals is a list of words that mean the same here (`concepts` of the file). Polarity
is never learned from examples: a small grammar says whether a clause affirms, denies, or leaves
it open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from simulator.language.clauses import SpokenClause, Subject
from simulator.language.denials import DENIALS, ClauseGrammar, ends_denial, polarity_of
from simulator.language.normalise import NUMBER, Span, stem, words_of

_SMALL_WORDS = words_of(
    "a an the it is was he she they i me him her my his with and yes yeah please just erm um er"
    " well oh like love some think sorry ok okay right be have that there to"
    " in on at of we are am so now up been has had do did does can"
)
"""Words that an answer of one word may have about it."""
_LEADING = frozenset(
    words_of(
        "a the my me our wor ma her his their your this that those them no yes yeah please sorry"
        " look listen it is was i think reckon hear heard see saw got now still so oh well right"
        " okay only just old big little young one two three first and but here said"
    )
)
"""Words before the one that opens a clause."""
_MOST_LEADING = 5
"""How many of them there may be (assumption)."""
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
    without_runs: tuple[tuple[str, ...], ...] = ()
    """None of these may be there side by side."""
    leads: bool = False
    """Whether the first of `needs` has to open the clause, but for words such as "no, my"."""


def frame_of(text: str) -> WordFrame:
    """Read a frame. Raise ValueError if it needs no word."""
    needs: list[frozenset[str]] = []
    without: set[str] = set()
    runs: list[tuple[str, ...]] = []
    beside: set[int] = set()
    about = not_about = None
    denial = Denial.TURNS
    items = text.split()
    for item in items:
        if item in ("only", "leads"):
            continue
        if item in ("denied", "plain", "either"):
            denial = Denial(item)
        elif item.startswith("-@"):
            not_about = Subject(item[2:])
        elif item.startswith("@"):
            about = Subject(item[1:])
        elif item.startswith("-") and "+" in item:
            runs.append(tuple(map(_key, item[1:].split("+"))))
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
        tuple(runs),
        "leads" in items,
    )


def _key(word: str) -> str:
    if word.endswith("="):
        return word[:-1]
    return word if word.isupper() or word == "#" else stem(word)


_Member = tuple[tuple[str, ...], frozenset[str]]
"""The words of a member, and the lists that have it."""


class Concepts:
    """Lists of words and groups of words that mean the same, by the name of the list."""

    def __init__(self, members: Mapping[str, Sequence[str]]) -> None:
        """Take the lists. With ``=`` at its end a member counts only in that form; with a full
        stop only at the end of a clause: "he's in." but not "he's in the army".
        """
        self.written: set[str] = set()
        """Every word of the lists as it is written there."""
        named: dict[tuple[bool, tuple[str, ...]], set[str]] = defaultdict(set)
        for concept, listed in members.items():
            for member in listed:
                exact, ends = member.endswith("="), member.rstrip("=").endswith(_END)
                own = words_of(member)
                self.written.update(own)
                for words in _whose(own):
                    forms = words if exact else tuple(map(stem, words))
                    named[exact, (*forms, _END) if ends else forms].add(concept)
        # By its first two words: a clause has few, and hundreds of members begin with "in".
        self._exact: dict[tuple[str, ...], list[_Member]] = defaultdict(list)
        self._stems: dict[tuple[str, ...], list[_Member]] = defaultdict(list)
        for (exact, forms), lists in named.items():
            if forms:
                (self._exact if exact else self._stems)[forms[:2]].append((forms, frozenset(lists)))

    @cached_property
    def _words(self) -> frozenset[str]:
        lists = (*self._exact.values(), *self._stems.values())
        return frozenset(stem(word) for each in lists for forms, _ in each for word in forms)

    def has(self, word: str) -> bool:
        """Whether a word is in a list, alone or in a group."""
        return stem(word) in self._words

    def marked(self, words: Sequence[str]) -> Marks:
        """Return where each word, stem and concept is in a clause."""
        at: dict[str, list[Span]] = defaultdict(list)
        stems = tuple(map(stem, words))
        written, stemmed = (*words, _END), (*stems, _END)
        for n, (word, its_stem) in enumerate(zip(words, stems, strict=True)):
            for key in {word, its_stem} | ({"#"} if _NUMBER.fullmatch(word) else set()):
                at[key].append((n, n))
            for concept, last in {
                *_members_at(n, self._exact.get((word,), ()), written),
                *_members_at(n, self._exact.get(written[n : n + 2], ()), written),
                *_members_at(n, self._stems.get((its_stem,), ()), stemmed),
                *_members_at(n, self._stems.get(stemmed[n : n + 2], ()), stemmed),
            }:
                at[concept].append((n, last))
        return Marks(ClauseGrammar(tuple(words)), at, frozenset(at))


def _whose(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return a member as it is, and as those say it whose "my" is "me" or "our"."""
    if "my" not in words or words[-1] == "my":
        return {words}  # "took my" is not "took me"
    own = [tuple(mine if each == "my" else each for each in words) for mine in ("me", "our")]
    return {words, *own}


def _members_at(
    n: int, members: Iterable[_Member], words: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    """Yield the lists with a member that begins at a word, and the last word of it."""
    for forms, lists in members:
        end = n + len(forms)
        if words[n:end] == forms:
            last = min(end, len(words) - 1) - 1
            yield from ((concept, last) for concept in lists)


@dataclass(frozen=True, slots=True)
class Marks:
    """Where each word, stem and concept is in a clause: the first and last word of each place."""

    grammar: ClauseGrammar
    at: Mapping[str, list[Span]]
    keys: frozenset[str]
    """The keys of `at`."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the clause."""
        return self.grammar.words

    def moved(self, at: Mapping[str, list[Span]]) -> Marks:
        """Return other places in the same words."""
        return Marks(self.grammar, at, frozenset(at))


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
    places = _places(frame, clause, marks)
    if not places or any(_side_by_side_in(marks, run) for run in frame.without_runs):
        return None
    spent = {n for place in places for start, end in place for n in range(start, end + 1)}
    if frame.alone and not all(
        n in spent or word in _SMALL_WORDS or word in DENIALS for n, word in enumerate(marks.words)
    ):
        return None
    first = min(each[0][0] for each in places)
    last = max(each[0][1] for each in places)
    denials = marks.grammar.denials
    own = [n for n in denials if n not in spent]
    if frame.denial is Denial.NONE and not all(ends_denial(marks.words, n, first) for n in own):
        return None
    if frame.denial is Denial.NEEDED and (
        len(own) != 1
        or own[0] > last
        or ends_denial(marks.words, own[0], places[-1][0][0])
        or not marks.grammar.belongs(own[0], places)
    ):
        return None
    if frame.denial is not Denial.TURNS:
        needs = len(frame.needs) + (frame.denial is Denial.NEEDED)
        return Fit(True, first, last, needs)
    polarity = polarity_of(marks.grammar, first, last, own, part_of_it=len(own) < len(denials))
    return None if polarity is None else Fit(polarity, first, last, len(frame.needs))


def _places(frame: WordFrame, clause: SpokenClause, marks: Marks) -> list[list[Span]]:
    """Return where each word that a frame needs is in a clause; empty if one is missing."""
    at = marks.at
    if frame.about is not None and clause.subject is not frame.about:
        return []
    if frame.not_about is not None and clause.subject is frame.not_about:
        return []
    if not frame.without.isdisjoint(marks.keys):
        return []
    # A plain loop: this runs for each frame that a clause may fit, and most of them fail here.
    for need in frame.needs:
        if need.isdisjoint(marks.keys):
            return []
    places = _side_by_side(
        [sorted(place for key in need if key in at for place in at[key]) for need in frame.needs],
        frame.side_by_side,
    )
    if frame.leads:
        places[0] = [each for each in places[0] if opens(marks.words, each[0])]
    return places if all(places) else []


def _side_by_side_in(marks: Marks, run: Sequence[str]) -> bool:
    """Whether words or lists are in a clause, each next to the one before."""
    if not marks.keys.issuperset(run):
        return False
    places = [sorted(marks.at[key]) for key in run]
    return bool(_side_by_side(places, range(1, len(run)))[0])


def opens(words: Sequence[str], first: int) -> bool:
    """Whether a clause begins with the word at a place, but for words that lead in."""
    return first <= _MOST_LEADING and _LEADING.issuperset(words[:first])


def _side_by_side(places: list[list[Span]], beside: Iterable[int]) -> list[list[Span]]:
    """Leave of each word only the places that follow, or are followed by, its neighbour."""
    for n in sorted(beside):
        ends = {last for _, last in places[n - 1]}
        places[n] = [each for each in places[n] if each[0] - 1 in ends]
    for n in sorted(beside, reverse=True):
        starts = {first for first, _ in places[n]}
        places[n - 1] = [each for each in places[n - 1] if each[1] + 1 in starts]
    return places


def span_of(clause: SpokenClause, found: Fit) -> Span:
    """Return the part of the text that a fit rests on."""
    return clause.tokens[found.first].span[0], clause.tokens[found.last].span[1]


class FrameIndex:
    """Which frames may fit a clause: each is found by the words of its rarest need.

    A clause has some twenty words and lists, and most of the frames need none of them.
    """

    def __init__(self, frames: Iterable[WordFrame]) -> None:
        """Take the frames; what few of them need is rare in clauses as well."""
        needs = [frame.needs for frame in frames]
        uses = Counter(key for each in needs for need in each for key in need)
        self._with: dict[str, list[int]] = defaultdict(list)
        for n, each in enumerate(needs):
            for key in min(each, key=lambda need: sum(uses[key] for key in need)):
                self._with[key].append(n)

    def likely(self, marks: Marks) -> list[int]:
        """Return the numbers of the frames that a clause may fit, in their order."""
        return sorted({n for key in marks.keys & self._with.keys() for n in self._with[key]})
