"""The screens of the seats: their widgets besides captions and acts."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from simulator.core import acts as do
from simulator.core.describe import name_of
from simulator.core.instant import Millis
from simulator.core.terms import Role, Topic
from simulator.seat.available_acts import Parameter, whose_turn
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.seat.view.caller_cards import how_loud
from simulator.seat.view.caption_lines import HOW_LOUD
from simulator.seat.view.handler_cards import question_state
from simulator.seat.view.stage_texts import what_counts
from simulator.tui.base.screen_frame import named
from simulator.tui.call.act_panel import Keypad
from simulator.tui.call.call_screen import LINE_BINDINGS, CallScreen, act_bindings
from simulator.tui.call.card_pane import CardPane, RoomPane


class CallerScreen(CallScreen):
    """The caller's seat: phone, recording, and people nearby."""

    BINDINGS: ClassVar[list[BindingType]] = act_bindings(Role.CALLER)
    ACTS = (("Phone", "Sound"),)
    CARDS = (("loudness",),)
    CARDS_FIRST = False

    def below_captions(self) -> ComposeResult:
        yield CardPane("recording")

    def beside(self) -> ComposeResult:
        yield Keypad(id="keypad")
        yield RoomPane("room")

    def ticks_every(self) -> Millis:
        plays = self.seat_view.knowledge[self.role].facts.recording_plays
        return 500 if plays else super().ticks_every()

    def refresh_seat(self) -> None:
        heard = self.seat_view.heard(self.role)
        presses = [entry.body.key for entry in heard[-1:] if isinstance(entry.body, do.Press)]
        acts = self.seat_view.available_acts(Role.CALLER)
        usable = any(act.key == "5" and act.disabled_reason is None for act in acts)
        self.query_one(Keypad).show_keys(usable=usable, last=presses[0] if presses else "")

    def notes(self) -> dict[str, str]:
        """Say beside each sound how loud it is in the room, before it is made."""
        acts = CATALOGUE[Role.CALLER]
        sounds = (act for act in acts if act.group == "Sound" and "sound" not in act.asks)
        return {act.key: HOW_LOUD[how_loud(act)] for act in sounds}

    def hint(self) -> str:
        live = self.seat_view.live
        return what_counts(self.seat_view.knowledge[self.role], live.setup.profile, live.now)

    @on(Keypad.Pressed)
    def _pressed(self, event: Keypad.Pressed) -> None:
        self.action_act(event.key)


class HandlersScreen(CallScreen):
    """A handler's seat; one trainee can have both in turn."""

    BINDINGS: ClassVar[list[BindingType]] = named("call", [
        Binding("f9", "other_seat", "Seat", key_display="F9", tooltip="To your other seat"),
    ])  # fmt: skip

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__(seat_view, role)
        self._turn = self.role_in(seat_view)

    def role_in(self, seat_view: SeatView) -> Role | None:
        if len(seat_view.roles) < 2:
            return self.role
        return whose_turn(seat_view.live.call, seat_view.knowledge[Role.OPERATOR])

    def turn_passes(self) -> None:
        turn = self.role_in(self.seat_view)
        if turn is not self._turn:
            self._turn = turn
            if turn is not self.role and turn is not None:
                # A change without a key would give the next key another meaning.
                self.say(f"The call is with the {name_of(turn).lower()} now. F9: take that seat.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "other_seat":
            return len(self.seat_view.roles) > 1
        return super().check_action(action, parameters)

    def action_other_seat(self) -> None:
        other = next(role for role in self.seat_view.roles if role is not self.role)
        self.trainer.open_seat(self.seat_view, other)


class OperatorScreen(HandlersScreen):
    """The 999 operator's seat."""

    BINDINGS: ClassVar[list[BindingType]] = act_bindings(Role.OPERATOR)
    ACTS = (("Call", "Prompts", "Decide"), ("Police",))
    CARDS = (("prompts", "heard", "handover"), ("number", "decisions"))


class HandlerScreen(HandlersScreen):
    """The police call handler's seat."""

    BINDINGS: ClassVar[list[BindingType]] = [*act_bindings(Role.CALL_HANDLER), *LINE_BINDINGS]
    ACTS = (("Call", "Say", "Ask"), ("Log", "Find out", "Decide", "Line"))
    CARDS = (("incident", "officers", "thrive", "log"), ("questions",))

    def hint(self) -> str:
        return self.seat_view.reminder(Role.CALL_HANDLER, self.seat_view.live.now)

    def marks(self, parameter: Parameter) -> dict[object, str]:
        if parameter.name != "about":
            return {}
        knowledge = self.seat_view.knowledge[self.role]
        return {topic: f"[{question_state(knowledge.facts, topic):^7}]" for topic in Topic}


class DemonstrationScreen(CallScreen):
    """A demo: no seat is taken, and everything is shown."""

    def hint(self) -> str:
        return "All roles are simulated; you see everything that happens."


SCREENS: dict[Role | None, type[CallScreen]] = {
    Role.CALLER: CallerScreen,
    Role.OPERATOR: OperatorScreen,
    Role.CALL_HANDLER: HandlerScreen,
    None: DemonstrationScreen,
}
"""The screen of each seat; None for a demo."""
