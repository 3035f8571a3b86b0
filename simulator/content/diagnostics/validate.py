"""From a document to a model, and a problem at a place; loads pydantic only when it validates."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.content.yaml.document import Document, Place, Trail, in_words
from simulator.content.yaml.reader import MAX_BYTES, read_file, read_text
from simulator.errors import ContentError, Problem

if TYPE_CHECKING:
    from simulator.content.fields.base import Content

M = TypeVar("M", bound="Content")

KEY = "[key]"
"""Stands behind a trail where the key is meant, not its value."""


Found = tuple[Trail, str, str, str, str]
"""What a check found: its place, the code, what is there, what was expected, and the fix."""


class Part(str):
    """Stands behind the trail of a text of which only these words are meant."""

    __slots__ = ()


_HEADER = re.compile(r"^(?:id|title|kind|line|level|outcome|cases)[ \t]*:", re.MULTILINE)
_BODY = re.compile(
    r"^(?:facts|number|location|near|overheard|answers|caller|background|room|network"
    r"|operator|call_handler|calls|expect|expect_by_profile|debrief|decision_points)[ \t]*:",
    re.MULTILINE,
)


def read_header(path: Path) -> Document:
    """A scenario file up to its body if what a list shows stands before that, else all of it.

    The body is most of a file, and parsing it would be most of what a list takes. Its mistakes are
    for `check`.

    Raises:
        ContentError: the file, as far as it was needed, cannot be read.
    """
    try:
        if path.is_file():
            with path.open(encoding="utf-8") as stream:
                text = stream.read(MAX_BYTES)
            body = _BODY.search(text)
            if body and len(text) < MAX_BYTES and not _HEADER.search(text, body.start()):
                return read_text(text[: body.start()], str(path))
    except (OSError, UnicodeDecodeError, ContentError):
        pass  # reading all of it says what is wrong, and where
    return read_file(path)


def validated(document: Document, model: type[M]) -> M:
    """The document as a model.

    Raises:
        ContentError: it is none; every problem with its place.
    """
    from pydantic import ValidationError

    from simulator.content.diagnostics.from_pydantic import problems_from

    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise ContentError(problems_from(document, error, model)) from error


def problem_at(
    document: Document,
    trail: Trail,
    code: str,
    found: str,
    expected: str = "",
    mend: str = "",
) -> Problem:
    """A problem with the value that stands at `trail`, or with what is nearest around it.

    With `KEY` behind its trail, it is the key that is meant; with a `Part`, some words of a text.
    """
    from simulator.content.diagnostics.error_codes import usual_mend

    key = trail[-1:] == (KEY,)
    part = trail[-1] if trail and isinstance(trail[-1], Part) else ""
    while not document.has(trail):
        trail = trail[:-1]
    where = document.place(trail, key=key)
    if part:
        where = _within(document, where, part)
    source = document.line(where.line)
    at = (*document.home(where.line), where.column)
    mend = mend or usual_mend(code)
    path = in_words(document.written(trail))
    return Problem(*at, code, found, expected, mend, source, where.width, path)


def id_taken(document: Document, name: str, first: Path) -> Problem:
    """That the id of a file, or of a case in it, is already that of another, the first."""
    found = f'the id "{name}" is already taken by {first}'
    mend = "give one of the two another id and file name"
    return problem_at(document, ("id",), "duplicate-id", found, "", mend)


def _within(document: Document, place: Place, part: str) -> Place:
    """Where some words stand in the text at a place, or that place if they are spelt otherwise."""
    words = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
    line = document.line(place.line)
    begin = place.column - 1
    if found := words.search(line, begin, begin + place.width):
        return Place(place.line, found.start() + 1, len(part))
    indent = len(line) - len(line.lstrip())
    for number in range(place.line + 1, len(document.lines) + 1):
        below = document.line(number)
        if below.strip() and len(below) - len(below.lstrip()) <= indent:
            break
        if found := words.search(below):
            return Place(number, found.start() + 1, len(part))
    return place


def digest_of(plain: Any) -> str:
    """A fingerprint of plain values; comments and layout of the file do not change it."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
