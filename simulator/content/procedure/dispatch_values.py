"""A force's units and how long they take: a block of a force file, each value with its source."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from simulator.content.fields.content_model import Content, Delay, WaitField, refuse
from simulator.content.fields.sourced_value import Sourced
from simulator.content.fields.text_fields import Percent, Text
from simulator.content.procedure.inheritance import Partial
from simulator.core import profile as core

Pair = tuple[int, int]


def _pair(value: object) -> Pair:
    if not (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(each, int) and not isinstance(each, bool) for each in value)
    ):
        refuse("range", "this isn't a range of whole numbers", "[2, 5]")
    least, most = value
    if least < 1:
        refuse("range", f"{least} is less than 1", "[2, 5]")
    if least > most:
        refuse("range", f"{least} is more than {most}", "[2, 5]", f"write [{most}, {least}]")
    return least, most


WholeRange = Annotated[
    Pair,
    BeforeValidator(_pair),
    PlainSerializer(list),
    WithJsonSchema(
        {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2}
    ),
]
"""The least and the most, both included, drawn by the seed: ``[2, 5]``."""

Kilometres = Annotated[int, Field(ge=1, le=200)]


class TravelValues(Content):
    """How far units are and how fast they go, in one kind of area."""

    speed_kmh: Kilometres
    """On the road, without an emergency."""
    distance_km: WholeRange
    """How far away a unit is, by road."""
    emergency_takes: WaitField
    """How long a unit is on the road to an emergency."""

    def build(self) -> core.AreaTravel:
        """Return the core's values."""
        near, far = self.distance_km
        return core.AreaTravel(
            self.speed_kmh, (near * 1_000, far * 1_000), span(self.emergency_takes)
        )


def span(wait: Delay) -> core.Span:
    """Return the core's form of a range of times."""
    return wait.least, wait.most


class DispatchValues(Partial):
    """A force's units, and how long they take."""

    call_sign: Sourced[Text] | None = None
    """The word before a unit's number; made up."""
    units: Sourced[WholeRange] | None = None
    """How many units are within reach."""
    not_free_percent: Sourced[Percent] | None = None
    """The chance in 100 that a unit is committed, single-crewed or free only later."""
    free_in: Sourced[WaitField] | None = None
    """When a unit that is not free comes free."""
    sets_off: Sourced[WaitField] | None = None
    """From being sent to setting off, to an emergency."""
    sets_off_later: Sourced[WaitField] | None = None
    """From being sent to setting off, to anything less."""
    emergency_speed_percent: Sourced[Annotated[int, Field(ge=100, le=200)]] | None = None
    """The speed to an emergency, in percent of the usual one."""
    spread_percent: Sourced[Percent] | None = None
    """How much the time on the road may differ from distance by speed, either way."""
    delayed_percent: Sourced[Percent] | None = None
    """The chance in 100 of a delay on the way."""
    delay: Sourced[WaitField] | None = None
    """How long a delay is."""
    asks_percent: Sourced[Percent] | None = None
    """The chance in 100 of each question that the briefing left open."""
    no_unit_said_after: Sourced[WaitField] | None = None
    """When dispatch says that no unit is free."""
    finds: Sourced[WaitField] | None = None
    """From arrival, or from a new clue, to what officers find."""
    reports: Sourced[WaitField] | None = None
    """From finding the caller to the report."""
    resumes: Sourced[WaitField] | None = None
    """From the report to being free again."""
    urban: Sourced[TravelValues] | None = None
    """Distances, speed and time on the road in a town."""
    rural: Sourced[TravelValues] | None = None
    """The same in the country."""

    def build(self) -> core.DispatchPacing:
        """Return the core's values; call it for complete values only."""
        given = {name: getattr(self, name).value for name in type(self).model_fields}
        travel = {area: given.pop(area.value).build() for area in core.Area}
        spans = {name: span(value) for name, value in given.items() if isinstance(value, Delay)}
        return core.DispatchPacing(**{**given, **spans}, travel=travel)
