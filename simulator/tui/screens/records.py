"""Records that a trainer may review, and as whom."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.core.describe import name_of
from simulator.core.terms import Outcome, Role
from simulator.debrief.learning.review_session import ReviewSession
from simulator.errors import SimulatorError
from simulator.session.clock import utc_now
from simulator.session.records.store import Listed, Store
from simulator.tui.base.frame import TrainerScreen

NOTHING = (
    "There are no records. A call is recorded only when you ask for it: silent999 play --record."
)


class RecordsScreen(TrainerScreen[None]):
    """What was recorded; a code says who looks at it."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Review", tooltip="Look at the marked record, with its findings",
                priority=True),
        Binding("f5", "open(True)", "Rate blind", key_display="F5",
                tooltip="Rate without sight of findings and of other reviews, until signed"),
        Binding("up", "list('cursor_up')", "Record above", show=False),
        Binding("down", "list('cursor_down')", "Record below", show=False),
        Binding("escape", "leave", "Menu", key_display="Esc", tooltip="All calls"),
    ]  # fmt: skip

    def __init__(self, store: Store) -> None:
        """The records of `store`."""
        super().__init__()
        self._store = store
        self._listed: tuple[Listed, ...] = ()

    def body(self) -> ComposeResult:
        """The code, and the list."""
        with Vertical(id="records"):
            yield Static("Review a record, as a trainer", classes="title", markup=False)
            yield Static("Your code, never a name:", markup=False)
            yield Input(id="code", compact=True, max_length=40)
            yield OptionList(id="list", markup=False)
            yield Static(id="how", markup=False)

    def on_mount(self) -> None:
        """List what there is."""
        self._listed = self._store.listed()
        self.query_one("#list", OptionList).add_options(Row(_row(each)) for each in self._listed)
        if self._listed:
            self.query_one("#list", OptionList).highlighted = 0
            self._tell("Enter: review it with its findings in sight. F5: rate it blind.")
        else:
            self._tell(NOTHING)
        self.query_one("#code").focus()

    def action_list(self, move: str) -> None:
        """Move the mark while the code is being written."""
        getattr(self.query_one("#list", OptionList), f"action_{move}")()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self, blind: bool = False) -> None:
        """Open the marked record."""
        place = self.query_one("#list", OptionList).highlighted
        if place is None:
            self._tell(NOTHING)
            return
        try:
            record = self._store.read(str(self._listed[place].path))
            code = self.query_one("#code", Input).value.strip()
            session = ReviewSession(record, code, utc_now, blind=blind)
        except SimulatorError as error:
            self._tell(f"{error.message}. {error.hint}".rstrip(". ") + ".")
            return
        self.trainer.review(session)

    def action_leave(self) -> None:
        """Back to the menu."""
        self.app.pop_screen()

    def _tell(self, line: str) -> None:
        self.query_one("#how", Static).update(line)


def _row(listed: Listed) -> Text:
    """A record in a line: when, under which code, which call, from which seat, how it ended."""
    when = listed.started_at.replace("T", " ")[:16]
    if listed.wrong is not None:
        return Text(f"{when}  {listed.code}  cannot be read: {listed.wrong.message}", style="dim")
    seats = " and ".join(name_of(Role(seat)).lower() for seat in listed.seats)
    ended = ", ".join(Outcome(word).value.replace("_", " ") for word in listed.outcomes)
    return Text(f"{when}  {listed.code}  {listed.scenario}  {seats}  {ended or 'left'}")
