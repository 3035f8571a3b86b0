"""A screen that follows a running call: its one timer, its pace, and the way back in time.

The timer fires at the next due act or at the next change of a shown time. None runs while paused.
"""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.core.describe import name_of
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.seat.available_acts import Option, Parameter, whose_turn
from simulator.seat.run_choices import SPEEDS
from simulator.seat.seat_view import News, SeatView
from simulator.tui.base.parameter_dialogs import Chooser, Chosen
from simulator.tui.base.screen_frame import COPY, Window, key, named
from simulator.tui.call.captions import caption_text
from simulator.tui.call.panes import PaneScreen

SECOND: Millis = 1_000
T = TypeVar("T")


class StopDialog(Window[str]):
    """Asks whether to stop the call, which keeps running meanwhile. No letter alone ends it."""

    CSS_PATH = "../base/chooser.tcss"

    def __init__(self, *, recorded: bool) -> None:
        super().__init__()
        self._kept = "its record is kept" if recorded else "the call isn't saved"

    def body(self) -> ComposeResult:
        yield Static(f"Stop this call? If you do, {self._kept}.", classes="title", markup=False)
        yield OptionList(
            Row("Go on with the call"),
            Row("Stop, and show the result so far", id="ending"),
            Row("Stop, and go back to the menu", id="menu"),
            id="options",
        )
        yield Static("Down, then Enter: stop    Enter or Esc: go on", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


class LiveScreen(PaneScreen):
    """The news of one seat as they come, or of everything in a demo."""

    BINDINGS: ClassVar[list[BindingType]] = named("call", [
        key("escape", "stop", "Stop", "Stop this call", "Esc"),
        key("f5,space", "pause", "Pause", "Pause or resume", "F5"),
        key("f6", "speed(-1)", "Slower", "Half as fast"),
        key("f7", "speed(1)", "Faster", "Twice as fast"),
        key("f8", "again", "Retry", "Go back and try again (coached)", "F8"),
        COPY,
    ])  # fmt: skip

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__()
        self.seat_view = seat_view
        self.role = role
        self._turn = self.role_in(seat_view)
        self._timer: Timer | None = None

    def show_news(self, news: News) -> None:
        """Show news, and the current state."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Show a message below the call."""
        raise NotImplementedError

    def step(self) -> str:
        """Return the step of the lesson; empty without a lesson."""
        return ""

    def role_in(self, seat_view: SeatView) -> Role | None:
        """Return the seat whose turn it is."""
        if len(seat_view.roles) < 2:
            return self.role
        return whose_turn(seat_view.live.call, seat_view.knowledge[Role.OPERATOR])

    def _turn_passes(self) -> None:
        turn = self.role_in(self.seat_view)
        if turn is not self._turn:
            self._turn = turn
            if turn is not self.role and turn is not None:
                # A change without a key would give the next key another meaning.
                self.say(f"The call is with the {name_of(turn).lower()} now. F9: take that seat.")

    def action_other_seat(self) -> None:
        other = next(role for role in self.seat_view.roles if role is not self.role)
        self.trainer.open_seat(self.seat_view, other)

    def on_mount(self) -> None:
        self.call_after_refresh(self.wake)

    def on_unmount(self) -> None:
        self.app.sub_title = ""

    def wake(self) -> None:
        """Advance the call to the clock's time and show the news."""
        if not self.is_attached:
            return
        self.show_news(self.seat_view.catch_up()[self.role])
        window = self.app.screen
        if isinstance(window, Window):
            window.hear(self._last_heard(), self.step())
        self._arm()
        self._turn_passes()

    def open(self, window: Window[T], then: Callable[[T | None], None] | None = None) -> None:
        """Open a dialog over the call; it shows the last caption."""
        window.add_class("-over-a-call")
        window.hear(self._last_heard(), self.step())
        self.app.push_screen(window, then)

    def _last_heard(self) -> Text:
        captions = self.seat_view.captions[self.role]
        return caption_text(captions[-1]) if captions else Text()

    def _arm(self) -> None:
        """Set the one timer; none while nothing is due."""
        if self._timer is not None:
            self._timer.stop()
        live = self.seat_view.live
        facts = self.seat_view.knowledge[self.role].facts
        step = SECOND // 2 if self.role is Role.CALLER and facts.recording_plays else SECOND
        shown = live.pace.until(live.now // step * step + step)
        due = [wait for wait in (live.wait(), shown) if wait is not None and live.runs]
        self._timer = self.set_timer(max(1, min(due)) / 1_000, self.wake) if due else None

    def action_stop(self) -> None:

        def chosen(where: str | None) -> None:
            if where == "menu":
                self.trainer.open_menu()
            elif where == "ending":
                self.trainer.finish(self.seat_view)

        self.open(StopDialog(recorded=self.seat_view.recorder is not None), chosen)

    def action_copy(self) -> None:
        self.copy([caption_text(each).plain for each in self.seat_view.captions[self.role]])

    def action_pause(self) -> None:
        live = self.seat_view.live
        if live.pace.paused:
            live.pace.resume()
        else:
            self.wake()
            live.pace.pause()
        self.wake()

    def action_speed(self, step: int) -> None:
        live = self.seat_view.live
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - live.pace.speed))
        self.wake()
        live.pace.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + step))])
        self.wake()

    def action_again(self) -> None:
        if not self.seat_view.live.setup.coached:
            self.say("You can't go back in an assessed call.")
            return
        live = self.seat_view.live
        was_paused = live.pace.paused
        live.pace.pause()
        self.wake()

        def chosen(answer: Chosen | None) -> None:
            if answer is not None:
                again = self.seat_view.again_from(answer.value)
                again.catch_up()
                self.trainer.open_seat(again, self.role_in(again))
            elif not was_paused:
                live.pace.resume()
                self.wake()

        captions = reversed(self.seat_view.captions[self.role])
        options = tuple(Option(each.at, caption_text(each).plain.strip()) for each in captions)
        question = "Try again from just before which of these? The newest is first."
        self.open(Chooser(Parameter("at", question, options)), chosen)
