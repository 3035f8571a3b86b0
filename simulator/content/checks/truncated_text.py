"""Find values that YAML truncated at ` #`, where a comment begins.

Such a file is valid, but the end of the text is lost. A content note must not lose its last words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.content.diagnostics.validate import problem_at
from simulator.content.yaml.positions import Document, KeyPath, quote_it, quoted
from simulator.errors import Problem, by_place

_ANY_TEXT = frozenset(
    {"title", "about", "words", "who", "place", "address", "area", "ask", "facilitator", "why"}
)
"""Keys whose text may be a single word that was truncated."""
# A space after the sign means a comment, and so do several spaces before it.
_REST = re.compile(r" #[^\s#].*?(?=\s+#(?:\s|$)|\s*$)")


def cut_texts(document: Document) -> Iterator[Problem]:
    """Yield the texts of a file that may continue after a number sign."""
    for key_path, place in document.places().items():
        line = document.line(place.line)
        end = place.column - 1 + place.width
        rest = _REST.match(line, end)
        written = line[place.column - 1 : end]
        if (
            not rest
            or written[:1] in ("", '"', "'", "#")
            or not _is_text(document, key_path, written)
        ):
            continue
        text = written + rest[0]
        found = f'the text ends before "{rest[0].split()[0]}", where a comment begins'
        fix = f"{quote_it(text)}; if it is a comment, put a space after the #"
        problem = problem_at(document, key_path, "cut-text", found, "", fix)
        meant = line[: place.column - 1] + quoted(text) + line[rest.end() :]
        yield replace(problem, width=len(text), fixed_line=meant)


def among(cut: Sequence[Problem], problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems of a file, with its truncated texts, in order."""
    return sorted([*cut, *problems], key=by_place) if cut else problems


def _is_text(document: Document, key_path: KeyPath, written: str) -> bool:
    """Whether the source text is a whole value, and the value is free text."""
    value = document.value
    for part in key_path:
        value = value[part]
    key = next((part for part in reversed(key_path) if isinstance(part, str)), "")
    return value == written and (" " in written or key in _ANY_TEXT)
