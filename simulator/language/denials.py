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

from simulator.late_pattern import late_pattern

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
    def asides(self) -> list[range]:
        """The places of what is said by the way, whose denial denies nothing else."""
        return _stretches(_ASIDE, self)

    @cached_property
    def embeds(self) -> list[range]:
        """The places of what somebody did not know, mind or say."""
        return _stretches(_EMBEDS, self)

    @cached_property
    def relatives(self) -> list[range]:
        """The places of what is denied of somebody on the way."""
        return _stretches(_RELATIVE, self)

    def reaches(self, denial: int, first: int, last: int) -> bool:
        """Whether a denial can be of what is at these words: it may be of an aside."""
        return all(
            denial not in each or (each.start <= first and last < each.stop) for each in self.asides
        )

    def is_clear(self, denial: int, first: int) -> bool:
        """Whether a denial is of a clause of its own: not of who "wouldn't think twice"."""
        return all(denial not in each or first in each for each in (*self.relatives, *self.embeds))

    def belongs(self, denial: int, places: Iterable[Sequence[tuple[int, int]]]) -> bool:
        """Whether a denial that is part of something said stands with some of its words."""
        return all(
            denial not in each or any(n in each for spans in places for n, _ in spans)
            for each in (*self.asides, *self.embeds)
        )

    @cached_property
    def stops(self) -> list[int]:
        """The places of the verbs that turn round what follows: "stopped following"."""
        return [n for n, word in enumerate(self.words) if STOPS.search(word)]

    @cached_property
    def is_open(self) -> bool:
        """Whether it leaves open what it says."""
        text = _ASIDE.sub(" ", self.text) if self.denials and self.asides else self.text
        return bool(_OPEN.search(text))

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
_KIN = (
    r"(?:my |our |his |her |your )?(?:mummy|mammy|mum|mam|mom|daddy|dad|nan|nanny|nana|gran|sister"
    r"|brother|husband|wife|son|daughter|mate|boyfriend|girlfriend|landlord|neighbour|carer)"
)
_NEVER_BEFORE = (
    r"(?: (?:here |him |her |them |it )?(?:before|in my (?:life|puff)|at all|from adam|properly))?"
)
_ASIDE = late_pattern(
    # A man I don't know, a car we've never seen before: the words after a noun are of it alone.
    r"(?<=\w )(?<!\band )(?<!\bbut )(?<!\bno )(?<!\byes )(?<!\bso )(?<!\boh )(?<!\bwell )"
    rf"(?:(?:who|that|which|whom) )?(?:i|we|she|he|they|you|nobody|none of us|{_KIN})"
    r"(?: (?:on|in) (?:our|my|this|the) \w+)?"
    r" (?:(?:do|does|did|have|has|had|can|could|would|am|is|are)(?: even| really)? (?:not|never)"
    r"|never|(?:have )?(?:hardly|barely))(?: \w+ly| even| ever| actually)?"
    r" (?:know|knows|knew|no|recogni[sz]ed?|place|seen|saw|met|heard of|heard|spoken to|like|trust"
    r"|stand|invite|invited|make out|laid eyes on|clapped eyes on|set eyes on|come across|expect)"
    rf"{_NEVER_BEFORE}"
    rf"|(?<=[a-z]{{3}} )(?:nobody|no one)(?: (?:on|in|round) (?:our|my|this|the) \w+)?"
    rf" (?:knows|knew|recogni[sz]es|has (?:seen|met))\b{_NEVER_BEFORE}"
    # Who isn't supposed to be here, that never speaks, that isn't ours.
    r"|(?<=\w )(?<!\band )(?<!\bbut )(?<!\bno )(?<!\byes )(?:who|that|which) (?:(?:(?:is|are|was"
    r"|does|do|did|will|would|should|has|have|can|could) )?(?:not|never))(?: even| ever)? (?:"
    r"(?:supposed|meant|allowed|welcome|wanted) (?:to be )?(?:(?:here|there|near (?:me|us"
    r"|here))\b)?"
    r"|(?:be |been )(?:here|there)\b|live here|belong(?: here)?|speaks?(?: to (?:me|us|anybody"
    r"|anyone))?"
    r"|say(?:s)? (?:hello|a word|anything|much)|give (?:up|his name|her name)|go away"
    r"|leave me alone"
    rf"|from (?:round )?here|stand (?:me|us)|(?:mine|ours|his|hers|theirs|yours|{_KIN})\b"
    r"|know (?:me|us|him|her)|seem right|look right)"
    # I can't believe, not being funny, no doubt, don't ask me how: of all that is said after it.
    r"|\b(?:i |we )?can not (?:\w+ly )?believe(?: it| that)?\b(?! (?:\w+ )?(?:would|could|might)\b)"
    r"|\b(?:i am |we are )?not (?:being|gonna be|going to be|trying to be) (?:funny|rude|silly"
    r"|dramatic|paranoid|nosy|nasty|awkward|racist|horrible|soft|daft|difficult)\b"
    r"|\bi am not (?:even )?(?:joking|kidding|lying|exaggerating|imagining (?:it|things)"
    r"|making (?:it|this) up|messing(?: about)?|going (?:mad|daft|soft))\b"
    r"|\bnot (?:kidding|joking|lying|exaggerating|being funny)\b"
    r"|\b(?:there is |i have |i have got )?(?:no|not a|not any) (?:doubt|question|joke|lie"
    r"|word of a lie"
    r"|kidding|messing)(?: about (?:it|that))?(?: (?:but|that|at all))?\b"
    r"|\bdo not ask(?: me)?(?: how| why)?\b|\bis(?: it)? not it obvious\b"
    r"|\b(?:i am )?not being funny\b|\bno (?:idea|clue) (?:how|why|who (?:he|she|it|they) (?:is"
    r"|are))"
)
"""What is said by the way: its denial is its own, and turns nothing else round."""
_RELATIVE = late_pattern(
    r"(?<=\w )(?<!\band )(?<!\bbut )(?<!\bno )(?<!\byes )(?<!\boh )(?<!\bwell )(?:who|that|which)"
    r" (?:(?:is|are|was|were|does|do|did|will|would|should|has|have|had|can|could|must|may) )?"
    r"(?:not|never|hardly|barely|scarcely)\b(?! (?:stop|quit))"
)
"""What is denied of somebody on the way: what comes after it may be of them or not."""
_EMBEDS = late_pattern(
    # Not the one who hit me; would not think twice; did not know, and nobody believes.
    r"\bnot (?:\w+ )?(?:him|her|me|us|them|(?:the|a|that) (?:\w+ )?(?:one|ones|man|lad|bloke|fella"
    r"|person|sort|type|kind|time|way|day|night)) (?:who|that)\b"
    r"|\b(?:not|never)(?: even| ever| really| \w+ly)? (?:think twice|hesitate|stop at|stop short"
    r"|put it"
    r" past|be (?:afraid|scared)|care|bother|bat an|realis(?:e|ed)|knew|know (?:that|i|he|she"
    r"|they|we"
    r"|who|what|which)|notic(?:e|ed)|guess(?:ed)?|dream(?:ed|t)?|imagin(?:e|ed)|expect(?:ed)?"
    r"|warn(?:ed)?|remember(?:s|ed)?|admit(?:s|ted)?|forget|forgive|deny|denied|mention(?:ed)?"
    r"|believed"
    r"|thought|understand)\b"
    r"|\b(?:nobody|no one|none of them)(?: has| had| ever| will| would| even)* (?:knows?|knew"
    r"|believe[sd]?"
    r"|warned|noticed|cares?|realise[sd]?|thought|thinks|said|says|told|expected|mentioned"
    r"|listens)\b"
    r"|\bno (?:telling|knowing|saying|sooner|matter|wonder)\b"
)
"""What somebody did not know, mind or say, and "not the one who": what comes after it may be so."""
_PLEA = re.compile(
    r"(?:please |oh |no |just |and )*do not (?!(?:you|have|feel|know|think|see|want|need|be"
    r"|remember|live|drink|hear|own|carry|work|look|seem|take|use)\b)"
)
"""Asks for something not to be done, so it denies nothing: "don't hurt Mummy"."""
_LEAVES = frozenset({"only", "just", "all", "every", "both", "far", "always", "quite"})
"""What a "not" before it does not deny: "not only a knife", "not all the kids"."""
_ONLY = frozenset({"only"})
_JUST = _ONLY | {"just"}
_WHOLE_TIME = (("day",), ("night",), ("evening",), ("week",), ("morning",), ("weekend",))
"""After "all": the whole of a time."""
_CONCORD = frozenset({"no", "nothing", "nobody", "none", "never", "hardly", "barely", "scarcely"})
"""A second denial that only strengthens the first: "ain't got no knife", "can't hardly breathe"."""
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
        # "Not hit me, just chucking plates" denies the blow, and "not hurt, just scared" the hurt:
        # a "just" counts where it is next to it, and an "only" one word further.
        near = {*words[n + 1 : n + 2], *_ONLY.intersection(words[n + 2 : n + 3])}
        leaves = _LEAVES.intersection(words[n + 1 : n + 5]) - (_JUST - near)
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
        if word == "no" and after.isdecimal():
            continue  # a house: "at no 3"
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
    denials = [each for each in denials if grammar.reaches(each, first, last)]
    after = {"here", "there", "in", "with", "home"}
    own = [n for n in denials if n <= last or (n + 1 < len(words) and words[n + 1] in after)]
    if len(own) > 1 or (grammar.is_gone_by and not own) or (own and grammar.is_plea):
        return None
    if not all(grammar.is_clear(each, first) for each in own):
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


def _stretches(what: re.Pattern[str], grammar: ClauseGrammar) -> list[range]:
    """Return the places of the words of each match."""
    text = grammar.text
    return [
        range(text.count(" ", 0, each.start()), text.count(" ", 0, each.end()) + 1)
        for each in what.finditer(text)
    ]


def turning(words: Sequence[str], first: int, verbs: re.Pattern[str]) -> list[set[int]]:
    """Return the places of the verbs that turn round what begins at `first`."""
    return [places_of(found) for found in verbs.finditer(" ".join(words[:first]))]


def places_of(found: re.Match[str]) -> set[int]:
    """Return which words of a text in single blanks a match has."""
    first = found.string[: found.start()].count(" ")
    return set(range(first, first + found[0].count(" ") + 1))
