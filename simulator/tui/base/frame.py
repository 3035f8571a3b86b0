"""The frame of every screen: safety line, quick exit, help, and the keys at the bottom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from simulator import BANNER
from simulator.tui.base.key_line import KeyLine
from simulator.tui.base.quick_exit import EXIT_KEYS

if TYPE_CHECKING:
    from simulator.tui.base.navigator import Navigator

SMALLEST = (60, 20)
"""Least columns and rows of a window."""

FRAME_BINDINGS: list[BindingType] = [
    Binding(EXIT_KEYS, "app.quick_exit", "Leave now", key_display="F2/Ctrl+L", priority=True,
            id="quick_exit", tooltip="Leave at once, and clear the terminal"),
    Binding("f1", "help", "Help", key_display="F1", priority=True,
            tooltip="Show or hide the keys of this screen"),
]  # fmt: skip
"""Keys of every screen, for any focus."""

T = TypeVar("T")


def _keys(active: Iterable[ActiveBinding]) -> list[str]:
    """Return a help line for each enabled key with a description."""
    lines: dict[str, str] = {}
    for _, binding, enabled, tooltip in active:
        says = tooltip or binding.tooltip
        if enabled and binding.description and (says or binding.show or binding.key_display):
            key = binding.key_display or binding.key.replace("_", " ").capitalize()
            lines[key] = f"{key:<9} {binding.description}" + (f": {says}" if says else "")
    return list(lines.values())


class Frame(Screen[T]):
    """Shared parts of screens and dialogs."""

    @property
    def trainer(self) -> Navigator:
        """The app, as a `Navigator`."""
        return cast("Navigator", self.app)

    def banner(self) -> Static:
        """The safety line."""
        return Static(BANNER, classes="banner", markup=False)

    def body(self) -> ComposeResult:
        """Yield the content of the screen."""
        yield from ()


class TrainerScreen(Frame[T]):
    """A full screen; `body` is the content between the safety line and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = FRAME_BINDINGS
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield self.banner()
        with Container(id="body"):
            yield from self.body()
        yield Static(id="too-small", markup=False)
        yield KeyLine()

    def action_help(self) -> None:
        self.app.push_screen(TextWindow("The keys", _keys(self.active_bindings.values())))

    def on_resize(self, event: events.Resize) -> None:
        columns, rows = event.size
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        self.set_class(small, "-too-small")
        if small:
            wanted = f"{SMALLEST[0]} by {SMALLEST[1]}"
            self.query_one("#too-small", Static).update(
                "F2 leaves.\n"
                f"This window has {columns} by {rows} characters; {wanted} are needed.\n"
                f"{'Make the letters smaller' if self.app.is_web else 'Make it larger'}, "
                "or use silent999 --plain."
            )


class Window(Frame[T], ModalScreen[T]):
    """A dialog or text on top of a screen; Escape closes it.

    Its last line shows the latest caption of the call underneath, which keeps running.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *FRAME_BINDINGS,
        Binding(
            "escape", "dismiss", "Back", key_display="Esc", tooltip="Close this without choosing"
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._heard = Static("", classes="heard", markup=False)
        self._last = Text()

    def compose(self) -> ComposeResult:
        yield self.banner()
        with Vertical(classes="window"):
            yield from self.body()
        yield self._heard
        yield KeyLine()

    def hear(self, last: Text) -> None:
        """Show the last caption of the call underneath."""
        if last != self._last:
            self._last = last
            self._heard.update(Text.assemble(("Last: ", "bold"), last), layout=False)

    def action_help(self) -> None:
        """Do nothing: a dialog shows its keys itself."""


class TextWindow(Window[None]):
    """Lines to read; Escape closes it."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = lines

    def body(self) -> ComposeResult:
        yield Static(self._title, classes="title", markup=False)
        with VerticalScroll(classes="lines"):
            yield Static("\n".join(self._lines), markup=False)

    def action_help(self) -> None:
        self.dismiss(None)
