"""A toy of the same call on SimPy, the one engine that ours is measured against.

``Parties`` is the fastest way that SimPy offers: each process writes down what it does, no table
rules on it, and only an interrupt can reach a process that waits. So it is a lower bound, not a
rival. Instants and lengths are in milliseconds of simulated time.
"""

from collections.abc import Generator, Iterable
from typing import Any

import simpy

Steps = Generator[simpy.Event, Any, None]
Log = list[tuple[float, str]]
# SimPy's clock is a float for the type checker; every instant here is an int when it runs.

RING = 2_000
"""From the dial to the operator's answer."""
PROMPTS = ((0, 1_500), (7_500, 2_500), (15_000, 5_500), (22_500, 5_000))
"""The operator's four prompts: from the answer to the start, and the length."""
PATIENCE = 30_000
"""From the operator's answer to sending the caller to the recording."""
OPENING_LENGTH = 3_000
REQUEST_AFTER = 12_000
"""From the start of the recording to its request for 55."""
REQUEST_LENGTH = 4_000
RECORDING_LENGTH = 20_000
GRACE = 3_000
"""From the end of the recording to cut-off."""
DIGIT_GAP = 3_000
"""The longest wait between the two fives."""
POLICE_ANSWER_AFTER = 3_000
"""From 55 to the police call handler's answer."""
LISTENING = ("recording", "grace")
"""Where a five counts."""
NO_RESPONSE, CONNECTED = "no_response_to_recording", "connected_to_police"
STORIES: dict[str, tuple[tuple[int, ...], str]] = {
    "silent": ((), NO_RESPONSE),
    "55 when asked": ((46_000, 46_800), CONNECTED),
    "55 in the grace time": ((52_500, 53_300), CONNECTED),
    "one five": ((46_000,), NO_RESPONSE),
    "two fives, too far apart": ((46_000, 50_000), NO_RESPONSE),
    "55 to the operator": ((10_500, 11_300), NO_RESPONSE),
}
"""When the caller presses a five, and how the call must end: else it is not measured."""


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
        yield self.env.timeout(DIGIT_GAP)
        if self.stage in LISTENING:
            self.five_held = False
            self.note("gap_ends")

    def operator(self) -> Steps:
        """Answer, ask four times, send the caller to the recording, connect after 55."""
        yield self.env.timeout(RING)
        answered = self.env.now
        self.note("operator_answers")
        self.enter("with_operator")
        self.note("location_noted")
        for number, (starts, length) in enumerate(PROMPTS, start=1):
            yield self.until(answered + starts)
            self.note(f"prompt_{number}_starts")
            yield self.env.timeout(length)
            self.note(f"prompt_{number}_ends")
        yield self.until(answered + PATIENCE)
        self.note("sent_to_recording")
        self.recording_plays = self.env.process(self.recording())
        try:
            yield self.recording_plays
        except simpy.Interrupt:
            self.enter("connecting_police")
            yield self.env.timeout(POLICE_ANSWER_AFTER)
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
        yield self.env.timeout(OPENING_LENGTH)
        self.note("opening_ends")
        yield self.until(started + REQUEST_AFTER)
        self.note("request_is_due")
        self.note("request_starts")
        yield self.env.timeout(REQUEST_LENGTH)
        self.note("request_ends")
        yield self.until(started + RECORDING_LENGTH)
        self.note("recording_ends")
        self.enter("grace")
        self.note("timer grace")
        yield self.env.timeout(GRACE)
        self.note("grace_ends")


def play(presses: Iterable[int] = ()) -> Log:
    """Play one call of parties to its end."""
    call = Parties(presses)
    call.env.run()
    return call.log
