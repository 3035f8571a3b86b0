"""The screen below a window, in dimmed colours.

Textual dims it for each of the three paints that open a window: a fifth of that time.
"""

from typing import Any, TypeVar

from rich.console import RenderableType
from rich.segment import Segments
from textual.command import CommandPalette
from textual.geometry import Region, Size
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen

T = TypeVar("T")


class Shaded(Screen[T]):
    """A window that dims the screen below it, again only once that one has changed."""

    _shade: tuple[Size, Segments] | None = None

    def render(self) -> RenderableType:
        """Return the picture of the screen below."""
        behind = super().render()
        if not isinstance(behind, BackgroundScreen):
            return behind
        if self._shade is None or self._shade[0] != self.app.size:
            self._shade = self.app.size, Segments(self.app.console.render(behind))
        return self._shade[1]

    def refresh(self, *regions: Region, **kinds: Any) -> "Shaded[T]":
        """Paint again; with regions, the screen below has changed."""
        if regions:
            self._shade = None
        super().refresh(*regions, **kinds)
        return self


class Palette(CommandPalette, Shaded[Any]):
    """The command palette."""
