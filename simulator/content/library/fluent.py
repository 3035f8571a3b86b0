"""Messages of one Fluent file, filled in with values by the rules of its language.

Fluent's own parser reads the file. Its runtime for Python would fill in the messages as well, but
brings Babel's 36 MB of locales. `languages.csv` has what we need of them: plural forms and long
dates. `check` refuses the rest of Fluent: other functions, and other forms of dates.
"""

import csv
import gettext
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fluent.syntax import ast

Value = str | int | float | date
MOST_PARTS = 1_000
"""Most texts and placeables of one message, with those of the messages in it (assumption)."""
MOST_LETTERS = 10_000
"""Longest text of a message or a part of it (assumption)."""
MOST_DEPTH = 50
"""Most messages and choices in one another (assumption)."""
_LANGUAGES = Path(__file__).parent.parent / "data" / "languages.csv"


class UnshowableError(Exception):
    """A message that can't be shown; the text says why."""


class FluentPart(NamedTuple):
    """A message, a term or an attribute of one: ``banner``, ``-name``, ``myth-tracking.truth``."""

    key: str
    at: int
    """Its offset in the file."""
    pattern: ast.Pattern
    nodes: tuple[ast.SyntaxNode, ...]
    """All nodes of the pattern."""

    @property
    def plain(self) -> str:
        """The text of the pattern outside placeables, on one line."""
        texts = (node.value for node in self.nodes if isinstance(node, ast.TextElement))
        return " ".join("".join(texts).split())

    @property
    def variables(self) -> frozenset[str]:
        """The names of its values."""
        found = (node.id.name for node in self.nodes if isinstance(node, ast.VariableReference))
        return frozenset(found)


class Language(NamedTuple):
    """The rules of a language, from the Unicode CLDR."""

    name: str
    """In the language itself; the code if the language is unknown."""
    forms: tuple[str, ...]
    """The names of its plural forms."""
    form_of: Callable[[int], int]
    """The place of a number's form in `forms`."""
    day_format: str
    """The format of a day with the name of its month."""
    months: tuple[str, ...]

    def plural(self, number: int) -> str:
        """Return the name of the plural form for a number."""
        return self.forms[self.form_of(number)]

    def long_date(self, day: date) -> str:
        """Return a day such as "24 November 2026"."""
        month = self.months[day.month - 1]
        return self.day_format.format(d=day.day, month=month, m=day.month, y=day.year)


@cache
def language_of(code: str) -> Language:
    """Return the rules for a code such as ``cy`` or ``pt-BR``; those of English if unknown."""
    language, _, region = code.partition("-")
    with _LANGUAGES.open(encoding="utf-8", newline="") as lines:
        known = {row["code"]: row for row in csv.DictReader(lines)}
    row = known.get(language, known["en"])
    name = f"{row['name']} ({region})" if region else row["name"]
    forms, months = tuple(row["forms"].split()), tuple(row["months"].split("|"))
    shown = name if language in known else code
    return Language(shown, forms, gettext.c2py(row["plural"]), row["date"], months)


class FluentBundle(NamedTuple):
    """The messages of one file."""

    parts: Mapping[str, FluentPart]
    language: Language

    def text(self, key: str, values: Mapping[str, Value]) -> str | None:
        """Return a message with its values; None if there is no such message.

        Raises:
            UnshowableError: it needs what isn't there, or refers to too many others.
        """
        part = self.parts.get(key)
        return _Filling(self).text(part.pattern, values) if part else None


class _Filling:
    """One message being filled in, with counts so that it ends."""

    def __init__(self, bundle: FluentBundle) -> None:
        self.bundle = bundle
        self.parts = self.depth = 0

    def text(self, pattern: ast.Pattern, values: Mapping[str, Value]) -> str:
        self.parts += len(pattern.elements)
        self.depth += 1
        if self.parts > MOST_PARTS or self.depth > MOST_DEPTH:
            raise UnshowableError("it refers to itself, or to too many others")
        text = "".join(
            each.value if isinstance(each, ast.TextElement) else self.shown(each, values)
            for each in pattern.elements
        )
        self.depth -= 1
        if len(text) > MOST_LETTERS:
            raise UnshowableError(f"it has over {MOST_LETTERS} letters")
        return text

    def shown(self, node: ast.Placeable, values: Mapping[str, Value]) -> str:
        value = self.value(node, values)
        if value is None:
            raise UnshowableError("a term has no such value")
        if isinstance(value, date):
            raise UnshowableError('a day is written as { DATETIME($day, dateStyle: "long") }')
        return str(value)

    def value(self, node: ast.SyntaxNode, values: Mapping[str, Value]) -> Value | None:
        """Return the value of an expression; None for a variable that a term was not given."""
        match node:
            case ast.Placeable():
                return self.value(node.expression, values)
            case ast.StringLiteral():
                return str(node.parse()["value"])
            case ast.NumberLiteral():
                return float(node.value) if "." in node.value else int(node.value)
            case ast.VariableReference():
                return values.get(node.id.name)
            case ast.SelectExpression():
                return self.text(self._chosen(node, values).value, values)
            case ast.FunctionReference():
                return self._long_date(node, values)
            case ast.TermReference(arguments=arguments):
                given = arguments.named if arguments else []
                values = {each.name.name: each.value.parse()["value"] for each in given}
        assert isinstance(node, ast.MessageReference | ast.TermReference)
        key = "-" * isinstance(node, ast.TermReference) + node.id.name
        key += f".{node.attribute.name}" if node.attribute else ""
        if key not in self.bundle.parts:
            raise UnshowableError(f"there is no {key} in this file")
        return self.text(self.bundle.parts[key].pattern, values)

    def _chosen(self, node: ast.SelectExpression, values: Mapping[str, Value]) -> ast.Variant:
        value = self.value(node.selector, values)
        fit = {value, self.bundle.language.plural(value)} if isinstance(value, int) else {value}
        for variant in node.variants:
            key = variant.key
            if (key.name if isinstance(key, ast.Identifier) else self.value(key, {})) in fit:
                return variant
        return next(variant for variant in node.variants if variant.default)

    def _long_date(self, node: ast.FunctionReference, values: Mapping[str, Value]) -> str:
        days = [self.value(each, values) for each in node.arguments.positional]
        style = {each.name.name: each.value.value for each in node.arguments.named}
        if (node.id.name, style) != ("DATETIME", {"dateStyle": "long"}):
            raise UnshowableError(
                f"{node.id.name}(...) is not supported; "
                'there is DATETIME($day, dateStyle: "long"), and a number is written as { $number }'
            )
        if len(days) != 1 or not isinstance(days[0], date):
            raise UnshowableError("DATETIME takes a day, and this value is none")
        return self.bundle.language.long_date(days[0])
