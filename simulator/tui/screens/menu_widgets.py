"""Widgets of the menu: list of scenarios, details, and choices."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.content.library.library import ScenarioHeader
from simulator.errors import ContentError, SimulatorError
from simulator.seat import run_choices
from simulator.seat.run_choices import ScenarioGroup

if TYPE_CHECKING:
    from simulator.content.scenario.scenario import Scenario


class _Row(NamedTuple):
    """A scenario in the list: facts in columns, then the title, which wraps below itself."""

    facts: str
    title: str

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        lines = wrap(self.title, max(options.max_width - len(self.facts), 10))
        for before, line in zip_longest((self.facts,), lines, fillvalue=""):
            yield Text.assemble((before.ljust(len(self.facts)), "dim"), line)


class MenuList(OptionList):
    """Scenarios below headings. A click highlights one, a double click starts it."""

    @dataclass
    class Opened(Message):
        """A scenario was double-clicked."""

        entry: ScenarioHeader

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._entries: dict[str, ScenarioHeader] = {}

    @property
    def entry(self) -> ScenarioHeader | None:
        """The highlighted scenario, or None."""
        if self.highlighted is None:
            return None
        return self._entries.get(self.get_option_at_index(self.highlighted).id or "")

    def show(
        self, shelves: Sequence[ScenarioGroup], highlight: str, done: Container[str] = ()
    ) -> None:
        """Show the groups; highlight the scenario with id `highlight`, else the first.

        Those that were `done` before have a mark.
        """
        self._entries = {entry.id: entry for shelf in shelves for entry in shelf.entries}
        options: list[Option] = []
        for shelf in shelves:
            options.append(Option(Text(shelf.title, style="bold"), disabled=True))
            for entry in shelf.entries:
                facts = f"{'+' if entry.id in done else ' '}{entry.level} {entry.about:>4} "
                options.append(Option(_Row(facts, entry.listed), id=entry.id))
        self.clear_options()
        self.add_options(options)
        if highlight in self._entries:
            self.highlighted = self.get_option_index(highlight)
        elif self._entries:
            self.highlighted = 1

    def on_resize(self) -> None:
        """Show the highlighted title whole again, which a list with fewer rows would cut off."""
        self.call_after_refresh(self.scroll_to_highlight)

    def action_select(self) -> None:
        """Do nothing: a single click only highlights, and Enter belongs to the screen."""

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and self.entry and event.style.meta.get("option") == self.highlighted:
            self.post_message(self.Opened(self.entry))


def details(scenario: Scenario, done: str) -> Text:
    """Return title, content note, objectives, seats, line, length and when it was `done` before."""
    seats = ", ".join(place.label for place in run_choices.seats_of(scenario))
    note = "; ".join(scenario.content_note) or "nothing to prepare for"
    return Text.assemble(
        (f"{scenario.listed}\nContent note: ", "bold"),
        f"{note}\n",
        ("What it is for:\n", "bold"),
        *(f"- {objective}\n" for objective in scenario.objectives),
        ("Seats: ", "bold"),
        f"{seats}\n{run_choices.line_and_length(scenario).capitalize()}\n",
        ("Level ", "bold"),
        f"{scenario.level} of 4: {run_choices.LEVELS[scenario.level]}\n",
        ("Before: " if done else "", "bold"),
        done,
    )


def missing(entry: ScenarioHeader | None, error: SimulatorError | None) -> Text:
    """Return why there are no details: nothing was found, or the file is wrong."""
    if entry is None:
        return Text("No call has all of these words in it. Escape shows all.")
    why = str(error or "")
    if isinstance(error, ContentError):
        number = len(error.problems)
        problems = "1 problem" if number == 1 else f"{number} problems"
        why = f"This file has {problems}: silent999 check says more."
    return Text.assemble((f"{entry.listed}\n", "bold"), why)


class MenuChoice(Static, can_focus=True):
    """A choice that shows one value. Its key, an arrow or a click goes to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "Next value", show=False, tooltip="of this choice"),
        Binding("left", "step(-1)", "Value before", show=False, tooltip="of this choice"),
    ]

    @dataclass
    class Changed(Message):
        """The user chose another value."""

        choice: MenuChoice

        @property
        def control(self) -> MenuChoice:
            """The choice."""
            return self.choice

    def __init__(self, key: str, title: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._key = key
        self._title = title
        self._options: Sequence[tuple[str, str]] = ()
        self._at = 0
        self._why = ""

    @property
    def value(self) -> str:
        """The chosen value; empty if there are no options."""
        return self._options[self._at][0] if self._options else ""

    def offer(self, options: Sequence[tuple[str, str]], chosen: str, why: str = "") -> None:
        """Set the options; choose `chosen` if it is among them, else the first.

        `why` says why the user's own choice isn't the one that is shown.
        """
        values = [value for value, _ in options]
        self._options = tuple(options)
        self._at = values.index(chosen) if chosen in values else 0
        self._why = why
        self._show()

    def action_step(self, by: int) -> None:
        if len(self._options) > 1:
            self._at = (self._at + by) % len(self._options)
            self._why = ""
            self._show()
            self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        self.action_step(-1 if event.shift else 1)

    def _show(self) -> None:
        label = self._options[self._at][1] if self._options else "-"
        chosen = f"< {label} >" if len(self._options) > 1 else f"  {label}"
        why = (f" {self._why}", "bold") if self._why else ""
        self.update(Text.assemble((f"{self._key} ", "bold"), f"{self._title:<8}", chosen, why))
