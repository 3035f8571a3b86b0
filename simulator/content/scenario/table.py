"""How a scenario's file is put together: the parts that it takes up, and its table of cases.

Both are gone once a file is read: `content.weaving` makes complete scenarios of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, model_validator

from simulator.content.fields.base import Content, Many, refuse
from simulator.content.fields.strings import Id, Name, Text
from simulator.content.fields.unions import OneOrMany, refuse_repeated


class Case(Content):
    """One row of a table: a scenario of its own, made of the same file."""

    id: Id
    """What comes after the file's id: the scenario is called `taps-one` for `one` in `taps`."""
    title: Text
    """The name that people read."""
    values: Mapping[Name, Any] = {}
    """What stands in the holes of the file, by their names: `wait: 2s` for `{case: wait}`."""
    overrides: Mapping[str, Any] = Field(default={}, alias="set")
    """Keys of the file that are different in this case, such as `outcome`. Of `facts` only those
    that stand here are; of any other key all that the file has under it is replaced."""

    @model_validator(mode="after")
    def _keeps_to_itself(self) -> Case:
        for key in ("format", "id", "title", "cases", "extends"):
            if key in self.overrides:
                found = f"{key} cannot be different in a case"
                refuse("fixed-key", found, "any other key", at=("set",), key=key)
        return self


class Extending(Content):
    """What a file takes up."""

    extends: Annotated[Many[Text], Field(min_length=1), OneOrMany()] = ()
    """Personas and fragments that are taken up: ids, or paths from this file's folder."""


class Tabled(Content):
    """The table of a file."""

    cases: Annotated[Many[Case], Field(min_length=1)] = ()
    """Cases: each row is a scenario of its own, with its values in the holes of this file."""

    @model_validator(mode="after")
    def _one_of_each(self) -> Tabled:
        refuse_repeated("cases", "cases", (each.id for each in self.cases))
        return self
