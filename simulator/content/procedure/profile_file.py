"""A profile file: one published variant of the procedure, every value with where it comes from.

A file may start from another (`based_on`) and then holds only what differs. The fields of each
section have the names of the core's `Profile`, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field

from simulator.content.fields.content_model import Duration, FileContent, Many, Word
from simulator.content.fields.sourced_value import Conflict, Provenance, Sourced
from simulator.content.fields.text_fields import Percent, Switch, Text
from simulator.content.procedure.inheritance import AsOf, Based, Complete, Partial
from simulator.content.yaml.positions import KeyPath
from simulator.core import instant
from simulator.core import profile as core
from simulator.core.terms import Intent, Route, Treatment

Times = Annotated[int, Field(ge=0, le=99)]
_TARGET = 10_000
"""The national target for the police's answer, in milliseconds [G8 G9]."""


class ProfileSection(Partial):
    """A part of a profile; a value that is left out is the base's."""

    later = frozenset({"asks_twice", "answers_in_10s_percent", "locates_mobiles"})

    def plain(self) -> dict[str, Any]:
        """The values alone."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: held.value for name, held in given.items() if isinstance(held, Sourced)}


class SwitchValues(ProfileSection):
    """What guards of the flow read."""

    noise_passes: Sourced[Switch] | None = None
    """Whether a tap, cough, speech or key tone in the recording passes by itself."""
    counts_before_request: Sourced[Switch] | None = None
    """Whether 55 counts from the recording's first word, not only once it has asked."""
    other_digits_reset: Sourced[Switch] | None = None
    """Whether another key between the two 5s makes the first one void."""
    early_55_relayed: Sourced[Switch] | None = None
    """Whether a 55 pressed to the operator is detected."""
    sound_prompt_first: Sourced[Switch] | None = None
    """Whether the recorded service asks for a sound before it offers 55."""
    force_is_told: Sourced[Switch] | None = None
    """Whether the force learns of calls that the recording ended."""
    digital_is_held: Sourced[Switch] | None = None
    """Whether a digital line's replaced handset is held like a landline's."""
    asks_twice: Sourced[Switch] | None = None
    """Whether the recording asks for 55 a second time, as long after the first as that came."""
    route: Sourced[Word[Route]] | None = None
    """Who meets the caller first after the recording took a signal."""


class TimingValues(ProfileSection):
    """Lengths of the machines' timers."""

    sound_prompt: Sourced[Duration] | None = None
    """How long the recorded service waits for a sound, where it asks for one first."""
    request: Sourced[Duration] | None = None
    """When the recording asks for 55, from its first word."""
    interdigit: Sourced[Duration] | None = None
    """The longest gap between the two 5s."""
    end: Sourced[Duration] | None = None
    """How long the recording is."""
    grace: Sourced[Duration] | None = None
    """How long an answer still counts after the recording."""
    transfer: Sourced[Duration] | None = None
    """How long the machine takes to notify the operator."""
    hold: Sourced[Duration] | None = None
    """How long the exchange holds a landline's replaced handset."""
    rings_out: Sourced[Duration] | None = None
    """How long an unanswered callback rings."""


class PromptValue(Provenance):
    """A prompt of the operator and the wait after it."""

    intent: Word[Intent]
    """Which prompt; its words stand under `lines`."""
    wait: Duration
    """How long the operator waits after its last word."""

    def __str__(self) -> str:
        """The prompt as a list of values shows it."""
        return f"{self.intent}, then {instant.amount(self.wait)}"


class OperatorValues(ProfileSection):
    """How the operator works when nobody sits there."""

    answers_after: Sourced[Duration] | None = None
    """How long a 999 call rings."""
    prompts: Annotated[Many[PromptValue], Field(min_length=1)] | None = None
    """The prompts to a caller who does not answer, in order; a file that has them has them all."""
    reaction: Sourced[Duration] | None = None
    """From hearing something to acting on it."""
    quiet: Sourced[Word[Treatment]] | None = None
    """What becomes of a mobile call with nothing to hear."""
    background: Sourced[Word[Treatment]] | None = None
    """What becomes of a mobile call with weak background noise."""
    voices: Sourced[Word[Treatment]] | None = None
    """What becomes of a mobile call with people talking in the background."""
    disturbance: Sourced[Word[Treatment]] | None = None
    """What becomes of a mobile call with an argument, crying or breaking in the background."""
    notices_noise_percent: Sourced[Percent] | None = None
    """Chance in 100 that the listening operator acts on a sound in the recording."""
    notices_noise_after: Sourced[Duration] | None = None
    """How long that takes them."""
    passes_on_doubt: Sourced[Switch] | None = None
    """Whether the details of a line lost under doubt are passed to the force."""
    repeat_calls: Sourced[Times] | None = None
    """Connects the n-th silent call from a number to police; 0: no such rule."""

    def plain(self) -> dict[str, Any]:
        """The values alone."""
        prompts = tuple(core.Prompt(held.intent, held.wait) for held in self.prompts or ())
        return {**super().plain(), "prompts": prompts}


class HandlerValues(ProfileSection):
    """How the police call handler works when nobody sits there."""

    answers_after: Sourced[Duration] | None = None
    """How long the force's phone rings; where it is drawn, the median."""
    wait: Sourced[Duration] | None = None
    """After each question, for a sign."""
    reaction: Sourced[Duration] | None = None
    """From understanding an answer to the next sentence."""
    persists: Sourced[Duration] | None = None
    """How long with a caller who gives no sign before a decision is made without one."""
    regrades_within: Sourced[Duration] | None = None
    """From losing the line to a new grade."""
    answers_in_10s_percent: Sourced[Percent] | None = None
    """Of 100 calls, how many are answered within 10 s, drawn by seed; 0: all as given above."""


class FirstHandlerValues(ProfileSection):
    """How the Met's first handler works when nobody sits there."""

    wait: Sourced[Duration] | None = None
    """After each question, for a sign."""
    questions: Sourced[Times] | None = None
    """How many questions they ask before they decide."""


class NetworkValues(ProfileSection):
    """When location data arrives after the operator's answer."""

    eisec_after: Sourced[Duration] | None = None
    """The number's own data."""
    aml_after: Sourced[Duration] | None = None
    """What the phone sends."""
    locates_mobiles: Sourced[Switch] | None = None
    """Whether a mobile's cell, and what the phone sends, arrive at all."""


class SpeechValues(ProfileSection):
    """How long words take when no length is given."""

    words_per_minute: Sourced[Annotated[int, Field(ge=60, le=400)]] | None = None
    """The rate of speech."""
    shortest: Sourced[Duration] | None = None
    """The length of the shortest utterance."""


class LineValue(Provenance):
    """A spoken line."""

    words: Text
    """The words."""
    length: Duration | None = None
    """How long they take; left out: by their number."""

    def __str__(self) -> str:
        """The line as a list of values shows it."""
        return self.words + (f" ({instant.amount(self.length)})" if self.length is not None else "")


class ProfileFile(FileContent, Based):
    """One profile."""

    title: Text
    """The name that people read."""
    as_of: AsOf
    """When its sources were published."""
    about: Text
    """What this variant is, and how far its sources go."""
    switches: SwitchValues = SwitchValues()
    """What guards of the flow read."""
    timings: TimingValues = TimingValues()
    """Lengths of the machines' timers."""
    operator: OperatorValues = OperatorValues()
    """How the operator works when nobody sits there."""
    handler: HandlerValues = HandlerValues()
    """How the police call handler works when nobody sits there."""
    first_handler: FirstHandlerValues = FirstHandlerValues()
    """How the Met's first handler works when nobody sits there."""
    network: NetworkValues = NetworkValues()
    """When location data arrives."""
    speech: SpeechValues = SpeechValues()
    """How long words take."""
    lines: Mapping[Word[Intent], LineValue] = {}
    """What is said, by what it is for."""
    conflicts: Many[Conflict] = ()
    """On what public sources do not agree, and what this profile makes of it."""

    def over(self, base: Self) -> Self:
        """This profile, complete; conflicts that only the base names come after its own."""
        own = {conflict.about for conflict in self.conflicts}
        inherited = tuple(held for held in base.conflicts if held.about not in own)
        return super().over(base).model_copy(update={"conflicts": self.conflicts + inherited})

    def missing(self) -> Iterator[str]:
        """The values that a complete profile needs and this one lacks."""
        yield from super().missing()
        prompts = self.operator.prompts or ()
        yield from (f"lines.{held.intent}" for held in prompts if held.intent not in self.lines)

    def contradictions(self) -> Iterator[tuple[KeyPath, str, str]]:
        """Where the complete file contradicts itself: place, what is wrong, what would be right."""
        median, percent = self.handler.answers_after, self.handler.answers_in_10s_percent
        if median and percent and percent.value:
            below = median.value < _TARGET and 50 < percent.value < 100
            if median.value < 1 or not below:
                where = ("handler", "answers_in_10s_percent", "value")
                found = f"{percent.value} in 100 within 10 s do not fit a median of answers_after"
                yield where, found, "51 to 99, and answers_after below 10 s"

    def profile(self) -> core.Profile:
        """The core's profile. Nothing may be `missing`."""
        return core.Profile(
            id=self.id,
            title=self.title,
            switches=core.Switches(**self.switches.plain()),
            timings=core.Timings(**self.timings.plain()),
            operator=core.OperatorPacing(**self.operator.plain()),
            handler=core.HandlerPacing(**self.handler.plain()),
            first_handler=core.FirstHandlerPacing(**self.first_handler.plain()),
            network=core.NetworkPacing(**self.network.plain()),
            speech=core.SpeechPacing(**self.speech.plain()),
            lines={
                intent: core.SpokenLine(line.words, line.length)
                for intent, line in self.lines.items()
            },
        )


@dataclass(frozen=True)
class LoadedProfile(Complete[ProfileFile]):
    """A profile, complete, with the provenance of each value."""

    @cached_property
    def profile(self) -> core.Profile:
        """The core's profile."""
        return self.file.profile()
