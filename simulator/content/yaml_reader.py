"""Strict YAML: plain values and the place of each, or the first mistake at its line and column.

Ordinary YAML loaders hurt this domain: ``press: 55`` becomes a number, ``after: 1:30`` becomes 90,
``answer: yes`` becomes ``True``, and of two equal keys the second silently wins. So one pass over
the parser's *events* (``_Builder``) builds value and places together, with its own short list of
what is not text, and refuses what a scenario never needs. It keeps its own stack: a file nested too
deep is refused before anything recurses, and an alias before anything expands.

`yaml_mistakes` turns the parser's jargon into plain sentences, and `yaml_text` knows the lines.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any, NoReturn

import yaml

from simulator.content.yaml_mistakes import (
    anchor,
    directive,
    explain,
    no_key,
    several,
    tag,
    too_deep,
)
from simulator.content.yaml_text import (
    LINE_END,
    MAX_DEPTH,
    UNSEEN,
    Document,
    Place,
    Source,
    Trail,
    in_words,
    quote_it,
)
from simulator.errors import ContentError, Problem

MAX_BYTES = 1024 * 1024
_MAX_DIGITS = 30

PURE: type[Any] = yaml.SafeLoader
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", PURE)

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NO_CONTENT = "there are only comments in the file"


def read_file(path: Path) -> Document:
    """Read one YAML file.

    Raises:
        ContentError: it is not there, is no readable text file, or breaks a rule of ``read_text``.
    """
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            _refuse(name, "is-a-folder", "a folder, where a file belongs", "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            _refuse(name, "not-a-file", "this is no ordinary file", "name a text file")
        if status.st_size > MAX_BYTES:
            _refuse_size(name, status.st_size)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # it may have grown since
    except FileNotFoundError:
        _refuse(name, "no-such-file", "there is no such file", "check how its name is spelt")
    except PermissionError:
        _refuse(name, "unreadable-file", "you may not read this file", "check its permissions")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        mend = "check its permissions, and how its name is spelt"
        _refuse(name, "unreadable-file", f"the file cannot be read: {why}", mend)
    if len(data) > MAX_BYTES:
        _refuse_size(name, len(data))
    return read_text(decoded(data, name), name)


def read_text(text: str, name: str, *, loader: type[Any] = FASTEST) -> Document:
    """Read YAML that is already text; ``name`` is what messages call it.

    Raises:
        ContentError: with one problem, the first. It is empty, too large, has characters that
            cannot be seen, is not YAML, or uses what we refuse: tabs as indentation, duplicate
            keys, keys that are not text, anchors, aliases, merge keys, tags, directives, several
            documents, nesting over ``MAX_DEPTH``.
    """
    if len(text) > MAX_BYTES:
        _refuse_size(name, len(text))
    text = text.removeprefix("\ufeff")
    source = Source(name, tuple(LINE_END.split(text.removesuffix("\n").removesuffix("\r"))))
    unseen = UNSEEN.search(text)
    if unseen:
        source.refuse_unseen(text, unseen)
    builder = _Builder(source)
    # The two parsers part ways over tabs between words. With the stricter one for every text that
    # has a tab, no file is accepted here and refused elsewhere.
    stream = yaml.parse(text, Loader=PURE if "\t" in text else loader)
    try:
        for event in stream:
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        source.refuse(*explain(source, error, builder.bracket()))
    except (ValueError, OverflowError):  # the pure parser's, at "\UFFFFFFFF"
        source.refuse_escape(Place(1, 1))
    return builder.document()


def _refuse(name: str, code: str, found: str, mend: str) -> NoReturn:
    """Refuse a file as a whole."""
    raise ContentError([Problem(name, 0, 0, code, found, "", mend)])


def _refuse_size(name: str, size: int) -> NoReturn:
    found = f"the file has {size:,} bytes, and at most {MAX_BYTES:,} are read"
    _refuse(name, "file-too-large", found, "split it into several files")


def decoded(data: bytes, name: str) -> str:
    """The bytes as text, or a refusal that says which byte is wrong and where."""
    mend = "save the file as UTF-8 text"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = "the file is UTF-16 text, which is not read"
        raise ContentError([Problem(name, 1, 1, "not-utf8", found, "", mend)])
    code, offset = "binary-file", data.find(b"\0")
    if offset < 0:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            code, offset = "not-utf8", error.start
    before = LINE_END.split(data[:offset].decode("utf-8", "replace"))
    kind = "a NUL byte, so this is no text file" if code == "binary-file" else "not UTF-8 text"
    found = f"byte {offset + 1:,} of the file, 0x{data[offset]:02x}, is {kind}"
    raise ContentError([Problem(name, len(before), len(before[-1]) + 1, code, found, "", mend)])


class _Open:
    """A list or mapping that is being read."""

    __slots__ = ("bracket", "key", "trail", "value")

    def __init__(self, trail: Trail, value: Any, bracket: Place | None) -> None:
        self.trail = trail
        self.value = value
        self.bracket = bracket
        self.key: str | None = None


class _Builder:
    """Builds value and places from the parser's events; stops at the first that may not be."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stack: list[_Open] = []
        self._value: Any = None
        self._places: dict[Trail, Place] = {}
        self._keys: dict[Trail, Place] = {}
        self._documents = 0

    def document(self) -> Document:
        """What was read, once the events are over."""
        source = self._source
        if () not in self._places:
            found = "the file is empty" if not any(map(str.strip, source.lines)) else _NO_CONTENT
            source.refuse(Place(1, 1), "empty-file", found, "write at least one key")
        return Document(source.name, source.lines, self._value, self._places, self._keys)

    def bracket(self) -> Place | None:
        """The innermost ``[`` or ``{`` that is still open."""
        return next((opened.bracket for opened in reversed(self._stack) if opened.bracket), None)

    def take(self, event: yaml.Event) -> None:
        """Add one event of the parser to what was read so far."""
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._source.refuse(*anchor(self._source, self._place(event)))
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event)
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            self._source.refuse(*tag(self._source, self._place(event)))

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        place = self._place(event)
        if self._source.after(place).startswith("%"):
            self._source.refuse(*directive(place))
        self._documents += 1
        if self._documents > 1:
            self._source.refuse(*several(place))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place = self._place(event)
        if len(self._stack) == MAX_DEPTH:
            self._source.refuse(*too_deep(place))
        if self._wants_key():
            found = "brackets stand where a key belongs"
            self._source.refuse(place, "key-not-text", found, "put text with brackets in quotes")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        trail = self._attach(place, value)
        self._stack.append(_Open(trail, value, place if event.flow_style else None))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        opened = self._stack.pop()
        end = self._place(event)
        if opened.bracket and opened.bracket.line == end.line:
            width = end.column + end.width - opened.bracket.column
            self._places[opened.trail] = opened.bracket._replace(width=width)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        if not event.style:
            value = self._plain(event.value, place)
        elif UNSEEN.search(event.value):  # by an escape, or the text would have been refused
            self._source.refuse_escape(place)
        else:
            value = event.value
        if self._wants_key():
            self._take_key(value, place, plain=not event.style)
        elif self._stack or event.style or event.value:
            self._attach(place, value)

    def _plain(self, text: str, place: Place) -> Any:
        """What unquoted text means: very little is not text."""
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in "-0123456789":
            number = int if _INTEGER.fullmatch(text) else float if _DECIMAL.fullmatch(text) else str
            if number is not str and len(text) > _MAX_DIGITS:
                self._source.refuse(place, "number-too-long", "a very long number", quote_it(text))
            return number(text)
        if text != text.strip():  # YAML trims only ordinary spaces
            mend = "type an ordinary space, or delete it"
            self._source.refuse(place, "odd-space", "a special space beside the text", mend)
        return text

    def _wants_key(self) -> bool:
        """Whether the next value is a key."""
        opened = self._stack[-1] if self._stack else None
        return opened is not None and opened.key is None and isinstance(opened.value, dict)

    def _take_key(self, key: Any, place: Place, *, plain: bool) -> None:
        source, opened = self._source, self._stack[-1]
        path = in_words(opened.trail)
        if not isinstance(key, str):
            spelt = source.after(place)[: place.width]
            if key is None and spelt not in ("null", "~"):
                source.refuse(*no_key(place))
            found = f"the key {spelt} is not text"
            source.refuse(place, "key-not-text", found, quote_it(spelt), path)
        if plain and key == "<<":
            mend = f"write the keys out, or {quote_it(key)}"
            source.refuse(place, "merge-key", "a merge key, which is not read", mend, path)
        trail = (*opened.trail, key)
        if trail in self._keys:
            lines = f"lines {self._keys[trail].line} and {place.line}"
            found = f'the key "{key}" is there twice, in {lines}'
            source.refuse(place, "duplicate-key", found, "take one of the two out", path)
        opened.key = key
        self._keys[trail] = place

    def _attach(self, place: Place, value: Any) -> Trail:
        """Put a value where it belongs, and say where that is."""
        trail: Trail = ()
        if not self._stack:
            self._value = value
        elif (opened := self._stack[-1]).key is None:
            trail = (*opened.trail, len(opened.value))
            opened.value.append(value)
        else:
            trail = (*opened.trail, opened.key)
            opened.value[opened.key] = value
            opened.key = None
        self._places[trail] = place
        return trail

    def _place(self, event: yaml.Event) -> Place:
        """Where an event begins, and how far it reaches on that line."""
        start: Any = event.start_mark  # of no use to the parser, so typed as optional; always there
        end: Any = event.end_mark
        last = len(self._source.lines)
        if start.line >= last:  # an empty value, after "? key" in the last line
            return Place(last, len(self._source.line(last)) + 1)
        line = self._source.line(start.line + 1)
        column = start.column
        width = (end.column if end.line == start.line else len(line)) - column
        if not width and line[column:].lstrip().startswith("#"):  # an empty value and a comment:
            column = line.index("#", column)  # point at the sign that may have swallowed it
            width = len(line) - column
        return Place(start.line + 1, column + 1, max(width, 1))
