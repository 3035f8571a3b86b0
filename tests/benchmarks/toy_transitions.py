"""The toy call on transitions: one machine and one model, reset between calls.

Making a machine costs more than a call, so it is made once. Time is a small agenda.
"""

from collections.abc import Iterable

from transitions import Machine, State

from tests.benchmarks import timetable
from tests.benchmarks.agenda import Agenda
from tests.benchmarks.timetable import Log

STATES = [
    State("idle"),
    State("dialled", on_enter=["note_stage", "ring_operator"]),
    State("with_operator", on_enter=["note_stage", "plan_prompts"]),
    State("recording", on_enter=["note_stage", "start_recording"]),
    State("grace", on_enter=["note_stage", "start_grace"]),
    State("connecting_police", on_enter=["note_stage", "ring_police"]),
    State("with_call_handler", on_enter=["note_stage", "note_connected"]),
    State("ended", on_enter=["note_stage", "note_no_response"]),
]
HEARD_ONLY = ["location_noted"] + [
    f"prompt_{number}_{edge}"
    for number in range(1, len(timetable.PROMPTS) + 1)
    for edge in ("starts", "ends")
]
LISTENING = ["recording", "grace"]
HEARD: list[dict[str, object]] = [
    {"trigger": event, "source": "with_operator", "dest": None} for event in HEARD_ONLY
]
TRANSITIONS: list[dict[str, object]] = [
    {"trigger": "dial", "source": "idle", "dest": "dialled"},
    {"trigger": "operator_answers", "source": "dialled", "dest": "with_operator"},
    *HEARD,
    {"trigger": "sent_to_recording", "source": "with_operator", "dest": "recording"},
    {"trigger": "opening_starts", "source": "recording", "dest": None, "after": "speak_opening"},
    {"trigger": "opening_ends", "source": "recording", "dest": None},
    {"trigger": "request_is_due", "source": "recording", "dest": None, "after": "begin_request"},
    {"trigger": "request_starts", "source": "recording", "dest": None, "after": "speak_request"},
    {"trigger": "request_ends", "source": "recording", "dest": None},
    {"trigger": "recording_ends", "source": "recording", "dest": "grace"},
    {"trigger": "grace_ends", "source": "grace", "dest": "ended"},
    {
        "trigger": "press_five",
        "source": LISTENING,
        "dest": "connecting_police",
        "conditions": "five_is_held",
    },
    {"trigger": "press_five", "source": LISTENING, "dest": None, "after": "hold_five"},
    {"trigger": "press_five", "source": ["dialled", "with_operator"], "dest": None},
    {"trigger": "gap_ends", "source": LISTENING, "dest": None, "after": "drop_five"},
    {"trigger": "police_answer", "source": "connecting_police", "dest": "with_call_handler"},
]


class SilentCall:
    """The model: the log, the agenda and the one fact that a guard reads."""

    state: str

    def __init__(self) -> None:
        """Make the machine."""
        self.machine = Machine(
            self,
            states=STATES,
            transitions=TRANSITIONS,
            initial="idle",
            auto_transitions=False,
        )
        self.reset()

    def reset(self) -> None:
        """Put the handset down."""
        self.machine.set_state("idle")
        self.log: Log = []
        self.agenda = Agenda()
        self.five_held = False

    def play(self, presses: Iterable[int]) -> Log:
        """Play one call to its end."""
        self.agenda.at(0, "dial")
        for instant in presses:
            self.agenda.at(instant, "press_five")
        while (event := self.agenda.next()) is not None:
            self.note(event)
            getattr(self, event)()
        return self.log

    def note(self, what: str) -> None:
        """Write an entry."""
        self.log.append((self.agenda.now, what))

    def note_stage(self) -> None:
        """Write down the stage just entered."""
        self.note(f"stage {self.state}")

    def ring_operator(self) -> None:
        """Let the operator answer."""
        self.agenda.after(timetable.RING, "operator_answers")

    def plan_prompts(self) -> None:
        """Plan what the operator does with a caller who says nothing."""
        self.agenda.after(0, "location_noted")
        for number, prompt in enumerate(timetable.PROMPTS, start=1):
            self.agenda.after(prompt.starts, f"prompt_{number}_starts")
            self.agenda.after(prompt.starts + prompt.length, f"prompt_{number}_ends")
        self.agenda.after(timetable.PATIENCE, "sent_to_recording")

    def start_recording(self) -> None:
        """Start the recording's timers and its opening line."""
        self.note("timer request")
        self.note("timer end")
        self.agenda.after(timetable.REQUEST_AFTER, "request_is_due")
        self.agenda.after(timetable.RECORDING_LENGTH, "recording_ends")
        self.agenda.after(0, "opening_starts")

    def speak_opening(self) -> None:
        """Speech takes time."""
        self.agenda.after(timetable.OPENING_LENGTH, "opening_ends")

    def begin_request(self) -> None:
        """Ask for 55 now."""
        self.agenda.after(0, "request_starts")

    def speak_request(self) -> None:
        """Speech takes time."""
        self.agenda.after(timetable.REQUEST_LENGTH, "request_ends")

    def start_grace(self) -> None:
        """Wait a moment longer for a five."""
        self.note("timer grace")
        self.agenda.after(timetable.GRACE, "grace_ends")

    def five_is_held(self) -> bool:
        """Tell whether the first five was pressed a moment ago."""
        return self.five_held

    def hold_five(self) -> None:
        """Hold the first five for a while."""
        self.five_held = True
        self.note("timer gap")
        self.agenda.after(timetable.DIGIT_GAP, "gap_ends")

    def drop_five(self) -> None:
        """Forget the first five."""
        self.five_held = False

    def ring_police(self) -> None:
        """Stop the recording and let the police call handler answer."""
        self.agenda.clear()
        self.agenda.after(timetable.POLICE_ANSWER_AFTER, "police_answer")

    def note_connected(self) -> None:
        """Write down the outcome."""
        self.agenda.clear()
        self.note("outcome connected_to_police")

    def note_no_response(self) -> None:
        """Write down the outcome."""
        self.agenda.clear()
        self.note("outcome no_response_to_recording")


CALL = SilentCall()


def play(presses: Iterable[int] = ()) -> Log:
    """Play one call to its end."""
    CALL.reset()
    return CALL.play(presses)


def run(calls: int) -> int:
    """Play silent calls and count their log entries."""
    return sum(len(play()) for _ in range(calls))
