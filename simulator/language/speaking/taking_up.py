"""What takes up the caller's last words in few words: a word of them, or what follows from them.

It comes alone where nothing is asked, and else before the next sentence in place of a bare "okay":
"Your keys. I've got that down. Is he on foot?" (practice2 BF-5, WT-02; speech.md F29). A word of
the caller's is only said back where nobody else can hear.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.core.statements import Stated
from simulator.knowledge.facts import Same
from simulator.knowledge.situation import Situation
from simulator.knowledge.uptake import name_of
from simulator.language.lines import LineManner, LineSlot, LineVariant

_OF_THEIR_OWN = frozenset(
    {
        *(Situation.CHILD, Situation.CHILD_HIDES, Situation.CHILD_WITH_ILL_ADULT),
        *(Situation.LANGUAGE, Situation.DISGUISED, Situation.OTHER_VOICE, Situation.COACHED),
        *(LineManner.LOW, LineManner.LOST, LineManner.GROWN_UP, Situation.ACCIDENT),
    }
)
"""Where a sentence for any caller could frighten, or give the caller away."""
_OWN = r"\b(?:my|me|our|mine)(?: \w+)? "
"""Before what is the caller's own: nobody says "Your dog" of a dog at the gate."""
_SLOT = re.compile(r"\{\w*\}?|\w*\}")
"""A slot, whole or without its first letter."""


class _SoughtLine(NamedTuple):
    """A line with what is looked for in words made ready: hundreds are held against each news."""

    line: LineVariant
    heard: tuple[str, ...]
    """Phrases in small letters, of which the caller's words must have one."""
    said: tuple[tuple[str, str], ...]
    """Each phrase that may be said back, and the same in small letters."""
    own: bool
    """Whether what is said back has to be the caller's own."""
    fixed: str
    """The longest part of the sentence that no word said back changes."""


class TakingUp:
    """The words that take up what one caller says, in one call."""

    def __init__(self, lines: Sequence[LineVariant]) -> None:
        """Draw from these lines."""
        self._lines = _sought(Same(lines))
        self._words = ""
        self._low = ""
        self._stated: frozenset[str] = frozenset()
        self._ours = ""
        """All that this person has said."""
        self._before: set[str] = set()
        """What was said already, of this."""

    def hear(self, words: str, means: Stated, *, goes_on: bool) -> None:
        """Hear the caller; `goes_on`: nothing has been said to their words before these."""
        names = frozenset(name_of(topic, value=value) for topic, value in means)
        self._words = f"{self._words} {words}" if goes_on else words
        self._low = self._words.lower()
        self._stated = self._stated | names if goes_on else names

    def said(self, words: str) -> None:
        """Know that this person has said something: it has taken up what came before it."""
        for each in self._lines:
            if each.fixed in words and (sentence := self._filled(each)) in words and sentence:
                self._before.add(sentence)
        self._ours += f" {words.lower()}"
        self._words, self._low, self._stated = "", "", frozenset()

    def sentences(self, conditions: frozenset[str], *, by_words: bool) -> list[str]:
        """Return what takes up the first thing in the file of which something was said.

        `by_words`: only what goes by a word of theirs, and not what follows from a statement.
        """
        first: LineVariant | None = None
        found: list[str] = []
        for line, sentence in self._matches(conditions):
            if by_words and not (line.heard or line.said):
                continue
            first = first or line
            if (line.heard, line.said, line.after) == (first.heard, first.said, first.after):
                found.append(sentence)
        return found

    def _matches(self, conditions: frozenset[str]) -> Iterable[tuple[LineVariant, str]]:
        unheard = LineManner.UNHEARD in conditions
        # Who talks freely hears what follows from it also a while later, with no word said back.
        if not self._words or not (unheard or LineManner.FREE in conditions):
            return
        own = conditions & _OF_THEIR_OWN
        for each in self._lines:
            line = each.line
            if line.when.isdisjoint(own or conditions) and (line.when or own):
                continue
            if line.said and not unheard:
                continue
            if line.after and line.after.isdisjoint(self._stated):
                continue
            if each.heard and not self._has_one(each.heard):
                continue
            sentence = self._filled(each)
            if sentence and sentence not in self._before:
                yield line, sentence

    def _filled(self, sought: _SoughtLine) -> str:
        if not sought.said:
            return sought.line.words
        for word, low in sought.said:
            # A word that was said back once is not said back again.
            if low not in self._ours and self._has(low, own=sought.own):
                return sought.line.filled({str(LineSlot.SAID): word})
        return ""

    def _has_one(self, phrases: tuple[str, ...]) -> bool:
        return any(self._has(each) for each in phrases)

    def _has(self, phrase: str, *, own: bool = False) -> bool:
        """Whether the caller's words have a phrase; `own`: as something of the caller's."""
        # Nearly none of them is in it: no pattern for those.
        return phrase in self._low and _pattern(phrase, own=own).search(self._words) is not None


# By the object: to hash and compare all lines takes longer than a short call's words.
@lru_cache(maxsize=8)
def _sought(lines: Same[Sequence[LineVariant]]) -> tuple[_SoughtLine, ...]:
    return tuple(
        _SoughtLine(
            line,
            tuple(each.lower() for each in line.heard),
            tuple((each, each.lower()) for each in line.said),
            "your {said}" in line.words.lower(),
            # Its first letter may be made a capital.
            max(_SLOT.split(line.words[1:]), key=len),
        )
        for line in lines.value
    )


@lru_cache(maxsize=4_096)
def _pattern(phrase: str, *, own: bool) -> re.Pattern[str]:
    return re.compile(rf"{_OWN if own else ''}\b{re.escape(phrase)}\b", re.IGNORECASE)
