"""A value in a file with the schema of its place, whose words and keys the messages use."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from simulator.content.diagnostics.kinds import KINDS, UNION, Part, alternatives, below, schema_of
from simulator.content.diagnostics.near_words import choice, clipped
from simulator.content.yaml.positions import Document, KeyPath, Position


@dataclass(frozen=True, slots=True)
class SchemaPosition:
    """A value in the file, and what the schema of its kind allows there."""

    document: Document
    key_path: KeyPath
    kind: str
    """The kind of file."""
    parts: tuple[Part, ...]
    """The alternatives."""
    field: Part | None = None
    """The schema of the key that it is the value of."""

    @property
    def place(self) -> Position:
        return self.document.place(self.key_path)

    @property
    def source(self) -> str:
        """The value as the file has it."""
        return self.document.source(self.place)

    @property
    def keys(self) -> list[str]:
        """The keys that a mapping here may have; empty if any key may."""
        return list(dict.fromkeys(key for each in self.parts for key in each.get("properties", ())))

    @property
    def needed(self) -> list[str]:
        """The keys that a mapping here must have, by the first alternative with keys."""
        return next((each.get("required", []) for each in self.parts if "properties" in each), [])

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are allowed here; empty if there is no closed list."""
        return tuple(str(word) for each in self.parts for word in _closed_words(each))

    @property
    def most(self) -> float | None:
        """The highest number that is allowed here; None if there is no bound."""
        return next((each["maximum"] for each in self.parts if "maximum" in each), None)

    @property
    def example(self) -> str:
        """An example value for a fix: the key's own, or dots to fill in."""
        examples = self.field.get("examples") if self.field else None
        return self.words[0] if len(self.words) == 1 else str((examples or ["..."])[0])

    @property
    def pattern(self) -> str:
        """The pattern of a text here that can have no space; empty if it may be any text."""
        found = (each.get("pattern", "") for each in self.parts)
        return next((each for each in found if each.startswith("^[")), "")

    def beside(self, key: str) -> Any:
        """Return the value of another key of the entry that has this value; None without it."""
        held, depth = self.document.value, len(self.key_path)
        while depth and isinstance(self.key_path[depth - 1], int):
            depth -= 1
        for step in self.key_path[: max(depth - 1, 0)]:
            held = held[step]
        return held.get(key) if isinstance(held, dict) else None

    def tags(self, key: str = "") -> list[str]:
        """Return the words that choose between alternatives: the values of a key, or keys."""
        return list(dict.fromkeys(tag for each in self.parts for tag in _tags(each, key)))

    def inside(self, step: str | int) -> SchemaPosition:
        """Return the position under a key or an index, which the file may lack."""
        inner = [found for each in self.parts for found in below(each, step)]
        parts = tuple(each for part in inner for each in alternatives(part, self.kind))
        there = (*self.key_path, step)
        key_path = there if self.document.has(there) else self.key_path
        field = next(iter(inner), None) if step in self.keys else None
        return replace(self, key_path=key_path, parts=parts, field=field)

    def meant(self, kind: str, link: str = ", as ") -> str:
        """Return what was expected: the key's description, if any, and the kind of value."""
        meaning = _clause(self.field["description"]) if self.field else ""
        return link.join(filter(None, (meaning, kind)))

    def said(self, value: Any) -> str:
        """Return what was found, as part of a message."""
        match value:
            case bool():
                return f"found {str(value).lower()}"
            case str():
                return f'found the text "{clipped(value)}"' if value else "found an empty text"
            case list():
                return f"found a list, {len(value)} long" if value else "found an empty list"
            case dict():
                keys = [*value][:5] + ["more"] * (len(value) > 5)
                return f"found the keys {choice(keys, 'and')}" if value else "found no keys"
        return "found nothing" if value is None else f"found the number {self.source}"


def locate(document: Document, model: str, loc: KeyPath) -> SchemaPosition:
    """Follow a pydantic error's `loc` through the schema of a model and the file at once.

    At a union, pydantic inserts the tag of the member that it tried. It isn't in the file and may
    look like a key of it, so only the schema can distinguish the two. Parts of a scenario that are
    validated alone have its schema.
    """
    kind = next((name for name, each in KINDS.items() if each.model == model), "scenario")
    whole = schema_of(kind)
    parts = tuple(alternatives(whole["definitions"].get(model, whole), kind))
    position = SchemaPosition(document, (), kind, parts)
    for step in loc:
        named = tuple(each for each in position.parts if step in _names(each))
        if 0 < len(named) < len(position.parts):  # A tag; the next time it is a key.
            position = replace(position, parts=named)
            continue
        inside = position.inside(step)
        if inside.parts or inside.key_path != position.key_path:
            position = inside
    return position


def _clause(text: str) -> str:
    """Return the first clause of a description, for use inside another sentence."""
    sentence = re.split(r"[.;](?:\s|$)", " ".join(text.replace("`", "").split()))[0]
    if "{" not in sentence:
        sentence = sentence.split(": ")[0]
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _closed_words(part: Part) -> list[Any]:
    words: list[Any] = [part["const"]] if "const" in part else part.get("enum", [])
    return words


def _tags(part: Part, key: str) -> list[str]:
    """Return the words that select an alternative: those of a key, or its own, or its first key."""
    keys = part.get("properties", {})
    words = _closed_words(keys[key]) if key in keys else part.get("required", _closed_words(part))
    return [str(word) for word in (words if key in keys else words[:1])]


def _names(part: Part) -> set[str]:
    """Return what pydantic may call a member of a union."""
    inner = (part, *part.get("properties", {}).values())
    fixed = {str(word) for each in inner if "const" in each for word in _closed_words(each)}
    return fixed | set(_tags(part, "")) if part.get(UNION) else set()
