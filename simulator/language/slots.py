"""What a sentence holds beside its purpose: a place, and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.core.terms import Sign
from simulator.language.normalise import NUMBERS, opened

_TIMES = {**NUMBERS, "once": "1", "twice": "2"}
_SIGNS = {
    **dict.fromkeys(("tap", "taps", "knock"), Sign.TAP),
    **dict.fromkeys(("cough", "coughs"), Sign.COUGH),
    **dict.fromkeys(("press", "key", "button"), Sign.KEY),
    **dict.fromkeys(("whisper", "say"), Sign.SPOKEN),
    **dict.fromkeys(("nothing", "silent", "silence"), Sign.SILENCE),
}
_STREETS = (
    "street|road|lane|avenue|close|drive|way|court|place|gardens|terrace|crescent|square|hill"
)
_NUMBERED = re.compile(rf"\b(?:flat )?\d+[a-z]? (?:[a-z]+ ){{1,3}}?(?:{_STREETS})\b|\bnumber \d+\b")
_NAMED = re.compile(r"\b(?:[a-z]+ ){1,2}(?:street|road|lane|avenue|crescent|terrace)\b")
_PLACES = (
    "flat house bungalow cottage shop arcade station park pub church chapel school market"
    " green square canal river wardrobe cupboard bathroom bedroom kitchen garage shed"
    " attic loft cellar basement garden toilet room floor office kiosk lay-by reservoir"
    " bridge stop deck van bus car building block motorway landing surgery hospital"
    " library hotel hostel caravan field woods"
).replace(" ", "|")
_AT = re.compile(
    r"\b(?:at|in|on|over|above|behind|opposite|near|by|under|inside|outside|below)"
    rf" (?:the |my |his |her |a |an )?(?:[a-z]+ ){{0,3}}?(?:{_PLACES})\b.*"
)
_PLACE_FIRST = re.compile(
    rf"\b(?:the |a )?(?:[a-z]+ ){{0,3}}?(?:{_PLACES})"
    r" (?:over|above|behind|opposite|near|by|below|in|on|at) .*"
)
_HELD = re.compile(r"(?<=\bhave )the [a-z]+ .*|(?<=\bsays )the [a-z]+ .*")
_NOT_PART_OF_A_PLACE = re.compile(
    r"\b(?:with|is that|have i|and|but|please|he|she|they|now|you|yes)\b.*"
)


@dataclass(frozen=True, slots=True)
class SpokenSign:
    """A sign named in a sentence: "tap twice for no" is two taps, for the answer no."""

    sign: Sign
    times: int
    answer: str = ""
    """`yes` or `no`; empty if the sentence gives no answer for it."""


@dataclass(frozen=True, slots=True)
class TypedSlots:
    """The values in a sentence."""

    place: str = ""
    signs: tuple[SpokenSign, ...] = ()


def slots_of(text: str) -> TypedSlots:
    """Read every value in a text."""
    plain = " ".join(opened(text)).replace("lay by", "lay-by")
    counted = " ".join(_TIMES.get(word, word) for word in plain.split())
    return TypedSlots(_place(plain), _signs(counted))


def _place(plain: str) -> str:
    for pattern in (_NUMBERED, _PLACE_FIRST, _AT, _NAMED, _HELD):
        if found := pattern.search(plain):
            return _NOT_PART_OF_A_PLACE.sub("", found[0]).strip()
    return ""


def _signs(counted: str) -> tuple[SpokenSign, ...]:
    """Read "tap 1 for yes and 2 for no": a part without a sign has that of the part before."""
    found: list[SpokenSign] = []
    last: Sign | None = None
    for part in re.split(r"\b(?:and|or|then)\b|(?<=yes)\b|(?<=no)\b", counted):
        words = part.split()
        named = next((_SIGNS[word] for word in words if word in _SIGNS), None)
        answer = next((word for word in words if word in ("yes", "no")), "")
        times = next((int(word) for word in words if word.isdigit()), 0)
        if named is None and not (times and answer):
            continue
        last = named or last
        if last is not None:
            found.append(SpokenSign(last, 0 if last is Sign.SILENCE else times or 1, answer))
    return tuple(found)
