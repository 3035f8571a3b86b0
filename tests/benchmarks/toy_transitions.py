"""The toy call on transitions: one machine and one model, reset between calls.

Making a machine costs more than a call, so it is made once.
"""

from collections.abc import Iterable
from typing import Any

from transitions import EventData, Machine, State

from tests.benchmarks.toy_call import HEARD_ONLY, LISTENING, STAGES, Log, PlannedCall


def _heard(event: str, source: object, after: str | None = None) -> dict[str, object]:
    return {"trigger": event, "source": source, "dest": None, "after": after}


FIVE_TWICE = {
    "trigger": "press_five",
    "source": list(LISTENING),
    "dest": "connecting_police",
    "conditions": "five_is_held",
}
TRANSITIONS: list[Any] = [
    ["dial", "idle", "dialled"],
    ["operator_answers", "dialled", "with_operator"],
    *(_heard(event, "with_operator") for event in HEARD_ONLY),
    ["sent_to_recording", "with_operator", "recording"],
    _heard("opening_starts", "recording", "plan_speech"),
    _heard("opening_ends", "recording"),
    _heard("request_is_due", "recording", "plan_speech"),
    _heard("request_starts", "recording", "plan_speech"),
    _heard("request_ends", "recording"),
    ["recording_ends", "recording", "grace"],
    ["grace_ends", "grace", "ended"],
    FIVE_TWICE,
    _heard("press_five", list(LISTENING), "begin_to_hold"),
    _heard("press_five", ["dialled", "with_operator"]),
    _heard("gap_ends", list(LISTENING), "end_the_gap"),
    ["police_answer", "connecting_police", "with_call_handler"],
]


class SilentCall(PlannedCall):
    """The model."""

    state: str

    def __init__(self) -> None:
        self.machine = Machine(
            self,
            states=["idle", *(State(stage, on_enter="enter_stage") for stage in STAGES)],
            transitions=TRANSITIONS,
            initial="idle",
            auto_transitions=False,
            send_event=True,
        )

    def play(self, presses: Iterable[int]) -> Log:
        """Play one call to its end."""
        self.machine.set_state("idle")
        self.put_down()
        for event in self.due(presses):
            getattr(self, event)()
        return self.log

    def enter_stage(self, _event: EventData) -> None:
        """Go on from the stage just entered."""
        self.enter(self.state)

    def plan_speech(self, event: EventData) -> None:
        """Speech takes time."""
        self.plan(event.event.name)

    def five_is_held(self, _event: EventData) -> bool:
        """Return whether the first five was pressed a moment ago."""
        return self.five_held

    def begin_to_hold(self, _event: EventData) -> None:
        """Hold the first five."""
        self.hold_five()

    def end_the_gap(self, _event: EventData) -> None:
        """Forget the first five."""
        self.five_held = False


play = SilentCall().play
