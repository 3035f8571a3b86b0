"""The last line of a screen: its keys, which can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import Static

if TYPE_CHECKING:
    from typing import Any

    from textual.screen import Screen


class _Key(NamedTuple):
    """A key with its columns in the line."""

    start: int
    end: int
    key: str
    enabled: bool
    tooltip: str


class KeyLine(Static, can_focus=False):
    """The keys of a screen.

    Textual's Footer creates a widget for each key whenever the keys change, which took most of the
    time to open a dialog.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--leave", "key-line--hover"}

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._keys: list[_Key] = []
        self._under: _Key | None = None
        self._shown = Text()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen and screen.app.app_focus:
            self._show()

    def _show(self) -> None:
        """Show each action once, with its first key; the quick exit comes first, as a button."""
        active = [each for each in self.screen.active_bindings.values() if each.binding.show]
        shown = {each.binding.action: each for each in reversed(active)}
        text, self._keys = Text(), []
        keys = [*reversed(shown.values())]
        keys.sort(key=lambda each: each.binding.id != "quick_exit")
        for each in keys:
            binding = each.binding
            display = self.app.get_key_display(binding)
            start = text.cell_len
            label = Text.assemble(
                (display, self.get_component_rich_style("key-line--key", partial=True)),
                f" {binding.description}" if binding.description else "",
                style="" if each.enabled else "dim",
            )
            if binding.id == "quick_exit":
                label.stylize(self.get_component_rich_style("key-line--leave", partial=True))
            key = _Key(
                start, start + cell_len(label.plain), binding.key, each.enabled, each.tooltip
            )
            if self._under is not None and key.key == self._under.key:
                label.stylize(self.get_component_rich_style("key-line--hover", partial=True))
            self._keys.append(key)
            text.append_text(label).append(" ")
        if text != self._shown:
            self._shown = text
            self.update(text, layout=False)

    # --- the mouse -------------------------------------------------------------------------------

    def _at(self, column: int) -> _Key | None:
        return next((key for key in self._keys if key.start <= column < key.end), None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = self._at(event.x)
        if key is not None:
            self.app.simulate_key(key.key) if key.enabled else self.app.bell()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._point_at(self._at(event.x))

    def on_leave(self) -> None:
        self._point_at(None)

    def _point_at(self, key: _Key | None) -> None:
        if key != self._under:
            self._under = key
            self.tooltip = key.tooltip if key else None
            self._show()
