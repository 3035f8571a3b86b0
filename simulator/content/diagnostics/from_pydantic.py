"""From a validator's errors to one flat list of problems.

One walk: each error is worded, what only follows from another mistake is left out, and where a
value could be one of several things, only the reading that came nearest is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.content.diagnostics.error_messages import CandidateProblem, Wording, worded
from simulator.content.yaml.positions import Document, Trail, confusable
from simulator.errors import MOST_PROBLEMS, Problem, first_problems

_MOST_DETAILS = 20 * MOST_PROBLEMS
"""At most this many of a validator's errors are read; several of them make one problem."""
_MOST_WORDS = 3
"""What has more words is a sentence, in which any character may be meant."""


def problems_from(
    document: Document, error: ValidationError, root: type[BaseModel], word: Wording = worded
) -> list[Problem]:
    """Every mistake that ``error`` reports about ``document``, in the order of the file.

    ``root`` is the model that the document was validated against; its fields, words and
    descriptions make the messages. Validators of our own bring their words: the type of a
    ``PydanticCustomError`` becomes the code, its message is what was found, and its context may
    hold ``expected``, ``fix``, ``at``, the path to the part of the value that is wrong, and
    ``key``, the key there that is.
    """
    details = error.errors(include_url=False)[:_MOST_DETAILS]
    candidates = [word(document, root, each) for each in details if not _is_echo(each)]
    candidates = _without_consequences(candidates)
    problems = dict.fromkeys(
        _with_odd_characters(each.problem) for each in _nearest_readings(candidates, 0)
    )
    return first_problems(sorted(problems, key=lambda each: (each.line, each.column)))


def _without_consequences(candidates: Sequence[CandidateProblem]) -> list[CandidateProblem]:
    """Drop what only follows from an unknown key: more errors at it, and the key that it meant."""
    unknown = [each for each in candidates if each.problem.code == "unknown-key"]
    follows: set[tuple[Trail, str | None]] = {(each.trail, None) for each in unknown}
    follows |= {(each.trail[:-1], each.meant_key) for each in unknown if each.meant_key}
    return [e for e in candidates if e in unknown or (e.trail, e.lacks) not in follows]


def _with_odd_characters(problem: Problem) -> Problem:
    """The problem, with the fix for a character that only looks like an ordinary one."""
    written = problem.source[problem.column - 1 :][: problem.width]
    fix = confusable(written) if len(written.split()) <= _MOST_WORDS else ""
    return replace(problem, fix=fix) if fix else problem


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because pydantic left its wrong entries out."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _nearest_readings(candidates: Sequence[CandidateProblem], depth: int) -> list[CandidateProblem]:
    """Where a value could be one of several things, keep what the nearest of them says."""
    kept = [each for each in candidates if len(each.choices) <= depth]
    rivals: dict[Trail, dict[str, list[CandidateProblem]]] = {}
    for each in candidates:
        if len(each.choices) > depth:
            trail, name = each.choices[depth]
            rivals.setdefault(trail, {}).setdefault(name, []).append(each)
    for trail, readings in rivals.items():
        nearer = [_nearest_readings(reading, depth + 1) for reading in readings.values()]
        kept += _nearest(nearer, trail)
    return kept


def _nearest(
    readings: Sequence[list[CandidateProblem]], trail: Trail
) -> Sequence[CandidateProblem]:
    """The reading that has least against the value at `trail`; if each refuses all of it, one."""
    inside = [
        reading
        for reading in readings
        if all(each.trail != trail or each.lacks is not None for each in reading)
    ]
    if len(readings) == 1 or inside:
        return min(inside or readings, key=len)
    return [_joined([each for reading in readings for each in reading])]


def _joined(candidates: Sequence[CandidateProblem]) -> CandidateProblem:
    """One problem from alternatives that all refused the whole value."""
    ranked = [each for each in candidates if each.problem.code != "wrong-type"] or candidates
    problem = ranked[0].problem
    expected = dict.fromkeys(each.problem.expected for each in ranked)
    fix = next((each.problem.fix for each in ranked if each.problem.fix), "")
    problem = replace(problem, expected=" or ".join(filter(None, expected)), fix=fix)
    return replace(ranked[0], problem=problem)
