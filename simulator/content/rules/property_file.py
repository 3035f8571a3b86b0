"""File model of properties: what must hold for every call, each with its source.

`silent999 verify` decides them; `rules.properties` defines the parts. A rule that measures time
says so (`timed: yes`), since clocks have to run to decide it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from simulator.content.fields.alternatives import refuse_repeated
from simulator.content.fields.content_model import FileContent, Many, Word, refuse
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Name, Text, YesNo
from simulator.content.files.file_kinds import LoadedFile
from simulator.content.rules.row_switches import SwitchNeeds
from simulator.content.rules.rule_forms import StateForm, sensible
from simulator.content.rules.rule_text import RuleText
from simulator.core.terms import LineKind, Role
from simulator.rules import properties
from simulator.rules.properties import Modality, Property, PropertyKind


class PropertyText(Provenance):
    """One property."""

    id: Id
    """Its name in reports."""
    says: Text
    """One plain sentence that is true of every call of which it is claimed."""
    kind: Word[PropertyKind]
    """Whether it holds whatever anybody does, or while the standing person does their work."""
    whose: Word[Role] | None = None
    """Of a procedure: which standing person keeps it, the operator or the call handler."""
    modality: Word[Modality]
    """Whether all calls keep the rule, some do, or it can always still come true."""
    timed: YesNo = False
    """Whether clocks must run to decide it."""
    rule: RuleText
    """What is claimed, in the one rule language."""
    wherever: StateForm | None = None
    """With eventually: only from calls where this holds."""
    by: Many[Word[Role]] = ()
    """With eventually: who alone must be able to bring it about (machines' timers: network)."""
    profiles: Many[Name] = ()
    """The profiles of which it is claimed; left out: all."""
    switches: SwitchNeeds = SwitchNeeds()
    """The switches that a profile must have for it."""
    lines: Many[Word[LineKind]] = ()
    """The kinds of line of which it is claimed; left out: all."""

    @model_validator(mode="after")
    def _makes_sense(self) -> PropertyText:
        if self.rule.why is not None or self.rule.source:
            found = "the reason and the sources of a property stand beside its rule"
            refuse("twice", found, at=("rule", "why" if self.rule.why is not None else "source"))
        if self.whose not in (None, Role.OPERATOR, Role.CALL_HANDLER):
            refuse("no-procedure", "only an operator or a call handler has one", at=("whose",))
        return sensible(self)

    def build(self) -> Property:
        """Return the property, with its rule built."""
        return properties.Property(
            id=self.id,
            says=self.says,
            kind=self.kind,
            modality=self.modality,
            rule=self.rule.build(),
            timed=self.timed,
            whose=self.whose,
            wherever=self.wherever.build() if self.wherever else None,
            by=self.by,
            profiles=self.profiles,
            switches=tuple(
                (name, getattr(self.switches, name))
                for name in sorted(self.switches.model_fields_set)
            ),
            lines=self.lines,
            sources=self.source,
            assumption=self.assumption,
        )


class PropertyFile(FileContent):
    """Some properties."""

    id: Name
    """The name of the collection; the file has the same name."""
    title: Text
    """The name that people read."""
    about: Text
    """What they are about."""
    properties: Annotated[Many[PropertyText], Field(min_length=1)]
    """The properties, in the order in which they are told."""

    @model_validator(mode="after")
    def _one_of_each(self) -> PropertyFile:
        refuse_repeated("properties", "properties", (each.id for each in self.properties))
        return self


class LoadedProperties(LoadedFile[PropertyFile]):
    """A loaded file of properties."""

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        """The properties, with their rules built."""
        return tuple(each.build() for each in self.file.properties)
