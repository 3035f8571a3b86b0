"""Choosing an earlier moment of a call, to try again from there."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.core.instant import Millis
from simulator.seat.view.captions import Caption
from simulator.tui.base.frame import Window
from simulator.tui.widgets.captions import told


class Moments(Window[Millis]):
    """The captions so far; the moment before the chosen one is where it goes on."""

    CSS_PATH = "../base/chooser.tcss"

    def __init__(self, captions: Sequence[Caption]) -> None:
        """A list of these captions."""
        super().__init__()
        self._captions = captions

    def compose(self) -> ComposeResult:
        """The question and the list."""
        yield self.banner()
        with Vertical(classes="window"):
            yield Static("Try again from just before ...", id="question", markup=False)
            rows = (Row(told(caption), id=str(n)) for n, caption in enumerate(self._captions))
            yield OptionList(*rows, id="options", markup=False)
            yield Static("Enter: from there, paused    Escape: back", id="how", markup=False)
        yield from self.foot()

    def on_mount(self) -> None:
        """Begin at the latest moment."""
        options = self.query_one(OptionList)
        options.focus()
        options.action_last()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._captions[int(event.option.id or 0)].at)
