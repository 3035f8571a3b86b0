"""The keypad of a phone, with the letters in their usual places."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

ROWS = (
    (("1", ""), ("2", "abc"), ("3", "def")),
    (("4", "ghi"), ("5", "jkl"), ("6", "mno")),
    (("7", "pqrs"), ("8", "tuv"), ("9", "wxyz")),
    (("*", ""), ("0", "+"), ("#", "")),
)
_CELL = 10


class Keypad(Static):
    """Twelve keys. A click presses one; the same digits on the keyboard do, too."""

    ALLOW_SELECT = False  # a press of the button begins nothing else, so it is painted at once

    DEFAULT_CSS = """
    Keypad {
        width: auto;
        height: 4;
    }
    """

    @dataclass
    class Pressed(Message):
        """A key of the phone was clicked."""

        keypad: Keypad
        key: str

        @property
        def control(self) -> Keypad:
            """The keypad."""
            return self.keypad

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin with keys that cannot be pressed yet."""
        super().__init__(_face(usable=False, last=""), id=id, markup=False)
        self._shown = (False, "")

    def show(self, *, usable: bool, last: str) -> None:
        """Show whether keys can be pressed, and which was pressed last."""
        if (usable, last) != self._shown:
            self._shown = (usable, last)
            self.update(_face(usable=usable, last=last), layout=False)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        row, column = event.y, event.x // _CELL
        if 0 <= row < len(ROWS) and 0 <= column < len(ROWS[row]):
            self.post_message(self.Pressed(self, ROWS[row][column][0]))


def _face(*, usable: bool, last: str) -> Text:
    text = Text(no_wrap=True)
    for place, row in enumerate(ROWS):
        for key, letters in row:
            style = "bold reverse" if usable else "dim"
            held = f"[{key}]" if key == last else f" {key} "
            text.append(held, style=style)
            text.append(f" {letters:<{_CELL - 4}}", style="dim")
        if place < len(ROWS) - 1:
            text.append("\n")
    return text
