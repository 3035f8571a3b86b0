"""Dialog for typed words: what they were understood as is shown before it counts."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from simulator.seat.available_acts import Parameter
from simulator.seat.typed_words import TypedWords
from simulator.tui.base.choose_dialog import Chosen
from simulator.tui.base.frame import Window
from simulator.tui.base.typed_line import TypedLine


class TypedWordsDialog(Window[Chosen]):
    """Asks for words. Enter shows what was understood, Tab the next reading, Enter says it.

    The value is a reading of the words; None means that the ready-made list is wanted.
    """

    CSS_PATH = "chooser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other(1)", "Other", show=False, priority=True),
        Binding("shift+tab", "other(-1)", "Other", show=False, priority=True),
    ]

    def __init__(self, parameter: Parameter, *, about: str = "") -> None:
        """Create the dialog; `about` is the act's label."""
        super().__init__()
        assert parameter.understand is not None
        self._about = about
        self._parameter = parameter
        self._understand = parameter.understand
        self._typed: TypedWords | None = None
        self._place = 0

    def body(self) -> ComposeResult:
        about = f"{self._about}: " if self._about else ""
        yield Static(f"{about}{self._parameter.label}", id="question", markup=False)
        yield TypedLine(placeholder="your own words", id="text", compact=True)
        yield Static(id="understood", markup=False)
        yield Static(self._how(), id="how", markup=False)

    def _how(self) -> str:
        if self._typed is not None:
            others = "    Tab: others" if len(self._typed.readings) > 1 else ""
            return f"Enter: say it{others}    Escape: back"
        ready = "    Enter alone: ready-made" if self._parameter.options else ""
        return f"Write it, then Enter{ready}    Escape: back"

    def _show(self) -> None:
        typed = self._typed
        says = ""
        if typed is not None:
            reading = typed.readings[self._place]
            says = typed.heading if self._place == 0 else f"Meant as: {reading.label}."
        self.query_one("#understood", Static).update(says)
        self.query_one("#how", Static).update(self._how())

    @on(Input.Changed)
    def _changed(self) -> None:
        """Forget what was understood: the words are others now."""
        if self._typed is not None:
            self._typed = None
            self._show()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        words = event.value.strip()
        if self._typed is not None:
            self.dismiss(Chosen(self._typed.readings[self._place]))
        elif words:
            self._typed, self._place = self._understand(words), 0
            self._show()
        elif self._parameter.options:
            self.dismiss(Chosen(None))

    def action_other(self, step: int) -> None:
        """Show the next reading of the words."""
        if self._typed is not None:
            self._place = (self._place + step) % len(self._typed.readings)
            self._show()
