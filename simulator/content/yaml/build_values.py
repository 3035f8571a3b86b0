"""Builder of plain values and their positions from the events of a YAML parser.

It keeps its own stack, so a file nested too deep is refused before anything recurses, and an alias
before anything expands. The meaning of unquoted text is a short list of its own.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

from simulator.content.yaml import positions
from simulator.content.yaml import syntax_messages as messages
from simulator.content.yaml.positions import (
    Document,
    KeyPath,
    Position,
    YamlText,
    position_of,
    quote_it,
)
from simulator.errors import ContentError


class _PureLoader(yaml.SafeLoader):
    """The pure parser, which takes the same unquoted text as libyaml between brackets.

    Its own rule ends such text at each question mark and lets a colon end it before a bracket:
    `[ask: Why?]` and `[a:]` would be a mistake or not by what is installed on a machine.
    """

    _in_text = _in_head = False

    def peek(self, index: int = 0) -> str:
        """Return a character; within unquoted text between brackets a ? is one as any other."""
        found: str = super().peek(index)
        if found == "?" and self._in_text and self.flow_level:
            return "," if index and super().peek(index - 1) == ":" else "x"
        return " " if found == "#" and self._in_head else found

    def scan_plain(self) -> Any:
        """Scan unquoted text; a colon directly before a bracket, comma or ? is refused."""
        begin, self._in_text = self.get_mark(), True
        try:
            token = super().scan_plain()
        finally:
            self._in_text = False
        if self.flow_level and self.peek() == ":" and self.peek(1) in _NOT_AFTER_COLON:
            what = "while scanning a plain scalar", begin, "found unexpected ':'", self.get_mark()
            raise yaml.scanner.ScannerError(*what)
        return token

    def scan_block_scalar_indicators(self, start_mark: Any) -> Any:
        """Scan the signs of a text on lines of its own; a comment may follow directly: `|# why`."""
        self._in_head = True
        try:
            return super().scan_block_scalar_indicators(start_mark)
        finally:
            self._in_head = False


_NOT_AFTER_COLON = tuple(",?[]{}")
PURE: type[Any] = _PureLoader
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", PURE)
_MAX_DIGITS = 30
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NO_CONTENT = "there are only comments in the file"


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end is still to come."""

    key_path: KeyPath
    value: Any
    bracket: Position | None
    key: str | None = None


def document_of(source: YamlText, text: str, loader: type[Any] | None = None) -> Document:
    """Return the values of a YAML text, or raise ContentError with its first problem."""
    builder = Builder(source)
    # The two parsers differ about tabs between words. Use the stricter one for every text with a
    # tab, or a file accepted on this machine would be refused on one without libyaml.
    stream = yaml.parse(text, Loader=PURE if "\t" in text else loader or FASTEST)
    try:
        for event in stream:
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.refuse_earlier_quote(error)
        messages.explain(source, error, builder.bracket())
    except (ValueError, OverflowError):  # Raised by the pure parser for "\UFFFFFFFF".
        source.refuse(position_of(text, text.find("\\U"))._replace(width=2), "bad-escape")
    return builder.document()


def read_start(text: str) -> Document:
    """Return what can be read of a text before its first problem."""
    builder = Builder(YamlText("", text))
    with suppress(ContentError, yaml.YAMLError, ValueError, OverflowError):
        for event in yaml.parse(text, Loader=PURE if "\t" in text else FASTEST):
            builder.take(event)
    return builder.so_far()


class Builder:
    """Builds value and positions event by event; raises at the first event that isn't allowed."""

    def __init__(self, source: YamlText) -> None:
        self._source = source
        self._stack: list[_Open] = []
        self._value: Any = None
        self._places: dict[KeyPath, Position] = {}
        self._keys: dict[KeyPath, Position] = {}
        self._documents = 0
        self._quote: tuple[Position, int] | None = None

    def document(self) -> Document:
        """Return the result, after the last event."""
        source = self._source
        if () not in self._places:
            found = "the file is empty" if not any(map(str.strip, source.lines)) else _NO_CONTENT
            source.refuse(Position(1, 1), "empty-file", found=found)
        return self.so_far()

    def so_far(self) -> Document:
        """Return what the events up to now have made."""
        source, places = self._source, {(): Position(1, 1), **self._places}
        return Document(source.name, source.lines, self._value, places, self._keys)

    def bracket(self) -> Position | None:
        """Return the innermost ``[`` or ``{`` that is still open."""
        return next((opened.bracket for opened in reversed(self._stack) if opened.bracket), None)

    def refuse_earlier_quote(self, error: yaml.MarkedYAMLError) -> None:
        """Refuse an unclosed quote, if a later quote closed it on the line of the error."""
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        if self._quote and self._quote[0].line < self._quote[1] == line:
            messages.unclosed_quote(self._source, self._quote[0], self.bracket())

    def take(self, event: yaml.Event) -> None:
        """Add one parser event."""
        source = self._source
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            messages.reserved(source, self._place(event), "alias")
        if getattr(event, "tag", None) is not None:
            messages.reserved(source, self._place(event), "tag")
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            place = self._place(event)
            self._documents += 1
            if source.after(place).startswith("%"):
                source.refuse(place, "directive")
            if self._documents > 1:
                source.refuse(place, "several-documents")

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place = self._place(event)
        if len(self._stack) == positions.MAX_DEPTH:
            self._source.refuse(place, "too-deep")
        if self._expects_key():
            self._source.refuse(place, "key-not-text", "put text with brackets in quotes")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        key_path = self._attach(place, value)
        self._stack.append(_Open(key_path, value, place if event.flow_style else None))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        opened = self._stack.pop()
        end = self._place(event)
        if opened.bracket and opened.bracket.line == end.line:
            # `[a: b]` has a mapping without brackets of its own, and ends where the list does.
            own = self._source.after(opened.bracket)[:1] in ("[", "{")
            width = end.column + own * end.width - opened.bracket.column
            self._places[opened.key_path] = opened.bracket._replace(width=width)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        if not event.style:
            if not self.bracket():
                messages.refuse_dash_in_text(self._source, event)
            value = self._plain(event.value, place)
        elif positions.UNSEEN.search(event.value):
            # It comes from an escape: the raw text was checked before.
            inside = max(self._source.after(place).find("\\"), 0)
            self._source.refuse(Position(place.line, place.column + inside, 2), "bad-escape")
        else:
            value = event.value
            if event.style in ("'", '"'):
                end: Any = event.end_mark
                self._quote = place, end.line + 1
        if self._expects_key():
            self._take_key(value, place, plain=not event.style)
        elif self._stack or event.style or event.value:
            self._attach(place, value)

    def _plain(self, text: str, place: Position) -> Any:
        """Return the value of unquoted text: a number, true, false, null, or the text."""
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in "-0123456789":
            number = int if _INTEGER.fullmatch(text) else float if _DECIMAL.fullmatch(text) else str
            return number(text) if len(text) <= _MAX_DIGITS else text
        if text != text.strip():  # YAML trims only ordinary spaces.
            self._source.refuse(place, "odd-space")
        return text

    def _expects_key(self) -> bool:
        opened = self._stack[-1] if self._stack else None
        return opened is not None and opened.key is None and isinstance(opened.value, dict)

    def _take_key(self, key: Any, place: Position, *, plain: bool) -> None:
        source, opened = self._source, self._stack[-1]
        path = positions.path_text(opened.key_path)
        if not isinstance(key, str):
            spelt = source.after(place)[: place.width]
            fix = quote_it(spelt) if key is not None or spelt in ("null", "~") else ""
            if (
                thousands := re.search(r": ([0-9]{1,3}),$", source.before(place))
            ) and spelt.isdecimal():
                fix = f"write a number without commas: {thousands[1]}{spelt}"
            source.refuse(place, "key-not-text", fix, path=path)
        if plain and not opened.bracket:
            messages.refuse_key_before_bracket(source, place)
        key_path = (*opened.key_path, key)
        if key_path in self._keys:
            first = self._keys[key_path].line
            lines = f"lines {first} and {place.line}" if first != place.line else f"line {first}"
            found = f'the key "{key}" occurs twice, in {lines}'
            fix = self._fix_of_second(opened, key)
            source.refuse(place, "duplicate-key", fix, found=found, path=path)
        opened.key = key
        self._keys[key_path] = place

    @staticmethod
    def _fix_of_second(opened: _Open, key: str) -> str:
        """Return the fix for a key that a mapping has already; empty for the usual one."""
        if opened.key_path[-1:] == ("do",) or opened.key_path[-2:-1] == ("do",):
            return f"write several acts as a list: [{{{key}: ...}}, {{{key}: ...}}]"
        if opened.bracket is None and isinstance(next(reversed(opened.key_path), ""), int):
            return f'if the next entry begins here, put "- " before it; else remove one "{key}"'
        return ""

    def _attach(self, place: Position, value: Any) -> KeyPath:
        """Add a value to the innermost open list or mapping; return its key path."""
        key_path: KeyPath = ()
        if not self._stack:
            self._value = value
        elif (opened := self._stack[-1]).key is None:
            key_path = (*opened.key_path, len(opened.value))
            opened.value.append(value)
        else:
            key_path = (*opened.key_path, opened.key)
            opened.value[opened.key] = value
            opened.key = None
        self._places[key_path] = place
        return key_path

    def _place(self, event: yaml.Event) -> Position:
        """Return the start of an event, and its width on that line."""
        start: Any = event.start_mark  # Always set by the parser, though typed as optional.
        end: Any = event.end_mark
        last = len(self._source.lines)
        if start.line >= last:  # An empty value, after "? key" in the last line.
            return Position(last, len(self._source.line(last)) + 1)
        line = self._source.line(start.line + 1)
        column = start.column
        width = (end.column if end.line == start.line else len(line)) - column
        if not width and line[column:].lstrip().startswith("#"):
            # An empty value before a comment: underline the comment, which may be the lost value.
            column = line.index("#", column)
            width = len(line) - column
        return Position(start.line + 1, column + 1, max(width, 1))
