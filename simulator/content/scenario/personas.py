"""Parts that scenarios share: how somebody answers (a persona), and what happens (a fragment).

A scenario takes them up with `extends`. They hold no call of their own, and do not extend others.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.content.fields.content_model import FactWord, FileContent, Many, Word
from simulator.content.fields.text_fields import Id, SourceCode, Text
from simulator.content.rules.rule_text import RuleText
from simulator.content.scenario.environment import (
    Background,
    Location,
    Near,
    NumberRecords,
    Overhearing,
)
from simulator.content.scenario.scenario import Answers, NetworkStep, RoomStep, ScriptStep
from simulator.core.terms import Topic


class PartFile(FileContent):
    """What every part has."""

    id: Id
    """The name that `extends` uses; the file has the same name."""
    title: Text
    """The name that people read."""
    about: Text
    """Who or what this is, and which scenarios it fits."""
    sources: Many[SourceCode] = ()
    """The public sources that it rests on, beside those of the scenarios."""
    facts: Mapping[Word[Topic], FactWord] = {}
    """What is true; a scenario's own facts come before these."""
    caller: Many[ScriptStep] = ()
    """What the caller does, besides the steps of the scenario."""
    invented: Many[Text] = ()
    """Names of people and places in its words: listing them says that they were made up."""


class PersonaFile(PartFile):
    """How somebody answers: by which signs, how loud, in what manner, and what is true of them."""

    answers: Answers | None = None
    """How they answer closed questions."""


class FragmentFile(PartFile):
    """What happens around a call, to be shared by several."""

    background: Many[Background] = ()
    """What is heard around the caller."""
    room: Many[RoomStep] = ()
    """What somebody near does on a cue."""
    network: Many[NetworkStep] = ()
    """When the line is lost."""
    near: Many[Near] = ()
    """Who is near enough to overhear, and when."""
    overheard: Overhearing | None = None
    """What they do when they overhear the caller."""
    location: Location | None = None
    """The location data that arrives."""
    number: NumberRecords | None = None
    """What the force's systems hold on the number."""
    expect: Many[RuleText] = ()
    """What must hold wherever this is taken up."""


PARTS: Mapping[str, type[PartFile]] = {"personas": PersonaFile, "fragments": FragmentFile}
"""The folders that parts lie in, and the models of their files."""
ABOUT_ITSELF = ("format", "id", "title", "about", "sources")
"""What a part says of itself; everything else is taken up."""
