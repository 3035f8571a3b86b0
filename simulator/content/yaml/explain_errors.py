"""What the YAML parser stumbled over, in plain words.

The pure parser and libyaml say the same in different words at the same place, so both are
recognised by a fragment that they share. Each explanation answers: what did the person most likely
mean, and what should they type? The module is long, since there is one for each way to go wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

from simulator.content.yaml import missing_colons as yaml_keys
from simulator.content.yaml.document import (
    BAD_ESCAPE,
    CLOSED_ALREADY,
    ESCAPE,
    MAX_DEPTH,
    Mistake,
    Place,
    Source,
    other_quotes,
    quote_it,
    unclosed_quote,
)

LONGEST_KEY = 1024
"""YAML's own limit for a key with its colon behind it."""

_MARKER = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}")
_CLOSING = {"[": "]", "{": "}"}
_VALUE = re.compile(r"""\s*(?:-\s+)*(?:(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+)?""")
_COLON_BEFORE = re.compile(r"""\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s"'\[{#:][^:]*)\s*:\s+(?=\S)""")


class _Stumble(NamedTuple):
    """Where the parser gave up, what it was reading then, and the bracket still open there."""

    source: Source
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


def explain(source: Source, error: yaml.MarkedYAMLError, bracket: Place | None) -> Mistake:
    """Say in plain words what the parser stumbled over."""
    problem = f"{error.context}: {error.problem}"
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    places = [Place(mark.line + 1, mark.column + 1) for mark in marks] or [Place(1, 1)]
    stumble = _Stumble(source, places[0], places[-1], bracket)
    for fragment, explain in _EXPLANATIONS:
        if re.search(fragment, problem):
            return explain(stumble)
    return _unknown(stumble)


def _unknown(stumble: _Stumble) -> Mistake:
    what = f'"{stumble.character}"' if stumble.character else "the end of the line"
    mend = "look for a missing quote, comma or colon just before it"
    return Mistake(stumble.here, "yaml-syntax", f"{what} cannot stand here", mend)


def anchor(source: Source, place: Place) -> Mistake:
    """For ``&`` and ``*``, which make one value stand in several places."""
    sign = source.after(place)[:1]
    if named := re.match(r"&[\w-]+ +(?=[\[{])", source.after(place)):  # a name for what follows
        mend = f'take "{named[0].rstrip()}" out; a reference to another place is not read'
        meant = source.with_text(place._replace(width=named.end()), "")
        return Mistake(place, "alias", _may_not_begin(sign), mend, meant)
    mend = f"{quote_it(source.word(place))}; a reference to another place is not read"
    return Mistake(place, "alias", _may_not_begin(sign), mend)


def tag(source: Source, place: Place) -> Mistake:
    return Mistake(place, "tag", _may_not_begin("!"), quote_it(source.word(place)))


def directive(place: Place) -> Mistake:
    return Mistake(place, "directive", 'a line that begins with "%"', "take the line out")


def no_key(place: Place) -> Mistake:
    mend = "write the key before the colon"
    return Mistake(place, "key-not-text", "there is no key before the colon", mend)


def no_colon_in_brackets(source: Source, key: Place) -> Mistake:
    """A key in brackets without its colon: mostly the rest of a text that a comma cut in two."""
    text = source.after(key)[: key.width].rstrip()
    tight = re.fullmatch(r"(\w+):(\S.*)", text)
    if tight:
        mend = f'put a space after the colon: "{tight[1]}: {tight[2]}"'
        return Mistake(key, "missing-colon", f'"{text}" has no space after its colon', mend)
    if cut := yaml_keys.lost_colon(source, key) or comma_in_text(source, key):
        return cut
    mend = f'write "{text}: ..." if it is a key, else take the {{ }} around it away'
    return Mistake(key, "missing-colon", f'the key "{text}" has no colon', mend)


def comma_in_text(source: Source, key: Place) -> Mistake | None:
    """For what is no key, but the rest of an unquoted text."""
    if not re.search(r"[^\s\[{\]},:][^\[{\]},:]*,\s*$", source.before(key)):
        return None
    if meant := yaml_keys.list_without_brackets(source, key):
        return meant
    found = 'in brackets, unquoted text may not have ", " in it'
    mend = "put quotes around the whole text, from before the comma"
    return Mistake(key, "comma-in-text", found, mend)


def dash_in_text(source: Source, number: int, above: int) -> Mistake:
    """A list entry further in than the one above, which YAML reads as the rest of its text."""
    line = source.line(number)
    place = Place(number, len(line) - len(line.lstrip(" ")) + 1)
    column = source.indent(Place(above, 1)) + 1
    found = "this line goes on with the text above, although it begins with a dash"
    return Mistake(place, "indentation", found, f"begin it in column {column}")


def conflict(source: Source) -> Mistake | None:
    """The first line by which Git marks two versions of which none was chosen."""
    for number, line in enumerate(source.lines, start=1):
        if _MARKER.fullmatch(line):
            place = Place(number, 1, len(line))
            found = "the file has an unresolved conflict of two versions"
            mend = "keep what is right, and take out the lines with <<<<<<<, ======= and >>>>>>>"
            return Mistake(place, "conflict-marker", found, mend)
    return None


def too_deep(place: Place) -> Mistake:
    found = f"lists and keys are nested more than {MAX_DEPTH} deep"
    return Mistake(place, "too-deep", found, "look for brackets too many")


def several(place: Place) -> Mistake:
    found = "a second document begins here; one is read from a file"
    return Mistake(place, "several-documents", found, "take the line out, or make two files")


def _colon(stumble: _Stumble) -> Mistake:
    """A colon where no key can be: unquoted text with a colon, or a key in the wrong column."""
    source, here = stumble.source, stumble.here
    key = _COLON_BEFORE.match(source.before(here))
    if key:
        if inner := yaml_keys.keys_in_line(source, here, key.end()):
            return inner
        text = source.word(Place(here.line, key.end() + 1))
        found = 'unquoted text may not have ": " in it'
        return Mistake(here, "colon-in-text", found, quote_it(text))
    if here.column > LONGEST_KEY:
        return _key_too_long(here)
    above = stumble.line_above()
    if source.line(here.line).lstrip(" ").startswith("- "):  # the text above goes on in this line
        return _misaligned(stumble, {source.indent(above) + 1})
    if source.word(above) and not re.search(r":(\s|$)", source.line(above.line)):
        return _no_colon(stumble._replace(opened=above))
    return _misaligned(stumble, {above.column})


def _key_too_long(place: Place) -> Mistake:
    found = f"a key of more than {LONGEST_KEY:,} characters"
    return Mistake(place, "key-too-long", found, "shorten it")


def _misaligned(stumble: _Stumble, columns: set[int]) -> Mistake:
    place = Place(stumble.here.line, stumble.source.indent(stumble.here) + 1)
    choice = " or ".join(map(str, sorted(columns, reverse=True)))
    found = f"this line begins in column {place.column}, where nothing above it does"
    return Mistake(place, "indentation", found, f"begin it in column {choice}, like a line above")


def _no_colon(stumble: _Stumble) -> Mistake:
    """A line that is neither a key nor a list entry."""
    place = stumble.opened
    text = whole = stumble.source.word(place)
    if len(text) > LONGEST_KEY and re.search(r":(\s|$)", text):
        return _key_too_long(place)
    if len(text) > 60:
        text = text[:57] + "..."
    mend = f'write "{text}: ..." if it is a key, else indent it or put a dash before it'
    spaced = re.match(r"([a-z_]+)(?: *= *| +)(?=\S)", text)
    tight = re.match(r"([^\s:]+):(?=\S)", text)
    if text.startswith(("[", "{", '"', "'")):
        mend = "write the key and a colon before it"
    elif spaced:
        keyed = f"{spaced[1]}: {text[spaced.end() :]}"
        mend = f'if "{spaced[1]}" is the key, write "{keyed}"; if the text above goes on, indent it'
    elif tight:
        mend = f'put a space after the colon: "{tight[1]}: {text[tight.end() :]}"'
    found = "this line is neither a key with its colon nor a list entry"
    meant = yaml_keys.with_colon(stumble.source, place._replace(width=len(whole)))
    return Mistake(place._replace(width=len(text)), "missing-colon", found, mend, meant)


def _dash(stumble: _Stumble) -> Mistake:
    text = quote_it(stumble.source.word(stumble.here))
    mend = f"begin the list on a line of its own; if it is text, {text}"
    return Mistake(stumble.here, "dash-in-line", "a list begins in the line of its key", mend)


def _bad_start(stumble: _Stumble) -> Mistake:
    here, sign = stumble.here, stumble.character
    if sign == "\t":
        mend = "use spaces: two for each step inwards"
        if sum("\t" in line for line in stumble.source.lines) > 1:
            mend += "; an editor can turn all tabs of a file into spaces"
        return Mistake(here, "tab", "a tab where YAML allows only spaces", mend)
    mend = quote_it(stumble.source.word(here))
    return Mistake(here, "reserved-character", _may_not_begin(sign), mend)


def _may_not_begin(sign: str) -> str:
    return f'unquoted text may not begin with "{sign}"'


def _block_text(stumble: _Stumble) -> Mistake:
    sign = stumble.source.after(stumble.opened)[:1]
    text = quote_it(stumble.source.word(stumble.opened))
    mend = f"{text}, or put the text on the lines below, indented"
    return Mistake(stumble.opened, "block-text", f'there is text after "{sign}" in its line', mend)


def _escape(stumble: _Stumble) -> Mistake:
    here = stumble.here
    line = stumble.source.line(here.line)
    column = max(line.rfind("\\", 0, here.column), 0)
    escape = ESCAPE.match(line, column)
    if escape and not escape[4]:  # complete, so what it stands for is at fault
        return Mistake(Place(here.line, column + 1, len(escape[0])), *BAD_ESCAPE)
    found = f'"{line[column : column + 2]}" in double quotes has no meaning'
    return Mistake(Place(here.line, column + 1, 2), "bad-escape", found, BAD_ESCAPE[2])


def _open_quote(stumble: _Stumble) -> Mistake:
    sign = stumble.source.after(stumble.opened)[:1]
    return Mistake(stumble.opened, "unclosed-quote", *unclosed_quote(sign))


def _bracket(stumble: _Stumble) -> Mistake:
    """Neither a comma nor the closing bracket comes next."""
    source, here, opened = stumble.source, stumble.here, stumble.opened
    closing = _CLOSING.get(source.after(opened)[:1], "]")
    if not stumble.at_end and stumble.character in ("]", "}"):
        found = f'"{stumble.character}" where "{closing}" belongs'
        return Mistake(here, "wrong-bracket", found, f'close with "{closing}"')
    if stumble.at_end or _is_outdented(stumble):
        return _unclosed(stumble._replace(bracket=opened))
    if stumble.character == "?":  # only the pure parser minds
        found = 'unquoted text in brackets may not have "?" in it'
        return Mistake(here, "reserved-character", found, "put the whole text in quotes")
    if stumble.character == ":":
        return _second_colon(stumble)
    if lost := yaml_keys.lost_colon_before_bracket(source, here):
        return lost
    sign = source.before(here)[-1:]
    if sign in ("'", '"') and stumble.character not in _CLOSING:
        return Mistake(here, "text-after-quote", CLOSED_ALREADY, other_quotes(sign))
    found = f'"{stumble.character}" where a comma or "{closing}" belongs'
    return Mistake(here, "missing-comma", found, "put a comma between the entries")


def _is_outdented(stumble: _Stumble) -> bool:
    """Whether the line here is none of those in the bracket, by its column."""
    source, here, opened = stumble.source, stumble.here, stumble.opened
    dashes = re.match(r"\s*(?:-\s+)*", source.line(opened.line))
    return here.line > opened.line and source.indent(here) <= (dashes.end() if dashes else 0)


def _second_colon(stumble: _Stumble) -> Mistake:
    """A colon in brackets behind text that already has one before it."""
    source, here = stumble.source, stumble.here
    begin = re.search(r"(?:\{|,)\s*[\w-]+:\s+(?=[^,{}\[\]]*$)", source.before(here))
    place = here._replace(column=begin.end() + 1) if begin else here
    word = (source.before(here).split() or [""])[-1]
    if len(word) > LONGEST_KEY:
        return _key_too_long(here)
    mend = quote_it(source.word(place))
    if begin and source.before(here)[begin.end() :] != word:
        mend = f'put a comma before "{word}" if it is a key; if all of it is text, {mend}'
    return Mistake(here, "colon-in-text", 'unquoted text may not have ": " in it', mend)


def _unclosed(stumble: _Stumble) -> Mistake:
    place = stumble.bracket or stumble.opened
    sign = stumble.source.after(place)[:1]
    comment = re.search(r"[\s\[{,](#[^\s,\]}]*)(?=\s*[,\]}])", stumble.source.after(place))
    mend = f'add "{_CLOSING.get(sign, "]")}"'
    if comment:
        mend = f"{quote_it(comment[1])}; without quotes a comment begins there"
    return Mistake(place, "unclosed-bracket", f'"{sign}" is never closed', mend)


def _no_content(stumble: _Stumble) -> Mistake:
    """A value was due, and something came that is none."""
    here, sign = stumble.here, stumble.character
    if stumble.at_end or (
        stumble.bracket and _is_outdented(stumble._replace(opened=stumble.bracket))
    ):
        return _unclosed(stumble)
    if sign == ":":
        return no_key(here)
    if sign == "," and stumble.bracket:
        return Mistake(here, "empty-entry", "a comma with nothing before it", "take it out")
    if sign in ("]", "}") and not stumble.bracket:
        mend = f"take it out, or {quote_it(stumble.source.word(here))}"
        return Mistake(here, "wrong-bracket", f'"{sign}" closes nothing', mend)
    return _bad_start(stumble) if sign in (",", "]", "}") else _unknown(stumble)


def _structure(stumble: _Stumble) -> Mistake:
    """A line that does not continue what stands above it, or text after a closed value."""
    source, here = stumble.source, stumble.here
    before = source.before(here).rstrip()
    if source.line(here.line).startswith("%"):
        return directive(Place(here.line, 1))
    if before.strip(" -"):
        return _after_value(stumble, before)
    above = stumble.line_above()
    if source.line(above.line).startswith("%"):
        return directive(Place(above.line, 1))
    if source.line(above.line).startswith("..."):
        return several(here)
    if stumble.character == ":":
        return no_key(here)
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
    return Mistake(here, "mixed-list-and-keys", found, mend)


def _after_value(stumble: _Stumble, before: str) -> Mistake:
    """Something follows a quoted text or a bracket that is already closed."""
    here, line = stumble.here, stumble.source.line(stumble.here.line)
    begin = _VALUE.match(line)
    text = re.split(r"\s#", line[begin.end() if begin else 0 :])[0].strip()
    if before.endswith(("'", '"')):
        if len(text) > 1 and text[0] == text[-1]:
            text = text[1:-1]  # quotes inside quotes: other ones outside will do
        return Mistake(here, "text-after-quote", CLOSED_ALREADY, quote_it(text))
    if before.endswith(("]", "}")):
        found = f'text after "{before[-1]}"'
        mend = f"if all of it is text, {quote_it(text)}; else move the rest into the brackets"
        return Mistake(here, "text-after-bracket", found, mend)
    return _unknown(stumble)


_EXPLANATIONS: tuple[tuple[str, Callable[[_Stumble], Mistake]], ...] = (
    ("directive", lambda stumble: directive(stumble.opened)),
    ("nesting depth", lambda stumble: too_deep(stumble.here)),  # libyaml looks far ahead
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed", _dash),
    ("cannot start any token|a tab character|mapping keys are not allowed", _bad_start),
    ("scanning an (alias|anchor)", lambda stumble: anchor(stumble.source, stumble.opened)),
    ("ing a tag|tag handle|URI", lambda stumble: tag(stumble.source, stumble.opened)),
    ("block scalar", _block_text),
    ("escape|hexdecimal", _escape),
    ("quoted scalar", _open_quote),
    ("expected ',' or", _bracket),
    ("node content", _no_content),
    ("block mapping|block collection|document start", _structure),
)
"""What both parsers say, in order of precedence, and who explains it."""
