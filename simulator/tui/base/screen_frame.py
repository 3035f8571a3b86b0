"""The frame of every screen: safety line, quick exit, help, and the keys at the bottom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, TypeVar, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.command import Provider
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from simulator import BANNER
from simulator.tui.base.palette import KeyCommands
from simulator.tui.base.quick_exit import EXIT_KEYS
from simulator.tui.base.shade import Shaded

if TYPE_CHECKING:
    from simulator.content.library.library import Library
    from simulator.core.terms import Role
    from simulator.seat.run_choices import MenuDefaults
    from simulator.seat.seat_view import SeatView
    from simulator.session.clock import Clock
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.run.live_run import RunSetup

SMALLEST = (60, 20)
"""Least columns and rows of a window."""

FRAME_BINDINGS: list[BindingType] = [
    Binding(EXIT_KEYS, "app.quick_exit", "Leave now", key_display="F2/Ctrl+L", priority=True,
            id="quick_exit", tooltip="Leave at once, and clear the terminal"),
    Binding("f1", "help", "Help", key_display="F1", priority=True, id="help",
            tooltip="Show or hide the keys of this screen"),
]  # fmt: skip
"""Keys of every screen, for any focus."""

COPY = Binding("ctrl+y", "copy", "Copy", show=False, key_display="Ctrl+Y", id="copy",
               tooltip="Copy the lines of this screen to the clipboard")  # fmt: skip
"""The key of a screen whose text can be copied."""


def key(key: str, action: str, label: str, says: str = "", shown: str = "") -> Binding:
    """Return a binding; only keys with a name to show (`shown`) are in the last line."""
    return Binding(
        key, action, label, key_display=shown or None, tooltip=says, show=bool(shown),
        priority=key == "tab",
    )  # fmt: skip


T = TypeVar("T")


def named(screen: str, bindings: Iterable[BindingType]) -> list[BindingType]:
    """Return bindings with the names that `silent999.toml` has for them, as ``call.pause``.

    A name is the screen, or the seat for its acts, and the label that the help shows.
    """
    return [
        replace(each, id=f"{screen}.{_WORDS.sub('_', each.description.lower()).strip('_')}")
        if isinstance(each, Binding) and each.description and not each.id
        else each
        for each in bindings
    ]


_WORDS = re.compile(r"[^a-z0-9]+")


class Unfinished(NamedTuple):
    """What is half done in a seat that another screen has taken the place of."""

    typed: str
    """What is in the line."""
    left: str
    """What was in the line when it was left, which Up brings back."""
    drafts: dict[tuple[str, str], Any]
    """What a dialog had when it was left, by act and parameter."""


class Navigator(Protocol):
    """The app as screens see it; `TrainerApp` explains each.

    Screens import this protocol instead of the app, to avoid a circle.
    """

    clock: Clock
    library: Library
    defaults: MenuDefaults
    recording: RecordOptions | None
    unfinished: dict[Role | None, Unfinished]

    def open_menu(self) -> None: ...
    def open_all_calls(self, letters: str = "") -> None: ...
    def open_browser(self) -> None: ...
    def take_lesson(self) -> None: ...
    def announce(self, setup: RunSetup, *, surprise: str = "") -> None: ...
    def read(self, setup: RunSetup, *, surprise: bool) -> None: ...
    def play(self, setup: RunSetup) -> None: ...
    def open_seat(self, seat_view: SeatView, role: Role | None = None) -> None: ...
    def finish(self, seat_view: SeatView) -> None: ...
    def open_debrief(self, seat_view: SeatView) -> None: ...
    def replace_all(self, screen: Screen[None]) -> None: ...


def help_lines(
    active: Iterable[ActiveBinding], shown: Callable[[Binding], str] | None = None
) -> list[str]:
    """Return the keys of a screen with what they do; `shown` has the words for each key."""
    lines: dict[str, str] = {}
    for _, binding, enabled, tooltip in active:
        says = tooltip or binding.tooltip
        if enabled and binding.description and (says or binding.show or binding.key_display):
            name = binding.key.replace("_", " ")
            key = binding.key_display or (name.capitalize() if len(name) > 1 else name)
            key = shown(binding) if shown and len(key) == 1 else key
            lines[key] = f"{key:<9} {binding.description}" + (f": {says}" if says else "")
    return [*lines.values()]


class Banner(Widget):
    """The safety line: always there, one dark row in every theme, and never loud."""

    ALLOW_SELECT = False

    def render(self) -> Content:
        """Return what this is, and how one leaves; a click on that leaves."""
        width = self.size.width
        if width < _ROOM_FOR_ONE_ROW:
            self._leave_from = width
            return Content.assemble((f"F2 leaves. {_SAFETY}", "bold $words"))
        first = ("Training  ", "bold $word") if width >= _ROOM_FOR_ALL else ("", "")
        cannot, real = _SAFETY.split(". ", 1)
        left = Content.assemble(first, (f"{cannot}. ", "$words"), (real, "bold $words"))
        keys = (" or Ctrl+L", "$words") if width >= _ROOM_FOR_ALL + _MORE else ("", "")
        right = Content.assemble(("Leave F2", "bold $leave"), keys)
        gap = max(1, width - left.cell_length - right.cell_length)
        self._leave_from = width - right.cell_length
        return Content.assemble(left, " " * gap, right)

    def on_resize(self) -> None:
        self.set_class(self.app.size.width < _MARGINS, "-slim")

    async def on_click(self, event: events.Click) -> None:
        if event.x - self.gutter.left >= self._leave_from:
            await self.run_action("app.quick_exit")

    _leave_from = 0


_MARGINS = 100
"""Columns from which the safety line begins where the bands of a call do."""
_SAFETY = BANNER.split(": ", 1)[1][:1].upper() + BANNER.split(": ", 1)[1][1:]
"""The sentences of the safety line, after what this is."""
_ROOM_FOR_ONE_ROW, _ROOM_FOR_ALL, _MORE = 58, 70, 12
"""Columns for one row with the key that leaves, then with its first word and the second key."""


class KeyLine(Static, can_focus=False):
    """The last line of a screen: its keys, which can be clicked; at its right how the call runs.

    Textual's Footer creates a widget for each key whenever the keys change, which took most of the
    time to open a dialog.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--run"}

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.auto_links = False  # Keys have the colours of the line, not those of links.
        self._shown = Text()
        self._keys = Text()
        self._run = ""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        """Show each action once, with its first key."""
        if not (self.is_attached and screen is self.screen and screen.app.app_focus):
            return
        active = [each for each in screen.active_bindings.values() if each.binding.show]
        keys = [*{each.binding.action: each for each in reversed(active)}.values()]
        keys.reverse()
        keys = [each for each in keys if each.binding.id != "quick_exit"]  # The safety line has it.
        text = Text()
        for _, binding, enabled, says in keys:
            key_style = self.get_component_rich_style("key-line--key", partial=True)
            label = Text.assemble(
                (self.app.get_key_display(binding), key_style),
                f" {binding.description}",
                style="" if enabled else "dim",
            )
            start = len(text)
            text.append_text(label).append("   ")
            click = {"@click": f"app.simulate_key('{binding.key}')"} if enabled else {}
            text.apply_meta({**click, "says": says}, start)
        self._keys = text
        self._draw()

    def say_run(self, text: str) -> None:
        """Show at the right how the call runs: its speed, its mode, and its record."""
        if text != self._run:
            self._run = text
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        text, run = self._keys.copy(), self._run
        left = max(0, self.size.width - len(run) - 2 * bool(run))
        if run and left:
            # Keys are in the help as well; that a call is not kept is nowhere else.
            text.truncate(left, pad=True)
            text.append("  ")
            text.append(run, self.get_component_rich_style("key-line--run", partial=True))
        if text != self._shown:
            self._shown = text
            self.update(text, layout=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.tooltip = event.style.meta.get("says")


class Frame(Screen[T]):
    """Shared parts of screens and dialogs."""

    @property
    def trainer(self) -> Navigator:
        """The app, as a `Navigator`."""
        return cast("Navigator", self.app)

    def key_of(self, action: str) -> str:
        """Return the key that runs an action here, as its user has it; empty if none does."""
        bound = (each.binding for each in self.active_bindings.values())
        found = (self.app.get_key_display(each) for each in bound if each.action == action)
        return next(found, "")

    def key_shown(self, binding: Binding) -> str:
        """Return how a key is written here, as its user has it."""
        return self.app.get_key_display(binding)

    def body(self) -> ComposeResult:
        """Yield the content of the screen."""
        yield from ()


class TrainerScreen(Frame[T]):
    """A full screen, or a message if its window is too small.

    `body` is the content between the safety line and the keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = FRAME_BINDINGS
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {KeyCommands}
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield Banner(classes="banner")
        with Container(id="body"):
            yield from self.body()
        yield Static(id="too-small", markup=False)
        yield KeyLine()

    def copy(self, lines: Sequence[str]) -> None:
        """Copy lines to the clipboard. Nothing else of a call leaves the program unasked."""
        self.app.copy_to_clipboard("\n".join(lines))
        self.app.notify(
            f"Copied: {len(lines)} lines. They are in your clipboard now, outside this program: "
            "leaving does not remove them."
        )

    def action_help(self) -> None:
        active = self.active_bindings.values()
        ids = [each.binding.id for each in active if each.binding.id]
        how = f"To change a key: silent999.toml. It calls the last of these {ids[-1]}."
        self.app.push_screen(TextWindow("The keys", [*help_lines(active, self.key_shown), "", how]))

    def on_resize(self, event: events.Resize) -> None:
        columns, rows = event.size
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        self.set_class(small, "-too-small")
        if small:
            self.query_one("#too-small", Static).update(
                f"F2 leaves.\nThis window has {columns} by {rows} characters; {SMALLEST[0]} by "
                f"{SMALLEST[1]} are needed.\nMake it larger, or use silent999 --plain."
            )


class Window(Frame[T], ModalScreen[T], Shaded[T]):
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
        yield Banner(classes="banner")
        with Vertical(classes="window"):
            yield from self.body()
        yield self._heard
        yield KeyLine()

    def hear(self, last: Text, step: str = "") -> None:
        """Show the last caption of the call underneath, and the step of the lesson."""
        shown = Text.assemble(("Last: ", "bold"), last, f"\n{step}" if step else "")
        if shown != self._last:
            self._last = shown
            self._heard.set_class(bool(step), "-lesson")
            self._heard.update(shown, layout=False)

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
