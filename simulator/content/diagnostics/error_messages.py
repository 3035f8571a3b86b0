"""The message for one validation error: what was found, what was expected, and the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails, core_schema

from simulator.content.diagnostics.nearest_word import nearest
from simulator.content.diagnostics.value_types import SchemaPosition, choice, clipped, locate
from simulator.content.yaml.positions import Document, KeyPath, path_text, quote_it
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


def worded(document: Document, root: type[BaseModel], detail: ErrorDetails) -> CandidateProblem:
    """Convert one pydantic error."""
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
    if found.startswith("Input should "):  # The rest of the sentence says what was expected.
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
    """Return a problem with the value at a position, or with one of its keys."""
    document, key_path = position.document, (*position.key_path, *(() if key is None else (key,)))
    place = document.place(key_path, key=key is not None)
    where = (*document.home(place.line), place.column)
    path = path_text(document.written(position.key_path))
    line = document.line(place.line)
    problem = Problem(*where, code, found, expected, fix, line, place.width, path)
    return CandidateProblem(problem, key_path, position.choices)


def _of_our_own(
    document: Document, root: type[BaseModel], detail: ErrorDetails
) -> CandidateProblem:
    """Convert an error of our own validators, whose message is in the error's context."""
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


def _missing_key(position: SchemaPosition, key: str) -> CandidateProblem:
    inside = position.inside(key)
    expected = inside.meant(_one_of(inside.words) if inside.words else "", ": ")
    found, fix = f'the key "{key}" is missing', f'write "{key}: {inside.example}"'
    return replace(problem_here(position, "missing-key", found, expected, fix), lacks=key)


def _unknown_key(
    position: SchemaPosition, key: str, allowed: Sequence[str], above: Iterable[SchemaPosition] = ()
) -> CandidateProblem:
    """Report a key that isn't ``allowed``; it may belong to one of the mappings ``above``."""
    held = position.value
    there = held if isinstance(held, dict) else {}
    meant = nearest(key, [known for known in allowed if known not in there])
    homes = [
        home.key_path for home in above if key in home.keys and home.key_path != position.key_path
    ]
    fix = _not_a_key(key, there.get(key), allowed)
    if homes:
        fix = f'put it beside "{position.key_path[len(homes[0])]}", not inside'
    elif meant:
        fix = f'did you mean "{meant}"?'
    elif len(inside := [name for name in allowed if key in position.inside(name).keys]) == 1:
        fix = f'put it inside "{inside[0]}", below its line and two spaces further in'
    found, expected = f'the key "{clipped(key)}" is unknown here', _one_of(allowed)
    problem = problem_here(position, "unknown-key", found, expected, fix, key)
    return replace(problem, meant_key=meant)


def _not_a_key(key: str, value: Any, allowed: Sequence[str]) -> str:
    """Return the fix for text that YAML reads as a key, such as `at:1s` in braces."""
    if tight := re.fullmatch(r"(\w+):(\S.*)", key):
        return f'put a space after the colon: "{tight[1]}: {tight[2]}"'
    name, _, rest = key.partition(" ")
    if rest and name in allowed:
        return f'put a colon after it: "{name}: {rest}"'
    if rest and value is None:
        return "if it belongs to the text before the comma, put quotes around all of the text"
    return ""


def _no_alternative(
    position: SchemaPosition, value: Any, context: Mapping[str, Any]
) -> CandidateProblem:
    """Report a value whose distinguishing key or word selects no member of a union."""
    discriminator = str(context["discriminator"]).strip("'")
    tags = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
    tags = tags or position.tags(discriminator)
    offered, tag = _one_of(tags), context.get("tag")
    if tag is None:
        code, found, expected = "wrong-type", position.said(value), f"keys and values: {offered}"
        if isinstance(value, dict):
            code, expected = "missing-key", offered
            if discriminator in position.keys:
                found = f'the key "{discriminator}" is missing'
        return problem_here(position, code, found, expected, "")
    meant = nearest(tag, tags)
    fix = f'did you mean "{meant}"?' if meant else ""
    if isinstance(value, dict) and tag in value:
        fix = _not_a_key(tag, value[tag], tags) or fix
        found = f'the key "{tag}" is unknown here'
        return problem_here(position, "unknown-key", found, offered, fix, tag)
    if isinstance(value, dict) and discriminator in value:
        position = replace(position, key_path=(*position.key_path, discriminator))
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
    """Return the words that a pydantic error lists, as a file spells them."""
    in_quotes = re.findall(r"'([^']*)'|\"([^\"]*)\"", expected)
    if in_quotes:
        return tuple(single or double for single, double in in_quotes)
    spelt = re.split(r", | or ", expected)
    return tuple(word.lower() if word in ("True", "False") else word for word in spelt if word)


def _one_of(words: Sequence[str]) -> str:
    return f"one of {choice(words)}" if len(words) > 1 else choice(words)


def _wrong_type(position: SchemaPosition, value: Any, kind: str) -> CandidateProblem:
    if kind == "text" and (text := _text_with_colon(position, value)):
        cut = problem_here(position, "colon-in-text", _COLON_IN_TEXT, position.meant(kind))
        return replace(cut, problem=replace(cut.problem, fix=quote_it(text), width=len(text)))
    fix = _no_value(position, kind) if value is None else _FIXES[kind](position, value)
    return problem_here(position, "wrong-type", position.said(value), position.meant(kind), fix)


def _text_with_colon(position: SchemaPosition, value: Any) -> str:
    """Return the text of `- What now: a tap?`, which YAML reads as a key and a value."""
    document, place = position.document, position.place
    if not isinstance(value, dict) or len(value) != 1 or place.width > 1:
        return ""
    ((name, inner),) = value.items()
    key = document.place((*position.key_path, name), key=True)
    on_one_line = document.place((*position.key_path, name)).line == key.line
    if key[:2] != place[:2] or not on_one_line or isinstance(inner, list | dict):
        return ""
    return re.split(r"\s#", document.line(place.line)[place.column - 1 :])[0].rstrip()


def _no_value(position: SchemaPosition, kind: str) -> str:
    if position.source.startswith("#") and kind == "text":
        return quote_it(re.split(r"[\s,\]}]", position.source)[0])
    if kind == "keys and values":
        return "write keys under it, two spaces further in, or take the key out"
    return _EMPTY if kind == "a list" and position.may_be_empty else "write a value there"


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
    if isinstance(value, dict) and value and source[-1:] != "}":
        return f'put "- " before "{next(iter(value))}", and the other lines under it'
    if not isinstance(value, str):
        return f"write [{source}]"
    if re.match(r"-\w", source):
        return "put a space after the dash"
    if value in ("none", "no", "nothing") and position.may_be_empty:
        return _EMPTY
    if needed := position.inside(0).required:
        return f"write [{{{', '.join(f'{key}: ...' for key in needed)}}}]"
    return f"write [{', '.join(value.replace(',', ' ').split())}]"


def _as_keys(position: SchemaPosition, value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "take the dash or the brackets away"
    if needed := ", ".join(f"{key}: ..." for key in position.required):
        return f"write {{{needed}}}"
    return f"write keys and their values, such as {choice(position.keys[:5])}"


_EMPTY = "write [] for an empty list"
_COLON_IN_TEXT = 'unquoted text may not have ": " in it'
_FIXES: Mapping[str, Callable[[SchemaPosition, Any], str]] = {
    "text": _as_text,
    "a number": _as_number,
    "a whole number": _as_number,
    "true or false": lambda _position, _value: "write true or false",
    "a list": _as_list,
    "keys and values": _as_keys,
}
