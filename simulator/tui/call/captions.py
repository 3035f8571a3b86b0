"""The transcript of a seat: when, who, how loud, and what. Who is a colour, how loud a weight."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.console import Console
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import RichLog

from simulator.core.instant import minutes
from simulator.seat.view.caption_lines import Caption, caption_words
from simulator.seat.view.sound_cards import SHOUT, Voice

MOST = 2_000
"""Most lines kept; a call has a few hundred."""
_TIME, _WHO, _BAR = 7, 11, 2
"""Columns of the time, the speaker, and the weight of a sound."""
_SLIM = 56
"""Below so many columns a speaker has a row of their own, and all words begin below it."""
_WEIGHTS = " \N{LEFT ONE EIGHTH BLOCK}\N{LEFT ONE QUARTER BLOCK}\u258c\u258a\u2588"
"""From nothing to a shout."""
_AIR = frozenset({Voice.YOU, Voice.ACT, Voice.OTHER})
"""Before these a row is left free, while there is room for it."""
_ROOMY = 30
"""Rows of a window from which rows are left free."""
_UNSAID = frozenset({Voice.ACT, Voice.NEWS})
_CONSOLE = Console(width=200)
"""Only for wrapping; nothing is printed to it."""


class Captions(RichLog):
    """The captions so far; they wrap again when the width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"captions--{voice}" for voice in Voice), "captions--time", "captions--said",
        "captions--loud", "captions--shout",
    }  # fmt: skip

    # A new line would lay out the whole screen again. The scroll bar is always visible, so nothing
    # moves and no layout is needed.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(wrap=True, min_width=20, max_lines=MOST, auto_scroll=False, id=id)
        self._held: list[Caption] = []
        self._width = 0
        self._airy = False
        self._airy_rows = 0
        """How many rows there were with free ones between them, when that was last tried."""
        self._last = Voice.NEWS
        """Whose the last row is."""
        self._after_shout = False

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._again())

    def add(self, captions: Iterable[Caption]) -> None:
        """Show more captions."""
        if new := list(captions):
            self._held = [*self._held, *new][-MOST:]
            self._show(new)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        room = event.size.height
        fits = self._airy_rows <= room and self.app.size.height >= _ROOMY
        if event.size.width != self._width or self._airy is not fits:
            self._width = event.size.width
            self._again()
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

    def _again(self) -> None:
        """Show all of them in the width and the colours that there are now."""
        self._airy = self.app.size.height >= _ROOMY
        self._write_all()

    def _write_all(self) -> None:
        self.clear()
        self._last, self._after_shout = Voice.NEWS, False
        self._show(self._held)

    def _show(self, captions: Iterable[Caption]) -> None:
        """Write captions with one repaint for all; without free rows if they have no room."""
        width = self.scrollable_content_region.width or self._width
        styles = {
            name: self.get_component_rich_style(f"captions--{name}")
            for name in (*map(str, Voice), "time", "said", "loud", "shout")
        }
        for caption in captions:
            for row in self._rows(caption, width, styles):
                self.write(row, width=width)  # Else no row is longer than 80 columns.
        if self._airy:
            self._airy_rows = len(self.lines)
            if self._airy_rows > self.scrollable_content_region.height > 0:
                self._airy = False
                self._write_all()
                return
        self.scroll_end(animate=False, immediate=True, x_axis=False)
        self.refresh()

    def _rows(self, caption: Caption, width: int, styles: dict[str, Style]) -> Iterator[Text]:
        shout = caption.weight == SHOUT
        parts = self._airy and caption.voice in _AIR and caption.voice is not self._last
        if self.lines and (shout or self._after_shout or parts):
            yield Text()
        self._last, self._after_shout = caption.voice, shout
        rows = _slim if width < _SLIM else _wide
        for row in rows(caption, width, styles):
            if shout:
                row.pad_right(max(0, width - row.cell_len))
                row.stylize(styles["shout"])
            yield row


def _wide(caption: Caption, width: int, styles: dict[str, Style]) -> Iterator[Text]:
    """Yield the rows of a caption with all its columns; a long one has a hanging indent."""
    indent = _TIME + _WHO + _BAR
    head = _head(caption, styles, _WHO)
    head.append(f"{_WEIGHTS[caption.weight]} ", styles[str(_ink(caption))])
    for words in _words(caption, styles).wrap(_CONSOLE, max(12, width - indent)):
        yield Text.assemble(head, words)
        head = Text(" " * indent)


def _slim(caption: Caption, width: int, styles: dict[str, Style]) -> Iterator[Text]:
    """Yield the rows of a caption with its speaker above its words."""
    head = Text(f"{minutes(caption.at):>5}  ", styles["time"])
    if _named(caption):
        yield _head(caption, styles, 0)
        head = Text(" " * _TIME)
    for words in _words(caption, styles).wrap(_CONSOLE, max(12, width - _TIME - _BAR)):
        if head.cell_len == _TIME:
            head.append(f"{_WEIGHTS[caption.weight]} ", styles[str(_ink(caption))])
        yield Text.assemble(head, words)
        head = Text(" " * (_TIME + _BAR))


def _head(caption: Caption, styles: dict[str, Style], width: int) -> Text:
    who = caption.who if _named(caption) else ""
    if len(who) >= width > 0:
        who = _SHORT.get(who, who[: width - 1])
    return Text.assemble(
        (f"{minutes(caption.at):>5}  ", styles["time"]),
        (f"{who:<{width}}", styles[str(caption.voice)] + Style(bold=True)),
    )


_SHORT = {
    "Another voice": "A voice", "Someone near": "Near you", "Call handler": "Handler",
    "First handler": "1st handler"[:10], "Officer on phone": "Officer", "An officer": "Officer",
    "Supervisor": "Supervisor", "Other force": "Oth. force",
}  # fmt: skip
"""Names that are longer than their column."""


def _named(caption: Caption) -> bool:
    """Whether a caption names a speaker: a sound in the room and an act of one's own do not."""
    return bool(caption.who) and caption.voice not in (*_UNSAID, Voice.ROOM)


def _ink(caption: Caption) -> str:
    return "loud" if caption.voice is Voice.ROOM and caption.weight > 2 else caption.voice


def _words(caption: Caption, styles: dict[str, Style]) -> Text:
    """Return what was said in quotation marks, a sound without any, an act as a sentence."""
    text = caption_words(caption)
    if caption.weight == SHOUT:
        return Text(text, styles["shout"] + Style(bold=True))
    at_their_end = caption.voice in (Voice.CALLER, Voice.OTHER, Voice.ROOM)
    quiet = caption.voice in _UNSAID
    plain = at_their_end or quiet
    return Text(text, styles[str(_ink(caption))] if plain else styles["said"])


def caption_text(caption: Caption) -> Text:
    """Return a caption as a line: time, speaker, text, loudness."""
    return Text.assemble(
        (f"{minutes(caption.at):>5} ", "dim"),
        (f"{caption.who}: " if caption.who else "", "bold"),
        (caption.text, "" if caption.who else "italic"),
        f" ({caption.loud})" if caption.loud else "",
    )
