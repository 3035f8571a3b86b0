"""YAML syntax problems: which code each has, and where. The catalogue of codes says the rest.

The pure parser and libyaml word the same problem differently at the same position, so each is
recognised by a fragment that both share. Only the commonest mistakes have a fix of their own; any
other than these is reported at its character as `yaml-syntax`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import yaml

from simulator.content.yaml.positions import TOP, Position, YamlText, quote_it
from simulator.errors import Edit, FixText

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
        after = range(bracket.line + 1, self.here.line + 1)
        below = any(source.indent(n) <= inside and source.line(n).strip() for n in after)
        if below or (self.here.line >= len(source.lines) and not self.character):
            line, *comment = re.split(r"\s+#", source.line(bracket.line), maxsplit=1)
            closing = "]" if source.after(bracket)[0] == "[" else "}"
            # "{words: He is at #4}": to close it before the sign would cut what is said.
            cut = any(re.search(r"^\S|[\]}]", each) for each in comment)
            edits = [Edit(closing, 0, len(line.rstrip()) + 1, 0)] * (not cut)
            source.refuse(bracket, "unclosed-bracket", FixText("", *edits))


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
    fix, rest = quote_it(text), source.after(place).rstrip()
    if re.match(r"\s+#\S", rest[len(text) :]):  # "He said: room #4" would lose its number.
        fix = FixText(f"{quote_it(rest)}; if the end is a comment, put a space after the #")
    source.refuse(place._replace(width=len(text)), code, fix)


def refuse_key_before_bracket(source: YamlText, key: Position) -> None:
    """Refuse `when {heard: x}`, which YAML reads as a key up to the next colon."""
    if word := re.match(r"([a-z_]+) *(?=[\[{])", source.after(key)[: key.width]):
        _missing_colon(source, key._replace(width=word.end()))


def _missing_colon(source: YamlText, place: Position, found: str = "") -> NoReturn:
    """Refuse the text at a place, which lacks a colon, or the space after it."""
    text, fix = source.after(place)[: place.width], ""
    if tight := _TIGHT.fullmatch(text):
        line = f"{tight[1]}: {tight[2]}"
        literal = [Edit(line)] * (not re.search(r"\s[\"']", line.partition(": ")[2]))
        fix = FixText(f'put a space after the colon: "{line}"', *literal)
    elif (value := source.after(place)[place.width :][:1] in tuple("[{")) or text.isidentifier():
        key = f"{text.rstrip()}:"
        fix = FixText(f'put a colon after it: "{key}"', Edit(key + " " * value))
    elif pair := _KEY_AND_VALUE.fullmatch(text):
        line = f"{pair[1]}: {pair[2]}"
        fix = FixText(
            f'if "{pair[1]}" is the key, write "{line}"; else indent the line', Edit(line)
        )
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
        reserved(source, Position(here.line, key.end() + 1), "colon-in-text")
    above = source.above(here.line)
    if not above:
        source.refuse(here, "yaml-syntax")
    begin = Position(above, _text_column(source, above))
    entry = source.line(here.line).lstrip().startswith("- ")
    if entry or re.search(r":(\s|$)", source.line(above)) or not source.word(begin):
        _misaligned(source, here)
    _no_colon(replace(stop, opened=begin))


def _text_column(source: YamlText, number: int) -> int:
    """Return the column at which a line's text begins, after any list dashes."""
    return _begin(source.line(number)) + 1


def _misaligned(source: YamlText, here: Position) -> NoReturn:
    """Refuse a line in the wrong column, and offer the nearest of the lines above."""
    _refuse_tight_dash(source, here.line, source.above(here.line))
    column, columns = source.indent(here.line) + 1, list[int]()
    entry = source.line(here.line).lstrip().startswith("- ")
    for number in range(here.line - 1, 0, -1):
        dashes, text = source.indent(number) + 1, _text_column(source, number)
        if text > dashes if entry else re.search(r":(\s|$)", source.line(number)):
            columns.append(dashes if entry else text)
    others = (each for each in columns if each != column)
    near = min(others, key=lambda each: abs(each - column), default=0)
    place = Position(here.line, column)
    if not near:
        source.refuse(place, "indentation", "put a dash before the entry above, or indent this one")
    source.refuse(place, "indentation", _moved(source, here.line, near))


def _moved(source: YamlText, number: int, column: int) -> FixText:
    """Return the fix that moves a line to a column."""
    edit = Edit(" " * (column - 1), 0, 1, source.indent(number))
    return FixText(f"begin it in column {column}, like a line above", edit)


def refuse_dash_in_text(source: YamlText, event: yaml.ScalarEvent) -> None:
    """Refuse unquoted text with a line that begins with a dash: an entry indented too far."""
    start: Any = event.start_mark
    end: Any = event.end_mark
    for number in range(start.line + 2, end.line + 2):
        if source.line(number).lstrip(" ").startswith("- ") and end.column:
            _refuse_tight_dash(source, start.line + 1)
            place = Position(number, source.indent(number) + 1)
            source.refuse(
                place, "indentation", _moved(source, number, source.indent(start.line + 1) + 1)
            )


def _refuse_tight_dash(source: YamlText, *numbers: int) -> None:
    for number in numbers:
        if tight := re.match(r" *-(?=[^ -])", source.line(number)):
            fix = FixText("put a space after the dash", Edit("- "))
            source.refuse(Position(number, tight.end()), "mixed-list-and-keys", fix)


def _bad_start(stop: _Stop) -> NoReturn:
    if stop.character == "\t":
        _tabs(stop)
    reserved(stop.source, stop.here)


def _tabs(stop: _Stop) -> NoReturn:
    """Refuse a tab; at the start of a line spaces belong in its place, in all lines at once."""
    lines, edits = list(stop.source.lines), list[Edit]()
    for at, line in enumerate(lines):
        if (found := re.match(r"[ \t]*\t[ \t]*", line)) and not stop.before.strip():
            column = _column_for(lines, at, len(found[0].expandtabs(2)))
            lines[at] = " " * column + line[found.end() :]
            edits.append(Edit(" " * column, at + 1 - stop.here.line, 1, len(found[0])))
    stop.source.refuse(stop.here, "tab", FixText("", *edits))


def _column_for(lines: Sequence[str], number: int, column: int) -> int:
    """Return the column (from 0) for a line that begins with tabs: two for each, or like one above.

    A key below `- when: ...` belongs in the column of `when`, however wide an editor shows a tab.
    """
    text = lines[number].strip()
    entry = text.startswith("- ")
    above = [each for each in lines[:number] if re.split(r"(?:^|\s)#", each)[0].strip()]
    if not above or not (entry or re.match(r"[^\s:]+:(\s|$)", text)):
        return column
    if re.search(r":\s*(#.*)?$", above[-1]):  # It opens a list or a mapping.
        return max(column, _begin(above[-1]) + 2 * (not entry))
    top = max((at for at, each in enumerate(above) if TOP.match(each)), default=0)
    columns = [len(each) - len(each.lstrip()) if entry else _begin(each) for each in above[top:]]
    nearest = sorted(filter(None, reversed(columns)), key=lambda each: abs(each - column))
    return nearest[0] if nearest else column


def _begin(line: str) -> int:
    """Return the column (from 0) at which a line's text begins, after any list dashes."""
    dashes = _DASHES.match(line)
    return dashes.end() if dashes else 0


def _structure(stop: _Stop) -> NoReturn:
    """Refuse a line that doesn't continue the structure above it, or text after a closed value."""
    source, here, code = stop.source, stop.here, "mixed-list-and-keys"
    _refuse_tight_dash(source, here.line)
    if stop.before.strip(" -"):
        _after_value(stop)
    if source.line(source.above(here.line)).startswith("..."):
        code = "several-documents"
    elif stop.character in (":", "]", "}"):
        code = "key-not-text" if stop.character == ":" else "yaml-syntax"
    elif here.column != stop.opened.column:
        _misaligned(source, here)
    source.refuse(here, code)


def _escape(stop: _Stop) -> NoReturn:
    column = max(stop.source.line(stop.here.line).rfind("\\", 0, stop.here.column), 0)
    stop.source.refuse(Position(stop.here.line, column + 1, 2), "bad-escape")


def _after_value(stop: _Stop) -> NoReturn:
    quoted = stop.before.rstrip()[-1] in ("'", '"')
    stop.source.refuse(stop.here, "text-after-quote" if quoted else "text-after-bracket")


def _in_bracket(stop: _Stop) -> NoReturn:
    """Refuse anything but a comma or the closing bracket after an entry in brackets."""
    source, here, before = stop.source, stop.here, stop.before.rstrip()
    if stop.character in ("[", "{") and (key := re.search(r"\b[a-z_]+$", before)):
        width = len(stop.before) - key.start()
        _missing_colon(source, Position(here.line, key.start() + 1, width))
    replace(stop, bracket=stop.opened).refuse_unclosed()
    again = re.match(r"""[\w-]+:\s|["'\[{]""", source.after(here))
    if before[-1:] in ("'", '"') and not again and stop.character not in ":]}":
        _after_value(stop)
    source.refuse(here, "colon-in-text" if stop.character == ":" else "missing-comma")


def unclosed_quote(source: YamlText, place: Position, bracket: Position | None) -> NoReturn:
    """Refuse a quote that the text never closes; the end of its line is the likeliest place.

    In brackets that is never sure: the brackets that follow may be part of the text, or may not,
    and a wrong guess would put `}}` into what a caller says.
    """
    text, before = source.after(place), source.before(place)
    ends = not re.search(r"\s#", text) and text.count(text[0]) == 1
    fix = FixText("")
    if bracket or _open_brackets(before):
        whole = _in_quotes(text, _open_brackets(before)) if ends else ""
        key = re.search(r"[\w-]+: *$", before)
        shown = f"{key[0] if key else ''}{whole}"
        fix = FixText(f"close it where its text ends, probably as {shown}" if whole else "")
    elif ends and not re.search(r"[]},]\s*$|, +[\w-]+: ", text):
        fix.edits = (Edit(text[0], 0, place.column + len(text.rstrip()), 0),)
    source.refuse(place._replace(width=1), "unclosed-quote", fix)


def _open_brackets(before: str) -> str:
    """Return the brackets that a line leaves open, without looking into its quotes."""
    held = ""
    for each in re.sub(r""""[^"]*"|'[^']*'""", "", before):
        if each in "[{":
            held += each
        elif each in "]}":
            held = held[:-1]
    return held


def _in_quotes(text: str, opened: str) -> str:
    """Return the likeliest text of a quote: up to the next key, or to the brackets that balance."""
    quote, said = text[0], re.split(r", +[\w-]+: ", text)[0].rstrip()
    closers = "".join({"[": "]", "{": "}"}[each] for each in reversed(opened))
    tails = (at for at in range(1, len(said)) if re.sub(r"[^][{}]", "", said[at:]) == closers)
    end = max((at for at in tails if said[at] in "]}"), default=len(said))
    return f"{said[:end].rstrip()}{quote}" if said[1:end].strip() else ""


def _no_content(stop: _Stop) -> NoReturn:
    stop.refuse_unclosed()
    stop.source.refuse(stop.here, "key-not-text" if stop.character == ":" else "yaml-syntax")


def _tight_colon(stop: _Stop) -> NoReturn:
    """Refuse `{say:{...}}`, in which the colon would be a part of the text."""
    place = stop.here
    if stop.source.after(place)[1:2] in ("[", "{"):
        fix = FixText("put a space after the colon", Edit(" ", 0, place.column + 1, 0))
        stop.source.refuse(place, "missing-colon", fix)
    stop.source.refuse(place, "yaml-syntax")


_EXPLANATIONS: tuple[tuple[str, Callable[[_Stop], NoReturn]], ...] = (
    ("directive", lambda stop: stop.source.refuse(stop.opened, "directive")),
    # libyaml looks far ahead.
    ("nesting depth", lambda stop: stop.source.refuse(stop.here, "too-deep")),
    ("mapping values are not allowed", _colon),
    ("found unexpected ':'", _tight_colon),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed", lambda at: at.source.refuse(at.here, "dash-in-line")),
    ("cannot start any token|a tab character|mapping keys are not allowed", _bad_start),
    ("scanning an (alias|anchor)", lambda stop: reserved(stop.source, stop.opened, "alias")),
    ("ing a tag|tag handle|URI", lambda stop: reserved(stop.source, stop.opened, "tag")),
    ("block scalar", lambda stop: reserved(stop.source, stop.opened)),
    ("escape|hexdecimal", _escape),
    ("quoted scalar", lambda stop: unclosed_quote(stop.source, stop.opened, stop.bracket)),
    ("expected ',' or", _in_bracket),
    ("node content", _no_content),
    ("block mapping|block collection|document start", _structure),
)
"""Patterns in the messages of both parsers, first match first, and what refuses each."""
