"""Values with their provenance: sources, or an assumption."""

from dataclasses import dataclass
from typing import Annotated, Any, Generic, Self, TypeVar

from simulator.content.fields.content_model import Content, Many, built, refuse
from simulator.content.fields.schema_parts import Bounds, checks
from simulator.content.fields.text_fields import SourceCode, Text

T = TypeVar("T")


class Provenance(Content):
    """A base for values with a source, an assumption, or both."""

    source: Many[SourceCode] = ()
    """The public sources, by their codes in `sources.yaml`."""
    assumption: Text | None = None
    """The reason for the value, if no public source settles it."""

    @checks
    def _has_one(self) -> Self:
        if not self.source and self.assumption is None:
            refuse("no-source")
        return self


class Sourced(Provenance, Generic[T]):
    """A value with its provenance."""

    value: T
    """The value."""

    def build(self) -> Any:
        """Return the program's value, without its provenance."""
        return built(self.value)


class SourceStatement(Content):
    """One side of a conflict between public sources."""

    source: Annotated[Many[SourceCode], Bounds(min_length=1)]
    """The sources on this side."""
    statement: Text
    """Their statement, in our own words."""


class Conflict(Content):
    """A conflict between public sources."""

    about: Text
    """The subject."""
    says: Annotated[Many[SourceStatement], Bounds(min_length=1)]
    """The statements."""
    here: Text
    """How this file decides."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a file as text, with its provenance."""

    key: str
    """The key path: ``timings.end``."""
    shown: str
    """The value as a file has it: ``20s``."""
    source: tuple[str, ...]
    assumption: str | None
    set_by: str = ""
    """The id of the file that sets it: the requested one, or one that it is based on."""
