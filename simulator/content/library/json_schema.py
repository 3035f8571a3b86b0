"""JSON Schema (draft 7) of every kind of file, for editors and for validators that are not ours.

Made from the models, so that an editor offers what the reader accepts. A schema says less than the
reader: it knows no other file and no order of two durations. Draft 7, since the YAML language
server reads no later one. It reads YAML 1.2, as editors do: there `yes` and `0:20` are text.

The schemas are published as files in `data/schemas`; `python -m tests.schemas.write` writes them
anew when a model has changed.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from simulator.content.files.file_kinds import model_of
from simulator.core.terms import Term

DIALECT = "http://json-schema.org/draft-07/schema#"
FOLDER = Path(__file__).resolve().parents[1] / "data" / "schemas"
MODELINE = "# yaml-language-server: $schema="
"""What an editor looks for at the head of a file."""


def schema_text(kind: str) -> str:
    """The schema of a kind of file, made from its model, as it is published."""
    made = _in_draft_7(model_of(kind).model_json_schema(schema_generator=_Generator))
    if kind == "scenario":
        _let_cases_differ(made)
    made = {"$schema": DIALECT, "title": f"silent999: {kind.replace('_', ' ')}", **made}
    made["definitions"] = dict(sorted(made.get("definitions", {}).items()))
    return json.dumps(made, indent=1, ensure_ascii=True) + "\n"


def schema_path(kind: str) -> Path:
    """Where the schema of a kind of file is published."""
    return FOLDER / f"{kind}.schema.json"


def modeline(kind: str, folder: Path | None = None) -> str:
    """The line by which an editor finds the schema, for a file in `folder`.

    Without a folder it is the address of the schema on this machine, which holds from anywhere.
    """
    published = schema_path(kind)
    if folder is None:
        return MODELINE + published.as_uri()
    return MODELINE + Path(os.path.relpath(published, folder.resolve())).as_posix()


def with_modeline(text: str, line: str) -> str:
    """A file's text with that line at its head, instead of any that it has."""
    kept = text.partition("\n")[2] if text.startswith(MODELINE) else text
    return f"{line}\n{kept}"


# --- from what pydantic says to what editors read -------------------------------------------------


class _Generator(GenerateJsonSchema):
    """Leaves out titles that only repeat a key, and says what each word of a closed list means."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """Never: the key is there to be read."""
        return False

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """The words, each with its meaning where it has one."""
        made = super().enum_schema(schema)
        terms = [member for member in schema["members"] if isinstance(member, Term)]
        if len(terms) == len(made.get("enum", ())):
            made["enumDescriptions"] = [term.meaning for term in terms]
        return made


def _in_draft_7(made: JsonSchemaValue) -> JsonSchemaValue:
    """The same in the words of draft 7."""
    made = copy.deepcopy(made)
    words = made.get("$defs", {})
    for part in _parts(made):
        part.pop("discriminator", None)
        _close_mapping(part, words)
        if "prefixItems" in part:
            part["items"] = part.pop("prefixItems")
        if "$ref" in part:
            part["$ref"] = part["$ref"].replace("#/$defs/", "#/definitions/")
        if "$ref" in part and len(part) > 1:  # draft 7 reads nothing beside a $ref
            part["allOf"] = [{"$ref": part.pop("$ref")}]
    if "$defs" in made:
        made["definitions"] = made.pop("$defs")
    return made


_FIXED = ("format", "id", "title", "cases", "extends")
"""What cannot be different in a case of a table."""
_HOLE: JsonSchemaValue = {
    "description": "A hole: each case of the table has a value for it.",
    "type": "object",
    "properties": {"case": {"description": "The name of the value.", "type": "string"}},
    "required": ["case"],
    "additionalProperties": False,
}


def _let_cases_differ(made: JsonSchemaValue) -> None:
    """Let a hole stand for any value below the top level, and `set` hold any key of the file."""
    definitions = made["definitions"]
    overrides = definitions["TableCase"]["properties"]["set"]
    overrides["properties"] = {
        key: copy.deepcopy(value) for key, value in made["properties"].items() if key not in _FIXED
    }
    overrides["additionalProperties"] = False
    hole = {"$ref": "#/definitions/Hole"}
    for name, part in definitions.items():
        if name == "TableCase":
            continue
        for inner in _parts(part):
            for key, value in inner.get("properties", {}).items():
                told = value.pop("description", "")
                inner["properties"][key] = {"description": told, "anyOf": [value, hole]}
    facts = made["properties"]["facts"]["properties"]
    for topic, value in facts.items():
        told = value.pop("description", "")
        facts[topic] = {"description": told, "anyOf": [value, hole]}
    definitions["Hole"] = copy.deepcopy(_HOLE)


def _close_mapping(part: JsonSchemaValue, words: JsonSchemaValue) -> None:
    """Say the keys of a mapping by name, where they are words of a closed list."""
    names = part.get("propertyNames", {})
    named = words.get(names.get("$ref", "").removeprefix("#/$defs/"), {})
    if "enum" in named and "additionalProperties" in part:
        del part["propertyNames"]
        meanings = named.get("enumDescriptions", [""] * len(named["enum"]))
        value = part["additionalProperties"]
        part["properties"] = {
            word: {**copy.deepcopy(value), "description": meaning}
            for word, meaning in zip(named["enum"], meanings, strict=True)
        }
        part["additionalProperties"] = False
    elif "patternProperties" in part:
        part.setdefault("additionalProperties", False)
        part.pop("propertyNames", None)


_HOLD_ONE = ("items", "additionalProperties", "not", "propertyNames")
_HOLD_MANY = ("anyOf", "oneOf", "allOf", "prefixItems")
_HOLD_NAMED = ("properties", "patternProperties", "$defs", "definitions")


def _parts(part: Any) -> Iterator[JsonSchemaValue]:
    """A schema and every schema inside it, the outer ones first."""
    if not isinstance(part, dict):
        return
    yield part
    for key in _HOLD_ONE:
        yield from _parts(part.get(key))
    for key in _HOLD_MANY:
        for inner in part.get(key, ()):
            yield from _parts(inner)
    for key in _HOLD_NAMED:
        for inner in part.get(key, {}).values():
            yield from _parts(inner)
