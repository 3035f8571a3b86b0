"""A force: its response grades, and its policies on markers, callbacks and yes/no codes.

Grades are force-specific and no single national table was readable [4.3 of the sources], so they
are data. A force is chosen apart from a profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.core.actions import Code
from simulator.core.instant import Millis
from simulator.core.terms import Marker, Term


@dataclass(frozen=True, slots=True)
class ResponseGrade:
    """One response grade: its name, and the published target for attendance."""

    id: str
    title: str
    target: Millis | None
    """Milliseconds from grading to arrival; none where nobody attends."""
    emergency: bool = False
    """Whether it is the grade for a risk to life, violence, or a crime in progress."""


class Callback(Term):
    """What a force's policy says about ringing a dropped caller back (no rule is national, Q17)."""

    REASONED = "reasoned", "decide each time, and record why"
    USUALLY = "usually", "ring back unless there is a reason not to [N11 P15]"
    NOT_WITH_MARKERS = "not_with_markers", "no ringing back where a domestic abuse marker is found"


@dataclass(frozen=True, slots=True)
class Force:
    """What is a force's own."""

    id: str
    title: str
    grades: tuple[ResponseGrade, ...]
    """The response grades, most urgent first."""
    marker_grades: Mapping[Marker, str]
    """The grade that a marker calls for, whatever else is known."""
    unanswered_grade: str
    """The grade of a silent or abandoned call about which nothing else is known."""
    callback: Callback
    code: Code
    """The yes/no code that its call handlers usually state."""
    arrives_after: Millis
    """When officers arrive in the simulation after they were sent."""

    def grade(self, grade_id: str) -> ResponseGrade:
        """The grade of that name.

        Raises:
            KeyError: the force has no such grade.
        """
        for grade in self.grades:
            if grade.id == grade_id:
                return grade
        raise KeyError(grade_id)

    @property
    def emergency(self) -> ResponseGrade:
        """The grade for emergencies."""
        return next(grade for grade in self.grades if grade.emergency)
