"""Lines of text of a fixed height, which are cheap to paint again."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class Line(Static):
    """Text whose change moves nothing else on the screen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin empty."""
        super().__init__("", id=id, markup=False)
        self.shown = ""

    def show(self, text: str) -> None:
        """Show `text`, if it is not there already."""
        if text != self.shown:
            self.shown = text
            self.update(text, layout=False)


class Block(Static):
    """Text that may need another height when it changes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin empty."""
        super().__init__("", id=id, markup=False)
        self.shown: Text | str = ""

    def show(self, text: Text) -> None:
        """Show `text`, if it is not there already."""
        if text != self.shown:
            same_height = str(text).count("\n") == str(self.shown).count("\n")
            self.shown = text
            self.update(text, layout=not same_height)
