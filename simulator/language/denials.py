"""The denial grammar: whether a clause affirms what is said in it, denies it, or leaves it open.

Polarity is never learned from examples. What is open says nothing: to ask again costs a question,
and to turn a statement round may cost a life.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

DENIALS = frozenset(
    [
        "not",
        "no",
        "never",
        "nobody",
        "nothing",
        "none",
        "neither",
        "nor",
        "without",
        "hardly",
        "barely",
        "scarcely",
        "unable",
        "nowhere",
    ]
)
"""Words that deny. A contraction is opened first, so "can't" has one."""
NEAREST_WORDS = 6
"""A denial reaches no further than this many words (assumption: longer clauses mislead)."""


class ClauseGrammar:
    """What the words of a clause deny and leave open, whatever they are about.

    Each is found once: a long clause has many frames and places, and is not looked through for
    every one of them.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        """Take the words."""
        self.words = words

    @cached_property
    def text(self) -> str:
        """The words in single blanks."""
        return " ".join(self.words)

    @cached_property
    def denials(self) -> list[int]:
        """The places of the words that deny something."""
        return _denials(self.words)

    @cached_property
    def stops(self) -> list[int]:
        """The places of the verbs that turn round what follows: "stopped following"."""
        return [n for n, word in enumerate(self.words) if STOPS.search(word)]

    @cached_property
    def is_open(self) -> bool:
        """Whether it leaves open what it says."""
        return bool(_OPEN.search(self.text))

    @cached_property
    def is_plea(self) -> bool:
        """Whether it asks for something not to be done: "don't hurt Mummy"."""
        return bool(_PLEA.match(self.text))

    @cached_property
    def is_gone_by(self) -> bool:
        """Whether it says how things no longer are."""
        return bool(_GONE_BY.search(self.text))


_OPEN = re.compile(
    r"\b(?:not sure|not know (?:if|whether)|can not say|would not say|could not say|can not not"
    r"|not saying|no way|lying if|wonder|nearly|almost|was going to|were going to|about to"
    r"|never not|do not not|without|unless|(?:never|not) (?:\w+ ){1,6}before)\b"
)
_PLEA = re.compile(
    r"(?:please |oh |no |just |and )*do not (?!(?:you|have|feel|know|think|see|want|need|be"
    r"|remember|live|drink|hear|own|carry|work|look|seem|take|use)\b)"
)
"""Asks for something not to be done, so it denies nothing: "don't hurt Mummy"."""
_LEAVES = frozenset({"only", "just", "all", "every", "both", "far", "always", "quite"})
"""What a "not" before it does not deny: "not only a knife", "not all the kids"."""
_JUST = frozenset({"just", "only"})
_WHOLE_TIME = (("day",), ("night",), ("evening",), ("week",), ("morning",), ("weekend",))
"""After "all": the whole of a time."""
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
        # "Not hit me, just chucking plates" denies the blow: a "just" counts where it is near.
        leaves = _LEAVES.intersection(words[n + 1 : n + 5]) - (
            _JUST - frozenset(words[n + 1 : n + 3])
        )
        if leaves == {"all"} and words[words.index("all", n) - 1] == "at":
            leaves = frozenset()  # "not a knife at all" denies it the more
        if leaves == {"all"} and words[words.index("all", n) + 1 :][:1] in _WHOLE_TIME:
            leaves = frozenset()  # so does "not a drop all day"
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


def polarity_of(
    grammar: ClauseGrammar, first: int, last: int, denials: Iterable[int], *, part_of_it: bool
) -> bool | None:
    """Return whether a clause affirms what is at these words; None: it leaves it open.

    `part_of_it`: a denial is part of what it says, as in "without being heard".
    """
    words = grammar.words
    if grammar.is_open and not part_of_it:
        return None
    after = {"here", "there", "in", "with", "home"}
    own = [n for n in denials if n <= last or (n + 1 < len(words) and words[n + 1] in after)]
    if len(own) > 1 or (grammar.is_gone_by and not own) or (own and grammar.is_plea):
        return None
    if own and ends_denial(words, own[0], first):
        own = []
    if own and (last - own[0] > NEAREST_WORDS or _another_clause(words[own[0] + 1 : first + 1])):
        return None
    stopped = bisect_left(grammar.stops, first)
    return (len(own) + stopped) % 2 == 0


def ends_denial(words: Sequence[str], denial: int, first: int) -> bool:
    """Whether a denial ends before a word: "no gun, just a crowbar" typed without its comma."""
    return not _JUST.isdisjoint(words[denial + 2 : first])


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
