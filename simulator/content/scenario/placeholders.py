"""Holes in a file with a table of cases, and what was meant as one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from simulator.content.diagnostics.nearest_word import nearest
from simulator.content.diagnostics.validate import KEY, problem_at
from simulator.content.yaml.document import Document, Trail
from simulator.errors import Problem

_WORD = "case"
_TABLE = "cases"
_AS_TEXT = re.compile(r"\{?\s*(\w+)\s*:\s*([\w-]+)\s*\}?")


class Hole(NamedTuple):
    """Where a value of each case belongs."""

    trail: Trail
    name: str


def holes(value: Any, trail: Trail = ()) -> Iterator[Hole]:
    """Every hole in a value."""
    match value:
        case {"case": str(name)} if len(value) == 1:
            yield Hole(trail, name)
        case dict():
            for key, inner in value.items():
                yield from holes(inner, (*trail, key))
        case list():
            for index, inner in enumerate(value):
                yield from holes(inner, (*trail, index))


def almost_holes(value: Any, names: Collection[str], trail: Trail = ()) -> Iterator[Hole]:
    """What was meant as a hole for one of `names`: with another word, or in quotes."""
    match value:
        case dict():
            written = [*value.items()]
            if len(written) == 1 and _is_almost(*written[0], names):
                yield Hole(trail, written[0][1])
                return
            for key, inner in written:
                yield from almost_holes(inner, names, (*trail, key))
        case list():
            for index, inner in enumerate(value):
                yield from almost_holes(inner, names, (*trail, index))
        case str():
            quoted = _AS_TEXT.fullmatch(value)
            if quoted and _is_almost(quoted[1], quoted[2], names):
                yield Hole(trail, quoted[2])


def _is_almost(key: str, name: Any, names: Collection[str]) -> bool:
    return isinstance(name, str) and name in names and nearest(key, [_WORD]) is not None


def no_hole(document: Document, hole: Hole) -> Problem:
    """The problem of what was meant as a hole and is none."""
    written = f"{{{_WORD}: {hole.name}}}"
    found = f"nothing goes in here, although a case has a value for {hole.name}"
    return problem_at(
        document, hole.trail, "no-hole", found, f"a hole: {written}", f"write {written}"
    )


def without_cases(document: Document) -> Iterator[Problem]:
    """The problems of holes in a file without a table, which may have it under another word."""
    found = list(holes(document.value))
    for key in document.value if found else ():
        if nearest(key, [_TABLE]):
            told = f'the key "{key}" is unknown here'
            mend = f'did you mean "{_TABLE}"?'
            yield problem_at(document, (key, KEY), "unknown-key", told, _TABLE, mend)
            return
    for hole in found:
        told = f"the hole {hole.name}, and no cases"
        yield problem_at(document, hole.trail, "hole-without-cases", told, _TABLE)
