"""The catalogue of problem codes, `data/codes.yaml`: rule, reason, fix, level and examples."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from simulator.content.diagnostics.validate import shipped
from simulator.content.fields.content_model import Content, FileContent
from simulator.content.fields.text_fields import Id, Text
from simulator.errors import Level


class ProseExample(Content):
    """An example in words, for a rule that lines of a file can't show."""

    says: Text
    """The example in words."""


class GeneratedExample(ProseExample):
    """An example in words that a test generates."""

    made: Text
    """The name of the test's generator."""
    bytes: Text | None = None
    """The bytes of the file, in hexadecimal."""


class MessageCode(Content):
    """One problem code."""

    level: Level
    """Severity: an error stops a file from being used, a warning does not."""
    rule: Text
    """The rule for every file, in one sentence."""
    why: Text
    """The reason for the rule."""
    fix: Text = Field(alias="mend")
    """The usual fix, shown if the message has no exact one."""
    file: Text = "scenario"
    """The kind of file that the examples are part of."""
    alone: bool = False
    """Whether each example is a complete file."""
    wrong: Annotated[str | GeneratedExample, Field(union_mode="left_to_right")]
    """Lines that give exactly this code."""
    right: Annotated[str | ProseExample, Field(union_mode="left_to_right")]
    """Lines that give no code."""


class CodeCatalogue(FileContent):
    """The file `codes.yaml`."""

    codes: Mapping[Id, MessageCode]
    """Every problem code, by name."""


def catalogue() -> Mapping[str, MessageCode]:
    """Return every code, in the order of the file."""
    return shipped(CodeCatalogue, "codes").codes
