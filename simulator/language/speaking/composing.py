"""Answers composed from the question: yes or no to its words, and what is so after it.

A sentence that states something carries its statements, and is put in only where it is so: the
caller's side chooses those. Here is what a mouth does with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.core.statements import Stated
from simulator.language.speaking.styles import ManyDraws, SpeakingStyle
from simulator.late_pattern import late_pattern

_OPENS = late_pattern(
    r"(?:\A|[.,!:]\s+)(?:and |so |but |okay,? )?(?:how many|how old|who|where|what|which|when|why)"
    r"(?:'s|'re)?\b(?! (?:you|i|he|she|they|we|it|nobody|no one|anybody|anyone) )",
    re.IGNORECASE,
)


@lru_cache(maxsize=1_024)
def asks_for_words(question: str) -> bool:
    """Whether yes or no is no answer to a question: "Who is with you?"."""
    asked = [each for each in re.findall(r"[^.?!]+[.?!]?", question) if "?" in each]
    return bool(asked) and _OPENS.search(asked[-1].strip()) is not None


# --- "he is", "I haven't" ------------------------------------------------------------------------

_TAGGED = late_pattern(
    r"(?:\A|[.,!:?]\s+)(?:and |so |but |okay,? )?(?P<verb>is|are|was|were|has|have|did|do|does|can)"
    r" (?P<who>he|she|it|they|you|there|your (?:mum|mummy|mam|dad|daddy)|mummy|mum|daddy|dad"
    r"|the door)\b",
    re.IGNORECASE,
)
_WHO = {
    **dict.fromkeys(("mummy", "mum", "your mum", "your mummy", "your mam"), "she"),
    **dict.fromkeys(("daddy", "dad", "your dad", "your daddy"), "he"),
    "the door": "it",
    "you": "I",
}
_OF_ME = {"are": "am", "were": "was", "is": "am"}
_NOT = {"am": "'m not", "can": " can't"}


_TO_ANOTHER = ("do", "does", "did")
""" "Yeah, he did" sounds like talk with a person there, and is read so."""


@lru_cache(maxsize=2_048)
def tag_of(question: str, *, yes: bool) -> str:
    """Return "he is" or "I haven't" to a question; nothing where that would not answer it."""
    asked = [each for each in re.findall(r"[^.?!]+[.?!]?", question) if each.endswith("?")]
    if len(asked) != 1 or re.search(r"\bor\b|n't\b", asked[0], re.IGNORECASE):
        return ""
    found = _TAGGED.search(asked[0].strip())
    if found is None:
        return ""
    verb, who = found["verb"].lower(), found["who"].lower()
    who = _WHO.get(who, who)
    if who == "I":
        verb = _OF_ME.get(verb, verb)
    if who != "I" and verb in _TO_ANOTHER:
        return ""
    if yes:
        return f"{who} {verb}"
    return f"{who}{_NOT.get(verb, f' {verb}n' + chr(39) + 't')}"


# --- he, she or they -----------------------------------------------------------------------------

_THEY = late_pattern(
    r"\b(?:(?P<have>they've)|(?P<are>they're)|(?P<verb>they (?:are|were|have|do|don't|haven't"
    r"|aren't|weren't|want|keep))|(?P<they>they)|(?P<their>their)|(?P<them>them))\b",
    re.IGNORECASE,
)
_THIRD = {
    "are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't",
    "haven't": "hasn't", "aren't": "isn't", "weren't": "wasn't", "want": "wants", "keep": "keeps",
}  # fmt: skip
_FORMS = {"he": ("he", "him", "his"), "she": ("she", "her", "her")}


_SAID_OF = {
    pronoun: late_pattern(rf"\b(?:{words})\b", re.IGNORECASE)
    for pronoun, words in (
        ("he", "he|he's|him|his"),
        ("she", "she|she's|her|hers"),
        ("they", "they|they're|they've|them"),
    )
}


def pronoun_of(words: Iterable[str]) -> str:
    """Return how a caller speaks of the other person, by all words of theirs in a file.

    Of two people the one is meant of whom there is at least twice as much.
    """
    text = " ".join(words)
    count = {pronoun: len(said.findall(text)) for pronoun, said in _SAID_OF.items()}
    most, second = sorted(count, key=lambda each: -count[each])[:2]
    return most if count[most] and count[most] >= 2 * count[second] else "they"


def pronoun_in(question: str, usual: str) -> str:
    """Return how a question speaks of the other person, else how the caller does."""
    found = [each for each in ("he", "she") if _SAID_OF[each].search(question)]
    return found[0] if len(found) == 1 else usual


_STAYS_MANY = late_pattern(r"\bof them\b|^They've (?:gone|left)\.", re.IGNORECASE)
"""What is of several people; and "she's gone", which may be said of one who has died."""


@lru_cache(maxsize=4_096)
def of_person(words: str, pronoun: str) -> str:
    """Return words about "them" as words about him or her."""
    if pronoun not in _FORMS or _STAYS_MANY.search(words):
        return words
    he, him, his = _FORMS[pronoun]

    def put(found: re.Match[str]) -> str:
        if found["have"] or found["are"]:
            made = f"{he}'s"
        elif found["verb"]:
            made = f"{he} {_THIRD[found['verb'].split()[1].lower()]}"
        elif found["their"]:
            made = his
        else:
            made = him if found["them"] else he
        return made[:1].upper() + made[1:] if found[0][:1].isupper() else made

    return _THEY.sub(put, words)


# --- an answer -----------------------------------------------------------------------------------


class ComposedWords(NamedTuple):
    """Words, with all that they state."""

    words: str
    means: Stated = ()
    place_words: str = ""


class AnswerParts(NamedTuple):
    """What an answer can be made of."""

    yes: bool
    question: str = ""
    added: ComposedWords | None = None
    """A sentence that is so, on what was asked."""
    besides: ComposedWords | None = None
    """What this caller says beside a plain answer: the next thing that matters to them."""
    grave: bool = False
    """Whether that sentence is what matters to the caller: then it is said more often."""
    decides: bool = False
    """Whether that sentence answers the question by itself."""


_STILL = late_pattern(r"\b(?:are|can|do) you still\b", re.IGNORECASE)
_OF_WHAT = late_pattern(r"(?:^|[.!?,] )(?:what|where|how|who)\b[^.!?]*\?", re.IGNORECASE)
_BEGINS_NO = late_pattern(r"(?:no|not)\b", re.IGNORECASE)


def same_as_before(
    question: str, forms: Sequence[str], draws: ManyDraws, said: Sequence[str] = ()
) -> str:
    """Return what answers "Is it the same there?"; yes, to who asks if the caller still can.

    "What can you hear now?" is answered by no "no".
    """
    tag = tag_of(question, yes=True) if _STILL.search(question) else ""
    if _OF_WHAT.search(question):
        forms = [each for each in forms if not _BEGINS_NO.match(each)] or forms
    return f"Yeah, {tag}." if tag else one_of(forms, draws, said)


_BARE, _SHORT = 40, 43
"""Up to which of a hundred draws an answer is one word, or a few (speech.md F17, F20)."""
_ONE_WORD = 80
"""Of a hundred that would be longer, and have nothing to add, so many are one word (S10)."""
_MATTERS, _ALONE = 70, 14


def answer_words(
    parts: AnswerParts, style: SpeakingStyle, draws: ManyDraws, said: Sequence[str] = ()
) -> ComposedWords:
    """Return an answer: a word, a few, or a sentence and what matters to this caller."""
    full = (100 - _SHORT) * style.factors.words // 100
    if parts.grave and parts.added is not None:
        full = max(full, _MATTERS * min(style.factors.words, 100) // 100)
    drawn = draws.between(0, 99)
    if drawn < 100 - full:
        bare = (100 - full) * _BARE // _SHORT
        return ComposedWords(_short(parts, style, draws, said, bare=drawn < bare))
    more = parts.added or parts.besides
    if more is None:
        return ComposedWords(_short(parts, style, draws, said, bare=draws.happens(_ONE_WORD)))
    if parts.decides and draws.happens(_ALONE):
        return more
    first = _short(parts, style, draws, said, bare=True)
    return more._replace(words=f"{first} {more.words}")


def _short(
    parts: AnswerParts, style: SpeakingStyle, draws: ManyDraws, said: Sequence[str], *, bare: bool
) -> str:
    forms = style.yes if parts.yes else style.no
    if bare:
        return one_of([each for each in forms if len(each.split()) == 1], draws, said)
    tag = tag_of(parts.question, yes=parts.yes) if style.tags else ""
    if tag and draws.happens(_TAGGED_PERCENT):
        word = ("Yeah" if draws.happens(65) else "Yes") if parts.yes else "No"
        if (answer := f"{word}, {tag}.") not in said[-1:]:
            return answer
    some = [each for each in forms if len(each.split()) > 1 and not _worn(each, said)]
    return one_of(some or forms, draws, said)


_TAGGED_PERCENT = 60
"""Of a hundred short answers that can be "he is" so many are (assumption)."""
_STOCK = 3
"""Words from which the same answer is not given twice in a call: it would be a stock sentence."""


_AS_BEFORE = late_pattern(
    r"\b(?:the same|no different|no change|nothing's changed|no worse|no better)\b"
    r"|^(?:no, )?not really",
    re.IGNORECASE,
)
"""That nothing is otherwise, in whatever words: said twice it is a stock answer."""


def _worn(form: str, said: Sequence[str]) -> bool:
    """Whether an answer was given in this call already, in these or in other words (6.4)."""
    if _AS_BEFORE.search(form):
        return any(map(_AS_BEFORE.search, said))
    return len(form.split()) >= _STOCK and form in said


def one_of(forms: Sequence[str], draws: ManyDraws, said: Sequence[str] = ()) -> str:
    """Draw a form, those that come first more often: not the last one again, nor a stock one."""
    last = said[-1] if said else ""
    pool = [each for each in forms if each != last and not _worn(each, said)] or list(forms)
    if not pool:
        return ""
    return pool[min(draws.between(0, len(pool) - 1), draws.between(0, len(pool) - 1))]
