"""The page to hand out: what it says, from which sources, and who has checked it.

What it says of the flow is filled in from the default profile and from the myths, so that it cannot
say something else than the simulator does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulator.content.awareness.help_lines import Day
from simulator.content.fields.content_model import Content, FileContent, Many, refuse
from simulator.content.fields.text_fields import Id, SourceCode, Text
from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.core.terms import Timer

FIGURES: Mapping[str, Timer] = {"recording": Timer.END, "hold": Timer.HOLD}
"""What can be filled in: how long a machine takes under the default profile."""
_HOLE = re.compile(r"\{([^{}]*)\}")


class HandoutLine(Content):
    """One thing that the page says."""

    id: Id
    """Its name on the page, for translations."""
    says: Text | None = None
    """What it says; figures in braces are filled in: `{recording}`, `{hold}`."""
    myth: Id | None = None
    """Instead: the myth of `myths.yaml` whose truth it says."""
    source: Many[SourceCode] = ()
    """Who says so; a myth has its own."""
    holds: Many[Id] = ()
    """The properties of the flow that say the same, by their ids."""

    @model_validator(mode="after")
    def _says_one_thing_with_its_source(self) -> Self:
        if (self.says is None) == (self.myth is None):
            refuse("says-or-myth", "a line needs one of says and myth", "says: or myth:, not both")
        if (self.says is None) == bool(self.source):
            refuse("source-of-says", "what a line says and its source go together", "source: [P1]")
        for hole in _HOLE.findall(self.says or ""):
            if hole not in FIGURES:
                known = ", ".join(f"{{{each}}}" for each in FIGURES)
                refuse("figure", f"nothing is called {{{hole}}}", known)
        return self


class HandoutSection(Content):
    """Lines under a heading."""

    id: Id
    """Its name on the page, for translations."""
    heading: Text
    """What stands above it."""
    order: Literal["steps", "points"] = "points"
    """Whether the lines are steps, one after the other, or points beside each other."""
    lines: Annotated[Many[HandoutLine], Field(min_length=1)]
    """What it says."""

    @property
    def steps(self) -> bool:
        """Whether the lines are numbered."""
        return self.order == "steps"


class Handout(FileContent):
    """The file `handout.yaml`, or one of a person's own in the same format."""

    title: Text
    """What stands on top."""
    about: Text
    """What the page is, in a sentence or two."""
    checked_by: Text | None = None
    """Who has read it against the sources: a person, or a group. The page says DRAFT until then."""
    checked_on: Day | None = None
    """The day on which they did."""
    parts: Annotated[Many[HandoutSection], Field(min_length=1)]
    """What the page says, in order; where to find help follows by itself."""

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if (self.checked_by is None) != (self.checked_on is None):
            have, need = (
                ("checked_by", "checked_on") if self.checked_by else ("checked_on", "checked_by")
            )
            refuse("checked-on", f"{have} is there without {need}", f"{need} as well, or neither")
        return self


def filled(text: str, profile: Profile) -> str:
    """A line with its figures, as people say them.

    Raises:
        KeyError: nothing is called like one of its holes.
    """

    def figure(hole: re.Match[str]) -> str:
        return _spoken(profile.timings.of(FIGURES[hole[1]]))

    return _HOLE.sub(figure, text)


def _spoken(length: Millis) -> str:
    seconds = length / 1_000
    return f"{seconds:g} {'second' if seconds == 1 else 'seconds'}"
