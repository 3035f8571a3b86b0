"""Messages for YAML syntax problems: what is wrong, where, and how to fix it.

The pure parser and libyaml word the same problem differently at the same position, so each is
recognised by a fragment that both share. The common mistakes have a message of their own; any other
is reported at its character as `yaml-syntax`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import yaml

from simulator.content.yaml.positions import MAX_DEPTH, Position, YamlText, quote_it

_CLOSING = {"[": "]", "{": "}"}
_KEY_BEFORE = re.compile(r"""\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+""")
_KEY_AND_VALUE = re.compile(r"([a-z_]+)(?: *= *| +)(\S.*)")
_TIGHT = re.compile(r"([^\s:]+):(\S.*)")
_DASHES = re.compile(r"\s*(?:-\s+)*")
_COLON_IN_TEXT = 'unquoted text may not have ": " in it'
_SIMPLE = {
    "directive": ('a line that begins with "%"', "remove the line"),
    "several-documents": (
        "a second document begins here; a file holds one",
        "remove the line, or make two files",
    ),
    "too-deep": (
        f"lists and keys are nested more than {MAX_DEPTH} deep",
        "look for extra brackets",
    ),
    "key-not-text": ("there is no key before the colon", "write the key before the colon"),
    "tab": (
        "a tab where YAML allows only spaces",
        "use spaces, two for each level; an editor can convert all tabs of a file",
    ),
    "bad-escape": (
        "an escape that makes no visible character",
        "write the character itself, or put the text in single quotes",
    ),
}
"""Codes whose message is always the same: what was found, and the fix."""


def simple(source: YamlText, code: str, place: Position) -> NoReturn:
    """Refuse a problem whose message is always the same."""
    source.refuse(place, code, *_SIMPLE[code])


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
            sign = source.after(bracket)[:1]
            fix = f'add "{_CLOSING.get(sign, "]")}" where it ends'
            if re.search(r"[\s\[{,]#\s*[,\]}]", source.after(bracket)):
                fix = 'put quotes around the "#"; without quotes a comment begins there'
            source.refuse(bracket, "unclosed-bracket", f'"{sign}" is never closed', fix)


def explain(source: YamlText, error: yaml.MarkedYAMLError, bracket: Position | None) -> NoReturn:
    """Explain why the parser stopped."""
    problem = f"{error.context}: {error.problem}"
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    places = [Position(mark.line + 1, mark.column + 1) for mark in marks] or [Position(1, 1)]
    stop = _Stop(source, places[0], places[-1], bracket)
    for fragment, explanation in _EXPLANATIONS:
        if re.search(fragment, problem):
            explanation(stop)
    _unknown(stop)


def _unknown(stop: _Stop) -> NoReturn:
    what = f'"{stop.character}"' if stop.character else "the end of the line"
    fix = "look for a missing quote, comma or colon just before it"
    stop.source.refuse(stop.here, "yaml-syntax", f"{what} is not allowed here", fix)


def reserved(source: YamlText, place: Position, code: str = "reserved-character") -> NoReturn:
    """Refuse a sign with a YAML meaning at the start of unquoted text."""
    found = f'unquoted text may not begin with "{source.after(place)[:1]}"'
    text = source.word(place)
    fix = quote_it(text)
    if code != "reserved-character":
        fix += "; anchors, aliases and tags are not supported"
    source.refuse(place._replace(width=len(text)), code, found, fix)


# --- keys and colons -----------------------------------------------------------------------------


def refuse_key_before_bracket(source: YamlText, key: Position) -> None:
    """Refuse `when {heard: x}`, which YAML reads as a key up to the next colon."""
    if word := re.match(r"([a-z_]+) *(?=[\[{])", source.after(key)[: key.width]):
        _missing_colon(source, key._replace(width=word.end()), f'the key "{word[1]}" has no colon')


def _missing_colon(source: YamlText, place: Position, found: str) -> NoReturn:
    """Refuse the text at a place, which lacks a colon, or the space after it."""
    text = source.after(place)[: place.width]
    fix = f'write "{text}: ..." if it is a key, else indent it or put a dash before it'
    if tight := _TIGHT.fullmatch(text):
        fix = f'put a space after the colon: "{tight[1]}: {tight[2]}"'
    elif source.after(place)[place.width :][:1] in tuple("[{"):
        fix = f'put a colon after it: "{text.rstrip()}:"'
    elif pair := _KEY_AND_VALUE.fullmatch(text):
        fix = f'if "{pair[1]}" is the key, write "{pair[1]}: {pair[2]}"; else indent the line'
    source.refuse(place, "missing-colon", found, fix)


def _no_colon(stop: _Stop) -> NoReturn:
    """Refuse a line that is neither a key nor a list entry."""
    _refuse_tight_dash(stop.source, stop.opened.line)
    found = "this line is neither a key with its colon nor a list entry"
    width = len(stop.source.word(stop.opened))
    _missing_colon(stop.source, stop.opened._replace(width=width), found)


def _colon(stop: _Stop) -> NoReturn:
    """Refuse a colon where no key is possible: in a text, or after a key in the wrong column."""
    source, here = stop.source, stop.here
    if key := _KEY_BEFORE.match(stop.before):
        begin = Position(here.line, key.end() + 1)
        text = source.word(begin)
        fix = quote_it(text)
        if re.match(r"[a-z_]+: +\S", text) and len(text) <= 60:  # Perhaps a key of its own.
            fix = f"if it is a key of its own, put braces around it: {{{text}}}; if not, {fix}"
        source.refuse(begin._replace(width=len(text)), "colon-in-text", _COLON_IN_TEXT, fix)
    above = source.above(here.line)
    if not above:
        _unknown(stop)
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
    found = f"this line begins in column {place.column}, where nothing above it does"
    fix = f"begin it in column {choice or 1}, like a line above, or move the line above"
    source.refuse(place, "indentation", found, fix)


def refuse_dash_in_text(source: YamlText, event: yaml.ScalarEvent) -> None:
    """Refuse unquoted text with a line that begins with a dash: an entry indented too far."""
    start: Any = event.start_mark
    end: Any = event.end_mark
    for number in range(start.line + 2, end.line + 2):
        if source.line(number).lstrip(" ").startswith("- ") and end.column:
            _refuse_tight_dash(source, start.line + 1)
            found = "this line continues the text above, although it begins with a dash"
            fix = f"begin it in column {source.indent(start.line + 1) + 1}"
            place = Position(number, source.indent(number) + 1)
            source.refuse(place, "indentation", found, fix)


def _refuse_tight_dash(source: YamlText, *numbers: int) -> None:
    for number in numbers:
        if tight := re.match(r" *-(?=[^ -])", source.line(number)):
            found, fix = "a dash without a space after it", "put a space after the dash"
            source.refuse(Position(number, tight.end()), "mixed-list-and-keys", found, fix)


def _dash(stop: _Stop) -> NoReturn:
    quoted = quote_it(stop.source.word(stop.here))
    fix = f"begin the list on a line of its own; if it is text, {quoted}"
    stop.source.refuse(stop.here, "dash-in-line", "a list begins on the line of its key", fix)


def _bad_start(stop: _Stop) -> NoReturn:
    if stop.character == "\t":
        simple(stop.source, "tab", stop.here)
    reserved(stop.source, stop.here)


def _structure(stop: _Stop) -> NoReturn:
    """Refuse a line that doesn't continue the structure above it, or text after a closed value."""
    source, here = stop.source, stop.here
    if stop.before.strip(" -"):
        _after_value(stop)
    if source.line(source.above(here.line)).startswith("..."):
        simple(source, "several-documents", here)
    if stop.character == ":":
        simple(source, "key-not-text", here)
    if stop.character in ("]", "}"):
        _unknown(stop)
    if here.column != stop.opened.column:
        _misaligned(source, here)
    entry = source.line(here.line).lstrip().startswith("- ")
    found = "a list entry among keys" if entry else "a key among list entries"
    fix = "begin every list entry with a dash, and align the keys of an entry after it"
    source.refuse(here, "mixed-list-and-keys", found, fix)


# --- quotes and brackets -------------------------------------------------------------------------


def _other_quote(sign: str) -> str:
    return '"' if sign == "'" else "'"


def unclosed_quote(source: YamlText, place: Position) -> NoReturn:
    """Refuse a quote without an end, or one that a quote on another line closes."""
    sign = source.after(place)[:1]
    found, quote = f"a quote ({sign}) that is never closed", _other_quote(sign)
    fix = f"close it with {sign}; if it belongs to the text, put {quote} around the whole text"
    source.refuse(place._replace(width=1), "unclosed-quote", found, fix)


def _escape(stop: _Stop) -> NoReturn:
    column = max(stop.source.line(stop.here.line).rfind("\\", 0, stop.here.column), 0)
    simple(stop.source, "bad-escape", Position(stop.here.line, column + 1, 2))


def _after_value(stop: _Stop) -> NoReturn:
    source, here, sign = stop.source, stop.here, stop.before.rstrip()[-1]
    if sign in ("'", '"'):
        fix = f"put {_other_quote(sign)} around the whole text, instead of {sign}"
        source.refuse(here, "text-after-quote", "the quotes are already closed here", fix)
    fix = "if all of it is text, put it in quotes; else move the rest into the brackets"
    source.refuse(here, "text-after-bracket", f'text after "{sign}"', fix)


def _in_bracket(stop: _Stop) -> NoReturn:
    """Refuse anything but a comma or the closing bracket after an entry in brackets."""
    source, here = stop.source, stop.here
    replace(stop, bracket=stop.opened).refuse_unclosed()
    if stop.character == ":":
        fix = "put a comma between the entries, or quotes around all of the text"
        source.refuse(here, "colon-in-text", _COLON_IN_TEXT, fix)
    again = re.match(r"""[\w-]+:\s|["'\[{]""", source.after(here))
    if stop.before.rstrip()[-1:] in ("'", '"') and not again and stop.character not in "]}":
        _after_value(stop)
    closing = _CLOSING.get(source.after(stop.opened)[:1], "]")
    found = f'"{stop.character}" where a comma or "{closing}" belongs'
    fix = f'put a comma between the entries, or close with "{closing}"'
    source.refuse(here, "missing-comma", found, fix)


def _no_content(stop: _Stop) -> NoReturn:
    stop.refuse_unclosed()
    if stop.character == ":":
        simple(stop.source, "key-not-text", stop.here)
    _unknown(stop)


_EXPLANATIONS: tuple[tuple[str, Callable[[_Stop], NoReturn]], ...] = (
    ("directive", lambda stop: simple(stop.source, "directive", stop.opened)),
    # libyaml looks far ahead.
    ("nesting depth", lambda stop: simple(stop.source, "too-deep", stop.here)),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed", _dash),
    ("cannot start any token|a tab character|mapping keys are not allowed", _bad_start),
    ("scanning an (alias|anchor)", lambda stop: reserved(stop.source, stop.opened, "alias")),
    ("ing a tag|tag handle|URI", lambda stop: reserved(stop.source, stop.opened, "tag")),
    ("block scalar", lambda stop: reserved(stop.source, stop.opened)),
    ("escape|hexdecimal", _escape),
    ("quoted scalar", lambda stop: unclosed_quote(stop.source, stop.opened)),
    ("expected ',' or", _in_bracket),
    ("node content", _no_content),
    ("block mapping|block collection|document start", _structure),
)
"""Patterns in the messages of both parsers, first match first, and the explanation of each."""
