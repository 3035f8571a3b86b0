"""From a document to a model, and a problem at a place; loads pydantic only when it validates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.content.yaml.positions import Document, Position, Trail, in_words
from simulator.content.yaml.reader import read_file
from simulator.errors import ContentError, Problem

CODES = Path(__file__).resolve().parents[1] / "data" / "codes.yaml"

if TYPE_CHECKING:  # at run time it would load pydantic for commands that validate nothing
    from simulator.content.fields.content_model import Content

M = TypeVar("M", bound="Content")

KEY = "[key]"
"""Stands behind a trail where the key is meant, not its value."""


Found = tuple[Trail, str, str, str, str]
"""What a check found: its place, the code, what is there, what was expected, and the fix."""


class TextSpan(str):
    """Stands behind the trail of a text of which only these words are meant."""

    __slots__ = ()


def validated(document: Document, model: type[M]) -> M:
    """The document as a model.

    Raises:
        ContentError: it is none; every problem with its place.
    """
    # Pydantic takes most of the start of a command that reads no file.
    from pydantic import ValidationError

    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        # What explains its errors takes 5 ms, which a right file does not need.
        from simulator.content.diagnostics.from_pydantic import problems_from

        problems = problems_from(document, error, model)
        raise ContentError([with_usual_fix(each) for each in problems]) from error


def problem_at(
    document: Document,
    trail: Trail,
    code: str,
    found: str,
    expected: str = "",
    fix: str = "",
) -> Problem:
    """A problem with the value at `trail`, or with what is nearest around it.

    A path that ends in `KEY` means the key itself; one that ends in a `TextSpan`, part of a text.
    """
    key = trail[-1:] == (KEY,)
    part = trail[-1] if trail and isinstance(trail[-1], TextSpan) else ""
    while not document.has(trail):
        trail = trail[:-1]
    where = document.place(trail, key=key)
    if part:
        where = _within(document, where, part)
    source = document.line(where.line)
    at = (*document.home(where.line), where.column)
    path = in_words(document.written(trail))
    return with_usual_fix(Problem(*at, code, found, expected, fix, source, where.width, path))


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, Mapping[str, Any]]:
    """The catalogue of codes, read without its model: that would need this module."""
    codes: Mapping[str, Mapping[str, Any]] = read_file(CODES).value["codes"]
    return codes


def with_usual_fix(problem: Problem) -> Problem:
    """The problem with what its code says to do, if the place knows nothing more exact."""
    if problem.fix:
        return problem
    return replace(problem, fix=_codes().get(problem.code, {}).get("mend", ""))


def levelled(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each with the level that its code has."""
    return [
        replace(each, level=_codes().get(each.code, {}).get("level", "error")) for each in problems
    ]


def id_taken(document: Document, name: str, first: Path) -> Problem:
    """That the id of a file, or of a case in it, is already that of another, the first."""
    found = f'the id "{name}" is already taken by {first}'
    fix = "give one of the two another id and file name"
    return problem_at(document, ("id",), "duplicate-id", found, "", fix)


def _within(document: Document, place: Position, part: str) -> Position:
    """Where some words stand in the text at a place, or that place if they are spelt otherwise."""
    words = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
    line = document.line(place.line)
    begin = place.column - 1
    if found := words.search(line, begin, begin + place.width):
        return Position(place.line, found.start() + 1, len(part))
    indent = len(line) - len(line.lstrip())
    for number in range(place.line + 1, len(document.lines) + 1):
        below = document.line(number)
        if below.strip() and len(below) - len(below.lstrip()) <= indent:
            break
        if found := words.search(below):
            return Position(number, found.start() + 1, len(part))
    return place


# --- tables of cases -----------------------------------------------------------------------------

_NO_EFFECT = frozenset({"idle-expectation", "endless-wait"})
"""The rules by which a line has no effect. A line that one row of a table does not need may be
there for another, so these count only if no row that has the line needs it."""


def of_all_rows(rows: Sequence[tuple[Document, list[Problem]]]) -> list[Problem]:
    """The problems of a table's rows, without those of lines that another row needs."""
    if len(rows) == 1:
        return rows[0][1]
    useless = [{_rule(each) for each in problems} for _, problems in rows]
    written = [
        {(*document.home(each.line), each.column) for each in document.places().values()}
        for document, _ in rows
    ]
    pairs = list(zip(useless, written, strict=True))
    found: dict[object, Problem] = {}
    for problem in chain.from_iterable(problems for _, problems in rows):
        rule = _rule(problem)
        if problem.code not in _NO_EFFECT:
            found[problem] = problem
        elif all(rule in others for others, there in pairs if rule[1] in there):
            found.setdefault(rule, problem)
    return list(found.values())


def _rule(problem: Problem) -> tuple[str, tuple[str, int, int]]:
    return problem.code, (problem.file, problem.line, problem.column)
