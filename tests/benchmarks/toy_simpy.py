"""The toy call on SimPy, twice. Time is SimPy's own; each call has an environment to itself.

``Parties`` is the fastest way that SimPy offers: each process writes down what it does itself, no
table rules on it, and only an interrupt can reach a process that waits. ``WithLine`` has the
division of labour of the other toys: the caller, the operator, the recording and the police put
stimuli on a line; the flow takes them off, looks each up in a table and triggers the stage entered.
"""

from collections.abc import Generator, Iterable
from typing import Any

import simpy

from tests.benchmarks import timetable
from tests.benchmarks.timetable import HEARD_ONLY, LISTENING, OUTCOMES, STAGES, TIMERS, Log

Steps = Generator[simpy.Event, Any, None]

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
    **{(stage, "press_five"): stage for stage in LISTENING},
    **{(stage, "gap_ends"): stage for stage in LISTENING},
    ("connecting_police", "police_answer"): "with_call_handler",
}
AFTER_A_FIVE = {(stage, "press_five"): "connecting_police" for stage in LISTENING}


class Timed:
    """One call: its environment and its log."""

    stage = "idle"
    five_held = False

    def __init__(self) -> None:
        """Start at instant 0."""
        self.env = simpy.Environment()
        self.log: Log = []

    def note(self, what: str) -> None:
        """Write an entry."""
        self.log.append((self.env.now, what))

    def until(self, instant: float) -> simpy.Timeout:
        """Wait for an instant of the call."""
        return self.env.timeout(instant - self.env.now)


class Parties(Timed):
    """A call without a table."""

    def __init__(self, presses: Iterable[int]) -> None:
        """Let the caller dial at instant 0."""
        super().__init__()
        self.recording_plays: simpy.Process | None = None
        self.env.process(self.caller(presses))

    def enter(self, stage: str) -> None:
        """Move to a stage."""
        self.stage = stage
        self.note(f"stage {stage}")

    def caller(self, presses: Iterable[int]) -> Steps:
        """Dial, then press a five at each of the instants."""
        self.note("dial")
        self.enter("dialled")
        self.env.process(self.operator())
        for instant in presses:
            yield self.until(instant)
            self.press_five()

    def press_five(self) -> None:
        """Count only in the recording and its grace time; the second five ends both."""
        self.note("press_five")
        if self.stage not in LISTENING or self.recording_plays is None:
            return
        if self.five_held:
            self.recording_plays.interrupt()
        else:
            self.env.process(self.digit_gap())

    def digit_gap(self) -> Steps:
        """Hold the first five for a while."""
        self.five_held = True
        self.note("timer gap")
        yield self.env.timeout(timetable.DIGIT_GAP)
        if self.stage in LISTENING:
            self.five_held = False
            self.note("gap_ends")

    def operator(self) -> Steps:
        """Answer, ask four times, send the caller to the recording, connect after 55."""
        yield self.env.timeout(timetable.RING)
        answered = self.env.now
        self.note("operator_answers")
        self.enter("with_operator")
        self.note("location_noted")
        for number, prompt in enumerate(timetable.PROMPTS, start=1):
            yield self.until(answered + prompt.starts)
            self.note(f"prompt_{number}_starts")
            yield self.env.timeout(prompt.length)
            self.note(f"prompt_{number}_ends")
        yield self.until(answered + timetable.PATIENCE)
        self.note("sent_to_recording")
        self.recording_plays = self.env.process(self.recording())
        try:
            yield self.recording_plays
        except simpy.Interrupt:
            self.enter("connecting_police")
            yield self.env.timeout(timetable.POLICE_ANSWER_AFTER)
            self.note("police_answer")
            self.enter("with_call_handler")
            self.note("outcome connected_to_police")
        else:
            self.enter("ended")
            self.note("outcome no_response_to_recording")

    def recording(self) -> Steps:
        """Play the opening and the request for 55, end, and wait a moment longer."""
        started = self.env.now
        self.enter("recording")
        self.note("timer request")
        self.note("timer end")
        self.note("opening_starts")
        yield self.env.timeout(timetable.OPENING_LENGTH)
        self.note("opening_ends")
        yield self.until(started + timetable.REQUEST_AFTER)
        self.note("request_is_due")
        self.note("request_starts")
        yield self.env.timeout(timetable.REQUEST_LENGTH)
        self.note("request_ends")
        yield self.until(started + timetable.RECORDING_LENGTH)
        self.note("recording_ends")
        self.enter("grace")
        self.note("timer grace")
        yield self.env.timeout(timetable.GRACE)
        self.note("grace_ends")


class WithLine(Timed):
    """A call with a line between the parties, and a flow that decides."""

    def __init__(self, presses: Iterable[int]) -> None:
        """Let the caller dial at instant 0."""
        super().__init__()
        self.line = simpy.Store(self.env)
        self.entered = {stage: self.env.event() for stage in STAGES}
        self.env.process(self.flow())
        self.env.process(self.caller(presses))
        self.env.process(self.operator())
        self.env.process(self.police())
        self.recording_plays = self.env.process(self.recording())

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
    """Play one call of parties to its end."""
    call = Parties(presses)
    call.env.run()
    return call.log


def play_with_line(presses: Iterable[int] = ()) -> Log:
    """Play one call with a line to its end."""
    call = WithLine(presses)
    call.env.run()
    return call.log
