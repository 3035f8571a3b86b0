"""A screen on which time goes on: one timer at a time wakes it, and none while time stands still.

It wakes at the next thing that is due, or at the next change of what is shown. Pausing, speed and
going back to an earlier moment are the clock's business and stand here, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.seat.run_choices import SPEEDS
from simulator.seat.seat_view import News, SeatView
from simulator.seat.view.caption_lines import Caption
from simulator.tui.base.frame import TrainerScreen, Window
from simulator.tui.widgets.live_text import told


class RewindPoints(Window[Millis]):
    """The captions so far; the moment before the chosen one is where it goes on."""

    CSS_PATH = "../base/chooser.tcss"

    def __init__(self, captions: Sequence[Caption]) -> None:
        """A list of these captions."""
        super().__init__()
        self._captions = captions

    def compose(self) -> ComposeResult:
        """The question and the list."""
        yield self.banner()
        with Vertical(classes="window"):
            yield Static("Try again from just before ...", id="question", markup=False)
            rows = (Row(told(caption), id=str(n)) for n, caption in enumerate(self._captions))
            yield OptionList(*rows, id="options", markup=False)
            yield Static("Enter: from there, paused    Escape: back", id="how", markup=False)
        yield from self.foot()

    def on_mount(self) -> None:
        """Begin at the latest moment."""
        options = self.query_one(OptionList)
        options.focus()
        options.action_last()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._captions[int(event.option.id or 0)].at)


T = TypeVar("T")
SECOND: Millis = 1_000


class ClockedScreen(TrainerScreen[None]):
    """A sitting whose time goes on."""

    def __init__(self, sitting: SeatView, role: Role | None) -> None:
        """The screen of `role` in a sitting; of nobody in a demonstration."""
        super().__init__()
        self.sitting = sitting
        self.role = role
        self._timer: Timer | None = None
        self._sounded = len(sitting.heard(role))

    def show_news(self, news: News) -> None:
        """Show what is new, and how things stand."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Say something to the person."""
        raise NotImplementedError

    def ticks_every(self) -> Millis:
        """How often what is shown changes by itself, in simulated milliseconds."""
        return SECOND

    def on_mount(self) -> None:
        """Paint first; take in what has happened after that."""
        self.call_after_refresh(self.wake)

    def on_unmount(self) -> None:
        """Wake no more, and be silent."""
        self._disarm()
        if self.trainer.sound is not None:
            self.trainer.sound.silence()

    def wake(self) -> None:
        """Let the call catch up with the clock, and show what is new."""
        if not self.is_attached:
            return
        self.show_news(self.sitting.catch_up()[self.role])
        self._let_hear()
        window = self.app.screen
        if isinstance(window, Window):
            window.hear(self._last_heard())
        self._arm()
        self.turn_passes()

    def _open(self, window: Window[T], then: Callable[[T | None], None] | None = None) -> None:
        """Open a window on top of the call. What is heard meanwhile is told in it."""
        window.add_class("-over-a-call")
        window.hear(self._last_heard())
        self.app.push_screen(window, then)

    def _last_heard(self) -> Text:
        captions = self.sitting.captions[self.role]
        return told(captions[-1]) if captions else Text()

    def _let_hear(self) -> None:
        """Make audible what is new, where somebody asked for sound."""
        sound, live = self.trainer.sound, self.sitting.live
        if sound is None:
            return
        heard = self.sitting.heard(self.role)
        new = [(live.log[entry.seq], entry) for entry in heard[self._sounded :]]
        self._sounded = len(heard)
        sound.follow(audible=live.speed == 1 and not live.paused)
        sound.hear(new, self.role, live.setup.profile)

    def turn_passes(self) -> None:
        """Let whoever has the call now have the screen."""

    def _arm(self) -> None:
        self._disarm()
        live = self.sitting.live
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
        """Let time stand still, or go on."""
        live = self.sitting.live
        if live.paused:
            live.resume()
        else:
            self.wake()
            live.pause()
        self.wake()

    def action_slower(self) -> None:
        """Half as fast."""
        self._change_speed(-1)

    def action_faster(self) -> None:
        """Twice as fast."""
        self._change_speed(1)

    def _change_speed(self, step: int) -> None:
        live = self.sitting.live
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - live.speed))
        self.wake()
        live.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + step))])
        self.wake()

    def action_again(self) -> None:
        """Choose an earlier moment, and try again from there."""
        if not self.sitting.live.setup.coached:
            self.say("In an assessed call there is no going back.")
            return
        live = self.sitting.live
        stood_still = live.paused
        live.pause()
        self.wake()

        def chosen(at: Millis | None) -> None:
            if at is None and not stood_still:
                live.resume()
                self.wake()
            elif at is not None:
                again = self.sitting.again_from(at)
                again.catch_up()
                self.trainer.take_place(again, self.role_in(again))

        self._open(RewindPoints(self.sitting.captions[self.role]), chosen)

    def role_in(self, sitting: SeatView) -> Role | None:  # noqa: ARG002
        """In which seat to go on after going back to an earlier moment."""
        return self.role
