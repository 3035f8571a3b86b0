"""What those who serve say around a sentence: that they heard, a fact said back, a tag, a pause.

A sentence is drawn first, with its purpose and what it asks about; what is added here states
nothing new and asks nothing else. It is for callers who speak aloud and freely: to who hides,
pretends or is watched a sentence is said as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.core.terms import NamedTerm, Topic
from simulator.language.speaking.disfluency import LONG, fluent, words_in
from simulator.language.speaking.styles import ManyDraws
from simulator.late_pattern import late_pattern


class CameBefore(NamedTerm):
    """What the caller said last, as far as it decides how a sentence of ours begins."""

    ANSWER = "yes or no"
    UNSURE = "that they do not know"
    REPORT = "something of what happens"
    QUESTION = "a question to us"
    ANGRY = "that we ask too much"
    CUT_IN = "something over a sentence of ours"


@dataclass(frozen=True)
class ServingTable:
    """The small words of those who serve."""

    receipts: Mapping[CameBefore, tuple[str, ...]] = field(default_factory=dict)
    """What comes before a sentence. One that ends with a full stop is a sentence of its own."""
    tags: tuple[str, ...] = ()
    """What makes sure that an instruction was heard."""
    passes_on: tuple[str, ...] = ()
    """That questions do not hold up help (speech.md H3)."""
    types: tuple[str, ...] = ()
    """Why nothing is said for a while (H12)."""
    yields: tuple[str, ...] = ()
    """To a caller who broke off, because both began together."""
    says_back: Mapping[tuple[Topic, bool], tuple[str, ...]] = field(default_factory=dict)
    """What a fact is in few words, by topic and whether it is so."""
    reasons: Mapping[Topic, tuple[str, ...]] = field(default_factory=dict)
    """Why a question about a topic is asked: "Just so officers know, ..."."""
    sounds: tuple[str, ...] = ("er",)
    """The filled pauses."""


class ServedSentence(NamedTuple):
    """A sentence of ours, and what decides how it is said."""

    words: str
    before: CameBefore | None = None
    """What the caller has said since our last sentence; None: nothing."""
    known: tuple[Topic, bool] | None = None
    """The fact that the caller has just confirmed, where nobody else can hear."""
    passes_on: bool = False
    """Whether it may be said now that what the caller reports is passed on."""
    instructs: bool = False
    """Whether it gives the caller something to do, or to know."""
    asks: Topic | None = None
    """What it asks about; None: nothing."""
    reasoned: bool = False
    """Whether it may be said why it is asked."""
    hesitates: bool = True
    """Whether a word may be looked for in it."""
    takes_up: str = ""
    """A sentence that takes up what the caller has said, which may come before it."""


_HEARD_ALREADY = late_pattern(
    r"(?:ok|okay|right|all right|yes|yeah|no|good|fine|sorry|i'm sorry|fair enough|hello|hi"
    r"|i hear you|understood|clear|thank you|that's|that sounded|i heard|police|here|listening)\b",
    re.IGNORECASE,
)
"""Sentences that take up by themselves what was said: nothing is put before them."""
_LOWERED = words_in(
    "is are am was were do does did have has had can could will would any anybody anything"
    " what where who which when how why has got the a an your you're you they they're they've"
    " they'll we we're we've that's he he's she she's it it's there there's stay keep leave don't"
    " still got take lock wait move officers somebody er erm if only every everything nothing"
    " that so just"
)
"""First words that lose their capital behind a comma; any other may be a name."""
_NAMED = late_pattern(
    r"(?<=[a-z] )(?<!flat )(?<!number )(?:\d|(?!I\b|I'|Mum|Mam|Dad|Nan|Gran)[A-Z])"
)
"""Where a number or a name begins inside a sentence: "flat 3" is one name."""
_COMMANDS = words_in("stay keep leave don't take lock wait move")
"""First words of what is to be done. It is said in one go."""
_OF_US = late_pattern(
    r"(?:I'm|I can|I like|We're|It's good|It was|You're|You did|You rang|You've)\b"
)
"""Sentences of company: they give nothing to do."""
_ONE = late_pattern(r"[.?!:] ")
"""What divides two sentences, or a heading and a sentence."""
_PLAIN_PAIR = ("Okay", "Right", "All right")


class ServingMouth:
    """How one person who serves speaks in one call."""

    def __init__(self, table: ServingTable, draws: ManyDraws) -> None:
        """Draw from the forms of `table`."""
        self._table = table
        self._draws = draws
        self._hesitates = min(draws.log_normal(_HESITATES, 60), _MOST_HESITATES)
        self._last = ""
        """What was put before a sentence last: never the same twice running."""
        self._passed_on = False
        self._tagged = self._reasons = 0

    def says(self, sentence: ServedSentence) -> str:
        """Return the sentence as it is said."""
        words = self._tag(sentence)
        words = self._hesitant(words) if sentence.hesitates else words
        if not (sentence.passes_on and not self._passed_on):
            # That it is written down for officers is reason enough (H3).
            words = self._reasoned(sentence, words)
        before = self._receipt(sentence)
        if before.endswith(" and") and words.lower().startswith(("so ", "just ")):
            before = f"{_bare(before)}."  # Nobody says "All right, and so they can get in".
        if not before:
            return words
        if words.split(maxsplit=1)[0].strip(",").lower() in self._table.sounds:
            # "Okay, er, is he there?": as one sentence, so that without it a capital is left.
            return f"{_bare(before)}, {_lowered(words)}"
        if _head(before) == "okay":
            # "Okay. Stay there, okay?" is one too many.
            words = words.removesuffix(", okay?") + ("." if words.endswith(", okay?") else "")
        if before.endswith("."):
            return f"{before} {words}"
        return f"{before} {_lowered(words)}" if _may_follow(words) else f"{_whole(before)} {words}"

    def types(self) -> str:
        """Return why nothing is said for a while."""
        return self._one(self._table.types)

    def yields(self) -> str:
        """Return what lets the caller go on."""
        return self._one(self._table.yields)

    def _receipt(self, sentence: ServedSentence) -> str:
        """Return what comes before the sentence; empty for nothing."""
        before, table = sentence.before, self._table
        if sentence.takes_up and not _HEARD_ALREADY.match(sentence.words):
            return self._taken_up(sentence.takes_up)
        if sentence.passes_on and not self._passed_on and table.passes_on:
            self._passed_on = True
            helps = self._one(table.passes_on)
            if before is None:
                return f"{helps[:1].upper()}{helps[1:]}"
            return f"{self._other_than_last(_PLAIN_PAIR)}, {_lowered(helps)}"
        if before is None or _HEARD_ALREADY.match(sentence.words):
            return ""
        if (
            sentence.known
            and not _SAYS_A_WORD.match(sentence.words)
            and self._draws.happens(_SAYS_BACK)
        ):
            said = sentence.words.lower()
            # A sentence that says it back itself does so once.
            forms = tuple(e for e in table.says_back.get(sentence.known, ()) if e not in said)
            if forms and (back := self._one(forms)):
                return f"{self._other_than_last(_PLAIN_PAIR)}, {back}."
        if not self._draws.happens(_RECEIPTS[before]):
            return ""
        forms = table.receipts.get(before, ())
        goes_on = sentence.words.lower().startswith(("so ", "and ", "just to be sure"))
        # "Okay, and" goes on with questions: before anything else it would join what is apart.
        return self._other_than_last(
            forms
            if sentence.asks and _ONE.search(sentence.words) is None and not goes_on
            else tuple(e for e in forms if not e.endswith(" and"))
        )

    def _taken_up(self, words: str) -> str:
        """Return what takes up the caller's words, with a small word before it now and then."""
        if not self._draws.happens(_SMALL_WORD) or _HEARD_ALREADY.match(words):
            return words
        return f"{self._other_than_last(_PLAIN_PAIR)}, {_lowered(words)}"

    def _other_than_last(self, forms: tuple[str, ...]) -> str:
        """Draw what begins otherwise than what was put before a sentence last."""
        found = self._one(tuple(e for e in forms if _head(e) != self._last) or forms)
        self._last = _head(found)
        return found

    def _one(self, forms: tuple[str, ...]) -> str:
        return forms[self._draws.between(0, len(forms) - 1)] if forms else ""

    def _tag(self, sentence: ServedSentence) -> str:
        """Make sure that an instruction was heard, now and then and never twice running."""
        words = sentence.words
        long = len(_ONE.split(words)[-1].split()) > _TAGGED_FROM
        may = sentence.instructs and long and words.endswith(".") and "?" not in words
        may = may and not _OF_US.match(words)  # "I'm staying here, okay?" asks for nothing.
        self._tagged = max(0, self._tagged - 1)
        if not may or self._tagged or not self._draws.happens(_TAGS) or not self._table.tags:
            return words
        self._tagged = _BETWEEN_TAGS
        return f"{words[:-1]}, {self._one(self._table.tags)}"

    def _reasoned(self, sentence: ServedSentence, words: str) -> str:
        """Say why it is asked, of what officers want to know before they get there."""
        forms = self._table.reasons.get(sentence.asks, ()) if sentence.asks else ()
        one = words.endswith("?") and _ONE.search(words) is None
        may = sentence.reasoned and self._reasons < _MOST_REASONS and one and _may_follow(words)
        if not forms or not may or not self._draws.happens(_REASONS):
            return words
        self._reasons += 1
        return f"{self._one(forms)} {_lowered(words)}"

    def _hesitant(self, words: str) -> str:
        """Look for a name or a number, or for the question (speech.md F9, F10)."""
        long = len(words.split()) >= LONG
        if not long or not self._draws.happens(self._hesitates):
            return words
        sound = self._one(self._table.sounds)
        found = _NAMED.search(words)
        if found is not None and _is_command(_ONE.split(words[: found.start()])[-1]):
            found = None
        if found is not None:
            said = f"{words[: found.start()]}{sound} {words[found.start() :]}"
        elif words.endswith("?") and _may_follow(words):
            said = f"{sound.capitalize()}, {_lowered(words)}"
        else:
            return words
        return said if fluent(said) == words else words


_HESITATES, _MOST_HESITATES = 14, 30
"""Chance in 100 of a filled pause in a sentence of six words: a good call handler has few (F5)."""
_RECEIPTS = {
    CameBefore.ANSWER: 92, CameBefore.UNSURE: 90, CameBefore.REPORT: 92,
    CameBefore.QUESTION: 70, CameBefore.ANGRY: 70, CameBefore.CUT_IN: 40,
}  # fmt: skip
"""Chance in 100 that a sentence begins with a receipt: 45 of all of ours do (F16)."""
_TAGGED_FROM = 3
"""A sentence of more words than this may have a tag: "Here, okay?" is none."""
_SAYS_A_WORD = late_pattern(r"(?:[A-Z]\w*|The [\w ]{3,20}|An? [\w ]{3,20})[.,] ")
"""Begins with a word of the caller's: "A crowbar. Has it been used?"."""
_SMALL_WORD = 70
"""Chance in 100 of one before what takes up the caller's words (assumption)."""
_SAYS_BACK, _TAGS, _BETWEEN_TAGS = 65, 60, 2
"""Chances in 100 (F30); and how many sentences are between two tags."""
_REASONS, _MOST_REASONS = 60, 3
"""Chance in 100 that it is said why something is asked, and how often in a call (assumption)."""


def _head(form: str) -> str:
    """Return the word by which a receipt is known: "Okay." and "Okay, and" are the same."""
    return form.split(maxsplit=1)[0].strip(".,").lower()


def _bare(form: str) -> str:
    """Return "Okay" of "Okay, and" and of "Okay."."""
    return form.removesuffix(" and").rstrip(",.")


def _whole(form: str) -> str:
    """Return "Okay, and" as a sentence of its own."""
    return f"{_bare(form)}."


def _may_follow(words: str) -> bool:
    return words.split(maxsplit=1)[0].strip(",.").lower() in _LOWERED or words.startswith(
        ("I ", "I'")
    )


def _is_command(words: str) -> bool:
    """Whether it begins with a thing to do: "Put your hand on Dad's tummy"."""
    return not _may_follow(words) or words.split(maxsplit=1)[0].lower() in _COMMANDS


def _lowered(words: str) -> str:
    if words.startswith(("I ", "I'")):
        return words
    return f"{words[:1].lower()}{words[1:]}"
