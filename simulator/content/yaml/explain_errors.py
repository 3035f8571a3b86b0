"""Syntax mistakes in plain words: what is wrong, where, and how to fix it.

The pure parser and libyaml report the same mistake in different words at the same place, so both
are recognised by a fragment that they share. An explanation may list lines that were perhaps meant;
the reader shows one only if the file can be read past it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from simulator.content.yaml.document import (
    BAD_ESCAPE,
    ESCAPE,
    MAX_DEPTH,
    Mistake,
    Place,
    Source,
    quote_it,
    quoted,
)
from simulator.content.yaml.indentation import (
    below_others,
    misaligned,
    mixed,
    text_column,
    tight_dash,
)

_MARKER = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}")
_CLOSING = {"[": "]", "{": "}"}
_KEY_BEFORE = re.compile(r"""\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+""")
_QUOTED = re.compile(r"""(?:^\s*|[:,\[{-]\s*)('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")$""")
_KEY_AND_VALUE = re.compile(r"([a-z_]+)(?: *= *| +)(\S.*)")
_TIGHT = re.compile(r"([^\s:]+):(\S.*)")
_COLON_IN_TEXT = 'unquoted text may not have ": " in it'
_CLOSED = "the quotes are already closed here"


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser gave up, where the part that it was reading began, and an open bracket."""

    source: Source
    here: Place
    opened: Place
    bracket: Place | None

    @property
    def character(self) -> str:
        return self.source.after(self.here)[:1]

    @property
    def before(self) -> str:
        return self.source.before(self.here)

    @property
    def unclosed(self) -> Place | None:
        """The open bracket, if the text ends here or this line stands further left than it."""
        at_end = self.here.line >= len(self.source.lines) and not self.character
        if self.bracket is None or at_end:
            return self.bracket
        inside = text_column(self.source, self.bracket.line) - 1
        below = self.here.line > self.bracket.line
        return self.bracket if below and self.source.indent(self.here.line) <= inside else None


def explain(source: Source, error: yaml.MarkedYAMLError, bracket: Place | None) -> Mistake:
    """Say in plain words why the parser stopped."""
    problem = f"{error.context}: {error.problem}"
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    places = [Place(mark.line + 1, mark.column + 1) for mark in marks] or [Place(1, 1)]
    stop = _Stop(source, places[0], places[-1], bracket)
    for fragment, explanation in _EXPLANATIONS:
        if re.search(fragment, problem):
            return explanation(stop)
    return _unknown(stop)


def _unknown(stop: _Stop) -> Mistake:
    what = f'"{stop.character}"' if stop.character else "the end of the line"
    fix = "look for a missing quote, comma or colon just before it"
    return Mistake(stop.here, "yaml-syntax", f"{what} cannot stand here", fix)


# --- what is not read at all ---------------------------------------------------------------------


def conflict(source: Source) -> Mistake | None:
    """Return the first line by which Git marks two versions of which none was chosen."""
    for number, line in enumerate(source.lines, start=1):
        if _MARKER.fullmatch(line):
            found = "the file has an unresolved conflict of two versions"
            fix = "keep what is right, and take out the lines with <<<<<<<, ======= and >>>>>>>"
            return Mistake(Place(number, 1, len(line)), "conflict-marker", found, fix)
    return None


def reserved(source: Source, place: Place, code: str = "reserved-character") -> Mistake:
    """Explain a sign that YAML gives a meaning at the beginning of unquoted text."""
    found = f'unquoted text may not begin with "{source.after(place)[:1]}"'
    fix, tries = source.quoting(place, source.word(place))
    if re.match(r"[&!]\S* +[\[{]", source.after(place)):  # a name or tag of what follows it
        fix, tries = "take it out", ()
    if code == "alias":
        fix += "; a reference to another place is not read"
    return Mistake(place, code, found, fix, tries)


def directive(place: Place) -> Mistake:
    return Mistake(place, "directive", 'a line that begins with "%"', "take the line out")


def several(place: Place) -> Mistake:
    found = "a second document begins here; one is read from a file"
    return Mistake(place, "several-documents", found, "take the line out, or make two files")


def too_deep(place: Place) -> Mistake:
    found = f"lists and keys are nested more than {MAX_DEPTH} deep"
    return Mistake(place, "too-deep", found, "look for brackets too many")


# --- keys and colons -----------------------------------------------------------------------------


def no_key(place: Place) -> Mistake:
    fix = "write the key before the colon"
    return Mistake(place, "key-not-text", "there is no key before the colon", fix)


def key_before_bracket(source: Source, key: Place) -> Mistake | None:
    """Explain `when {heard: x}`, which YAML reads as a key as far as the next colon."""
    if word := re.match(r"([a-z_]+) *(?=[\[{])", source.after(key)[: key.width]):
        found = f'the key "{word[1]}" has no colon'
        return _missing_colon(source, key._replace(width=word.end()), word[0], found)
    return None


def _missing_colon(source: Source, place: Place, text: str, found: str) -> Mistake:
    fix = f'write "{text}: ..." if it is a key, else indent it or put a dash before it'
    meant = ""
    below = next((each for each in source.lines[place.line :] if each.strip()), "")
    if tight := _TIGHT.fullmatch(text):
        meant = f"{tight[1]}: {tight[2]}"
        fix = f'put a space after the colon: "{meant}"'
    elif re.fullmatch(r"[a-z_]+ *", text) and source.after(place)[place.width :][:1] in tuple("[{"):
        meant = f"{text.rstrip()}: "
        fix = f'put a colon after it: "{text.rstrip()}:"'
    elif pair := _KEY_AND_VALUE.fullmatch(text):
        meant = f"{pair[1]}: {pair[2]}"
        fix = f'if "{pair[1]}" is the key, write "{meant}"; if the text above goes on, indent it'
    elif re.fullmatch(r"[\w-]+", text) and below.startswith(" " * (source.indent(place.line) + 1)):
        meant = f"{text}:"
    line = source.before(place) + meant + source.after(place)[max(place.width, len(text)) :]
    return Mistake(place, "missing-colon", found, fix, ((place.line, line),) if meant else ())


def _no_colon(stop: _Stop) -> Mistake:
    """Explain a line that is neither a key nor a list entry."""
    text = stop.source.word(stop.opened)
    if tight := tight_dash(stop.source, stop.opened.line):
        return tight
    found = "this line is neither a key with its colon nor a list entry"
    return _missing_colon(stop.source, stop.opened._replace(width=len(text)), text, found)


def _colon(stop: _Stop) -> Mistake:
    """Explain a colon where no key can be: one in a text, or a key in the wrong column."""
    source, here = stop.source, stop.here
    if key := _KEY_BEFORE.match(stop.before):
        begin = Place(here.line, key.end() + 1)
        return _colon_in_text(source, here, begin, source.word(begin))
    above = next(iter(source.filled(here.line - 1)[-1:]), 0)
    if not above:
        return _unknown(stop)
    begin = Place(above, text_column(source, above))
    colon = re.search(r":(\s|$)", source.line(above))
    if source.line(here.line).lstrip().startswith("- ") or colon or not source.word(begin):
        return misaligned(source, here)
    return _no_colon(_Stop(source, here, begin, None))


def _colon_in_text(source: Source, here: Place, begin: Place, text: str) -> Mistake:
    fix, tries = source.quoting(begin, text)
    if re.match(r"[a-z_]+: +\S", text):  # what it was meant as, nobody can say
        braces = f"put braces around it: {{{text}}}" if len(text) <= 60 else "put braces around it"
        fix = f"if it is a key of its own, {braces}; if all of it is text, {fix}"
        tries = ()
    return Mistake(here, "colon-in-text", _COLON_IN_TEXT, fix, tries)


# --- lines and dashes ----------------------------------------------------------------------------


def _dash(stop: _Stop) -> Mistake:
    text = quote_it(stop.source.word(stop.here))
    fix = f"begin the list on a line of its own; if it is text, {text}"
    return Mistake(stop.here, "dash-in-line", "a list begins in the line of its key", fix)


def _bad_start(stop: _Stop) -> Mistake:
    source, here = stop.source, stop.here
    if stop.character != "\t":
        return reserved(source, here)
    fix = "use spaces: two for each step inwards"
    if sum("\t" in line for line in source.lines) > 1:
        fix += "; an editor can turn all tabs of a file into spaces"
    text = source.line(here.line).replace("\t", " ")
    tries = list(below_others(source, here.line, text))
    if stop.before.strip():
        tries = [(here.line, text)]
    found = "a tab where YAML allows only spaces"
    return Mistake(here, "tab", found, fix, tuple(tries))


# --- quotes --------------------------------------------------------------------------------------


def unclosed_quote(source: Source, place: Place) -> Mistake:
    """Explain a quote that has no end, or one that a quote of another line closes."""
    line, sign = source.line(place.line), source.after(place)[:1]
    other = '"' if sign == "'" else "'"
    fix = f"close it with {sign}; if it belongs to the text, put {other} around the whole text"
    tries = ((place.line, line[:end] + sign + line[end:]) for end in _ends(line, place.column))
    found = f"a quote ({sign}) that is never closed"
    return Mistake(place._replace(width=1), "unclosed-quote", found, fix, tuple(tries))


def _ends(line: str, begin: int) -> list[int]:
    """Where what begins in a line may end: before another key, its comment, or brackets there."""
    comment = re.search(r"\s+#.*$|\s*$", line[begin:])
    end = begin + comment.start() if comment else len(line)
    keys = [begin + key.start() for key in re.finditer(r", *[a-z_]+: ", line[begin:end])]
    return [*keys, end, *(at for at in range(end - 1, begin, -1) if line[at] in ",]}")]


def _escape(stop: _Stop) -> Mistake:
    line = stop.source.line(stop.here.line)
    column = max(line.rfind("\\", 0, stop.here.column), 0)
    escape = ESCAPE.match(line, column)
    if escape and not escape[4]:  # complete, so its character is at fault
        return Mistake(Place(stop.here.line, column + 1, len(escape[0])), *BAD_ESCAPE)
    found = f'"{line[column : column + 2]}" in double quotes has no meaning'
    return Mistake(Place(stop.here.line, column + 1, 2), "bad-escape", found, BAD_ESCAPE[2])


def _after_quote(source: Source, here: Place) -> Mistake:
    """Explain text after closed quotes: they belong to it, or the text has quotes of its own."""
    before = source.before(here).rstrip()
    sign = before[-1]
    other = '"' if sign == "'" else "'"
    fix = f"put {other} around the whole text, instead of {sign}"
    opened = _QUOTED.search(before)
    tries: list[tuple[int, str]] = []
    if opened:
        line, begin = source.line(here.line), opened.start(1)
        ends = sorted(_ends(line, here.column - 1), key=lambda end: line[end - 1] != sign)
        for end in ends:
            text = line[begin:end]
            if re.search(rf"{sign}\s*,", text[1:-1]):
                continue  # that would make one text of two
            whole = quoted(text[1:-1] if text[-1] == sign and len(text) > 1 else text)
            tries.append((here.line, line[:begin] + whole + line[end:]))
    return Mistake(here, "text-after-quote", _CLOSED, fix, tuple(tries))


# --- brackets ------------------------------------------------------------------------------------


def _unclosed(source: Source, place: Place) -> Mistake:
    line, sign = source.line(place.line), source.after(place)[:1]
    closing = _CLOSING.get(sign, "]")
    fix = f'add "{closing}" where it ends'
    tries = [(place.line, line[:end] + closing + line[end:]) for end in _ends(line, place.column)]
    if comment := re.search(r"[\s\[{,](#)(?=\s*[,\]}])", source.after(place)):
        at = place.column - 1 + comment.start(1)
        fix = f"{quote_it('#')}; without quotes a comment begins there"
        tries = [(place.line, f'{line[:at]}"#"{line[at + 1 :]}')]
    found = f'"{sign}" is never closed'
    return Mistake(place, "unclosed-bracket", found, fix, tuple(tries))


def _wrong_bracket(stop: _Stop, closing: str) -> Mistake:
    line, at, number = stop.source.line(stop.here.line), stop.here.column - 1, stop.here.line
    keys = [found.start() for found in re.finditer(r", *[a-z_]+: ", line[:at])][::-1]
    tries = [(number, line[:at] + closing + line[at + 1 :])]
    tries += [(number, line[:end] + closing + line[end:]) for end in (*keys * (closing == "]"), at)]
    found = f'"{stop.character}" where "{closing}" belongs'
    return Mistake(stop.here, "wrong-bracket", found, f'close with "{closing}"', tuple(tries))


def _in_bracket(stop: _Stop) -> Mistake:
    """Explain what is neither a comma nor the closing bracket."""
    source, here = stop.source, stop.here
    stop = _Stop(source, here, stop.opened, stop.opened)
    closing = _CLOSING.get(source.after(stop.opened)[:1], "]")
    if unclosed := stop.unclosed:
        return _unclosed(source, unclosed)
    if stop.character in ("]", "}"):
        return _wrong_bracket(stop, closing)
    if stop.character == "?":  # only the pure parser refuses it
        found = 'unquoted text in brackets may not have "?" in it'
        return Mistake(here, "reserved-character", found, "put the whole text in quotes")
    if stop.character == ":":
        return _second_colon(source, here)
    word = re.search(r"[{\[,]\s*([a-z_]+) *$", stop.before)
    if word and stop.character in _CLOSING:
        key = Place(here.line, word.start(1) + 1, here.column - 1 - word.start(1))
        found = f'the key "{word[1]}" has no colon'
        return _missing_colon(source, key, stop.before[word.start(1) :], found)
    again = re.match(r"""[\w-]+:\s|["'\[{]""", source.after(here))
    if stop.before.rstrip()[-1:] in ("'", '"') and not again:
        return _after_quote(source, here)
    found = f'"{stop.character}" where a comma or "{closing}" belongs'
    line = f"{stop.before.rstrip()}, {source.after(here)}"
    tries = ((here.line, line),) if stop.before.strip() else ()
    return Mistake(here, "missing-comma", found, "put a comma between the entries", tries)


def _second_colon(source: Source, here: Place) -> Mistake:
    """Explain a colon in brackets behind text that already has one before it."""
    before = source.before(here)
    begin = max(before.rfind(sign) for sign in "{[,") + 1
    key = re.match(r"\s*[\w-]+:\s+", before[begin:])
    place = Place(here.line, begin + (key.end() if key else 0) + 1)
    mistake = _colon_in_text(source, here, place, source.word(place))
    if key and (word := re.search(r" ([a-z_]+)$", before[place.column - 1 :])):
        fix = f'put a comma before "{word[1]}" if it is a key; if all of it is text, {mistake.fix}'
        return mistake._replace(fix=fix, tries=())
    return mistake


def _no_content(stop: _Stop) -> Mistake:
    """Explain something that is no value, where a value was due."""
    if unclosed := stop.unclosed:
        return _unclosed(stop.source, unclosed)
    if stop.character == ":":
        return no_key(stop.here)
    if stop.character in ("]", "}") and not stop.bracket:
        fix = f"take it out, or {quote_it(stop.source.word(stop.here))}"
        return Mistake(stop.here, "wrong-bracket", f'"{stop.character}" closes nothing', fix)
    if stop.character == "," and stop.bracket:
        return Mistake(stop.here, "missing-comma", "a comma with nothing before it", "take it out")
    return reserved(stop.source, stop.here) if stop.character in ",]}" else _unknown(stop)


def _structure(stop: _Stop) -> Mistake:
    """Explain a line that does not go on with what is above it, or text after a closed value."""
    source, here = stop.source, stop.here
    above = source.line(next(iter(source.filled(here.line - 1)[-1:]), 0))
    before = stop.before.rstrip()
    if source.line(here.line).startswith("%") or above.startswith("%"):
        return directive(Place(here.line - (not source.line(here.line).startswith("%")), 1))
    if before.strip(" -"):
        if before.endswith(("'", '"')):
            return _after_quote(source, here)
        key = _KEY_BEFORE.match(source.line(here.line))
        begin = Place(here.line, key.end() + 1 if key else text_column(source, here.line))
        quote = quote_it(source.word(begin))
        fix = f"if all of it is text, {quote}; else move the rest into the brackets"
        return Mistake(here, "text-after-bracket", f'text after "{before[-1]}"', fix)
    if above.startswith("..."):
        return several(here)
    if stop.character == ":":
        return no_key(here)
    if stop.character in ("]", "}"):
        return _no_content(_Stop(source, here, stop.opened, None))
    if here.column != stop.opened.column:
        return misaligned(source, here)
    return mixed(source, here)


_EXPLANATIONS: tuple[tuple[str, Callable[[_Stop], Mistake]], ...] = (
    ("directive", lambda stop: directive(stop.opened)),
    ("nesting depth", lambda stop: too_deep(stop.here)),  # libyaml looks far ahead
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
"""Fragments of what both parsers say, in order of precedence, and the explanation of each."""
