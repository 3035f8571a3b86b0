"""Something to read on top of a call: the small map, what is ruled out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from simulator.tui.base.frame import Window


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
        yield from self.foot()

    def action_help(self) -> None:
        """The keys are read with their own key: it closes them again."""
        self.dismiss(None)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(".lines").focus()
