"""The content note before a call, and the transcript to read instead."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from simulator.content.scenario.scenario import Scenario
from simulator.errors import SimulatorError
from simulator.review.ending import endings
from simulator.seat.run_choices import seat_of
from simulator.session.run import headless_run
from simulator.session.run.live_run import RunSetup
from simulator.tui.base.frame import TrainerScreen
from simulator.tui.widgets.next_steps import NextStep, NextSteps, Transcript, with_scenario

NOTHING = "Nothing upsetting happens in this call."
SURPRISE = "A surprise: you'll see which call it was when it's over."
LEAVING = "Stop at any moment. F2 or Ctrl+L leaves at once."

GO_ON = NextStep("g", "go_on", "Go on", "Take the call")
MILDER = NextStep("m", "milder", "Milder call", "Take a milder call instead")
READ = NextStep("r", "read", "Read it", "Read how it goes, without taking it")
ANOTHER = NextStep("a", "another", "Another call", "Back to the menu")


class NoteScreen(TrainerScreen[None]):
    """Content note, seat and setup, with the choices before a call."""

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = "#note"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(step.binding() for step in (GO_ON, MILDER, READ, ANOTHER)),
        Binding("enter", "go_on", "Go on", key_display="Enter", tooltip="Take the call"),
        Binding("escape", "another", "Back", key_display="Esc", tooltip="Another call"),
    ]

    def __init__(self, setup: RunSetup, *, surprise: str = "") -> None:
        super().__init__()
        self.setup = setup
        self._surprise = surprise
        self._milder: Scenario | None = None

    def body(self) -> ComposeResult:
        self._milder = self._find_milder()
        with VerticalScroll(id="note"):
            yield Static(self._text(), id="text", markup=False)
        yield Static(LEAVING, id="leaving", markup=False)
        steps = (GO_ON, *((MILDER,) if self._milder else ()), READ, ANOTHER)
        yield NextSteps(steps, least_width=17)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "milder" or self._milder is not None

    def _find_milder(self) -> Scenario | None:
        name = self.setup.scenario.milder
        if name is None:
            return None
        try:
            return self.trainer.library.scenario(name).scenario
        except SimulatorError:
            return None  # A user's own file may name a missing one.

    def _text(self) -> Text:
        setup = self.setup
        scenario = setup.scenario
        text = Text()
        text.append(f"{SURPRISE if self._surprise else scenario.title}\n\n", style="bold")
        if self._surprise:
            text.append(f"{self._surprise}\n\n")
        if scenario.content_note:
            text.append("What is in it: ", style="bold")
            text.append("; ".join(scenario.content_note) + ".\n")
        else:
            text.append(f"{NOTHING}\n")
        if self._milder and not self._surprise:
            text.append(f"A milder call: {self._milder.title}.\n")
        place = seat_of(setup.seats)
        text.append(f"\n{place.who}\n", style="bold")
        for line in place.can:
            text.append(f"- {line}\n")
        coached = "with hints during the call" if setup.coached else "without hints"
        how = f"{coached}, " if setup.seats else ""
        text.append(f"\nProcedure: {setup.profile.title}; {how}speed {setup.speed:g} x.")
        if self.trainer.recording is not None:
            text.append(f"\n{self.trainer.recording.notice(setup)}")
        return text

    def action_go_on(self) -> None:
        self.trainer.play(self.setup)

    def action_milder(self) -> None:
        if self._milder is not None:
            setup = with_scenario(self.setup, self._milder, self.trainer.library)
            self.app.switch_screen(NoteScreen(setup, surprise=self._surprise))

    def action_read(self) -> None:
        self.app.push_screen(ReadingScreen(self.setup, surprise=bool(self._surprise)))

    def action_another(self) -> None:
        self.trainer.leave_note()


BACK = NextStep("b", "dismiss", "Back", "Back to the note")


class ReadingScreen(TrainerScreen[None]):
    """The transcript of a run with all roles simulated."""

    CSS_PATH = "reading.tcss"
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK.binding(),
        Binding("escape", "dismiss", "Back", key_display="Esc", tooltip="Back to the note"),
    ]

    def __init__(self, setup: RunSetup, *, surprise: bool = False) -> None:
        super().__init__()
        self._setup = setup
        self._surprise = surprise

    def body(self) -> ComposeResult:
        setup = self._setup
        result = headless_run.run(setup.scenario, setup.profile, setup.force, setup.seed)
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
