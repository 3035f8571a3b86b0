"""Typed English as a few comparable tokens: synonyms joined, fillers dropped, and a mood.

The same lexicon reads the phrases of a file, its cues and what a trainee types, so that all three
are compared in one form. What each word is opened to is in `normalise`, as for all that is read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from simulator.language.denials import DENIALS
from simulator.language.normalise import NUMBERS, Span, stem, words_of
from simulator.late_pattern import late_pattern


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


Spelling = Callable[[str], str]
"""Corrects one word; returns it unchanged if nothing is near enough."""

_FILLERS = _word_set(
    "the a an um er erm please just love darling dear sir madam mate pet hun hen duck"
)
_OPENERS = _word_set("ok okay so well right now and but then sorry alright oh")
_GREETINGS = _word_set("hello hi hey hiya")
_BY_THE_WAY = late_pattern(
    r"\b(?:good (?:morning|afternoon|evening)|at the moment|at present|currently|right now"
    r"|just now|just then|at this point|for me|straight away|immediately|exactly|really|actually"
    r"|do not worry(?: about)?)\b"
)
_JUST = late_pattern(r"\bjust(?= (?:you|one|him|her|them)\b)")
"""Here "just" says something: "is it just you?" asks for nobody else."""
_ABLE = late_pattern(r"\b(?:is|are) (\w+) able to\b")
"""What says nothing about a purpose. It is dropped if something is left."""
_LEAD_INS = tuple(
    late_pattern(pattern)
    for pattern in (
        r"^(?:can|could|would|will) you (?:tell|let) me(?: know)? "
        r"(?=(?:if|whether|what|where|who|how|which|are|is)\b)",
        r"^(?:do you know|i need to know|i want to know|tell me|let me know) "
        r"(?=(?:if|whether|is|are|who|how)\b)",
        r"^do you (?:think|reckon) (?=(?:you|he|she|they|there|anybody|somebody|it)\b)",
        # "If you can hear me, tap" isn't led in by "tell me".
        r"^(?:if|whether) (?=(?:you|he|she|they|there|anybody|somebody)\b)"
        r"(?!.*\b(?:tap|press|cough|say|ring|call)\b)",
    )
)
_AUXILIARIES = _word_set(
    "is are am was were do does did have has had can could will would should may must shall"
)
_QUESTION_WORDS = _word_set("what where who whose which how why when whereabouts")
_SUBJECTS = _word_set(
    "i you he she they it we there that this these those somebody everybody nobody my"
    " our your his her their police officers paramedics medics help"
)
_ORDERS = _word_set(
    "stay keep turn go lock tap cough press put leave hold wait make give knock say whisper"
    " speak get move walk run head cross find bolt barricade shut close mute silence dim set"
    " switch call ring phone pass hand let take try don't never use show talk repeat breathe"
    " hide remain hang blow click touch hit bang tell answer nod lie sit look listen pretend"
    " act come open text reply send carry end stop describe answer be mind"
)
_COMMON = _word_set(
    "along about after again other their there where which would could should these those think"
    " thing things every never under until while since quite maybe going being doing around before"
    " across because little small great wrong today later early first second third later people"
    " among above below sorry while whole world write wrote white black green table chair paper"
    " water money month weeks hours night taste class point start state story study train plane"
)
"""Frequent words that are no slip of another, though nothing here needs them (assumption)."""
_TAG = late_pattern(
    r"\b(?:is|are|was|has|have|does|do|did|can|will) (?:not )?(?:he|she|it|they|you|there|we)$"
)
_AFTER_YOU = _word_set("hurt ok okay alright all safe alone at in on got sure home still injured")
_ASKED_ABOUT_YOU = late_pattern(r"^(?:can|could|would|will) you\b")


class Mood(StrEnum):
    """What a clause does, by its form."""

    ASKS = "?"
    SAYS = "."
    ORDERS = "!"
    OPEN = "~"
    """A fragment, or a request in the form of a question: it may be any of the others."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of what was typed."""

    words: tuple[str, ...]
    """The words, with contractions opened and fillers removed."""
    tokens: tuple[str, ...]
    """The words in the form in which they are compared."""
    mood: Mood
    negated: bool
    """Whether it has a "not" or a "never"."""

    @property
    def text(self) -> str:
        """The tokens as one text, for comparing letters."""
        return " ".join(self.tokens)


class Lexicon:
    """Words and groups of words that mean the same, and how a word is reduced to its token."""

    def __init__(self, alike: Mapping[str, Sequence[str]]) -> None:
        """Take groups: the token of a group, and its members."""
        self._single: dict[str, str] = {}
        groups: dict[str, str] = {}
        for token, members in alike.items():
            for member in (token, *members):
                words = words_of(member)
                if len(words) == 1:
                    self._single.setdefault(words[0], token)
                    continue
                kept = [each for each in words if each not in _FILLERS]
                # What is left of "just the one" is any "one", which is no group.
                if len(kept) > 1:
                    groups[" ".join(kept)] = token
        self._stems: dict[str, str] = {}
        for word, token in self._single.items():
            self._stems.setdefault(stem(word), token)
        longest = sorted(groups, key=len, reverse=True)
        self._groups = groups
        either = "|".join(map(re.escape, longest))
        self._several = late_pattern(rf"\b(?:{either})\b") if longest else None
        self.token = cache(self._token)
        """Return the token of a word."""

    @property
    def words(self) -> frozenset[str]:
        """Every word in a group, and every word that shows a mood: none of them is a slip."""
        single = {word for group in self._groups for word in group.split()} | set(self._single)
        grammar = _AUXILIARIES | _QUESTION_WORDS | _SUBJECTS | _ORDERS | _FILLERS
        return grammar | _COMMON | single

    def _token(self, word: str) -> str:
        own = NUMBERS.get(word) or self._single.get(word)
        return own or self._stems.get(stem(word)) or stem(word)

    def tokens(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the token of each word, several words of a group joined."""
        text = " ".join(words)
        if self._several:
            text = self._several.sub(lambda found: f"\0{self._groups[found[0]]}", text)
        return tuple(
            each[1:] if each.startswith("\0") else self.token(each) for each in text.split()
        )

    def clause(self, text: str, spelling: Spelling | None = None) -> Clause:
        """Read one clause."""
        asked = text.rstrip().endswith("?")
        words = without_asides(text)
        if spelling:
            words = [spelling(word) for word in words]
        if not words:
            return Clause((), (), Mood.OPEN, False)
        words, led_in = _without_lead_in(words)
        kept = tuple(word for word in words if word not in _FILLERS) or tuple(words)
        tokens = self.tokens(kept)
        mood = Mood.ASKS if asked or led_in else _mood(kept)
        return Clause(kept, tokens, mood, _is_negated(kept, tokens))


def without_asides(text: str) -> list[str]:
    """Return the words of a text but for "at the moment" and other words that say nothing."""
    plain = _JUST.sub("only", " ".join(words_of(text)))
    plain = _ABLE.sub(r"can \1", plain)
    return (_BY_THE_WAY.sub(" ", plain).split()) or plain.split()


def is_opener(text: str) -> bool:
    """Whether a text has nothing but words that open a sentence, such as "OK"."""
    return set(without_asides(text)) <= _OPENERS | _FILLERS


def _is_negated(words: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether a clause denies: "no knife" does, and "no, he has one" doesn't."""
    denies = {"not", "never", "nobody"} & set(tokens)
    return bool(denies) or (words[0] == "no" and len(words) > 1 and words[1] not in _SUBJECTS)


def _without_lead_in(words: list[str]) -> tuple[list[str], bool]:
    """Drop "ok so" and "can you tell me if" from the front; return also whether it asked."""
    start = 0
    while (
        start < len(words) - 1
        and words[start] in _OPENERS | _FILLERS
        and words[start : start + 2] != ["well", "done"]
    ):
        start += 1
    text = " ".join(words[start:])
    asked = any(lead_in.match(text) for lead_in in _LEAD_INS)
    for lead_in in _LEAD_INS:
        text = lead_in.sub("", text)
    return text.split() or words, asked


def _mood(words: Sequence[str]) -> Mood:
    """Return what a clause does, by its first words."""
    if words[0] in _GREETINGS and len(words) > 1:
        return _mood(words[1:])
    first, second = words[0], words[1] if len(words) > 1 else ""
    if _ASKED_ABOUT_YOU.match(" ".join(words)):
        return Mood.OPEN
    if first in _QUESTION_WORDS or first in ("any", "anybody"):
        return Mood.ASKS
    if first in ("do", "please") and second == "not":
        return Mood.ORDERS
    if first in _AUXILIARIES and second:
        return Mood.OPEN if second == "be" else Mood.ASKS
    if first in _SUBJECTS:
        tag = len(words) > 4 and _TAG.search(" ".join(words))
        return Mood.ASKS if tag else _of_a_subject(words)
    if first in _ORDERS:
        return Mood.ORDERS
    if second in ("is", "are", "was", "were", "has", "have", "will"):
        return Mood.SAYS
    return Mood.OPEN


def _of_a_subject(words: Sequence[str]) -> Mood:
    """Return the mood of a clause that begins with its subject."""
    if " ".join(words[:3]) in ("you need to", "you have to", "i want you", "i need you"):
        return Mood.ORDERS
    if words[0] == "you" and words[1:2] and words[1] in ("can", "should", "could", "must", "may"):
        return Mood.OPEN
    # "You hurt?" without its verb, typed without its mark.
    if words[0] == "you" and words[1:2] and words[1] in _AFTER_YOU:
        return Mood.OPEN
    states = words[1:2] and words[1] in _AUXILIARIES
    if len(words) == 1 or (words[0] == "police" and not states):
        return Mood.OPEN
    return Mood.SAYS


# --- slips of the keyboard ------------------------------------------------------------------------

_LEAST_LETTERS = 4
_ONE_SLIP = 5
"""The letters of the shortest word that may have a wrong letter; a shorter one has two swapped."""
_TWO_SLIPS = 8
"""The letters of the shortest word in which two slips are corrected (assumption)."""
_OPENED = ("someone", "anyone", "everyone", "somebody", "anybody", "everybody")
"""Words that are another one once they are opened."""


class KeySlips:
    """Corrects a wrong, missing, doubled or swapped letter against the words that are known.

    A word that is known is never changed, and no word is made one that denies unless nearly all of
    its letters are there: to turn a sentence round may cost more than to ask again.
    """

    def __init__(self, known: Iterable[str], stems: Iterable[str] = ()) -> None:
        """Take the words that are right as they are, and more of them without their endings."""
        self._known = frozenset(known) | frozenset(_OPENED)
        self._stems = frozenset(map(stem, self._known)).union(stems)
        self._by_letters: dict[str, set[str]] = defaultdict(set)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= _LEAST_LETTERS and word.isalpha():
                self._by_letters["".join(sorted(word))].add(word)
                self._by_first[word[0]].append(word)

    def corrected(self, word: str) -> str:
        """Return the word that is meant; the same if it is known, or if two are as near."""
        if len(word) < _LEAST_LETTERS or word in self._known or stem(word) in self._stems:
            return word
        alike = self._by_letters.get("".join(sorted(word)), set())
        swapped = [each for each in alike if each[0] == word[0]]
        if len(swapped) == 1:
            return swapped[0]
        if len(word) < _ONE_SLIP:
            return word
        for slips in (1, 2) if len(word) >= _TWO_SLIPS else (1,):
            if near := self._near(word, slips):
                # "Weapon" and "weapons" are one word.
                return near[0] if len(set(map(stem, near))) == 1 else word
        return word

    def _near(self, word: str, slips: int) -> list[str]:
        # Only typed words need it, and it takes 10 ms to load.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            word, self._by_first[word[0]], scorer=OSA.distance, score_cutoff=slips, limit=4
        )
        return [each for each, *_ in found if slips == 1 or each not in DENIALS]


# --- the names of people -------------------------------------------------------------------------

_TITLED = late_pattern(
    r"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|[Uu]ncle|[Aa]unt(?:ie|y)?|[Yy]oung|[Oo]ur|[Ww]or|[Ll]ittle|[Cc]alled"
    r"|[Nn]amed|[Nn]an(?:na)?|[Gg]randad|[Gg]ran)\.? "
    r"(?!(?:Dad|Mum|Mam|Nan|Gran|Grandad|Granddad|"
    r"Street|Road|Lane|English|Council|Asda|Tesco|The|God|Lord|Staffie|Alsatian|Rottweiler|Labrador|Rover|House|Green|Town|Miss|Old|Big|Young)\b)[A-Z][a-z']{2,}"
)
"""A name that need not be in any list: "Mr Baines", "our Callum"."""
_ROAD = late_pattern(
    r"(?:'s)? (?:(?i:road|rd|street|st|lane|ln|avenue|ave|close|drive|court|way|house|place|park"
    r"|crescent|terrace|gardens|grove|estate|hotel|arms|pub)\b|of the)"
)
"""After a name: it is that of a place."""
_ALSO_WORDS = frozenset(
    words_of(
        "reg pat jack will mark bob ray dot len dean ted ion ming kai ade ana ali art jo sal val"
        " dan don viv col ken ron les jean ann baz gaz daz deb bev wei mei harry frank grace faith"
        " hope rose lily holly poppy daisy ivy may june april summer sam jade ruby amber dale glen"
        " robin"
    )
)
"""Names that are words as well, or too short to be sure of: they count with a capital within a
sentence, and not as the one a clause is about."""
_CAPITAL = late_pattern(r"(?<![\w'])[A-Z][a-z]+\b")


class PeopleFinder:
    """Finds the names of people."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take first names in lower case."""
        self._names = frozenset(names)
        self.words = self._names - _ALSO_WORDS
        """The names that are nothing else."""

    def named(self, text: str, places: Sequence[Span]) -> Iterator[Span]:
        """Yield where people are named, outside the parts that name places."""
        titled = [(each, True) for each in _TITLED.finditer(text)]
        for found, is_titled in (*titled, *((each, False) for each in _CAPITAL.finditer(text))):
            start, end = found.span()
            if any(first < end and start < last for first, last in places):
                continue
            if _ROAD.match(text, end):
                continue
            if is_titled or self._is_name(text, start, found[0].lower()):
                yield start, end

    def _is_name(self, text: str, start: int, word: str) -> bool:
        begins = start == 0 or text[:start].rstrip()[-1:] in ".!?\"'"
        return word in self.words or (word in self._names and not begins)
