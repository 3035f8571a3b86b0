"""What an editor asks of one file: problems, completion, hover, definition, symbols, fixes.

Everything is worked out from a text that need not be saved, complete or right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from lsprotocol import types as lsp

from simulator.content.checks.literal_fixes import fixed, fixed_one, is_ours, problems_of
from simulator.content.checks.scripted_sentences import sentences_in
from simulator.content.checks.understood import reader_of, understood_as, understood_lines
from simulator.content.dictionary.entries import entry
from simulator.content.files.file_kinds import kind_of
from simulator.content.files.find_files import KINDS_BESIDE, PARTS_BESIDE
from simulator.content.library.library import Library, is_shipped
from simulator.content.yaml.positions import LINE_END
from simulator.editor.cursor import Cursor, cursors, parts_at, word_at
from simulator.editor.preview import preview
from simulator.editor.references import named
from simulator.errors import Problem, SimulatorError, message_of

_KEYS = re.compile(r"^(\w+) *:", re.MULTILINE)
_KEY, _ENTRY = re.compile(r"\w+ *:"), re.compile(r" *- \S*:")
_BESIDE = (*KINDS_BESIDE, *PARTS_BESIDE)
_CHECKING = Lock()
"""Held while a file is checked: the first check makes the models, which takes one thread."""


def _folders(path: Path, known: Sequence[Path]) -> Sequence[Path]:
    """Return the known folders, and the one that a file belongs to: up to two above its own."""
    if is_shipped(path) or any(path.is_relative_to(each.absolute()) for each in known):
        return known
    above = list(path.parents)[:3]
    homes = (each for each in above if any((each / name).is_dir() for name in _BESIDE))
    return (*known, next(homes, path.parent))


_WITH_SENTENCES = ("scenario", "persona", "fragment")
"""Kinds of files in which people speak."""


class Offer(NamedTuple):
    """A completion."""

    label: str
    text: str
    about: str = ""


class EditedFile:
    """A file with the text that it has in an editor."""

    def __init__(self, path: Path, text: str, folders: Sequence[Path] = ()) -> None:
        self.path = path
        self.text = text
        self.lines = LINE_END.split(text.removeprefix("\ufeff"))
        self.library = Library(_folders(path, folders))
        self._problems: list[Problem] | None = None

    @property
    def ours(self) -> bool:
        """Whether it is a file of silent999, and not any YAML file."""
        return is_ours(self.text)

    @property
    def kind(self) -> str:
        """The kind of file, by its folder or its keys."""
        folder = self.path.parent.name
        keys = dict.fromkeys(_KEYS.findall(self.text))
        return folder.removesuffix("s") if folder in PARTS_BESIDE else kind_of(keys)

    def problems(self) -> list[Problem]:
        """Return every problem, found once."""
        with _CHECKING:
            if self._problems is None:
                found = problems_of(self.library, self.path, self.text) if self.ours else []
                self._problems = found
            return self._problems

    def diagnostics(self) -> list[lsp.Diagnostic]:
        """Return the problems in the words of `check`; those of another file at its first line."""
        return [
            lsp.Diagnostic(
                range=_range(*(each.line, each.column, each.width) if own else (1, 1, 1)),
                message=f"{'' if own else f'{each.file}:{each.line}: '}{message_of(each)}",
                severity=lsp.DiagnosticSeverity[each.level.capitalize()],
                code=each.code,
                source="silent999",
            )
            for each in self.problems()
            for own in [each.file == str(self.path)]
        ]

    def completions(self, line: int, column: int) -> tuple[lsp.Range, list[Offer]]:
        """Return the word at a place, and the keys, words and ids that may be there instead."""
        begin, word = word_at(self._line(line), column)
        found: dict[str, Offer] = {}
        for cursor in cursors(self.lines, line, column):
            mark = ": " if cursor.is_key else ""
            ids = named(self.library, self.path, self.kind, cursor)
            offers = self._keys(cursor) if cursor.is_key else self._words(cursor)
            for offer in (*(Offer(each, each + mark) for each in ids), *offers):
                found.setdefault(offer.label, offer)
        return _range(line + 1, begin + 1, len(word)), list(found.values())

    def _keys(self, cursor: Cursor) -> Iterator[Offer]:
        used = cursor.keys_at(len(cursor.path) - 1)
        if len(cursor.path) == 1:
            used |= set(_KEYS.findall(self.text))
        for part in parts_at(self.kind, cursor):
            for key, held in part.get("properties", {}).items():
                if key not in used:
                    yield Offer(key, f"{key}: ", held.get("description", ""))

    def _words(self, cursor: Cursor) -> Iterator[Offer]:
        for part in parts_at(self.kind, cursor):
            words = part.get("enum", [part["const"]] if "const" in part else [])
            about = part.get("enumDescriptions") or [part.get("description", "")] * len(words)
            for word, says in zip(words, about, strict=True):
                text = word if isinstance(word, str) else str(word).lower()
                yield Offer(text, text, says)
            for text in map(str, part.get("examples", ())):
                yield Offer(text, text, part.get("description", ""))
            for key in part.get("required", ())[:1]:
                held = entry(key, file=self.kind, key=cursor.key)
                known = held is not None and held.example.startswith(f"{key}: ")
                text = f"{{{held.example if held and known else f'{key}: '}}}"
                yield Offer(f"{{{key}: ...}}", text, part.get("description", ""))

    def hover(self, line: int, column: int) -> str:
        """Return what a word means, in Markdown; empty if nothing is known of it.

        Of words that a person says: what they are understood as.
        """
        if said := self._understood(line, column):
            return said
        begin, word = word_at(self._line(line), column)
        for cursor in cursors(self.lines, line, begin) if word else ():
            held = entry(word, file=self.kind, key=cursor.key)
            if held:
                return f"**{word}** ({held.kind})\n\n{held.meaning}\n\n`{held.example}`"
            parts = parts_at(self.kind, cursor)
            if about := next(filter(None, (each.get("description") for each in parts)), ""):
                return f"**{cursor.key}**\n\n{about}"
        return ""

    def _understood(self, line: int, column: int) -> str:
        """Return what the sentence at a place is understood as; empty if there is none."""
        if self.kind not in _WITH_SENTENCES:
            return ""
        library = self.library.edited(self.path, self.text)
        try:
            found = sentences_in(library, self.path)
        except SimulatorError:  # Reported as a problem.
            return ""
        for each in found:
            place = each.place
            if place.line == line + 1 and 0 <= column - place.column + 1 <= place.width:
                lines = understood_lines(understood_as(each, reader_of(library)))
                return "**understood as**\n\n" + "\n".join(f"- {said}" for said in lines)
        return ""

    def definition(self, line: int, column: int) -> tuple[Path, int] | None:
        """Return the file and line (from 1) that the id at a place names."""
        begin, word = word_at(self._line(line), column)
        for cursor in cursors(self.lines, line, begin) if word else ():
            if target := named(self.library, self.path, self.kind, cursor).get(word):
                return target
        return None

    def symbols(self) -> list[lsp.DocumentSymbol]:
        """Return the top-level keys, and below each the entries of its list."""
        tops = [at for at, line in enumerate(self.lines) if _KEY.match(line)]
        return [
            self._symbol(begin, end, lsp.SymbolKind.Key, list(self._entries(begin, end)))
            for begin, end in pairwise([*tops, len(self.lines)])
        ]

    def _entries(self, begin: int, end: int) -> Iterator[lsp.DocumentSymbol]:
        found = [at for at in range(begin + 1, end) if _ENTRY.match(self.lines[at])]
        indents = {at: self.lines[at].index("-") for at in found}
        outer = [at for at in found if indents[at] == indents[found[0]]]
        for at, last in pairwise([*outer, end]):
            yield self._symbol(at, last, lsp.SymbolKind.Event, [])

    def _symbol(
        self, begin: int, end: int, kind: lsp.SymbolKind, children: list[lsp.DocumentSymbol]
    ) -> lsp.DocumentSymbol:
        text = re.split(r"\s#", self.lines[begin])[0].strip(" -")
        name, _, detail = text.partition(":") if kind is lsp.SymbolKind.Key else (text, "", "")
        start = lsp.Position(begin, 0)
        span = lsp.Range(start, lsp.Position(end, 0))
        here = lsp.Range(start, start)
        return lsp.DocumentSymbol(name, kind, span, here, detail.strip(), children=children)

    def actions(self, first: int, last: int) -> Iterator[tuple[Problem, list[lsp.TextEdit]]]:
        """Yield each problem with a literal fix in these lines (from 0) that holds, and its edits.

        It is tried first, as by `check --fix`: a fix may lead to another problem.
        """
        problems = self.problems()
        for each in problems:
            if each.edits and each.file == str(self.path) and first < each.line <= last + 1:
                with _CHECKING:
                    edits = fixed_one(self.text, each, problems, self._problems_of)
                if edits:
                    yield each, [lsp.TextEdit(_range(*edit[1:]), edit.text) for edit in edits]

    def all_fixed(self) -> str:
        """Return the text with every fix that is sure."""
        with _CHECKING:
            return fixed(self.text, str(self.path), self._problems_of)

    def _problems_of(self, text: str) -> list[Problem]:
        return problems_of(self.library, self.path, text)

    def preview(self, line: int = -1) -> list[str]:
        """Return the call as played up to a line (from 0), or what is wrong with the file."""
        if any(each.level == "error" for each in self.problems()):
            return ["the file has errors; the call can be played without them"]
        try:
            library = self.library.edited(self.path, self.text)
            return preview(library, self.path, line + 1)
        except SimulatorError as error:
            return str(error).splitlines()

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""


def _range(line: int, column: int, width: int) -> lsp.Range:
    """Return a range for a line and column that count from 1."""
    begin = lsp.Position(max(line - 1, 0), max(column - 1, 0))
    return lsp.Range(begin, lsp.Position(begin.line, begin.character + width))
