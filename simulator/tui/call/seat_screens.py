"""The screens of the seats: what each has besides captions and acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Loudness, Role, Topic
from simulator.knowledge.facts import Stamp
from simulator.seat.act_parameters import Parameter
from simulator.seat.available_acts import PHONE_KEYS, AvailableAct, whose_turn
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.seat.view.known_facts import SummarySection, mark, questions, summary
from simulator.seat.view.near_the_caller import CARRIES, how_loud, near, phone_state
from simulator.seat.view.stage_texts import what_counts
from simulator.tui.call.call_keys import act_bindings
from simulator.tui.call.call_screen import CallScreen
from simulator.tui.widgets.live_text import TextLine
from simulator.tui.widgets.seat_panels import Keypad, RecordingBar


class CallerScreen(CallScreen):
    """The caller's seat: a phone, what comes down the line, and who is near."""

    BINDINGS: ClassVar[list[BindingType]] = act_bindings(Role.CALLER)
    PAGES = (("Phone", "Sound"),)

    def below_captions(self) -> ComposeResult:
        """How far the recording has got."""
        yield RecordingBar(id="recording")

    def beside(self) -> ComposeResult:
        """The phone, and what the room is like."""
        yield Keypad(id="keypad")
        yield TextLine(id="near")
        yield TextLine(id="phone")

    def ticks_every(self) -> Millis:
        """Twice a second while the recording's bar moves."""
        return 500 if self.query_one(RecordingBar).display else super().ticks_every()

    def refresh_seat(self) -> None:
        """Show the phone, the room and the recording."""
        live, knowledge = self.sitting.live, self.sitting.knowledge[self.role]
        people = near(live.script, knowledge.since(Stamp.ANSWERED, live.now))
        self.query_one("#near", TextLine).show(f"Near: {', '.join(people) or 'nobody'}")
        state = phone_state(live.script, live.setup.scenario.coverage, live.setup.scenario.line)
        self.query_one("#phone", TextLine).show(", ".join(state).capitalize() or "Phone: all well")
        presses = [e.body.key for e in live.heard(Role.CALLER)[-1:] if isinstance(e.body, do.Press)]
        usable = any(
            o.disabled_reason is None
            for o in self.sitting.available_acts(Role.CALLER)
            if o.key == "5"
        )
        self.query_one(Keypad).show(usable=usable, last=presses[0] if presses else "")
        self.query_one(RecordingBar).follow(knowledge, live.setup.profile, live.now)

    def known(self) -> Iterable[SummarySection]:
        """How far each act carries: who is near can hear what is loud enough."""
        sounds = [act for act in CATALOGUE[Role.CALLER] if act.key not in PHONE_KEYS]
        loud = [(act, how_loud(act)) for act in sounds]
        carried = [f"{act.label}: {CARRIES[level]}" for act, level in loud if level]
        silent = [act.label for act, level in loud if level is Loudness.NOTHING]
        return (
            SummarySection("How loud it is in the room", ("Press a key: as a key", *carried)),
            SummarySection("Not heard in the room", tuple(silent)),
        )

    def hint(self) -> str:
        """What counts now."""
        live = self.sitting.live
        return what_counts(self.sitting.knowledge[self.role], live.setup.profile, live.now)

    @on(Keypad.Pressed)
    def _pressed(self, event: Keypad.Pressed) -> None:
        self.action_act(event.key)

    def _offered(
        self, offers: tuple[AvailableAct, ...], page: tuple[str, ...]
    ) -> tuple[AvailableAct, ...]:
        return super()._offered(tuple(o for o in offers if o.key not in PHONE_KEYS), page)


_TURNS: list[BindingType] = [
    Binding("f9", "other_seat", "Seat", tooltip="To your other seat"),
]


class HandlersScreen(CallScreen):
    """A handler's seat; one person may have both, and has each in turn."""

    BINDINGS: ClassVar[list[BindingType]] = _TURNS

    def __init__(self, sitting: SeatView, role: Role | None) -> None:
        """The seat of a handler."""
        super().__init__(sitting, role)
        self._turn = self.role_in(sitting)

    def known(self) -> Iterable[SummarySection]:
        """The desk."""
        return summary(self.sitting.knowledge[self.role], self.sitting.materials)

    def role_in(self, sitting: SeatView) -> Role | None:
        """Whose turn it is, where one person has both seats."""
        if len(sitting.roles) < 2:
            return self.role
        return whose_turn(sitting.live.call, sitting.knowledge[Role.OPERATOR])

    def turn_passes(self) -> None:
        """Change seats when the call has passed to the other one."""
        turn = self.role_in(self.sitting)
        if turn is not self._turn:
            self._turn = turn
            if turn is not self.role:
                self.trainer.take_place(self.sitting, turn)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is another seat only where one person has both."""
        if action == "other_seat":
            return len(self.sitting.roles) > 1
        return super().check_action(action, parameters)

    def action_other_seat(self) -> None:
        """To the other seat."""
        other = next(role for role in self.sitting.roles if role is not self.role)
        self.trainer.take_place(self.sitting, other)


class OperatorScreen(HandlersScreen):
    """The 999 operator's seat."""

    BINDINGS: ClassVar[list[BindingType]] = act_bindings(Role.OPERATOR)
    PAGES = (("Call", "Prompts", "Decide"), ("Police", "known"))


class HandlerScreen(HandlersScreen):
    """The police call handler's seat."""

    BINDINGS: ClassVar[list[BindingType]] = act_bindings(Role.CALL_HANDLER)
    PAGES = (("Call", "Say", "Ask"), ("Log", "Find out", "Decide", "Line"))

    def known(self) -> Iterable[SummarySection]:
        """The desk, and the questions."""
        knowledge = self.sitting.knowledge[self.role]
        return (*super().known(), *questions(knowledge, self.sitting.materials))

    def marks(self, parameter: Parameter) -> dict[object, str]:
        """Before each question, what has come of it."""
        if parameter.name != "about":
            return {}
        knowledge = self.sitting.knowledge[self.role]
        return {topic: mark(knowledge.facts.answer(topic)) for topic in Topic}


class DemonstrationScreen(CallScreen):
    """Nobody has a seat: everything is shown."""

    BINDINGS: ClassVar[list[BindingType]] = []
    has_knowledge = False

    def hint(self) -> str:
        """What this is."""
        return "Everybody is played; everything that happens is shown."


SCREENS: dict[Role | None, type[CallScreen]] = {
    Role.CALLER: CallerScreen,
    Role.OPERATOR: OperatorScreen,
    Role.CALL_HANDLER: HandlerScreen,
    None: DemonstrationScreen,
}


def screen_for(sitting: SeatView, role: Role | None) -> CallScreen:
    """The screen of a seat."""
    return SCREENS[role](sitting, role)
