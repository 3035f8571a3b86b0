"""Words typed without their apostrophe that may be other words: "hell" for "he'll".

Most short forms are no other word, and are opened wherever they stand (`normalise`: "dont", "hes").
These are read as short forms only where the words beside them leave nothing else that they could
be. Everywhere else they stay as they are: a sentence that is not understood is asked back, and one
that is read wrongly is not.

Left as they are, since no neighbour makes them certain: "we're" typed "were" after a word, "I'd"
and "we'd" typed "id" and "wed", "wont" for a habit, and kin of whom one may have several, such as
"brothers", "mates" and "kids". The first to change is a row of `ROWS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from simulator.late_pattern import late_pattern


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Unmarked(NamedTuple):
    """When one word is a short form typed without its mark."""

    full: str
    """What is said in full, such as "he will"."""
    next_words: frozenset[str]
    """One of these must come next."""
    next_two: frozenset[tuple[str, str]] = frozenset()
    """Or two of these, where one alone is not certain."""
    not_after: frozenset[str] = frozenset()
    """The word is itself after one of these: "it was hell"."""
    only_after: frozenset[str] | None = None
    """If given, it must begin the words, or come after one of these."""
    place_before: frozenset[str] = frozenset()
    """It is somebody's home after one of these, whoever's it is: "at my mums on Mill Road"."""


_DOES = _set(
    "kill hear see find know hurt hit come be go get do take break smash never batter stab shoot"
    " murder notice wake catch look think not try start make always just probably only want have"
    " leave lose check turn go beat burn strangle punch kick follow track both"
)
"""What another person "will" do: bare forms, of which "hell" and "shell" are never the subject."""
_OF_HELL = _set(
    "the bloody fucking oh what like of to in a from is was be been being living pure absolute"
    " total such raise raising through give gives gave giving complete sheer utter this"
)
"""Before a hell that is one: "what the hell", "oh hell", "it was hell", "like hell"."""
_OF_A_SHELL = _set(
    "a the his her my our your their this that egg sea shock nut tortoise snail gun at near by"
    " outside opposite behind in of to from bp"
)
"""Before a shell of an egg or a gun, or the filling station."""
_OPENS_ILL = _set("or but if no yes yeah ok okay please sorry because cos then think promise maybe")
"""Before "I'll" a sentence may begin again. Not "so" and "and": "so ill", "cold and ill"."""
_I_DO = _set(
    "be ring call text try whisper stay wait tell keep do go let never press tap leave take kill"
    " die listen speak talk answer put lose show hide run scream say see have get just not always"
)
"""What "I will" do. "My mum ill call ambulance" begins with whose illness it is, so stays."""
_WE_WILL = frozenset(
    {("be", next_word) for next_word in _set("there with at outside killed dead ok able sending")}
    | {("both", "be"), ("both", "die"), ("all", "be"), ("all", "die")}
)
"""Only these. "Well send someone", "well get off", "well be quick", "well done": what follows may
always be asked of who hears it."""
_IS_SO = _set(
    "on in at not got just been gone dead hurt out down outside inside upstairs downstairs unwell"
    " unconscious asleep drunk here there coming a still really very so trying about going being"
    " having locked passed collapsed stopped fallen breathing crying screaming shouting bleeding"
    " lying hiding choking shaking fitting hitting dying banging smashing throwing kicking punching"
    " strangling threatening saying telling unresponsive barely hardly covered stuck trapped"
)
"""How a person is. Not "back", "living" or "sitting", which are a part or a room of hers too, nor
"house" and what else somebody has."""
_WHOSE = _set("my me her his our")
_OPENS_KIN = _WHOSE | _set(
    "and but because cos help please think hurry quick now no yes hello hi that says said police"
    " ambulance if when come send"
)
"""Before kin that is one person. Not "the" and "other": "the mums meet"."""
_AT_HOME_OF = _set(
    "at to from near round outside by behind in of left leave leaving stay staying stayed visiting"
    " opposite past"
)
_KIN = (
    "mum mummy mam mammy dad daddy nan nana nanny gran grandma grandad husband partner boyfriend"
    " girlfriend stepdad stepmum hubby"
)
"""Kin of whom a caller has one."""
_WE_ARE = _set(
    "in at on not both all stuck trapped locked hiding safe under outside inside upstairs"
    " downstairs being alone scared ok fine"
)
"""How we are, where a sentence begins: a question of "were" goes on with who."""


def _kin(word: str) -> Unmarked:
    name = "mum" if word == "mam" else word
    return Unmarked(f"{name} is", _IS_SO, only_after=_OPENS_KIN, place_before=_AT_HOME_OF)


ROWS: Mapping[str, Unmarked] = {
    "hell": Unmarked("he will", _DOES, not_after=_OF_HELL),
    "shell": Unmarked("she will", _DOES, not_after=_OF_A_SHELL),
    "ill": Unmarked("i will", _I_DO, only_after=_OPENS_ILL),
    "well": Unmarked("we will", frozenset(), _WE_WILL, not_after=_set("as very not so how really")),
    "were": Unmarked("we are", _WE_ARE, only_after=frozenset()),
    **{f"{each}s": _kin(each) for each in _KIN.split()},
}
"""Each word that may be a short form, and when it is one (our choice: assumption)."""


def with_mark(word: str, before: Sequence[str], after: Sequence[str]) -> str:
    """Return a word in full if it is certainly a short form typed without its mark, else as it is.

    `before` are the words before it, opened; `after` are those that come, as they are written.
    """
    row = ROWS.get(word)
    if row is None or not after:
        return word
    if after[0] not in row.next_words and tuple(after[:2]) not in row.next_two:
        return word
    last = before[-1] if before else ""
    begins_or_follows = row.only_after is None or not last or last in row.only_after
    if last in row.not_after or not begins_or_follows:
        return word
    of_a_place = last in _WHOSE and before[-2:-1] and before[-2] in row.place_before
    return word if of_a_place else row.full


_CERTAIN = {
    each.replace("'", ""): each
    for each in _set(
        "don't won't can't isn't aren't didn't doesn't hasn't haven't wasn't couldn't wouldn't"
        " shouldn't weren't i'm i've you're you've you'll he's she's that's there's they're"
        " they've they'll we've who's what's where's how's someone's somebody's anyone's"
    )
}
"""Short forms that are no other word in what is typed on a call."""
_UNMARKED = late_pattern(rf"\b(?:{'|'.join(_CERTAIN)})\b")


def marked(text: str) -> str:
    """Return a text in lower letters with the marks that it was typed without: "dont" as "don't".

    For patterns of whole sentences, which know each word as it is written well. Places in the text
    are not those of what was typed.
    """
    plain = text.lower().replace("\u2019", "'")
    return _UNMARKED.sub(lambda found: _CERTAIN[found[0]], plain)
