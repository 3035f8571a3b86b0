"""Which words are keys of scenario files, and what stands behind each, as the schema has it.

For the explanations of what is no YAML: there is no value yet that a model could look at, and the
models take long to load. A key that means different things in different places is all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).resolve().parents[1] / "data" / "schemas" / "scenario.schema.json"
_NOT_BLANK = r"\S"
"""The pattern of words for people, which may be any."""
_HOLE = "#/definitions/Hole"
"""What a table of cases lets stand in the place of any value."""


class KeyWords(NamedTuple):
    """The keys of scenario files."""

    every: frozenset[str]
    first: frozenset[str]
    """Those that begin in the first column."""
    holding_keys: frozenset[str]
    """Those behind which keys and values of their own stand."""
    holding_lists: frozenset[str]
    holding_words: frozenset[str]
    """Those behind which there is text, and no number."""
    holding_sentences: frozenset[str]
    """Those whose text may be anything."""


@lru_cache(maxsize=1)
def key_words() -> KeyWords:
    """The keys, out of the schema of scenario files."""
    whole = json.loads(_FILE.read_text(encoding="utf-8"))
    definitions = whole["definitions"]
    kinds: dict[str, set[str]] = {}
    for name, behind in _properties(whole):
        kinds.setdefault(name, set()).update(_kinds(behind, definitions))

    def holding(kind: str, *others: str) -> frozenset[str]:
        return frozenset(
            name for name, held in kinds.items() if kind in held and held.isdisjoint(others)
        )

    return KeyWords(
        frozenset(kinds),
        frozenset(whole["properties"]),
        holding("keys"),
        holding("list"),
        holding("text", "number"),
        holding("sentence"),
    )


def _properties(schema: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every key anywhere in a schema, with the schema of what stands behind it."""
    if isinstance(schema, list):
        for each in schema:
            yield from _properties(each)
    elif isinstance(schema, dict):
        for key, held in schema.items():
            if key == "properties":
                yield from held.items()
                held = list(held.values())
            yield from _properties(held)


def _kinds(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """What a value may be: keys, a list, a number, text, or a sentence."""
    reference = schema.get("$ref", "")
    if reference == _HOLE:
        return
    if reference:
        yield from _kinds(definitions[reference.rpartition("/")[2]], definitions)
    for choice in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(choice, ()):
            yield from _kinds(each, definitions)
    match schema.get("type"):
        case "object":
            yield "keys"
        case "array":
            yield "list"
        case "integer" | "number":
            yield "number"
        case "string":
            yield "text"
            if "enum" not in schema and schema.get("pattern", _NOT_BLANK) == _NOT_BLANK:
                yield "sentence"
