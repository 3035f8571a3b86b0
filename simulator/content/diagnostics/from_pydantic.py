"""From a validator's errors to problems that a person can mend.

Pydantic says what a value is not; this module says where it stands in the file, what was found,
what was meant and what to type. Three steps: read each error as a ``Finding``; where a value could
have been one of several things, keep only the reading that came nearest; sort what is left. What
the model means at a place is looked up by `spots`, and keys in the wrong column are told by
`columns`.

How problems are shown lives with the exceptions in ``simulator.errors``, so that showing one does
not load pydantic; ``render`` and ``render_all`` are offered here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, core_schema

from simulator.content.diagnostics.coercions import as_choice, takes_key
from simulator.content.diagnostics.misplaced_key import (
    entries_apart,
    one_for_another,
    without_values_of_unknown_keys,
)
from simulator.content.diagnostics.nearest_word import nearest
from simulator.content.diagnostics.schema_walk import (
    Finding,
    Spot,
    choice,
    clipped,
    locate,
    tags_of,
)
from simulator.content.diagnostics.type_fixes import cut_by_a_colon, kind_mend
from simulator.content.diagnostics.wrong_column import in_their_columns
from simulator.content.yaml import confusables as lookalikes
from simulator.content.yaml.document import Document, Trail, quote_it
from simulator.errors import MOST_PROBLEMS, Problem, first_problems, render, render_all

__all__ = ["nearest", "problems_from", "render", "render_all"]

_BUILT_IN = frozenset(get_args(core_schema.ErrorType))
_MOST_DETAILS = 20 * MOST_PROBLEMS
"""So many of a validator's errors are looked at; several of them make one problem."""

_MOST_WORDS = 3
"""What has more words is a sentence, in which any character may be meant."""

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


def problems_from(
    document: Document, error: ValidationError, root: type[BaseModel]
) -> list[Problem]:
    """Every mistake that ``error`` reports about ``document``, in the order of the file.

    ``root`` is the model that the document was validated against; its fields, words and
    descriptions make the messages. Validators of our own speak for themselves: the type of a
    ``PydanticCustomError`` becomes the code, its message is what was found, and its context may
    hold ``expected``, ``mend``, ``at``, the path to the part of the value that is wrong, and
    ``key``, the key there that is.
    """
    details = error.errors(include_url=False)[:_MOST_DETAILS]
    findings = [_finding(document, root, each) for each in details if not _is_echo(each)]
    misspelt = {(finding.loc[:-1], finding.meant_key) for finding in findings}
    told_once = [
        finding
        for finding in findings
        if finding.lacks is None or (finding.loc[:-1], finding.lacks) not in misspelt
    ]
    told_once = in_their_columns(document, root, without_values_of_unknown_keys(told_once))
    told_once = one_for_another(document, root, told_once)
    from simulator.content.diagnostics.error_codes import (
        usual_mend,  # which needs this module to read its file
    )

    problems = dict.fromkeys(
        replace(problem, mend=_look_alike(problem) or problem.mend or usual_mend(problem.code))
        for problem in (finding.problem for finding in _nearest_readings(told_once, 0))
    )
    return first_problems(sorted(problems, key=lambda each: (each.line, each.column)))


def _look_alike(problem: Problem) -> str:
    """The mend for a word with a character that only looks like an ordinary one."""
    written = problem.source[problem.column - 1 :][: problem.width]
    place = lookalikes.first(written)
    if place < 0 or len(written.split()) > _MOST_WORDS:
        return ""
    return f"type the ordinary character: there is {lookalikes.told(written[place])}"


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because pydantic left its wrong entries out."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _nearest_readings(findings: Sequence[Finding], depth: int) -> list[Finding]:
    """Where a value could be one of several things, keep what the nearest of them says."""
    kept = [finding for finding in findings if len(finding.choices) <= depth]
    rivals: dict[Trail, dict[str, list[Finding]]] = {}
    for finding in findings:
        if len(finding.choices) > depth:
            trail, name = finding.choices[depth]
            rivals.setdefault(trail, {}).setdefault(name, []).append(finding)
    for trail, readings in rivals.items():
        told = [_nearest_readings(reading, depth + 1) for reading in readings.values()]
        inside = [
            reading
            for reading in told
            if all(finding.trail != trail or finding.lacks is not None for finding in reading)
        ]
        if len(told) == 1 or inside:
            closest: list[Finding] = min(inside or told, key=len)
            kept += closest
        else:
            kept.append(_joined([finding for reading in told for finding in reading]))
    return kept


def _joined(findings: Sequence[Finding]) -> Finding:
    """One finding from alternatives that all turned the whole value down."""
    ranked = [each for each in findings if each.problem.code != "wrong-type"] or findings
    problem = ranked[0].problem
    expected = dict.fromkeys(each.problem.expected for each in ranked)
    mend = next((each.problem.mend for each in ranked if each.problem.mend), "")
    problem = replace(problem, expected=" or ".join(filter(None, expected)), mend=mend)
    return replace(ranked[0], problem=problem)


def _finding(document: Document, root: type[BaseModel], detail: ErrorDetails) -> Finding:
    """Read one of pydantic's errors."""
    kind, loc = detail["type"], detail["loc"]
    context = detail.get("ctx", {})
    if kind == "missing":
        return _missing_key(locate(document, root, loc[:-1]), loc)
    if kind == "extra_forbidden":
        around = [locate(document, root, loc[:end]) for end in range(len(loc) - 1, -1, -1)]
        return _unknown_key(around[0], loc, around[0].keys, around[1:])
    at = context.get("at", ())
    spot = locate(document, root, (*loc, *((at,) if isinstance(at, str) else at)))
    value = detail["input"]
    if kind not in _BUILT_IN or kind in ("value_error", "assertion_error"):
        code = kind if kind not in _BUILT_IN else "wrong-type"
        found = str(context.get("error", detail["msg"]))
        mend = str(context.get("mend", "")) or spot.unit_mend(value, certain="duration" in kind)
        if entries := context.get("entries"):
            mend = entries_apart(spot, entries) or mend
        expected = str(context.get("expected", ""))
        if loc[-1:] == ("[key]",):
            parent = locate(document, root, loc[:-2])
            return parent.finding(loc[:-1], code, found, expected, mend, str(loc[-2]))
        return spot.finding(loc, code, found, expected, mend, str(context.get("key", "")))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _no_alternative(spot, loc, value, context)
    if kind in ("literal_error", "enum") or (kind == "is_instance_of" and spot.words):
        words = _words(str(context.get("expected", ""))) or spot.words
        if loc[-1:] == ("[key]",):
            parent = locate(document, root, loc[:-2])
            return _unknown_key(parent, loc[:-1], words)
        return _wrong_word(spot, loc, value, words)
    if kind in _KINDS:
        if _KINDS[kind] == "text" and (cut := cut_by_a_colon(spot, loc, value)):
            return cut
        mend = kind_mend(spot, _KINDS[kind], value)
        return spot.finding(loc, "wrong-type", spot.said(value), spot.meant(_KINDS[kind]), mend)
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        expected = spot.meant(limit.format(**context), ": ")
        return spot.finding(loc, code, spot.said(value), expected, "")
    found, expected = detail["msg"], ""
    if found.startswith("Input should "):  # the rest of the sentence says what was meant
        found, expected = spot.said(value), re.sub(r"^Input should (be )?(a valid )?", "", found)
    return spot.finding(loc, "wrong-type", found, expected, "")


def _missing_key(spot: Spot, loc: Trail) -> Finding:
    key = str(loc[-1])
    inside = spot.inside(key)
    words = inside.words
    expected = inside.meant(_one_of(words) if words else "", ": ")
    found, mend = f'the key "{key}" is missing', f'write "{key}: {inside.example}"'
    return replace(spot.finding(loc, "missing-key", found, expected, mend), lacks=key)


def _unknown_key(
    spot: Spot, loc: Trail, allowed: Sequence[str], above: Iterable[Spot] = ()
) -> Finding:
    """A key that is not ``allowed``; it may belong to one of the mappings ``above``."""
    key = str(loc[-1])
    there = spot.value
    free = [known for known in allowed if not isinstance(there, dict) or known not in there]
    meant = nearest(key, free)
    homes = [home.trail for home in above if key in home.keys and home.trail != spot.trail]
    inside = [name for name, kind in spot.nested() if takes_key(kind, key)]
    remark = 'if it is a remark, begin its line with "# "' if " " in key else ""
    mend = f'did you mean "{meant}"?' if meant else remark
    if not meant and (twice := nearest(key, allowed)):
        mend = f'take it out: "{twice}" is there already'
    if homes:
        mend = f'put it beside "{spot.trail[len(homes[0])]}", not inside'
    elif len(inside) == 1:
        mend = f'put it inside "{inside[0]}", below its line and two spaces further in'
    found, expected = f'the key "{clipped(key)}" is unknown here', _one_of(allowed)
    finding = spot.finding(loc, "unknown-key", found, expected, mend, key)
    return replace(finding, meant_key=meant)


def _no_alternative(spot: Spot, loc: Trail, value: Any, context: dict[str, Any]) -> Finding:
    """None of several models was meant by what tells them apart, a key or a word."""
    telling = str(context["discriminator"]).strip("'")
    tags = re.findall(r"'([^']*)'", str(context.get("expected_tags", ""))) or spot.tags(telling)
    offered = _one_of(tags)
    tag = context.get("tag")
    if tag is None and isinstance(value, dict):
        lacking = f'the key "{telling}" is missing'
        found = lacking if telling in spot.keys else spot.said(value)
        return spot.finding(loc, "missing-key", found, offered, "")
    if tag is None:
        return spot.finding(loc, "wrong-type", spot.said(value), f"keys and values: {offered}", "")
    meant = nearest(tag, tags)
    mend = f'did you mean "{meant}"?' if meant else ""
    if isinstance(value, dict) and tag in value:
        found = f'the key "{tag}" is unknown here'
        return spot.finding(loc, "unknown-key", found, offered, mend, tag)
    if isinstance(value, dict) and telling in value:
        spot = replace(spot, trail=(*spot.trail, telling))
    if isinstance(value, str):
        by_tag = {name: each.kind for each in spot.kinds for name in tags_of(each, telling)}
        mend = as_choice(by_tag, value) or mend
    found = f'the word "{clipped(tag)}" is unknown here'
    return spot.finding(loc, "unknown-word", found, offered, mend)


def _wrong_word(spot: Spot, loc: Trail, value: Any, words: Sequence[str]) -> Finding:
    code, mend = "unknown-word", ""
    if isinstance(value, bool) or len(words) == 1:
        code, mend = "wrong-type", f"write {choice(words)}"
    elif isinstance(value, list):
        code, own = "wrong-type", [word for word in value if word in words]
        mend = "write one word, without brackets"
        if own:
            mend = f"write one of them, without brackets: {own[0]}"
    elif not isinstance(value, str):
        code = "wrong-type"
        mend = "write a value there" if value is None else "write one of those that are expected"
        if spot.source in words:
            mend = quote_it(spot.source)
    elif meant := nearest(value, words):
        mend = f'did you mean "{meant}"?'
    elif isinstance(loc[-1], int) and len(several := value.split()) > 1 and {*several} <= {*words}:
        mend = f"put commas between the words: {', '.join(several)}"
    return spot.finding(loc, code, spot.said(value), spot.meant(_one_of(words), ": "), mend)


def _words(expected: str) -> tuple[str, ...]:
    """The words that pydantic lists in an error, as a file spells them."""
    quoted = re.findall(r"'([^']*)'|\"([^\"]*)\"", expected)
    if quoted:
        return tuple(single or double for single, double in quoted)
    spelt = re.split(r", | or ", expected)
    return tuple(word.lower() if word in ("True", "False") else word for word in spelt if word)


def _one_of(words: Sequence[str]) -> str:
    return f"one of {choice(words)}" if len(words) > 1 else choice(words)
