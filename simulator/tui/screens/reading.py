"""Reading a call instead of taking it: how it goes when nobody sits in a seat."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from simulator.review.ending import endings
from simulator.session.run import headless
from simulator.session.run.live import Setup
from simulator.tui.base.frame import TrainerScreen
from simulator.tui.widgets.ending_steps import Step, Steps
from simulator.tui.widgets.ending_transcript import Transcript

BACK = Step("b", "back", "Back", "Back to the note")


class ReadingScreen(TrainerScreen[None]):
    """The transcript of a call that was played by itself."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK.binding(),
        Binding("escape", "back", "Back", key_display="Esc", tooltip="Back to the note"),
    ]

    def __init__(self, setup: Setup, *, surprise: bool = False) -> None:
        """The scenario of `setup` with its seed; the title of a surprise comes last."""
        super().__init__()
        self._setup = setup
        self._surprise = surprise

    def body(self) -> ComposeResult:
        """The title, the transcript, how it ended."""
        setup = self._setup
        result = headless.run(setup.scenario, setup.profile, setup.force, setup.seed)
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
        yield Steps((BACK,), least_width=24)

    def on_mount(self) -> None:
        """Arrow keys scroll."""
        self.query_one("#page").focus()

    def action_back(self) -> None:
        """Back to the note."""
        self.dismiss(None)
