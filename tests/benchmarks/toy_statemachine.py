"""The toy call on python-statemachine: one machine, put back to its start between calls."""

from collections.abc import Iterable
from typing import Any

from statemachine import State, StateMachine

from tests.benchmarks.toy_call import HEARD_ONLY, STAGES, Log, PlannedCall


def _stays(*stages: State, **more: Any) -> Any:
    """What changes no stage."""
    first, *others = (stage.to.itself(internal=True, **more) for stage in stages)
    for each in others:
        first |= each
    return first


class SilentCall(StateMachine):
    """The machine; `toy_call` has its model. It has no final stage: it is used for every call."""

    validate_trap_states = False
    idle = State(initial=True)
    dialled, with_operator, recording, grace, connecting_police = (State() for _ in STAGES[:5])
    with_call_handler, ended = (State() for _ in STAGES[5:])

    dial = idle.to(dialled)
    operator_answers = dialled.to(with_operator)
    heard_only = _stays(with_operator, event=" ".join(HEARD_ONLY))
    sent_to_recording = with_operator.to(recording)
    opening_starts = _stays(recording, on="plan_speech")
    opening_ends = _stays(recording)
    request_is_due = _stays(recording, on="plan_speech")
    request_starts = _stays(recording, on="plan_speech")
    request_ends = _stays(recording)
    recording_ends = recording.to(grace)
    grace_ends = grace.to(ended)
    press_five = (
        recording.to(connecting_police, cond="five_held")
        | grace.to(connecting_police, cond="five_held")
        | _stays(recording, grace, on="hold_five")
        | _stays(dialled, with_operator)
    )
    gap_ends = _stays(recording, grace, on="end_the_gap")
    police_answer = connecting_police.to(with_call_handler)

    def on_enter_state(self, target: State) -> None:
        """Go on from the stage just entered."""
        if target.id != "idle":
            self.model.enter(target.id)


class Planned(PlannedCall):
    """The model."""

    state: str | None = None

    def __init__(self) -> None:
        self.put_down()
        self.machine = SilentCall(self)

    def play(self, presses: Iterable[int]) -> Log:
        """Play one call to its end."""
        self.machine.current_state_value = "idle"
        self.put_down()
        for event in self.due(presses):
            self.machine.send(event)
        return self.log

    def plan_speech(self, event: str) -> None:
        """Speech takes time."""
        self.plan(str(event))

    def end_the_gap(self) -> None:
        """Forget the first five."""
        self.five_held = False


play = Planned().play
