"""A force file: response grades and policies, every value with where it comes from.

The forces shipped are made up to be worked with; none is a real force's policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Field

from simulator.content.fields.alternatives import CodeText
from simulator.content.fields.content_model import Duration, FileContent, Many, Word
from simulator.content.fields.sourced_value import Provenance, Sourced
from simulator.content.fields.text_fields import Name, Text, YesNo
from simulator.content.procedure.dispatch_values import DispatchValues
from simulator.content.procedure.inheritance import AsOf, Based, Complete
from simulator.content.yaml.positions import KeyPath
from simulator.core import instant
from simulator.core import profile as core
from simulator.core.terms import Marker


class GradeValue(Provenance):
    """One response grade."""

    id: Name
    """Its name in files."""
    title: Text
    """Its name on screens: names mislead, so a force's own."""
    target: Duration | None
    """From grading to arrival; null where nobody attends."""
    emergency: YesNo = False
    """Whether it is the one for a risk to life, violence, or a crime in progress."""
    rural_target: Duration | None = None
    """The target in a rural area; left out: the same."""

    def __str__(self) -> str:
        """The grade as a list of values shows it."""
        target = "nobody attends" if self.target is None else instant.amount(self.target)
        if self.rural_target is not None:
            target += f", in a rural area {instant.amount(self.rural_target)}"
        return f"{self.title}: {target}{', for emergencies' if self.emergency else ''}"


class ForceFile(FileContent, Based):
    """One force."""

    title: Text
    """The name that people read; not a real force's."""
    as_of: AsOf
    """When its sources were published."""
    about: Text
    """What this force is for, and which sources it leans on."""
    grades: Annotated[Many[GradeValue], Field(min_length=1)] | None = None
    """The response grades, most urgent first; a file that has them has them all."""
    marker_grades: Mapping[Word[Marker], Sourced[Name]] = {}
    """The grade that a marker calls for, whatever else is known."""
    unanswered_grade: Sourced[Name] | None = None
    """The grade of a silent or abandoned call about which nothing else is known."""
    callback: Sourced[Word[core.Callback]] | None = None
    """The policy on ringing a dropped caller back."""
    code: Sourced[CodeText] | None = None
    """The yes/no code that its call handlers usually state."""
    arrives_after: Sourced[Duration] | None = None
    """When officers arrive after they were sent, whatever their distance; left out: as `dispatch`
    has it."""
    dispatch: DispatchValues | None = None
    """Its units, and how long they take."""
    area: Sourced[Word[core.Area]] | None = None
    """What its area is like, and so which of a grade's targets holds; left out: urban."""
    specialist: Sourced[YesNo] | None = None
    """Whether a domestic abuse specialist sits in the control room; left out: no."""

    later = frozenset({"area", "specialist", "arrives_after", "dispatch"})

    def missing(self) -> Iterator[str]:
        """The values that a complete file needs: officers arrive by their units or at a time."""
        yield from super().missing()
        if self.arrives_after is None and self.dispatch is None:
            yield "dispatch"

    def contradictions(self) -> Iterator[tuple[KeyPath, str, str]]:
        """Where the complete file contradicts itself: place, what is wrong, what would be right."""
        grades = self.grades or ()
        ids = [grade.id for grade in grades]
        for index, grade in enumerate(grades):
            if grade.id in ids[:index]:
                yield ("grades", index, "id"), f"two grades are called {grade.id}", "one each"
        if sum(grade.emergency for grade in grades) != 1:
            yield ("grades",), "not exactly one grade is the emergency one", "one emergency: yes"
        for index, grade in enumerate(grades):
            if grade.target is None and grade.rural_target is not None:
                where = ("grades", index, "rural_target")
                yield where, "a rural target for a grade that nobody attends", "a target as well"
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
        """The core's force.

        Raises:
            ValueError: something is `missing`.
        """
        unanswered, callback, code = self.unanswered_grade, self.callback, self.code
        if not (self.grades and unanswered and callback and code) or any(self.missing()):
            raise ValueError(f"{self.id} lacks {', '.join(self.missing())}")
        return core.Force(
            id=self.id,
            title=self.title,
            grades=tuple(
                core.ResponseGrade(
                    held.id, held.title, held.target, held.emergency, held.rural_target
                )
                for held in self.grades
            ),
            marker_grades={marker: held.value for marker, held in self.marker_grades.items()},
            unanswered_grade=unanswered.value,
            callback=callback.value,
            code=code.value.code(),
            arrives_after=self.arrives_after.value if self.arrives_after else None,
            dispatch=self.dispatch.pacing() if self.dispatch else None,
            area=self.area.value if self.area else core.Area.URBAN,
            specialist=self.specialist.value if self.specialist else False,
        )


@dataclass(frozen=True)
class LoadedForce(Complete[ForceFile]):
    """A force, complete, with the provenance of each value."""

    @cached_property
    def force(self) -> core.Force:
        """The core's force."""
        return self.file.force()
