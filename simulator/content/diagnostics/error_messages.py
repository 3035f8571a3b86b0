"""The words for one error of a validator: what was found, what was expected, and the fix.

A fix that says what to type is tried on the model first, so that it gets past the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails, core_schema

from simulator.content.diagnostics.nearest_word import nearest
from simulator.content.diagnostics.value_types import (
    SchemaPosition,
    choice,
    clipped,
    locate,
)
from simulator.content.yaml.positions import Document, Trail, in_words, quote_it, quoted
from simulator.errors import Problem

_BUILT_IN = frozenset(get_args(core_schema.ErrorType))
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
    """A problem, and what is needed to weigh it against others."""

    problem: Problem
    trail: Trail
    """Where in the file the value is."""
    choices: tuple[tuple[Trail, str], ...]
    """The alternatives that this error belongs to: where, and pydantic's name for the one tried."""
    lacks: str | None = None
    """The key that is missing."""
    meant_key: str | None = None
    """The key that an unknown one was probably meant to be."""


Wording = Callable[[Document, type[BaseModel], ErrorDetails], CandidateProblem]
"""Makes a problem of one error of pydantic."""


def worded(document: Document, root: type[BaseModel], detail: ErrorDetails) -> CandidateProblem:
    """Make a problem of one of pydantic's errors."""
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    if kind == "missing":
        return _missing_key(locate(document, root, loc[:-1]), str(loc[-1]))
    if kind == "extra_forbidden":
        around = [locate(document, root, loc[:end]) for end in range(len(loc) - 1, -1, -1)]
        return _unknown_key(around[0], str(loc[-1]), around[0].keys, around[1:])
    if kind not in _BUILT_IN or kind in ("value_error", "assertion_error"):
        return _of_our_own(document, root, detail)
    position, value = locate(document, root, loc), detail["input"]
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
        return problem_here(position, code, position.said(value), expected, "")
    found, expected = detail["msg"], ""
    if found.startswith("Input should "):  # the rest of the sentence says what was meant
        expected = re.sub(r"^Input should (be )?(a valid )?", "", found)
        found = position.said(value)
    return problem_here(position, "wrong-type", found, expected, "")


def problem_here(
    position: SchemaPosition,
    code: str,
    found: str,
    expected: str = "",
    fix: str = "",
    key: str | None = None,
) -> CandidateProblem:
    """A problem with the value at a position, or with one of its keys."""
    document, trail = position.document, (*position.trail, *(() if key is None else (key,)))
    place = document.place(trail, key=key is not None)
    where = (*document.home(place.line), place.column)
    path = in_words(document.written(position.trail))
    line = document.line(place.line)
    problem = Problem(*where, code, found, expected, fix, line, place.width, path)
    return CandidateProblem(problem, trail, position.choices)


def _of_our_own(
    document: Document, root: type[BaseModel], detail: ErrorDetails
) -> CandidateProblem:
    """Our own validators bring their words in the context of the error."""
    kind, loc = detail["type"], detail["loc"]
    context: Mapping[str, Any] = detail.get("ctx", MappingProxyType({}))
    at = context.get("at", ())
    position = locate(document, root, (*loc, *((at,) if isinstance(at, str) else at)))
    code = kind if kind not in _BUILT_IN else "wrong-type"
    found = str(context.get("error", detail["msg"]))
    expected, fix = (str(context.get(name, "")) for name in ("expected", "fix"))
    key = context.get("key") or None
    if loc[-1:] == ("[key]",):
        position, key = locate(document, root, loc[:-2]), str(loc[-2])
    return problem_here(position, code, found, expected, fix, key)


# --- keys ----------------------------------------------------------------------------------------


def _missing_key(position: SchemaPosition, key: str) -> CandidateProblem:
    inside = position.inside(key)
    expected = inside.meant(_one_of(inside.words) if inside.words else "", ": ")
    found, fix = f'the key "{key}" is missing', f'write "{key}: {inside.example}"'
    return replace(problem_here(position, "missing-key", found, expected, fix), lacks=key)


def _unknown_key(
    position: SchemaPosition,
    key: str,
    allowed: Sequence[str],
    above: Iterable[SchemaPosition] = (),
) -> CandidateProblem:
    """A key that is not ``allowed``; it may belong to one of the mappings ``above``."""
    held = position.value
    there = held if isinstance(held, dict) else {}
    meant = nearest(key, [known for known in allowed if known not in there])
    homes = [home.trail for home in above if key in home.keys and home.trail != position.trail]
    fix = _not_a_key(key, there.get(key), allowed)
    if homes:
        fix = f'put it beside "{position.trail[len(homes[0])]}", not inside'
    elif meant:
        fix = f'did you mean "{meant}"?'
    elif len(inside := [name for name in allowed if key in position.inside(name).keys]) == 1:
        fix = f'put it inside "{inside[0]}", below its line and two spaces further in'
    found, expected = f'the key "{clipped(key)}" is unknown here', _one_of(allowed)
    problem = problem_here(position, "unknown-key", found, expected, fix, key)
    return replace(problem, meant_key=meant)


def _not_a_key(key: str, value: Any, allowed: Sequence[str]) -> str:
    """What to do about a key that is none, such as the rest of a text, or `at:1s` in braces."""
    if tight := re.fullmatch(r"(\w+):(\S.*)", key):
        return f'put a space after the colon: "{tight[1]}: {tight[2]}"'
    name, _, rest = key.partition(" ")
    if rest and name in allowed:
        return f'put a colon after it: "{name}: {rest}"'
    if rest and value is None:
        return "if it belongs to the text before the comma, put quotes around all of the text"
    return ""


# --- words ---------------------------------------------------------------------------------------


def _no_alternative(
    position: SchemaPosition, value: Any, context: Mapping[str, Any]
) -> CandidateProblem:
    """None of several models was meant by what distinguishes them, a key or a word."""
    telling = str(context["discriminator"]).strip("'")
    tags = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
    tags = tags or position.tags(telling)
    offered, tag = _one_of(tags), context.get("tag")
    if tag is None:
        code, found, expected = "wrong-type", position.said(value), f"keys and values: {offered}"
        if isinstance(value, dict):
            code, expected = "missing-key", offered
            found = f'the key "{telling}" is missing' if telling in position.keys else found
        return problem_here(position, code, found, expected, "")
    meant = nearest(tag, tags)
    fix = f'did you mean "{meant}"?' if meant else ""
    if isinstance(value, dict) and tag in value:
        fix = _not_a_key(tag, value[tag], tags) or fix
        found = f'the key "{tag}" is unknown here'
        return problem_here(position, "unknown-key", found, offered, fix, tag)
    if isinstance(value, dict) and telling in value:
        position = replace(position, trail=(*position.trail, telling))
    found = f'the word "{clipped(tag)}" is unknown here'
    return problem_here(position, "unknown-word", found, offered, fix)


def _wrong_word(position: SchemaPosition, value: Any, words: Sequence[str]) -> CandidateProblem:
    code, fix = "wrong-type", "write one of those that are expected"
    if isinstance(value, bool) or len(words) == 1:
        fix = f"write {choice(words)}"
    elif isinstance(value, str):
        meant = nearest(value, words)
        code, fix = "unknown-word", f'did you mean "{meant}"?' if meant else ""
    elif value is None:
        fix = "write a value there"
    expected = position.meant(_one_of(words), ": ")
    return problem_here(position, code, position.said(value), expected, fix)


def _listed(expected: str) -> tuple[str, ...]:
    """The words that pydantic lists in an error, as a file spells them."""
    in_quotes = re.findall(r"'([^']*)'|\"([^\"]*)\"", expected)
    if in_quotes:
        return tuple(single or double for single, double in in_quotes)
    spelt = re.split(r", | or ", expected)
    return tuple(word.lower() if word in ("True", "False") else word for word in spelt if word)


def _one_of(words: Sequence[str]) -> str:
    return f"one of {choice(words)}" if len(words) > 1 else choice(words)


# --- types ---------------------------------------------------------------------------------------


def _wrong_type(position: SchemaPosition, value: Any, kind: str) -> CandidateProblem:
    if kind == "text" and (cut := _cut_by_a_colon(position, value)):
        return cut
    fix = _no_value(position, kind) if value is None else _FIXES[kind](position, value)
    return problem_here(position, "wrong-type", position.said(value), position.meant(kind), fix)


def _no_value(position: SchemaPosition, kind: str) -> str:
    if position.source.startswith("#") and kind == "text":
        return quote_it(re.split(r"[\s,\]}]", position.source)[0])
    if kind == "keys and values":
        return "write keys under it, two spaces further in, or take the key out"
    if kind == "a list" and position.takes([]):
        return "write [] for an empty list"
    return "write a value there"


def _as_text(position: SchemaPosition, value: Any) -> str:
    in_line = not isinstance(value, list | dict) or position.source[-1:] in ("]", "}")
    return quote_it(position.source) if in_line else ""


def _as_number(_position: SchemaPosition, value: Any) -> str:
    if not isinstance(value, str):
        return "write a whole number"
    if re.fullmatch(r"-?[0-9.]+", value):
        return "write the number without quotes"
    return "write the number in digits"


def _as_list(position: SchemaPosition, value: Any) -> str:
    source = position.source
    if isinstance(value, str) and re.match(r"-\w", source):
        return "put a space after the dash"
    if value in ("none", "no", "nothing") and position.takes([]):
        return "write [] for an empty list"
    if value and position.takes([value]):
        if isinstance(value, dict) and source[-1:] != "}":
            return f'put "- " before "{next(iter(value))}", and the other lines under it'
        return f"write [{quoted(source) if _breaks_a_list(value) else source}]"
    several = re.split(r"\s*,\s*|\s+", value.strip()) if isinstance(value, str) else []
    if several and position.takes(several):
        return f"write [{', '.join(several)}]"
    needed = ", ".join(f"{key}: ..." for key in position.inside(0).required)
    return f"write [{{{needed}}}]" if needed else 'begin each entry with "- "'


def _breaks_a_list(value: Any) -> bool:
    """Whether a text has signs that unquoted text may not have in brackets."""
    return isinstance(value, str) and re.search(r"[,\[\]{}]|: |:$", value) is not None


def _as_keys(position: SchemaPosition, value: Any) -> str:
    if isinstance(value, list) and any(position.takes(each) for each in value):
        return "take the dash or the brackets away"
    if needed := ", ".join(f"{key}: ..." for key in position.required):
        return f"write {{{needed}}}"
    return f"write keys and their values, such as {choice(position.keys[:5])}"


_FIXES: Mapping[str, Callable[[SchemaPosition, Any], str]] = {
    "text": _as_text,
    "a number": _as_number,
    "a whole number": _as_number,
    "true or false": lambda _position, _value: "write true or false",
    "a list": _as_list,
    "keys and values": _as_keys,
}


def _cut_by_a_colon(position: SchemaPosition, value: Any) -> CandidateProblem | None:
    """For `- What now: a tap?` where text belongs: its colon has made a key of the first words."""
    document, place = position.document, position.place
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((name, inner),) = value.items()
    key, behind = (document.place((*position.trail, name), key=each) for each in (True, False))
    in_brackets = (key.line, key.column) != (place.line, place.column) or place.width > 1
    if in_brackets or behind.line != key.line or isinstance(inner, list | dict):
        return None
    line = document.line(key.line)
    text = re.split(r"\s#", line[key.column - 1 :])[0].rstrip()
    found, meant = 'unquoted text may not have ": " in it', position.meant("text")
    cut = problem_here(position, "colon-in-text", found, meant, quote_it(text))
    fixed = line[: key.column - 1] + quoted(text) + line[key.column - 1 + len(text) :]
    return replace(cut, problem=replace(cut.problem, width=len(text), fixed_line=fixed))
