"""One card in a pane of its own: labels in a column, a bar for a scale, signs for a strip."""

from __future__ import annotations

from typing import ClassVar

from rich.box import SQUARE
from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from simulator.seat.view.cards import Card, CardLine, LineWeight, Scale

_BAR = 8
"""Most columns of a bar."""


class CardPane(Static):
    """A card, painted only if it changed, and laid out only if its texts have other lengths."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"card--{each}" for each in (*LineWeight, "label")}

    def __init__(self, name: str) -> None:
        """Show the card with this id, once `show` has it."""
        super().__init__("", classes="pane", markup=False)
        self.card_id = name
        self._card: Card | None = None

    def show(self, card: Card | None) -> None:
        """Show a card; nothing for None."""
        self.display = card is not None
        if card is None or card == self._card:
            return
        before, self._card = self._card, card
        self.border_title = card.title
        self.update(self.drawn(card), layout=before is None or _lengths(before) != _lengths(card))

    def drawn(self, card: Card) -> RenderableType:
        """Return the card as a table of its lines."""
        styles = {each: self.get_component_rich_style(f"card--{each}") for each in LineWeight}
        label = self.get_component_rich_style("card--label")
        labels = any(line.label or line.scale for line in card.lines)
        table = Table.grid(padding=(0, 1, 0, 0))
        if labels:
            table.add_column(no_wrap=True, style=label)
        table.add_column(ratio=1)
        for line in card.lines:
            head = line.label or (_bar(line.scale) if line.scale else "")
            table.add_row(*([head] if labels else []), _body(line, styles[line.weight]))
        return table


class RoomPane(CardPane):
    """Who is around a caller, as three rooms beside each other; one line in a low window."""

    def drawn(self, card: Card) -> RenderableType:
        if self.screen.has_class("-short"):
            lines = (each for each in card.lines if each.weight is not LineWeight.QUIET)
            return Text("; ".join(f"{line.label}: {line.text}" for line in lines))
        *rooms, phone = card.lines
        room = Table(*(each.label for each in rooms), box=SQUARE, expand=True)
        room.add_row(*(each.text for each in rooms))
        return Group(room, f"{phone.label}: {phone.text}")


def _body(line: CardLine, style: Style) -> Text:
    text = Text(line.text, style)
    if line.strip is not None:
        text = Text.assemble(f"{line.strip.cells}\n", text)
        for sign, meaning in line.strip.legend:
            text.append(f"\n{sign} ", "bold").append(meaning)
    if line.scale is not None and line.label:
        text.append(f"\n{line.scale.least} {_bar(line.scale)} {line.scale.most}", Style.null())
    return text


def _bar(scale: Scale) -> str:
    wide = max(1, _BAR // scale.steps)
    return "█" * (wide * scale.at) + "░" * (wide * (scale.steps - scale.at))


def _lengths(card: Card) -> list[tuple[int, int, int]]:
    """Return what decides how many rows a card takes."""
    return [
        (len(line.label), len(line.text), len(line.strip.legend) if line.strip else 0)
        for line in card.lines
    ]
