"""The catalogue of codes: what each message about a file means, with its level and examples.

`data/codes.yaml` is the one place where a code is explained; `explain` and SARIF show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from simulator.content.diagnostics.validate import CODES, validated
from simulator.content.fields.content_model import Content, FileContent
from simulator.content.fields.text_fields import Id, Text
from simulator.content.yaml.reader import read_file
from simulator.errors import Level


class ProseExample(Content):
    """An example that no lines can show."""

    says: Text
    """What it is, in words."""


class GeneratedExample(ProseExample):
    """An example that no lines can show, and that a test makes."""

    made: Text
    """How a test makes it."""
    bytes: Text | None = None
    """The bytes of the file, in hexadecimal."""


class MessageCode(Content):
    """One code."""

    level: Level
    """How much hangs on it: error, or warning."""
    rule: Text
    """What holds for every file, in one sentence."""
    why: Text
    """The reason."""
    mend: Text
    """What to do about it, where nothing more exact can be said."""
    file: Text = "scenario"
    """What kind of file its examples are a part of."""
    alone: bool = False
    """Whether the examples are all of the file."""
    wrong: Annotated[str | GeneratedExample, Field(union_mode="left_to_right")]
    """Lines that give exactly this code."""
    right: Annotated[str | ProseExample, Field(union_mode="left_to_right")]
    """Lines that give no code at all."""


class CodeCatalogue(FileContent):
    """The file `codes.yaml`."""

    codes: Mapping[Id, MessageCode]
    """Every code that a message about a file can have."""


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, MessageCode]:
    """Every code, in the order of the file."""
    return validated(read_file(CODES), CodeCatalogue).codes
