"""What a person needs to know before choosing a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from simulator.content.library.library import Entry
from simulator.errors import ContentError, SimulatorError
from simulator.seat import setup as choosing

if TYPE_CHECKING:
    from simulator.content.scenario.scenario import Scenario


def details(scenario: Scenario) -> Text:
    """Title, content note, what it is for, seats, line and length."""
    seats = ", ".join(place.label for place in choosing.places(scenario))
    note = "; ".join(scenario.content_note) or "nothing to prepare for"
    text = Text()
    text.append(f"{scenario.title}\n", style="bold")
    text.append("Content note: ", style="bold")
    text.append(f"{note}\n")
    text.append("What it is for:\n", style="bold")
    for objective in scenario.objectives:
        text.append(f"- {objective}\n")
    text.append("Seats: ", style="bold")
    text.append(f"{seats}\n")
    text.append(choosing.circumstances(scenario).capitalize())
    return text


def missing(entry: Entry | None, error: SimulatorError | None) -> Text:
    """Why there is nothing to show: nothing was found, or the file of `entry` is wrong."""
    if entry is None:
        return Text("No call has all of these words in it. Escape shows all.")
    why = str(error or "")
    if isinstance(error, ContentError):
        number = len(error.problems)
        problems = "1 problem" if number == 1 else f"{number} problems"
        why = f"This file has {problems}: silent999 check says more."
    return Text.assemble((f"{entry.title}\n", "bold"), why)
