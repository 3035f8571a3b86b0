"""Whether to stop a call."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from simulator.tui.base.frame import Window


class Stopping(Window[str]):
    """Stop, or go on. The call waits for nobody meanwhile, unless it is paused."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "ending", "So far", tooltip="Stop this call and see what it came to so far"),
        Binding("m", "menu", "Menu", tooltip="Stop this call and go back to the menu"),
    ]

    def compose(self) -> ComposeResult:
        """The question."""
        yield self.banner()
        with Vertical(classes="window"):
            yield Static("Stop this call?", classes="title", markup=False)
            yield Static(
                "e       stop it and see what it came to so far\n"
                "m       stop it and go back to the menu; nothing of it is kept\n"
                "Escape  go on with it\n"
                "F2      leave the program at once",
                markup=False,
            )
        yield from self.foot()

    def action_ending(self) -> None:
        """Stop the call where it is."""
        self.dismiss("ending")

    def action_menu(self) -> None:
        """Stop the call."""
        self.dismiss("menu")
