"""How the people of a call are named to others: she, he or they, by what was said of them.

Nothing is guessed. Until words show it, the caller is "the caller" and "they", and the other person
is "the other person". Where both would be "he", only the other person is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Person(NamedTuple):
    """One person, by the words that stand for them."""

    noun: str
    """At the head of a sentence: "she", "the caller"."""
    subject: str
    object: str
    possessive: str
    plural: bool = False

    @property
    def is_(self) -> str:
        """The person and "is": "she's", "they are", "the child is"."""
        return self._with("'s", " are", " is")

    @property
    def has(self) -> str:
        """The person and "has": "she's", "they have", "the child has"."""
        return self._with("'s", " have", " has")

    def _with(self, short: str, plural: str, singular: str) -> str:
        end = plural if self.plural else short if self.subject in ("she", "he") else singular
        return f"{self.subject}{end}"

    @property
    def whom(self) -> str:
        """After a verb, so that nobody takes it for another person: "her", "the caller"."""
        return self.noun if self.plural else self.object

    def says(self, verb: str = "say") -> str:
        """Return the head of a sentence: "She says", "The caller says"."""
        return f"{self.noun[:1].upper()}{self.noun[1:]} {verb}s"


def _named(noun: str) -> Person:
    return Person(noun, noun, noun, f"{noun}'s")


SHE = Person("she", "she", "her", "her")
HE = Person("he", "he", "him", "his")
CALLER = Person("the caller", "they", "them", "their", plural=True)
CHILD = Person("the child", "they", "them", "their", plural=True)
GROWN_UP = Person("the grown-up", "they", "them", "their", plural=True)
OTHER = _named("the other person")
_SHE_WORDS = re.compile(
    r"\b(she|she's|wife|girlfriend|missus|mum|mummy|mam|woman|girl|nan|nanny)\b"
)
_HE_WORDS = re.compile(r"\b(he|he's|husband|boyfriend|fella|bloke|man|lad|dad|daddy|stepdad)\b")
_HER_WORDS = re.compile(r"\b(her|hers|herself)\b")
_HIM_WORDS = re.compile(r"\b(him|his|himself)\b")


class People(NamedTuple):
    """The caller and the other person."""

    caller: Person = CALLER
    other: Person = OTHER

    def filled(self, text: str) -> str:
        """Return a text with its slots filled: `{c}` is the caller, `{o}` the other person."""
        return text.format_map(_slots(self))


@lru_cache(maxsize=64)
def _slots(people: People) -> dict[str, str]:
    return {
        f"{letter}{suffix}": value
        for letter, person in (("c", people.caller), ("o", people.other))
        for suffix, value in (
            ("", person.subject),
            ("_is", person.is_),
            ("_has", person.has),
            ("_obj", person.object),
            ("_pos", person.possessive),
        )
    }


@lru_cache(maxsize=256)
def people_in(by_caller: str, by_others: str, *, child: bool) -> People:
    """Return how people are named, by what the caller said of others and others of the caller."""
    other = _called(by_caller) or OTHER
    caller = _called(by_others)
    if child:
        # A child's own sex shows in no word of a grown-up that could be relied on.
        return People(CHILD, other)
    if caller is not None and caller is other:
        return People(CALLER, other)
    return People(caller or CALLER, other)


def _called(said: str) -> Person | None:
    """Return she or he, if the words speak of one more than of the other."""
    text = said.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()
    she = 2 * len(_SHE_WORDS.findall(text)) + len(_HER_WORDS.findall(text))
    he = 2 * len(_HE_WORDS.findall(text)) + len(_HIM_WORDS.findall(text))
    return None if she == he else SHE if she > he else HE
