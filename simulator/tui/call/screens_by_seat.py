"""The screens of the seats: their keys, and the acts and cards of each page."""

from typing import ClassVar

from textual.binding import BindingType

from simulator.core.terms import Role
from simulator.tui.call.call_screen import CARD_BINDINGS, LINE_BINDINGS, CallScreen, act_bindings


class CallerScreen(CallScreen):
    """The caller's seat: phone, recording, and people nearby."""

    BINDINGS: ClassVar[list[BindingType]] = act_bindings(Role.CALLER)


class OperatorScreen(CallScreen):
    """The 999 operator's seat."""

    BINDINGS: ClassVar[list[BindingType]] = act_bindings(Role.OPERATOR)
    CARDS = (("number", "heard", "prompts"), ("handover", "decisions"))


class HandlerScreen(CallScreen):
    """The police call handler's seat."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *act_bindings(Role.CALL_HANDLER), *LINE_BINDINGS, *CARD_BINDINGS,
    ]  # fmt: skip
    CARDS = (
        ("incident", "thrive", "officers", "desk"),
        ("where", "briefed", "log", "given", "questions"),
    )


class DemonstrationScreen(CallScreen):
    """A demo: no seat is taken, and everything is shown."""


SCREENS: dict[Role | None, type[CallScreen]] = {
    Role.CALLER: CallerScreen,
    Role.OPERATOR: OperatorScreen,
    Role.CALL_HANDLER: HandlerScreen,
    None: DemonstrationScreen,
}
"""The screen of each seat; None for a demo."""
