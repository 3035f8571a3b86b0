"""The scenarios as a list with headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.padding import Padding
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.library.library import Entry
from simulator.seat.setup import Shelf

INDENT = (0, 0, 0, 2)


class MenuList(OptionList):
    """Scenarios below their headings. A click looks at one, a second click begins it."""

    @dataclass
    class Opened(Message):
        """A scenario was clicked twice."""

        entry: Entry

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Begin without scenarios."""
        super().__init__(id=id, markup=False)
        self._entries: dict[str, Entry] = {}

    @property
    def entry(self) -> Entry | None:
        """The scenario that is highlighted."""
        if self.highlighted is None:
            return None
        return self._entries.get(self.get_option_at_index(self.highlighted).id or "")

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The scenarios in the list, in its order."""
        return tuple(self._entries.values())

    def show(self, shelves: Sequence[Shelf], highlight: str) -> None:
        """Show these; the one of the id `highlight` is looked at if it is there, else the first."""
        self._entries = {entry.id: entry for shelf in shelves for entry in shelf.entries}
        options: list[Option] = []
        for shelf in shelves:
            options.append(Option(Text(shelf.title, style="bold"), disabled=True))
            options += [
                Option(Padding(entry.title, INDENT), id=entry.id) for entry in shelf.entries
            ]
        self.clear_options()
        self.add_options(options)
        if highlight in self._entries:
            self.highlighted = self.get_option_index(highlight)
        elif self._entries:
            self.highlighted = 1

    def action_select(self) -> None:
        """A single click is only a look; Enter belongs to the screen."""

    def on_click(self, event: events.Click) -> None:
        """Begin what is clicked twice."""
        if event.chain == 2 and self.entry and event.style.meta.get("option") == self.highlighted:
            self.post_message(self.Opened(self.entry))
