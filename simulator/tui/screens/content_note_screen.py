"""Before a call: what is in it, who you are, the choices; and reading it instead of taking it."""

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

NOTHING = "There is nothing in this call to prepare for."
SURPRISE = "A surprise: which call it is, you see when it is over."
LEAVING = "Stop at any moment. F2 or Ctrl+\\ leaves at once."

GO_ON = NextStep("g", "go_on", "Go on", "Take the call")
MILDER = NextStep("m", "milder", "Milder call", "Take a milder call instead")
READ = NextStep("r", "read", "Read it", "Read how it goes, without taking it")
ANOTHER = NextStep("a", "another", "Another call", "Back to the menu")


class NoteScreen(TrainerScreen[None]):
    """What a person should know before a call begins."""

    CSS_PATH = "note.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(step.binding() for step in (GO_ON, MILDER, READ, ANOTHER)),
        Binding("enter", "go_on", "Go on", key_display="Enter", tooltip="Take the call"),
        Binding("escape", "another", "Back", key_display="Esc", tooltip="Another call"),
    ]

    def __init__(self, setup: RunSetup, *, surprise: str = "") -> None:
        """The note on `setup`; `surprise` says from what it was drawn, and its title is hidden."""
        super().__init__()
        self.setup = setup
        self._surprise = surprise
        self._milder: Scenario | None = None

    def body(self) -> ComposeResult:
        """What to read, and the choices below it."""
        self._milder = self._find_milder()
        with VerticalScroll(id="note"):
            yield Static(self._text(), id="text", markup=False)
        yield Static(LEAVING, id="leaving", markup=False)
        steps = (GO_ON, *((MILDER,) if self._milder else ()), READ, ANOTHER)
        yield NextSteps(steps, least_width=17)

    def on_mount(self) -> None:
        """Arrow keys scroll what is to be read; Enter goes on."""
        self.query_one("#note").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A milder variant can be taken only where there is one."""
        return action != "milder" or self._milder is not None

    def _find_milder(self) -> Scenario | None:
        name = self.setup.scenario.milder
        if name is None:
            return None
        try:
            return self.trainer.library.scenario(name).scenario
        except SimulatorError:
            return None  # a person's own file may name one that is not there

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
        coached = "with remarks as it happens" if setup.coached else "without remarks"
        how = f"{coached}, " if setup.seats else ""
        text.append(f"\nProcedure: {setup.profile.title}; {how}speed {setup.speed:g} x.")
        return text

    def action_go_on(self) -> None:
        """Take the call."""
        self.trainer.play(self.setup)

    def action_milder(self) -> None:
        """Look at the milder variant, in the same seat if it has it."""
        if self._milder is not None:
            setup = with_scenario(self.setup, self._milder, self.trainer.library)
            self.app.switch_screen(NoteScreen(setup, surprise=self._surprise))

    def action_read(self) -> None:
        """Read it as a transcript."""
        self.app.push_screen(ReadingScreen(self.setup, surprise=bool(self._surprise)))

    def action_another(self) -> None:
        """Back to the menu, as it was if it is still there."""
        self.trainer.leave_note()


BACK = NextStep("b", "back", "Back", "Back to the note")


class ReadingScreen(TrainerScreen[None]):
    """The transcript of a call that was played by itself."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK.binding(),
        Binding("escape", "back", "Back", key_display="Esc", tooltip="Back to the note"),
    ]

    def __init__(self, setup: RunSetup, *, surprise: bool = False) -> None:
        """The scenario of `setup` with its seed; the title of a surprise comes last."""
        super().__init__()
        self._setup = setup
        self._surprise = surprise

    def body(self) -> ComposeResult:
        """The title, the transcript, how it ended."""
        setup = self._setup
        result = headless_run.run(setup.scenario, setup.profile, setup.force, setup.seed)
        title = Static(Text(setup.scenario.title, style="bold"), id="headline")
        with VerticalScroll(id="page"):
            if not self._surprise:
                yield title
            yield Static("Nobody sits in a seat. Times count from the dialling.\n", markup=False)
            yield Transcript(result.log, setup.profile)
            for ending in endings(result.log):
                yield Static(f"\n{ending.sentence}", classes="ending", markup=False)
            if self._surprise:
                yield title
        yield NextSteps((BACK,), least_width=24)

    def on_mount(self) -> None:
        """Arrow keys scroll."""
        self.query_one("#page").focus()

    def action_back(self) -> None:
        """Back to the note."""
        self.dismiss(None)
