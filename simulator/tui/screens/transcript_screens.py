"""The screens with a transcript: of a call that is read instead of taken, and of the ending."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from simulator.content.library.library import ScenarioHeader
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.review.ending import endings
from simulator.review.transcript import render_text, transcript
from simulator.seat import run_choices
from simulator.seat.available_acts import Option, Parameter
from simulator.seat.run_choices import DONE_BADLY, named_before, next_call, seat_of, with_scenario
from simulator.seat.seat_view import SeatView, how_it_was_left
from simulator.session.run import headless_run
from simulator.session.run.live_run import RunSetup
from simulator.tui.base.parameter_dialogs import Chooser, Chosen
from simulator.tui.base.screen_frame import COPY, TrainerScreen, key, named
from simulator.tui.screens.note_screen import BACK, NEXT_STEPS, NextSteps

CALM = "That call was made up and is over. If yours is real: 999."


class Transcript(Static):
    """The transcript of a log; it wraps again when the width changes."""

    def __init__(self, log: Sequence[Entry], profile: Profile) -> None:
        super().__init__(id="transcript", markup=False)
        self._width = 0
        self._lines = transcript(log, profile=profile)

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self._width = event.size.width
            self.update(Text(render_text(self._lines, width=self._width)))


class ReadingScreen(TrainerScreen[None]):
    """The transcript of a run with all roles simulated."""

    CSS_PATH = "reading.tcss"
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        *named("step", (BACK,)),
        key("escape", "dismiss", "Back", "Back to the note", "Esc"),
    ]

    def __init__(self, setup: RunSetup, *, surprise: bool = False) -> None:
        super().__init__()
        self._setup = setup
        self._surprise = surprise

    def body(self) -> ComposeResult:
        setup = self._setup
        played = setup.scenario, setup.profile, setup.force, setup.seed
        result = headless_run.run(*played, handler=setup.handler, operator=setup.operator)
        title = Static(Text(setup.scenario.title, style="bold"), id="headline")
        with VerticalScroll(id="page"):
            if not self._surprise:
                yield title
            yield Static("All roles are simulated. Times start at dialling.\n", markup=False)
            yield Transcript(result.log, setup.profile)
            for ending in endings(result.log):
                yield Static(f"\n{ending.sentence}", classes="ending", markup=False)
            if self._surprise:
                yield title
        yield NextSteps((BACK,), least_width=24)


class EndingScreen(TrainerScreen[None]):
    """How a run ended. It never shows a mark."""

    CSS_PATH = "ending.tcss"
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        *named("step", NEXT_STEPS),
        key("enter", "debrief", "Debrief", "What was seen", "Enter"),
        COPY,
        key("w", "write", "As a file", "Write this call as a scenario file in this folder"),
        key("escape", "menu", "Menu", "All calls", "Esc"),
    ]

    def __init__(self, seat_view: SeatView) -> None:
        super().__init__()
        self.seat_view = seat_view
        self.played = seat_view.played()
        self.setup = self.played.setup

    def body(self) -> ComposeResult:
        log, recorder = self.played.log, self.seat_view.recorder
        ended = [ending.sentence for ending in endings(log)]
        if len(ended) > 1:
            ended = [f"Call {number}. {sentence}" for number, sentence in enumerate(ended, 1)]
        if not self.played.over:
            ended.append(how_it_was_left(self.seat_view))
        with VerticalScroll(id="page"):
            yield Static(Text(self.setup.scenario.title, style="bold"), id="headline")
            for sentence in (*ended, *(recorder.results() if recorder else ())):
                yield Static(sentence, classes="ending", markup=False)
            if done := self.played.done_badly:
                yield Static("\n".join((DONE_BADLY, *done)), classes="ending", markup=False)
            yield Transcript(log, self.setup.profile)
        if entry := self._next():
            facts = f" (level {entry.level}, {entry.about}), the next one in the menu for this seat"
            named = named_before(self.trainer.library, entry, self.setup.seats)
            yield Static(
                Text.assemble((f"{self.key_of('next')}: {named}", "bold"), facts), id="next"
            )
        yield Static(CALM, id="calm", markup=False)
        yield NextSteps(NEXT_STEPS, least_width=19)

    def _next(self) -> ScenarioHeader | None:
        return next_call(self.setup, self.trainer.library)

    def action_copy(self) -> None:
        lines = transcript(self.played.log, profile=self.setup.profile)
        self.copy(render_text(lines, width=80).splitlines())

    def action_write(self) -> None:
        # It reads and checks files, which no screen before this one needs.
        from simulator.session.records.scenario_text import written_as_scenario

        library, log = self.trainer.library, self.played.log
        said, written = written_as_scenario(Path.cwd(), library, self.setup, log)
        self.app.notify(said, severity="information" if written else "warning", markup=False)

    def action_debrief(self) -> None:
        self.trainer.open_debrief(self.seat_view)

    def action_again(self) -> None:
        self.trainer.play(self.setup)

    def action_seat(self) -> None:
        now = seat_of(self.setup.seats)
        places = run_choices.seats_of(self.setup.scenario)
        options = [Option(place.roles, place.label) for place in places if place != now]
        self._ask("Which seat?", options, lambda roles: replace(self.setup, seats=roles))

    def action_profile(self) -> None:
        library, now = self.trainer.library, self.setup.profile.title
        profiles = run_choices.profiles_of(library)
        options = [Option(each.request, each.title) for each in profiles if each.title != now]

        def under(request: str) -> RunSetup:
            return replace(self.setup, profile=library.profile(request).profile)

        self._ask("Which profile?", options, under)

    def _ask(
        self, question: str, options: Sequence[Option], change: Callable[[Any], RunSetup]
    ) -> None:
        def chosen(answer: Chosen | None) -> None:
            if answer is not None:
                self.trainer.announce(change(answer.value))

        self.app.push_screen(Chooser(Parameter("next", question, tuple(options))), chosen)

    def action_next(self) -> None:
        library = self.trainer.library
        if entry := self._next():
            scenario = library.scenario(entry.path).scenario
            self.trainer.announce(with_scenario(self.setup, scenario, library))

    def action_menu(self) -> None:
        self.trainer.open_menu()
