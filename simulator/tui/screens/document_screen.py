"""A document of rows on a screen: the debrief, and the review of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as ListItem

from simulator.debrief.render.sections import DocumentRow
from simulator.tui.base.screen_frame import TrainerScreen


class DocumentScreen(TrainerScreen[None]):
    """Rows to look through, section by section, and from evidence to its entry in the log."""

    CSS_PATH = "document.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next_section", "Next section", key_display="Tab", priority=True,
                tooltip="Go to the next section"),
        Binding("pagedown", "page", "Page on", show=False, priority=True),
    ]  # fmt: skip
    HOW = ""
    """The line under the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DocumentRow] = []

    def document(self) -> Iterable[DocumentRow]:
        """Return the rows to show now."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        yield OptionList(id="told", markup=False)
        yield Static(self.HOW, id="how", markup=False)

    @property
    def told(self) -> OptionList:
        """The list of rows."""
        return self.query_one("#told", OptionList)

    @property
    def marked(self) -> DocumentRow | None:
        """The marked row."""
        place = self.told.highlighted
        return self.rows[place] if place is not None else None

    def show(self) -> None:
        """Show the current document, with the same row marked."""
        place = self.told.highlighted
        self.rows = list(self.document())
        self.told.clear_options()
        self.told.add_options(
            ListItem(
                Text(row.text, style="bold reverse" if row.section else row.style),
                disabled=not row.can_be_marked,
            )
            for row in self.rows
        )
        self.told.highlighted = place

    def mark(self, wanted: Callable[[DocumentRow], bool], after: int = -1) -> bool:
        """Mark the first wanted row after a row; return whether there is one."""
        found = [n for n, row in enumerate(self.rows) if n > after and wanted(row)]
        if found:
            self.told.highlighted = found[0]
            self.told.scroll_to_highlight(top=True)
        return bool(found)

    @on(OptionList.OptionSelected, "#told")
    def _jump(self) -> None:
        if self.marked is not None:
            self.jump(self.marked)

    def jump(self, row: DocumentRow) -> None:
        """Go from a row to its entry in the whole log."""
        raise NotImplementedError

    def action_next_section(self) -> None:
        here = self.told.highlighted
        heads = [n for n, row in enumerate(self.rows) if row.section]
        later = [n for n in heads if here is not None and n > here]
        if not any(self.mark(_can_be_marked, head) for head in (*later[:1], *heads[:1])):
            self.say("There is nothing to mark.")

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
            self.say(f"This is all of it. {self.HOW}")

    def say(self, line: str) -> None:
        """Show a line under the rows."""
        self.query_one("#how", Static).update(line)


def _can_be_marked(row: DocumentRow) -> bool:
    return row.can_be_marked
