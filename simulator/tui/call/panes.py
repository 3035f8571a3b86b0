"""Panes of a call: jump to one by a letter, or see one alone."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from simulator.tui.base.screen_frame import TrainerScreen, named

_PANES = "#middle > *"
# Letters: Textual takes Alt and a digit for a character of another keyboard.
_JUMPS = (
    ("l", "#line", "To the line", "what was heard and said"),
    ("a", "#seat", "To the acts", "what you can do"),
    ("k", ".cards", "To the cards", "what you know"),
    ("s", "CommandLine", "To the command line", "words and acts to type"),
)


class PaneScreen(TrainerScreen[None]):
    """A screen whose parts can be jumped to, and zoomed: columns of cards, and the other panes."""

    BINDINGS: ClassVar[list[BindingType]] = named("call", [
        Binding("f10", "zoom", "Zoom", key_display="F10", show=False,
                tooltip="This pane alone, and back"),
        *(
            Binding(f"alt+{letter}", f"jump('{where}')", label, show=False,
                    key_display=f"Alt+{letter.upper()}", tooltip=f"Jump to {what}")
            for letter, where, label, what in _JUMPS
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

    def action_jump(self, where: str) -> None:
        """Give the keyboard to a pane; of several, to the one after that which has it."""
        found = [pane for pane in self.query(where) if pane.display]
        if not found:
            return
        here = next((n for n, pane in enumerate(found) if pane.has_focus_within), -1)
        pane = found[(here + 1) % len(found)]
        inner = (each for each in pane.walk_children(Widget) if each.focusable)
        (pane if pane.can_focus else next(inner, pane)).focus()
        if self.zoomed is not None and pane in self.panes:
            self._zoom(pane)

    def action_zoom(self) -> None:
        """Show the pane with the keyboard alone, else the first; or all panes again."""
        inside = (pane for pane in self.panes if pane.has_focus_within)
        self._zoom(None if self.zoomed else next(inside, self.panes[0]))

    def _zoom(self, alone: Widget | None) -> None:
        self.set_class(alone is not None, "-zoom")
        for pane in self.query(_PANES):
            pane.set_class(pane is alone, "-zoomed")
