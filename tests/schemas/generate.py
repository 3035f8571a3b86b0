"""JSON Schema (draft 7) of every kind of file, for editors and external validators.

Generated from the models, so an editor offers what the reader accepts. A schema can't check
references to other files, or the order of two durations. Draft 7 is the latest that the YAML
language server supports. Editors read YAML 1.2, in which `yes` and `0:20` are text.

`python -m tests.schemas.write` publishes them in `data/schemas`.
"""

import ast
import copy
import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from simulator.content.fields.content_model import Content
from simulator.content.fields.core_schemas import described
from simulator.content.fields.schema_parts import Described
from simulator.content.files.file_kinds import model_of
from simulator.core.terms import Term
from simulator.hosting import protocol
from simulator.seat import seat_frame
from simulator.seat.view import cards, desk_cards, sound_cards, stage_texts

DIALECT = "http://json-schema.org/draft-07/schema#"


def schema_text(kind: str) -> str:
    """Return the schema of a kind of file, as published."""
    made = _in_draft_7(described(model_of(kind)).json_schema(schema_generator=_Generator))
    if kind == "scenario":
        _let_cases_differ(made)
    made = {"$schema": DIALECT, "title": f"silent999: {kind.replace('_', ' ')}", **made}
    made = _with_published_names(made)
    made["definitions"] = dict(sorted(made.get("definitions", {}).items()))
    _name_alternatives(made)
    return json.dumps(made, indent=1, ensure_ascii=True) + "\n"


def protocol_text() -> str:
    """Return the schema of what crosses a wire, with what each class says of its fields."""
    made = json.loads(json.dumps(protocol.schema()))
    texts: dict[str, str] = {}
    for module in (seat_frame, cards, desk_cards, sound_cards, stage_texts):
        for name, held in _texts_in(module.__name__).items():
            texts |= {f"{name}.{field}": words for field, words in held.items()}
    for part in parts_of(made):
        for key, value in part.get("properties", {}).items():
            if words := texts.get(f"{part.get('title', '')}.{key}"):
                value.setdefault("description", words)
    return json.dumps(made, indent=1, ensure_ascii=True) + "\n"


class _Generator(GenerateJsonSchema):
    """Generator without titles that repeat a key, and with the meaning of each enum word."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """Return False: a title would repeat the key."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return a schema with descriptions, and with defaults as a file has them."""
        made = super().model_schema(schema)
        content: type[Content] = schema["cls"]
        described = descriptions(content)
        for name, field in content.model_fields.items():
            shown = made["properties"][field.alias or name]
            shown["description"] = described[name]
            if field.examples:
                shown["examples"] = list(field.examples)
            if "default" in shown:  # Pydantic has put the program's value there.
                value = content(**{name: field.default})
                shown["default"] = value.model_dump(mode="json", include={name})[name]
        return made

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """Return the words, with their meanings if they are terms."""
        made = super().enum_schema(schema)
        terms = [member for member in schema["members"] if isinstance(member, Term)]
        if len(terms) == len(made.get("enum", ())):
            made["enumDescriptions"] = [term.meaning for term in terms]
        return made


def descriptions(content: type[Content]) -> Mapping[str, str]:
    """Return the string under each field of a class and of its bases."""
    found: dict[str, str] = {}
    for base in reversed(content.__mro__):
        if issubclass(base, Content) and base is not Content:
            described = base.__dict__.get("described_by", base)
            # A class that is made has no source, but descriptions; so has a shared type.
            hints = base.hints()
            for name, field in base.model_fields.items():
                parts = getattr(hints[name], "__metadata__", ())
                said = [part.text for part in parts if isinstance(part, Described)]
                if words := field.description or "".join(said):
                    found[name] = words
            found |= _texts_in(described.__module__).get(described.__name__, {})
    return found


@cache
def _texts_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """The strings under the fields of a module's classes. Cached: parsing takes milliseconds."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(sys.modules[module]))):
        if isinstance(node, ast.ClassDef):
            texts = found[node.name] = {}
            for field, text in zip(node.body, node.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    match text:
                        case ast.Expr(value=ast.Constant(value=str(words))):
                            texts[field.target.id] = inspect.cleandoc(words)
    return found


def _in_draft_7(made: JsonSchemaValue) -> JsonSchemaValue:
    """Convert a schema to draft 7."""
    made = copy.deepcopy(made)
    words = made.get("$defs", {})
    for part in parts_of(made):
        part.pop("discriminator", None)
        _close_mapping(part, words)
        if "prefixItems" in part:
            part["items"] = part.pop("prefixItems")
        if "$ref" in part:
            part["$ref"] = part["$ref"].replace("#/$defs/", "#/definitions/")
        if "$ref" in part and len(part) > 1:  # Draft 7 ignores keys beside a $ref.
            part["allOf"] = [{"$ref": part.pop("$ref")}]
    if "$defs" in made:
        made["definitions"] = made.pop("$defs")
    return made


_FIXED = ("format", "id", "title", "cases", "extends")
"""Keys that a case of a table can't change."""
_PLACEHOLDER: JsonSchemaValue = {
    "description": "A placeholder: each case of the table has a value for it.",
    "type": "object",
    "properties": {"case": {"description": "The name of the value.", "type": "string"}},
    "required": ["case"],
    "additionalProperties": False,
}


def _let_cases_differ(made: JsonSchemaValue) -> None:
    """Allow a placeholder for any value below the top level, and any key of the file in `set`."""
    definitions = made["definitions"]
    overrides = definitions["TableCase"]["properties"]["set"]
    overrides["properties"] = {
        key: copy.deepcopy(value) for key, value in made["properties"].items() if key not in _FIXED
    }
    overrides["additionalProperties"] = False
    placeholder = {"$ref": "#/definitions/Placeholder"}
    mappings = [made["properties"]["facts"]["properties"]]
    for name, part in definitions.items():
        if name != "TableCase":
            mappings += [inner["properties"] for inner in parts_of(part) if "properties" in inner]
    for mapping in mappings:
        for key, value in mapping.items():
            meaning = value.pop("description", "")
            mapping[key] = {"description": meaning, "anyOf": [value, placeholder]}
    definitions["Placeholder"] = copy.deepcopy(_PLACEHOLDER)


_OF_WORDS = "Annotated_{}__Strict_strict_False__"
_OF_NUMBERS = (
    "Annotated_int__FieldInfo_annotation_NoneType__required_True__metadata__Ge_ge_{}___Le_le_{}____"
)
_PUBLISHED: Mapping[str, str] = {
    **{name: _OF_WORDS.format(name) for name in ("Route", "Treatment", "Area", "Callback")},
    "on or off": "Annotated_bool__BeforeValidator__PlainSerializer_",
    "yes or no": "Annotated_bool__BeforeValidator__PlainSerializer_",
    "length of time": "Annotated_int__BeforeValidator__PlainSerializer__WithJsonSchema_",
    "length of time or keys and values": (
        "Annotated_Delay__BeforeValidator__PlainSerializer__WithJsonSchema_"
    ),
    "name": "Annotated_str__BeforeValidator_",
    "text": "Annotated_str__AfterValidator__WithJsonSchema_",
    "1 to 2": "Annotated_tuple_int__int___BeforeValidator__PlainSerializer__WithJsonSchema_",
    **{f"{low} to {high}": _OF_NUMBERS.format(low, high) for low, high in (
        (0, 100), (0, 99), (60, 400), (100, 200),
    )},
}  # fmt: skip
"""The names under which values with a source were first published, by what the value is: a schema
of ours that an author has copied or refers to goes on to fit."""


def _with_published_names(made: JsonSchemaValue) -> JsonSchemaValue:
    """Return a schema whose values with a source have the names that they had first."""
    names = {}
    for name, part in made.get("definitions", {}).items():
        if name.startswith("Sourced_"):
            part.pop("description", "")  # That of any value with a source.
            word = _word_for(part["properties"]["value"])
            names[name] = f"Sourced_{_PUBLISHED.get(word, word)}_"
    text = json.dumps(made)
    for name, published in names.items():
        text = re.sub(rf'(?<=["/]){re.escape(name)}(?=")', published, text)
    renamed: JsonSchemaValue = json.loads(text)
    return renamed


def _word_for(value: JsonSchemaValue) -> str:
    """Return a few words for what a value is."""
    match value:
        case {"allOf": [{"$ref": ref}]}:
            return str(ref).rpartition("/")[2]
        case {"enum": words}:
            return " or ".join(words)
        case {"minimum": low, "maximum": high}:
            return f"{low} to {high}"
        case {"maxItems": high}:
            return f"1 to {high}"
        case {"title": title}:
            return str(title)
        case {"anyOf": _}:
            return "length of time or keys and values"
    return "name" if "examples" in value else "text"


_TYPES = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "array": "list",
    "object": "keys and values",
}


def _name_alternatives(made: JsonSchemaValue) -> None:
    """Give what a value may be a plain name: an editor says `Expected "length of time | list"`."""
    for name, part in made["definitions"].items():
        words = re.sub("(Text|Form)$", "", name)
        part["title"] = re.sub("(?<!^)(?=[A-Z])", " ", words).lower()
    for part in parts_of(made):
        for each in (*part.get("anyOf", ()), *part.get("oneOf", ())):
            if "type" in each and "$ref" not in each and isinstance(each["type"], str):
                each.setdefault("title", _TYPES.get(each["type"], each["type"]))


def _close_mapping(part: JsonSchemaValue, words: JsonSchemaValue) -> None:
    """List the keys of a mapping by name, if they are words of a closed list."""
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


def parts_of(part: Any) -> Iterator[JsonSchemaValue]:
    """Yield a schema and every schema inside it, outer ones first."""
    if not isinstance(part, dict):
        return
    yield part
    for key in _HOLD_ONE:
        yield from parts_of(part.get(key))
    for key in _HOLD_MANY:
        for inner in part.get(key, ()):
            yield from parts_of(inner)
    for key in _HOLD_NAMED:
        for inner in part.get(key, {}).values():
            yield from parts_of(inner)
