"""Find text in the form of a real address: a house, an e-mail or web address, coordinates.

A made-up postcode may exist, and the file can't show that it doesn't. So every text with the form
of an address is reported, but for a house number with a street that is listed in `invented`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

_AREA = (
    "AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN"
    "|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA"
    "|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG"
    "|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
"""The letters with which a postcode begins, by postal area."""
_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent|Gardens|Grove|Hill|Mews|Park"
    "|Parade|Place|Rise|Row|Square|Terrace|Way|Walk|Wharf|Yard|View|Green|Gate|Mount|Villas|Wynd"
)
_KINDS = (
    (
        "a postcode",
        rf"(?i:\b(?:{_AREA})[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{{2}}\b)",
        "say what the place is like, without a postcode",
    ),
    (
        "an e-mail address",
        r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,20}",
        "leave it out, or end it in .example, which nobody can own",
    ),
    (
        "the address of a page",
        r"(?:\bhttps?://|\bwww\.)[^\s\"'<>)]+",
        "leave it out, or end the name in .example; a source has its code",
    ),
    (
        "a pair of coordinates",
        r"(?<![\d.])-?\d{1,2}\.\d{3,}°?\s*[NS]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}°?\s*[EW]?"
        # With fewer digits, only a text of its own is a pair of coordinates.
        r"|\A\s*[-+]?\d{1,2}\.\d+°?\s*[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}\.\d+°?\s*[EW]?\s*\Z",
        "describe the spot in words",
    ),
    (
        "coordinates in degrees",
        r"\d{1,3}°\s*\d{1,2}['\u2032’]\s*(?:\d{1,2}(?:\.\d+)?[\"\u2033”]\s*)?[NSEW]",
        "describe the spot in words",
    ),
    ("a grid reference", r"\b[HNSTO][A-HJ-Z] ?\d{3,5} ?\d{3,5}\b", "describe the spot in words"),
    ("a three-word address", r"///[a-z]+\.[a-z]+\.[a-z]+", "describe the spot in words"),
)
_PATTERNS = tuple((what, re.compile(pattern), fix) for what, pattern, fix in _KINDS)
_HOUSE = re.compile(
    rf"\b\d{{1,4}}[A-Za-z]?,? (?P<street>(?:[A-Z][a-z'’]{{1,30}} ){{1,3}}(?:{_STREETS}))\b"
)
_NOBODYS = re.compile(r"\.(?:example|invalid|test)\b|\bexample\.(?:com|org|net)\b")
"""Names that are kept for examples (RFC 2606)."""


class Address(NamedTuple):
    """A text that looks like an address."""

    text: str
    what: str
    fix: str


def addresses(text: str, invented: Collection[str] = ()) -> Iterator[Address]:
    """Yield everything in a text that looks like an address; `invented` are words of names."""
    for what, pattern, fix in _PATTERNS:
        for match in pattern.finditer(text):
            if not _NOBODYS.search(match[0]):
                yield Address(match[0], what, fix)
    for match in _HOUSE.finditer(text):
        street = match["street"]
        if not all(word in invented for word in re.findall(r"[A-Za-z]+", street)):
            fix = f'if the street was made up, write invented: ["{street}"]; else leave it out'
            yield Address(match[0], "a house number and its street", fix)
