"""A profile file: one published variant of the procedure, each value with its provenance.

A file may be based on another (`based_on`); then it has only the values that differ. The sections
are derived from the core's `Profile`: its fields, their types and their descriptions.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self, cast

from simulator.content.fields.content_model import Duration, FileContent, Many, Word, built_from
from simulator.content.fields.schema_parts import Bounds, FieldSpec
from simulator.content.fields.sourced_value import Conflict, Provenance
from simulator.content.fields.text_fields import Percent, Switch, Text
from simulator.content.procedure.inheritance import AsOf, Based, Complete, Partial, section
from simulator.content.yaml.positions import KeyPath
from simulator.core import instant
from simulator.core import profile as core
from simulator.core.terms import Intent, Route, Treatment

_TARGET = 10_000
"""The national target for the police's answer, in milliseconds [G8 G9]."""


class PromptValue(Provenance):
    """A prompt of the operator and the wait after it."""

    makes: ClassVar = core.Prompt

    intent: Word[Intent]
    """The purpose of the prompt; its words are under `lines`."""
    wait: Duration
    """How long the operator waits after its last word."""

    def __str__(self) -> str:
        """Return the prompt as `profiles` shows it."""
        return f"{self.intent}, then {instant.amount(self.wait)}"


class ProfileSection(Partial):
    """The values of one part of a profile; a missing value is the base's."""

    later = frozenset(
        {"asks_twice", "answers_in_10s_percent", "answers_in_5s_percent", "locates_mobiles"}
    )


# For the type checker this is a type and cannot be given a value as its argument.
_WORD = cast("Any", Word)
_FORMS: Mapping[str, Any] = {
    "bool": Switch,
    "int": Annotated[int, Bounds(ge=0, le=99)],
    "Millis": Duration,
    "Route": _WORD[Route],
    "Treatment": _WORD[Treatment],
    "notices_noise_percent": Percent,
    "answers_in_10s_percent": Percent,
    "answers_in_5s_percent": Annotated[int, Bounds(ge=0, le=99)],
    "words_per_minute": Annotated[int, Bounds(ge=60, le=400)],
}
"""The form of a value in a file: by its name, else by its type in the core."""
_PROMPTS: Any = (Annotated[Many[PromptValue], Bounds(min_length=1)] | None, FieldSpec(None))

SwitchValues: Any = section("SwitchValues", ProfileSection, core.Switches, _FORMS)
TimingValues: Any = section("TimingValues", ProfileSection, core.Timings, _FORMS)
OperatorValues: Any = section(
    "OperatorValues", ProfileSection, core.OperatorPacing, _FORMS, prompts=_PROMPTS
)
HandlerValues: Any = section("HandlerValues", ProfileSection, core.HandlerPacing, _FORMS)
FirstHandlerValues: Any = section(
    "FirstHandlerValues", ProfileSection, core.FirstHandlerPacing, _FORMS
)
NetworkValues: Any = section("NetworkValues", ProfileSection, core.NetworkPacing, _FORMS)
SpeechValues: Any = section("SpeechValues", ProfileSection, core.SpeechPacing, _FORMS)


class LineValue(Provenance):
    """A spoken line."""

    makes: ClassVar = core.SpokenLine

    words: Text
    """The words."""
    length: Duration | None = None
    """How long they take; left out: by the rate of speech."""

    def __str__(self) -> str:
        """Return the line as `profiles` shows it."""
        return self.words + (f" ({instant.amount(self.length)})" if self.length is not None else "")


class ProfileFile(FileContent, Based):
    """One profile."""

    title: Text
    """The title for readers."""
    as_of: AsOf
    """When its sources were published."""
    about: Text
    """What this variant is, and how much its sources settle."""
    switches: SwitchValues = SwitchValues()
    """Switches that conditions of the flow read."""
    timings: TimingValues = TimingValues()
    """Lengths of the machines' timers."""
    operator: OperatorValues = OperatorValues()
    """How the simulated operator works."""
    handler: HandlerValues = HandlerValues()
    """How the simulated police call handler works."""
    first_handler: FirstHandlerValues = FirstHandlerValues()
    """How the Met's simulated first handler works."""
    network: NetworkValues = NetworkValues()
    """When location data arrives."""
    speech: SpeechValues = SpeechValues()
    """How long words take."""
    lines: Mapping[Word[Intent], LineValue] = {}
    """Spoken lines, by their purpose."""
    conflicts: Many[Conflict] = ()
    """Conflicts between public sources, and how this profile decides them."""

    def over(self, base: Self) -> Self:
        """Return this profile, completed by `base`; conflicts of the base come last."""
        own = {conflict.about for conflict in self.conflicts}
        inherited = tuple(held for held in base.conflicts if held.about not in own)
        return super().over(base).model_copy(update={"conflicts": self.conflicts + inherited})

    def missing(self) -> Iterator[str]:
        """Yield the keys that a complete profile needs and this one lacks."""
        yield from super().missing()
        prompts = dict(self.operator).get("prompts") or ()
        yield from (f"lines.{held.intent}" for held in prompts if held.intent not in self.lines)

    def contradictions(self) -> Iterator[tuple[KeyPath, str, str]]:
        """Yield contradictions: key path, what was found, and what was expected."""
        handler: Any = self.handler
        median, percent = handler.answers_after, handler.answers_in_10s_percent
        if median and percent and percent.value:
            below = median.value < _TARGET and 50 < percent.value < 100
            if median.value < 1 or not below:
                where = ("handler", "answers_in_10s_percent", "value")
                found = f"{percent.value} in 100 within 10 s do not fit a median of answers_after"
                yield where, found, "51 to 99, and answers_after below 10 s"

    def profile(self) -> core.Profile:
        """Return the core's profile; nothing may be `missing`."""
        return built_from(core.Profile, self)


@dataclasses.dataclass(frozen=True)
class LoadedProfile(Complete[ProfileFile]):
    """A complete profile, with the provenance of each value."""

    @cached_property
    def profile(self) -> core.Profile:
        """The core's profile."""
        return self.file.profile()
