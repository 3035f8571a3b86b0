"""Convert a pydantic error into one flat list of problems.

Pydantic reports an error for every member of a union, and again for each consequence. An author
needs one: so consequences are dropped, and of a union only the nearest reading is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.content.diagnostics.error_messages import CandidateProblem, worded
from simulator.content.yaml.positions import Document, KeyPath, confusable
from simulator.errors import MOST_PROBLEMS, Problem, first_problems

_MOST_DETAILS = 20 * MOST_PROBLEMS
"""Maximum number of pydantic errors that are read; several of them make one problem."""
_MOST_WORDS = 3
"""Longest text, in words, whose confusable characters are reported."""


def problems_from(
    document: Document, error: ValidationError, root: type[BaseModel]
) -> list[Problem]:
    """Return every problem that ``error`` reports in ``document``, in the order of the file.

    ``root`` is the model that the document was validated against; messages use its fields, words
    and descriptions. Our own validators (`refuse`) provide their message: the type of the
    ``PydanticCustomError`` becomes the code, and its context may hold ``expected``, ``fix``,
    ``at`` (the path to the wrong part of the value) and ``key`` (the wrong key there).
    """
    details = error.errors(include_url=False)[:_MOST_DETAILS]
    candidates = [worded(document, root, each) for each in details if not _is_echo(each)]
    candidates = _without_consequences(candidates)
    problems = dict.fromkeys(
        _with_odd_characters(each.problem) for each in _nearest_readings(candidates, 0)
    )
    return first_problems(sorted(problems, key=lambda each: (each.line, each.column)))


def _without_consequences(candidates: Sequence[CandidateProblem]) -> list[CandidateProblem]:
    """Drop consequences of an unknown key: errors at it, and the missing key."""
    unknown = [each for each in candidates if each.problem.code == "unknown-key"]
    follows: set[tuple[KeyPath, str | None]] = {(each.key_path, None) for each in unknown}
    follows |= {(each.key_path[:-1], each.meant_key) for each in unknown if each.meant_key}
    return [e for e in candidates if e in unknown or (e.key_path, e.lacks) not in follows]


def _with_odd_characters(problem: Problem) -> Problem:
    """Return the problem, with the fix for a confusable character if it has one."""
    written = problem.source[problem.column - 1 :][: problem.width]
    fix = confusable(written) if len(written.split()) <= _MOST_WORDS else ""
    return replace(problem, fix=fix) if fix else problem


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is reported as too short only because pydantic dropped its wrong entries."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _nearest_readings(candidates: Sequence[CandidateProblem], depth: int) -> list[CandidateProblem]:
    """Keep, for each union, the problems of the member that the value is nearest to."""
    kept = [each for each in candidates if len(each.choices) <= depth]
    rivals: dict[KeyPath, dict[str, list[CandidateProblem]]] = {}
    for each in candidates:
        if len(each.choices) > depth:
            key_path, name = each.choices[depth]
            rivals.setdefault(key_path, {}).setdefault(name, []).append(each)
    for key_path, readings in rivals.items():
        nearer = [_nearest_readings(reading, depth + 1) for reading in readings.values()]
        kept += _nearest(nearer, key_path)
    return kept


def _nearest(
    readings: Sequence[list[CandidateProblem]], key_path: KeyPath
) -> Sequence[CandidateProblem]:
    """Return the reading with the fewest problems; join them if each refuses the whole value."""
    inside = [
        reading
        for reading in readings
        if all(each.key_path != key_path or each.lacks is not None for each in reading)
    ]
    if len(readings) == 1 or inside:
        return min(inside or readings, key=len)
    return [_joined([each for reading in readings for each in reading])]


def _joined(candidates: Sequence[CandidateProblem]) -> CandidateProblem:
    """Join problems of union members that all refused the whole value."""
    ranked = [each for each in candidates if each.problem.code != "wrong-type"] or candidates
    problem = ranked[0].problem
    expected = dict.fromkeys(each.problem.expected for each in ranked)
    fix = next((each.problem.fix for each in ranked if each.problem.fix), "")
    problem = replace(problem, expected=" or ".join(filter(None, expected)), fix=fix)
    return replace(ranked[0], problem=problem)
