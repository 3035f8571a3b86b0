"""Messages for YAML syntax problems: what is wrong, where, and how to fix it.

The pure parser and libyaml word the same problem differently at the same position, so each is
recognised by a fragment that both share.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from simulator.content.yaml.positions import MAX_DEPTH, Position, SyntaxProblem, YamlText, quote_it

_MARKER = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}")
_CLOSING = {"[": "]", "{": "}"}
_KEY_BEFORE = re.compile(r"""\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+""")
_KEY_AND_VALUE = re.compile(r"([a-z_]+)(?: *= *| +)(\S.*)")
_TIGHT = re.compile(r"([^\s:]+):(\S.*)")
_DASHES = re.compile(r"\s*(?:-\s+)*")
_COLON_IN_TEXT = 'unquoted text may not have ": " in it'


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

    @property
    def unclosed(self) -> Position | None:
        """The open bracket, if the text ends here or this line is indented less than it."""
        at_end = self.here.line >= len(self.source.lines) and not self.character
        if self.bracket is None or at_end:
            return self.bracket
        inside = _text_column(self.source, self.bracket.line) - 1
        below = self.here.line > self.bracket.line
        return self.bracket if below and self.source.indent(self.here.line) <= inside else None


def explain(
    source: YamlText, error: yaml.MarkedYAMLError, bracket: Position | None
) -> SyntaxProblem:
    """Explain why the parser stopped."""
    problem = f"{error.context}: {error.problem}"
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    places = [Position(mark.line + 1, mark.column + 1) for mark in marks] or [Position(1, 1)]
    stop = _Stop(source, places[0], places[-1], bracket)
    for fragment, explanation in _EXPLANATIONS:
        if re.search(fragment, problem):
            return explanation(stop)
    return _unknown(stop)


def _unknown(stop: _Stop) -> SyntaxProblem:
    what = f'"{stop.character}"' if stop.character else "the end of the line"
    fix = "look for a missing quote, comma or colon just before it"
    return SyntaxProblem(stop.here, "yaml-syntax", f"{what} is not allowed here", fix)


# --- YAML that we refuse -------------------------------------------------------------------------


def conflict(source: YamlText) -> SyntaxProblem | None:
    """Report the first marker of an unresolved Git conflict."""
    for number, line in enumerate(source.lines, start=1):
        if _MARKER.fullmatch(line):
            found = "the file has an unresolved Git conflict"
            fix = "keep one version, and remove the lines with <<<<<<<, ======= and >>>>>>>"
            return SyntaxProblem(Position(number, 1, len(line)), "conflict-marker", found, fix)
    return None


def reserved(source: YamlText, place: Position, code: str = "reserved-character") -> SyntaxProblem:
    """Report a sign with a YAML meaning at the start of unquoted text."""
    found = f'unquoted text may not begin with "{source.after(place)[:1]}"'
    text = source.word(place)
    fix = quote_it(text)
    if re.match(r"[&!]\S* +[\[{]", source.after(place)):  # An anchor or tag before brackets.
        fix = "remove it"
    if code == "alias":
        fix += "; anchors and aliases are not supported"
    return SyntaxProblem(place._replace(width=len(text)), code, found, fix)


def simple(code: str, place: Position) -> SyntaxProblem:
    """Return a problem whose message is always the same."""
    return SyntaxProblem(place, code, *_SIMPLE[code])


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


# --- keys and colons -----------------------------------------------------------------------------


def key_before_bracket(source: YamlText, key: Position) -> SyntaxProblem | None:
    """Report `when {heard: x}`, which YAML reads as a key up to the next colon."""
    if word := re.match(r"([a-z_]+) *(?=[\[{])", source.after(key)[: key.width]):
        found = f'the key "{word[1]}" has no colon'
        return _missing_colon(source, key._replace(width=word.end()), word[0], found)
    return None


def _missing_colon(source: YamlText, place: Position, text: str, found: str) -> SyntaxProblem:
    fix = f'write "{text}: ..." if it is a key, else indent it or put a dash before it'
    if tight := _TIGHT.fullmatch(text):
        fix = f'put a space after the colon: "{tight[1]}: {tight[2]}"'
    elif re.fullmatch(r"[a-z_]+ *", text) and source.after(place)[place.width :][:1] in tuple("[{"):
        fix = f'put a colon after it: "{text.rstrip()}:"'
    elif pair := _KEY_AND_VALUE.fullmatch(text):
        fix = f'if "{pair[1]}" is the key, write "{pair[1]}: {pair[2]}"; else indent the line'
    return SyntaxProblem(place, "missing-colon", found, fix)


def _no_colon(stop: _Stop) -> SyntaxProblem:
    """Report a line that is neither a key nor a list entry."""
    text = stop.source.word(stop.opened)
    if tight := _tight_dash(stop.source, stop.opened.line):
        return tight
    found = "this line is neither a key with its colon nor a list entry"
    return _missing_colon(stop.source, stop.opened._replace(width=len(text)), text, found)


def _colon(stop: _Stop) -> SyntaxProblem:
    """Report a colon where no key is possible: in a text, or after a key in the wrong column."""
    source, here = stop.source, stop.here
    if key := _KEY_BEFORE.match(stop.before):
        begin = Position(here.line, key.end() + 1)
        return _colon_in_text(begin, source.word(begin))
    above = next(iter(source.filled(here.line - 1)[-1:]), 0)
    if not above:
        return _unknown(stop)
    begin = Position(above, _text_column(source, above))
    colon = re.search(r":(\s|$)", source.line(above))
    if source.line(here.line).lstrip().startswith("- ") or colon or not source.word(begin):
        return _misaligned(source, here)
    return _no_colon(_Stop(source, here, begin, None))


def _colon_in_text(begin: Position, text: str) -> SyntaxProblem:
    fix = quote_it(text)
    if re.match(r"[a-z_]+: +\S", text):  # Perhaps a key of its own.
        braces = f"put braces around it: {{{text}}}" if len(text) <= 60 else "put braces around it"
        fix = f"if it is a key of its own, {braces}; if all of it is text, {fix}"
    return SyntaxProblem(begin._replace(width=len(text)), "colon-in-text", _COLON_IN_TEXT, fix)


# --- lines and dashes ----------------------------------------------------------------------------


def _text_column(source: YamlText, number: int) -> int:
    """Return the column at which a line's text begins, after any list dashes."""
    dashes = _DASHES.match(source.line(number))
    return (dashes.end() if dashes else 0) + 1


def _misaligned(source: YamlText, here: Position) -> SyntaxProblem:
    """Report a line in the wrong column, and offer the columns of the line above."""
    if tight := _tight_dash(source, *source.filled(here.line)[-2:]):
        return tight
    place = Position(here.line, source.indent(here.line) + 1)
    above = source.filled(here.line - 1)[-1:]
    columns = {each for at in above for each in (source.indent(at) + 1, _text_column(source, at))}
    choice = " or ".join(map(str, sorted(columns - {place.column}, reverse=True)))
    found = f"this line begins in column {place.column}, where nothing above it does"
    fix = f"begin it in column {choice or 1}, like a line above, or move the line above"
    return SyntaxProblem(place, "indentation", found, fix)


def dash_in_text(source: YamlText, number: int, above: int) -> SyntaxProblem:
    """Report a list entry indented more than the one above: YAML reads it as part of that text."""
    if tight := _tight_dash(source, above):
        return tight
    column = source.indent(above) + 1
    found = "this line continues the text above, although it begins with a dash"
    place = Position(number, source.indent(number) + 1)
    return SyntaxProblem(place, "indentation", found, f"begin it in column {column}")


def _tight_dash(source: YamlText, *numbers: int) -> SyntaxProblem | None:
    for number in numbers:
        line = source.line(number)
        if tight := re.match(r" *-(?=[^ -])", line):
            found, fix = "a dash without a space after it", "put a space after the dash"
            place = Position(number, tight.end())
            return SyntaxProblem(place, "mixed-list-and-keys", found, fix)
    return None


def _mixed(source: YamlText, here: Position) -> SyntaxProblem:
    """Report a list entry among keys, or a key among list entries."""
    entry = source.line(here.line).lstrip().startswith("- ")
    found = "a list entry among keys" if entry else "a key among list entries"
    fix = "begin every list entry with a dash, and align the keys of an entry after it"
    return SyntaxProblem(here, "mixed-list-and-keys", found, fix)


def _dash(stop: _Stop) -> SyntaxProblem:
    text = quote_it(stop.source.word(stop.here))
    fix = f"begin the list on a line of its own; if it is text, {text}"
    return SyntaxProblem(stop.here, "dash-in-line", "a list begins on the line of its key", fix)


def _bad_start(stop: _Stop) -> SyntaxProblem:
    return simple("tab", stop.here) if stop.character == "\t" else reserved(stop.source, stop.here)


# --- quotes --------------------------------------------------------------------------------------


def unclosed_quote(source: YamlText, place: Position) -> SyntaxProblem:
    """Report a quote without an end, or one that a quote on another line closes."""
    sign = source.after(place)[:1]
    other = '"' if sign == "'" else "'"
    fix = f"close it with {sign}; if it belongs to the text, put {other} around the whole text"
    found = f"a quote ({sign}) that is never closed"
    return SyntaxProblem(place._replace(width=1), "unclosed-quote", found, fix)


def _escape(stop: _Stop) -> SyntaxProblem:
    column = max(stop.source.line(stop.here.line).rfind("\\", 0, stop.here.column), 0)
    return simple("bad-escape", Position(stop.here.line, column + 1, 2))


def _after_quote(source: YamlText, here: Position) -> SyntaxProblem:
    """Report text after a closed quote."""
    sign = source.before(here).rstrip()[-1]
    other = '"' if sign == "'" else "'"
    fix = f"put {other} around the whole text, instead of {sign}"
    return SyntaxProblem(here, "text-after-quote", "the quotes are already closed here", fix)


# --- brackets ------------------------------------------------------------------------------------


def _unclosed(source: YamlText, place: Position) -> SyntaxProblem:
    sign = source.after(place)[:1]
    fix = f'add "{_CLOSING.get(sign, "]")}" where it ends'
    if re.search(r"[\s\[{,]#\s*[,\]}]", source.after(place)):
        fix = 'put quotes around the "#"; without quotes a comment begins there'
    return SyntaxProblem(place, "unclosed-bracket", f'"{sign}" is never closed', fix)


def _in_bracket(stop: _Stop) -> SyntaxProblem:
    """Report anything but a comma or the closing bracket after an entry in brackets."""
    source, here = stop.source, stop.here
    stop = _Stop(source, here, stop.opened, stop.opened)
    closing = _CLOSING.get(source.after(stop.opened)[:1], "]")
    if unclosed := stop.unclosed:
        return _unclosed(source, unclosed)
    if stop.character in ("]", "}"):
        found = f'"{stop.character}" where "{closing}" belongs'
        return SyntaxProblem(here, "wrong-bracket", found, f'close with "{closing}"')
    if stop.character == ":":
        fix = "put a comma between the entries, or quotes around all of the text"
        return SyntaxProblem(here, "colon-in-text", _COLON_IN_TEXT, fix)
    word = re.search(r"[{\[,]\s*([a-z_]+) *$", stop.before)
    if word and stop.character in _CLOSING:
        key = Position(here.line, word.start(1) + 1, here.column - 1 - word.start(1))
        found = f'the key "{word[1]}" has no colon'
        return _missing_colon(source, key, stop.before[word.start(1) :], found)
    again = re.match(r"""[\w-]+:\s|["'\[{]""", source.after(here))
    if stop.before.rstrip()[-1:] in ("'", '"') and not again:
        return _after_quote(source, here)
    found = f'"{stop.character}" where a comma or "{closing}" belongs'
    return SyntaxProblem(here, "missing-comma", found, "put a comma between the entries")


def _no_content(stop: _Stop) -> SyntaxProblem:
    """Report a sign where a value is expected."""
    if unclosed := stop.unclosed:
        return _unclosed(stop.source, unclosed)
    if stop.character == ":":
        return simple("key-not-text", stop.here)
    if stop.character in ("]", "}") and not stop.bracket:
        fix = f"remove it, or {quote_it(stop.source.word(stop.here))}"
        return SyntaxProblem(stop.here, "wrong-bracket", f'"{stop.character}" closes nothing', fix)
    if stop.character == "," and stop.bracket:
        found = "a comma with nothing before it"
        return SyntaxProblem(stop.here, "missing-comma", found, "remove it")
    return reserved(stop.source, stop.here) if stop.character in ",]}" else _unknown(stop)


def _structure(stop: _Stop) -> SyntaxProblem:
    """Report a line that doesn't continue the structure above it, or text after a closed value."""
    source, here = stop.source, stop.here
    above = source.line(next(iter(source.filled(here.line - 1)[-1:]), 0))
    before = stop.before.rstrip()
    for number in (here.line, here.line - 1):
        if source.line(number).startswith("%"):
            return simple("directive", Position(number, 1))
    if before.strip(" -"):
        if before.endswith(("'", '"')):
            return _after_quote(source, here)
        key = _KEY_BEFORE.match(source.line(here.line))
        begin = Position(here.line, key.end() + 1 if key else _text_column(source, here.line))
        quote = quote_it(source.word(begin))
        fix = f"if all of it is text, {quote}; else move the rest into the brackets"
        return SyntaxProblem(here, "text-after-bracket", f'text after "{before[-1]}"', fix)
    if above.startswith("..."):
        return simple("several-documents", here)
    if stop.character == ":":
        return simple("key-not-text", here)
    if stop.character in ("]", "}"):
        return _no_content(_Stop(source, here, stop.opened, None))
    if here.column != stop.opened.column:
        return _misaligned(source, here)
    return _mixed(source, here)


_EXPLANATIONS: tuple[tuple[str, Callable[[_Stop], SyntaxProblem]], ...] = (
    ("directive", lambda stop: simple("directive", stop.opened)),
    ("nesting depth", lambda stop: simple("too-deep", stop.here)),  # libyaml looks far ahead.
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
