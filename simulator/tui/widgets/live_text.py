"""Text that changes during a call: captions, and lines that are cheap to repaint."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from textwrap import fill

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import RichLog, Static

from simulator.core.instant import minutes
from simulator.seat.view.caption_lines import Caption
from simulator.seat.view.known_facts import SummarySection

MOST = 2_000
"""Most lines kept; a call has a few hundred."""
_INDENT = 6
"""Columns of the time and a space."""


class Captions(RichLog):
    """The captions so far; they wrap again when the width changes."""

    # A new line would lay out the whole screen again. The scroll bar is always visible, so nothing
    # moves and no layout is needed.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(wrap=True, min_width=20, max_lines=MOST, auto_scroll=False, id=id)
        self.can_focus = False
        self._held: list[Caption] = []
        self._width = 0

    def add(self, captions: Iterable[Caption]) -> None:
        """Show more captions."""
        for caption in captions:
            self._held.append(caption)
            self._show(caption)
        del self._held[:-MOST]
        self._to_the_end()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if event.size.width != self._width:
            self._width = event.size.width
            self.clear()
            for caption in self._held:
                self._show(caption)
            self._to_the_end()

    def watch_virtual_size(self, size: Size) -> None:
        self.vertical_scrollbar.window_virtual_size = size.height

    def _to_the_end(self) -> None:
        """Scroll to the end, with one repaint for all new lines."""
        self.scroll_end(animate=False, immediate=True, x_axis=False)
        self.refresh()

    def _show(self, caption: Caption) -> None:
        """Write a caption with a hanging indent."""
        text = caption_text(caption)
        room = (self.scrollable_content_region.width or self._width) - _INDENT
        if text.cell_len <= room + _INDENT or room < _INDENT:
            self.write(text)
            return
        head, body = text.divide([_INDENT])
        lines = body.wrap(self.app.console, room)
        first, *rest = lines
        self.write(head + first)
        for line in rest:
            self.write(Text(" " * _INDENT) + line)


def caption_text(caption: Caption) -> Text:
    """Return a caption as a line: time, speaker, text, loudness."""
    text = Text()
    text.append(f"{minutes(caption.at):>{_INDENT - 1}} ", style="dim")
    if caption.who:
        text.append(f"{caption.who}: ", style="bold")
    text.append(caption.text, style="" if caption.who else "italic")
    if caption.loud:
        text.append(f" ({caption.loud})", style="dim")
    return text


class TextBlock(Static):
    """Text that is painted only if it changed, and laid out only if its number of lines did."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self.shown: Text | str = ""

    def show(self, text: Text | str) -> None:
        """Show `text`."""
        if text != self.shown:
            same_height = str(text).count("\n") == str(self.shown).count("\n")
            self.shown = text
            self.update(text, layout=not same_height)


class TextLine(TextBlock):
    """One line of text."""


def in_width(sections: Iterable[SummarySection], width: int) -> Text:
    """Return sections with headings, wrapped with a hanging indent."""
    text = Text()
    for section in sections:
        text.append(f"{section.title}\n", style="bold")
        for line in section.lines:
            text.append(f"{_set_in(line, width)}\n")
    return text


@lru_cache(maxsize=1_024)
def _set_in(line: str, width: int) -> str:
    return fill(line, max(width, 20), initial_indent=" ", subsequent_indent="   ")
