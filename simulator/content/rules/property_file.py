"""A file of properties: rules that every call must keep, each with its provenance."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import FileContent, Many, Word, built_from, refuse
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Name, Text, YesNo
from simulator.content.rules.row_switches import SwitchNeeds
from simulator.content.rules.rule_forms import RuleText, StateForm, sensible
from simulator.core.terms import LineKind, Role
from simulator.rules.properties import Modality, Property, PropertyKind


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

    @model_validator(mode="after")
    def _makes_sense(self) -> PropertyText:
        if self.whose not in (None, Role.OPERATOR, Role.CALL_HANDLER):
            refuse(
                "no-procedure", "only an operator or a call handler has a procedure", at=("whose",)
            )
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
    properties: Annotated[Many[PropertyText], Field(min_length=1), distinct("properties")]
    """The properties, in the order of reports."""

    @cached_property
    def built(self) -> tuple[Property, ...]:
        """The properties, with their rules built once."""
        return tuple(each.build() for each in self.properties)
