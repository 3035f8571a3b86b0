"""Rules that every call must keep, and the switches that properties and rows of the flow need."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Annotated, Any, ClassVar

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import (
    Content,
    FileContent,
    Many,
    Word,
    built_from,
    made_class,
    refuse,
)
from simulator.content.fields.schema_parts import Bounds, FieldSpec, checks
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Name, Switch, Text, YesNo, pattern_text
from simulator.content.rules.rule_forms import RuleText, StateForm, sensible
from simulator.core.profile import Switches
from simulator.core.terms import LineKind, Role, Route
from simulator.rules.properties import Modality, Property, PropertyKind

RowId = Annotated[str, pattern_text(r"[A-Z]-[0-9]+", "row", "row of the flow", "O-7")]


class _SwitchNeeds(Content):
    """Required values of switches; a switch that is left out may have any value."""

    described_by: ClassVar[type] = Switches

    def met_by(self, switches: Switches) -> bool:
        """Whether switches have the required values."""
        return all(
            getattr(self, name) in (None, getattr(switches, name))
            for name in type(self).model_fields
        )

    def __str__(self) -> str:
        """Return the needs as a profile's file has them."""
        written = self.model_dump(mode="json", exclude_none=True)
        return " and ".join(f"{name}: {word}" for name, word in written.items())


_ROUTE: Any = Word[Route]
_KEYS: dict[str, Any] = {
    each.name: (_ROUTE if each.type == "Route" else Switch) | None
    for each in dataclasses.fields(Switches)
}
_LEFT_OUT: Any = FieldSpec(None)
SwitchNeeds: Any = made_class(
    "SwitchNeeds",
    _SwitchNeeds,
    "Required values of switches; a switch that is left out may have any value.",
    dict.fromkeys(_KEYS, _LEFT_OUT),
    lambda: _KEYS,
    __name__,
)


class RowNeed(Content):
    """Rows that need the same switches."""

    rows: Annotated[Many[RowId], Bounds(min_length=1)]
    """The rows, by their ids."""
    switches: SwitchNeeds
    """The values that the switches must have."""
    why: Text
    """Why no call fires them otherwise."""


class RowNeeds(FileContent):
    """The file `row_needs.yaml`."""

    needs: Many[RowNeed]
    """The needs; a row without one can fire under any profile."""

    def excuses(self, switches: Switches) -> dict[str, str]:
        """Return the rows that can't fire under these switches, each with the reason."""
        return {
            row: f"needs {need.switches}; {need.why}"
            for need in self.needs
            if not need.switches.met_by(switches)
            for row in need.rows
        }


class PropertyText(Provenance):
    """One property."""

    id: Id
    """Its id in reports."""
    says: Text
    """One plain sentence, true of every call that it is about."""
    kind: Word[PropertyKind]
    """Whether it holds for any conduct, or only with a simulated operator or call handler."""
    whose: Word[Role] | None = None
    """Of a procedure: the simulated role that keeps it, operator or call handler."""
    modality: Word[Modality]
    """Whether all calls keep the rule, some do, or it can still come true in all."""
    timed: YesNo = False
    """Whether only the timed search can decide it."""
    rule: RuleText
    """The rule."""
    wherever: StateForm | None = None
    """With eventually: only from calls in which this holds."""
    by: Many[Word[Role]] = ()
    """With eventually: the roles that can bring it about alone (machines' timers: network)."""
    profiles: Many[Name] = ()
    """The profiles that it is about; left out: all."""
    switches: SwitchNeeds = SwitchNeeds()
    """The switches that a profile must have."""
    lines: Many[Word[LineKind]] = ()
    """The kinds of line that it is about; left out: all."""

    @checks
    def _makes_sense(self) -> PropertyText:
        if self.whose not in (None, Role.OPERATOR, Role.CALL_HANDLER):
            refuse("no-procedure", at=("whose",))
        return sensible(self)

    def build(self) -> Property:
        """Return the property."""
        needs = self.switches
        switches = tuple((name, getattr(needs, name)) for name in sorted(needs.model_fields_set))
        return built_from(Property, self, switches=switches, sources=self.source)


class PropertyFile(FileContent):
    """One file of properties."""

    id: Name
    """The id; the file has the same name."""
    title: Text
    """The title for readers."""
    about: Text
    """What the properties are about."""
    properties: Annotated[Many[PropertyText], Bounds(min_length=1), distinct("properties")]
    """The properties, in the order of reports."""

    @cached_property
    def built(self) -> tuple[Property, ...]:
        """The properties, with their rules built once."""
        return tuple(each.build() for each in self.properties)
