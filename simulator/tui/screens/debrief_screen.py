"""The debrief: the trainee's own view, then sections with their evidence."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as ListItem

from simulator.debrief.assess.debrief import OWN_VIEW, Debrief
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import EARS, outline
from simulator.debrief.render.sections import DocumentRow, Section, lines_of
from simulator.seat.seat_view import SeatView
from simulator.tui.base.parameter_dialogs import TypedLine
from simulator.tui.base.screen_frame import COPY, TrainerScreen, key, named

_HOW = "Arrows: mark a moment   Enter: go to it in everything that happened"


class OwnViewScreen(TrainerScreen[None]):
    """Three optional questions. The answers are never saved."""

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = named("own_view", [
        Binding("f10", "go_on", "Go on", key_display="F10", tooltip="To what was seen"),
        Binding("escape", "go_on", "Skip", key_display="Esc", tooltip="Leave the rest empty"),
    ])  # fmt: skip

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
                yield TypedLine(id=f"view-{place}", compact=True)
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
        own_view = tuple(field.value.strip() for field in self.query(Input))
        self.trainer.replace_all(DebriefScreen(self.seat_view, own_view))


class DebriefScreen(TrainerScreen[None]):
    """The first page of the debrief, and on a key everything else. It never shows a mark.

    Its rows can be looked through section by section, and from evidence to its entry in the log.
    """

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = named("debrief", [
        key("tab", "next_section", "Next section", "Go to the next section", "Tab"),
        Binding("pagedown", "page", "Page on", show=False, priority=True),
        Binding("a", "all", "Everything", tooltip="All findings, transcript and sources, or not"),
        Binding("s", "strip", "Strip", tooltip="The call as a strip of time, with what counted"),
        Binding("t", "again", "Try from here", tooltip="Open the call just before this moment"),
        Binding("e", "ending", "Back", tooltip="Back to how it ended"),
        Binding("escape", "ending", "Back", show=False),
        Binding("m", "menu", "Menu", tooltip="All calls"),
        COPY,
    ])  # fmt: skip

    def __init__(self, seat_view: SeatView, own_view: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.seat_view = seat_view
        self._own_view = own_view
        self._full = False
        self._debrief: Debrief | None = None
        self.rows: list[DocumentRow] = []

    def body(self) -> ComposeResult:
        yield OptionList(id="told", markup=False)
        yield Static(_HOW, id="how", markup=False)

    @property
    def told(self) -> OptionList:
        """The list of rows."""
        return self.query_one("#told", OptionList)

    @property
    def marked(self) -> DocumentRow | None:
        """The marked row."""
        place = self.told.highlighted
        return self.rows[place] if place is not None else None

    def on_mount(self) -> None:
        self.call_after_refresh(self._fill)

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self.show()

    def _fill(self) -> None:
        played = self.seat_view.played()
        self._debrief = played.debrief(self.trainer.library, self._own_view)
        self.show()
        self.told.focus()

    def show(self) -> None:
        """Show the current document, with the same row marked."""
        place = self.told.highlighted
        self.rows = list(self._document())
        self.told.clear_options()
        self.told.add_options(
            ListItem(
                Text(row.text, style="bold reverse" if row.section else row.style),
                disabled=row.seq is None,
            )
            for row in self.rows
        )
        self.told.highlighted = place

    def _document(self) -> Iterator[DocumentRow]:
        """Yield the first page; if asked for, all other sections."""
        if self._debrief is None:
            return
        for section in page_sections(first_page(self._debrief, "under Everything (a)")):
            yield from self._rows(section)
        for section in outline(self._debrief) if self._full else ():
            yield from self._rows(section)

    def _rows(self, section: Section, outer: str = "") -> Iterator[DocumentRow]:
        width = max(20, self.size.width - 4)
        yield DocumentRow(section.title, style="bold underline", section=not outer)
        for line in lines_of(section):
            seq = line.moment.seq if line.moment else None
            style = "bold" if line.title else ""
            yield DocumentRow("\n".join(line.wrapped(width)), seq, outer != EARS, style)
        for inner in section.sections:
            yield from self._rows(inner, section.title)
        yield DocumentRow("")

    def _mark(self, wanted: Callable[[DocumentRow], bool], after: int = -1) -> bool:
        """Mark the first wanted row after a row; return whether there is one."""
        found = [n for n, row in enumerate(self.rows) if n > after and wanted(row)]
        if found:
            self.told.highlighted = found[0]
            self.told.scroll_to_highlight(top=True)
        return bool(found)

    @on(OptionList.OptionSelected, "#told")
    def _jump(self) -> None:
        """Go from a row to its entry in the whole log."""
        row = self.marked
        if row is not None and row.evidence:
            self._full = True
            self.show()
            self._mark(lambda each: each.seq == row.seq and not each.evidence)

    def action_next_section(self) -> None:
        here = self.told.highlighted
        heads = [n for n, row in enumerate(self.rows) if row.section]
        later = [n for n in heads if here is not None and n > here]
        places = (*later[:1], *heads[:1])
        if not any(self._mark(lambda row: row.seq is not None, head) for head in places):
            self._say("There is nothing to mark.")

    def action_page(self) -> None:
        here = self.told.highlighted
        self.told.action_page_down()  # type: ignore[no-untyped-call]
        there = self.told.highlighted
        if there is not None and (here is None or there > here):
            return
        # Textual marks nothing if all rows of the next page are disabled.
        self.told.highlighted = here
        if self.told.scroll_y < self.told.max_scroll_y:
            self.told.scroll_page_down(animate=False)
        else:
            self._say(f"This is all of it. {_HOW}")

    def _say(self, line: str) -> None:
        """Show a line under the rows."""
        self.query_one("#how", Static).update(line)

    def action_all(self) -> None:
        self._full = not self._full
        self.show()

    def action_strip(self) -> None:
        from simulator.tui.screens.strip_screen import StripScreen

        if self._debrief is not None:
            self.app.push_screen(StripScreen(self.seat_view, self._debrief))

    def action_again(self) -> None:
        seq = self.marked.seq if self.marked else None
        if seq is None:
            self._say("Mark a moment first, with the arrows.")
            return
        at = self.seat_view.played().log[seq].at
        self.trainer.open_seat(self.seat_view.again_from(at))

    def action_copy(self) -> None:
        self.copy([line for row in self.rows for line in row.text.splitlines() or [""]])

    def action_ending(self) -> None:
        self.trainer.finish(self.seat_view)

    def action_menu(self) -> None:
        self.trainer.open_menu()
