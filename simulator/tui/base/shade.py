"""The screen below a window, in dimmed colours.

Textual dims it for each of the three paints that open a window: a fifth of that time.
"""

from functools import lru_cache
from typing import Any, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.command import CommandPalette
from textual.css.styles import RulesMap
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.visual import Visual

T = TypeVar("T")


@lru_cache(maxsize=512)
def _dimmed(style: Style | None, tint: Color) -> Style:
    """Return a style in tinted colours, without links."""
    if style is None:
        return Style()
    colours = (
        colour and (Color.from_rich_color(colour) + tint).rich_color
        for colour in (style.color, style.bgcolor)
    )
    return style.clear_meta_and_links() + Style.from_color(*colours)


class _Shade(Visual):
    """A picture of a screen in dimmed colours; it stays as it is."""

    def __init__(self, behind: BackgroundScreen) -> None:
        self.size = behind.screen.size
        lines = behind.screen._compositor.render_strips()
        self._lines = [
            Strip([Segment(s.text, _dimmed(s.style, behind.color)) for s in line], line.cell_length)
            for line in lines
        ]

    def render_strips(self, *_: object) -> list[Strip]:
        return self._lines

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return self.size.width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return self.size.height


class Shaded(Screen[T]):
    """A window that dims the screen below it, again only once that one has changed."""

    _shade: _Shade | None = None

    def render(self) -> RenderableType | Visual:  # type: ignore[override]
        """Return the picture of the screen below."""
        behind = super().render()
        if not isinstance(behind, BackgroundScreen):
            return behind
        if self._shade is None or self._shade.size != behind.screen.size:
            self._shade = _Shade(behind)
        return self._shade

    def refresh(self, *regions: Region, **kinds: Any) -> "Shaded[T]":
        """Paint again; with regions, the screen below has changed."""
        if regions:
            self._shade = None
        super().refresh(*regions, **kinds)
        return self


class Palette(CommandPalette, Shaded[Any]):
    """The command palette."""
