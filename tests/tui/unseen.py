"""Apps that nobody looks at: what is on their screens is painted when a test reads it.

An app without a terminal paints each change all the same, and throws it away. That is Textual's own
part, and half of what a test of the screens would take; the tests in a real terminal have it done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._compositor import Compositor
from textual.app import App

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


class _Unpainted(Compositor):
    """Paints the whole screen when it is asked to, and otherwise nothing."""

    def render_update(
        self,
        full: bool = False,
        screen_stack: list[Screen[Any]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        if full:
            return super().render_update(full, screen_stack, simplify)
        self._dirty_regions.clear()
        return None


class Unseen(App[None]):
    """An app that paints no change by itself."""

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """The screen, which does not paint."""
        found = super().get_screen(screen, screen_class)
        if not isinstance(found._compositor, _Unpainted):
            found._compositor = _Unpainted()
        return found
