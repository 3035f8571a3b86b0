"""Validate documents against models, and make problems at positions.

Importing this module doesn't load pydantic, which takes most of the start of a small command.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from simulator.content.yaml.positions import Document, KeyPath, Position
from simulator.content.yaml.reader import completed
from simulator.errors import ContentError, Problem

if TYPE_CHECKING:  # At run time it would load pydantic.
    from simulator.content.fields.content_model import Content

M = TypeVar("M", bound="Content")

KEY = "[key]"
"""Last part of a key path that means the key, not its value."""


Found = tuple[KeyPath, str, str, str, str]
"""Result of a check: key path, code, what was found, what was expected, and the fix."""


class TextSpan(str):
    """Last part of a key path that means only these words of a text."""

    __slots__ = ()


def validated(document: Document, model: type[M]) -> M:
    """Return the document as a `model`, or raise ContentError with every problem."""
    # Deferred: pydantic takes 54 ms, most of the start of a command that reads no file.
    from pydantic import ValidationError

    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        # Deferred: these modules take 5 ms, and a valid file never needs them.
        from simulator.content.diagnostics.error_messages import problems_from

        problems = problems_from(document, error, model.__name__)
        raise ContentError([completed(each) for each in problems]) from error


def problem_at(
    document: Document, key_path: KeyPath, code: str, found: str, expected: str = "", fix: str = ""
) -> Problem:
    """Return a problem at `key_path`, or at its nearest ancestor in the file.

    A path that ends in `KEY` means the key itself; one that ends in a `TextSpan`, part of a text.
    """
    key = key_path[-1:] == (KEY,)
    part = key_path[-1] if key_path and isinstance(key_path[-1], TextSpan) else ""
    while not document.has(key_path):
        key_path = key_path[:-1]
    where = document.place(key_path, key=key)
    if part:
        where = _within(document, where, part)
    return completed(document.problem(where, key_path, code, found, expected, fix))


def id_taken(document: Document, name: str, first: Path, at: KeyPath = ("id",)) -> Problem:
    """Report that `first` already has the id of this file, of a case, or of an entry in it."""
    found = f'the id "{name}" is already taken by {first}'
    fix = "" if at == ("id",) else "give it an id of its own; an entry is added, never replaced"
    return problem_at(document, at, "duplicate-id", found, "", fix)


def _within(document: Document, place: Position, part: str) -> Position:
    """Return the position of `part` in the text at `place`, or `place` if it isn't on its line."""
    begin = place.column - 1
    words = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
    found = words.search(document.line(place.line), begin, begin + place.width)
    return Position(place.line, found.start() + 1, len(part)) if found else place
