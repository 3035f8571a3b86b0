"""What a person thinks of a call themselves, asked before anything else is said of it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.seat.sitting import Sitting
from simulator.tui.base.frame import TrainerScreen


class OwnViewScreen(TrainerScreen[None]):
    """Three questions, each of which may be left empty. What is written stays on this machine."""

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "go_on", "Go on", key_display="F10", tooltip="To what was seen"),
        Binding("escape", "go_on", "Skip", key_display="Esc", tooltip="Leave the rest empty"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        """The questions about `sitting`."""
        super().__init__()
        self.sitting = sitting

    def body(self) -> ComposeResult:
        """The questions."""
        with VerticalScroll(id="own"):
            yield Static("Your own view first", classes="title", markup=False)
            yield Static(
                "Nobody else sees it, and it is not kept. A line may be left empty. "
                "No real names, please.",
                classes="quiet",
                markup=False,
            )
            for place, question in enumerate(OWN_VIEW):
                yield Static(question, classes="question", markup=False)
                yield Input(id=f"view-{place}", compact=True)
            yield Static("Enter: the next line, and at the end go on. Esc: skip.", markup=False)

    def on_mount(self) -> None:
        """Begin with the first."""
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        fields = list(self.query(Input))
        place = fields.index(event.input)
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """To what was seen."""
        self.trainer.debrief(
            self.sitting, tuple(field.value.strip() for field in self.query(Input))
        )
