"""One Fluent file: read whole or refused, with every problem at its place.

The runtime of Fluent reads anything and reports a circle or a missing message only when a line is
shown, on the projector. So all of that is looked for here, when the file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from fluent.syntax import FluentParser, ast

from simulator.content.diagnostics.nearest_word import did_you_mean
from simulator.content.diagnostics.validate import with_usual_fix
from simulator.content.yaml.positions import UNSEEN, Document, KeyPath, Position
from simulator.content.yaml.reader import plain_text
from simulator.errors import ContentError, Problem, by_place, first_problems

MOST_BYTES = 128 * 1024
"""The largest file that is read; the English one with all texts of content has 37,000 bytes."""
MAX_NESTED = 40
"""The deepest syntax tree that is read; a choice inside a choice has 12 levels."""
MAX_CHAIN = 10
"""The longest chain of messages that refer to one another."""
SAFETY_LINES = ("banner", "foot-leave", "keys-leave")
"""Messages that a translation may only add to: their English text stays, and comes first."""
_KEYS = re.compile(r"\bF\d{1,2}\b|\bCtrl\+\S")
"""Keys that leave: they keep their names in every language."""
_FUNCTIONS = ("NUMBER", "DATETIME")


class FluentPart(NamedTuple):
    """A message, a term or an attribute of one: ``banner``, ``-name``, ``myth-tracking.truth``."""

    key: str
    at: int
    """Its offset in the file."""
    pattern: ast.Pattern
    nodes: tuple[ast.SyntaxNode, ...]
    """All nodes of the pattern."""
    references: Mapping[str, int]
    """The parts that it refers to, with the offsets."""

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


class FluentFile:
    """The parts of one file."""

    def __init__(self, path: Path) -> None:
        """Read and parse a file; ContentError if it isn't text, is too large or nested too deep."""
        self.name = str(path)
        self.text = plain_text(path, MOST_BYTES).replace("\r\n", "\n").replace("\r", "\n")
        self.parts: dict[str, FluentPart] = {}
        try:
            # The parser is recursive. Its result is measured without recursion.
            self.resource = FluentParser().parse(self.text)
        except RecursionError:
            at = max(re.finditer(r"\{[{\s]*", self.text), key=lambda found: len(found[0])).start()
            raise ContentError([self._too_deep(at)]) from None
        for entry in self.resource.body:
            if isinstance(entry, ast.Message | ast.Term):
                mark = "-" if isinstance(entry, ast.Term) else ""
                patterns = [("", entry.value)]
                patterns += [(f".{each.id.name}", each.value) for each in entry.attributes]
                for suffix, pattern in patterns:
                    if pattern is not None:
                        self._add(f"{mark}{entry.id.name}{suffix}", _offset(entry), pattern)

    def _add(self, key: str, at: int, pattern: ast.Pattern) -> None:
        nodes: list[ast.SyntaxNode] = []
        level: list[ast.SyntaxNode] = [pattern]
        for _ in range(MAX_NESTED):
            nodes += level
            level = [inner for node in level for inner in _inside(node)]
            if not level:
                self.parts[key] = FluentPart(key, at, pattern, tuple(nodes), _references(nodes))
                return
        raise ContentError([self._too_deep(_offset(level[0]))])

    def _too_deep(self, at: int) -> Problem:
        return self.problem(at, "too-deep", "placeables are nested too deep")

    def problem(self, at: int, code: str, found: str, expected: str = "", fix: str = "") -> Problem:
        """Return a problem at an offset."""
        line, column = self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)
        source = self.text[at - column + 1 :].partition("\n")[0]
        named = re.match(r"[\w-]+", source[column - 1 :])
        width = named.end() if named else 1
        where = (self.name, line, column)
        return with_usual_fix(Problem(*where, code, found, expected, fix, source, width))

    @property
    def document(self) -> Document:
        """The texts by their keys, for checks of wording."""
        lines = tuple(self.text.split("\n"))
        places: dict[KeyPath, Position] = {(): Position(1, 1)}
        for part in self.parts.values():
            line = self.text.count("\n", 0, part.at) + 1
            places[part.key,] = Position(line, 1, max(len(lines[line - 1]), 1))
        texts = {key: part.plain for key, part in self.parts.items()}
        return Document(self.name, lines, texts, places, {})

    def problems(self, english: FluentFile, texts: Iterable[str]) -> list[Problem]:
        """Return the problems of a translation of `english` and of the content's `texts`."""
        known = {key: part.variables for key, part in english.parts.items()}
        known |= dict.fromkeys(texts, frozenset())
        parts = self.parts.values()
        unlike = (
            self._unlike(part, known, english) for part in parts if not part.key.startswith("-")
        )
        unusable = map(self._unusable, parts)
        found = chain(self._syntax(), self._circles(), *unusable, *unlike)
        return sorted(first_problems(found), key=by_place)

    def _syntax(self) -> Iterator[Problem]:
        for entry in self.resource.body:
            if isinstance(entry, ast.Junk):
                why = entry.annotations[0]
                at = why.span.start if why.span else 0
                yield self.problem(at, "fluent-syntax", f"not valid Fluent: {why.message}")

    def _unlike(
        self, part: FluentPart, known: Mapping[str, frozenset[str]], english: FluentFile
    ) -> Iterator[Problem]:
        """Yield what a message has that its English one has not, or the other way round."""
        if part.key not in known:
            found, fix = f"no message {part.key} is used", did_you_mean(part.key, known)
            yield self.problem(part.at, "unknown-message", found, "a message of en.ftl", fix)
        elif extra := part.variables - known[part.key]:
            found, expected = f"{part.key} has no {_named(extra)}", _named(known[part.key])
            yield self.problem(part.at, "unknown-value", found, expected or "no values")
        elif source := english.parts.get(part.key):
            for lost in _lost(part, source.plain):
                found = f'{part.key} leaves out "{lost}"'
                expected = "the English words, then the translation"
                yield self.problem(part.at, "safety-words", found, expected)

    def _unusable(self, part: FluentPart) -> Iterator[Problem]:
        """Yield what the runtime can't show."""
        for name, at in part.references.items():
            if name not in self.parts:
                found, fix = f"there is no {name} in this file", did_you_mean(name, self.parts)
                yield self.problem(at, "unknown-message", found, "a message or a term", fix)
        for node in part.nodes:
            if isinstance(node, ast.StringLiteral) and UNSEEN.search(node.parse()["value"]):
                found = "an escape for an invisible character"
                yield self.problem(_offset(node), "bad-escape", found)
            if isinstance(node, ast.FunctionReference) and node.id.name not in _FUNCTIONS:
                found = f"there is no function {node.id.name}"
                yield self.problem(_offset(node), "fluent-syntax", found, " or ".join(_FUNCTIONS))

    def _circles(self) -> Iterator[Problem]:
        """Yield each part that refers to itself, or through too many others."""
        left = dict(self.parts)
        for _ in range(MAX_CHAIN):
            left = {key: part for key, part in left.items() if left.keys() & part.references}
        for key, part in left.items():
            found = f"{key} refers to itself, or to others more than {MAX_CHAIN} deep"
            yield self.problem(part.at, "message-circle", found)


def _lost(part: FluentPart, english: str) -> Iterator[str]:
    """Yield the words that a part has to keep of its English and has not."""
    if part.key in SAFETY_LINES:
        # A choice or a value before the English words could leave them out.
        first = part.pattern.elements[0]
        begins = first.value if isinstance(first, ast.TextElement) else ""
        if not " ".join(begins.split()).startswith(english):
            yield english
    else:
        yield from (each for each in _KEYS.findall(english) if each not in part.plain)


def _references(nodes: Iterable[ast.SyntaxNode]) -> dict[str, int]:
    found: dict[str, int] = {}
    for node in nodes:
        if isinstance(node, ast.MessageReference | ast.TermReference):
            mark = "-" if isinstance(node, ast.TermReference) else ""
            attribute = f".{node.attribute.name}" if node.attribute else ""
            found[f"{mark}{node.id.name}{attribute}"] = _offset(node)
    return found


def _inside(node: ast.SyntaxNode) -> Iterator[ast.SyntaxNode]:
    for value in vars(node).values():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, ast.SyntaxNode):
                yield each


def _offset(node: ast.SyntaxNode) -> int:
    return node.span.start if node.span else 0


def _named(values: Iterable[str]) -> str:
    return ", ".join(f"${each}" for each in sorted(values))
