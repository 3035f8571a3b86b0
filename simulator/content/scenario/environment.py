"""The surroundings of a scenario's caller: sounds, people, location data, police records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, Tag, WithJsonSchema, model_validator

from simulator.content.fields import content_model
from simulator.content.fields.alternatives import by_key
from simulator.content.fields.content_model import Content, Many, Word, refuse
from simulator.content.fields.text_fields import Percent, Text
from simulator.content.scenario.act_forms import SpeechText
from simulator.core import acts as core
from simulator.core import terms
from simulator.core.terms import Loudness, Sound, SoundClass

NOISE_AT_LEAST_EVERY = 90_000
"""A harmless noise comes at least this often (ms) where noises are declared (practice.md 3.3)."""


def _loudness(value: object) -> object:
    words = {level.name.lower(): level for level in Loudness if level}
    if isinstance(value, Loudness):
        return value
    if not isinstance(value, str) or value not in words:
        refuse("loudness", f"{value!r} isn't a loudness", ", ".join(words))
    return words[value]


LoudnessWord = Annotated[
    Loudness,
    BeforeValidator(_loudness),
    PlainSerializer(lambda level: level.name.lower()),
    WithJsonSchema({"enum": [level.name.lower() for level in Loudness if level]}),
]
"""How loud: breath, key, tap, whisper, cough or speech."""


class BackgroundSound(Content):
    """A sound around the caller."""

    kind: ClassVar[str] = "sound"

    at: content_model.WaitField
    """When, after the operator's answer."""
    sound: Word[Sound]
    """Which sound."""

    def actions(self) -> tuple[core.Action, ...]:
        """Return the act of making the sound."""
        return (core.Make(self.sound),)


class BackgroundWords(Content):
    """An utterance of a person around the caller."""

    kind: ClassVar[str] = "say"

    at: content_model.WaitField
    """When, after the operator's answer."""
    say: SpeechText
    """The utterance; its purpose is `not_to_call` if it is not meant for the phone."""

    def actions(self) -> tuple[core.Action, ...]:
        """Return the act of saying it."""
        return (core.Say(self.say.intent, self.say.words, self.say.manner),)


Background = Annotated[
    Annotated[BackgroundSound, Tag("sound")] | Annotated[BackgroundWords, Tag("say")],
    by_key("sound", "say", beside=("at",)),
]
"""A sound or an utterance around the caller."""


class NoiseArc(Content):
    """A noise that starts, perhaps grows, and stops, again and again. Nothing need follow it."""

    sound: Word[Sound]
    """The sound with which it starts."""
    grows: Many[Word[Sound]] = ()
    """The sounds that follow, one after the other; then it stops."""
    every: content_model.WaitField
    """From the end of one to the start of the next, the first time from the operator's answer."""
    step: content_model.WaitField = content_model.Delay(2_000, 5_000)
    """Between two of its sounds."""
    chance: Percent | None = None
    """The chance in 100 that it comes each time; left out: always. A disturbance needs it."""
    near: Literal["near", "far"] = "far"
    """Whether the caller takes it for a person who comes near."""
    cause: Text | None = None
    """What makes it, for readers."""

    @model_validator(mode="after")
    def _has_a_chance(self) -> NoiseArc:
        worst = [each for each in self.sounds if each.suggests is SoundClass.DISTURBANCE]
        if worst and self.chance is None:
            found = f"{worst[0].label} is a disturbance, and has no chance"
            fix = "write chance: 30, or choose a harmless sound"
            refuse("disturbance-chance", found, "a chance in 100", fix, at=("sound",))
        return self

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """All its sounds, in order."""
        return (self.sound, *self.grows)

    @property
    def is_regular(self) -> bool:
        """Whether it is harmless and comes at least every 90 seconds (practice.md 3.3)."""
        harmless = all(each.suggests is SoundClass.WEAK for each in self.sounds)
        return harmless and self.chance in (None, 100) and self.every.most <= NOISE_AT_LEAST_EVERY


class Near(Content):
    """A person near enough to overhear the caller."""

    who: Text
    """The person's role: `partner`, `intruder`, `passenger`. Never a name."""
    start: content_model.Duration = Field(default=0, alias="from")
    """The start, after the operator's answer; 0s means before the call."""
    until: content_model.Duration | None = None
    """The end, after the operator's answer; left out: the end of the call."""


class Overhearing(Content):
    """The reaction of a person who overhears the caller."""

    at_least: LoudnessWord
    """The quietest act that they notice: breath, key, tap, whisper, cough or speech."""
    do: Literal["take_phone", "hang_up", "come_closer"]
    """The reaction; it happens once."""
    after: content_model.WaitField = content_model.NO_WAIT
    """The delay before it."""


class Fix(Content):
    """One delivery of location data."""

    place: Text
    """The place in words; invented."""
    radius: int | None = Field(default=None, ge=1, le=50_000)
    """The radius of uncertainty, in metres; left out for an address."""
    after: content_model.Duration | None = None
    """When it arrives after the operator's answer; left out: the profile's time."""
    area: Text | None = None
    """Another force in whose area the place is; left out: this force's own area."""


class Location(Content):
    """Location data that is sent automatically; a source that is left out sends none."""

    eisec: Fix | None = None
    """A fixed line's address, or a mobile's cell area."""
    aml: Fix | None = None
    """The phone's own data (Advanced Mobile Location)."""
    vehicle: Fix | None = None
    """A car's position."""
    spoken: Fix | None = None
    """Coordinates that a device speaks."""

    def fixes(self) -> tuple[tuple[terms.LocationSource, Fix], ...]:
        """Return the sources that send data, with their data."""
        found = ((source, getattr(self, source.value, None)) for source in terms.LocationSource)
        return tuple((source, fix) for source, fix in found if fix is not None)


class EarlierCallText(Content):
    """A call from the number before this scenario."""

    ago: content_model.Duration
    """How long before the first call."""
    outcome: Word[terms.Outcome]
    """How it ended."""


class NumberRecords(Content):
    """The force's records of the number."""

    markers: Many[Word[terms.Marker]] = ()
    """Markers on the number or its address."""
    earlier: Many[EarlierCallText] = ()
    """Earlier calls; the scenario's own earlier calls are added automatically."""
    address: Text | None = None
    """The recorded address, in invented words; left out: none. The fact `at_known_address` says
    whether it is right."""
    traces: Mapping[Word[terms.Trace], Text] = {}
    """Results of a trace of the phone, the subscriber or the address; left out: none."""


class UnitText(Content):
    """A unit within reach, where a scenario says which there are."""

    distance: Annotated[int, Field(ge=100, le=100_000)]
    """Metres to the caller, by road."""
    readiness: Word[terms.UnitReadiness] = terms.UnitReadiness.FREE
    """free, free_soon, committed or single_crewed."""


class OfficersText(Content):
    """What officers find, and which units there are."""

    find: Word[terms.OfficersFind] | None = None
    """What they find; left out: what the facts suggest."""
    units: Many[UnitText] = ()
    """The units within reach; left out: drawn from the run's seed."""
