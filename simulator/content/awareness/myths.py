"""Beliefs about silent calls that are not so, what is true, and a call that shows it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import Content, FileContent, Many, refuse
from simulator.content.fields.text_fields import Id, Name, SourceCode, Text

Sure = Literal["agreed", "single", "disputed"]
"""Independent sources agree; only one says so; or some public page says otherwise."""


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
    source: Annotated[Many[SourceCode], Field(min_length=1)]
    """Who says what is true."""
    but: Text | None = None
    """What some sources say instead."""
    against: Many[SourceCode] = ()
    """Who says that."""
    watch: ExampleCall | None = None
    """The call that shows it; left out where no call can."""

    @model_validator(mode="after")
    def _tells_the_other_side(self) -> Self:
        if (self.sure == "disputed") != (self.but is not None and bool(self.against)):
            refuse(
                "other-side",
                f"sure is {self.sure}, and what others say is {'there' if self.but else 'missing'}",
                "but: and against: where sources disagree, and nowhere else",
            )
        return self


class MythFile(FileContent):
    """The file `myths.yaml`."""

    myths: Annotated[Many[Myth], Field(min_length=1), distinct("myths")]
    """The beliefs, in the order in which a room meets them."""
