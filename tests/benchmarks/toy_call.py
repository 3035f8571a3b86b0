"""The one silent mobile call that every toy plays, and what a library without time needs for it.

Instants and lengths are in milliseconds of simulated time. ``calls.py`` refuses to measure a toy
whose logs of the stories below differ from the others', so a rate is always for the same work.
"""

import heapq
from collections.abc import Iterable, Iterator

# SimPy's clock is a float for the type checker; every instant here is an int when it runs.
Log = list[tuple[float, str]]

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

NO_RESPONSE, CONNECTED = "no_response_to_recording", "connected_to_police"
STORIES: dict[str, tuple[tuple[int, ...], str]] = {
    "silent": ((), NO_RESPONSE),
    "55 when asked": ((46_000, 46_800), CONNECTED),
    "55 in the grace time": ((52_500, 53_300), CONNECTED),
    "one five": ((46_000,), NO_RESPONSE),
    "two fives, too far apart": ((46_000, 50_000), NO_RESPONSE),
    "55 to the operator": ((10_500, 11_300), NO_RESPONSE),
}
"""When the caller presses a five, and how the call must end. The first is measured."""
SILENT_ENTRIES = 28
"""Nineteen stimuli, and the stages, timers and outcome that they lead to."""

STAGES = (
    *("dialled", "with_operator", "recording", "grace", "connecting_police"),
    *("with_call_handler", "ended"),
)
OUTCOMES = {"with_call_handler": CONNECTED, "ended": NO_RESPONSE}
TIMERS = {"recording": ("request", "end"), "grace": ("grace",)}
_PROMPT_EDGES = tuple(
    (at, f"prompt_{number}_{edge}")
    for number, (starts, length) in enumerate(PROMPTS, start=1)
    for at, edge in ((starts, "starts"), (starts + length, "ends"))
)
HEARD_ONLY = ["location_noted", *(event for _, event in _PROMPT_EDGES)]
"""What changes nothing with the operator."""
LISTENING = ("recording", "grace")
"""Where a five counts."""

FOLLOWS: dict[str, tuple[tuple[int, str], ...]] = {
    "dialled": ((RING, "operator_answers"),),
    "with_operator": ((0, "location_noted"), *_PROMPT_EDGES, (PATIENCE, "sent_to_recording")),
    "recording": (
        (REQUEST_AFTER, "request_is_due"),
        (RECORDING_LENGTH, "recording_ends"),
        (0, "opening_starts"),
    ),
    "opening_starts": ((OPENING_LENGTH, "opening_ends"),),
    "request_is_due": ((0, "request_starts"),),
    "request_starts": ((REQUEST_LENGTH, "request_ends"),),
    "grace": ((GRACE, "grace_ends"),),
    "connecting_police": ((POLICE_ANSWER_AFTER, "police_answer"),),
}
"""The events that a stage or an event leads to, each with its delay."""


class PlannedCall:
    """The log, a heap of planned events, and the one fact that a guard reads.

    A library decides the stages.
    """

    def put_down(self) -> None:
        """Be ready for a call."""
        self.log: Log = []
        self.five_held = False
        self._now = 0
        self._heap: list[tuple[int, int, str]] = []
        self._submitted = 0

    def due(self, presses: Iterable[int]) -> Iterator[str]:
        """Yield the events of one call, each already written down."""
        self._after(0, "dial")
        for instant in presses:
            self._after(instant, "press_five")
        while self._heap:
            self._now, _, event = heapq.heappop(self._heap)
            self.note(event)
            yield event

    def _after(self, delay: int, event: str) -> None:
        self._submitted += 1
        heapq.heappush(self._heap, (self._now + delay, self._submitted, event))

    def note(self, what: str) -> None:
        """Write an entry."""
        self.log.append((self._now, what))

    def enter(self, stage: str) -> None:
        """Write down a stage, its timers and its outcome, and plan what follows."""
        self.note(f"stage {stage}")
        for timer in TIMERS.get(stage, ()):
            self.note(f"timer {timer}")
        if stage in {"connecting_police", *OUTCOMES}:
            self._heap.clear()  # Nothing planned before still happens.
        self.plan(stage)
        if stage in OUTCOMES:
            self.note(f"outcome {OUTCOMES[stage]}")

    def plan(self, what: str) -> None:
        """Plan what follows a stage or an event."""
        for delay, event in FOLLOWS.get(what, ()):
            self._after(delay, event)

    def hold_five(self) -> None:
        """Hold the first five for a while."""
        self.five_held = True
        self.note("timer gap")
        self._after(DIGIT_GAP, "gap_ends")
