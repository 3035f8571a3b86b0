"""The toy call on python-statemachine: one machine, brought back to the start between calls.

Making a machine costs a quarter of a call, so the two ends are not final: ``next_call`` leads from
them back to the start. Time is a small agenda.
"""

from collections.abc import Iterable

from statemachine import State, StateMachine

from tests.benchmarks import timetable
from tests.benchmarks.agenda import Agenda
from tests.benchmarks.timetable import Log


class SilentCall(StateMachine):
    """The machine of one call, with its log and its agenda."""

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
    opening_starts = recording.to.itself(internal=True)
    opening_ends = recording.to.itself(internal=True)
    request_is_due = recording.to.itself(internal=True)
    request_starts = recording.to.itself(internal=True)
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
    gap_ends = recording.to.itself(internal=True) | grace.to.itself(internal=True)
    police_answer = connecting_police.to(with_call_handler)
    next_call = with_call_handler.to(idle) | ended.to(idle)

    def __init__(self) -> None:
        """Make the machine, before the dial."""
        self.on_enter_idle()
        super().__init__()

    def on_enter_idle(self) -> None:
        """Put the handset down."""
        self.log: Log = []
        self.agenda = Agenda()
        self.five_held = False

    def play(self, presses: Iterable[int]) -> Log:
        """Play one call to its end, and be ready for the next."""
        self.agenda.at(0, "dial")
        for instant in presses:
            self.agenda.at(instant, "press_five")
        while (event := self.agenda.next()) is not None:
            self.note(event)
            self.send(event)
        log = self.log
        self.send("next_call")
        return log

    def note(self, what: str) -> None:
        """Write an entry."""
        self.log.append((self.agenda.now, what))

    def on_enter_dialled(self) -> None:
        """Let the operator answer."""
        self.note("stage dialled")
        self.agenda.after(timetable.RING, "operator_answers")

    def on_enter_with_operator(self) -> None:
        """Plan what the operator does with a caller who says nothing."""
        self.note("stage with_operator")
        self.agenda.after(0, "location_noted")
        for number, prompt in enumerate(timetable.PROMPTS, start=1):
            self.agenda.after(prompt.starts, f"prompt_{number}_starts")
            self.agenda.after(prompt.starts + prompt.length, f"prompt_{number}_ends")
        self.agenda.after(timetable.PATIENCE, "sent_to_recording")

    def on_enter_recording(self) -> None:
        """Start the recording's timers and its opening line."""
        self.note("stage recording")
        self.note("timer request")
        self.note("timer end")
        self.agenda.after(timetable.REQUEST_AFTER, "request_is_due")
        self.agenda.after(timetable.RECORDING_LENGTH, "recording_ends")
        self.agenda.after(0, "opening_starts")

    def on_opening_starts(self) -> None:
        """Speech takes time."""
        self.agenda.after(timetable.OPENING_LENGTH, "opening_ends")

    def on_request_is_due(self) -> None:
        """Ask for 55 now."""
        self.agenda.after(0, "request_starts")

    def on_request_starts(self) -> None:
        """Speech takes time."""
        self.agenda.after(timetable.REQUEST_LENGTH, "request_ends")

    def on_enter_grace(self) -> None:
        """Wait a moment longer for a five."""
        self.note("stage grace")
        self.note("timer grace")
        self.agenda.after(timetable.GRACE, "grace_ends")

    def hold_five(self) -> None:
        """Hold the first five for a while."""
        self.five_held = True
        self.note("timer gap")
        self.agenda.after(timetable.DIGIT_GAP, "gap_ends")

    def on_gap_ends(self) -> None:
        """Forget the first five."""
        self.five_held = False

    def on_enter_connecting_police(self) -> None:
        """Stop the recording and let the police call handler answer."""
        self.note("stage connecting_police")
        self.agenda.clear()
        self.agenda.after(timetable.POLICE_ANSWER_AFTER, "police_answer")

    def on_enter_with_call_handler(self) -> None:
        """Write down the outcome."""
        self.note("stage with_call_handler")
        self.agenda.clear()
        self.note("outcome connected_to_police")

    def on_enter_ended(self) -> None:
        """Write down the outcome."""
        self.note("stage ended")
        self.agenda.clear()
        self.note("outcome no_response_to_recording")


CALL = SilentCall()


def play(presses: Iterable[int] = ()) -> Log:
    """Play one call to its end."""
    return CALL.play(presses)


def run(calls: int) -> int:
    """Play silent calls and count their log entries."""
    return sum(len(play()) for _ in range(calls))
