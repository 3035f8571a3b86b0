"""The debrief: the trainee's own view, then sections with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import EARS, outline
from simulator.debrief.render.sections import Section, lines_of
from simulator.debrief.turning_points.finished_run import FinishedRun as Played
from simulator.debrief.turning_points.finished_run import debrief_run
from simulator.review.transcript import EntrySummary
from simulator.seat.seat_view import SeatView
from simulator.tui.base.frame import TrainerScreen

FIRST = "First page"


class OwnViewScreen(TrainerScreen[None]):
    """Three optional questions. The answers are never saved."""

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "go_on", "Go on", key_display="F10", tooltip="To what was seen"),
        Binding("escape", "go_on", "Skip", key_display="Esc", tooltip="Leave the rest empty"),
    ]

    def __init__(self, seat_view: SeatView) -> None:
        super().__init__()
        self.seat_view = seat_view

    def body(self) -> ComposeResult:
        with VerticalScroll(id="own"):
            yield Static("Your own view first", classes="title", markup=False)
            yield Static(
                "Only you see it, and it isn't saved. You can leave lines empty. Please use no "
                "real names.",
                classes="quiet",
                markup=False,
            )
            for place, question in enumerate(OWN_VIEW):
                yield Static(question, classes="question", markup=False)
                yield Input(id=f"view-{place}", compact=True)
            yield Static("Enter: the next line, and at the end go on. Esc: skip.", markup=False)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        fields = list(self.query(Input))
        place = fields.index(event.input)
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        self.trainer.debrief(
            self.seat_view, tuple(field.value.strip() for field in self.query(Input))
        )


class DebriefRow(NamedTuple):
    """One row of the list."""

    text: Text
    moment: EntrySummary | None = None
    """The entry that the row shows, if any."""


class DebriefScreen(TrainerScreen[None]):
    """The first page of the debrief, and on a key all its sections. It never shows a mark."""

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "all", "Everything", tooltip="All findings, transcript and sources, or not"),
        Binding("t", "again", "Try from here", tooltip="Open the call just before this moment"),
        Binding("f", "facilitator", "Notes", tooltip="Show or hide the notes for a facilitator"),
        Binding("tab", "other_side", "Other side", key_display="Tab", priority=True,
                tooltip="Between the sections and what is in them"),
        Binding("e", "ending", "Back", tooltip="Back to how it ended"),
        Binding("escape", "ending", "Back", show=False),
        Binding("m", "menu", "Menu", tooltip="All calls"),
    ]  # fmt: skip

    def __init__(self, seat_view: SeatView, own_view: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.seat_view = seat_view
        self._own_view = own_view
        self._with_notes = False
        self._sections: tuple[Section, ...] = ()
        """The first page, then all others."""
        self._rows: list[DebriefRow] = []
        self._sought: int | None = None
        """`seq` of the entry to mark once the whole log is shown."""

    def body(self) -> ComposeResult:
        with Horizontal(id="sides"):
            yield OptionList(id="sections", markup=False)
            yield OptionList(id="told", markup=False)
        yield Static("a: everything   Enter: go to a moment   t: try again from it", id="how")

    def on_mount(self) -> None:
        self.query_one("#sections").display = False
        self.call_after_refresh(self._fill)

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        if self._sections:
            self._tell()

    def _fill(self) -> None:
        setup = self.seat_view.live.setup
        played = Played(
            setup.scenario, setup.profile, setup.force, self.seat_view.live.log, setup.seats,
            setup.seed,
        )  # fmt: skip
        debrief = debrief_run(played, self.trainer.library, own_view=self._own_view, private=True)
        page = Section(FIRST, sections=page_sections(first_page(debrief)))
        self._sections = (page, *outline(debrief, facilitator=self._with_notes))
        sections = self.query_one("#sections", OptionList)
        sections.clear_options()
        sections.add_options(Row(section.title) for section in self._sections)
        sections.highlighted = 0
        (sections if sections.display else self.query_one("#told")).focus()

    @on(OptionList.OptionHighlighted, "#sections")
    def _look(self) -> None:
        self._tell()
        sought, self._sought = self._sought, None
        found = [n for n, row in enumerate(self._rows) if row.moment and row.moment.seq == sought]
        if found:
            told = self.query_one("#told", OptionList)
            told.highlighted = found[0]
            told.focus()

    @on(OptionList.OptionSelected, "#told")
    def _jump(self, event: OptionList.OptionSelected) -> None:
        """Go from a piece of evidence to its entry in the whole log."""
        everything = next(n for n, s in enumerate(self._sections) if s.title == EARS)
        sections = self.query_one("#sections", OptionList)
        if sections.highlighted != everything:
            moment = self._rows[event.option_index].moment
            self._sought = moment.seq if moment else None
            sections.display = True
            sections.highlighted = everything

    @on(OptionList.OptionSelected, "#sections")
    def _go_in(self) -> None:
        self.query_one("#told").focus()

    def _tell(self) -> None:
        """Show the chosen section, wrapped to the width of its list."""
        section = self._sections[self.query_one("#sections", OptionList).highlighted or 0]
        told = self.query_one("#told", OptionList)
        width = max(20, self.size.width - 4 - 28 * self.query_one("#sections").display)
        rows = [row for inner in section.sections for row in _rows(inner, width)]
        self._rows = rows if section.title == FIRST else list(_rows(section, width))
        told.clear_options()
        told.add_options(Row(row.text, disabled=row.moment is None) for row in self._rows)
        told.scroll_home(animate=False)

    def action_all(self) -> None:
        """Show or hide the list of all sections; without it there is the first page."""
        sections = self.query_one("#sections", OptionList)
        sections.display = not sections.display
        sections.highlighted = 0
        self._tell()
        (sections if sections.display else self.query_one("#told")).focus()

    def action_other_side(self) -> None:
        sections = self.query_one("#sections")
        if not sections.display:
            self.action_all()
            return
        (self.query_one("#told") if sections.has_focus else sections).focus()

    def action_again(self) -> None:
        place = self.query_one("#told", OptionList).highlighted
        known = place is not None and place < len(self._rows)
        moment = self._rows[place].moment if place is not None and known else None
        if moment is None:
            self.query_one("#how", Static).update("Mark a moment first, with the arrows.")
            return
        self.trainer.open_seat(self.seat_view.again_from(moment.at))

    def action_facilitator(self) -> None:
        self._with_notes = not self._with_notes
        sections = self.query_one("#sections", OptionList)
        sections.display = sections.display or self._with_notes
        self._fill()
        if self._with_notes:
            titles = [section.title for section in self._sections]
            wanted = "For the facilitator"
            if wanted in titles:
                sections.highlighted = titles.index(wanted)
            else:
                self.query_one("#how", Static).update(
                    "This scenario has no notes for a facilitator."
                )

    def action_ending(self) -> None:
        self.trainer.finish(self.seat_view)

    def action_menu(self) -> None:
        self.trainer.open_menu()


def _rows(section: Section, width: int) -> Iterator[DebriefRow]:
    yield DebriefRow(Text(section.title, style="bold underline"))
    for line in lines_of(section):
        style = "bold" if line.title else ""
        yield DebriefRow(Text("\n".join(line.wrapped(width)), style=style), line.moment)
    yield DebriefRow(Text(""))
    for inner in section.sections:
        yield from _rows(inner, width)
