"""The screen before a call: what is in it, and whether to take it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, VerticalScroll
from textual.widgets import Button, Static

from simulator.errors import SimulatorError
from simulator.seat.run_choices import SeatChoice, cast_note, named_before, seat_of, with_scenario
from simulator.tui.base.screen_frame import Frame, TrainerScreen, key, named

if TYPE_CHECKING:
    from simulator.content.files.scenario_header import ScenarioHeader
    from simulator.content.scenario.scenario import Scenario
    from simulator.session.run.live_run import RunSetup

NOTHING = "Nothing upsetting happens in this call."
SURPRISE = "A surprise: you'll see which call it was when it's over."
LEAVING = "Stop at any moment. F2 or Ctrl+L leaves at once."


GO_ON = key("g", "go_on", "Go on", "Take the call")
MILDER = key("m", "milder", "Milder call", "Take a milder call instead")
READ = key("r", "read", "Read it", "Read how it goes, without taking it")
ANOTHER = key("a", "another", "Another call", "Back to the menu")
BACK = key("b", "dismiss", "Back", "Back to the note")
NEXT_STEPS = (
    key("d", "debrief", "Debrief", "What was seen, and what could have been"),
    key("g", "again", "Again", "The same call with the same seed"),
    key("s", "seat", "Other seat", "The same call from another seat"),
    key("p", "profile", "Other profile", "The same call under another procedure"),
    key("n", "next", "Next call", "The next one in the menu for this seat"),
    key("m", "menu", "Menu", "All calls"),
)


class NextSteps(ItemGrid):
    """A button for each step; key and button run the same action."""

    def __init__(self, steps: Iterable[Binding], *, least_width: int) -> None:
        self._steps = tuple(steps)
        even = len(self._steps) % 2 == 0
        super().__init__(id="steps", min_column_width=least_width, regular=even)

    def compose(self) -> ComposeResult:
        for step in self._steps:
            shown = self.screen.key_of(step.action) if isinstance(self.screen, Frame) else step.key
            label, action = f"{step.description} ({shown})", f"screen.{step.action}"
            button = Button(label, id=f"step-{step.action}", action=action, compact=True)
            button.active_effect_duration = 0
            yield button


class NoteScreen(TrainerScreen[None]):
    """Content note, seat and setup, with the choices before a call.

    `about` alone is shown at once; the choices come with the setup.
    """

    CSS_PATH = "note.tcss"
    AUTO_FOCUS = "#note"
    BINDINGS: ClassVar[list[BindingType]] = [
        *named("step", (GO_ON, MILDER, READ, ANOTHER)),
        key("enter", "go_on", "Go on", "Take the call", "Enter"),
        key("escape", "back", "Back", "To where you came from", "Esc"),
    ]
    _milder: Scenario | None = None

    def __init__(
        self,
        about: ScenarioHeader | Scenario,
        place: SeatChoice,
        setup: RunSetup | None = None,
        *,
        surprise: str = "",
    ) -> None:
        super().__init__()
        self._about = about
        self._place = place
        self._setup = setup
        self._surprise = surprise

    def body(self) -> ComposeResult:
        self._milder = self._find_milder()
        with VerticalScroll(id="note"):
            yield Static(self._text(), id="text", markup=False)
        yield Static(LEAVING, id="leaving", markup=False)
        if self._setup is not None:
            yield self._steps()

    def complete(self, setup: RunSetup) -> None:
        """Show the rest: the procedure, a milder call, and the choices."""
        self._setup = setup
        self._milder = self._find_milder()
        self.query_one("#text", Static).update(self._text())
        self.query_one("#body").mount(self._steps())
        self.refresh_bindings()

    def _find_milder(self) -> Scenario | None:
        name = self._setup.scenario.milder if self._setup else None
        try:
            return self.trainer.library.scenario(name).scenario if name else None
        except SimulatorError:
            return None  # A user's own file may name a missing one.

    def _steps(self) -> NextSteps:
        milder = (MILDER,) if self._milder else ()
        return NextSteps((GO_ON, *milder, READ, ANOTHER), least_width=17)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        needed = {"milder": self._milder, "go_on": self._setup, "read": self._setup}
        return needed.get(action, self) is not None

    def _text(self) -> Text:
        setup, about = self._setup, self._about
        text = Text()
        named = named_before(self.trainer.library, about, self._place.roles)
        text.append(f"{SURPRISE if self._surprise else named}\n\n", style="bold")
        if self._surprise:
            text.append(f"{self._surprise}\n\n")
        if about.content_note:
            text.append("What is in it: ", style="bold")
            text.append("; ".join(about.content_note) + ".\n")
        else:
            text.append(f"{NOTHING}\n")
        text.append(f"\n{self._place.who}\n", style="bold")
        text.append("".join(f"- {line}\n" for line in self._place.can))
        if setup is None:
            return text
        if cast := cast_note(setup):
            text.append(f"\n{cast}\n")
        if self._milder and not self._surprise:
            hidden = named != about.title
            text.append(
                "\nThere is a milder call." if hidden else f"\nA milder call: {self._milder.title}."
            )
        coached = "with hints during the call" if setup.coached else "without hints"
        how = f"{coached}, " if setup.seats else ""
        text.append(f"\nProcedure: {setup.profile.title}; {how}speed {setup.speed:g} x.")
        if self.trainer.recording is not None:
            text.append(f"\n{self.trainer.recording.notice(setup)}")
        return text

    def action_go_on(self) -> None:
        assert self._setup is not None
        self.trainer.play(self._setup)

    def action_milder(self) -> None:
        assert self._setup is not None
        assert self._milder is not None
        setup = with_scenario(self._setup, self._milder, self.trainer.library)
        self.app.switch_screen(
            NoteScreen(self._milder, seat_of(setup.seats), setup, surprise=self._surprise)
        )

    def action_read(self) -> None:
        assert self._setup is not None
        self.trainer.read(self._setup, surprise=bool(self._surprise))

    def action_another(self) -> None:
        self.trainer.open_menu()

    def action_back(self) -> None:
        if len(self.app.screen_stack) > 2:
            self.app.pop_screen()
        else:
            self.trainer.open_menu()
