"""The word that was probably meant, and lists of words in messages."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from simulator.content.dictionary.search import by_meaning, fix_by_meaning, one_letter_off
from simulator.errors import Edit, FixText

LONGEST_WORD = 60
"""Longest word, in characters, that is compared or shown whole. Our choice; no source."""
_MOST_LISTED = 100
"""A longer list of words isn't shown whole. Our choice; no source."""
_NEAR = 0.75
"""Least similarity, by `difflib`'s ratio. Our choice, held by the test's list of words."""
_CLEARLY = 0.05
"""How much nearer than any other a word must be, to be put in without asking. Our choice."""
NEAR_ID = 0.6
"""The same for ids, which a nearby meaning cannot turn around: `wpm` is `wmp`."""
_SMALL = frozenset({"a", "an", "the", "is", "in", "at", "on", "of", "be"})
_NOT = frozenset(
    {"not", "no", "never", "nobody", "without", "cant", "cannot", "isnt", "dont", "doesnt", "wont"}
)
_PREFIXES = ("un", "in", "im", "non", "non_", "dis")
_SHORT = 3
"""Most letters of a word that one letter may turn around: `now` isn't `no`. Our choice."""


def nearest(word: str, words: Iterable[str], least: float = _NEAR) -> str:
    """Return the one of ``words`` that was probably meant; empty if none is near enough."""
    if len(word) > LONGEST_WORD:
        return ""
    negated, folded = _folded(word)
    known = {text: each for each in words for no, text in [_folded(each)] if no == negated}
    known = {text: each for text, each in known.items() if not _turns(folded, text)}
    found = difflib.get_close_matches(folded, known, n=1, cutoff=least)
    if not found:  # Two letters in each other's place, which a short word's likeness misses.
        found = [each for each in _swapped(folded) if each in known][:1]
    return known[found[0]] if found else ""


def _turns(word: str, other: str) -> bool:
    """Whether `other` could turn the meaning around: `uninjured`, `injured`; `now`, `no`."""
    longer, shorter = sorted((word, other), key=len, reverse=True)
    denies = any(longer == f"{each}{shorter}" for each in _PREFIXES if len(shorter) > _SHORT)
    # `says_now` isn't `says_no`, `cant_speak` not `can_speak`, `eventually_not` not `eventually`.
    no, yes = (sum(part in _NOT for part in each.split("_")) for each in (word, other))
    return denies or no != yes


def _swapped(word: str) -> Iterator[str]:
    for at in range(len(word) - 1 if len(word) > 2 else 0):
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def meant_fix(word: str, words: Iterable[str], least: float = _NEAR) -> FixText:
    """Return the fix with the word that was probably meant, by its meaning or by its letters.

    It is literal if the letters are nearly those of one word only; of a short word, all of them.
    """
    words = tuple(words)
    folded, means = _folded(word)[1], by_meaning(word, words)
    slips = [each for each in one_letter_off(word, words) if not _turns(folded, _folded(each)[1])]
    slip = slips[0] if len(slips) == 1 and slips[0] not in means else ""
    meant, likeness = slip or nearest(word, words, least), partial(_likeness, word)
    similar = "" if slip else fix_by_meaning(word, words)
    others = map(likeness, set(words) - {meant})
    least = 0.9 if min(len(meant), len(word)) <= _SHORT else _NEAR
    clear = likeness(meant) >= max(least, max(others, default=0.0) + _CLEARLY)
    literal = [Edit(meant)] * (clear and means in ((), (meant,)))
    return FixText(similar or (f'did you mean "{meant}"?' if meant else ""), *literal)


def _likeness(word: str, other: str) -> float:
    """Return how alike two words are: 1 if they differ only in small words, case or signs."""
    a, b = _folded(word)[1], _folded(other)[1]
    return 0.9 if a in _swapped(b) else difflib.SequenceMatcher(None, b, a).ratio()


def _folded(word: str) -> tuple[bool, str]:
    """Whether a negation precedes a part of a word, and its parts without small words."""
    parts = word.casefold().replace("'", "").replace("-", "_").replace(" ", "_").split("_")
    negated = not _NOT.isdisjoint(parts[:-1])  # a last "no" is rather a "now" or "not" cut short
    return negated, "_".join(each for each in parts if each not in _SMALL)


def choice(words: Iterable[object], last: str = "or") -> str:
    """Return words as a list in a sentence: ``yes, no or unknown``."""
    *most, final = [clipped(str(word)) for word in words] or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def one_of(words: Sequence[str]) -> str:
    """Return what is expected: one of these words, or some of them if they are very many."""
    if len(words) > _MOST_LISTED:
        return f"one of {len(words)} words, such as {choice(words[:5])}"
    return f"one of {choice(words)}" if len(words) > 1 else choice(words)


def clipped(text: str) -> str:
    return text if len(text) <= LONGEST_WORD else text[: LONGEST_WORD - 3] + "..."
