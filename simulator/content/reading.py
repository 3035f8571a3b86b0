"""From a document to a model, and a problem at a place; loads pydantic only when it validates."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.content.yaml_reader import Document, Trail, in_words
from simulator.errors import ContentError, Problem

if TYPE_CHECKING:
    from simulator.content.models import Content

M = TypeVar("M", bound="Content")


def validated(document: Document, model: type[M]) -> M:
    """The document as a model.

    Raises:
        ContentError: it is none; every problem with its place.
    """
    from pydantic import ValidationError

    from simulator.content.diagnostics import problems_from

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
    """A problem with the value that stands at `trail`, or with what is nearest around it."""
    while not document.has(trail):
        trail = trail[:-1]
    where = document.place(trail)
    source = document.line(where.line)
    at = (document.name, where.line, where.column)
    return Problem(*at, code, found, expected, mend, source, where.width, in_words(trail))


def digest_of(plain: Any) -> str:
    """A fingerprint of plain values; comments and layout of the file do not change it."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
