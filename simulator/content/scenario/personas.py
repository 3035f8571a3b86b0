"""Parts that scenarios include: personas (how a caller answers) and fragments (what happens)."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from simulator.content.fields.content_model import FactWord, FileContent, Many, Word
from simulator.content.fields.text_fields import Id, SourceCode, Text
from simulator.content.rules.rule_forms import LogRule
from simulator.content.scenario.caller_traits import CallerTraits, WhenNear
from simulator.content.scenario.environment import Location, NumberRecords
from simulator.content.scenario.scenario import Answers, CallSurroundings, ScriptStep
from simulator.core.terms import Topic


class PartFile(FileContent):
    """The base of personas and fragments."""

    id: Id
    """The id that `extends` uses; the file has the same name."""
    title: Text
    """The title for readers."""
    about: Text
    """What this part is, and which scenarios it suits."""
    sources: Many[SourceCode] = ()
    """The public sources, in addition to those of the scenarios."""
    facts: Mapping[Word[Topic], FactWord] = {}
    """Facts; a scenario's own facts override them."""
    caller: Many[ScriptStep] = ()
    """Steps of the caller, in addition to those of the scenario."""
    invented: Many[Text] = ()
    """Invented names of people and places in its texts."""


class PersonaFile(PartFile, CallerTraits):
    """A persona: how a caller behaves and answers, and facts about them.

    It has no people near and no outcome: those belong to a scenario.
    """

    answers: Answers | None = None
    """How the caller answers closed questions."""
    when_near: WhenNear | None = Field(default=None, alias="near")
    """What steps or a door near the caller change. A scenario calls it `when_near`."""


class FragmentFile(PartFile, CallSurroundings):
    """A fragment: events around a call, shared by several scenarios."""

    location: Location | None = None
    """The location data that arrives."""
    number: NumberRecords | None = None
    """The force's records of the number."""
    expect: Many[LogRule] = ()
    """What must hold in every scenario that includes this."""


PARTS: Mapping[str, type[PartFile]] = {"personas": PersonaFile, "fragments": FragmentFile}
"""The folders of parts, and the models of their files."""
ABOUT_ITSELF = ("format", "id", "title", "about", "sources")
"""Keys that describe the part; all others are included in the scenario."""
