"""A scenario's caller and their surroundings: sounds, people, location data, records, traits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from simulator.content.fields import content_model
from simulator.content.fields.alternatives import OneText, by_key
from simulator.content.fields.content_model import Content, Delay, Many, Word, YesOrNo, only, refuse
from simulator.content.fields.schema_parts import Bounds, Tag, WrittenBy, checks, field
from simulator.content.fields.text_fields import Percent, Text, YesNo
from simulator.content.scenario.act_forms import SpeechText, spoken
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Loudness, Role, Sound, SoundClass, Topic
from simulator.language.speaking.styles import SpeakerKind

NOISE_AT_LEAST_EVERY = 90_000
"""A harmless noise comes at least this often (ms) where noises are declared (practice 3.3)."""


LoudnessWord = Annotated[
    Loudness,
    only({level.name.lower(): level for level in Loudness if level}),
    WrittenBy(lambda level: level.name.lower()),
]
"""How loud: breath, key, tap, whisper, cough or speech."""


class BackgroundSound(Content):
    """A sound around the caller."""

    kind: ClassVar[str] = "sound"

    sound: Word[Sound]
    """Which sound."""
    at: content_model.WaitField
    """When, after the operator's answer."""

    def actions(self) -> tuple[do.Action, ...]:
        """Return the act of making the sound."""
        return (do.Make(self.sound),)


class BackgroundWords(Content):
    """An utterance of a person around the caller."""

    kind: ClassVar[str] = "say"

    say: SpeechText
    """The utterance; its purpose is `not_to_call` if it is not meant for the phone."""
    at: content_model.WaitField
    """When, after the operator's answer."""

    def actions(self) -> tuple[do.Action, ...]:
        """Return the act of saying it."""
        return (do.Say(**spoken(self.say)),)


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

    @checks
    def _has_a_chance(self) -> NoiseArc:
        worst = [each for each in self.sounds if each.suggests is SoundClass.DISTURBANCE]
        if worst and self.chance is None:
            found = f"{worst[0].label} is a disturbance, and has no chance"
            refuse("disturbance-chance", found, "a chance in 100", at=("sound",))
        return self

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """All its sounds, in order."""
        return (self.sound, *self.grows)

    @property
    def is_regular(self) -> bool:
        """Whether it is harmless and comes at least every 90 seconds (practice 3.3)."""
        harmless = all(each.suggests is SoundClass.WEAK for each in self.sounds)
        return harmless and self.chance in (None, 100) and self.every.most <= NOISE_AT_LEAST_EVERY


class CastText(Content):
    """Who is at the desks: people or lapses of `lapses.yaml`."""

    handler: Text = "good"
    """The call handler: `good`, `careful`, `ordinary`, `poor`, another person, or lapses with
    commas, each perhaps with its chance: `doubts-aloud, untrue=50`."""
    operator: Text = "good"
    """The operator, in the same words."""
    operator_answers: content_model.Duration | None = None
    """How long 999 rings, where the story needs that; left out: as the profile has it."""
    handler_answers: content_model.Duration | None = None
    """How long the force's phone rings, where the story needs that; left out: the same."""


class Near(Content):
    """A person near enough to overhear the caller."""

    who: Text
    """The person's role: `partner`, `intruder`, `passenger`. Never a name."""
    start: content_model.Duration = field(default=0, alias="from")
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
    radius: Annotated[int, Bounds(ge=1, le=50_000)] | None = None
    """The radius of uncertainty, in metres; left out for an address."""
    after: content_model.Duration | None = None
    """When it arrives after the operator's answer; left out: the profile's time."""
    note: Text | None = None
    """What readers should know of it. The place is said to callers and officers; this never is."""
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


class TraceFound(OneText):
    """What a trace finds."""

    text_key: ClassVar[str] = "place"

    place: Text
    """The place in words; invented."""
    note: Text | None = None
    """What readers should know of it. The place is said to callers and officers; this never is."""


class NumberRecords(Content):
    """The force's records of the number."""

    markers: Many[Word[terms.Marker]] = ()
    """Markers on the number or its address."""
    earlier: Many[EarlierCallText] = ()
    """Earlier calls; the scenario's own earlier calls are added automatically."""
    address: Text | None = None
    """The recorded address, in invented words; left out: none. The fact `at_known_address` says
    whether it is right."""
    traces: Mapping[Word[terms.Trace], TraceFound] = {}
    """Results of a trace of the phone, the subscriber or the address, each a place, or
    `{place: ..., note: ...}`; left out: none."""


class UnitText(Content):
    """A unit within reach, where a scenario says which there are."""

    distance: Annotated[int, Bounds(ge=100, le=100_000)]
    """Metres to the caller, by road."""
    readiness: Word[terms.UnitReadiness] = terms.UnitReadiness.FREE
    """free, free_soon, committed or single_crewed."""


class OfficersText(Content):
    """What officers find, and which units there are."""

    find: Word[terms.OfficersFind] | None = None
    """What they find; left out: what the facts suggest."""
    units: Many[UnitText] = ()
    """The units within reach; left out: drawn from the run's seed."""


Factor = Annotated[int, Bounds(ge=10, le=1000)]
"""A part of a length of time, in percent."""

FearLevel = Annotated[int, Bounds(ge=0, le=3)]
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

    first: content_model.WaitField | None = None
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
    silence_after: content_model.Duration = 30_000
    """Fear rises by one whenever nobody has spoken to the caller for so long."""
    settles_after: Annotated[int, Bounds(ge=1, le=9)] = 2
    """Fear falls by one after so many answers that were understood."""
    slows: Percent = 0
    """By how many percent each level slows the answers down."""


class WhenNear(Content):
    """What steps or a door near the caller change."""

    stops_answering: YesNo = False
    """Whether answers stop until it is quiet."""
    resumes_after: content_model.WaitField = Delay(10_000, 60_000)
    """How long after the last step."""


ANSWERS = (Intent.SAYS_YES, Intent.SAYS_NO)
"""Purposes of lines that answer what was asked: they state no more, but where the file says so."""


class CallerLine(OneText):
    """A sentence that this caller may say."""

    text_key: ClassVar[str] = "words"

    words: Text
    """The words. Invented; no real names or numbers."""
    means: Mapping[Word[StatementTopic], YesOrNo] | None = None
    """What the words state: `{knife: yes, has_gone: no}`, `{}`: nothing. Left out: it is read."""
    place_words: Text | None = None
    """The part of the words that names where the caller is: it is said back, and passed on."""

    def states(self, intent: Intent) -> dict[str, Any]:
        """Return what the act of saying it for a purpose has besides the words."""
        if self.means is None and intent in ANSWERS:
            return {}
        held = spoken(self)
        return {name: held[name] for name in ("means", "place_words") if name in held}


class AsksBack(Content):
    """A question of a caller who speaks."""

    after: content_model.Duration
    """How long after the call handler's answer."""
    intent: CallerSays = Intent.ASKS_HOW_LONG
    """Its purpose."""
    words: Many[CallerLine] = ()
    """Its variants, each a text or `{words: ..., means: ...}`; left out: those of `lines`."""


class GivesUp(Content):
    """When the caller gives up, and what they do then."""

    after: content_model.Duration = 60_000
    """How long no answer was used, at that level of fear."""
    at_fear: FearLevel = 3
    """The level of fear."""
    silence: content_model.Duration = 40_000
    """Or how long nobody spoke to the caller."""
    chance: Percent = 100
    """The chance in 100 that this caller ever gives up, drawn from the run's seed."""
    does: Literal["lay_phone_aside", "hang_up"]
    """Lay the phone aside with the line open, or put it down."""


class RingsAgain(Content):
    """A first try before the call as written: the caller gives up, puts the phone down, and tries
    again. A scenario that writes later calls itself has none."""

    chance: Percent
    """The chance in 100, drawn from the run's seed."""
    hangs_up: content_model.WaitField = Delay(1_000, 8_000)
    """From the operator's answer to putting the phone down."""
    after: content_model.WaitField = Delay(15_000, 360_000)
    """From there to dialling again."""


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
    lasts: content_model.WaitField = field(default=Delay(20_000, 20_000), alias="for")
    """How long a pause lasts."""


class StoryLine(CallerLine):
    """One thing that a caller who speaks has to say."""

    answers: Many[Word[Topic]] = ()
    """The questions that it answers, besides those that its meaning answers."""


class CallerSpeech(Content):
    """How a caller who speaks aloud speaks: with it, answers are composed and take their time."""

    kinds: Many[Word[SpeakerKind]] = field(default=(), alias="as")
    """What kind of speaker: `teenager`, `[old, frightened]`; left out: by `age`, else an adult."""
    speaks_of: Literal["he", "she", "they"] | None = None
    """How the caller speaks of the other person; left out: as their own words in the file do."""
    volunteers: content_model.WaitField = Delay(30_000, 60_000)
    """From one thing that the caller says unasked to the next, while nobody else can hear."""
    plays_down: Percent = 10
    """The chance in 100 that the caller plays it down at first."""
    cries: Percent = 0
    """The chance in 100, each half minute, that the caller cries for a time. The content note must
    say so."""
    changes_mind: Percent = 0
    """The chance in 100 that the caller wants nobody to come once it is calm."""


_NO_LANGUAGE = frozenset({"", "none", "no", "nothing", "unknown", "any", "english"})
"""What names no language that an interpreter could be asked for by: a caller of English has none.
"""


class ThroughAnother(Content):
    """Through whom a caller's words come, if not by their own voice."""

    voice: Word[terms.Via]
    """relay, signs (999 BSL), or interpreter, who joins after one was asked for."""
    language: Text | None = None
    """The language of an interpreter, in English: Polish."""
    joins: content_model.WaitField = Delay(30_000, 90_000)
    """From asking for an interpreter until they are on the line."""

    @checks
    def _has_a_language(self) -> ThroughAnother:
        named = (self.language or "").strip().lower() not in _NO_LANGUAGE
        if (self.voice is terms.Via.INTERPRETER) is not named:
            refuse("through-language", at=("language",))
        return self


class CallerWriting(Content):
    """How a caller who reads and writes messages does so: each message of ours gets an answer."""

    signs: YesNo = False
    """Whether they sign: they write few of the small words."""
    slips: Percent = 50
    """The chance in 100 that a message has a slip of the thumb."""
    volunteers: content_model.WaitField = Delay(45_000, 100_000)
    """From the last message to one that nobody asked for."""


class CallerTraits(Content):
    """The keys that a persona and a scenario share."""

    age: Annotated[int, Bounds(ge=2, le=110)] | None = None
    """The caller's age in years: it decides how a child speaks."""
    speech: CallerSpeech | None = None
    """How a caller who speaks aloud speaks; left out: a plain answer after a plain time."""
    through: ThroughAnother | None = None
    """A third voice that brings the caller's words: a relay assistant, a BSL interpreter, or an
    interpreter."""
    writes: CallerWriting | None = None
    """How a caller writes messages, with `story` to write: left out: only as steps do."""
    story: Many[StoryLine] = ()
    """What a caller with `speech` or `writes` has to say, in its order: as an answer, or unasked.
    """

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
    rings_again: RingsAgain | None = None
    """Whether the caller gives up at first, and tries again."""
    lines: Mapping[CallerSays, Annotated[Many[CallerLine], Bounds(min_length=1)]] = {}
    """The words of this caller, by purpose; the seed chooses among the variants, each a text or
    `{words: ..., means: ...}`. Those of `says_yes` and `says_no` answer what was asked: they are
    not read."""
    noises: Many[NoiseArc] = ()
    """Noises that come and go; one harmless one at least every 90 seconds."""
    reacts: Many[CallerReaction] = ()
    """How the caller reacts to what the call handler says or does."""

    @checks
    def _has_a_harmless_noise(self) -> CallerTraits:
        if self.noises and not any(each.is_regular for each in self.noises):
            refuse("rare-noise", at=("noises",))
        return self


MERGED_TRAITS = (
    *(
        "pace",
        "slips",
        "fear",
        "when_near",
        "gives_up",
        "rings_again",
        "lines",
        "speech",
        "writes",
        "through",
    ),
)
"""Keys that a scenario overrides one by one: its own `pace` keeps what the persona's says besides.
"""
