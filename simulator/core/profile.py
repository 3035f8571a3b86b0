"""A profile: one published variant of the procedure, as plain values.

Public sources disagree, so everything that they disagree on is a value here: switches that guards
of the flow read, lengths of the machines' timers, spoken lines, and the pacing of the simulated
roles. Each value's source is in the profile's file, whose sections have these fields.
"""

# The models of profile files look a field's type up by the name written here (`Millis`, `Route`).
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Marker, NamedTerm, Route, Timer, Treatment


@dataclass(frozen=True, slots=True)
class Switches:
    """Switches that conditions of the flow read."""

    noise_passes: bool = False
    """Whether a tap, cough, speech or key tone in the recording passes like 55."""  # P1, not N1 P2
    counts_before_request: bool = True
    """Whether 55 counts from the recording's first word, not only after the request."""  # Q6
    other_digits_reset: bool = True
    """Whether another key between the two 5s makes the first one void."""  # Q7
    early_55_relayed: bool = False
    """Whether a 55 pressed to the operator is detected."""  # [N7 F5 against P1]
    sound_prompt_first: bool = False
    """Whether the recorded service asks for a sound before it offers 55."""  # [N9]
    force_is_told: bool = False
    """Whether the force is notified of calls that the recording ended."""  # Q11
    digital_is_held: bool = False
    """Whether a digital line's replaced handset is held like a landline's."""  # Q22
    asks_twice: bool = False
    """Whether the recording asks for 55 a second time, as long after the first as that came."""
    route: Route = Route.LOCAL_FORCE
    """Who meets the caller first after an accepted signal."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Lengths of the machines' timers, in milliseconds."""

    sound_prompt: Millis = 8_000
    """How long the recorded service waits for a sound, if it asks for one first."""
    request: Millis = 12_000
    """When the recording asks for 55, from its first word."""
    interdigit: Millis = 4_000
    """The longest gap between the two 5s."""
    end: Millis = 20_000
    """The length of the recording."""
    grace: Millis = 3_000
    """How long an answer still counts after the recording."""
    transfer: Millis = 1_000
    """How long the machine takes to notify the operator."""
    hold: Millis = 45_000
    """How long the exchange holds a landline's replaced handset."""
    rings_out: Millis = 30_000
    """How long an unanswered callback rings."""

    def of(self, timer: Timer) -> Millis:
        """Return the length of a timer (ms)."""
        length: Millis = getattr(self, timer.name.lower())
        return length


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A spoken line; without a length, the word count decides."""

    words: str
    length: Millis | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of the operator, and the wait after its last word (ms)."""

    intent: Intent
    wait: Millis


@dataclass(frozen=True, slots=True)
class OperatorPacing:
    """How the simulated operator works; times are in milliseconds."""

    answers_after: Millis
    """How long a 999 call rings; if that is drawn, when a trainee is reminded of it."""
    prompts: tuple[Prompt, ...]
    """The prompts to a caller who does not answer, in order; a file has all of them or none."""
    reaction: Millis
    """From hearing a sound to acting on it."""
    quiet: Treatment
    """What happens to a mobile call with nothing to hear."""
    background: Treatment
    """What happens to a mobile call with weak background noise."""
    voices: Treatment
    """What happens to a mobile call with people talking in the background."""
    disturbance: Treatment
    """What happens to a mobile call with an argument, crying or breaking in the background."""
    notices_noise_percent: int = 0
    """Chance in 100 that the listening operator acts on a sound in the recording."""  # Q8
    notices_noise_after: Millis = 2_000
    """How long that takes."""
    passes_on_doubt: bool = True
    """Whether the details of a line lost under doubt are passed to the force."""  # Q15
    repeat_calls: int = 0
    """Connects the n-th silent call from a number to police; 0: no such rule."""  # Q12
    answers_in_5s_percent: int = 0
    """Calls in 100 that are answered within 5 s, drawn by the seed; 0: always `answers_after`."""


@dataclass(frozen=True, slots=True)
class HandlerPacing:
    """How the simulated police call handler works; times are in milliseconds."""

    answers_after: Millis
    """How long the force's phone rings; if it is drawn, the median."""
    wait: Millis
    """After each question, for a sign."""  # At least four seconds [R1].
    reaction: Millis
    """From understanding an answer to the next sentence."""
    persists: Millis
    """How long to keep asking a caller who gives no sign, before a decision without one."""  # Q24
    regrades_within: Millis
    """From losing the line to a new grade."""
    answers_in_10s_percent: int = 0
    """Calls in 100 that are answered within 10 s, drawn by the seed; 0: always `answers_after`."""


@dataclass(frozen=True, slots=True)
class FirstHandlerPacing:
    """How the Met's simulated first handler works; times are in milliseconds [P7]."""

    wait: Millis
    """After each question, for a sign."""
    questions: int
    """How many questions they ask before they decide."""


@dataclass(frozen=True, slots=True)
class NetworkPacing:
    """When location data arrives after the operator's answer, in milliseconds."""

    eisec_after: Millis
    """The number's own data (EISEC)."""
    aml_after: Millis
    """The phone's own data (AML), if it sends any."""
    locates_mobiles: bool = True
    """Whether a mobile's cell and the phone's own data arrive."""  # Not before 2004 [B5 G28]


@dataclass(frozen=True, slots=True)
class SpeechPacing:
    """How long words take if no length is given."""

    words_per_minute: int = 150
    """The rate of speech."""
    shortest: Millis = 600
    """The length of the shortest utterance."""

    def length(self, words: str) -> Millis:
        """Return the spoken length of `words` (ms)."""
        return max(self.shortest, _count(words) * 60_000 // self.words_per_minute)


@lru_cache(maxsize=4_096)
def _count(words: str) -> int:
    return len(words.split())


@dataclass(frozen=True, slots=True)
class Profile:
    """A published variant of the procedure."""

    id: str
    title: str
    switches: Switches
    timings: Timings
    operator: OperatorPacing
    handler: HandlerPacing
    first_handler: FirstHandlerPacing
    network: NetworkPacing
    speech: SpeechPacing
    lines: Mapping[Intent, SpokenLine]

    def words(self, intent: Intent) -> str:
        """Return the line for `intent`; empty if the profile has none."""
        return self.lines[intent].words if intent in self.lines else ""

    def length(self, intent: Intent, words: str) -> Millis:
        """Return the length of an utterance (ms): as published, else by word count."""
        line = self.lines.get(intent)
        if line is not None and line.length is not None and words == line.words:
            return line.length
        return self.speech.length(words)


@dataclass(frozen=True, slots=True)
class ResponseGrade:
    """One response grade: its name, and the published target for attendance."""

    id: str
    title: str
    target: Millis | None
    """Milliseconds from grading to arrival; none where nobody attends."""
    emergency: bool = False
    """Whether it is the grade for a risk to life, violence, or a crime in progress."""
    rural_target: Millis | None = None
    """The target in a rural area; none where it is the same [G11 G20]."""


class Callback(NamedTerm):
    """A force's policy on ringing a dropped caller back (no rule is national, Q17)."""

    REASONED = "decide each time", "Decide each time, and record why."
    USUALLY = "usually", "Ring back unless there is a reason not to [N11 P15]."
    NOT_WITH_MARKERS = "not with markers", "Not with a domestic abuse marker."


class Area(NamedTerm):
    """What a force's area is like: national targets differ by it [G11 G20]."""

    URBAN = "towns"
    RURAL = "the country"


Span = tuple[Millis, Millis]
"""The shortest and the longest, both included; drawn between them by the seed."""


@dataclass(frozen=True, slots=True)
class AreaTravel:
    """How far units are, and how fast they go, in one kind of area."""

    speed_kmh: int
    """On the road, without an emergency."""
    metres: tuple[int, int]
    """The nearest and the farthest that a unit within reach is."""
    emergency_takes: Span
    """How long a unit is on the road to an emergency."""


@dataclass(frozen=True, slots=True)
class DispatchPacing:
    """A force's units, and how long they take."""

    call_sign: str
    """The word before a unit's number; made up."""
    units: tuple[int, int]
    """How many units are within reach."""
    not_free_percent: int
    """The chance in 100 that a unit is committed, single-crewed or free only later."""
    free_in: Span
    """When a unit that is not free comes free."""
    sets_off: Span
    """From being sent to setting off, to an emergency."""
    sets_off_later: Span
    """From being sent to setting off, to anything less."""
    emergency_speed_percent: int
    """The speed to an emergency, in percent of the usual one."""
    spread_percent: int
    """How much the time on the road may differ from distance by speed, either way."""
    delayed_percent: int
    """The chance in 100 of a delay on the way."""
    delay: Span
    """How long a delay is."""
    asks_percent: int
    """The chance in 100 of each question that the briefing left open."""
    no_unit_said_after: Span
    """When dispatch says that no unit is free."""
    finds: Span
    """From arrival, or from a new clue, to what officers find."""
    reports: Span
    """From finding the caller to the report."""
    resumes: Span
    """From the report to being free again."""
    travel: Mapping[Area, AreaTravel]


@dataclass(frozen=True, slots=True)
class Force:
    """A police force's policies."""

    id: str
    title: str
    grades: tuple[ResponseGrade, ...]
    """The response grades, most urgent first."""
    marker_grades: Mapping[Marker, str]
    """Grade that a marker requires, regardless of other facts."""
    unanswered_grade: str
    """The grade of a silent or abandoned call about which nothing else is known."""
    callback: Callback
    code: do.Code
    """The yes/no code that its call handlers usually state."""
    arrives_after: Millis | None = None
    """When officers arrive after they were sent; none where `dispatch` decides."""
    dispatch: DispatchPacing | None = None
    """Its units and their times; a force without them must have `arrives_after`."""
    area: Area = Area.URBAN
    """Which of a grade's targets holds."""
    answers_in_10s_percent: int = 0
    """Of 999 calls, where the profile draws answer times [G9]; 0: as the profile has it."""
    specialist: bool = False
    """Whether a domestic abuse specialist sits in the control room [G19]."""

    def target(self, grade: ResponseGrade) -> Millis | None:
        """The target of a grade in this force's area; none where nobody attends."""
        rural = grade.rural_target if self.area is Area.RURAL else None
        return grade.target if rural is None else rural

    def grade(self, grade_id: str) -> ResponseGrade:
        """Return a grade by its id, or raise KeyError."""
        return {grade.id: grade for grade in self.grades}[grade_id]

    @property
    def emergency(self) -> ResponseGrade:
        """The grade for emergencies."""
        return next(grade for grade in self.grades if grade.emergency)
