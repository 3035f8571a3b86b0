"""Which session it shall be: the first thing that somebody sees who named no plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.content.awareness.plan import Plan
from simulator.content.library.translation import Text as Told
from simulator.tui.awareness.windows import COVER_KEYS, Cover
from simulator.tui.base.frame import FRAME_BINDINGS

if TYPE_CHECKING:
    from simulator.content.library.translation import Translation


class PlanScreen(Screen[int]):
    """The plans that there are."""

    CSS_PATH = "room.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *FRAME_BINDINGS,
        Binding(COVER_KEYS, "cover", "", show=False),
    ]

    def __init__(self, plans: Sequence[Plan], say: Translation) -> None:
        """Choose among `plans`."""
        super().__init__()
        self._plans = plans
        self._say = say

    def compose(self) -> ComposeResult:
        """What this is, and a plan in each row."""
        say = self._say
        yield Static(say("banner"), classes="banner", markup=False)
        with VerticalScroll(id="choose", can_focus=False):
            yield Static(say("welcome-heading"), classes="heading", markup=False)
            yield Static(say("choose-plan"), classes="sentence", markup=False)
            yield Static(say("choose-large"), classes="small", markup=False)
            yield OptionList(*map(self._option, self._plans), id="plans")
        yield Static(say("choose-keys"), id="foot", markup=False)

    def _option(self, plan: Plan) -> Option:
        title = self._say.text(Told(f"plan-{plan.id}.title", plan.title))
        about = self._say.text(Told(f"plan-{plan.id}.about", plan.about))
        minutes = self._say("choose-minutes", minutes=plan.minutes)
        return Option(Text.assemble((f"{title} ({minutes})", "bold"), f"\n{about}\n"))

    def on_mount(self) -> None:
        """Let the arrow keys choose."""
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it."""
        self.dismiss(event.option_index)

    def action_cover(self) -> None:
        """Show a neutral page; people may be coming in."""
        self.app.push_screen(Cover(self._say))

    def action_help(self) -> None:
        """The keys stand below; there are no more."""
