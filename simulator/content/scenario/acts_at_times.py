"""A call written act by act: who did what, and when, whatever anybody would usually do.

For calls that come out of a proof, or that must go exactly so: nobody reacts to anything. An act
has the form that it has in a record.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema, WithJsonSchema

from simulator.content.fields.content_model import Content, Duration, Word, refuse
from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.terms import Role


@lru_cache(maxsize=1)
def _actions() -> TypeAdapter[do.Action]:
    return TypeAdapter(Annotated[do.Action, Field(discriminator="kind")])


def _action(value: Any) -> Any:
    example = "{kind: press, key: '5'}"
    if isinstance(value, str):
        fix = f"write {{kind: {value}}}, and what that kind needs"
        refuse("no-act", "a word alone is no act here", example, fix)
    try:
        return _actions().validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        found = f"{where}: {first['msg']}" if where else first["msg"]
        refuse("no-act", f"this is no act of anybody: {found}", example)


def written(action: do.Action) -> dict[str, Any]:
    """An act as a file has it, without what it says by default."""
    found: dict[str, Any] = _actions().dump_python(action, mode="json", exclude_defaults=True)
    return {"kind": action.kind, **found}


class ExactAct(Content):
    """One act at one instant."""

    at: Duration
    """When, from the beginning of the call."""
    by: Word[Role]
    """Whose line, desk or machine acts."""
    act: Annotated[
        SkipJsonSchema[do.Action],
        BeforeValidator(_action),
        PlainSerializer(written),
        WithJsonSchema({"type": "object", "required": ["kind"]}),
    ]
    """What is done, as a record has it: its `kind`, and what that kind needs."""

    @model_validator(mode="after")
    def _somebody_does_it(self) -> ExactAct:
        if self.act.kind not in REPERTOIRE.get(self.by, ()) or not stimulus_of(self.by, self.act):
            known = ", ".join(REPERTOIRE.get(self.by, ())) or "nothing at all"
            refuse("no-act", f"the {self.by} never does that: {self.act.kind}", known)
        return self
