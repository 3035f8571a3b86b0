"""What a child calls the grown-up who is ill: the one of whom illness is said, not who is named.

"Dad's on the floor. Mum's at work": Dad stays the one to look at. "He won't wake up" is of whom the
child has named who is a he; a she who is at work is not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from simulator.late_pattern import late_pattern

_KIN = {
    **dict.fromkeys(
        ("mummy", "mommy", "mammy", "mum", "mam", "nanny", "nana", "nan", "granny", "grandma"),
        "she",
    ),
    **dict.fromkeys(("daddy", "dad", "grandad", "grandpa"), "he"),
}
_SIBLINGS = {"brother": "he", "sister": "she"}
"""Children of whom a child speaks: to the child each is "your brother", and no name."""
_OTHERS = {
    **dict.fromkeys(("he", "he's", "him", "his"), "he"),
    **dict.fromkeys(("she", "she's", "her"), "she"),
    **dict.fromkeys(("i", "i'm", "i've", "me"), ""),
}
_MENTION = late_pattern(
    r"\b(?:my (?:baby |little |big |older )?(brother|sister)"
    rf"|{'|'.join(sorted((*_KIN, *_OTHERS), key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_ILL = late_pattern(
    r"\b(?:fell|fallen|stuck|trapped|down there|collapsed|breath\w*|legs?|head|ill|poorly|hurt"
    r"|wak(?:e|ing)|awake|floppy|shaking|shakes|fits?|fitting|unconscious|passed out|floor"
    r"|blue|answer(?:ing)? me|moving|move)\b",
    re.IGNORECASE,
)
"""Words of one who is ill or hurt."""
_CLAUSE = late_pattern(r"[.!?,;]+\s*|\s+(?:and|but|because|cos|so)\s+", re.IGNORECASE)


class Mention(NamedTuple):
    """A person in a clause: where, he or she (empty: neither), and the name if one was used."""

    at: int
    kind: str
    name: str
    is_sibling: bool = False


class NamedPatient:
    """Whom a caller calls by a child's word for kin, and which of them is ill."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._named: dict[str, str] = {}
        """Who was named last that is a he, and a she."""
        self._ill_kind = ""
        self._ill = ""
        self._last = ""

    @property
    def name(self) -> str:
        """The one who is ill; before illness was said, who was named; empty: nobody."""
        return self._ill if self._ill_kind else self._last

    def hear(self, words: str) -> None:
        """Hear the caller's words, clause by clause."""
        for clause in _CLAUSE.split(words):
            mentions = [*_mentions(clause)]
            for each in mentions:
                if each.name:
                    self._named[each.kind] = each.name
                    # Of a brother it is only said to be of him once he is ill.
                    self._last = self._last if each.is_sibling else each.name
            ill = _ILL.search(clause)
            if ill is not None and mentions:
                self._take(_subject(mentions, ill.start()))
        if self._ill_kind and not self._ill:
            # "He's on the floor", and only then "Dad is": now there is a name for it.
            self._ill = self._named.get(self._ill_kind, "")

    def _take(self, who: Mention) -> None:
        if not who.kind:
            return
        # "She's breathing", after "Mummy's at work", is still said of Nanny on the floor.
        known = self._ill if who.kind == self._ill_kind else ""
        named = who.name or known or self._named.get(who.kind, "")
        if named or not self._ill_kind:
            self._ill_kind, self._ill = who.kind, named


def _mentions(clause: str) -> Iterator[Mention]:
    for found in _MENTION.finditer(clause):
        if found[1] is not None:
            sibling = found[1].lower()
            yield Mention(found.start(), _SIBLINGS[sibling], f"your {sibling}", is_sibling=True)
            continue
        word = found[0].lower()
        kin = _KIN.get(word, "")
        yield Mention(found.start(), kin or _OTHERS[word], found[0].capitalize() if kin else "")


def _subject(mentions: list[Mention], at: int) -> Mention:
    """Return of whom a word of illness is: who is named before it, else the first after."""
    before = [each for each in mentions if each.at < at]
    return before[-1] if before else mentions[0]
