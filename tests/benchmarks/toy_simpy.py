"""The toy call on SimPy. Time is SimPy's own; each call has an environment to itself.

``Parties`` is the fastest way that SimPy offers: each process writes down what it does itself, no
table rules on it, and only an interrupt can reach a process that waits.
"""

from collections.abc import Generator, Iterable
from typing import Any

import simpy

from tests.benchmarks import toy_call
from tests.benchmarks.toy_call import LISTENING, Log

Steps = Generator[simpy.Event, Any, None]


class Parties:
    """A call without a table."""

    stage = "idle"
    five_held = False

    def __init__(self, presses: Iterable[int]) -> None:
        self.env = simpy.Environment()
        self.log: Log = []
        self.recording_plays: simpy.Process | None = None
        self.env.process(self.caller(presses))

    def note(self, what: str) -> None:
        """Write an entry."""
        self.log.append((self.env.now, what))

    def until(self, instant: float) -> simpy.Timeout:
        """Wait for an instant of the call."""
        return self.env.timeout(instant - self.env.now)

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
        yield self.env.timeout(toy_call.DIGIT_GAP)
        if self.stage in LISTENING:
            self.five_held = False
            self.note("gap_ends")

    def operator(self) -> Steps:
        """Answer, ask four times, send the caller to the recording, connect after 55."""
        yield self.env.timeout(toy_call.RING)
        answered = self.env.now
        self.note("operator_answers")
        self.enter("with_operator")
        self.note("location_noted")
        for number, (starts, length) in enumerate(toy_call.PROMPTS, start=1):
            yield self.until(answered + starts)
            self.note(f"prompt_{number}_starts")
            yield self.env.timeout(length)
            self.note(f"prompt_{number}_ends")
        yield self.until(answered + toy_call.PATIENCE)
        self.note("sent_to_recording")
        self.recording_plays = self.env.process(self.recording())
        try:
            yield self.recording_plays
        except simpy.Interrupt:
            self.enter("connecting_police")
            yield self.env.timeout(toy_call.POLICE_ANSWER_AFTER)
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
        yield self.env.timeout(toy_call.OPENING_LENGTH)
        self.note("opening_ends")
        yield self.until(started + toy_call.REQUEST_AFTER)
        self.note("request_is_due")
        self.note("request_starts")
        yield self.env.timeout(toy_call.REQUEST_LENGTH)
        self.note("request_ends")
        yield self.until(started + toy_call.RECORDING_LENGTH)
        self.note("recording_ends")
        self.enter("grace")
        self.note("timer grace")
        yield self.env.timeout(toy_call.GRACE)
        self.note("grace_ends")


def play(presses: Iterable[int] = ()) -> Log:
    """Play one call of parties to its end."""
    call = Parties(presses)
    call.env.run()
    return call.log
