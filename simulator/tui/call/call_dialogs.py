"""Dialogs of a call: whether to stop it, and from where to try again."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from simulator.core.instant import Millis
from simulator.seat.view.caption_lines import Caption
from simulator.tui.base.screen_frame import Window, help_lines, named
from simulator.tui.call.captions import caption_text


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


class RewindPoints(Window[Millis]):
    """List of captions; the run restarts just before the chosen one."""

    CSS_PATH = "../base/chooser.tcss"

    def __init__(self, captions: Sequence[Caption]) -> None:
        super().__init__()
        self._captions = captions

    def body(self) -> ComposeResult:
        yield Static("Try again from just before ...", id="question", markup=False)
        yield OptionList(*map(caption_text, self._captions), id="options", markup=False)
        yield Static("Enter: from there, paused    Escape: back", id="how", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).action_last()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._captions[event.option_index].at)
