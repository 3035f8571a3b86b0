"""YAML syntax problems: which code each has, and where. The catalogue of codes says the rest.

The pure parser and libyaml word the same problem differently at the same position, so each is
recognised by a fragment that both share. Only the commonest mistakes have a fix of their own; any
other than these is reported at its character as `yaml-syntax`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import yaml

from simulator.content.yaml.positions import Position, YamlText, quote_it

_KEY_BEFORE = re.compile(r"""\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+""")
_KEY_AND_VALUE = re.compile(r"([a-z_]+)(?: *= *| +)(\S.*)")
_TIGHT = re.compile(r"([^\s:]+):(\S.*)")
_DASHES = re.compile(r"\s*(?:-\s+)*")


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser stopped, where its current token began, and the innermost open bracket."""

    source: YamlText
    here: Position
    opened: Position
    bracket: Position | None

    @property
    def character(self) -> str:
        return self.source.after(self.here)[:1]

    @property
    def before(self) -> str:
        return self.source.before(self.here)

    def refuse_unclosed(self) -> None:
        """Refuse the open bracket, if the text ends here or this line is indented less than it."""
        source, bracket = self.source, self.bracket
        if bracket is None:
            return
        inside = _text_column(source, bracket.line) - 1
        below = self.here.line > bracket.line and source.indent(self.here.line) <= inside
        if below or (self.here.line >= len(source.lines) and not self.character):
            source.refuse(bracket, "unclosed-bracket")


def explain(source: YamlText, error: yaml.MarkedYAMLError, bracket: Position | None) -> NoReturn:
    """Raise ContentError for the place at which the parser stopped.

    `bracket` is the position of a bracket that is not closed, if there is one.
    """
    problem = f"{error.context}: {error.problem}"
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    places = [Position(mark.line + 1, mark.column + 1) for mark in marks] or [Position(1, 1)]
    stop = _Stop(source, places[0], places[-1], bracket)
    for fragment, explanation in _EXPLANATIONS:
        if re.search(fragment, problem):
            explanation(stop)
    source.refuse(stop.here, "yaml-syntax")


def reserved(source: YamlText, place: Position, code: str = "reserved-character") -> NoReturn:
    """Refuse a sign with a YAML meaning at the start of unquoted text."""
    text = source.word(place)
    source.refuse(place._replace(width=len(text)), code, quote_it(text))


# --- keys and colons -----------------------------------------------------------------------------


def refuse_key_before_bracket(source: YamlText, key: Position) -> None:
    """Refuse `when {heard: x}`, which YAML reads as a key up to the next colon."""
    if word := re.match(r"([a-z_]+) *(?=[\[{])", source.after(key)[: key.width]):
        _missing_colon(source, key._replace(width=word.end()))


def _missing_colon(source: YamlText, place: Position, found: str = "") -> NoReturn:
    """Refuse the text at a place, which lacks a colon, or the space after it."""
    text, fix = source.after(place)[: place.width], ""
    if tight := _TIGHT.fullmatch(text):
        fix = f'put a space after the colon: "{tight[1]}: {tight[2]}"'
    elif source.after(place)[place.width :][:1] in tuple("[{"):
        fix = f'put a colon after it: "{text.rstrip()}:"'
    elif pair := _KEY_AND_VALUE.fullmatch(text):
        fix = f'if "{pair[1]}" is the key, write "{pair[1]}: {pair[2]}"; else indent the line'
    source.refuse(place, "missing-colon", fix, found=found)


def _no_colon(stop: _Stop) -> NoReturn:
    """Refuse a line that is neither a key nor a list entry."""
    _refuse_tight_dash(stop.source, stop.opened.line)
    place = stop.opened._replace(width=len(stop.source.word(stop.opened)))
    found = "this line is neither a key with its colon nor a list entry"
    _missing_colon(stop.source, place, found)


def _colon(stop: _Stop) -> NoReturn:
    """Refuse a colon where no key is possible: in a text, or after a key in the wrong column."""
    source, here = stop.source, stop.here
    if key := _KEY_BEFORE.match(stop.before):
        begin = Position(here.line, key.end() + 1)
        text = source.word(begin)
        source.refuse(begin._replace(width=len(text)), "colon-in-text", quote_it(text))
    above = source.above(here.line)
    if not above:
        source.refuse(here, "yaml-syntax")
    begin = Position(above, _text_column(source, above))
    entry = source.line(here.line).lstrip().startswith("- ")
    if entry or re.search(r":(\s|$)", source.line(above)) or not source.word(begin):
        _misaligned(source, here)
    _no_colon(replace(stop, opened=begin))


# --- lines and dashes ----------------------------------------------------------------------------


def _text_column(source: YamlText, number: int) -> int:
    """Return the column at which a line's text begins, after any list dashes."""
    dashes = _DASHES.match(source.line(number))
    return (dashes.end() if dashes else 0) + 1


def _misaligned(source: YamlText, here: Position) -> NoReturn:
    """Refuse a line in the wrong column, and offer the columns of the line above."""
    above = source.above(here.line)
    _refuse_tight_dash(source, here.line, above)
    place = Position(here.line, source.indent(here.line) + 1)
    columns = {source.indent(above) + 1, _text_column(source, above)} - {place.column}
    choice = " or ".join(map(str, sorted(columns, reverse=True)))
    source.refuse(place, "indentation", f"begin it in column {choice or 1}, like a line above")


def refuse_dash_in_text(source: YamlText, event: yaml.ScalarEvent) -> None:
    """Refuse unquoted text with a line that begins with a dash: an entry indented too far."""
    start: Any = event.start_mark
    end: Any = event.end_mark
    for number in range(start.line + 2, end.line + 2):
        if source.line(number).lstrip(" ").startswith("- ") and end.column:
            _refuse_tight_dash(source, start.line + 1)
            fix = f"begin it in column {source.indent(start.line + 1) + 1}"
            source.refuse(Position(number, source.indent(number) + 1), "indentation", fix)


def _refuse_tight_dash(source: YamlText, *numbers: int) -> None:
    for number in numbers:
        if tight := re.match(r" *-(?=[^ -])", source.line(number)):
            place = Position(number, tight.end())
            source.refuse(place, "mixed-list-and-keys", "put a space after the dash")


def _bad_start(stop: _Stop) -> NoReturn:
    if stop.character == "\t":
        stop.source.refuse(stop.here, "tab")
    reserved(stop.source, stop.here)


def _structure(stop: _Stop) -> NoReturn:
    """Refuse a line that doesn't continue the structure above it, or text after a closed value."""
    source, here, code = stop.source, stop.here, "mixed-list-and-keys"
    if stop.before.strip(" -"):
        _after_value(stop)
    if source.line(source.above(here.line)).startswith("..."):
        code = "several-documents"
    elif stop.character in (":", "]", "}"):
        code = "key-not-text" if stop.character == ":" else "yaml-syntax"
    elif here.column != stop.opened.column:
        _misaligned(source, here)
    source.refuse(here, code)


# --- quotes and brackets -------------------------------------------------------------------------


def _escape(stop: _Stop) -> NoReturn:
    column = max(stop.source.line(stop.here.line).rfind("\\", 0, stop.here.column), 0)
    stop.source.refuse(Position(stop.here.line, column + 1, 2), "bad-escape")


def _after_value(stop: _Stop) -> NoReturn:
    after_quote = stop.before.rstrip()[-1] in ("'", '"')
    stop.source.refuse(stop.here, "text-after-quote" if after_quote else "text-after-bracket")


def _in_bracket(stop: _Stop) -> NoReturn:
    """Refuse anything but a comma or the closing bracket after an entry in brackets."""
    replace(stop, bracket=stop.opened).refuse_unclosed()
    again = re.match(r"""[\w-]+:\s|["'\[{]""", stop.source.after(stop.here))
    if stop.before.rstrip()[-1:] in ("'", '"') and not again and stop.character not in ":]}":
        _after_value(stop)
    stop.source.refuse(stop.here, "colon-in-text" if stop.character == ":" else "missing-comma")


def _no_content(stop: _Stop) -> NoReturn:
    stop.refuse_unclosed()
    stop.source.refuse(stop.here, "key-not-text" if stop.character == ":" else "yaml-syntax")


_EXPLANATIONS: tuple[tuple[str, Callable[[_Stop], NoReturn]], ...] = (
    ("directive", lambda stop: stop.source.refuse(stop.opened, "directive")),
    # libyaml looks far ahead.
    ("nesting depth", lambda stop: stop.source.refuse(stop.here, "too-deep")),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed", lambda at: at.source.refuse(at.here, "dash-in-line")),
    ("cannot start any token|a tab character|mapping keys are not allowed", _bad_start),
    ("scanning an (alias|anchor)", lambda stop: reserved(stop.source, stop.opened, "alias")),
    ("ing a tag|tag handle|URI", lambda stop: reserved(stop.source, stop.opened, "tag")),
    ("block scalar", lambda stop: reserved(stop.source, stop.opened)),
    ("escape|hexdecimal", _escape),
    ("quoted scalar", lambda stop: stop.source.refuse(stop.opened, "unclosed-quote")),
    ("expected ',' or", _in_bracket),
    ("node content", _no_content),
    ("block mapping|block collection|document start", _structure),
)
"""Patterns in the messages of both parsers, first match first, and what refuses each."""
