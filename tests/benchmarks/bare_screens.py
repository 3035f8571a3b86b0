"""What Textual costs without us: ``python -m tests.benchmarks.bare_screens line|screen``.

``line`` shows one line. ``screen`` fills 80 by 24 with as many widgets as a seat has, and shows a
digit that is pressed in one of them.
"""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, RichLog, Static


class Bare(App[None]):
    """What both have."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "quit", "Leave", priority=True),
        *(Binding(digit, f"press('{digit}')", show=False) for digit in "0123456789"),
    ]

    def on_mount(self) -> None:
        """No animation, as in ours."""
        self.animation_level = "none"

    def action_press(self, digit: str) -> None:
        """Show a digit."""
        self.query_one("#shown", Static).update(f"[{digit}]", layout=False)


class OneLine(Bare):
    """One line."""

    def compose(self) -> ComposeResult:
        """It."""
        yield Static("ready", id="shown", markup=False)


class OneScreen(Bare):
    """As much as a seat shows."""

    CSS = "#line { width: 1fr } #side { width: 38 } .one { height: 1 } #shown { height: 4 }"

    def compose(self) -> ComposeResult:
        """A log on the left, lines on the right, keys below."""
        yield Static("ready", classes="one", markup=False)
        yield Static("who", classes="one", markup=False)
        yield Static("when", classes="one", markup=False)
        with Horizontal():
            with Vertical(id="line"):
                yield RichLog(wrap=True, min_width=20)
            with Vertical(id="side"):
                yield Static("keypad", id="shown", markup=False)
                yield Static("near", classes="one", markup=False)
                yield Static("phone", classes="one", markup=False)
                yield Static("\n".join(f" {n}  something to do" for n in range(11)), markup=False)
        yield Static("remark", classes="one", markup=False)
        yield Footer(show_command_palette=False, compact=True)


if __name__ == "__main__":
    {"line": OneLine, "screen": OneScreen}[sys.argv[1]]().run()
