"""How a caller behaves: pace, slips, fear, what they say, and noises that come and go.

Every key is optional. A persona has them, and so has a scenario, whose own keys override those of
its personas. None of them changes a fact, a person near, or an outcome. The numbers of shipped
personas are assumptions (practice.md 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from simulator.content.fields.content_model import (
    Content,
    Delay,
    Duration,
    Many,
    WaitField,
    Word,
    only,
    refuse,
)
from simulator.content.fields.text_fields import Percent, Text, YesNo
from simulator.content.scenario.environment import NoiseArc
from simulator.core import acts as do
from simulator.core.terms import Intent, Role, Topic

Factor = Annotated[int, Field(ge=10, le=1000)]
"""A part of a length of time, in percent."""

FearLevel = Annotated[int, Field(ge=0, le=3)]
"""0 calm, 1 uneasy, 2 afraid, 3 terrified."""

CallerSays = Annotated[Intent, only(*do.SAYS[Role.CALLER])]

REACTS_TO = ("address_right", "second_code", "third_code", "disturbance")
"""What a caller reacts to besides the purposes of the call handler."""

if TYPE_CHECKING:
    ReactsTo = str
else:
    _PURPOSES = tuple(each.value for each in do.SAYS[Role.CALL_HANDLER])
    ReactsTo = Literal[REACTS_TO + _PURPOSES]


class AnswerPace(Content):
    """How soon the caller answers."""

    first: WaitField | None = None
    """From a question to the first answers; left out: `after` of `answers`."""
    later_factor: Factor = 100
    """Percent of that time after two clear answers."""
    when_near_factor: Factor = 100
    """Percent of that time while a person is near."""
    slows_per_minute: Percent = 0
    """By how many percent answers slow down with each minute, for a caller who is ill."""


class Slips(Content):
    """How often the caller gets an answer wrong, in percent of the answers."""

    misses: Percent = 0
    """No answer comes; three times as often after steps. The same question isn't missed twice."""
    wrong_count: Percent = 0
    """Taps, coughs or keys are miscounted; twice as often in the first two answers."""
    tremor: Percent = 0
    """One tap, cough or key too many."""
    confused_after_change: Percent = 0
    """The sign of the code before is given; twice as often after another change."""


class Fear(Content):
    """How fear begins, rises and settles."""

    start: FearLevel = 0
    """The level at the start, 0 to 3."""
    silence_after: Duration = 30_000
    """Fear rises by one whenever nobody has spoken to the caller for so long."""
    settles_after: Annotated[int, Field(ge=1, le=9)] = 2
    """Fear falls by one after so many answers that were understood."""
    slows: Percent = 0
    """By how many percent each level slows the answers down."""


class WhenNear(Content):
    """What steps or a door near the caller change."""

    stops_answering: YesNo = False
    """Whether answers stop until it is quiet."""
    resumes_after: WaitField = Delay(10_000, 60_000)
    """How long after the last step."""


class AsksBack(Content):
    """A question of a caller who speaks."""

    after: Duration
    """How long after the call handler's answer."""
    intent: CallerSays = Intent.ASKS_HOW_LONG
    """Its purpose."""
    words: Many[Text] = ()
    """Its variants; left out: those of `lines`."""


class GivesUp(Content):
    """When the caller gives up, and what they do then."""

    after: Duration = 60_000
    """How long no answer was used, at that level of fear."""
    at_fear: FearLevel = 3
    """The level of fear."""
    silence: Duration = 40_000
    """Or how long nobody spoke to the caller."""
    chance: Percent = 100
    """The chance in 100 that this caller ever gives up, drawn from the run's seed."""
    does: Literal["lay_phone_aside", "hang_up"]
    """Lay the phone aside with the line open, or put it down."""


class CallerReaction(Content):
    """A reaction to something that the call handler says or does."""

    to: ReactsTo
    """A purpose such as `officers_sent`, or `address_right`, `second_code`, `third_code`,
    `disturbance`."""
    hear: Literal["safe", "unsafe"] | None = None
    """Only while nobody is near (safe), or a person is (unsafe)."""
    chance: Percent = 100
    """The chance in 100."""
    does: Literal["fear_up", "settle", "pause", "hang_up"]
    """More fear, less fear, no answer for a time, or the end of the call."""
    lasts: WaitField = Field(default=Delay(20_000, 20_000), alias="for")
    """How long a pause lasts."""


class CallerTraits(Content):
    """The keys that a persona and a scenario share."""

    pace: AnswerPace | None = None
    """How soon the caller answers."""
    slips: Slips | None = None
    """How often an answer goes wrong."""
    fear: Fear | None = None
    """How fear begins, rises and settles."""
    when_near: WhenNear | None = None
    """What steps or a door near the caller change."""
    whispers_when: Many[Word[Topic]] = ()
    """The facts that let this caller whisper, once they have answered yes to one of them."""
    asks: Many[AsksBack] = ()
    """What a caller who speaks asks the call handler."""
    gives_up: GivesUp | None = None
    """When the caller gives up."""
    lines: Mapping[CallerSays, Annotated[Many[Text], Field(min_length=1)]] = {}
    """The words of this caller, by purpose; the seed chooses among the variants."""
    noises: Many[NoiseArc] = ()
    """Noises that come and go; one harmless one at least every 90 seconds."""
    reacts: Many[CallerReaction] = ()
    """How the caller reacts to what the call handler says or does."""

    @model_validator(mode="after")
    def _has_a_harmless_noise(self) -> CallerTraits:
        if self.noises and not any(each.is_regular for each in self.noises):
            found = "no harmless noise here comes at least every 90 seconds"
            fix = "add {sound: cloth, every: {between: [30s, 80s]}}"
            refuse("rare-noise", found, "one harmless noise every 90s", fix, at=("noises",))
        return self

    @property
    def lives(self) -> bool:
        """Whether any key changes how the caller behaves."""
        given = (self.pace, self.slips, self.fear, self.when_near, self.gives_up)
        return any(given) or bool(self.whispers_when or self.asks or self.lines or self.reacts)


MERGED_TRAITS = ("pace", "slips", "fear", "when_near", "gives_up", "lines")
"""Keys that a scenario overrides one by one: its own `pace` keeps what the persona's says besides.
"""
