"""The dialog that asks whether to stop a call."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.tui.base.screen_frame import Window


class StopDialog(Window[str]):
    """Asks whether to stop the call, which keeps running meanwhile. No letter alone ends it."""

    CSS_PATH = "../base/chooser.tcss"

    def __init__(self, *, recorded: bool) -> None:
        super().__init__()
        self._kept = "its record is kept" if recorded else "the call isn't saved"

    def body(self) -> ComposeResult:
        yield Static(f"Stop this call? If you do, {self._kept}.", classes="title", markup=False)
        yield OptionList(
            Row("Go on with the call"),
            Row("Stop, and show the result so far", id="ending"),
            Row("Stop, and go back to the menu", id="menu"),
            id="options",
        )
        yield Static("Down, then Enter: stop    Enter or Esc: go on", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
