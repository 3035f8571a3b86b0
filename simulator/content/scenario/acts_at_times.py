"""A call as acts at exact times: for counterexamples, and calls that must run as written."""

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
        fix = f"write {{kind: {value}}}, with the values that the kind needs"
        refuse("no-act", "a bare word isn't an act here", example, fix)
    try:
        return _actions().validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        found = f"{where}: {first['msg']}" if where else first["msg"]
        refuse("no-act", f"this isn't an act of any role: {found}", example)


def written(action: do.Action) -> dict[str, Any]:
    """Return an act as a file has it, without default values."""
    found: dict[str, Any] = _actions().dump_python(action, mode="json", exclude_defaults=True)
    return {"kind": action.kind, **found}


class ExactAct(Content):
    """One act at one instant."""

    at: Duration
    """The time from the beginning of the call."""
    by: Word[Role]
    """The role that acts."""
    act: Annotated[
        SkipJsonSchema[do.Action],
        BeforeValidator(_action),
        PlainSerializer(written),
        WithJsonSchema({"type": "object", "required": ["kind"]}),
    ]
    """The act as a record has it: its `kind`, and the values that the kind needs."""

    @model_validator(mode="after")
    def _check_role(self) -> ExactAct:
        if self.act.kind not in REPERTOIRE.get(self.by, ()) or not stimulus_of(self.by, self.act):
            known = ", ".join(REPERTOIRE.get(self.by, ())) or "no act"
            refuse("no-act", f"{self.act.kind} is impossible for the {self.by}", known)
        return self
