"""The key paths at a cursor, in a text that need not be complete, and the schema's parts there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from simulator.content.diagnostics.kinds import Part, alternatives, below, schema_of
from simulator.content.yaml.build_values import read_start
from simulator.content.yaml.positions import KeyPath

_MARK = "cursorIsHere"
_WORD_END, _WORD_START = re.compile(r"[\w.-]*$"), re.compile(r"[\w.-]*")
_TOP = re.compile(r"[^\s#\-]")
_ENTRY = re.compile(r" *- ")


class Cursor(NamedTuple):
    """What may be at a place of a text: a value, or a key."""

    path: KeyPath
    """The key path of the value, or of the value of the key."""
    is_key: bool
    value: Any
    """What the top-level key has up to here, and of a list the last entry alone."""

    @property
    def key(self) -> str:
        """The nearest key of the path; for a key, the one above it."""
        keys = [each for each in self.path if isinstance(each, str)]
        return next(iter(keys[-1 - self.is_key :]), "") if len(keys) > self.is_key else ""

    def keys_at(self, depth: int) -> set[str]:
        """Return the other keys of a mapping that the path leads through."""
        held = self.value
        for part in self.path[:depth]:
            held = held[part]
        return set(held) - {_MARK} if isinstance(held, dict) else set()


def word_at(line: str, column: int) -> tuple[int, str]:
    """Return the word around a column (from 0) of a line, and its column."""
    before, after = _WORD_END.search(line[:column]), _WORD_START.match(line, column)
    begin = before.start() if before else column
    return begin, line[begin : after.end() if after else column]


def cursors(lines: Sequence[str], number: int, column: int) -> Iterator[Cursor]:
    """Yield what may be at the word in a line and column (from 0): a value, a key, or either.

    Only the text above and before counts, so that half a line may be there, and anything below.
    """
    line = lines[number] if number < len(lines) else ""
    begin, word = word_at(line, column)
    head = "\n".join([*_above(lines, number, line), line[:begin]])
    after = line[begin + len(word) :].lstrip()
    for ending, is_key in (("", False), (":", True)):
        if after.startswith(":") and not is_key:
            continue
        document = read_start(f"{head}{_MARK}{ending}")
        for path, _ in document.places(keys=True).items() if is_key else ():
            if path[-1] == _MARK:
                yield Cursor(path, True, document.value)
        for path, _ in document.places().items() if not is_key else ():
            if document.source(document.place(path)) == _MARK:
                yield Cursor(path, False, document.value)


def _above(lines: Sequence[str], number: int, line: str) -> list[str]:
    """Return the lines above that matter: the top-level key, and of its list the last entry."""
    if _TOP.match(line):
        return []
    top = next((at for at in range(number - 1, -1, -1) if _TOP.match(lines[at])), 0)
    filled = (at for at in range(top + 1, number) if lines[at].strip())
    inner = [at for at in filled if not lines[at].lstrip().startswith("#")]
    entry = _ENTRY.match(lines[inner[0]]) if inner else None
    if entry is None or line.startswith(entry[0]):
        return list(lines[top : inner[0]]) if entry else list(lines[top:number])
    last = max(at for at in inner if lines[at].startswith(entry[0]))
    return [lines[top], *lines[last:number]]


def parts_at(kind: str, cursor: Cursor) -> Iterator[Part]:
    """Yield what the schema of a kind of file allows at a cursor; for a key, around it."""
    parts: list[Part] = list(alternatives(schema_of(kind), kind))
    path = cursor.path[:-1] if cursor.is_key else cursor.path
    for depth, step in enumerate(path):
        parts = _fitting(parts, cursor.keys_at(depth))
        inner = (each for part in parts for each in below(part, step))
        parts = [chosen for each in inner for chosen in alternatives(each, kind)]
    yield from _fitting(parts, cursor.keys_at(len(path))) if cursor.is_key else parts


def _fitting(parts: list[Part], keys: set[str]) -> list[Part]:
    """Return the alternatives that have these keys; all, if none has."""
    return [each for each in parts if keys and keys <= set(each.get("properties", ()))] or parts
