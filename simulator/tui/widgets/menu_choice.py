"""One line with one choice: its key, its name, and what is chosen just now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static


class MenuChoice(Static, can_focus=True):
    """A choice of which one value is shown. Its key, an arrow or a click goes to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "Next value", show=False, tooltip="of this choice"),
        Binding("left", "step(-1)", "Value before", show=False, tooltip="of this choice"),
    ]

    @dataclass
    class Changed(Message):
        """A person chose another value."""

        choice: MenuChoice
        value: str

        @property
        def control(self) -> MenuChoice:
            """The choice."""
            return self.choice

    def __init__(self, key: str, title: str, *, id: str) -> None:  # noqa: A002
        """A choice called `title` that `key` steps through; nothing can be chosen yet."""
        super().__init__(id=id, markup=False)
        self._key = key
        self._title = title
        self._options: Sequence[tuple[str, str]] = ()
        self._at = 0

    @property
    def value(self) -> str:
        """What is chosen; empty when there is nothing to choose from."""
        return self._options[self._at][0] if self._options else ""

    @property
    def label(self) -> str:
        """What is chosen, in words."""
        return self._options[self._at][1] if self._options else "-"

    def offer(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer values with their words; `chosen` if it is among them, else the first."""
        values = [value for value, _ in options]
        self._options = tuple(options)
        self._at = values.index(chosen) if chosen in values else 0
        self._show()

    def action_step(self, by: int) -> None:
        """Choose another value: the next, or the one before."""
        if len(self._options) > 1:
            self._at = (self._at + by) % len(self._options)
            self._show()
            self.post_message(self.Changed(self, self.value))

    def on_click(self, event: events.Click) -> None:
        """Choose the next value; with shift, the one before."""
        self.action_step(-1 if event.shift else 1)

    def _show(self) -> None:
        several = len(self._options) > 1
        chosen = f"< {self.label} >" if several else f"  {self.label}"
        self.update(Text.assemble((f"{self._key} ", "bold"), f"{self._title:<8}", chosen))
