"""The kinds of content files, one row each, and how a document's kind is recognised."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from simulator.clean_text import utf8
from simulator.content.diagnostics.kinds import KINDS as KINDS
from simulator.content.diagnostics.kinds import SCHEMAS as SCHEMAS
from simulator.content.diagnostics.kinds import schema_path as schema_path
from simulator.content.diagnostics.validate import problem_at
from simulator.content.files.find_files import PARTS_BESIDE
from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import read_file
from simulator.errors import ContentError

if TYPE_CHECKING:
    from simulator.content.fields.content_model import Content

MODELINE = "# yaml-language-server: $schema="
"""The prefix of the line in which an editor finds a file's schema."""

M = TypeVar("M", bound="Content")


class LoadedFile(Generic[M]):
    """A validated file, with its path and document."""

    # Not a dataclass: its decorator takes 0.4 ms of every start, even if no file is read.
    def __init__(self, file: M, path: Path, document: Document | None = None) -> None:
        """Without a document, it is read when it is asked for."""
        self.file = file
        self.path = path
        self._document = document

    @property
    def document(self) -> Document:
        """The file as it is written."""
        if self._document is None:
            self._document = read_file(self.path)
        return self._document


def model_of(kind: str) -> type[Content]:
    """Return the model of a kind, imported by name: few commands need all models."""
    model: type[Content] = from_module(KINDS[kind].module, KINDS[kind].model)
    return model


def digest_of(plain: Any) -> str:
    """Return a fingerprint of plain values."""
    from hashlib import sha256  # It loads OpenSSL, and few commands need it.

    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(utf8(text)).hexdigest()


def from_module(module: str, name: str) -> Any:
    """Import `name` from a module of `simulator.content`."""
    return getattr(import_module(f"simulator.content.{module}"), name)


def kind_of(value: Any) -> str:
    """Return the kind of file with this value, by its keys; `otherwise` if no kind fits."""
    keys = set(value) if isinstance(value, dict) else set()
    return next(
        (name for name, kind in KINDS.items() if not keys.isdisjoint(kind.own_keys.split())),
        "scenario",
    )


def refuse_another_kind(document: Document) -> None:
    """Refuse a profile, a force or another kind of file in a folder of scenarios."""
    kind, folder = kind_of(document.value), Path(document.name).parent.name
    if kind != "scenario":
        found = f"this is a file of the kind {kind}, among scenarios"
    elif folder in PARTS_BESIDE and not {"kind", "seats", "outcome"} & document.value.keys():
        noun = folder.removesuffix("s")
        found = f"this is a {noun}, a part of scenarios, not a scenario"
    else:
        return
    raise ContentError([problem_at(document, (), "another-kind", found, "a scenario")])


def modeline(kind: str, folder: Path | None = None) -> str:
    """Return the line in which an editor finds the schema, by its path from `folder` if given.

    A path goes on if the program and the file are moved together; on another drive there is none.
    """
    published = schema_path(kind)
    if folder is not None:
        with suppress(ValueError):
            return MODELINE + Path(os.path.relpath(published, folder.resolve())).as_posix()
    return MODELINE + published.as_uri()


def with_modeline(text: str, line: str) -> str:
    """Return a file's text with that line at its head, replacing an earlier one."""
    kept = text.partition("\n")[2] if text.startswith(MODELINE) else text
    return f"{line}\n{kept}"
