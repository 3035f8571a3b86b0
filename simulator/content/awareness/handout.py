"""The handout and the myths: what is true of silent calls, with sources.

Figures come from the default profile and truths from the myths, so the page can't contradict the
simulator.
"""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, Self

from simulator.content.awareness.help_lines import Day, refuse_one_alone
from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import Content, FileContent, Many, refuse
from simulator.content.fields.schema_parts import Bounds, checks
from simulator.content.fields.text_fields import Id, Name, SourceCode, Text
from simulator.core.profile import Profile
from simulator.core.terms import Timer

Sure = Literal["agreed", "single", "disputed"]
"""Independent sources agree; only one says so; or some public page says otherwise."""


Picture = Literal["phone", "tap", "keys", "police", "home"]
"""A simple drawing, for people who read pictures more easily than words."""


class ExampleCall(Content):
    """A call in which it can be seen."""

    scenario: Id
    """The id of the scenario that plays it out."""
    profile: Name | None = None
    """Under which profile; left out: the default one."""
    see: Text
    """What to look for, in a sentence."""


class Myth(Content):
    """Something that many people believe."""

    id: Id
    """Its name in this file and in plans."""
    statement: Text
    """What is believed, as people say it."""
    verdict: Literal["not_true", "partly"]
    """Whether it is wrong, or right in part."""
    truth: Text
    """What is true, in words for a room."""
    sure: Sure
    """How far public sources agree on what is true."""
    source: Annotated[Many[SourceCode], Bounds(min_length=1)]
    """Who says what is true."""
    but: Text | None = None
    """What some sources say instead."""
    against: Many[SourceCode] = ()
    """Who says that."""
    watch: ExampleCall | None = None
    """The call that shows it; left out where no call can."""


class MythFile(FileContent):
    """The file `myths.yaml`."""

    myths: Annotated[Many[Myth], Bounds(min_length=1), distinct("myths")]
    """The beliefs, in the order in which a room meets them."""


FIGURES: Mapping[str, Timer] = {"recording": Timer.END, "hold": Timer.HOLD}
"""Placeholders, and the timer of the default profile that each one shows."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class HandoutLine(Content):
    """One thing that the page says."""

    id: Id
    """Its name on the page, for translations."""
    says: Text | None = None
    """What it says; figures in braces are filled in: `{recording}`, `{hold}`."""
    myth: Id | None = None
    """Instead: the myth of `myths.yaml` whose truth it says."""
    card: Text | None = None
    """The same in a few words, for the card; left out: it isn't on the card."""
    easy: Text | None = None
    """The same in easy words, in short sentences; left out: it isn't in the easy-read version."""
    picture: Picture | None = None
    """The picture beside it in the easy-read version."""
    sure: Sure = "agreed"
    """How far public sources agree; a myth has its own. What is disputed is marked."""
    source: Many[SourceCode] = ()
    """Who says so; a myth has its own."""
    holds: Many[Id] = ()
    """The properties of the flow that say the same, by their ids."""

    @checks
    def _says_one_thing_with_its_source(self) -> Self:
        if (self.says is None) == (self.myth is None):
            refuse("says-or-myth")
        if (self.says is None) == bool(self.source):
            refuse("source-of-says")
        for name in _PLACEHOLDER.findall(f"{self.says} {self.card} {self.easy}"):
            if name not in FIGURES:
                known = ", ".join(f"{{{each}}}" for each in FIGURES)
                refuse("figure", f"nothing is called {{{name}}}", known)
        return self


class HandoutSection(Content):
    """Lines under a heading."""

    id: Id
    """Its name on the page, for translations."""
    heading: Text
    """The heading."""
    order: Literal["steps", "points"] = "points"
    """Whether the lines are steps, one after the other, or points beside each other."""
    lines: Annotated[Many[HandoutLine], Bounds(min_length=1)]
    """What it says."""

    @property
    def steps(self) -> bool:
        """Whether the lines are numbered."""
        return self.order == "steps"


class Handout(FileContent):
    """The file `handout.yaml`, or one of a person's own in the same format."""

    title: Text
    """The title of the page."""
    about: Text
    """What the page is, in a sentence or two."""
    checked_by: Text | None = None
    """Who has read it against the sources: a person, or a group. The page says DRAFT until then."""
    checked_on: Day | None = None
    """The day on which they did."""
    parts: Annotated[Many[HandoutSection], Bounds(min_length=1), distinct("parts")]
    """The sections in order; help lines are added after them."""

    @checks
    def _says_when(self) -> Self:
        refuse_one_alone("checked-on", checked_by=self.checked_by, checked_on=self.checked_on)
        return self


def in_seconds(seconds: float) -> str:
    """Return seconds as people say them in English."""
    return f"{seconds:g} {'second' if seconds == 1 else 'seconds'}"


def filled(text: str, profile: Profile, said: Callable[[float], str] = in_seconds) -> str:
    """Return a line with its figures, as `said` says them."""

    def figure(found: re.Match[str]) -> str:
        return said(profile.timings.of(FIGURES[found[1]]) / 1_000)

    return _PLACEHOLDER.sub(figure, text)
