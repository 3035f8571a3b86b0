"""Panes of a call: jump to one by its number, or see one alone."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from simulator.tui.base.screen_frame import TrainerScreen, named

_MOST = 5
"""Most panes that have a key to jump to."""
_PANES = "#middle > *, CommandLine"


class PaneScreen(TrainerScreen[None]):
    """A screen whose parts can be jumped to, and zoomed: columns of cards, and the other panes."""

    BINDINGS: ClassVar[list[BindingType]] = named("call", [
        Binding("f10", "zoom", "Zoom", key_display="F10", show=False,
                tooltip="This pane alone, and back"),
        Binding("alt+1", "jump(1)", "Pane 1", show=False, key_display="Alt+1",
                tooltip="Jump to this pane, to scroll in it; Alt+2 to the next, and so on"),
        *(
            Binding(f"alt+{number}", f"jump({number})", f"Pane {number}", show=False)
            for number in range(2, _MOST + 1)
        ),
    ])  # fmt: skip

    @property
    def panes(self) -> list[Widget]:
        """The panes that are shown, or would be without the zoom."""
        return [pane for pane in self.query(_PANES) if pane.display]

    @property
    def zoomed(self) -> Widget | None:
        """The pane that is shown alone."""
        return next((pane for pane in self.panes if pane.has_class("-zoomed")), None)

    def action_jump(self, number: int) -> None:
        """Give the keyboard to a pane, by its place on the screen."""
        for pane in self.panes[number - 1 : number]:
            inner = (each for each in pane.walk_children(Widget) if each.focusable)
            (pane if pane.can_focus else next(inner, pane)).focus()
            if self.zoomed is not None:
                self._zoom(pane)

    def action_zoom(self) -> None:
        """Show the pane with the keyboard alone, else the first; or all panes again."""
        inside = (pane for pane in self.panes if pane.has_focus_within)
        self._zoom(None if self.zoomed else next(inside, self.panes[0]))

    def _zoom(self, alone: Widget | None) -> None:
        self.set_class(alone is not None, "-zoom")
        for pane in self.query(_PANES):
            pane.set_class(pane is alone, "-zoomed")
            pane.border_subtitle = "all panes again: F10" if pane is alone else ""
