"""One card in a panel: its title, then facts with how each is known, lists, bars and strips."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from textual.content import Content

from simulator.seat.view.cards import Card, CardLine, KnownBy, LineWeight
from simulator.tui.base.rows import ends, meter
from simulator.tui.call.text_block import TextBlock

MARKS: Mapping[KnownBy, tuple[str, str]] = {
    KnownBy.SAID: ("\N{BLACK CIRCLE}", "$you"),
    KnownBy.HEARD: ("\N{FISHEYE}", "$you"),
    KnownBy.DATA: ("\N{BLACK SQUARE}", "$machine"),
    KnownBy.OTHERS: ("\N{CIRCLE WITH LEFT HALF BLACK}", "$ring"),
    KnownBy.NOT: ("\N{WHITE CIRCLE}", "$quiet"),
}
"""How a fact is known, as a shape and a colour; the source beside it says the same in words."""
_INKS = {LineWeight.LOUD: "bold $ink", LineWeight.PLAIN: "$ink", LineWeight.QUIET: "$quiet"}
_LABEL = 11
"""Most columns of a label that has its text beside it."""
_BAR = 10
"""Columns of a bar."""


class CardPane(TextBlock, can_focus=True):
    """A card; its text is wrapped here, because a table of Rich costs ten times as much."""

    def __init__(self, card_id: str = "", *, id: str | None = None) -> None:  # noqa: A002
        """Show the card with this id, once `show_card` has it."""
        super().__init__(id=id)
        self.add_class("panel")
        self.card_id = card_id
        self._drawn: tuple[Card | None, int, bool] = (None, 0, False)

    def show_card(self, card: Card | None) -> None:
        """Show a card; nothing for None."""
        if self.display is (card is None):
            self.display = card is not None
        if card is not None:
            self._draw(card)

    def on_resize(self) -> None:
        # Asked for in the middle of a layout, another one would be lost.
        self.call_after_refresh(self._draw_again)

    def _draw_again(self) -> None:
        """Draw the card that is shown by now."""
        if (card := self._drawn[0]) is not None:
            self._draw(card)

    def _draw(self, card: Card) -> None:
        width = self.size.width
        drawn = (card, width, self.screen.has_class("-short"))
        if drawn != self._drawn:
            before, self._drawn = self._drawn, drawn
            self.show(self.drawn(card, max(width, 20)))
            if before[1:] != drawn[1:]:
                # Laid out in another width, the text may have had other rows.
                self.refresh(layout=True)

    def drawn(self, card: Card, width: int) -> Content:
        """Return the card in a width."""
        rows = [ends(Content.assemble((card.title, "bold $quiet")), _chip(card.note), width)]
        if not self.screen.has_class("-short"):
            rows.append(Content())
        return Content("\n").join([*rows, *self.rows(card, width)])

    def rows(self, card: Card, width: int) -> Iterator[Content]:
        """Yield the rows below the title."""
        marked = any(line.known for line in card.lines)
        labels = [len(line.label) for line in card.lines if len(line.label) <= _LABEL]
        column = max(labels, default=0) + 1 if any(labels) else 0
        for line in card.lines:
            yield from _rows(line, width, column, marked=marked)


class IncidentPane(CardPane):
    """The incident: its number and beat beside the title, and the grade as a word at its end.

    What the title says has no row, so that the units below are in sight as well.
    """

    def drawn(self, card: Card, width: int) -> Content:
        """Return the card with the lines that its title does not say."""
        first = next((line for line in card.lines if line.label == card.title), None)
        if first is None:
            return super().drawn(card, width)
        said = {card.title, *(("Grade",) if card.note else ())}
        left = tuple(line for line in card.lines if line.label not in said)
        title = f"{card.title} {first.text}   {first.source}"
        return super().drawn(card._replace(title=title, lines=left), width)


class ThrivePane(CardPane):
    """Six lamps, lit where it is written; the log has the words."""

    def drawn(self, card: Card, width: int) -> Content:
        """Return the lamps in one row, and below them what is being typed."""
        lamps: list[tuple[str, str]] = []
        for line in card.lines:
            lit = line.weight is not LineWeight.QUIET
            style = "bold $onfill on $live" if lit else "$quiet on $raised"
            lamps += [(f" {line.label[:1]}{_LAMPS[lit]} ", style), (" ", "")]
        row = ends(Content.assemble(*lamps), Content.assemble((card.title, "$quiet")), width)
        typed = [line for line in card.lines if line.weight is LineWeight.LOUD]
        return Content("\n").join([row, *(Content.assemble((f"{each.label}: {each.text}", "$ink"))
                                          for each in typed)])  # fmt: skip


_LAMPS = {True: "\N{BLACK CIRCLE}", False: "\N{WHITE CIRCLE}"}


class RoomPane(CardPane):
    """Who is around a caller: here, close by, and away."""

    def rows(self, card: Card, width: int) -> Iterator[Content]:
        """Yield a row for each place; without a column of its own, one for all but the empty."""
        if not self.screen.has_class("-wider"):
            lines = (each for each in card.lines if each.weight is not LineWeight.QUIET)
            said = "; ".join(f"{line.label}: {line.text}" for line in lines)
            yield from (Content.assemble((row, "$ink")) for row in wrap(said, width))
            return
        yield from super().rows(card, width)


def _chip(word: str) -> Content:
    return Content.assemble((f" {word} ", "bold $ink on $over")) if word else Content()


def _rows(line: CardLine, width: int, column: int, *, marked: bool) -> Iterator[Content]:
    """Yield the rows of a line: mark, label, text, and at the right end who says so."""
    head = Content()
    if marked:
        sign, colour = MARKS[line.known] if line.known else (" ", "")
        head = Content.assemble((f"{sign} ", colour))
    if line.strip is not None:
        yield Content.assemble((line.strip.cells, "$ink"))
    label = line.label
    if len(label) > _LABEL:
        yield Content.assemble(head, (label, "$quiet"))
        head, label = Content.assemble((" " * head.cell_length, "")), ""
    if column and (label or marked or line.label):
        head = Content.assemble(head, (f"{label:<{column}}", "$quiet"))
    if line.scale is not None:
        head = Content.assemble(
            head, meter(line.scale.at / max(1, line.scale.steps), _BAR, "$live"), " "
        )
    legend = ", ".join(" ".join(each) for each in line.strip.legend) if line.strip else ""
    text = f"{line.text}: {legend}" if legend else line.text
    yield from _beside(head, text, line, width)


def _beside(head: Content, text: str, line: CardLine, width: int) -> Iterator[Content]:
    ink = _INKS[line.weight]
    room = max(8, width - head.cell_length)
    source = Content.assemble((line.source, "$quiet"))
    if len(text) + len(line.source) + 1 <= room:
        yield ends(Content.assemble(head, (text, ink)), source, width)
        return
    indent = head.cell_length
    rows = wrap(text, room) or [""]
    for place, row in enumerate(rows):
        left = Content.assemble(head if not place else " " * indent, (row, ink))
        last = place == len(rows) - 1
        if last and line.source and left.cell_length + len(line.source) < width:
            left = ends(left, source, width)
        elif last and line.source:
            yield left
            left = ends(Content(), source, width)
        yield left
