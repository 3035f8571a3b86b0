"""Simulated time for the libraries that have none, and a call that plans what follows."""

import heapq
from collections.abc import Iterable, Iterator

from tests.benchmarks import timetable
from tests.benchmarks.timetable import OUTCOMES, PROMPTS, TIMERS, Log


class Agenda:
    """A heap of (instant, order of submission, event)."""

    def __init__(self) -> None:
        self.now = 0
        self._heap: list[tuple[int, int, str]] = []
        self._submitted = 0

    def at(self, instant: int, event: str) -> None:
        """Plan an event."""
        self._submitted += 1
        heapq.heappush(self._heap, (instant, self._submitted, event))

    def after(self, delay: int, event: str) -> None:
        """Plan an event from now."""
        self.at(self.now + delay, event)

    def next(self) -> str | None:
        """Move to the next instant at which an event is due, and return the event."""
        if not self._heap:
            return None
        self.now, _, event = heapq.heappop(self._heap)
        return event

    def clear(self) -> None:
        """Drop every event."""
        self._heap.clear()


FOLLOWS: dict[str, tuple[tuple[int, str], ...]] = {
    "dialled": ((timetable.RING, "operator_answers"),),
    "with_operator": (
        (0, "location_noted"),
        *(
            (at, f"prompt_{number}_{edge}")
            for number, (starts, length) in enumerate(PROMPTS, start=1)
            for at, edge in ((starts, "starts"), (starts + length, "ends"))
        ),
        (timetable.PATIENCE, "sent_to_recording"),
    ),
    "recording": (
        (timetable.REQUEST_AFTER, "request_is_due"),
        (timetable.RECORDING_LENGTH, "recording_ends"),
        (0, "opening_starts"),
    ),
    "opening_starts": ((timetable.OPENING_LENGTH, "opening_ends"),),
    "request_is_due": ((0, "request_starts"),),
    "request_starts": ((timetable.REQUEST_LENGTH, "request_ends"),),
    "grace": ((timetable.GRACE, "grace_ends"),),
    "connecting_police": ((timetable.POLICE_ANSWER_AFTER, "police_answer"),),
}
"""The events that a stage or an event leads to, each with its delay."""
ENDS_THE_REST = {"connecting_police", *OUTCOMES}
"""Stages at which nothing planned before still happens."""


class PlannedCall:
    """The log, the agenda and the one fact that a guard reads; a library decides the stages."""

    log: Log
    agenda: Agenda
    five_held: bool

    def put_down(self) -> None:
        """Be ready for a call."""
        self.log = []
        self.agenda = Agenda()
        self.five_held = False

    def due(self, presses: Iterable[int]) -> Iterator[str]:
        """Yield the events of one call, each already written down."""
        self.agenda.at(0, "dial")
        for instant in presses:
            self.agenda.at(instant, "press_five")
        while (event := self.agenda.next()) is not None:
            self.note(event)
            yield event

    def note(self, what: str) -> None:
        """Write an entry."""
        self.log.append((self.agenda.now, what))

    def enter(self, stage: str) -> None:
        """Write down a stage, its timers and its outcome, and plan what follows."""
        self.note(f"stage {stage}")
        for timer in TIMERS.get(stage, ()):
            self.note(f"timer {timer}")
        if stage in ENDS_THE_REST:
            self.agenda.clear()
        self.plan(stage)
        if stage in OUTCOMES:
            self.note(f"outcome {OUTCOMES[stage]}")

    def plan(self, what: str) -> None:
        """Plan what follows a stage or an event."""
        for delay, event in FOLLOWS.get(what, ()):
            self.agenda.after(delay, event)

    def hold_five(self) -> None:
        """Hold the first five for a while."""
        self.five_held = True
        self.note("timer gap")
        self.agenda.after(timetable.DIGIT_GAP, "gap_ends")

    def drop_five(self) -> None:
        """Forget the first five."""
        self.five_held = False
