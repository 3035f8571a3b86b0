"""The acts of a seat in the command palette, so that each can be found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from simulator.core.terms import Role
from simulator.seat.seat_view import SeatView


class SeatScreen(Protocol):
    """The screen of a seat, as far as the palette needs it."""

    role: Role | None
    seat_view: SeatView
    act_keys: dict[str, str]

    def action_act(self, key: str) -> None:
        """Do the act with this key."""


class ActCommands(Provider):
    """What the seat can do now, and the keys of the call."""

    def _found(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        screen = cast("SeatScreen", self.screen)
        acts = () if screen.role is None else screen.seat_view.available_acts(screen.role)
        for act in acts:
            if act.disabled_reason is None:
                shown = f"{act.act.group}, key {screen.act_keys[act.key]}"
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
