"""The dialog that asks whether to stop a call."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from simulator.tui.base.screen_frame import Window, help_lines, named


class StopDialog(Window[str]):
    """Asks whether to stop the call, which keeps running meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = named("stop", [
        Binding("e", "dismiss('ending')", "So far", tooltip="Stop, and show the result so far"),
        Binding("m", "dismiss('menu')", "Menu", tooltip="Stop, and go back to the menu"),
    ])  # fmt: skip

    def __init__(self, *, recorded: bool) -> None:
        super().__init__()
        self._kept = "its record is kept" if recorded else "the call isn't saved"

    def body(self) -> ComposeResult:
        yield Static(f"Stop this call? If you do, {self._kept}.", classes="title", markup=False)
        bound = [each for each in self.active_bindings.values() if each.node is self]
        own = [each for each in bound if each.binding.action.startswith("dismiss")]
        own.sort(key=lambda each: each.binding.key == "escape")
        yield Static("\n".join(help_lines(own)), markup=False)
