"""Messages of one Fluent file, filled in with values by the rules of its language.

Fluent's own parser reads the file. Its runtime for Python would fill in the messages as well, but
brings Babel's 36 MB of locales. `languages.csv` has what we need of them: plural forms and long
dates. `check` refuses the rest of Fluent: terms, other messages, other functions and other dates.
"""

import csv
import gettext
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import bidirectional

from fluent.syntax import ast

Value = str | int | float | date
_LANGUAGES = Path(__file__).parent.parent / "data" / "languages.csv"


class UnshowableError(Exception):
    """A message that can't be shown; the text says why."""


class FluentPart(NamedTuple):
    """A message, or an attribute of one: ``banner``, ``myth-tracking.truth``."""

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
    def literal(self) -> str:
        """All that is written in it, of every choice; the text of a value is left out."""
        return literal_of(self.pattern)

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

    @property
    def direction(self) -> str:
        """How a line runs, as HTML names it: by the first letter of the language's own name."""
        letters = (bidirectional(letter) for letter in self.name if letter.isalpha())
        return "rtl" if next(letters, "L") in ("R", "AL") else "ltr"

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


def filled(pattern: ast.Pattern, values: Mapping[str, Value], language: Language) -> str:
    """Return a text with its values; UnshowableError if it needs what isn't there."""
    return "".join(
        each.value if isinstance(each, ast.TextElement) else _shown(each, values, language)
        for each in pattern.elements
    )


def literal_of(pattern: ast.Pattern) -> str:
    """Return the texts of a pattern in their order, those inside quotes and choices as well."""
    found: list[str] = []
    left: list[ast.SyntaxNode] = [pattern]
    while left:  # Without recursion: it may be nested deep.
        match left.pop():
            case ast.Pattern(elements=elements):
                left += reversed(elements)
            case ast.Placeable(expression=inner):
                left.append(inner)
            case ast.SelectExpression(variants=variants):
                left += [variant.value for variant in reversed(variants)]
            case ast.StringLiteral() as quoted:
                found.append(str(quoted.parse()["value"]))
            case ast.NumberLiteral(value=digits):
                found.append(str(digits))
            case ast.TextElement(value=text):
                found.append(text)
    return "".join(found)


def _shown(node: ast.SyntaxNode, values: Mapping[str, Value], language: Language) -> str:
    match node:
        case ast.Placeable():
            return _shown(node.expression, values, language)
        case ast.SelectExpression():
            return filled(_chosen(node, values, language).value, values, language)
        case ast.StringLiteral():
            return str(node.parse()["value"])
        case ast.FunctionReference():
            return language.long_date(_day(node, values))
        case ast.VariableReference():
            value = _value(node, values)
            if not isinstance(value, date):
                return str(value)
            raise UnshowableError('a day is written as { DATETIME($day, dateStyle: "long") }')
    raise UnshowableError("it refers to another message, a term or a number: write the words")


def _value(node: ast.SyntaxNode, values: Mapping[str, Value]) -> Value:
    if isinstance(node, ast.VariableReference) and node.id.name in values:
        return values[node.id.name]
    raise UnshowableError("a choice, and a day, need one of its values: $minutes")


def _chosen(
    node: ast.SelectExpression, values: Mapping[str, Value], language: Language
) -> ast.Variant:
    value = _value(node.selector, values)
    fit = {str(value), language.plural(value)} if isinstance(value, int) else {str(value)}
    for variant in node.variants:
        key = variant.key
        if (key.name if isinstance(key, ast.Identifier) else key.value) in fit:
            return variant
    return next(variant for variant in node.variants if variant.default)


def _day(node: ast.FunctionReference, values: Mapping[str, Value]) -> date:
    style = {each.name.name: each.value.value for each in node.arguments.named}
    if (node.id.name, style) != ("DATETIME", {"dateStyle": "long"}):
        raise UnshowableError(
            f"{node.id.name}(...) is not supported; "
            'there is DATETIME($day, dateStyle: "long"), and a number is written as { $number }'
        )
    days = [_value(each, values) for each in node.arguments.positional]
    if len(days) == 1 and isinstance(days[0], date):
        return days[0]
    raise UnshowableError("DATETIME takes a day, and this value is none")
