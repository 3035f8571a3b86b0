"""A screen that follows a running call: its one timer, its pace, and the line that says what next.

The timer fires at the next due act or at the next change of a shown time. None runs while paused.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.core.acts import Thrive
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.seat.available_acts import AvailableAct, Option, Parameter
from simulator.seat.seat_frame import AT_THE_END, EnterDoes, SeatFrame, SeatFrames, WhatNow
from simulator.seat.seat_view import News, SeatView, turn_in_words
from simulator.seat.view.caller_cards import RECORDING
from simulator.tui.base.parameter_dialogs import AnswerList, Chooser, Chosen
from simulator.tui.base.screen_frame import COPY, Window, key, named
from simulator.tui.call.captions import caption_text
from simulator.tui.call.panes import PaneScreen
from simulator.tui.call.text_block import TextBlock

if TYPE_CHECKING:
    from simulator.debrief.assess.coach import CoachHint

SECOND: Millis = 1_000
COACH = "Coach: "
DESKS = frozenset({Role.OPERATOR, Role.CALL_HANDLER})
"""Seats in which what is typed are words; in the caller's, keys are what a hand does."""
TOO_LATE = "Nothing was done"
SAID_LASTS: Millis = 10_000
"""How long a message is shown, by the clock of the room (our choice); a hint until it is old."""
_NAMED = 3
"""Most acts that a message names with their keys."""
T = TypeVar("T")


def _in_full(now: WhatNow) -> str:
    """Return what to do now, with what Enter does; F9 comes to another seat."""
    then = f" Enter: {now.enter_says}." if now.enter_says else ""
    other = " F9: take it." if now.enter is EnterDoes.WAITS else ""
    return f"{now.says}{then}{other}"


class StopDialog(Window[str]):
    """Asks whether to stop the call, which keeps running meanwhile. No letter alone ends it."""

    CSS_PATH = "../base/chooser.tcss"

    def __init__(self, *, recorded: bool) -> None:
        super().__init__()
        self._kept = "its record is kept" if recorded else "the call isn't saved"

    def body(self) -> ComposeResult:
        yield Static(f"Stop this call? If you do, {self._kept}.", classes="title", markup=False)
        yield AnswerList(
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
        key("f8", "again", "Retry", "Go back and try again (coached)"),
        COPY,
    ])  # fmt: skip

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__()
        self.seat_view = seat_view
        self.frames = SeatFrames(seat_view)
        self.role = role
        self.said = ""
        """The last message below the call."""
        self._said_until: Millis | None = None
        """Until when it is shown; None for what something else takes down."""
        self.hinted: CoachHint | None = None
        """The hint that it is, until it is followed or old."""
        self.hides_notices = False
        """Whether the trainee has put hints away."""
        self._notice_rows = 0
        self._turn = seat_view.turn
        self._timer: Timer | None = None

    def show_news(self, news: News) -> None:
        """Show news, and the current state."""
        raise NotImplementedError

    def frame(self, typed: Thrive | None = None) -> SeatFrame:
        """Return what this seat shows now; `typed` is what would be added to THRIVE."""
        if self.seat_view.lesson is not None:
            self.frames.keys = self._lesson_keys()
        return self.frames.of(self.role, typed)

    @cached_property
    def act_keys(self) -> dict[str, str]:
        """The key of each act as the user has it, by its usual key; at a desk, after a slash.

        Not only of those that are active: while a line has the keyboard no letter is, and Enter
        pressed twice opens a caller's line before the first picture.
        """
        bindings = self._bindings.copy()
        bindings.apply_keymap(self.app._keymap)
        bound = (each for several in bindings.key_to_bindings.values() for each in several)
        mine = reversed([each for each in bound if each.action.startswith("act('")])
        return {each.action[5:-2]: self.key_shown(each) for each in mine}

    @property
    def at_desk(self) -> bool:
        """Whether what is typed here are words."""
        return self.role in DESKS

    def key_shown(self, binding: Binding) -> str:
        shown = super().key_shown(binding)
        is_letter = self.at_desk and len(shown) == 1 and binding.action.startswith("act(")
        return f"/{shown}" if is_letter else shown

    def say(self, text: str) -> None:
        """Show a message below the call, for a while: nobody reads what is past."""
        frame = self.frame()
        self.said = text
        self._said_until = frame.now + round(SAID_LASTS * frame.speed)
        self.show_remark()

    def unsay(self) -> bool:
        """Take down a message once it is old, or the trainee types on: a hint stays."""
        if not self.said or self._said_until is None or self.said.startswith(COACH):
            return False
        self.said, self._said_until = "", None
        return True

    def with_keys(self, text: str, acts: Sequence[AvailableAct]) -> str:
        """Return a message with the acts to do now, if they are few enough to name."""
        named = (f"{self.act_keys[each.key]}: {each.label}" for each in acts)
        return f"{text} {', '.join(named)}" if 0 < len(acts) <= _NAMED else text

    def show_remark(self) -> None:
        """Show what was said last, else what to do next."""
        line = self.query_one("#remark", TextBlock)
        frame = self.frame()
        now = frame.what_now
        if self._said_until is not None and frame.now >= self._said_until:
            self.unsay()
        assert now is not None
        if frame.ended:
            late = f"{self.said} " if self.said.startswith(TOO_LATE) else ""
            self._show_notice(line, f"{late}{_in_full(now)}")
            return
        self._put_old_hint_away()
        over = now.enter in AT_THE_END
        step = "" if self.said.startswith(TOO_LATE) else frame.step
        says = step or ("" if over else self.said) or _in_full(now)
        paused = f"Paused: {self.key_of('pause')} goes on. " if frame.paused else ""
        self._show_notice(line, f"{paused}{says}")

    def _put_old_hint_away(self) -> None:
        """Take a hint down once it was followed, or is old: nobody acts on what is past."""
        hint, role = self.hinted, self.role
        if hint is None or role is None or not self.seat_view.is_over(role, hint):
            return
        self.hinted = None
        if self.said.startswith(COACH):
            self.said = ""

    def _show_notice(self, line: TextBlock, text: str) -> None:
        """Show a notice; the band is there only while it has something to say."""
        if line.display is not bool(text) and not self.hides_notices:
            line.display = bool(text)
        rows = -(-len(text) // max(1, line.size.width))
        line.show(text)
        if rows != self._notice_rows:
            self._notice_rows = rows
            line.refresh(layout=True)

    def _lesson_keys(self) -> dict[str, str]:
        return {name: self._how(key) for name, key in (("answer", "a"), ("police", "1"))}

    def _how(self, act: str) -> str:
        """Return how an act is done, by its usual key."""
        key = self.act_keys[act]
        return f"{key}, then Enter" if key.startswith("/") else key

    def _turn_passes(self) -> None:
        turn = self.seat_view.turn
        if turn is not self._turn:
            self._turn = turn
            if turn is not self.role and turn is not None:
                # A change without a key would give the next key another meaning.
                said, _ = turn_in_words(self.seat_view, turn)
                self.say(f"{said} F9: take that seat.")

    def action_other_seat(self) -> None:
        other = next(role for role in self.seat_view.roles if role is not self.role)
        self.open_seat(self.seat_view, other)

    def open_seat(self, view: SeatView, role: Role | None) -> None:
        """Open a seat in the place of this one; what is half done here is kept for a return."""
        self.set_aside()
        self.trainer.open_seat(view, role)

    def set_aside(self) -> None:
        """Keep what is half done in this seat; here there is nothing."""

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
            window.hear(self._last_heard(), self.frame().step)
        self._arm()
        self._turn_passes()

    def open(self, window: Window[T], then: Callable[[T | None], None] | None = None) -> None:
        """Open a dialog over the call; it shows the last caption."""
        window.add_class("-over-a-call")
        window.hear(self._last_heard(), self.frame().step)
        self.app.push_screen(window, then)

    def _last_heard(self) -> Text:
        captions = self.seat_view.captions[self.role]
        return caption_text(captions[-1]) if captions else Text()

    def _arm(self) -> None:
        """Set the one timer; none while nothing is due."""
        if self._timer is not None:
            self._timer.stop()
        plays = any(card.id == RECORDING for card in self.frame().cards)
        step = SECOND // 2 if plays else SECOND
        due = self.seat_view.controls.until_shown(step)
        wait = None if due is None else max(1, due) / 1_000
        self._timer = None if wait is None else self.set_timer(wait, self.wake)

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
        controls = self.seat_view.controls
        if controls.paused:
            controls.resume()
        else:
            self.wake()
            controls.pause()
        self.wake()

    def action_speed(self, step: int) -> None:
        self.wake()
        self.seat_view.controls.change_speed(step)
        self.wake()

    def action_again(self) -> None:
        if self.frame().assessed:
            self.say("You can't go back in an assessed call.")
            return
        if not self.seat_view.captions[self.role]:
            self.say("You can't go back: you have heard nothing yet.")
            return
        controls = self.seat_view.controls
        was_paused = controls.paused
        controls.pause()
        self.wake()

        def chosen(answer: Chosen | None) -> None:
            if answer is not None:
                again = self.seat_view.again_from(answer.value)
                again.catch_up()
                self.open_seat(again, again.turn)
            elif not was_paused:
                controls.resume()
                self.wake()

        captions = reversed(self.seat_view.captions[self.role])
        options = tuple(Option(each.at, caption_text(each).plain.strip()) for each in captions)
        question = "Try again from just before which of these? The newest is first."
        self.open(Chooser(Parameter("at", question, options)), chosen)
