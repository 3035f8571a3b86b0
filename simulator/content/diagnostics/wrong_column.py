"""Keys in the wrong column: YAML reads them, and only the model can tell that they stand elsewhere.

A key that nobody knows beside another, and that belongs under it, is not indented far enough. One
that stands among names, and is a key of a mapping around it, is indented too far. Either is told
once, in the place of all that follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Annotated, Any, get_origin

from pydantic import BaseModel

from simulator.content.diagnostics.coercions import accepts, takes_key
from simulator.content.diagnostics.schema_walk import Finding, Spot, locate
from simulator.content.yaml.document import Document, Place, Trail


def in_their_columns(
    document: Document, root: type[BaseModel], findings: Sequence[Finding]
) -> list[Finding]:
    """The findings, those of one wrong column put together as one."""
    told: list[Finding] = []
    settled: set[int] = set()
    for finding in findings:
        if id(finding) in settled:
            continue
        moved = _too_far_left(document, root, finding) or _too_far_right(document, root, finding)
        if moved is None:
            told.append(finding)
            continue
        told.append(moved.finding)
        settled |= {id(each) for each in findings if moved.explains(each)}
    explained = {id(each) for each in findings if id(each) in settled}
    return [each for each in told if id(each) not in explained]


class _Moved:
    """What is told of a key in the wrong column, and which trails it explains."""

    def __init__(
        self, finding: Finding, trails: Sequence[Trail], lacking: Sequence[Trail] = ()
    ) -> None:
        self.finding = finding
        self._trails = trails
        self._lacking = lacking

    def explains(self, finding: Finding) -> bool:
        """Whether a finding is there only because of the column."""
        if finding.lacks is not None:
            return finding.loc in self._lacking
        return any(finding.trail[: len(trail)] == trail for trail in self._trails)


def _too_far_left(document: Document, root: type[BaseModel], finding: Finding) -> _Moved | None:
    """For an unknown key that the key before it takes, with all like it that follow."""
    if finding.problem.code != "unknown-key" or not _in_lines(document, finding.trail):
        return None
    around, key = finding.trail[:-1], finding.trail[-1]
    siblings = list(_value(document, around))
    before = siblings[: siblings.index(key)]
    if not before:
        return None
    home = before[-1]
    under, loc = (*around, home), (*finding.loc[:-1], home)
    held = _value(document, under)
    if held and isinstance(held, list):  # a key of its last entry
        under, loc = (*under, len(held) - 1), (*loc, len(held) - 1)
        held = held[-1]
    if held is not None and not isinstance(held, dict):
        return None
    kinds = list(_kinds(locate(document, root, loc)))
    values = _value(document, around)
    lost = list(
        takewhile(
            lambda name: any(_belongs(kind, name, values[name]) for kind in kinds),
            siblings[len(before) :],
        )
    )
    if key not in lost:
        return None
    place = document.place(finding.trail, key=True)
    column = place.column + 2
    if held:
        column = document.place((*under, next(iter(held))), key=True).column
    found = f'"{key}" begins in the column of "{home}", and belongs under it'
    trails = [(*around, name) for name in lost] + [under] * (held is None)
    moved = _told(document, finding, found, place, column, len(lost))
    return _Moved(moved, trails, [(*loc, name) for name in lost])


def _kinds(spot: Spot) -> Iterator[Any]:
    """What may stand at a place: its types, or one entry where a list takes that as well."""
    yield from (each.kind for each in spot.kinds)
    if spot.field and spot.field.info.metadata:
        yield Annotated[spot.field.info.annotation, *spot.field.info.metadata]


def _too_far_right(document: Document, root: type[BaseModel], finding: Finding) -> _Moved | None:
    """For a key among names that is a key of a mapping around them, with a value of that."""
    trail = finding.trail
    if len(trail) < 2 or finding.problem.code != "wrong-type" or not _in_lines(document, trail):
        return None
    around, key = trail[:-1], str(trail[-1])
    names = [each.kind for each in locate(document, root, finding.loc[:-1]).kinds]
    if not any(_is_of_names(kind) for kind in names):
        return None
    for length in range(len(around) - 1, -1, -1):
        home, beside = locate(document, root, around[:length]), around[length]
        taken = key in _value(document, around[:length])
        if key not in home.keys or taken or not isinstance(beside, str):
            continue
        place = document.place(trail, key=True)
        column = document.place(around[: length + 1], key=True).column
        found = f'"{key}" stands under "{beside}", and belongs beside it'
        siblings = list(_value(document, around))
        after = siblings[siblings.index(key) :]
        moved = _told(document, finding, found, place, column, 2)
        return _Moved(moved, [(*around, name) for name in after])
    return None


def _told(
    document: Document, finding: Finding, found: str, place: Place, column: int, lines: int
) -> Finding:
    """The finding as one about the column of its line."""
    line = document.line(place.line)
    further = ", and with it the lines that belong to it" if lines > 1 else ""
    problem = replace(
        finding.problem,
        line=document.home(place.line)[1],
        column=place.column,
        width=place.width,
        source=line,
        code="indentation",
        found=found,
        expected="",
        mend=f"begin it in column {column}{further}",
        mended=" " * (column - 1) + line.lstrip()
        if line[: place.column - 1].isspace() or place.column == 1
        else "",
    )
    return replace(finding, problem=problem)


def _belongs(kind: Any, key: str, value: Any) -> bool:
    return takes_key(kind, key) or accepts(kind, {key: value})


def _is_of_names(kind: Any) -> bool:
    """Whether a mapping takes whatever name somebody gives: profiles, for one."""
    origin = get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping) and not takes_key(kind, "")


def _in_lines(document: Document, trail: Trail) -> bool:
    """Whether a key begins its line, and so stands in a column that somebody chose."""
    if not document.has(trail) or not trail or not isinstance(trail[-1], str):
        return False
    place = document.place(trail, key=True)
    return not document.line(place.line)[: place.column - 1].strip()


def _value(document: Document, trail: Trail) -> Any:
    value = document.value
    for part in trail:
        value = value[part]
    return value
