"""The toy call on SimPy, with a line between the parties and a flow that decides.

The caller, the operator, the recording and the police are processes that put stimuli on the line;
the flow is a process that takes them off, looks each up in a table and tells the parties about the
stage entered. That is the division of labour of the other toys. Time is SimPy's own.
"""

from collections.abc import Generator, Iterable
from typing import Any

import simpy

from tests.benchmarks import timetable
from tests.benchmarks.timetable import Log

Steps = Generator[simpy.Event, Any, None]

STAGES = (
    "dialled",
    "with_operator",
    "recording",
    "grace",
    "connecting_police",
    "with_call_handler",
    "ended",
)
OUTCOMES = {
    "with_call_handler": "connected_to_police",
    "ended": "no_response_to_recording",
}
TIMERS = {"recording": ("request", "end"), "grace": ("grace",)}
HEARD_ONLY = ["location_noted"] + [
    f"prompt_{number}_{edge}"
    for number in range(1, len(timetable.PROMPTS) + 1)
    for edge in ("starts", "ends")
]
SPOKEN = ["opening_starts", "opening_ends", "request_is_due", "request_starts", "request_ends"]
GOES_TO = {
    ("idle", "dial"): "dialled",
    ("dialled", "operator_answers"): "with_operator",
    ("dialled", "press_five"): "dialled",
    **{("with_operator", stimulus): "with_operator" for stimulus in HEARD_ONLY},
    ("with_operator", "press_five"): "with_operator",
    ("with_operator", "sent_to_recording"): "recording",
    **{("recording", stimulus): "recording" for stimulus in SPOKEN},
    ("recording", "recording_ends"): "grace",
    ("grace", "grace_ends"): "ended",
    **{(stage, "press_five"): stage for stage in ("recording", "grace")},
    **{(stage, "gap_ends"): stage for stage in ("recording", "grace")},
    ("connecting_police", "police_answer"): "with_call_handler",
}
AFTER_A_FIVE = {(stage, "press_five"): "connecting_police" for stage in ("recording", "grace")}


class SilentCall:
    """One call: its environment, its line, its log and its parties."""

    def __init__(self, presses: Iterable[int]) -> None:
        """Let the caller dial at instant 0."""
        self.env = simpy.Environment()
        self.log: Log = []
        self.stage = "idle"
        self.five_held = False
        self.line = simpy.Store(self.env)
        self.entered = {stage: self.env.event() for stage in STAGES}
        self.env.process(self.flow())
        self.env.process(self.caller(presses))
        self.env.process(self.operator())
        self.env.process(self.police())
        self.recording_plays = self.env.process(self.recording())

    def note(self, what: str) -> None:
        """Write an entry."""
        self.log.append((self.env.now, what))

    def until(self, instant: float) -> simpy.Timeout:
        """Wait for an instant of the call."""
        return self.env.timeout(instant - self.env.now)

    def flow(self) -> Steps:
        """Rule on what comes over the line."""
        while self.stage not in OUTCOMES:
            stimulus: str = yield self.line.get()
            self.note(stimulus)
            move = self.stage, stimulus
            goes_to = AFTER_A_FIVE.get(move) if self.five_held else None
            self.hear(stimulus, goes_to or GOES_TO[move])

    def hear(self, stimulus: str, goes_to: str) -> None:
        """Enter the next stage, or keep the one fact that matters within a stage."""
        if goes_to != self.stage:
            self.enter(goes_to)
        elif stimulus == "press_five" and goes_to in TIMERS:
            self.env.process(self.digit_gap())
        elif stimulus == "gap_ends":
            self.five_held = False

    def enter(self, stage: str) -> None:
        """Move to a stage and tell those who wait for it."""
        self.stage = stage
        self.note(f"stage {stage}")
        for timer in TIMERS.get(stage, ()):
            self.note(f"timer {timer}")
        if stage in OUTCOMES:
            self.note(f"outcome {OUTCOMES[stage]}")
        if stage == "connecting_police":
            self.recording_plays.interrupt()
        self.entered[stage].succeed()

    def digit_gap(self) -> Steps:
        """Hold the first five for a while."""
        self.five_held = True
        self.note("timer gap")
        yield self.env.timeout(timetable.DIGIT_GAP)
        if self.stage in TIMERS:
            yield self.line.put("gap_ends")

    def caller(self, presses: Iterable[int]) -> Steps:
        """Dial, then press a five at each of the instants."""
        yield self.line.put("dial")
        for instant in presses:
            yield self.until(instant)
            yield self.line.put("press_five")

    def operator(self) -> Steps:
        """Answer, ask four times, send the caller to the recording."""
        yield self.entered["dialled"]
        yield self.env.timeout(timetable.RING)
        yield self.line.put("operator_answers")
        yield self.entered["with_operator"]
        answered = self.env.now
        yield self.line.put("location_noted")
        for number, prompt in enumerate(timetable.PROMPTS, start=1):
            yield self.until(answered + prompt.starts)
            yield self.line.put(f"prompt_{number}_starts")
            yield self.env.timeout(prompt.length)
            yield self.line.put(f"prompt_{number}_ends")
        yield self.until(answered + timetable.PATIENCE)
        yield self.line.put("sent_to_recording")

    def recording(self) -> Steps:
        """Play the opening and the request for 55 and wait a moment longer, unless 55 comes."""
        try:
            yield self.entered["recording"]
            started = self.env.now
            yield self.line.put("opening_starts")
            yield self.env.timeout(timetable.OPENING_LENGTH)
            yield self.line.put("opening_ends")
            yield self.until(started + timetable.REQUEST_AFTER)
            yield self.line.put("request_is_due")
            yield self.line.put("request_starts")
            yield self.env.timeout(timetable.REQUEST_LENGTH)
            yield self.line.put("request_ends")
            yield self.until(started + timetable.RECORDING_LENGTH)
            yield self.line.put("recording_ends")
            yield self.entered["grace"]
            yield self.env.timeout(timetable.GRACE)
            yield self.line.put("grace_ends")
        except simpy.Interrupt:
            return

    def police(self) -> Steps:
        """Answer when rung."""
        yield self.entered["connecting_police"]
        yield self.env.timeout(timetable.POLICE_ANSWER_AFTER)
        yield self.line.put("police_answer")


def play(presses: Iterable[int] = ()) -> Log:
    """Play one call to its end."""
    call = SilentCall(presses)
    call.env.run()
    return call.log


def run(calls: int) -> int:
    """Play silent calls and count their log entries."""
    return sum(len(play()) for _ in range(calls))
