"""What is around a scenario's caller: the room, the network, what systems hold on the number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, Tag, WithJsonSchema

from simulator.content.fields.alternatives import ByKey
from simulator.content.fields.content_model import (
    NO_WAIT,
    Content,
    Duration,
    Many,
    WaitField,
    Word,
    refuse,
)
from simulator.content.fields.text_fields import Text
from simulator.content.scenario.act_forms import SpeechText
from simulator.core import acts as core
from simulator.core.terms import (
    LocationSource,
    Loudness,
    Marker,
    OfficersFind,
    Outcome,
    Sound,
    Trace,
    UnitReadiness,
)

# --- what is heard, and who hears ----------------------------------------------------------------


def _loudness(value: object) -> object:
    words = {level.name.lower(): level for level in Loudness if level}
    if isinstance(value, Loudness):
        return value
    if not isinstance(value, str) or value not in words:
        refuse("loudness", f"{value!r} is no loudness", ", ".join(words))
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

    at: WaitField
    """When, after the operator's answer."""
    sound: Word[Sound]
    """Which sound."""

    def actions(self) -> tuple[core.Action, ...]:
        """The sound."""
        return (core.Make(self.sound),)


class BackgroundWords(Content):
    """Somebody around the caller is heard to say something."""

    kind: ClassVar[str] = "say"

    at: WaitField
    """When, after the operator's answer."""
    say: SpeechText
    """What is said; `not_to_call` when it is not meant for the phone."""

    def actions(self) -> tuple[core.Action, ...]:
        """The utterance."""
        return (core.Say(self.say.intent, self.say.words, self.say.manner),)


Background = Annotated[
    Annotated[BackgroundSound, Tag("sound")] | Annotated[BackgroundWords, Tag("say")],
    ByKey("background", "sound", "say", beside=("at",)),
]
"""What can be heard around the caller."""


class Near(Content):
    """Somebody is near enough to overhear."""

    who: Text
    """Who: `partner`, `intruder`, `passenger`. A role, never a name."""
    start: Duration = Field(default=0, alias="from")
    """From when, after the operator's answer; 0s means from before the call."""
    until: Duration | None = None
    """Until when; left out: to the end."""


class Overhearing(Content):
    """What somebody near does when they overhear the caller."""

    at_least: LoudnessWord
    """The quietest act that they notice: breath, key, tap, whisper, cough or speech."""
    do: Literal["take_phone", "hang_up", "come_closer"]
    """What they do, once."""
    after: WaitField = NO_WAIT
    """The pause before they do it."""


# --- what machines know --------------------------------------------------------------------------


class Fix(Content):
    """One delivery of location data."""

    place: Text
    """The place in words; invented."""
    radius: int | None = Field(default=None, ge=1, le=50_000)
    """How sure it is, in metres; left out for an address."""
    after: Duration | None = None
    """When it arrives after the operator's answer; left out: as the profile says."""
    area: Text | None = None
    """The other force in whose area the place lies; left out: this force's own."""


class Location(Content):
    """The location data that arrives without anybody speaking. Left out: that source sends none."""

    eisec: Fix | None = None
    """A fixed line's address, or a mobile's cell area."""
    aml: Fix | None = None
    """What the phone itself sends."""
    vehicle: Fix | None = None
    """A car's position."""
    spoken: Fix | None = None
    """Coordinates that a device speaks."""

    def fixes(self) -> tuple[tuple[LocationSource, Fix], ...]:
        """The sources that send something, with what they send."""
        found = ((source, getattr(self, source.value, None)) for source in LocationSource)
        return tuple((source, fix) for source, fix in found if fix is not None)


class EarlierCallText(Content):
    """A call that the number made before this scenario."""

    ago: Duration
    """How long before the first call."""
    outcome: Word[Outcome]
    """How it ended."""


class NumberRecords(Content):
    """What the force's systems hold on the number."""

    markers: Many[Word[Marker]] = ()
    """Markers on the number or its address."""
    earlier: Many[EarlierCallText] = ()
    """Earlier calls; the scenario's own earlier calls are added by themselves."""
    address: Text | None = None
    """The address held, in invented words; left out: none. Whether it is right is the fact
    `at_known_address`."""
    traces: Mapping[Word[Trace], Text] = {}
    """What a trace of the phone, the subscriber or the address finds; left out: nothing."""


class UnitText(Content):
    """A unit within reach, where a scenario says which there are."""

    distance: Annotated[int, Field(ge=100, le=100_000)]
    """Metres to the caller, by road."""
    readiness: Word[UnitReadiness] = UnitReadiness.FREE
    """free, free_soon, committed or single_crewed."""


class OfficersText(Content):
    """What officers find, and which units there are."""

    find: Word[OfficersFind] | None = None
    """What they find; left out: what the facts suggest."""
    units: Many[UnitText] = ()
    """The units within reach; left out: drawn from the run's seed."""
