"""What a person who hears a sentence makes of its words: what it asks for, and whom it gives away.

The sentences are those of the people who serve. What callers say is read by `language/reader`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.core.statements import StatementTopic
from simulator.late_pattern import late_pattern

_POLICE = "police|officers?"
_EMERGENCY = f"{_POLICE}|999|emergency"
_REVEALING = late_pattern(rf"\b(?:{_EMERGENCY}|55|control room)\b", re.IGNORECASE)
_NAMES_POLICE = late_pattern(rf"\b(?:{_POLICE})\b", re.IGNORECASE)
_NAMES_EMERGENCY = late_pattern(rf"\b(?:{_EMERGENCY})\b", re.IGNORECASE)


def names_police(words: str) -> bool:
    """Whether a caller hears the police named, whom a person beside them may hear as well."""
    return _NAMES_POLICE.search(words) is not None


def names_emergency(words: str) -> bool:
    """Whether a person who overhears it knows what kind of call it is."""
    return _NAMES_EMERGENCY.search(words) is not None


def revealing_word(words: str) -> str:
    """Return the first word that no other person may hear; empty if there is none."""
    found = _REVEALING.search(words)
    return found[0] if found else ""


_ASKS_BESIDE = late_pattern(
    r"\bthe one who\b|\bworse\b|\bas well\b|\bor else\b|\bany(?:thing|body|one) else\b"
    r"|\bbesides\b|\bsame (?:trouble|thing|one)\b|\bused it\b",
    re.IGNORECASE,
)
_ASKS_AGE = late_pattern(r"\bhow old\b", re.IGNORECASE)
_ASKS_OF_WAKING = late_pattern(r"\bwhat happens\b|\bwake\b", re.IGNORECASE)
_YES_OR_NO = late_pattern(r"\b(?:Is|Are|Does|Do|Did|Has|Have|Can|Could)\b[^?]*\?")
_RINGS_BACK = late_pattern(r"\bring you\b")
_AS_FAR_AS = late_pattern(r"\bas far as you (?:know|can (?:see|tell))\b", re.IGNORECASE)
"""Words that ask what one knows of another: they are of nobody's own body."""
_YOURS = late_pattern(r"\byou(?:r)?\b(?!.*\b(?:he|she|they|him|her|them)\b)", re.IGNORECASE)


_THEIRS = late_pattern(
    r"\b(?:he|she|they|him|her|his|them|their"
    r"|brother|sister|mum|mummy|mam|dad|daddy|nan|nana|nanny|gran|granny|grandma|grandad|grandpa)\b",
    re.IGNORECASE,
)


def asks_beside(question: str) -> bool:
    """Whether it asks for more than its topic: what is so of that would answer something else."""
    return _ASKS_BESIDE.search(question) is not None


_HOW_MANY = late_pattern(r"\bhow (?:many|much)\b", re.IGNORECASE)
_COUNTS = late_pattern(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty"
    r"|hundred|dozen|all|whole|lot|packet|bottle|handful|box|strip|few|couple|only)\b",
    re.IGNORECASE,
)
_TAG = late_pattern(r",? (?:okay|all right|yes|yeah)\?$", re.IGNORECASE)
_FIRST = late_pattern(r"\b(?:(i|i'm|i've)|he|he's|she|she's|they|they've)\b", re.IGNORECASE)


_NOW = re.compile(r"\b(?:now|this minute|at the moment|still (?:hear|see))\b", re.IGNORECASE)


def asks_of_now(question: str) -> bool:
    """Whether it asks what goes on at this moment: "What can you hear now?"."""
    return _NOW.search(question) is not None


def asks_how_many(question: str) -> bool:
    """Whether a number answers it."""
    return _HOW_MANY.search(question) is not None


def counts(words: str) -> bool:
    """Whether words say how many, if not exactly: "the whole lot"."""
    return _COUNTS.search(words) is not None


def without_tag(words: str) -> str:
    """Return an instruction without what makes sure of it: "Sit down, okay?" asks nothing."""
    return _TAG.sub(".", words)


def is_of_a_third(words: str) -> bool:
    """Whether a caller's sentence begins with another person, and not with themselves."""
    found = _FIRST.search(words)
    return found is not None and found[1] is None


def asks_age(question: str) -> bool:
    """Whether a child is asked how old they are."""
    return _ASKS_AGE.search(question) is not None


def asks_of_waking(question: str) -> bool:
    """Whether it asks what happens when a person is woken."""
    return _ASKS_OF_WAKING.search(question) is not None


def may_be_answered_yes(question: str) -> bool:
    """Whether a child says yes to it (practice2 8.4: yes bias)."""
    return _YES_OR_NO.search(question) is not None


def says_we_ring_back(words: str) -> bool:
    """Whether it says that the caller is rung back, as nobody comes for hours."""
    return _RINGS_BACK.search(words) is not None


def names_a_third(question: str) -> bool:
    """Whether it is about another person: "Is she breathing?"."""
    return _THEIRS.search(question) is not None


def is_of_the_hearer(question: str) -> bool:
    """Whether it is about the one who hears it: "Are you breathing?"."""
    return _YOURS.search(_AS_FAR_AS.sub("", question)) is not None


_S = StatementTopic
_ASKS_FOR: Sequence[tuple[re.Pattern[str], frozenset[StatementTopic]]] = tuple(
    (late_pattern(pattern, re.IGNORECASE), frozenset(topics))
    for pattern, topics in (
        (r"(?<!door )\blooks? like(?! from)|\bwearing|\bgot on\b", (_S.PERSON_LOOKS,)),
        (r"\bwhich way\b|\bwhere (?:did|have)\b", (_S.WAY_GONE,)),
        (r"\bplate|\bregistration", (_S.NUMBER_PLATE,)),
        (r"\bwriting on\b", (_S.NUMBER_PLATE,)),
        (r"\b(?:car|van|what colour)\b", (_S.VEHICLE_LOOKS, _S.NUMBER_PLATE)),
        (
            r"\bwhat (?:is it|has|have|kind)\b.*\b(?:got|hand|weapon)\b",
            (_S.KNIFE, _S.GUN, _S.OTHER_WEAPON),
        ),
    )
)
"""What a question for words asks for, besides its topic."""


def asks_for(question: str) -> frozenset[StatementTopic]:
    """Return what a question for words asks for: "What's he wearing?"; nothing, if only its topic.

    The first of the table that is found counts.
    """
    found = (topics for pattern, topics in _ASKS_FOR if pattern.search(question))
    return next(found, frozenset())


_HEDGED = late_pattern(r"\b(?:think|far as|sure|suppose|believe|really)\b", re.IGNORECASE)


_CHECKED = re.compile(r"\bjust (?:looked|checked)\b", re.IGNORECASE)


def unchecked(forms: Sequence[str]) -> tuple[str, ...]:
    """Return the forms of an answer that say nothing of having looked."""
    return tuple(each for each in forms if not _CHECKED.search(each)) or tuple(forms)


def plainly(forms: Sequence[str]) -> tuple[str, ...]:
    """Return the forms of an answer that do not doubt it; all, where there are no others."""
    return tuple(each for each in forms if not _HEDGED.search(each)) or tuple(forms)
