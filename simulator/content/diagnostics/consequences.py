"""One problem for one mistake: a mistake at one key often makes errors at others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pydantic import BaseModel

from simulator.content.diagnostics.schema_walk import SchemaPosition, locate
from simulator.content.diagnostics.wording import CandidateProblem
from simulator.content.yaml.document import Document, Trail

_Follows = set[tuple[Trail, str | None]]
"""Problems that only follow from another: where, and the key that is missing there, if any."""


class _Explained(NamedTuple):
    better: CandidateProblem
    """What is said of an unknown key instead."""
    follows: _Follows


def one_for_each_mistake(
    document: Document, root: type[BaseModel], candidates: Sequence[CandidateProblem]
) -> list[CandidateProblem]:
    """The problems, without those that only follow from another one."""
    unknown = [each for each in candidates if each.problem.code == "unknown-key"]
    follows: _Follows = {(each.trail, None) for each in unknown}
    follows |= {(each.trail[:-1], each.meant_key) for each in unknown if each.meant_key}
    kept = _without(follows, candidates, unknown)
    for each in unknown:
        if each in kept and (explained := _explained(document, root, each, kept)):
            kept = [explained.better if other is each else other for other in kept]
            kept = _without(explained.follows, kept, [explained.better])
    return kept


def _without(
    follows: _Follows, candidates: Sequence[CandidateProblem], but: Sequence[CandidateProblem]
) -> list[CandidateProblem]:
    return [each for each in candidates if each in but or (each.trail, each.lacks) not in follows]


def _explained(
    document: Document,
    root: type[BaseModel],
    unknown: CandidateProblem,
    candidates: Sequence[CandidateProblem],
) -> _Explained | None:
    around = locate(document, root, unknown.loc[:-1])
    if around.trail != unknown.trail[:-1]:
        return None  # the key distinguishes alternatives
    beside = [each for each in candidates if each.loc[:-1] == unknown.loc[:-1]]
    return _in_wrong_column(around, unknown) or _for_a_missing_key(around, unknown, beside)


def _in_wrong_column(around: SchemaPosition, unknown: CandidateProblem) -> _Explained | None:
    """Explain an unknown key that begins its line and belongs under the key before it.

    Then it follows that nothing is under that key, or that a key is missing there, and that other
    keys behind it are unknown.
    """
    document, key, value = around.document, str(unknown.trail[-1]), around.value
    place = document.place(unknown.trail, key=True)
    line = document.line(place.line)
    home = _key_before(around, key)
    if home is None or line[: place.column - 1].strip():
        return None
    later = list(value)[list(value).index(key) :]
    lost = [name for name in later if name in home.keys or home.takes({name: value[name]})]
    if key not in lost:
        return None
    column, held = place.column + 2, home.value
    if held:
        column = document.place((*home.trail, next(iter(held))), key=True).column
    further = ", and with it the lines that belong to it" if len(lost) > 1 else ""
    before = next(name for name in reversed(home.trail) if isinstance(name, str))
    problem = replace(
        unknown.problem,
        code="indentation",
        found=f'"{key}" begins in the column of "{before}", and belongs under it',
        expected="",
        fix=f"begin it in column {column}{further}",
        fixed_line=" " * (column - 1) + line.lstrip(),
    )
    follows: _Follows = {((*around.trail, name), None) for name in lost}
    follows |= {(home.trail, name) for name in lost}
    if held is None:
        follows.add((home.trail, None))
    return _Explained(replace(unknown, problem=problem), follows)


def _key_before(around: SchemaPosition, key: str) -> SchemaPosition | None:
    """The value of the key before one, or its last entry, if keys can be under it."""
    before = list(around.value)[: list(around.value).index(key)]
    if not before:
        return None
    home = around.inside(before[-1])
    if isinstance(home.value, list) and home.value:
        home = home.inside(len(home.value) - 1)
    return home if home.value is None or isinstance(home.value, dict) else None


def _for_a_missing_key(
    around: SchemaPosition, unknown: CandidateProblem, beside: Sequence[CandidateProblem]
) -> _Explained | None:
    """Explain an unknown key that was meant as the one missing key, or as a key inside that."""
    missing = [each.lacks for each in beside if each.lacks]
    others = [each for each in beside if each.problem.code == "unknown-key"]
    if len(missing) != 1 or len(others) != 1 or unknown.meant_key:
        return None
    key, meant = str(unknown.trail[-1]), missing[0]
    rest = dict(around.value)
    value = rest.pop(key)
    if around.takes({**rest, meant: value}):
        fix = f'write "{meant}" in its place'
    elif around.takes({**rest, meant: {key: value}}):
        fix = f'put it inside "{meant}": write {meant}: {{{key}: ...}}'
    else:
        return None
    better = replace(unknown, problem=replace(unknown.problem, fix=fix))
    return _Explained(better, {(around.trail, meant)})
