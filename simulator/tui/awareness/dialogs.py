"""Dialogs of a group session: list of plans, keys, notes, parts, and the cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.content.awareness.plan import Plan
from simulator.content.library.translations import Text as Translated
from simulator.content.library.translations import Translation
from simulator.tui.awareness.page_views import leave_link, shown
from simulator.tui.base.screen_frame import FRAME_BINDINGS

COVER_KEYS = "c,b,full_stop"
"""Keys of the cover; slide remotes send `b` and the full stop."""
KEYS = (
    "next", "back", "cover", "help", "leave", "skip", "jump", "pause", "notes",
)  # fmt: skip
"""Lines of the help: messages `keys-...`."""


class Blank(Screen[None]):
    """The safety line alone."""

    BINDINGS: ClassVar[list[BindingType]] = FRAME_BINDINGS[:1]

    def __init__(self, say: Translation) -> None:
        super().__init__()
        self._say = say

    def compose(self) -> ComposeResult:
        yield shown(self._say("banner"), "banner")


T = TypeVar("T")


class SessionDialog(ModalScreen[T | None]):
    """A dialog over the session, which the cover hides too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FRAME_BINDINGS,
        Binding("escape", "dismiss", "", show=False),
        Binding(COVER_KEYS, "cover", "", show=False),
    ]

    def __init__(self, say: Translation, cover: Callable[[], None]) -> None:
        super().__init__()
        self._say = say
        self.action_cover = cover

    def compose(self) -> ComposeResult:
        yield shown(self._say("banner"), "banner")
        with Vertical(classes="window"):
            yield from self.body()
        yield shown(leave_link(self._say), "leave")

    def body(self) -> ComposeResult:
        """Yield the content of the dialog."""
        yield from ()

    def action_help(self) -> None:
        self.dismiss(None)


class ReadingWindow(SessionDialog[None]):
    """Text on top of the session."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,n,o", "dismiss", "", show=False)]

    def __init__(
        self, title: str, lines: Sequence[str], say: Translation, cover: Callable[[], None]
    ) -> None:
        super().__init__(say, cover)
        self._title = title
        self._lines = lines

    def body(self) -> ComposeResult:
        yield shown(self._title, "title")
        with VerticalScroll(classes="lines"):
            yield Static("\n\n".join(self._lines), id="read", markup=False)
        yield shown(self._say("close-window"), "small")

    def on_mount(self) -> None:
        self.watch(self.query_one(".lines"), "show_vertical_scrollbar", self._show_keys)

    def _show_keys(self, scrolls: bool) -> None:
        keys = ["scroll-window", "close-window"] if scrolls else ["close-window"]
        self.query_one(".small", Static).update("   ".join(map(self._say, keys)))


class Jump(SessionDialog[int]):
    """Dialog to choose a part by number or arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "dismiss", "", show=False),
        *(Binding(str(digit), f"number({digit})", "", show=False) for digit in range(10)),
    ]

    def __init__(
        self, titles: Sequence[str], at: int, say: Translation, cover: Callable[[], None]
    ) -> None:
        super().__init__(say, cover)
        self._titles = titles
        self._at = at
        self._number = 0

    def body(self) -> ComposeResult:
        yield shown(self._say("jump-title"), "title")
        yield OptionList(*(f"{n}  {title}" for n, title in enumerate(self._titles, 1)), id="parts")
        yield shown(self._say("jump-keys"), "small")

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._at

    def action_number(self, digit: int) -> None:
        number = self._number * 10 + digit
        self._number = number if 1 <= number <= len(self._titles) else digit
        if 1 <= self._number <= len(self._titles):
            self.query_one(OptionList).highlighted = self._number - 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class Cover(Screen[None]):
    """A neutral page that hides the session, even the safety line.

    The keys for the next page don't remove it: a remote control may send one by mistake. Any other
    key shows which key brings the session back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        FRAME_BINDINGS[0],
        Binding(f"{COVER_KEYS},escape", "dismiss", "", show=False),
    ]

    def __init__(self, say: Translation) -> None:
        super().__init__()
        self._say = say

    def compose(self) -> ComposeResult:
        with Vertical(id="cover"):
            yield shown(self._say("cover-title"), "big")
            yield shown(self._say("cover-text"), "sentence")
        yield Static("", id="cover-keys", markup=False)
        yield shown(leave_link(self._say), "leave")

    def on_key(self) -> None:
        self.query_one("#cover-keys", Static).update(self._say("cover-keys"))

    def on_click(self) -> None:
        # A touch uncovers too: there may be no keyboard.
        self.dismiss(None)


class PlanScreen(Screen[int]):
    """The list of plans."""

    CSS_PATH = "awareness.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *FRAME_BINDINGS,
        Binding(COVER_KEYS, "cover", "", show=False),
    ]

    def __init__(self, plans: Sequence[Plan], say: Translation) -> None:
        super().__init__()
        self._plans = plans
        self._say = say

    def compose(self) -> ComposeResult:
        say = self._say
        yield shown(say("banner"), "banner")
        with VerticalScroll(id="choose", can_focus=False):
            yield shown(say("welcome-heading"), "heading")
            yield shown(say("choose-plan"), "sentence")
            yield shown(say("choose-large"), "small")
            yield OptionList(*map(self._option, self._plans), id="plans")
        yield Static(Content("   ").join([leave_link(say), Content(say("choose-keys"))]), id="foot")

    def _option(self, plan: Plan) -> Option:
        title = self._say.text(Translated(f"plan-{plan.id}.title", plan.title))
        about = self._say.text(Translated(f"plan-{plan.id}.about", plan.about))
        minutes = self._say("choose-minutes", minutes=plan.minutes)
        return Option(Text.assemble((f"{title} ({minutes})", "bold"), f"\n{about}\n"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_cover(self) -> None:
        self.app.push_screen(Cover(self._say))

    def action_help(self) -> None:
        """Do nothing: the screen shows its keys."""
