"""The command palette: what the keys of a screen do, to be found by words."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

Command = tuple[str, str, Callable[[], Awaitable[object] | None]]
"""A label, what is said below it, and what runs it."""


class KeyCommands(Provider):
    """What the keys of a screen do; each binding with an explanation is one command."""

    def found(self) -> Iterator[Command]:
        """Yield the commands that are possible now, those of the screen once for each action."""
        active = self.screen.active_bindings.values()
        for each in {each.binding.action: each for each in active}.values():
            says = each.tooltip or each.binding.tooltip
            if each.enabled and says and each.binding.description:
                key = self.app.get_key_display(each.binding)
                run = partial(self.app.run_action, each.binding.action, each.node)
                yield each.binding.description, f"{says} ({key})", run

    async def discover(self) -> Hits:
        """Yield every command."""
        for label, says, run in self.found():
            yield DiscoveryHit(label, run, help=says)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose labels have these letters."""
        matcher = self.matcher(query)
        for label, says, run in self.found():
            if score := matcher.match(label):
                yield Hit(score, matcher.highlight(label), run, help=says)
