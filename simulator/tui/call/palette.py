"""The acts of a seat in the command palette, so that each can be found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from simulator.tui.call.call_screen import CallScreen


class ActCommands(Provider):
    """What the seat can do now, and the keys of the call."""

    def _found(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        screen = cast("CallScreen", self.screen)
        acts = () if screen.role is None else screen.seat_view.available_acts(screen.role)
        for act in acts:
            if act.disabled_reason is None:
                shown = f"{act.act.group}, key {act.key}"
                yield act.label, shown, partial(screen.action_act, act.key)

    async def discover(self) -> Hits:
        """Yield every act that is possible now."""
        for label, shown, run in self._found():
            yield DiscoveryHit(label, run, help=shown)

    async def search(self, query: str) -> Hits:
        """Yield the acts whose names have these letters."""
        matcher = self.matcher(query)
        for label, shown, run in self._found():
            if score := matcher.match(label):
                yield Hit(score, matcher.highlight(label), run, help=shown)
