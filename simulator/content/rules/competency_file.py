"""What a criterion shows of a national occupational standard: the file `competencies.yaml`.

A map for a portfolio. It says where practice touches a unit, never that the unit is achieved: that
is for an assessor, over real work.
"""

from typing import Annotated

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import Content, FileContent, Many, Word, only
from simulator.content.fields.schema_parts import Bounds
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Text
from simulator.core.terms import Role


class UnitPoint(Content):
    """One performance criterion of a unit."""

    number: Annotated[int, Bounds(ge=1, le=99)]
    """Its number in the unit."""
    says: Text
    """What it asks, in our own words."""
    shown_by: Many[Id] = ()
    """The criteria of the rubric that show something of it."""


class StandardUnit(Provenance):
    """One unit of the standard."""

    id: Id
    """Its code, in lower case: `sfjcd202`."""
    title: Text
    """Its title, as it is published."""
    seat: Annotated[Word[Role], only(Role.CALL_HANDLER, Role.OPERATOR)]
    """The role whose seat it is."""
    points: Annotated[Many[UnitPoint], Bounds(min_length=1)]
    """Its performance criteria."""


class CompetencyFile(FileContent):
    """The file `competencies.yaml`."""

    about: Text
    """What it covers, and what it leaves to a person."""
    units: Annotated[Many[StandardUnit], distinct("units")] = ()
    """The units; none if no source with their titles was found."""
