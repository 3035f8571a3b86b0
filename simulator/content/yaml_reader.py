"""Strict YAML: plain values and the place of each, or the first mistake at its line and column.

Ordinary YAML loaders hurt this domain: ``press: 55`` becomes a number, ``after: 1:30`` becomes 90,
``answer: yes`` becomes ``True``, and of two equal keys the second silently wins. So one pass over
the parser's *events* (``_Builder``) builds value and places together, with its own short list of
what is not text, and refuses what a scenario never needs. It keeps its own stack: a file nested too
deep is refused before anything recurses, and an alias before anything expands.

The module is longer than most because of its last part, which turns the parser's jargon into plain
sentences. The pure parser and libyaml say the same in different words at the same place, so both
are recognised by a fragment that they share. Each explanation answers: what did the person most
likely mean, and what should they type?
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml

from simulator.errors import ContentError, Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 50
_MAX_DIGITS = 30

Trail = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""

PURE: type[Any] = yaml.SafeLoader
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", PURE)

_LINE_END = re.compile(r"\r\n|\r|\n")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")


class Place(NamedTuple):
    """Where something stands: line and column from 1, and how many characters it takes there."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its value, and where each part of it stands."""

    name: str
    """The file as shown to the person."""
    lines: tuple[str, ...]
    value: Any
    """Plain Python: dict, list, str, int, float, bool or None."""
    _places: dict[Trail, Place] = field(repr=False)
    _keys: dict[Trail, Place] = field(repr=False)

    def place(self, path: Trail, *, key: bool = False) -> Place:
        """Where the value at ``path`` stands, or its key; else the nearest ancestor that exists.

        A validator's path also holds names of alternatives, which stand nowhere in the file. So
        parts that lead nowhere are skipped: of the trails that remain, the best is one that reaches
        the last part, then the longest.
        """
        trails: dict[Trail, None] = {(): None}  # ordered: the answer must not depend on hashing
        for part in path:
            trails |= {(*trail, part): None for trail in trails if (*trail, part) in self._places}
        trail = max(trails, key=lambda trail: (trail[-1:] == path[-1:], len(trail)))
        return self._keys.get(trail, self._places[trail]) if key else self._places[trail]

    def has(self, trail: Trail) -> bool:
        """Whether something stands at exactly that trail."""
        return trail in self._places

    def line(self, number: int) -> str:
        """The source line with that number, or nothing past the end."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def source(self, place: Place) -> str:
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
    """The mend for text that YAML takes for something else."""
    return f"quote it: {quoted(text)}" if 0 < len(text) <= 60 else "put the whole text in quotes"


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
        _refuse(name, "unreadable-file", f"the file cannot be read: {why}", "")
    if len(data) > MAX_BYTES:
        _refuse_size(name, len(data))
    return read_text(_decoded(data, name), name)


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
    source = _Source(name, tuple(_LINE_END.split(text.removesuffix("\n").removesuffix("\r"))))
    unseen = _UNSEEN.search(text)
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
        source.refuse(*_explain(source, error, builder.bracket()))
    except (ValueError, OverflowError):  # the pure parser's, at "\UFFFFFFFF"
        source.refuse_escape(Place(1, 1))
    return builder.document()


def _refuse(name: str, code: str, found: str, mend: str) -> NoReturn:
    """Refuse a file as a whole."""
    raise ContentError([Problem(name, 0, 0, code, found, "", mend)])


def _refuse_size(name: str, size: int) -> NoReturn:
    found = f"the file has {size:,} bytes, and at most {MAX_BYTES:,} are read"
    _refuse(name, "file-too-large", found, "split it into several files")


def _decoded(data: bytes, name: str) -> str:
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
    before = _LINE_END.split(data[:offset].decode("utf-8", "replace"))
    kind = "a NUL byte, so this is no text file" if code == "binary-file" else "not UTF-8 text"
    found = f"byte {offset + 1:,} of the file, 0x{data[offset]:02x}, is {kind}"
    raise ContentError([Problem(name, len(before), len(before[-1]) + 1, code, found, "", mend)])


class _Source:
    """The lines of the text, and the ways to refuse what stands in them."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.name = name
        self.lines = lines

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def before(self, place: Place) -> str:
        return self.line(place.line)[: place.column - 1]

    def after(self, place: Place) -> str:
        return self.line(place.line)[place.column - 1 :]

    def word(self, place: Place) -> str:
        """The unquoted text that begins at a place, as its author meant it."""
        text = re.split(r"\s#", self.after(place))[0].strip()
        before = self.before(place)
        if sum(map(before.count, "[{")) > sum(map(before.count, "]}")):
            text = re.split(r"[,\]}]", text)[0].strip()
        return text or self.after(place)[:1]

    def indent(self, place: Place) -> int:
        line = self.line(place.line)
        return len(line) - len(line.lstrip(" "))

    def refuse(self, place: Place, code: str, found: str, mend: str, path: str = "") -> NoReturn:
        where = (self.name, place.line, place.column)
        source = self.line(place.line)
        raise ContentError([Problem(*where, code, found, "", mend, source, place.width, path)])

    def refuse_unseen(self, text: str, unseen: re.Match[str]) -> NoReturn:
        before = _LINE_END.split(text[: unseen.start()])
        place = Place(len(before), len(before[-1]) + 1)
        found = f"a character that cannot be seen (U+{ord(unseen.group()):04X})"
        self.refuse(place, "control-character", found, "delete it")

    def refuse_escape(self, scalar: Place) -> NoReturn:
        """Refuse the first escape from ``scalar`` on that makes no visible character."""
        place = scalar
        for number in range(scalar.line, len(self.lines) + 1):
            for escape in _ESCAPE.finditer(self.line(number)):
                digits = escape[1] or escape[2] or escape[3]
                code = int(digits, 16) if digits else 0 if escape[4] in "0abefvNLP" else 32
                begins_later = number > scalar.line or escape.start() >= scalar.column - 1
                if begins_later and (code > 0x10FFFF or _UNSEEN.match(chr(code))):
                    place = Place(number, escape.start() + 1, len(escape.group()))
                    self.refuse(place, *_BAD_ESCAPE)
        self.refuse(place, *_BAD_ESCAPE)


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

    def __init__(self, source: _Source) -> None:
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
            self._source.refuse(*_anchor(self._source, self._place(event)))
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
            self._source.refuse(*_tag(self._source, self._place(event)))

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        place = self._place(event)
        if self._source.after(place).startswith("%"):
            self._source.refuse(*_directive(place))
        self._documents += 1
        if self._documents > 1:
            self._source.refuse(*_several(place))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place = self._place(event)
        if len(self._stack) == MAX_DEPTH:
            self._source.refuse(*_too_deep(place))
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
        elif _UNSEEN.search(event.value):  # by an escape, or the text would have been refused
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
                source.refuse(*_no_key(place))
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
        line = self._source.line(start.line + 1)
        column = start.column
        width = (end.column if end.line == start.line else len(line)) - column
        if not width and line[column:].lstrip().startswith("#"):  # an empty value and a comment:
            column = line.index("#", column)  # point at the sign that may have swallowed it
            width = len(line) - column
        return Place(start.line + 1, column + 1, max(width, 1))


# What follows explains the parser's errors.

_NO_CONTENT = "there are only comments in the file"
_BAD_ESCAPE = (
    "bad-escape",
    "an escape that stands for no visible character",
    "write the character itself, or put the text in single quotes",
)
_CLOSING = {"[": "]", "{": "}"}
_VALUE = re.compile(r"""\s*(?:-\s+)*(?:(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+)?""")
_COLON_BEFORE = re.compile(r"""\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+(?=\S)""")


class _Mistake(NamedTuple):
    place: Place
    code: str
    found: str
    mend: str


class _Stumble(NamedTuple):
    """Where the parser gave up, what it was reading then, and the bracket still open there."""

    source: _Source
    here: Place
    opened: Place
    bracket: Place | None

    @property
    def character(self) -> str:
        return self.source.after(self.here)[:1]

    @property
    def at_end(self) -> bool:
        """Whether the text ends here: in the last line, or below it if that line has its end."""
        return self.here.line >= len(self.source.lines) and not self.character

    def line_above(self) -> Place:
        """Where the text of the nearest line above begins, list dashes left out."""
        for number in range(self.here.line - 1, 0, -1):
            line = self.source.line(number)
            if line.strip() and not line.lstrip().startswith("#"):
                dashes = re.match(r"\s*(?:-\s+)*", line)
                return Place(number, (dashes.end() if dashes else 0) + 1)
        return Place(1, 1)


def _explain(source: _Source, error: yaml.MarkedYAMLError, bracket: Place | None) -> _Mistake:
    """Say in plain words what the parser stumbled over."""
    problem = f"{error.context}: {error.problem}"
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    places = [Place(mark.line + 1, mark.column + 1) for mark in marks] or [Place(1, 1)]
    stumble = _Stumble(source, places[0], places[-1], bracket)
    for fragment, explain in _EXPLANATIONS:
        if re.search(fragment, problem):
            return explain(stumble)
    return _unknown(stumble)


def _unknown(stumble: _Stumble) -> _Mistake:
    what = f'"{stumble.character}"' if stumble.character else "the end of the line"
    mend = "look for a missing quote, comma or colon just before it"
    return _Mistake(stumble.here, "yaml-syntax", f"{what} cannot stand here", mend)


def _anchor(source: _Source, place: Place) -> _Mistake:
    """For ``&`` and ``*``, which make one value stand in several places."""
    sign = source.after(place)[:1]
    mend = f"{quote_it(source.word(place))}; a reference to another place is not read"
    return _Mistake(place, "alias", _may_not_begin(sign), mend)


def _tag(source: _Source, place: Place) -> _Mistake:
    return _Mistake(place, "tag", _may_not_begin("!"), quote_it(source.word(place)))


def _directive(place: Place) -> _Mistake:
    return _Mistake(place, "directive", 'a line that begins with "%"', "take the line out")


def _no_key(place: Place) -> _Mistake:
    mend = "write the key before the colon"
    return _Mistake(place, "key-not-text", "there is no key before the colon", mend)


def _too_deep(place: Place) -> _Mistake:
    found = f"lists and keys are nested more than {MAX_DEPTH} deep"
    return _Mistake(place, "too-deep", found, "look for brackets too many")


def _several(place: Place) -> _Mistake:
    found = "a second document begins here; one is read from a file"
    return _Mistake(place, "several-documents", found, "take the line out, or make two files")


def _colon(stumble: _Stumble) -> _Mistake:
    """A colon where no key can be: unquoted text with a colon, or a key in the wrong column."""
    source, here = stumble.source, stumble.here
    key = _COLON_BEFORE.match(source.before(here))
    if key:
        text = source.word(Place(here.line, key.end() + 1))
        found = 'unquoted text may not have ": " in it'
        return _Mistake(here, "colon-in-text", found, quote_it(text))
    if here.column > 1024:
        return _Mistake(here, "key-too-long", "a key of more than 1,024 characters", "shorten it")
    above = stumble.line_above()
    if source.word(above) and not re.search(r":(\s|$)", source.line(above.line)):
        return _no_colon(stumble._replace(opened=above))
    return _misaligned(stumble, {above.column})


def _misaligned(stumble: _Stumble, columns: set[int]) -> _Mistake:
    place = Place(stumble.here.line, stumble.source.indent(stumble.here) + 1)
    choice = " or ".join(map(str, sorted(columns, reverse=True)))
    found = f"this line begins in column {place.column}, where nothing above it does"
    return _Mistake(place, "indentation", found, f"begin it in column {choice}, like a line above")


def _no_colon(stumble: _Stumble) -> _Mistake:
    """A line that is neither a key nor a list entry."""
    place = stumble.opened
    text = stumble.source.word(place)
    mend = f'write "{text}: ..." if it is a key, else indent it or put a dash before it'
    tight = re.match(r"([^\s:]+):(?=\S)", text)
    if text.startswith(("[", "{", '"', "'")):
        mend = "write the key and a colon before it"
    elif tight:
        mend = f'put a space after the colon: "{tight[1]}: {text[tight.end() :]}"'
    found = "this line is neither a key with its colon nor a list entry"
    return _Mistake(place._replace(width=len(text)), "missing-colon", found, mend)


def _dash(stumble: _Stumble) -> _Mistake:
    text = quote_it(stumble.source.word(stumble.here))
    mend = f"begin the list on a line of its own; if it is text, {text}"
    return _Mistake(stumble.here, "dash-in-line", "a list begins in the line of its key", mend)


def _bad_start(stumble: _Stumble) -> _Mistake:
    here, sign = stumble.here, stumble.character
    if sign == "\t":
        mend = "use spaces: two for each step inwards"
        return _Mistake(here, "tab", "a tab where YAML allows only spaces", mend)
    mend = quote_it(stumble.source.word(here))
    return _Mistake(here, "reserved-character", _may_not_begin(sign), mend)


def _may_not_begin(sign: str) -> str:
    return f'unquoted text may not begin with "{sign}"'


def _block_text(stumble: _Stumble) -> _Mistake:
    sign = stumble.source.after(stumble.opened)[:1]
    text = quote_it(stumble.source.word(stumble.opened))
    mend = f"{text}, or put the text on the lines below, indented"
    return _Mistake(stumble.opened, "block-text", f'there is text after "{sign}" in its line', mend)


def _escape(stumble: _Stumble) -> _Mistake:
    here = stumble.here
    line = stumble.source.line(here.line)
    column = max(line.rfind("\\", 0, here.column), 0)
    escape = _ESCAPE.match(line, column)
    if escape and not escape[4]:  # complete, so what it stands for is at fault
        return _Mistake(Place(here.line, column + 1, len(escape[0])), *_BAD_ESCAPE)
    found = f'"{line[column : column + 2]}" in double quotes has no meaning'
    return _Mistake(Place(here.line, column + 1, 2), "bad-escape", found, _BAD_ESCAPE[2])


def _open_quote(stumble: _Stumble) -> _Mistake:
    sign = stumble.source.after(stumble.opened)[:1]
    found = f"a quote ({sign}) that is never closed"
    other = '"' if sign == "'" else "'"
    mend = f"close it with {sign}; if it belongs to the text, put {other} around the whole text"
    return _Mistake(stumble.opened, "unclosed-quote", found, mend)


def _bracket(stumble: _Stumble) -> _Mistake:
    """Neither a comma nor the closing bracket comes next."""
    source, here, opened = stumble.source, stumble.here, stumble.opened
    closing = _CLOSING.get(source.after(opened)[:1], "]")
    if not stumble.at_end and stumble.character in ("]", "}"):
        found = f'"{stumble.character}" where "{closing}" belongs'
        return _Mistake(here, "wrong-bracket", found, f'close with "{closing}"')
    outdented = here.line > opened.line and source.indent(here) <= source.indent(opened)
    if stumble.at_end or outdented:
        return _unclosed(stumble._replace(bracket=opened))
    if stumble.character == "?":  # only the pure parser minds
        found = 'unquoted text in brackets may not have "?" in it'
        return _Mistake(here, "reserved-character", found, "put the whole text in quotes")
    found = f'"{stumble.character}" where a comma or "{closing}" belongs'
    mend = "put a comma between the entries"
    if stumble.character == ":":
        mend += ', or quotes around text with ": " in it'
    return _Mistake(here, "missing-comma", found, mend)


def _unclosed(stumble: _Stumble) -> _Mistake:
    place = stumble.bracket or stumble.opened
    sign = stumble.source.after(place)[:1]
    comment = re.search(r"[\s\[{,](#[^\s,\]}]*)", stumble.source.after(place))
    mend = f'add "{_CLOSING.get(sign, "]")}"'
    if comment:
        mend = f"{quote_it(comment[1])}; without quotes a comment begins there"
    return _Mistake(place, "unclosed-bracket", f'"{sign}" is never closed', mend)


def _no_content(stumble: _Stumble) -> _Mistake:
    """A value was due, and something came that is none."""
    here, sign = stumble.here, stumble.character
    if stumble.at_end:
        return _unclosed(stumble)
    if sign == ":":
        return _no_key(here)
    if sign == "," and stumble.bracket:
        return _Mistake(here, "empty-entry", "a comma with nothing before it", "take it out")
    if sign in ("]", "}") and not stumble.bracket:
        mend = f"take it out, or {quote_it(stumble.source.word(here))}"
        return _Mistake(here, "wrong-bracket", f'"{sign}" closes nothing', mend)
    return _bad_start(stumble) if sign in (",", "]", "}") else _unknown(stumble)


def _structure(stumble: _Stumble) -> _Mistake:
    """A line that does not continue what stands above it, or text after a closed value."""
    source, here = stumble.source, stumble.here
    before = source.before(here).rstrip()
    if source.line(here.line).startswith("%"):
        return _directive(Place(here.line, 1))
    if before.strip(" -"):
        return _after_value(stumble, before)
    above = stumble.line_above()
    if source.line(above.line).startswith("%"):
        return _directive(Place(above.line, 1))
    if source.line(above.line).startswith("..."):
        return _several(here)
    if stumble.character == ":":
        return _no_key(here)
    if stumble.character in ("]", "}"):
        return _no_content(stumble._replace(bracket=None))
    if here.column != stumble.opened.column:
        column = above.column
        if stumble.character == "-":  # a dash belongs below the dash, not below its entry
            column = source.indent(above) + 1
        return _misaligned(stumble, {column, stumble.opened.column})
    if stumble.character == "-":
        found, mend = "a list entry among keys", "put the list under a key of its own"
    else:
        found, mend = "a key among list entries", 'begin the line with "- ", or indent it'
    return _Mistake(here, "mixed-list-and-keys", found, mend)


def _after_value(stumble: _Stumble, before: str) -> _Mistake:
    """Something follows a quoted text or a bracket that is already closed."""
    here, line = stumble.here, stumble.source.line(stumble.here.line)
    begin = _VALUE.match(line)
    text = re.split(r"\s#", line[begin.end() if begin else 0 :])[0].strip()
    if before.endswith(("'", '"')):
        if len(text) > 1 and text[0] == text[-1]:
            text = text[1:-1]  # quotes inside quotes: other ones outside will do
        found = "the quotes are already closed here"
        return _Mistake(here, "text-after-quote", found, quote_it(text))
    if before.endswith(("]", "}")):
        found = f'text after "{before[-1]}"'
        return _Mistake(here, "text-after-bracket", found, quote_it(text))
    return _unknown(stumble)


_EXPLANATIONS: tuple[tuple[str, Callable[[_Stumble], _Mistake]], ...] = (
    ("directive", lambda stumble: _directive(stumble.opened)),
    ("nesting depth", lambda stumble: _too_deep(stumble.here)),  # libyaml looks far ahead
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed", _dash),
    ("cannot start any token|a tab character|mapping keys are not allowed", _bad_start),
    ("scanning an (alias|anchor)", lambda stumble: _anchor(stumble.source, stumble.opened)),
    ("ing a tag|tag handle|URI", lambda stumble: _tag(stumble.source, stumble.opened)),
    ("block scalar", _block_text),
    ("escape|hexdecimal", _escape),
    ("quoted scalar", _open_quote),
    ("expected ',' or", _bracket),
    ("node content", _no_content),
    ("block mapping|block collection|document start", _structure),
)
"""What both parsers say, in order of precedence, and who explains it."""
