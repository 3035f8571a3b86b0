"""The captions of a seat: what it did and heard, each speaker in an own colour."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import RichLog

from simulator.core.instant import minutes
from simulator.seat.view.caption_lines import Caption, Side

MOST = 2_000
"""Most lines kept; a call has a few hundred."""
_INDENT = 6
"""Columns of the time and a space."""
_OWN_INSET, _WIDE = 6, 48
"""How far in one's own lines begin, in columns, and from which width."""


class Captions(RichLog):
    """The captions so far; they wrap again when the width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"captions--{side}" for side in Side}

    # A new line would lay out the whole screen again. The scroll bar is always visible, so nothing
    # moves and no layout is needed.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(wrap=True, min_width=20, max_lines=MOST, auto_scroll=False, id=id)
        self._held: list[Caption] = []
        self._width = 0

    def add(self, captions: Iterable[Caption]) -> None:
        """Show more captions."""
        if new := list(captions):
            self._held = [*self._held, *new][-MOST:]
            self._show(new)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if event.size.width != self._width:
            self._width = event.size.width
            self.clear()
            self._show(self._held)
        else:
            # What takes room below must not hide the newest line.
            self.scroll_end(animate=False, immediate=True, x_axis=False)

    def render_line(self, y: int) -> Strip:
        """Return a row; captions fill up from the bottom, so the newest is always found there."""
        above = max(0, self.scrollable_content_region.height - len(self.lines))
        return (
            super().render_line(y - above)
            if y >= above
            else Strip.blank(self.size.width, self.rich_style)
        )

    def watch_virtual_size(self, size: Size) -> None:
        self.vertical_scrollbar.window_virtual_size = size.height

    def _show(self, captions: Iterable[Caption]) -> None:
        """Write captions with a hanging indent, own ones further in, with one repaint for all."""
        width = self.scrollable_content_region.width or self._width
        styles = {side: self.get_component_rich_style(f"captions--{side}") for side in Side}
        for caption in captions:
            text = caption_text(caption)
            text.stylize(styles[caption.side], _INDENT)
            inset = _OWN_INSET if caption.own and width > _WIDE else 0
            room = width - _INDENT - inset
            if text.cell_len <= room + _INDENT or room < _INDENT:
                self.write(_set_in(text, inset))
                continue
            head, body = text.divide([_INDENT])
            for line in body.wrap(self.app.console, room):
                self.write(_set_in(head + line, inset))
                head = Text(" " * _INDENT)
        self.scroll_end(animate=False, immediate=True, x_axis=False)
        self.refresh()


def _set_in(line: Text, columns: int) -> Text:
    """Return a line with its text, after the time, `columns` further in."""
    return Text.assemble(line[:_INDENT], " " * columns, line[_INDENT:]) if columns else line


def caption_text(caption: Caption) -> Text:
    """Return a caption as a line: time, speaker, text, loudness."""
    return Text.assemble(
        (f"{minutes(caption.at):>{_INDENT - 1}} ", "dim"),
        (f"{caption.who}: " if caption.who else "", "bold"),
        (caption.text, "" if caption.who else "italic"),
        f" ({caption.loud})" if caption.loud else "",
    )
