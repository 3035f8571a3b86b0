"""The base of call screens: one timer, pause, speed, and going back.

The timer fires at the next due act or at the next change of a shown time. None runs while paused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.seat.run_choices import SPEEDS
from simulator.seat.seat_view import News, SeatView
from simulator.seat.view.caption_lines import Caption
from simulator.tui.base.frame import TrainerScreen, Window
from simulator.tui.call.panels import caption_text


class RewindPoints(Window[Millis]):
    """List of captions; the run restarts just before the chosen one."""

    CSS_PATH = "../base/chooser.tcss"

    def __init__(self, captions: Sequence[Caption]) -> None:
        super().__init__()
        self._captions = captions

    def body(self) -> ComposeResult:
        yield Static("Try again from just before ...", id="question", markup=False)
        rows = (Row(caption_text(caption), id=str(n)) for n, caption in enumerate(self._captions))
        yield OptionList(*rows, id="options", markup=False)
        yield Static("Enter: from there, paused    Escape: back", id="how", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).action_last()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._captions[int(event.option.id or 0)].at)


T = TypeVar("T")
SECOND: Millis = 1_000


class ClockedScreen(TrainerScreen[None]):
    """The screen of a running call."""

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__()
        self.seat_view = seat_view
        self.role = role
        self._timer: Timer | None = None
        self._sounded = len(seat_view.heard(role))

    def show_news(self, news: News) -> None:
        """Show new captions and hints, and the current state."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Show a message."""
        raise NotImplementedError

    def ticks_every(self) -> Millis:
        """Return the interval of shown times, in simulated ms."""
        return SECOND

    def on_mount(self) -> None:
        self.call_after_refresh(self.wake)

    def on_unmount(self) -> None:
        self._disarm()
        if self.trainer.sound is not None:
            self.trainer.sound.silence()

    def wake(self) -> None:
        """Advance the call to the clock's time and show the news."""
        if not self.is_attached:
            return
        self.show_news(self.seat_view.catch_up()[self.role])
        self._let_hear()
        window = self.app.screen
        if isinstance(window, Window):
            window.hear(self._last_heard())
        self._arm()
        self.turn_passes()

    def _open(self, window: Window[T], then: Callable[[T | None], None] | None = None) -> None:
        """Open a dialog over the call; it shows the last caption."""
        window.add_class("-over-a-call")
        window.hear(self._last_heard())
        self.app.push_screen(window, then)

    def _last_heard(self) -> Text:
        captions = self.seat_view.captions[self.role]
        return caption_text(captions[-1]) if captions else Text()

    def _let_hear(self) -> None:
        """Play new sounds, if sound is on."""
        sound, live = self.trainer.sound, self.seat_view.live
        if sound is None:
            return
        heard = self.seat_view.heard(self.role)
        new = [(live.log[entry.seq], entry) for entry in heard[self._sounded :]]
        self._sounded = len(heard)
        sound.follow(audible=live.speed == 1 and not live.paused)
        sound.hear(new, self.role, live.setup.profile)

    def turn_passes(self) -> None:
        """Switch to the seat whose turn it is."""

    def _arm(self) -> None:
        self._disarm()
        live = self.seat_view.live
        if not live.runs:
            return
        step = self.ticks_every()
        shown = live.until(live.now // step * step + step)
        waits = [wait for wait in (live.wait(), shown) if wait is not None]
        if waits:
            self._timer = self.set_timer(max(1, min(waits)) / 1_000, self.wake)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # --- pausing, speed, going back ---------------------------------------------------------------

    def action_pause(self) -> None:
        live = self.seat_view.live
        if live.paused:
            live.resume()
        else:
            self.wake()
            live.pause()
        self.wake()

    def action_speed(self, step: int) -> None:
        live = self.seat_view.live
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - live.speed))
        self.wake()
        live.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + step))])
        self.wake()

    def action_again(self) -> None:
        if not self.seat_view.live.setup.coached:
            self.say("You can't go back in an assessed call.")
            return
        live = self.seat_view.live
        was_paused = live.paused
        live.pause()
        self.wake()

        def chosen(at: Millis | None) -> None:
            if at is None and not was_paused:
                live.resume()
                self.wake()
            elif at is not None:
                again = self.seat_view.again_from(at)
                again.catch_up()
                self.trainer.open_seat(again, self.role_in(again))

        self._open(RewindPoints(self.seat_view.captions[self.role]), chosen)

    def role_in(self, seat_view: SeatView) -> Role | None:  # noqa: ARG002
        """Return the seat to show after going back."""
        return self.role
