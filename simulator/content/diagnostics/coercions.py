"""Mends that are tried before they are offered: the value in the shape that the model asks for.

Whoever types what such a mend says gets past that point, or the mend is not told.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Strict, TypeAdapter
from pydantic.errors import PydanticUserError
from pydantic.fields import FieldInfo

from simulator.content.diagnostics.nearest_word import nearest
from simulator.content.yaml.document import quoted

_IN_BRACKETS = re.compile(r"[,\[\]{}]|: |:$")
"""What unquoted text may not have in brackets."""
_SAMPLES = ("1s", 1, "yes", "some words", True, "some-id", ["some words"])
"""What is tried for a key that a value of another kind says nothing about."""


_MOST_WORDS = 5
"""So many words are told in a mend."""
_COUNTED = {"once": "1", "twice": "2", "thrice": "3", "one": "1", "two": "2", "three": "3"}
"""How often, in words."""
_NOTHING = frozenset({"none", "nothing", "null", "no", "empty", "-"})
"""What people write for an empty list."""


def as_list(kind: Any, value: Any, source: str) -> str:
    """How to write `value` as a list of that kind; nothing where it cannot be an entry of one.

    `source` is how the file spells it, empty where that is more than a line.
    """
    item = next(iter(get_args(kind)), None)
    if item is None or value is None:
        return ""
    if isinstance(value, dict) and not value:
        return "write at least one entry, or take the key out"
    if isinstance(value, str) and re.match(r"-\w", source):
        return "put a space after the dash"
    if isinstance(value, str) and value.casefold() in _NOTHING and accepts(kind, []):
        return "write [] for an empty list"
    if accepts(kind, [value]):
        if source:
            unsafe = isinstance(value, str) and source == value and _IN_BRACKETS.search(value)
            return f"write [{quoted(source) if unsafe else source}]"
        if isinstance(value, dict):
            return f'put "- " before "{next(iter(value))}", and the other lines under it'
    apart = r"\s*,\s*|\s+and\s+|\s+" if words_of(item) else r"\s*,\s*"
    several = re.split(apart, value.strip()) if isinstance(value, str) else []
    if len(several) > 1 and accepts(kind, several):
        return f"write [{', '.join(several)}]"
    words = [word for word in words_of(item) if accepts(item, word)]
    if words:
        offered = ", ".join(words) if len(words) <= _MOST_WORDS else "these"
        return f"write some of {offered} in brackets, such as [{words[0]}]"
    shaped = as_keys(item, value, source)
    return f"write [{shaped}]" if shaped else ""


def as_choice(kinds: Mapping[str, Any], text: str) -> str:
    """How to write what was written as mere text, such as `tap 2`, as one of several models.

    `kinds` has each model by the key that tells it from the others.
    """
    parts = [part.strip() for part in re.split(r",|;|\band\b|\bthen\b", text)]
    if len(parts) > 1 and all(part in kinds and accepts(kinds[part], part) for part in parts):
        return f"write [{', '.join(parts)}]"
    worded = re.fullmatch(r"([A-Za-z_]+)(?:\s*[:=]\s*|\s+)(\S.*)", text)
    if worded and (key := nearest(worded[1], kinds) or ""):
        return _keyed(key, kinds[key], worded[2])
    for key, kind in kinds.items():
        info = _fields(model).get(key) if (model := _model(kind)) else None
        if info and text in words_of(info.annotation):
            return f"write {{{key}: {text}}}"
    return ""


def _keyed(key: str, kind: Any, text: str) -> str:
    """A key with what its model takes, out of the text behind it."""
    text = text.strip("\"'")
    number = re.match(r"[0-9]+\b", _COUNTED.get(text.split()[0].casefold(), text))
    if number and accepts(kind, {key: int(number[0])}):
        return f"write {{{key}: {number[0]}}}"
    spelt = quoted(text) if text.isdecimal() or _IN_BRACKETS.search(text) else text
    if accepts(kind, {key: text}):
        return f"write {{{key}: {spelt}}}"
    info = _fields(model).get(key) if (model := _model(kind)) else None
    inner = as_keys(info.annotation, text, spelt) if info else ""
    return f"write {{{key}: {inner}}}, with what is true there" if inner else ""


def as_keys(kind: Any, value: Any, source: str) -> str:
    """`value` as that of the key that takes it, with what else the model needs beside it."""
    model = _model(kind)
    if model is None or not source or (isinstance(value, str) and is_telephone(value)):
        return ""
    needed = {key: info for key, info in _fields(model).items() if info.is_required()}
    for home in sorted(
        _fields(model), key=lambda home: not _is_word_of(value, _fields(model)[home])
    ):
        samples = {key: sample_of(info) for key, info in needed.items() if key != home}
        if accepts(model, {home: value, **samples}):
            written = {home: source, **{key: _plain(each) for key, each in samples.items()}}
            order = sorted(written, key=list(_fields(model)).index)
            return "{" + ", ".join(f"{key}: {written[key]}" for key in order) + "}"
    return ""


def is_telephone(text: str) -> bool:
    """Whether a text is a telephone number: no key takes one, and a key of any words would."""
    return re.fullmatch(r"\+?[0-9][0-9 ()-]{5,}", text) is not None


def _is_word_of(value: Any, info: FieldInfo) -> bool:
    """Whether a value is a word of a closed list of that field, however that is wrapped."""
    kinds, words = [info.annotation], set[str]()
    while kinds:
        kind = kinds.pop()
        words.update(words_of(kind))
        kinds += (
            [getattr(kind, "__value__", None)] if hasattr(kind, "__value__") else get_args(kind)
        )
    return isinstance(value, str) and value in words


def key_taking(kind: Any, value: Any) -> str:
    """The key of a model that takes a value, if nothing else is needed beside it."""
    model = _model(kind)
    keys = _fields(model) if model is not None else {}
    return next((key for key in keys if accepts(kind, {key: value})), "")


def sample_of(info: FieldInfo) -> Any:
    """A value that a field takes; none where nobody knows one."""
    kind = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    words = words_of(info.annotation)
    tries = [*words, *_SAMPLES]
    for item in get_args(info.annotation):
        tries += [[word] for word in words_of(item)[:1]]
    return next((sample for sample in tries if accepts(kind, sample)), None)


def accepts(kind: Any, value: Any) -> bool:
    """Whether a value is one of that kind; a validator may stumble over what it never gets."""
    try:
        _adapter(kind).validate_python(value)
    except (ValueError, TypeError, AttributeError, PydanticUserError):
        return False
    return True


@lru_cache(maxsize=256)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    if get_origin(kind) in (list, tuple, frozenset):
        # Entries are taken as strictly as in a model, but a list will do for a tuple.
        held: Any = Annotated[kind, Strict(False)]
        return TypeAdapter(held, config=ConfigDict(strict=True))
    return TypeAdapter(kind)


def takes_key(kind: Any, key: str) -> bool:
    """Whether a model, or a mapping with keys from a closed list, has such a key."""
    model = _model(kind)
    if model is not None:
        return key in _fields(model)
    if isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping):
        return key in words_of(get_args(kind)[0])
    return False


def words_of(kind: Any) -> list[str]:
    """The words of a closed list, looked for below what wraps it."""
    kind = _bare(kind)
    if isinstance(kind, enum.EnumType):
        members: Iterable[Any] = kind
        return [str(member.value) for member in members]
    return []


def _bare(kind: Any) -> Any:
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def _model(kind: Any) -> type[BaseModel] | None:
    kind = _bare(kind)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _plain(value: Any) -> str:
    return f"[{', '.join(map(_plain, value))}]" if isinstance(value, list) else str(value)
