"""The list above the line: what Enter would do, each row beginning with its effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from simulator.seat.readings import Reading
from simulator.seat.view.effects import EFFECT_COLUMNS, LineEffect
from simulator.tui.call.text_block import TextBlock

MOST_ROWS = 8
"""Most rows of the list at a time; a longer one moves with the chosen row (our choice)."""
FEW_ROWS, TALL = 4, 30
"""As many rows in a window of fewer rows than these, where the transcript needs them."""
MOST_LINES = 3
"""Most lines of the chosen row: what Enter does is read whole, and the others may be cut."""
_STYLE = {
    LineEffect.SOUNDS: "says",
    LineEffect.OPENS: "says",
    LineEffect.INFORMS: "radios",
    LineEffect.LOGS: "log",
    LineEffect.SETS: "log",
    LineEffect.LOOKS: "log",
    LineEffect.NOTHING: "log",
    LineEffect.PASSES: "ends",
}
"""Effects that look like another one; each other has the look of its own name."""


class ListRow(NamedTuple):
    """What one row says."""

    effect: str
    words: str
    note: str = ""
    look: str = ""
    """The name of its look; empty for an option of a question."""


def row_of(reading: Reading) -> ListRow:
    """Return the row of a reading: its effect, what it was understood as, and what it asks."""
    note = ""
    if reading.disabled_reason is not None:
        note = f"not now: {reading.disabled_reason}"
    elif reading.confirm is not None:
        note = "! no way back, asks first"
    elif reading.needs and "speech" in reading.act.asks:
        note = "type words; Enter lists"
    elif reading.needs:
        note = f"asks: {', '.join(reading.needs)}"
    elif reading.overheard:
        note = f"! {reading.overheard} may hear it"
    look = _STYLE.get(reading.effect, reading.effect.value)
    return ListRow(reading.does, reading.label, note, look)


def _note(row: ListRow, width: int) -> str:
    """Return the note of a row, as much of it as has room beside the words."""
    shown = Text(f"  {row.note}" if row.note else "")
    shown.truncate(max(12, width // 3), overflow="ellipsis")
    return shown.plain


def lines_of(row: ListRow, width: int) -> tuple[str, ...]:
    """Return the words of the chosen row in lines, beside the effect and before the note.

    The last line may be too long, and is cut then.
    """
    room = max(8, width - (EFFECT_COLUMNS + 4 if row.effect else 3))
    left = row.words
    lines: list[str] = []
    while len(lines) < MOST_LINES - 1 and cell_len(left) > room - cell_len(_note(row, width)):
        # Where only the note has no room, it is on a line of its own.
        lines.append(wrap(left, room)[0])
        left = left[len(lines[-1]) :].lstrip()
    return (*lines, left)


class ReadingRow(TextBlock):
    """One row; a click on it does what it says."""

    ALLOW_SELECT = False

    @dataclass
    class Clicked(Message):
        """A row was clicked."""

        place: int

    def __init__(self) -> None:
        super().__init__()
        self.place = 0
        self._look = ""

    def show_row(self, row: ListRow, place: int, width: int, *, chosen: bool) -> None:
        """Show a row, in the colour of its effect; its words are as all other words."""
        self.place = place
        if row.look != self._look:
            self.remove_class(f"effect-{self._look}")
            self._look = row.look
            self.set_class(bool(row.look), f"effect-{row.look}")
        self.set_class(chosen, "chosen")
        ink = Style(color=self.parent.rich_style.color) if self.parent else Style.null()
        effect = f"{row.effect:<{EFFECT_COLUMNS + 1}}" if row.effect else ""
        text = Text.assemble((" \u25b8 " if chosen else "   ", "bold"), (effect, "bold"))
        margin = text.cell_len
        *first, last = lines_of(row, width) if chosen else (row.words,)
        for each in first:
            text.append_text(Text(each, ink)).append("\n" + " " * margin)
        note = _note(row, width)
        words = Text(last, ink)
        room = max(8, width - margin - cell_len(note))
        words.truncate(room, overflow="ellipsis", pad=bool(note))
        text.append_text(words).append(note)
        text.no_wrap, text.overflow = True, "ellipsis"
        self.styles.height = len(first) + 1
        self.show(text)

    def on_click(self) -> None:
        self.post_message(self.Clicked(self.place))


class ReadingRows(Vertical):
    """The rows, none while nothing is typed or asked."""

    def compose(self) -> ComposeResult:
        """Yield as many rows as there can be."""
        for _ in range(MOST_ROWS):
            yield ReadingRow()

    def show_rows(self, rows: Sequence[ListRow], chosen: int, width: int) -> None:
        """Show the rows around the chosen one, in so many columns."""
        most = MOST_ROWS if self.screen.size.height >= TALL else FEW_ROWS
        if chosen < len(rows):
            most -= len(lines_of(rows[chosen], width)) - 1
        first = max(0, min(chosen - most + 2, len(rows) - most))
        shown = rows[first : first + most]
        self.display = bool(shown)
        for place, widget in enumerate(self.query(ReadingRow)):
            widget.display = place < len(shown)
            if place < len(shown):
                at = first + place
                widget.show_row(shown[place], at, width, chosen=at == chosen)
