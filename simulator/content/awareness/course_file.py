"""A course file: sessions of a few calls each, with days between them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from simulator.content.diagnostics.validate import validated
from simulator.content.fields.content_model import Content, FileContent, Many, Word, only
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Text, YesNo
from simulator.content.yaml.reader import read_file
from simulator.core.terms import Role

_FILE = Path(__file__).resolve().parents[1] / "data" / "course.yaml"


class CourseCall(Content):
    """One call."""

    scenario: Id
    """The id of the scenario."""
    seat: Annotated[Word[Role], only(Role.OPERATOR, Role.CALL_HANDLER)]
    """The trainee's seat."""
    look_for: Text
    """What to look for."""


class CourseSession(Content):
    """Calls in a row, each with its debrief."""

    title: Text
    """The title for readers."""
    days_after: Annotated[int, Field(ge=0, le=366)]
    """How many days after the session before; 0 for the first."""
    coached: YesNo
    """Whether the coach gives hints during the calls."""
    calls: Annotated[Many[CourseCall], Field(min_length=1)]
    """The calls, in their order."""


class Course(FileContent, Provenance):
    """The file `course.yaml`."""

    title: Text
    """The name that people read."""
    about: Text
    """Who it is for, and how it is meant to be used."""
    sessions: Annotated[Many[CourseSession], Field(min_length=1)]
    """The sessions, in their order."""


@lru_cache(maxsize=1)
def course() -> Course:
    """Return the shipped course."""
    return validated(read_file(_FILE), Course)
