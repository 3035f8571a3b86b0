"""A force file: grades, policies, units and how long they take, each value with its provenance.

The shipped forces are invented for training; none is a real force's policy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar

from simulator.content.fields.alternatives import CodeText
from simulator.content.fields.content_model import (
    Content,
    Duration,
    FileContent,
    Many,
    WaitField,
    Word,
    built_from,
    refuse,
)
from simulator.content.fields.schema_parts import Bounds, FieldSpec, ReadBy, Shown, WrittenBy
from simulator.content.fields.sourced_value import Provenance, Sourced
from simulator.content.fields.text_fields import Name, Percent, Text, YesNo
from simulator.content.procedure.inheritance import AsOf, Based, Complete, Partial, section
from simulator.content.yaml.positions import KeyPath
from simulator.core import instant
from simulator.core import profile as core
from simulator.core.terms import Marker

Pair = tuple[int, int]


def _pair(value: object) -> Pair:
    match value:
        case [int(least), int(most)] if bool not in map(type, (least, most)) and 1 <= least <= most:
            return least, most
    return refuse("range")


WholeRange = Annotated[
    Pair,
    ReadBy(_pair),
    WrittenBy(list),
    Shown(
        {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2}
    ),
]
"""The least and the most, both included, drawn by the seed: ``[2, 5]``."""

Kilometres = Annotated[int, Bounds(ge=1, le=200)]


class TravelValues(Content):
    """How far units are and how fast they go, in one kind of area."""

    makes: ClassVar = core.AreaTravel

    speed_kmh: Kilometres
    """On the road, without an emergency."""
    distance_km: WholeRange
    """How far away a unit is, by road."""
    emergency_takes: WaitField
    """How long a unit is on the road to an emergency."""

    @property
    def metres(self) -> Pair:
        """The distance in the core's unit."""
        near, far = self.distance_km
        return near * 1_000, far * 1_000


class _Dispatch(Partial):
    @property
    def travel(self) -> dict[core.Area, Sourced[TravelValues]]:
        """The distances and times of each kind of area."""
        return {area: getattr(self, area.value) for area in core.Area}


_TOWN = "Distances, speed and time on the road in a town."
_TRAVEL: Any = Sourced[TravelValues] | None
DispatchValues: Any = section(
    "DispatchValues",
    _Dispatch,
    core.DispatchPacing,
    {
        "str": Text,
        "int": Percent,
        "Span": WaitField,
        "units": WholeRange,
        "emergency_speed_percent": Annotated[int, Bounds(ge=100, le=200)],
    },
    urban=(_TRAVEL, FieldSpec(None, description=_TOWN)),
    rural=(_TRAVEL, FieldSpec(None, description="The same in the country.")),
)


class GradeValue(Provenance):
    """One response grade."""

    makes: ClassVar = core.ResponseGrade

    id: Name
    """Its id in files."""
    title: Text
    """Its name on screens; forces use different names."""
    target: Duration | None
    """From grading to arrival; null if no unit attends."""
    emergency: YesNo = False
    """Whether it is the grade for a risk to life, violence, or a crime in progress."""
    rural_target: Duration | None = None
    """The target in a rural area; left out: the same."""

    def __str__(self) -> str:
        """Return the grade as `forces` shows it."""
        target = "no attendance" if self.target is None else instant.amount(self.target)
        if self.rural_target is not None:
            target += f", in a rural area {instant.amount(self.rural_target)}"
        return f"{self.title}: {target}{', for emergencies' if self.emergency else ''}"


class ForceFile(FileContent, Based):
    """One force."""

    title: Text
    """The title for readers; not a real force's name."""
    as_of: AsOf
    """When its sources were published."""
    about: Text
    """What this force is for, and the sources that it uses most."""
    grades: Annotated[Many[GradeValue], Bounds(min_length=1)] | None = None
    """The response grades, most urgent first; a file has all of them or none."""
    marker_grades: Mapping[Word[Marker], Sourced[Name]] = {}
    """The least grade for each marker, in any circumstances."""
    unanswered_grade: Sourced[Name] | None = None
    """The grade of a silent or abandoned call without other information."""
    callback: Sourced[Word[core.Callback]] | None = None
    """The policy on ringing back a dropped caller."""
    code: Sourced[CodeText] | None = None
    """The yes/no code that its call handlers usually state."""
    arrives_after: Sourced[Duration] | None = None
    """When officers arrive after they were sent, at any distance; left out: as `dispatch`
    has it."""
    dispatch: DispatchValues | None = None
    """Its units, and how long they take."""
    area: Sourced[Word[core.Area]] | None = None
    """What its area is like, and so which of a grade's targets holds; left out: urban."""
    specialist: Sourced[YesNo] | None = None
    """Whether a domestic abuse specialist sits in the control room; left out: no."""

    answers_in_10s_percent: Sourced[Percent] | None = None
    """How many 999 calls it answers within 10 s, where the profile draws the time; left out: as
    the profile has it."""

    later = frozenset({"area", "specialist", "arrives_after", "dispatch", "answers_in_10s_percent"})

    def missing(self) -> Iterator[str]:
        """The values that a complete file needs: officers arrive by their units or at a time."""
        yield from super().missing()
        if self.arrives_after is None and self.dispatch is None:
            yield "dispatch"

    def contradictions(self) -> Iterator[tuple[KeyPath, str, str]]:
        """Yield contradictions: key path, what was found, and what was expected."""
        grades = self.grades or ()
        ids = [grade.id for grade in grades]
        for index, grade in enumerate(grades):
            if grade.id in ids[:index]:
                yield ("grades", index, "id"), f"two grades are called {grade.id}", "one each"
        if sum(grade.emergency for grade in grades) != 1:
            yield ("grades",), "the number of emergency grades is not one", "one emergency: yes"
        for index, grade in enumerate(grades):
            if grade.target is None and grade.rural_target is not None:
                where = ("grades", index, "rural_target")
                yield where, "a rural target for a grade without attendance", "a target as well"
        named: dict[tuple[str, ...], Sourced[str]] = {
            ("marker_grades", marker): held for marker, held in self.marker_grades.items()
        }
        if self.unanswered_grade is not None:
            named["unanswered_grade",] = self.unanswered_grade
        for path, held in named.items():
            if held.value not in ids:
                yield (*path, "value"), f"there is no grade {held.value}", ", ".join(ids)
        if self.code is not None and self.code.value.yes == self.code.value.no:
            yield ("code", "value"), "yes and no have the same sign", "two different signs"

    def force(self) -> core.Force:
        """Return the core's force; ValueError if a value is `missing`."""
        if missing := ", ".join(self.missing()):
            raise ValueError(f"{self.id} lacks {missing}")
        return built_from(core.Force, self)


@dataclass(frozen=True)
class LoadedForce(Complete[ForceFile]):
    """A complete force, with the provenance of each value."""

    @cached_property
    def force(self) -> core.Force:
        """The core's force."""
        return self.file.force()
