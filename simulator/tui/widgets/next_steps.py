"""Widgets before and after a call: transcript, and buttons for next steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import ItemGrid
from textual.widgets import Button, Static

from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.review.transcript import render_text, transcript
from simulator.seat.run_choices import seat_in, seat_of
from simulator.session.run.live_run import RunSetup


class Transcript(Static):
    """The transcript of a log; it wraps again when the width changes."""

    def __init__(self, log: Sequence[Entry], profile: Profile) -> None:
        super().__init__(id="transcript", markup=False)
        self._profile = profile
        self._width = 0
        self._lines = transcript(log, profile=profile)

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self._wrap(event.size.width)

    def _wrap(self, width: int) -> None:
        self._width = width
        self.update(Text(render_text(self._lines, width=width)))


class NextStep(NamedTuple):
    """One next step: key, action and label."""

    key: str
    action: str
    """Name of the screen's action."""
    label: str
    says: str
    """Tooltip for the help."""

    def binding(self) -> Binding:
        """Return its key binding."""
        return Binding(
            self.key,
            self.action,
            self.label,
            tooltip=self.says,
            show=False,
            id=f"step.{self.action}",
        )


class NextSteps(ItemGrid):
    """A button for each step; key and button run the same action."""

    def __init__(self, steps: Iterable[NextStep], *, least_width: int) -> None:
        self._steps = tuple(steps)
        even = len(self._steps) % 2 == 0
        super().__init__(id="steps", min_column_width=least_width, regular=even)

    def compose(self) -> ComposeResult:
        for step in self._steps:
            button = Button(
                f"{step.label} ({step.key})",
                id=f"step-{step.action}",
                action=f"screen.{step.action}",
                compact=True,
            )
            button.active_effect_duration = 0
            yield button


def with_scenario(setup: RunSetup, scenario: Scenario, library: Library) -> RunSetup:
    """Return `setup` with another scenario and its force, in the same seat if it has it."""
    place = seat_in(scenario, seat_of(setup.seats).word)
    force = library.force(scenario.force or DEFAULT_FORCE).force
    return replace(setup, scenario=scenario, force=force, seats=place.roles)
