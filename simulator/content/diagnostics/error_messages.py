"""Convert a pydantic error into one flat list of problems: what was found, expected, and the fix.

Pydantic reports an error for every member of a union, and again for each consequence. An author
needs one: so consequences are dropped, and of a union only the nearest reading is kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, core_schema

from simulator.content.diagnostics import value_types
from simulator.content.diagnostics.value_types import SchemaPosition, choice, locate
from simulator.content.yaml.positions import Document, KeyPath, quote_it
from simulator.errors import MOST_PROBLEMS, Problem, first_problems

_MOST_DETAILS = 20 * MOST_PROBLEMS
"""Maximum number of pydantic errors that are read; several of them make one problem."""
_MOST_LISTED = 100
"""A longer list of words isn't shown whole. Our choice; no source."""
_BUILT_IN = frozenset(get_args(core_schema.ErrorType)) - {"value_error", "assertion_error"}
_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), "a list"),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type"), "keys and values"),
}
_LIMITS = {
    "greater_than": ("out-of-range", "more than {gt}"),
    "greater_than_equal": ("out-of-range", "at least {ge}"),
    "less_than": ("out-of-range", "less than {lt}"),
    "less_than_equal": ("out-of-range", "at most {le}"),
    "multiple_of": ("out-of-range", "a multiple of {multiple_of}"),
    "too_short": ("too-short", "at least {min_length} in the list"),
    "too_long": ("too-long", "at most {max_length} in the list"),
    "string_too_short": ("too-short", "text, at least {min_length} long"),
    "string_too_long": ("too-long", "text, at most {max_length} long"),
    "string_pattern_mismatch": ("wrong-form", "text of the form {pattern}"),
}


@dataclass(frozen=True, slots=True)
class CandidateProblem:
    """A problem, with the facts that rank it against other readings of the same value."""

    problem: Problem
    key_path: KeyPath
    """The key path of the value."""
    choices: tuple[tuple[KeyPath, str], ...]
    """The unions on the way to it: key path, and pydantic's name for the member tried."""
    lacks: str | None = None
    """The missing key, if that is the problem."""
    meant_key: str | None = None
    """The known key that an unknown one is nearest to."""


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
    candidates = [_worded(document, root, each) for each in details if not _is_echo(each)]
    readings = _nearest_readings(_without_consequences(candidates), 0)
    problems = dict.fromkeys(each.problem for each in readings)
    return first_problems(sorted(problems, key=lambda each: (each.line, each.column)))


# --- one reading of the file ---------------------------------------------------------------------


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is reported as too short only because pydantic dropped its wrong entries."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _without_consequences(candidates: Sequence[CandidateProblem]) -> list[CandidateProblem]:
    unknown = [each for each in candidates if each.problem.code == "unknown-key"]
    follows: set[tuple[KeyPath, str | None]] = {(each.key_path, None) for each in unknown}
    follows |= {(each.key_path[:-1], each.meant_key) for each in unknown if each.meant_key}
    return [e for e in candidates if e in unknown or (e.key_path, e.lacks) not in follows]


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
    candidates = [each for reading in readings for each in reading]
    ranked = [each for each in candidates if each.problem.code != "wrong-type"] or candidates
    expected = " or ".join(filter(None, dict.fromkeys(each.problem.expected for each in ranked)))
    fix = next((each.problem.fix for each in ranked if each.problem.fix), "")
    return [replace(ranked[0], problem=replace(ranked[0].problem, expected=expected, fix=fix))]


# --- the message of one error --------------------------------------------------------------------


def _worded(document: Document, root: type[BaseModel], detail: ErrorDetails) -> CandidateProblem:
    kind, loc, value = detail["type"], detail["loc"], detail["input"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    if kind in ("missing", "extra_forbidden"):
        around, key = locate(document, root, loc[:-1]), str(loc[-1])
        return _missing_key(around, key) if kind == "missing" else _unknown_key(around, key)
    if kind not in _BUILT_IN:
        return _of_our_own(document, root, detail)
    position = locate(document, root, loc)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _no_alternative(position, value, context)
    if kind in ("literal_error", "enum") or (kind == "is_instance_of" and position.words):
        words = _listed(str(context.get("expected", ""))) or position.words
        if loc[-1:] == ("[key]",):
            return _unknown_key(locate(document, root, loc[:-2]), str(loc[-2]), words)
        return _wrong_word(position, value, words)
    if kind in _KINDS:
        return _wrong_type(position, value, _KINDS[kind])
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        expected = position.meant(limit.format(**context), ": ")
        return _problem(position, code, position.said(value), expected)
    # Pydantic's own sentence says what was expected.
    expected = re.sub(r"^Input should (be )?(a valid )?", "", detail["msg"])
    return _problem(position, "wrong-type", position.said(value), expected)


def _problem(
    position: SchemaPosition,
    code: str,
    found: str,
    expected: str = "",
    fix: str = "",
    key: str | None = None,
) -> CandidateProblem:
    document, key_path = position.document, (*position.key_path, *(() if key is None else (key,)))
    place = document.place(key_path, key=key is not None)
    problem = document.problem(place, position.key_path, code, found, expected, fix)
    return CandidateProblem(problem, key_path, position.choices)


def _of_our_own(
    document: Document, root: type[BaseModel], detail: ErrorDetails
) -> CandidateProblem:
    """Convert an error of our own validators, whose message is in the error's context."""
    loc, context = detail["loc"], detail.get("ctx", {})
    at, key = context.get("at", ()), context.get("key") or None
    position = locate(document, root, (*loc, *((at,) if isinstance(at, str) else at)))
    if loc[-1:] == ("[key]",):
        position, key = locate(document, root, loc[:-2]), str(loc[-2])
    code = "wrong-type" if detail["type"] in ("value_error", "assertion_error") else detail["type"]
    found = str(context.get("error", detail["msg"]))
    expected, fix = (str(context.get(name, "")) for name in ("expected", "fix"))
    return _problem(position, code, found, expected, fix, key)


def _missing_key(position: SchemaPosition, key: str) -> CandidateProblem:
    inside = position.inside(key)
    expected = inside.meant(_one_of(inside.words) if inside.words else "", ": ")
    found, fix = f'the key "{key}" is missing', f'write "{key}: {inside.example}"'
    return replace(_problem(position, "missing-key", found, expected, fix), lacks=key)


def _unknown_key(position: SchemaPosition, key: str, words: Sequence[str] = ()) -> CandidateProblem:
    """Report a key that is none of the ``words``, or of the keys that the model has there."""
    allowed = words or position.keys
    there = position.document.places()
    free = [known for known in allowed if (*position.key_path, known) not in there]
    meant = value_types.nearest(key, free)
    fix = _split_key(key, allowed) or (f'did you mean "{meant}"?' if meant else "")
    found, expected = f'the key "{value_types.clipped(key)}" is unknown here', _one_of(allowed)
    problem = _problem(position, "unknown-key", found, expected, fix, key)
    return replace(problem, meant_key=meant)


def _split_key(key: str, allowed: Sequence[str]) -> str:
    """Return the fix for a key and value that YAML reads as one key: `{at:1s}`, `{tap 2}`."""
    if tight := re.fullmatch(r"(\w+):(\S.*)", key):
        return f'put a space after the colon: "{tight[1]}: {tight[2]}"'
    name, _, rest = key.partition(" ")
    return f'put a colon after it: "{name}: {rest}"' if rest and name in allowed else ""


def _no_alternative(
    position: SchemaPosition, value: Any, context: Mapping[str, Any]
) -> CandidateProblem:
    """Report a value whose distinguishing key or word selects no member of a union."""
    discriminator = str(context["discriminator"]).strip("'")
    tags = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
    tags = tags or position.tags(discriminator)
    offered, tag = _one_of(tags), context.get("tag")
    if tag is None and not isinstance(value, dict):
        expected = f"keys and values: {offered}"
        return _problem(position, "wrong-type", position.said(value), expected)
    if tag is None:
        named = discriminator in position.keys
        found = f'the key "{discriminator}" is missing' if named else position.said(value)
        return _problem(position, "missing-key", found, offered)
    if isinstance(value, dict) and tag in value:
        return _unknown_key(position, tag, tags)
    if isinstance(value, dict) and discriminator in value:
        position = replace(position, key_path=(*position.key_path, discriminator))
    found = f'the word "{value_types.clipped(tag)}" is unknown here'
    return _problem(position, "unknown-word", found, offered, value_types.meant_fix(tag, tags))


def _wrong_word(position: SchemaPosition, value: Any, words: Sequence[str]) -> CandidateProblem:
    code, fix = "wrong-type", "write one of those that are expected"
    if isinstance(value, bool) or len(words) == 1:
        fix = f"write {choice(words)}"
    elif isinstance(value, str):
        code, fix = "unknown-word", value_types.meant_fix(value, words)
    expected = position.meant(_one_of(words), ": ")
    return _problem(position, code, position.said(value), expected, fix)


def _listed(expected: str) -> tuple[str, ...]:
    in_quotes = re.findall(r"'([^']*)'|\"([^\"]*)\"", expected)
    if in_quotes:
        return tuple(single or double for single, double in in_quotes)
    spelt = re.split(r", | or ", expected)
    return tuple(word.lower() if word in ("True", "False") else word for word in spelt if word)


def _one_of(words: Sequence[str]) -> str:
    if len(words) > _MOST_LISTED:
        return f"one of {len(words)} words, such as {choice(words[:5])}"
    return f"one of {choice(words)}" if len(words) > 1 else choice(words)


def _wrong_type(position: SchemaPosition, value: Any, kind: str) -> CandidateProblem:
    source, one_line = position.source, position.source[-1:] in ("]", "}")
    fix = ""
    match kind, value:
        case "text", None if source.startswith("#"):
            fix = quote_it(re.split(r"[\s,\]}]", source)[0])
        case "text", dict() if len(value) == 1 and not one_line:
            fix = 'put quotes around the whole text, since it has ": " in it'
        case "text", int() | float():
            fix = quote_it(source)
        case "text", list() | dict() if one_line:
            fix = quote_it(source)
        case "a list", None | "none" | "no" | "nothing":
            fix = "write a list in brackets; [] is an empty one"
        case "a list", dict() if value and not one_line:
            fix = f'put "- " before "{next(iter(value))}", and the other lines under it'
        case "a list", str() if re.match(r"-\w", value):
            fix = "put a space after the dash"
        case _, None:
            fix = "write a value there"
        case "a list", _:
            fix = f"write [{source}]"
        case "keys and values", _ if keys := position.needed or position.keys[:5]:
            fix = f"write {{{', '.join(f'{key}: ...' for key in keys)}}}"
        case "true or false" | "a number" | "a whole number", _:
            fix = f"write {kind}, without quotes" if "number" in kind else "write true or false"
    return _problem(position, "wrong-type", position.said(value), position.meant(kind), fix)
