"""Documents: the lines of a YAML file, its value, and the position of each part."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from simulator import clean_text
from simulator.errors import ContentError, Edit, FixText, Problem

MAX_DEPTH = 50

KeyPath = tuple[str | int, ...]
"""The keys and list indices that lead to a value."""

LINE_END = re.compile(r"\r\n|\r|\n")
UNSEEN = re.compile(clean_text.UNSEEN)
TOP = re.compile(r"[^\s#\-]")
"""The start of a line with a top-level key."""

_CONFUSABLE = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", "an ordinary space"),
    **{chr(ord(each) + 0xFEE0): each for each in ":,{}[]#*0123456789"},  # The fullwidth forms.
}
"""Characters that word processors insert, and the YAML signs that they look like."""
_CONFUSED = re.compile(f"([{''.join(_CONFUSABLE)}])")
_CONFUSED_START = re.compile(rf"\s*{_CONFUSED.pattern}")


class Position(NamedTuple):
    """Line and column, counted from 1, and the width in characters on that line."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its value, and the position of each part."""

    name: str
    """The file's name in messages."""
    lines: tuple[str, ...]
    value: Any
    """Plain Python: dict, list, str, int, float, bool or None."""
    _places: Mapping[KeyPath, Position] = field(repr=False)
    _keys: Mapping[KeyPath, Position] = field(repr=False)
    included: tuple[tuple[int, str], ...] = ()
    """Files whose lines follow the file's own: the number of lines before each, and its name."""
    written_at: Mapping[KeyPath, KeyPath] = field(default_factory=dict, repr=False)
    """Key paths of expanded values in the files that they come from, where the two differ."""
    case: str = ""
    """The id of the table case that this is; empty if the file has no table."""
    _leaves: list[tuple[KeyPath, Any]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )
    """The values that aren't lists or mappings, once they were asked for: a check reads them six
    times."""

    def place(self, path: KeyPath, *, key: bool = False) -> Position:
        """Return the position of the value at ``path``, or its key, or the nearest ancestor."""
        while path not in self._places:
            path = path[:-1]
        return self._keys.get(path, self._places[path]) if key else self._places[path]

    def places(self, *, keys: bool = False) -> Mapping[KeyPath, Position]:
        """The positions of all values, or of all keys."""
        return self._keys if keys else self._places

    def leaves(self) -> Sequence[tuple[KeyPath, Any]]:
        """Return every value that isn't a list or a mapping, with its key path."""
        if not self._leaves:
            self._leaves.extend(leaves(self.value))
        return self._leaves

    def home(self, line: int) -> tuple[str, int]:
        """Return the file that a line comes from, and its number there."""
        name, before = self.name, 0
        for others, other in self.included:
            if line > others:
                name, before = other, others
        return name, line - before

    def written(self, key_path: KeyPath) -> KeyPath:
        """Return the key path that a value has in the file that it comes from."""
        for length in range(len(key_path), 0, -1):
            if (at := self.written_at.get(key_path[:length])) is not None:
                return (*at, *key_path[length:])
        return key_path

    def has(self, key_path: KeyPath) -> bool:
        """Whether there is a value at exactly that key path."""
        return key_path in self._places

    def line(self, number: int) -> str:
        """Return the source line with that number; past the end, an empty one."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def source(self, place: Position) -> str:
        """Return the source text at a position."""
        return self.line(place.line)[place.column - 1 :][: place.width]

    def problem(
        self, place: Position, key_path: KeyPath, code: str, found: str, expected: str, fix: str
    ) -> Problem:
        """Return a problem at a position, with the value at `key_path` or a part of it."""
        where = (*self.home(place.line), place.column)
        source, path = self.line(place.line), path_text(self.written(key_path))
        return Problem(*where, code, found, expected, fix, source, place.width, path)


def leaves(value: Any, key_path: KeyPath = ()) -> list[tuple[KeyPath, Any]]:
    """Return every value below one that isn't a list or a mapping, with its key path."""
    inside: Iterable[tuple[str | int, Any]]
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    else:
        return [(key_path, value)]
    found: list[tuple[KeyPath, Any]] = []
    for step, inner in inside:
        found += leaves(inner, (*key_path, step))
    return found


def path_text(key_path: KeyPath) -> str:
    """Return a key path as messages show it: ``caller[2].do``."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in key_path]
    return "".join(parts).removeprefix(".")


def quote_it(text: str) -> str:
    """Return the fix for text that YAML doesn't read as text.

    It isn't literal if the text is rather keys and values whose bracket was forgotten.
    """
    words = f"quote it: {quoted(text)}" if 0 < len(text) <= 60 else "put the whole text in quotes"
    keys = re.search(r", +[\w-]+: ", text) or any(text.count(a) != text.count(b) for a, b in _PAIRS)
    return FixText(words, *[Edit(quoted(text))] * (not keys))


_PAIRS = (("[", "]"), ("{", "}"))


def quoted(text: str) -> str:
    """Return text in quotes."""
    single = "'" + text.replace("'", "''") + "'"
    return single if '"' in text or "\\" in text else f'"{text}"'


class YamlText:
    """The lines of a YAML text, with the questions that syntax messages ask about them."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = tuple(LINE_END.split(text.removesuffix("\n").removesuffix("\r")))

    def refuse(
        self, place: Position, code: str, fix: str = "", *, found: str = "", path: str = ""
    ) -> NoReturn:
        """Raise a problem; a confusable character near the start of its line decides the fix.

        The reader takes what is left out from the catalogue of codes.
        """
        line, fix = self.line(place.line), self._confusable(place.line) or fix
        where = (self.name, place.line, place.column)
        raise ContentError([Problem(*where, code, found, "", fix, line, place.width, path)])

    def _confusable(self, number: int) -> str:
        """Return the fix for a confusable character that begins a line or the one above, or any."""
        starts, anywhere = _CONFUSED_START.match, _CONFUSED.search
        for above, search in ((0, starts), (1, starts), (0, anywhere)):
            if found := search(self.line(number - above)):
                name, meant = unicodedata.name(found[1]).lower(), _CONFUSABLE[found[1]]
                point = f"U+{ord(found[1]):04X} ({name})"
                edit = Edit(meant if len(meant) == 1 else " ", -above, found.start(1) + 1, 1)
                return FixText(f"type {meant} instead of {point}, or put the text in quotes", edit)
        return ""

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def before(self, place: Position) -> str:
        return self.line(place.line)[: place.column - 1]

    def after(self, place: Position) -> str:
        return self.line(place.line)[place.column - 1 :]

    def word(self, place: Position) -> str:
        """Return the unquoted text that begins at a position, as the author probably meant it."""
        text = re.split(r"\s#", self.after(place))[0].strip()
        before = self.before(place)
        if sum(map(before.count, "[{")) > sum(map(before.count, "]}")):
            text = re.split(r"[,\]}]", text)[0].strip()
        return text or self.after(place)[:1]

    def indent(self, number: int) -> int:
        """Return the number of spaces at the start of a line."""
        line = self.line(number)
        return len(line) - len(line.lstrip(" "))

    def above(self, number: int) -> int:
        """Return the number of the nearest line above with more than a comment; 0 if none has."""
        lines = range(number - 1, 0, -1)
        return next((at for at in lines if self.line(at).split("#")[0].strip()), 0)


def refuse_unseen(text: str, name: str) -> None:
    """Refuse the first invisible character of a text."""
    if unseen := UNSEEN.search(text):
        named = unicodedata.name(unseen[0], "").lower()
        character = f"U+{ord(unseen[0]):04X}{', ' * bool(named)}{named}"
        found = f"an invisible character ({character})"
        place = position_of(text, unseen.start())
        # Without a control character the rest of its sequence would be left in the text.
        literal = [Edit("")] * (unicodedata.category(unseen[0]) == "Cf")
        fix = FixText("delete it", *literal)
        YamlText(name, text).refuse(place, "control-character", fix, found=found)


def position_of(text: str, offset: int) -> Position:
    """Return the line and column of an offset."""
    before = LINE_END.split(text[:offset])
    return Position(len(before), len(before[-1]) + 1)
