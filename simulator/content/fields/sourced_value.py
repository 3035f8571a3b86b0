"""Where a value of a profile, a force or a question comes from: sources, or an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Generic, Self, TypeVar

from pydantic import Field, model_validator

from simulator.content.fields.content_model import Content, Many, refuse
from simulator.content.fields.text_fields import SourceCode, Text

T = TypeVar("T")


class Provenance(Content):
    """Something that has a source, or is marked as an assumption, or both."""

    source: Many[SourceCode] = ()
    """The public sources that say so, by their codes in `sources.yaml`."""
    assumption: Text | None = None
    """Why this was chosen where no public source settles it."""

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if not self.source and self.assumption is None:
            refuse(
                "no-source",
                "there is neither a source nor an assumption",
                "source: [P2], or assumption: and why",
                'add assumption: "your reason"',
            )
        return self


class Sourced(Provenance, Generic[T]):
    """A value and where it comes from."""

    value: T
    """The value."""


class Statement(Content):
    """What public sources say on something that they do not agree on."""

    source: Annotated[Many[SourceCode], Field(min_length=1)]
    """Who says it."""
    statement: Text
    """What they say, in our own words."""


class Conflict(Content):
    """Something on which public sources do not agree."""

    about: Text
    """What it is about."""
    says: Annotated[Many[Statement], Field(min_length=1)]
    """The statements."""
    here: Text
    """What this file makes of it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a file, as people read it, with its provenance."""

    key: str
    """Where it stands: ``timings.end``."""
    shown: str
    """As a file writes it: ``20s``."""
    source: tuple[str, ...]
    assumption: str | None
    set_by: str = ""
    """The id of the file that says so: the one asked for, or one that it is based on."""
