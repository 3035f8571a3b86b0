"""The toy call on python-statemachine: one machine, brought back to the start between calls.

Making a machine costs a quarter of a call, so the two ends are not final: ``next_call`` leads from
them back to the start.
"""

from collections.abc import Iterable

from statemachine import State, StateMachine

from tests.benchmarks.agenda import PlannedCall
from tests.benchmarks.timetable import Log


class SilentCall(PlannedCall, StateMachine):
    """The machine of one call."""

    idle = State(initial=True)
    dialled = State()
    with_operator = State()
    recording = State()
    grace = State()
    connecting_police = State()
    with_call_handler = State()
    ended = State()

    dial = idle.to(dialled)
    operator_answers = dialled.to(with_operator)
    location_noted = with_operator.to.itself(internal=True)
    prompt_1_starts = with_operator.to.itself(internal=True)
    prompt_1_ends = with_operator.to.itself(internal=True)
    prompt_2_starts = with_operator.to.itself(internal=True)
    prompt_2_ends = with_operator.to.itself(internal=True)
    prompt_3_starts = with_operator.to.itself(internal=True)
    prompt_3_ends = with_operator.to.itself(internal=True)
    prompt_4_starts = with_operator.to.itself(internal=True)
    prompt_4_ends = with_operator.to.itself(internal=True)
    sent_to_recording = with_operator.to(recording)
    opening_starts = recording.to.itself(internal=True, on="plan_speech")
    opening_ends = recording.to.itself(internal=True)
    request_is_due = recording.to.itself(internal=True, on="plan_speech")
    request_starts = recording.to.itself(internal=True, on="plan_speech")
    request_ends = recording.to.itself(internal=True)
    recording_ends = recording.to(grace)
    grace_ends = grace.to(ended)
    press_five = (
        recording.to(connecting_police, cond="five_held")
        | grace.to(connecting_police, cond="five_held")
        | recording.to.itself(internal=True, on="hold_five")
        | grace.to.itself(internal=True, on="hold_five")
        | dialled.to.itself(internal=True)
        | with_operator.to.itself(internal=True)
    )
    gap_ends = recording.to.itself(internal=True, on="drop_five") | grace.to.itself(
        internal=True, on="drop_five"
    )
    police_answer = connecting_police.to(with_call_handler)
    next_call = with_call_handler.to(idle) | ended.to(idle)

    def __init__(self) -> None:
        self.put_down()
        super().__init__()

    def play(self, presses: Iterable[int]) -> Log:
        """Play one call to its end, and be ready for the next."""
        for event in self.due(presses):
            self.send(event)
        log = self.log
        self.send("next_call")
        return log

    def on_enter_state(self, target: State) -> None:
        """Go on from the stage just entered."""
        if target.id == "idle":
            self.put_down()
        else:
            self.enter(target.id)

    def plan_speech(self, event: str) -> None:
        """Speech takes time."""
        self.plan(str(event))


play = SilentCall().play
