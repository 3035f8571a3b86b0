"""Something to read on top of a call: the small map, what is ruled out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Static

from simulator.tui.frame import Window


class Reader(Window[None]):
    """Lines to read. Escape closes it; the call goes on behind it."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        """A window with `lines` under a title."""
        super().__init__()
        self._title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The title and the lines."""
        yield self.banner()
        with Vertical(classes="window"):
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll(classes="lines"):
                yield Static("\n".join(self._lines), markup=False)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(".lines").focus()
