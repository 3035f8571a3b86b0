"""What can be done: a key and a few words each, in a fixed order, so that hands can learn it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from simulator.seat.offers import Offer

REASONS_FROM = 60
"""Columns from which there is room for the reason behind what is ruled out."""


class OfferPanel(Static):
    """A list of offers. What is ruled out stays in its place, in brackets and dim."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """An offer was clicked."""

        panel: OfferPanel
        key: str

        @property
        def control(self) -> OfferPanel:
            """The panel."""
            return self.panel

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin empty."""
        super().__init__("", id=id, markup=False)
        self._offers: Sequence[Offer] = ()
        self._lines: list[Offer | str] = []
        self._wide = False

    def show(self, offers: Sequence[Offer], *, headings: bool) -> None:
        """Show these offers, if they are not there already."""
        wide = self.size.width >= REASONS_FROM
        lines = _arranged(offers, headings)
        if (offers, wide, len(lines)) == (self._offers, self._wide, len(self._lines)):
            return
        same_height = len(lines) == len(self._lines)
        self._offers, self._lines, self._wide = offers, lines, wide
        text = Text("\n").join(_line(line, wide) for line in lines)
        text.no_wrap = True
        text.overflow = "ellipsis"
        self.update(text, layout=not same_height)

    def on_click(self, event: events.Click) -> None:
        """Choose the offer on the line."""
        if 0 <= event.y < len(self._lines):
            line = self._lines[event.y]
            if isinstance(line, Offer):
                self.post_message(self.Chosen(self, line.key))


def _arranged(offers: Sequence[Offer], headings: bool) -> list[Offer | str]:
    lines: list[Offer | str] = []
    group = ""
    for offer in offers:
        if headings and offer.act.group != group:
            group = offer.act.group
            lines.append(group)
        lines.append(offer)
    return lines


def _line(line: Offer | str, wide: bool) -> Text:
    if isinstance(line, str):
        return Text(line, style="bold underline")
    if line.why_not is None:
        return Text.assemble((f" {line.key} ", "bold reverse"), f" {line.label}")
    reason = f": {line.why_not}" if wide else ""
    return Text(f"({line.key}) {line.label}{reason}", style="dim")
