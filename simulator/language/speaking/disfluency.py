"""What a mouth adds to a sentence, and the sentence without it.

Fillers, half words, repeats and what trails off are in the words of the log, as they were said, and
never carry what is meant. `fluent` takes them away: before anything is read, written down, said
back or passed on. What `roughened` adds, `fluent` takes away again, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from simulator.late_pattern import late_pattern

Span = tuple[int, int]


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


_FILLER = r"(?:er+m*|um+|uh+m?|ehm)"
"""A filled pause as a word of its own: "uh-huh" is none."""
_STUTTERED = (
    "i|i'm|i've|he|he's|she|she's|it|it's|we|they|they're|there's|the|a|an|my|his|her|in|on|at"
    "|to|of|and|but|that's|is"
)
"""Words that are said twice for nothing: "my, my mum". To say "no" or a number twice means it."""
_TAIL = f"(?:{_STUTTERED}|so|just|cos|because|like|she'd|he'd|you|if|when)"
_FUNCTION = words_in(_STUTTERED.replace("|", " ") + " with from by for into got has have was are")
"""Words that run on: no clause ends after them."""
_ANY = late_pattern(
    rf"(?<![\w'-]){_FILLER}(?![\w'-])|[A-Za-z]-(?=\s|[.,!?]|$)|\.\.|(?<![\w'-])({_STUTTERED})"
    rf"(?:,|\.\.)?\s+\1(?![\w'-])",
    re.IGNORECASE,
)
"""Finds quickly whether a text has any of it."""
_WORDS = late_pattern(r"[A-Za-z0-9]")
_TRAILS = late_pattern(rf"(?:[.,]?(?:\s+{_TAIL}){{0,3}}\s+{_TAIL}-\s*|\.\.+\s*)\Z", re.IGNORECASE)
"""What breaks off at the end: "in the kitchen and he-"."""
_HALF = late_pattern(
    r"(?<![\w'-])(?!(?:one|two|three|four|five|six|seven|eight|nine|ten)-)[A-Za-z']{1,8}-,?\s+"
    r"(?!(?:or|and|to)\b)"
)
_TWICE = late_pattern(
    rf"(?<![\w'-])({_STUTTERED})(?P<again>(?:,|\.\.)?\s+\1(?![\w'-]))", re.IGNORECASE
)
_BREATH = late_pattern(r"(?<=\w)\.\.+(?=\s+\w)")
_PERSONAL = words_in(
    "i i'm i've he he's she she's it it's we we're they they're there there's yes no"
)
_SAID = late_pattern(
    rf"(?P<before>[\w'-]+)?(?P<comma>,)?(?P<space>\s*)(?<![\w'-]){_FILLER}(?![\w'-])"
    rf"(?P<after>,|\.\.+)?(?P<gap>\s*)",
    re.IGNORECASE,
)


class Cut(NamedTuple):
    """A part of a text that is left out, and what is put there instead."""

    start: int
    end: int
    put: str = ""


class FluentText(NamedTuple):
    """A text without what a mouth adds, and where each letter of it was."""

    words: str
    places: Sequence[int] = ()
    """For each letter its place in the text as it was said; none: the text had nothing of it."""

    def said(self, span: Span) -> Span:
        """Return a part of the fluent text as a part of what was said."""
        if not self.places or span[0] == span[1]:
            return span
        return self.places[span[0]], self.places[span[1] - 1] + 1


_UNSURE = words_in(
    "i don't know dunno not sure i'm can't tell couldn't you rightly well now oh um sorry mate"
    " dear like that one how should say any more do think so but"
)
"""All words of a sentence that says no more than that its speaker doesn't know."""
_NOT_KNOWN = late_pattern(
    r"\b(?:don't (?:rightly )?know|dunno|not sure|can't tell|couldn't tell|should i know)\b"
)


_HEARD = words_in("okay ok yeah yes right all alright hello hi um er")


def says_nothing(words: str) -> bool:
    """Whether words say no more than "okay", or that the speaker doesn't know."""
    low = words.lower()
    said = re.findall(r"[\w']+", low)
    if said and _HEARD.issuperset(said):
        return True
    return _NOT_KNOWN.search(low) is not None and _UNSURE.issuperset(said)


def has_any(words: str) -> bool:
    """Whether words have anything that a mouth adds."""
    return _ANY.search(words) is not None


def fluent(words: str) -> str:
    """Return words without fillers, half words, repeats, breaths and what breaks off."""
    return fluent_text(words).words


@lru_cache(maxsize=4_096)
def fluent_text(words: str) -> FluentText:
    """Return words without what a mouth adds, and where each letter was."""
    if not has_any(words):
        return FluentText(words)
    text, places = words, list(range(len(words)))
    for cuts in (_trailing, _fillers, _halves, _repeats, _breaths):
        text, places = _without(text, places, cuts(text))
    if text[:1].islower():
        text = text[:1].upper() + text[1:] if words[:1].isupper() else text
    return FluentText(text, places) if _WORDS.search(text) else FluentText(words)


def _without(text: str, places: list[int], cuts: Iterator[Cut]) -> tuple[str, list[int]]:
    kept, where, at = "", list[int](), 0
    for start, end, put in cuts:
        if start < at:
            continue
        kept += text[at:start] + put
        where += [*places[at:start], *[places[min(start, len(places) - 1)]] * len(put)]
        at = end
    return kept + text[at:], where + places[at:]


def _trailing(text: str) -> Iterator[Cut]:
    """Find what breaks off at the end; with a full stop instead, unless a mark is before it."""
    if (found := _TRAILS.search(text)) is not None:
        head = text[: found.start()].rstrip()
        if head:
            yield Cut(found.start(), found.end(), "" if head[-1] in ".?!" else ".")


def _fillers(text: str) -> Iterator[Cut]:
    """Find filled pauses, each with the commas that it brings."""
    for found in _SAID.finditer(text):
        before = found["before"]
        start = found.start("space")
        if before and found["comma"] and before.lower() in _FUNCTION:
            start = found.start("comma")
        ends = found.end("after") if found["after"] else found.start("gap")
        if not before or not found["gap"]:
            # The first word of a text or a sentence takes the blank after it away as well.
            begins = start if not found["gap"] else found.end("space")
            yield Cut(begins, found.end("gap") if found["gap"] else ends)
            continue
        yield Cut(start, ends)


def _halves(text: str) -> Iterator[Cut]:
    for found in _HALF.finditer(text):
        yield Cut(found.start(), found.end())


def _repeats(text: str) -> Iterator[Cut]:
    for found in _TWICE.finditer(text):
        yield Cut(found.start("again"), found.end("again"))


def _breaths(text: str) -> Iterator[Cut]:
    for found in _BREATH.finditer(text):
        following = text[found.end() :].split(maxsplit=1)[0].lower().strip(".,!?")
        yield Cut(found.start(), found.end(), "," if following in _PERSONAL else "")


# --- what is added -------------------------------------------------------------------------------


class Draws(Protocol):
    """Draws by the seed of a run; `session.random_stream` has it."""

    def between(self, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`, both included."""

    def happens(self, percent: int) -> bool:
        """Return True with that chance in 100."""


class Roughness(NamedTuple):
    """How much one mouth adds, in a hundred: to sentences of six words and more (speech.md F9)."""

    fillers: int = 0
    """Chance in 100 that such a sentence has a filled pause."""
    halves: int = 0
    """Chance that one word is begun twice."""
    repeats: int = 0
    """Chance that a small word is said twice."""
    breaks_off: int = 0
    """Chance that it trails off, or begins what is not said; of any sentence of three words."""
    breaths: int = 0
    """How many words there are to a breath; 0: it has no bearing."""
    sounds: tuple[str, ...] = ("er", "erm", "um")
    """The filled pauses of this person."""


LONG = 6
"""Words from which a sentence may be rough: shorter ones stay clean (speech.md F9)."""
_TAILED = 6
"""Words from which another sentence may be begun and dropped; a shorter one trails off."""
_TRAILS_PERCENT = 75
"""Of a hundred sentences that could do either so many trail off (assumption)."""
_LOWER = words_in(
    "he he's she she's it it's they they're they've there there's the a an my yes yeah no not we"
    " we're in on at somebody some this that that's you his her their and but well just don't"
    " can can't i've i'm i nope yep nah aye course well maybe about all most two three four"
    " someone's somebody's everything nothing's tell yours"
    " who what which when where if me us our one nothing nobody someone something before after"
    " have has had was were do does did would could mummy mum daddy dad hi hello police"
    " please is are how these those five ten"
)
_BEFORE_MORE = words_in("and but so because cos is it's he's she's that's there's they're was are")
"""After these a speaker may look for what to say (speech.md F10)."""
_BEFORE_A_NAME = words_in("in on at to from by near")
"""After these only for a name."""
_SMALL = words_in(
    "all no not them him her it us me you that this your their our its it's he's she's they're"
)
"""Before these nobody hesitates: there is nothing to look for."""
_KEEPS_CAPITAL = words_in("i i'm i've i'd i'll mummy mum daddy dad")
_TAILS = ("I just-", "it's just-", "I-")
"""What a speaker begins and drops: of themselves: it promises nothing of others."""


def roughened(words: str, roughness: Roughness, draws: Draws) -> str:
    """Return words as this mouth says them. Nothing is added that `fluent` does not take away."""
    if has_any(words):
        return words  # An author's own hesitation is enough.
    said = words
    if len(words.split()) >= LONG:
        said = _rough(said, roughness, draws)
    if len(words.split()) > 2 and draws.happens(roughness.breaks_off):
        said = _broken_off(said, draws)
    # A guard, not a rule: what could not be taken away again is not added.
    return said if fluent(said) == words else words


def _rough(said: str, roughness: Roughness, draws: Draws) -> str:
    added: Sequence[tuple[int, Callable[[str, Roughness, Draws], str]]] = (
        (roughness.halves, _half_word),
        (roughness.repeats, _repeated),
        (roughness.fillers, _filled),
    )
    for chance, add in added:
        if draws.happens(chance):
            more = add(said, roughness, draws)
            said = more if fluent(more) == fluent(said) else said
    if roughness.breaths:
        said = _breathless(said, roughness.breaths, draws)
    return said


def _filled(said: str, roughness: Roughness, draws: Draws) -> str:
    """Put a filled pause first (46 %), inside, or before what is last (speech.md F10)."""
    sound = roughness.sounds[draws.between(0, len(roughness.sounds) - 1)]
    first, _, rest = said.partition(" ")
    low = first.lower().rstrip(",.!?")
    # Another first word may be a name, which keeps its capital: then it comes inside.
    words = said.split(" ")
    inside = [n for n in range(2, len(words)) if _may_pause(words[n - 1], words[n])]
    if (draws.happens(46) or not inside) and low in _LOWER | _KEEPS_CAPITAL:
        first = first if low in _KEEPS_CAPITAL else first.lower()
        return f"{sound.capitalize()}, {first} {rest}"
    if not inside:
        return said
    at = inside[draws.between(0, len(inside) - 1)]
    return " ".join((*words[:at], sound, *words[at:]))


def _may_pause(before: str, after: str) -> bool:
    """Whether a mouth looks for a word here: for what comes next, never between "her" and "leg"."""
    low, following = before.lower(), after.lower()
    if low in _BEFORE_A_NAME:
        return after[:1].isupper() and following.rstrip(".,!?") not in _KEEPS_CAPITAL
    return low in _BEFORE_MORE and following.rstrip(".,!?") not in _FUNCTION | _SMALL


def _half_word(said: str, _roughness: Roughness, draws: Draws) -> str:
    """Begin a word, and then say it (speech.md F7)."""
    words = said.split(" ")
    longer = [
        n
        for n, word in enumerate(words)
        if n and len(word) > 4 and word.isalpha() and word.islower()
    ]
    if not longer:
        return said
    at = longer[draws.between(0, len(longer) - 1)]
    half = words[at][: draws.between(2, 3)]
    return " ".join((*words[:at], f"{half}-", *words[at:]))


_SAYS_TWICE = late_pattern(rf"(?<![\w'-])({_STUTTERED})(?=\s+[a-z])", re.IGNORECASE)


def _repeated(said: str, _roughness: Roughness, draws: Draws) -> str:
    """Say a small word twice (speech.md F8)."""
    found = [*_SAYS_TWICE.finditer(said)]
    if not found:
        return said
    one = found[draws.between(0, len(found) - 1)]
    word = one[1]
    again = word if word == "I" or word.startswith("I'") else word.lower()
    return f"{said[: one.end()]}, {again}{said[one.end() :]}"


def _breathless(said: str, most: int, draws: Draws) -> str:
    """Break a sentence by breaths."""
    parts: list[str] = []
    left = 0
    for word in said.split(" "):
        if parts and left <= 0 and parts[-1][-1:].isalpha() and word[:1].islower():
            parts[-1] += ".." if word.lower().strip(".,") not in _PERSONAL else ""
            left = draws.between(max(1, most - 1), most + 1)
        elif not parts:
            left = draws.between(max(1, most - 1), most + 1)
        left -= 1
        parts.append(word)
    return " ".join(parts)


def _broken_off(said: str, draws: Draws) -> str:
    """Let it trail off, or begin what is not said."""
    if not said.endswith("."):
        return said
    answers = said.split(maxsplit=1)[0].strip(".,!").lower() in _ANSWERS
    if answers or len(said.split()) < _TAILED or draws.happens(_TRAILS_PERCENT):
        return f"{said}."
    return f"{said[:-1]}, {_TAILS[draws.between(0, len(_TAILS) - 1)]}"


_ANSWERS = words_in("yes yeah yep no nope nah aye course")
"""Who has answered has said it: nothing is begun after it."""
