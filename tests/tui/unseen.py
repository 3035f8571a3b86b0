"""Apps that nobody looks at: what is on their screens is painted when a test reads it.

An app without a terminal paints each change all the same, and throws it away. Each app also parses
its style sheets again. Both are Textual's own part, and were most of what a test of the screens
took; the tests in a real terminal have them done.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual._compositor import Compositor
from textual._context import active_app
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


MOST_ROUNDS = 500
"""How often one change may lead to another before a screen counts as one that never settles."""


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


class ParsedOnce(Stylesheet):
    """Takes the rules of a style sheet from the first app that parsed it with the same colours."""

    _rules_of: dict[object, list[RuleSet]] = {}  # noqa: RUF012

    def _parse_rules(self, css: str, *args: Any, **options: Any) -> list[RuleSet]:
        colours = hash(frozenset(self._variables.items()))
        key = (css, args, frozenset(options.items()), colours)
        if key not in self._rules_of:
            self._rules_of[key] = super()._parse_rules(css, *args, **options)
        return self._rules_of[key]


class Unseen(App[None]):
    """An app that paints no change by itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """The screen, which does not paint."""
        found = super().get_screen(screen, screen_class)
        if not isinstance(found._compositor, _Unpainted):
            found._compositor = _Unpainted()
        return found


async def settle(*_: float) -> None:
    """Wait until nothing is left to happen now: messages, layouts, and what follows from them."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    app = active_app.get()
    for _round in range(MOST_ROUNDS):
        await asyncio.sleep(0)
        while ready:
            await asyncio.sleep(0)
        if not app._running or not app.screen_stack:
            return
        # Textual does these by its clock: 120 and 60 times a second.
        if app._resize_event is not None:
            app._check_resize()
        app.screen._on_timer_update()
        if not ready:
            return
    raise AssertionError(f"the layout of {app.screen} at {app.size} never settles")
