"""The words that name a place, a vehicle's plate or a floor: exactly these, out of a sentence.

An address crosses what else divides a sentence ("number 4, Coopers Yard"), and its words mean
nothing else there: Gun Lane has no gun in it. So places are found before the clauses are. Which
words are kinds of road, house and landmark is in the reading files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from simulator.language.normalise import NUMBER, NUMBER_WORDS, ONES, WORD_NUMBER, Span
from simulator.language.place_stretch import FEATURE, moves_elsewhere
from simulator.late_pattern import late_pattern

ADDRESS, LANDMARK, RIDE, STOREY, REGISTRATION = (
    "AN_ADDRESS",
    "A_LANDMARK",
    "A_BUS_OR_TRAIN",
    "A_FLOOR",
    "A_PLATE",
)
KINDS = (ADDRESS, LANDMARK, RIDE, STOREY, REGISTRATION)
"""How frames call them."""
OPAQUE = frozenset({ADDRESS, REGISTRATION})
"""What is only a name: no word of it means anything else."""


class PlaceWords(NamedTuple):
    """A part of a text that names a place."""

    kind: str
    span: Span


_LISTS = (
    "ROAD_KIND",
    "ROAD_SURE",
    "HOUSE_KIND",
    "UNIT_KIND",
    "OLD_BUILDING",
    "NEXT_TO",
    "LANDMARK",
)
_NO_NAMES = ("NOT_A_NAME", "ROAD_LOOKS")
_POSTCODE = late_pattern(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b", re.IGNORECASE)
_PLATE = late_pattern(
    r"\b(?:[a-z]{2}\d{2}\s?[a-z]{3}|(?-i:[A-Z]\d{1,3}\s?[A-Z]{3}))\b", re.IGNORECASE
)
_PLATE_PART = late_pattern(
    r"\b(?:end(?:s|ed)? (?:in|with)|(?:start(?:s|ed)?|beg[ia]ns?) with)\s"
    r"(?P<place>[a-z]{1,3}\d{0,2})\b"
    r"|\b(?:it's|its|it is)\s(?P<place2>(?-i:(?!OK|TV|UK|ME|AA|AM|PM|HE|MY|NO|SO|US|IN|ON|AT|UP)"
    r"[A-Z]{2}(?:\d\d)?))\b(?!\s?\d)",
    re.IGNORECASE,
)
_PLATE_NAMED = late_pattern(r"\b(?:plates?|reg|registration|number ?plates?)\b", re.IGNORECASE)
_POSTCODE_NAMED = late_pattern(r"\bpost ?code\b", re.IGNORECASE)
_THREE_WORDS = late_pattern(
    r"///\s?\w+\.\w+\.\w+|(?<=three words )\w+[. ]\w+[. ]\w+", re.IGNORECASE
)
_TOWN = late_pattern(
    r",\s+(?:in\s+)?((?-i:[A-Z])[a-z]+(?:\s(?-i:[A-Z])[a-z]+)?)(?=\s*(?:[.,!?]|$))"
)
_HALF_POSTCODE = late_pattern(r",?\s+[A-Z]{1,2}\d[A-Z\d]?\b")
_BETWEEN = late_pattern(r"\s*(?:,\s*)?(?:(?:in|on|at)\s(?:the\s)?)?", re.IGNORECASE)
"""What may separate two parts of one address."""
_FURTHEST = 120
"""How many characters before an address "next to" may begin."""
_STOREYS = late_pattern(
    rf"""\b(?:
      (?:(?:top|ground|lower\sground|bottom|first|second|third|fourth|fifth|sixth|seventh|eighth
        |ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|\d+(?:st|nd|rd|th))[\s-]floor
        |basement|top[\s-]flat|(?:ground|first|second|third|top)[\s-]floor)(?:\sflat)?
      |floor\s(?:number\s)?{NUMBER}
      |(?:buzzer|intercom|bell)\s(?:number\s)?{NUMBER}
      |(?:up\s)?{NUMBER}\s(?:floors?|flights?|storeys?)(?:\sof\sstairs)?(?:\s(?:up|down))?
      |flat\son\sthe\s(?:first|second|third|fourth|top)
      |(?:first|second|third|fourth|fifth|top|half|bottom|upper)\slanding(?:\sup)?
      |(?:lower|upper|bottom|middle|upstairs|downstairs|attic|garden)\s(?:floor|flat)
      |(?:one|two|three|four|\d)\sup\s(?:on\sthe\s)?(?:left|right)
      |(?:(?<=we're\s)|(?<=i'm\s)|(?<=am\s)|(?<=are\s)|(?<=live\s))on\sthe\s(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh
        |twelfth|\w+teenth)(?=\s*(?:[.,!?]|$))
      |(?:top|bottom)\sof\sthe\sblock
      |flat\s(?:above|over|below)\sthe\s[a-z]+
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LINE = rf"(?:(?![am]\d)[a-z]?\d{{1,3}}[a-z]?|(?!one\b){WORD_NUMBER})"
_RIDES = late_pattern(
    rf"""\b(?:
      (?:top|upper|bottom|lower)\sdeck
        (?:(?:,|\sof|\son)\s(?:the\s)?(?:number\s)?(?:{_LINE}|(?:night\s)?bus)(?:\sbus)?)?
      |(?:number\s)?{_LINE}\s(?:bus|tram)
      |(?:night\s)?(?:bus|coach|train|tram|tube|metro|ferry)\s(?:to|from|into|for)\s(?!the\b)[a-z]+
      |\d{{1,2}}[:.]\d\d\s(?:to|from)\s[a-z]+
      |(?:upstairs|downstairs)\s(?:on|of)\sthe\s(?:\d{{1,3}}|bus|tram|coach)
      |carriage\s(?:{NUMBER}|[a-k])
      |(?:last|first|second|third|fourth|quiet|end|front|back|rear|middle)\scarriage(?:\sof\sthe\strain(?:\sto\s[a-z]+)?)?
      |platform\s{NUMBER}
      |(?<=on\s)the\s{_LINE}(?=\s*(?:[.,!?]|$|(?:to|into|from|towards|bus|tram)\b))
        (?:\s(?:to|into|from|towards)\s(?:the\s)?[a-z]+)?
      |(?<=on\s)(?:the\s)?number\s{_LINE}(?:\s(?:bus|tram))?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

_RADIO = (
    r"alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november"
    r"|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whisk(?:e)?y|x-?ray|yankee|zulu"
)
_LETTER = rf"(?:(?P<said>[a-z])\sfor\s(?P=said)[a-z]+|{_RADIO}|(?-i:[A-Z]{{2}})|[a-z])"
_PLATE_HALF = late_pattern(
    rf"(?:{_RADIO})\s(?:{_RADIO})\s(?:{ONES}|zero|oh|\d)\s(?:{ONES}|zero|oh|\d)\b(?!\s\d)",
    re.IGNORECASE,
)
"""The first half of a plate, of which no more was seen: Lima Victor one nine."""
_SPELT_UNIT = late_pattern(
    rf"(?:double\s)?(?:(?P<number>{NUMBER_WORDS}|zero|oh|nought|\d{{1,2}})|(?P<letter>{_LETTER}))\b",
    re.IGNORECASE,
)
_TWO_LETTERS = late_pattern("[A-Z]{2}")
_SPELT_GAP = late_pattern(r"(?:[\s,-]|then\s|and\s(?:a\s)?)+", re.IGNORECASE)
_SPELT_START = late_pattern(r"(?<![\w'\u2019])[a-z\d]", re.IGNORECASE)
_MOST_SPELT = 16
"""The most units of one run (assumption: a plate has seven, each may be said twice)."""


class _Shape:
    """One shape of a place: a regular expression that is compiled once a text may fit it.

    The lists in it are long, and most sentences name no place: compiling all shapes takes longer
    than reading fifty sentences.
    """

    def __init__(self, pattern: str, *lists: Iterable[str]) -> None:
        """Take the pattern, and the lists of which a text must have a word to fit it."""
        self._pattern = pattern
        self._needs = [_first_words(each) for each in lists]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression."""
        return re.compile(self._pattern, re.IGNORECASE)

    def spans(self, text: str, words: frozenset[str]) -> Iterator[Span]:
        """Yield where a text with these words has it."""
        if any(need.isdisjoint(words) for need in self._needs):
            return
        for found in self.compiled.finditer(text):
            yield found.span("place" if "place" in found.re.groupindex else 0)


_WORD = re.compile(r"[a-z0-9]+")


def _first_words(listed: Iterable[str]) -> frozenset[str]:
    """Return the first word of each member, also with an s: "boots" and "pub" for "pubs"."""
    firsts = {found[0] for each in listed if (found := _WORD.search(each.casefold()))}
    return frozenset(firsts | {f"{each}s" for each in firsts})


class PlaceFinder:
    """Finds the words that name places."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Take the lists of words of the reading files; without them only codes are found."""
        own = {name: lists.get(name, ()) for name in (*_LISTS, *_NO_NAMES)}
        words = {name: _any_of(listed) for name, listed in own.items()}
        name = rf"(?!(?:{words['NOT_A_NAME']})\b)[a-z][a-z'\u2019.-]*"
        road_name = rf"(?!(?:{words['ROAD_LOOKS']})\b){name}"
        self._parts = tuple(_addresses(own, words, name, road_name))
        self._landmarks = tuple(_landmarks(own, words, name))
        by = rf"\b(?:(?:{words['NEXT_TO']})\s(?:the\s)?|between\s{NUMBER}\sand\s)\Z"
        self._by = _Shape(by.replace("inside|", ""))
        self._no_town = _Shape(words["NOT_A_NAME"])

    def find(self, text: str) -> list[PlaceWords]:
        """Return what names a place, in its order; nothing that lies within something else."""
        words = frozenset(_WORD.findall(text.casefold()))
        found = [self._next_to(text, each) for each in self._addresses(text, words)]
        found = list(_corners(text, found))
        found += (PlaceWords(REGISTRATION, each) for each in _plates(text))
        for kind, pattern in ((RIDE, _RIDES), (STOREY, _STOREYS)):
            found += (PlaceWords(kind, each.span()) for each in pattern.finditer(text))
        for shape in self._landmarks:
            found += (PlaceWords(LANDMARK, each) for each in shape.spans(text, words))
        found = [each for each in found if not _is_elsewhere(text, each)]
        # A landmark may hold a road ("the church on Mill Lane"): both are said of the place.
        return sorted(_longest(found), key=lambda each: each.span)

    def _next_to(self, text: str, address: Span) -> PlaceWords:
        """Return an address, or the landmark that it is: opposite 14 Elm Road."""
        nearest = max(0, address[0] - _FURTHEST)
        before = self._by.compiled.search(text, nearest, address[0])
        if before is None:
            return PlaceWords(ADDRESS, address)
        return PlaceWords(LANDMARK, (before.start(), address[1]))

    def _addresses(self, text: str, words: frozenset[str]) -> Iterator[Span]:
        parts = [each for shape in self._parts for each in shape.spans(text, words)]
        parts += (each.span() for each in (*_POSTCODE.finditer(text), *_THREE_WORDS.finditer(text)))
        parts += _postcodes(text)
        joined: list[Span] = []
        for start, end in sorted(parts, key=lambda part: (part[0], -part[1])):
            if joined and (start < joined[-1][1] or _BETWEEN.fullmatch(text, joined[-1][1], start)):
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        for start, end in joined:
            town = _TOWN.match(text, end)
            known = town is not None and not self._no_town.compiled.fullmatch(town[1])
            end = town.end(1) if town is not None and known else end
            half = _HALF_POSTCODE.match(text, end)
            yield start, half.end() if half is not None else end


def _any_of(words: Iterable[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return (
        "|".join(re.escape(word.rstrip("=.")).replace(r"\ ", r"\s") for word in longest) or r"(?!)"
    )


def _addresses(
    lists: Mapping[str, Sequence[str]], words: Mapping[str, str], name: str, road_name: str
) -> Iterator[_Shape]:
    """Yield the shapes of one part of an address."""
    road, house, unit = words["ROAD_KIND"], words["HOUSE_KIND"], words["UNIT_KIND"]
    more = rf"(?:\s(?:{name}|of|the|and)){{0,3}}?"
    capital = rf"(?-i:(?=[A-Z])){name}"
    number = rf"(?:(?:number|no\.?)\s)?{NUMBER}(?:\s[a-h]\b)?"
    roads = lists["ROAD_KIND"]
    built = (*roads, *lists["HOUSE_KIND"], "flats", "maisonettes")
    yield _Shape(rf"\b{number},?\s(?:the\s)?{name}{more}\s(?:{road}|{house})\b", built)
    yield _Shape(rf"\b{number},?\sthe\s(?:{road}|{house}|flats|maisonettes)\b", built)
    yield _Shape(
        rf"\b(?:{unit})\s(?:number\s)?(?:{NUMBER}|[b-h]|(?-i:A)|a(?=\s*(?:[.,]|$)))\b"
        rf"(?:\s(?:above|below|over)\s(?:the\s)?{name})?"
        rf"(?:\s(?:at|in)\sthe\s{capital}(?:\s{capital}){{0,2}})?",
        lists["UNIT_KIND"],
    )
    yield _Shape(
        rf"\b(?:house|cottage|farm|place)\s(?:is\s)?called\s"
        rf"(?P<place>(?:the\s)?{capital}(?:\s{capital})?)",
        ("called",),
    )
    yield _Shape(rf"\b(?-i:The)\s{capital}(?=,\s{capital}\s(?:{capital}\s)?(?:{road})\b)", roads)
    yield _Shape(
        rf"\b(?:we're|we\sare|i'm|im|i\sam|live|somewhere)\s(?:in|near)\s"
        rf"(?P<place>{capital}(?:\s{capital})?)",
        ("in", "near"),
    )
    yield _Shape(rf"\b{number}\s(?:on\s)?(?-i:[Tt]he\s(?=[A-Z])){name}\b", ("the",))
    yield _Shape(
        rf"(?:^|\b(?:at|to|is|it's|its)\s)(?P<place>number\s{NUMBER})(?=\s*(?:[.!?]|$))",
        ("number",),
    )
    yield _Shape(
        rf"\b(?!(?:side|back|front|garden|bottom|top|main)\sgate\b)"
        rf"{capital}(?:\s(?:{capital}|of|the|and)){{0,2}}?\s(?:{road}|{house})\b",
        built,
    )
    yield _Shape(
        rf"(?:^|[,.;:]\s*|\b(?:on|off|at|in|of|near|from|to|is|it's|its|called)\s)"
        rf"(?P<place>{road_name}(?:\s{road_name})?\s(?:{words['ROAD_SURE']}))\b",
        lists["ROAD_SURE"],
    )
    yield _Shape(
        rf"(?:\b(?:it's|its|it\sis|live\s(?:in|at)|address\sis)\s|(?:^|[.!?]\s+)(?=[^,.!?]*[,.]))"
        rf"(?P<place>the\sold\s(?:{words['OLD_BUILDING']}))\b(?!\s(?:is|was|has))",
        ("old",),
    )


def _landmarks(
    lists: Mapping[str, Sequence[str]], words: Mapping[str, str], name: str
) -> Iterator[_Shape]:
    """Yield the shapes of a landmark: what is next to one, and what is one."""
    by, landmark = words["NEXT_TO"], words["LANDMARK"]
    the = r"(?:(?:the|a|an|that|this|some|my|our)\s)"
    one = rf"{the}?(?:{name}\s){{0,3}}?(?:{landmark})s?(?:\s(?:{landmark}))?(?!['\u2019]s)"
    road = rf"{the}?(?:{name}\s){{0,2}}?(?:{words['ROAD_KIND']}|corner|end)"
    numbered = r"(?-i:[AMB])\d{1,4}(?:\(M\)|\b)(?:\s(?:north|south|east|west)bound)?"
    tail = rf"(?:\s(?:{by}|on|of|at|in)\s(?:{road}|{one})\b)?"
    near, marks = lists["NEXT_TO"], lists["LANDMARK"]
    yield _Shape(rf"\b(?:{by})\s{one}\b(?:\sand\s{one}\b)?{tail}", near, marks)
    yield _Shape(
        rf"\b(?:{by})\sthe\s(?-i:(?=[A-Z])){name}(?:\s(?:and\s)?(?-i:(?=[A-Z])){name}){{0,2}}",
        near,
        ("the",),
    )
    yield _Shape(
        rf"\b(?:in|at|on|inside|into|see|sees|see's|facing|there's|theres|there\sis)\s"
        rf"(?P<place>(?={the}){one}\b{tail})",
        marks,
    )
    yield _Shape(
        rf"(?:^(?:it's\s|its\s|it\sis\s)?|[.,;!?]\s+)"
        rf"(?P<place>the\s(?:{name}\s){{0,3}}?(?:{landmark})s?\b{tail})(?=\s*(?:[.,;!?]|$))",
        ("the",),
        marks,
    )
    yield _Shape(
        rf"(?:^|[.,;!?]\s+)(?P<place>(?:{name}\s){{0,2}}?(?:{landmark})(?:\s(?:{landmark}))?)"
        rf"(?=\s*(?:[.,;!?]|$))",
        marks,
    )
    yield _Shape(rf"\bsee\s(?P<place>{landmark})\b", ("see",), marks)
    size = r"(?:big|huge|tall|high|long|old|little|small|new)"
    yield _Shape(rf"\bthere(?:'s|s|\sis)\s(?P<place>{size}\s(?:{landmark}))\b", marks)
    house = rf"(?:{words['HOUSE_KIND']}|terrace|maisonettes?|caravan|shops?)"
    yield _Shape(
        rf"(?:^|[.,;!?]\s+|\b(?:it's|its|it\sis|at|in|of)\s)"
        rf"(?P<place>the\s(?:{name}\s){{0,2}}?{house}\swith\s(?:{name}\s|the\s|a\s){{0,3}}?{FEATURE})\b",
        ("with",),
    )
    yield _Shape(rf"\bat\s(?P<place>the(?:\s(?-i:(?=[A-Z][a-z])){name}){{1,3}})", ("at",))
    yield _Shape(rf"\b(?:(?-i:(?=[A-Z])){name}\s){{1,3}}(?-i:(?=[A-Z]))(?:{landmark})\b", marks)
    yield _Shape(
        rf"\b(?:(?:{by})\s)?(?:junctions?\s{NUMBER}(?:\sand\s{NUMBER})?|(?:the\s)?{numbered})"
        rf"(?:\s(?:of|on)\sthe\s{numbered})?"
    )


def _plates(text: str) -> Iterator[Span]:
    yield from (each.span() for each in _PLATE.finditer(text) if not _POSTCODE.fullmatch(each[0]))
    for part in _PLATE_PART.finditer(text):
        yield part.span("place" if part["place"] else "place2")
    named = _first(_PLATE_NAMED, text)
    for run in spelt(text):
        if named < run.span[0] or run.like_a_plate or _PLATE_HALF.match(text, run.span[0]):
            yield run.span


def _postcodes(text: str) -> Iterator[Span]:
    plate, named = _first(_PLATE_NAMED, text), _first(_POSTCODE_NAMED, text)
    for run in spelt(text):
        if plate > run.span[0] and (named < run.span[0] or run.has_for or run.like_a_postcode):
            yield run.span


def _first(pattern: re.Pattern[str], text: str) -> int:
    """Return where a pattern is first found; the end of the text if it isn't."""
    found = pattern.search(text)
    return found.start() if found is not None else len(text)


def _is_elsewhere(text: str, place: PlaceWords) -> bool:
    """Whether it isn't where the caller is: another goes there, or a bank is a slope."""
    start, end = place.span
    if place.kind not in (ADDRESS, LANDMARK):
        return False
    slope = text[start:end].casefold() == "the bank" and _ON_A_SLOPE.search(text, 0, start)
    return bool(slope) or moves_elsewhere(text, start)


_ON_A_SLOPE = re.compile(r"\b(?:on|down|up)\s\Z", re.IGNORECASE)


def _corners(text: str, found: Sequence[PlaceWords]) -> Iterator[PlaceWords]:
    """Yield the places, with the two roads of a corner as one landmark."""
    corner: PlaceWords | None = None
    for each in found:
        if corner is not None:
            between = text[corner.span[1] : each.span[0]].strip().lower()
            if between in ("and", "and the") and "corner of" in text[slice(*corner.span)].lower():
                corner = PlaceWords(LANDMARK, (corner.span[0], each.span[1]))
                continue
            yield corner
        corner = each
    if corner is not None:
        yield corner


def _longest(found: Sequence[PlaceWords]) -> Iterator[PlaceWords]:
    """Yield each that doesn't lie within another one of its kind or within a name.

    Of two with the same span the one that was found first stays.
    """
    ends = dict.fromkeys(KINDS, -1)
    for each in sorted(found, key=lambda each: (each.span[0], -each.span[1])):
        within = KINDS if each.kind == STOREY else (each.kind, *OPAQUE)
        if all(ends[kind] < each.span[1] for kind in within):
            yield each
        ends[each.kind] = max(ends[each.kind], each.span[1])


class Spelling(NamedTuple):
    """Letters and numbers said one after the other."""

    span: Span
    shape: str
    """L for each letter, N for each number."""
    has_for: bool
    """Whether a letter is said by a word: S for sugar."""

    @property
    def like_a_plate(self) -> bool:
        """Whether it ends as a plate does: with three letters after a number."""
        return len(self.shape) >= 6 and self.shape.startswith("L") and self.shape.endswith("NLLL")

    @property
    def like_a_postcode(self) -> bool:
        """Whether it ends as a postcode does: with a number and two letters."""
        return len(self.shape) >= 5 and self.shape.startswith("L") and self.shape.endswith("NLL")


def spelt(text: str) -> Iterator[Spelling]:
    """Yield each run of two or more that are spelt, or of one letter said by a word."""
    at = 0
    while (start := _SPELT_START.search(text, at)) is not None:
        found = _run(text, start.start())
        if found is not None and (found.has_for or len(found.shape) > 1):
            yield found
            at = found.span[1]
        else:
            word = re.compile(r"[\w'\u2019]+").match(text, start.start())
            at = word.end() if word is not None else start.end()


def _run(text: str, start: int) -> Spelling | None:
    shape, at, end, has_for = "", start, start, False
    while len(shape) < _MOST_SPELT and (unit := _SPELT_UNIT.match(text, at)) is not None:
        if text[unit.end() : unit.end() + 1] in ("'", "\u2019"):
            break
        two = unit[0].startswith("double") or _TWO_LETTERS.fullmatch(unit[0])
        shape += ("N" if unit["number"] else "L") * (2 if two else 1)
        has_for = has_for or unit["said"] is not None
        end = unit.end()
        gap = _SPELT_GAP.match(text, end)
        if gap is None:
            break
        at = gap.end()
    return Spelling((start, end), shape, has_for) if shape else None
