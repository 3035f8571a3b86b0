"""One card in a pane of its own: labels in a column, a bar for a scale, signs for a strip."""

from collections.abc import Iterator
from textwrap import wrap
from typing import ClassVar

from rich.style import Style
from rich.text import Text

from simulator.seat.view.cards import Card, CardLine, LineWeight, Scale
from simulator.tui.call.text_block import TextBlock, entitle

_BAR = 8
"""Most columns of a bar."""


class CardPane(TextBlock):
    """A card; its text is wrapped here, because a table of Rich costs ten times as much."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"card--{each}" for each in (*LineWeight, "label")}

    def __init__(self, card_id: str) -> None:
        """Show the card with this id, once `show_card` has it."""
        super().__init__()
        self.add_class("pane")
        self.card_id = card_id
        self._drawn: tuple[Card | None, int, bool] = (None, 0, False)

    def show_card(self, card: Card | None) -> None:
        """Show a card; nothing for None."""
        if self.display is (card is None):
            self.display = card is not None
        if card is not None:
            entitle(self, title=card.title)
            self._draw(card)

    def on_resize(self) -> None:
        if (card := self._drawn[0]) is not None:
            # Asked for in the middle of a layout, another one would be lost.
            self.call_after_refresh(self._draw, card)

    def _draw(self, card: Card) -> None:
        width = self.size.width
        drawn = (card, width, self.screen.has_class("-short"))
        if drawn != self._drawn:
            before, self._drawn = self._drawn, drawn
            self.show(self.drawn(card, max(width, 20)))
            if before[1:] != drawn[1:]:
                # Laid out in another width, the text may have had other rows.
                self.refresh(layout=True)

    def drawn(self, card: Card, width: int) -> Text:
        """Return the card in a width: each label or bar, and beside it what it says."""
        styles = {each: self.get_component_rich_style(f"card--{each}") for each in LineWeight}
        label = self.get_component_rich_style("card--label")
        heads = [line.label or (_bar(line.scale) if line.scale else "") for line in card.lines]
        column = max(map(len, heads)) + 1 if any(heads) else 0
        text = Text()
        for head, line in zip(heads, card.lines, strict=True):
            for row, style in _rows(line, width - column, styles[line.weight]):
                text.append(f"{head:<{column}}", label).append(f"{row}\n", style)
                head = ""
        text.right_crop()
        return text


class RoomPane(CardPane):
    """Who is around a caller, as three rooms beside each other; one line in a low window."""

    def drawn(self, card: Card, width: int) -> Text:
        if self.screen.has_class("-short"):
            lines = (each for each in card.lines if each.weight is not LineWeight.QUIET)
            said = "; ".join(f"{line.label}: {line.text}" for line in lines)
            return Text("\n".join(wrap(said, width)))
        *rooms, phone = card.lines
        inner = (width - 1) // len(rooms) - 1
        cells = [[room.label.upper(), *wrap(room.text, inner)] for room in rooms]
        tall = max(map(len, cells))
        edge = "┼".join("─" * inner for _ in rooms)
        walls = (
            "│" + "│".join(f"{''.join(cell[row : row + 1]):<{inner}}" for cell in cells) + "│"
            for row in range(tall)
        )
        top, bottom = (f"{a}{edge.replace('┼', b)}{c}" for a, b, c in ("┌┬┐", "└┴┘"))
        drawn = Text("\n".join((top, *walls, bottom, f"{phone.label}: {phone.text}")))
        drawn.highlight_regex("[─│┌┬┐└┴┘]", self.get_component_rich_style("card--quiet"))
        return drawn


def _rows(line: CardLine, width: int, style: Style) -> Iterator[tuple[str, Style]]:
    """Yield the rows of a line: a strip above its text, which has the legend."""
    plain = Style.null()
    if line.strip is not None:
        yield line.strip.cells, plain
    legend = ", ".join(" ".join(each) for each in line.strip.legend) if line.strip else ""
    text = f"{line.text}: {legend}" if legend else line.text
    yield from ((row, style) for row in wrap(text, width))


def _bar(scale: Scale) -> str:
    wide = max(1, _BAR // scale.steps)
    return "█" * (wide * scale.at) + "░" * (wide * (scale.steps - scale.at))
