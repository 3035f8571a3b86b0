"""Text that is painted only if it changed: the clock of a call changes little on its screen."""

from rich.text import Text
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static


def entitle(pane: Widget, *, title: str | None = None, below: str | None = None) -> None:
    """Set a pane's title, or what is below it: Textual paints the pane even if both are as before.

    Every second that was the whole screen of a call.
    """
    if title is not None and pane.border_title != title:
        pane.border_title = title
    if below is not None and (pane.border_subtitle or "") != below:
        pane.border_subtitle = below


class TextBlock(Static):
    """Text that is painted only if it changed, and laid out only if its number of lines did."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self.shown: Text | Content | str = ""

    def show(self, text: Text | Content | str) -> None:
        """Show `text`."""
        if not _is_same(text, self.shown):
            same_height = str(text).count("\n") == str(self.shown).count("\n")
            self.shown = text
            self.update(text, layout=not same_height)


def _is_same(text: Text | Content | str, shown: Text | Content | str) -> bool:
    """Whether two texts look the same. Textual compares a `Content` by its letters alone.

    So the key that counts now, and to whom the line speaks, were never filled: only their colour
    changes.
    """
    if isinstance(text, Content) and isinstance(shown, Content):
        return text.is_same(shown)
    return type(text) is type(shown) and text == shown
