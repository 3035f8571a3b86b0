"""The text of a YAML file and the position of each value in it; how a text is quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

MAX_DEPTH = 50

Trail = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""

LINE_END = re.compile(r"\r\n|\r|\n")
UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # these turn a line round
    "\xad\u180e\u200b\u2060-\u2064\U000e0000-\U000e007f]"  # and these take no room
)
"""What nobody sees; not the two joiners, which some languages and pictures need."""
ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
BAD_ESCAPE = (
    "bad-escape",
    "an escape that stands for no visible character",
    "write the character itself, or put the text in single quotes",
)


_CONFUSABLE = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", "an ordinary space"),
    **{chr(ord(each) + 0xFEE0): each for each in ":,{}[]#*0123456789"},  # the fullwidth forms
}
"""Characters that word processors put in the place of those that YAML gives a meaning."""
_CONFUSED = re.compile(f"[{''.join(_CONFUSABLE)}]")


class Position(NamedTuple):
    """A position: line and column from 1, and how many characters it covers there."""

    line: int
    column: int
    width: int = 1


class SyntaxProblem(NamedTuple):
    """One syntax mistake: where it is, what was found, and how to fix it."""

    place: Position
    code: str
    found: str
    fix: str
    fixed: str = ""
    """The line as it was meant, where that is certain."""
    path: str = ""


class SyntaxProblemError(Exception):
    """Stops the reading at the first mistake; the reader makes a `ContentError` of it."""

    def __init__(self, mistake: SyntaxProblem) -> None:
        super().__init__(mistake)
        self.mistake = mistake


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its value, and where each part of it stands."""

    name: str
    """The file as shown to the person."""
    lines: tuple[str, ...]
    value: Any
    """Plain Python: dict, list, str, int, float, bool or None."""
    _places: Mapping[Trail, Position] = field(repr=False)
    _keys: Mapping[Trail, Position] = field(repr=False)
    included: tuple[tuple[int, str], ...] = ()
    """Files whose lines stand after those of this one: how many stand before, and their names."""
    trails: Mapping[Trail, Trail] = field(default_factory=dict, repr=False)
    """Where what stands at a trail was written, if that is somewhere else."""
    case: str = ""
    """The id of the row that this is, where the file holds a table of cases."""

    def place(self, path: Trail, *, key: bool = False) -> Position:
        """Where the value at ``path`` is, or its key; else the nearest ancestor that exists."""
        while path not in self._places:
            path = path[:-1]
        return self._keys.get(path, self._places[path]) if key else self._places[path]

    def places(self, *, keys: bool = False) -> Mapping[Trail, Position]:
        """Where everything stands, or every key."""
        return self._keys if keys else self._places

    def home(self, line: int) -> tuple[str, int]:
        """The file that a line is in, and its number there."""
        name, before = self.name, 0
        for others, other in self.included:
            if line > others:
                name, before = other, others
        return name, line - before

    def written(self, trail: Trail) -> Trail:
        """The trail by which something was written in its own file."""
        for length in range(len(trail), 0, -1):
            if (at := self.trails.get(trail[:length])) is not None:
                return (*at, *trail[length:])
        return trail

    def has(self, trail: Trail) -> bool:
        """Whether something stands at exactly that trail."""
        return trail in self._places

    def line(self, number: int) -> str:
        """The source line with that number, or nothing past the end."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def source(self, place: Position) -> str:
        """The characters that a place covers."""
        return self.line(place.line)[place.column - 1 :][: place.width]


def in_words(trail: Trail) -> str:
    """A trail as people write it: ``caller[2].do``."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in trail]
    return "".join(parts).removeprefix(".")


def quoted(text: str) -> str:
    """One line of text as YAML that reads back as the same text."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quote_it(text: str) -> str:
    """The fix for text that YAML takes for something else."""
    return f"quote it: {quoted(text)}" if 0 < len(text) <= 60 else "put the whole text in quotes"


def confusable(text: str) -> str:
    """The fix for a character that only looks like an ordinary one; empty if there is none."""
    found = _CONFUSED.search(text)
    if not found:
        return ""
    name, meant = unicodedata.name(found[0]).lower(), _CONFUSABLE[found[0]]
    return f"type {meant} in the place of U+{ord(found[0]):04X} ({name}), or put the text in quotes"


class YamlText:
    """The lines of the text, for the builder and for what explains its mistakes."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.name = name
        self.lines = lines

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def before(self, place: Position) -> str:
        return self.line(place.line)[: place.column - 1]

    def after(self, place: Position) -> str:
        return self.line(place.line)[place.column - 1 :]

    def word(self, place: Position) -> str:
        """The unquoted text that begins at a place, as its author meant it."""
        text = re.split(r"\s#", self.after(place))[0].strip()
        before = self.before(place)
        if sum(map(before.count, "[{")) > sum(map(before.count, "]}")):
            text = re.split(r"[,\]}]", text)[0].strip()
        return text or self.after(place)[:1]

    def indent(self, number: int) -> int:
        """How many spaces a line begins with."""
        line = self.line(number)
        return len(line) - len(line.lstrip(" "))

    def filled(self, number: int) -> list[int]:
        """The last few lines down to one that hold more than a comment."""
        lines = [at for at in range(1, number + 1) if self.line(at).split("#")[0].strip()]
        return lines[-6:]

    def quoting(self, place: Position, text: str) -> tuple[str, str]:
        """The fix that puts quotes around a text, and its line with them."""
        return quote_it(text), self.before(place) + quoted(text) + self.after(place)[len(text) :]

    def refuse_unseen(self, text: str, unseen: re.Match[str]) -> NoReturn:
        """Refuse a character that has no width or moves the others."""
        before = LINE_END.split(text[: unseen.start()])
        place = Position(len(before), len(before[-1]) + 1)
        named = unicodedata.name(unseen.group(), "").lower()
        character = f"U+{ord(unseen.group()):04X}{', ' * bool(named)}{named}"
        found = f"a character that cannot be seen ({character})"
        raise SyntaxProblemError(SyntaxProblem(place, "control-character", found, "delete it"))

    def refuse_escape(self, scalar: Position) -> NoReturn:
        """Refuse the first escape from ``scalar`` on that makes no visible character."""
        place = scalar
        for number in range(scalar.line, len(self.lines) + 1):
            for escape in ESCAPE.finditer(self.line(number)):
                digits = escape[1] or escape[2] or escape[3]
                code = int(digits, 16) if digits else 0 if escape[4] in "0abefvNLP" else 32
                begins_later = number > scalar.line or escape.start() >= scalar.column - 1
                if begins_later and (code > 0x10FFFF or UNSEEN.match(chr(code))):
                    place = Position(number, escape.start() + 1, len(escape.group()))
                    raise SyntaxProblemError(SyntaxProblem(place, *BAD_ESCAPE))
        raise SyntaxProblemError(SyntaxProblem(place, *BAD_ESCAPE))
