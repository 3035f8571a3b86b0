"""The end of a run: how it ended, transcripts, next steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from simulator.errors import SimulatorError
from simulator.review.ending import endings
from simulator.seat import run_choices
from simulator.seat.available_acts import Option, Parameter
from simulator.seat.seat_view import SeatView
from simulator.session.run.live_run import RunSetup
from simulator.tui.base.choose_dialog import Chooser, Chosen
from simulator.tui.base.frame import TrainerScreen
from simulator.tui.widgets.next_steps import NextStep, NextSteps, Transcript, with_scenario

CALM = "That call was made up, and it's over. If yours is real, call 999."

NEXT_STEPS = (
    NextStep("d", "debrief", "Debrief", "What was seen, and what could have been"),
    NextStep("g", "again", "Again", "The same call with the same seed"),
    NextStep("s", "seat", "Other seat", "The same call from another seat"),
    NextStep("p", "profile", "Other profile", "The same call under another procedure"),
    NextStep("n", "next", "Next call", "The call that comes next in the menu"),
    NextStep("m", "menu", "Menu", "All calls"),
)


class EndingScreen(TrainerScreen[None]):
    """How a run ended. It never shows a mark."""

    CSS_PATH = "ending.tcss"
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(step.binding() for step in NEXT_STEPS),
        Binding("escape", "menu", "Menu", key_display="Esc", tooltip="All calls"),
    ]

    def __init__(self, seat_view: SeatView) -> None:
        super().__init__()
        self.seat_view = seat_view

    @property
    def setup(self) -> RunSetup:
        """The setup of the run."""
        return self.seat_view.live.setup

    def body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(Text(self.setup.scenario.title, style="bold"), id="headline")
            ended = endings(self.seat_view.live.log)
            for number, ending in enumerate(ended, 1):
                which = f"Call {number}. " if len(ended) > 1 else ""
                yield Static(f"{which}{ending.sentence}", classes="ending", markup=False)
            recorder = self.seat_view.recorder
            for result in recorder.results() if recorder else ():
                yield Static(result, classes="ending", markup=False)
            yield Transcript(self.seat_view.live.log, self.setup.profile)
        yield Static(CALM, id="calm", markup=False)
        yield NextSteps(NEXT_STEPS, least_width=19)

    def action_debrief(self) -> None:
        self.trainer.open_debrief(self.seat_view)

    def action_again(self) -> None:
        self.trainer.play(self.setup)

    def action_seat(self) -> None:
        now = run_choices.seat_of(self.setup.seats)
        others = [place for place in run_choices.seats_of(self.setup.scenario) if place != now]
        options = tuple(Option(place.roles, place.label) for place in others)
        self._ask(
            Parameter("seat", "Which seat?", options),
            lambda roles: replace(self.setup, seats=roles),
        )

    def _ask(self, parameter: Parameter, change: Callable[[Any], RunSetup]) -> None:
        def chosen(answer: Chosen | None) -> None:
            if answer is not None:
                self.trainer.announce(change(answer.value))

        self.app.push_screen(Chooser(parameter), chosen)

    def action_profile(self) -> None:
        library = self.trainer.library
        now = self.setup.profile.title
        others = [named for named in run_choices.profiles_of(library) if named.title != now]
        options = tuple(Option(named.request, named.title) for named in others)
        self._ask(
            Parameter("profile", "Which profile?", options),
            lambda request: replace(self.setup, profile=library.profile(request).profile),
        )

    def action_next(self) -> None:
        library = self.trainer.library
        entries, _ = library.survey()
        name = self.setup.scenario.id
        for _ in entries:
            entry = run_choices.next_after(entries, name)
            assert entry is not None
            name = entry.id
            try:
                scenario = library.scenario(entry.path).scenario
                setup = with_scenario(self.setup, scenario, library)
            except SimulatorError:
                continue
            self.trainer.announce(setup)
            return

    def action_menu(self) -> None:
        self.trainer.open_menu()
