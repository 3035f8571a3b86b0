"""What can come next, as a row of plain buttons that name their keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import ItemGrid
from textual.widgets import Button


class Step(NamedTuple):
    """Something that can come next."""

    key: str
    action: str
    """The screen's action."""
    label: str
    says: str
    """What it does, for the help panel."""

    def binding(self) -> Binding:
        """Its key."""
        return Binding(
            self.key,
            self.action,
            self.label,
            tooltip=self.says,
            show=False,
            id=f"step.{self.action}",
        )


class Steps(ItemGrid):
    """A button for each step. By key and by button the same action of the screen runs."""

    DEFAULT_CSS = """
    Steps {
        height: auto;
        grid-gutter: 0 1;
        background: $panel;
    }
    Steps Button {
        width: 1fr;
    }
    """

    def __init__(self, steps: Iterable[Step], *, least_width: int) -> None:
        """Buttons for `steps`, each with at least so many columns."""
        self._steps = tuple(steps)
        even = len(self._steps) % 2 == 0
        super().__init__(id="steps", min_column_width=least_width, regular=even)

    def compose(self) -> ComposeResult:
        """One button each."""
        for step in self._steps:
            button = Button(
                f"{step.label} ({step.key})",
                id=f"step-{step.action}",
                action=f"screen.{step.action}",
                compact=True,
            )
            button.active_effect_duration = 0
            yield button
