"""From a validator's errors to problems that a person can mend.

Pydantic says what a value is not; this module says where it stands in the file, what was found,
what was meant and what to type. Three steps: read each error as a ``_Finding``; where a value could
have been one of several things, keep only the reading that came nearest; sort what is left. The
part at the end looks up what the model means at a place, which is why the module is long: the words
and keys that a message offers must come from the model, or a second list of them would grow.

How problems are shown lives with the exceptions in ``simulator.errors``, so that showing one does
not load pydantic; ``render`` and ``render_all`` are offered here too.
"""

from __future__ import annotations

import difflib
import enum
import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, core_schema

from simulator.content.mends import accepts, as_keys, as_list, takes_key
from simulator.content.models import descriptions
from simulator.content.yaml_text import Document, Place, Trail, in_words, quote_it
from simulator.errors import MOST_PROBLEMS, Problem, first_problems, render, render_all

__all__ = ["nearest", "problems_from", "render", "render_all"]

_BUILT_IN = frozenset(get_args(core_schema.ErrorType))
_LONGEST_WORD = 60
_MOST_DETAILS = 20 * MOST_PROBLEMS
"""So many of a validator's errors are looked at; several of them make one problem."""

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
    hold ``expected``, ``mend``, and ``at``, the path to the part of the value that is wrong.
    """
    details = error.errors(include_url=False)[:_MOST_DETAILS]
    findings = [_finding(document, root, each) for each in details if not _is_echo(each)]
    misspelt = {(finding.loc[:-1], finding.meant_key) for finding in findings}
    told_once = [
        finding
        for finding in findings
        if finding.lacks is None or (finding.loc[:-1], finding.lacks) not in misspelt
    ]
    from simulator.content.codes import usual_mend  # which needs this module to read its file

    problems = dict.fromkeys(
        replace(problem, mend=problem.mend or usual_mend(problem.code))
        for problem in (finding.problem for finding in _nearest_readings(told_once, 0))
    )
    return first_problems(sorted(problems, key=lambda each: (each.line, each.column)))


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because pydantic left its wrong entries out."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of ``words`` that was probably meant, if any is near enough."""
    if len(word) > _LONGEST_WORD:
        return None
    folded = {_folded(known): known for known in words}
    near = difflib.get_close_matches(_folded(word), folded, n=1)
    return folded[near[0]] if near else None


def _folded(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


@dataclass(frozen=True, slots=True)
class _Finding:
    """A problem, and what is needed to weigh it against others."""

    problem: Problem
    loc: Trail
    trail: Trail
    """Where in the file the value stands."""
    choices: tuple[tuple[Trail, str], ...]
    """The alternatives that this error belongs to: where, and pydantic's name for the one tried."""
    lacks: str | None = None
    """The key that is missing."""
    meant_key: str | None = None
    """The key that an unknown one was probably meant to be."""


def _nearest_readings(findings: Sequence[_Finding], depth: int) -> list[_Finding]:
    """Where a value could be one of several things, keep what the nearest of them says."""
    kept = [finding for finding in findings if len(finding.choices) <= depth]
    rivals: dict[Trail, dict[str, list[_Finding]]] = {}
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
            closest: list[_Finding] = min(inside or told, key=len)
            kept += closest
        else:
            kept.append(_joined([finding for reading in told for finding in reading]))
    return kept


def _joined(findings: Sequence[_Finding]) -> _Finding:
    """One finding from alternatives that all turned the whole value down."""
    ranked = [each for each in findings if each.problem.code != "wrong-type"] or findings
    problem = ranked[0].problem
    expected = dict.fromkeys(each.problem.expected for each in ranked)
    mend = next((each.problem.mend for each in ranked if each.problem.mend), "")
    problem = replace(problem, expected=" or ".join(filter(None, expected)), mend=mend)
    return replace(ranked[0], problem=problem)


def _finding(document: Document, root: type[BaseModel], detail: ErrorDetails) -> _Finding:
    """Read one of pydantic's errors."""
    kind, loc = detail["type"], detail["loc"]
    context = detail.get("ctx", {})
    if kind == "missing":
        return _missing_key(_locate(document, root, loc[:-1]), loc)
    if kind == "extra_forbidden":
        around = [_locate(document, root, loc[:end]) for end in range(len(loc) - 1, -1, -1)]
        return _unknown_key(around[0], loc, around[0].keys, around[1:])
    at = context.get("at", ())
    spot = _locate(document, root, (*loc, *((at,) if isinstance(at, str) else at)))
    value = detail["input"]
    if kind not in _BUILT_IN or kind in ("value_error", "assertion_error"):
        code = kind if kind not in _BUILT_IN else "wrong-type"
        found = str(context.get("error", detail["msg"]))
        mend = str(context.get("mend", "")) or spot.unit_mend(value, certain="duration" in kind)
        expected = str(context.get("expected", ""))
        if loc[-1:] == ("[key]",):
            parent = _locate(document, root, loc[:-2])
            return parent.finding(loc[:-1], code, found, expected, mend, str(loc[-2]))
        return spot.finding(loc, code, found, expected, mend)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _no_alternative(spot, loc, value, context)
    if kind in ("literal_error", "enum") or (kind == "is_instance_of" and spot.words):
        words = _words(str(context.get("expected", ""))) or spot.words
        if loc[-1:] == ("[key]",):
            parent = _locate(document, root, loc[:-2])
            return _unknown_key(parent, loc[:-1], words)
        return _wrong_word(spot, loc, value, words)
    if kind in _KINDS:
        mend = _kind_mend(spot, _KINDS[kind], value)
        return spot.finding(loc, "wrong-type", spot.said(value), spot.meant(_KINDS[kind]), mend)
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        expected = spot.meant(limit.format(**context), ": ")
        return spot.finding(loc, code, spot.said(value), expected, "")
    found, expected = detail["msg"], ""
    if found.startswith("Input should "):  # the rest of the sentence says what was meant
        found, expected = spot.said(value), re.sub(r"^Input should (be )?(a valid )?", "", found)
    return spot.finding(loc, "wrong-type", found, expected, "")


def _missing_key(spot: _Spot, loc: Trail) -> _Finding:
    key = str(loc[-1])
    field = next((found for _, found in spot.below(key)), None)
    expected = replace(spot, field=field).meant("")
    found, mend = f'the key "{key}" is missing', f'write "{key}: ..."'
    return replace(spot.finding(loc, "missing-key", found, expected, mend), lacks=key)


def _unknown_key(
    spot: _Spot, loc: Trail, allowed: Sequence[str], above: Iterable[_Spot] = ()
) -> _Finding:
    """A key that is not ``allowed``; it may belong to one of the mappings ``above``."""
    key = str(loc[-1])
    meant = nearest(key, allowed)
    homes = [home.trail for home in above if key in home.keys and home.trail != spot.trail]
    inside = [name for name, kind in spot.nested() if takes_key(kind, key)]
    mend = f'did you mean "{meant}"?' if meant else "take it out"
    if homes:
        mend = f'put it beside "{spot.trail[len(homes[0])]}", not inside'
    elif len(inside) == 1:
        mend = f'put it inside "{inside[0]}", below its line and two spaces further in'
    found, expected = f'the key "{_clipped(key)}" is unknown here', _one_of(allowed)
    finding = spot.finding(loc, "unknown-key", found, expected, mend, key)
    return replace(finding, meant_key=meant)


def _no_alternative(spot: _Spot, loc: Trail, value: Any, context: dict[str, Any]) -> _Finding:
    """None of several models was meant by what tells them apart, a key or a word."""
    telling = str(context["discriminator"]).strip("'")
    tags = re.findall(r"'([^']*)'", str(context.get("expected_tags", ""))) or spot.tags(telling)
    choice = _one_of(tags)
    tag = context.get("tag")
    if tag is None and isinstance(value, dict):
        lacking = f'the key "{telling}" is missing'
        found = lacking if telling in spot.keys else spot.said(value)
        return spot.finding(loc, "missing-key", found, choice, "")
    if tag is None:
        return spot.finding(loc, "wrong-type", spot.said(value), f"keys and values: {choice}", "")
    meant = nearest(tag, tags)
    mend = f'did you mean "{meant}"?' if meant else ""
    if isinstance(value, dict) and tag in value:
        found = f'the key "{tag}" is unknown here'
        return spot.finding(loc, "unknown-key", found, choice, mend, tag)
    if isinstance(value, dict) and telling in value:
        spot = replace(spot, trail=(*spot.trail, telling))
    found = f'the word "{_clipped(tag)}" is unknown here'
    return spot.finding(loc, "unknown-word", found, choice, mend)


def _wrong_word(spot: _Spot, loc: Trail, value: Any, words: Sequence[str]) -> _Finding:
    code, mend = "unknown-word", ""
    if isinstance(value, bool) or len(words) == 1:
        code, mend = "wrong-type", f"write {_choice(words)}"
    elif not isinstance(value, str):
        code = "wrong-type"
        mend = quote_it(spot.source) if spot.source in words else _kind_mend(spot, "a word", value)
    elif meant := nearest(value, words):
        mend = f'did you mean "{meant}"?'
    return spot.finding(loc, code, spot.said(value), spot.meant(_one_of(words), ": "), mend)


def _kind_mend(spot: _Spot, kind: str, value: Any) -> str:
    """How to turn a value of the wrong kind into one of the right kind."""
    source = spot.source
    if value is None:
        if source.startswith("#") and kind == "text":
            return quote_it(re.split(r"[\s,\]}]", source)[0])
        return "write [] for an empty list" if kind == "a list" else "write a value there"
    in_line = not isinstance(value, str) or source.strip("\"'") == value
    if isinstance(value, list | dict):
        in_line = source[-1:] in ("]", "}")
    tried = [each.kind for each in spot.kinds]
    if kind == "a list":
        shaped = (as_list(each, value, source if in_line else "") for each in tried)
        return next(filter(None, shaped), 'begin each entry with "- "')
    if kind == "text":
        short = in_line or not isinstance(value, list | dict)
        return spot.unit_mend(value) or (quote_it(source) if short else "")
    if isinstance(value, str) and kind == "true or false":
        return "write true or false"
    if isinstance(value, str) and kind in ("a number", "a whole number"):
        number = re.fullmatch(r"-?[0-9.]+", value)
        return "write the number without quotes" if number else "write the number in digits"
    if kind == "keys and values":
        if isinstance(value, list) and any(accepts(each, one) for each in tried for one in value):
            return "take the dash or the brackets away"
        shaped = (as_keys(each, value, source if in_line else "") for each in tried)
        if spot.trail and (mend := next(filter(None, shaped), "")):
            return f"write {mend}, with what is true there"
        return "take the dash or the brackets away" if isinstance(value, list) else ""
    return ""


def _words(expected: str) -> tuple[str, ...]:
    """The words that pydantic lists in an error, as a file spells them."""
    quoted = re.findall(r"'([^']*)'|\"([^\"]*)\"", expected)
    if quoted:
        return tuple(single or double for single, double in quoted)
    spelt = re.split(r", | or ", expected)
    return tuple(word.lower() if word in ("True", "False") else word for word in spelt if word)


def _one_of(words: Sequence[str]) -> str:
    return f"one of {_choice(words)}" if len(words) > 1 else _choice(words)


def _choice(words: Iterable[object], last: str = "or") -> str:
    """Words as a person lists them: ``yes, no or unknown``."""
    *most, final = [_clipped(str(word)) for word in words] or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_WORD else text[: _LONGEST_WORD - 3] + "..."


# What the model means at a place.


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value in the file, and what the model means it to be."""

    document: Document
    trail: Trail
    kinds: tuple[_Alternative, ...]
    """The types that it may have."""
    field: _Field | None
    """The field that it is the value of."""
    choices: tuple[tuple[Trail, str], ...]

    @property
    def place(self) -> Place:
        return self.document.place(self.trail)

    @property
    def source(self) -> str:
        """The value as the file spells it."""
        return self.document.source(self.place)

    @property
    def keys(self) -> list[str]:
        """The keys that a mapping here may have."""
        return list(dict.fromkeys(key for each in self.kinds for key in _fields(each.kind)))

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are allowed here, if only certain words are."""
        enums: list[Any] = [
            each.kind for each in self.kinds if isinstance(each.kind, enum.EnumType)
        ]
        return tuple(str(member.value) for kind in enums for member in kind)

    def nested(self) -> Iterator[tuple[str, Any]]:
        """The keys that hold keys and values of their own, and the kind of those."""
        for each in self.kinds:
            for key, field in _fields(each.kind).items():
                for alternative in _alternatives(field.info.annotation):
                    yield key, alternative.kind

    def tags(self, telling: str) -> list[str]:
        """What tells the alternatives apart: the names given to them, or one field's words."""
        return [tag for each in self.kinds for tag in _tags(each, telling)]

    def below(self, part: str | int) -> list[tuple[Any, _Field | None]]:
        """What one step further may be: a type, and the field if the step is a key."""
        return [found for each in self.kinds for found in _below(each.kind, part)]

    def meant(self, kind: str, link: str = ", as ") -> str:
        """What was expected: the field's description, if it has one, and the kind of value."""
        meaning = self.field.meaning() if self.field else ""
        return link.join(filter(None, (meaning, kind)))

    def said(self, value: Any) -> str:
        """What was found, in words."""
        if isinstance(value, str):
            return f'found the text "{_clipped(value)}"' if value else "found an empty text"
        if isinstance(value, list):
            return f"found a list, {len(value)} long" if value else "found an empty list"
        if isinstance(value, dict):
            keys = [*value][:5] + ["more"] * (len(value) > 5)
            return f"found the keys {_choice(keys, 'and')}" if value else "found no keys"
        if isinstance(value, bool):
            return f"found {str(value).lower()}"
        return "found nothing" if value is None else f"found the number {self.source}"

    def unit_mend(self, value: Any, *, certain: bool = False) -> str:
        """How to write a number where a time with its unit is meant; nothing elsewhere."""
        examples = (self.field.info.examples if self.field else None) or ()
        timed = certain or any(
            re.fullmatch(r"[0-9.]+(ms|s|m|h)", str(example)) for example in examples
        )
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return f"write the unit: {self.source}s" if timed and number else ""

    def finding(
        self, loc: Trail, code: str, found: str, expected: str, mend: str, key: str = ""
    ) -> _Finding:
        """A finding about this value, or about one of its keys."""
        trail = (*self.trail, key) if key else self.trail
        place = self.document.place(trail, key=bool(key))
        problem = Problem(
            *self.document.home(place.line),
            place.column,
            code,
            found,
            expected,
            mend,
            self.document.line(place.line),
            place.width,
            in_words(self.document.written(self.trail)),
        )
        return _Finding(problem, loc, trail, self.choices)


def _locate(document: Document, root: Any, loc: Trail) -> _Spot:
    """Follow pydantic's path through model and file at once.

    Where several types are possible, pydantic puts a name for the one that it tried into the path.
    It stands nowhere in the file, and may be spelt like a key, so only the model can tell.
    """
    spot = _Spot(document, (), tuple(_alternatives(root)), None, ())
    chosen = False
    for part in loc:
        named = tuple(each for each in spot.kinds if _is_called(each, str(part)))
        below = spot.below(part)
        known = document.has((*spot.trail, part))
        if (len(spot.kinds) > 1 and not chosen) or not (below or known):
            choices = (*spot.choices, (spot.trail, str(part)))
            spot = replace(spot, kinds=named or spot.kinds, choices=choices)
            chosen = True
            continue
        kinds = [each for annotation, _ in below for each in _alternatives(annotation)]
        field = next((field for _, field in below if field is not None), None)
        trail = (*spot.trail, part) if known else spot.trail
        spot = replace(spot, trail=trail, kinds=tuple(kinds), field=field)
        chosen = False
    return spot


class _Alternative(NamedTuple):
    kind: Any
    tag: str = ""


def _alternatives(annotation: Any) -> Iterator[_Alternative]:
    """The types that an annotation stands for, without wrappers and without None."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        tag = next((each.tag for each in arguments[1:] if isinstance(each, Tag)), "")
        for each in _alternatives(arguments[0]):
            yield each._replace(tag=tag or each.tag)
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _alternatives(argument)
    elif hasattr(annotation, "__value__"):  # a named type
        yield from _alternatives(annotation.__value__)
    elif isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _alternatives(annotation.model_fields["root"].annotation)
    elif annotation is not types.NoneType:
        yield _Alternative(annotation)


class _Field(NamedTuple):
    """A field of a model."""

    model: type[BaseModel]
    name: str
    info: FieldInfo

    def meaning(self) -> str:
        """The first sentence of its description, to go on with in another sentence."""
        text = self.info.description or descriptions(self.model).get(self.name, "")
        sentence = re.split(r"[.;](?:\s|$)", " ".join(text.replace("`", "").split()))[0]
        if "{" not in sentence:
            sentence = sentence.split(": ")[0]
        return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _fields(kind: Any) -> dict[str, _Field]:
    """The fields of a model under the names that a file uses; of anything else, none."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    fields = kind.model_fields.items()
    return {info.alias or name: _Field(kind, name, info) for name, info in fields}


def _below(kind: Any, part: str | int) -> Iterator[tuple[Any, _Field | None]]:
    field = _fields(kind).get(str(part))
    if field is not None:
        yield field.info.annotation, field
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(origin, type) and arguments:
        if issubclass(origin, Mapping) and isinstance(part, str):
            yield arguments[-1], None
        elif issubclass(origin, Iterable) and isinstance(part, int):
            yield from ((argument, None) for argument in arguments if argument is not ...)


def _tags(alternative: _Alternative, telling: str = "") -> list[str]:
    """The words by which a validator knows an alternative from the others."""
    if alternative.tag:
        return [alternative.tag]
    fields = _fields(alternative.kind)
    told = [field.info.annotation for name, field in fields.items() if telling in ("", name)]
    return [str(word) for each in told if get_origin(each) is Literal for word in get_args(each)]


def _is_called(alternative: _Alternative, name: str) -> bool:
    """Whether ``name`` is what pydantic calls this alternative in its paths."""
    origin = get_origin(alternative.kind)
    own = "literal" if origin is Literal else getattr(origin or alternative.kind, "__name__", "")
    return name in _tags(alternative) or name.split("[")[0].removeprefix("constrained-") == own
