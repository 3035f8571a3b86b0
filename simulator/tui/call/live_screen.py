"""A screen that follows a running call: its one timer, its pace, and the line that says what next.

The timer fires at the next due act or at the next change of a shown time. None runs while paused.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.core.describe import name_of
from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.seat.available_acts import AvailableAct, Option, Parameter
from simulator.seat.run_choices import SPEEDS
from simulator.seat.seat_view import News, SeatView
from simulator.tui.base.parameter_dialogs import AnswerList, Chooser, Chosen
from simulator.tui.base.screen_frame import COPY, Window, key, named
from simulator.tui.call.captions import caption_text
from simulator.tui.call.panes import PaneScreen
from simulator.tui.call.text_block import TextBlock

SECOND: Millis = 1_000
DESKS = frozenset({Role.OPERATOR, Role.CALL_HANDLER})
"""Seats in which what is typed are words; in the caller's, keys are what a hand does."""
TOO_LATE = "Nothing was done"
_NAMED = 3
"""Most acts that a message names with their keys."""
T = TypeVar("T")


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
        key("f8", "again", "Retry", "Go back and try again (coached)", "F8"),
        COPY,
    ])  # fmt: skip

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__()
        self.seat_view = seat_view
        self.role = role
        self.said = ""
        """The last message below the call."""
        self._turn = seat_view.turn
        self._timer: Timer | None = None

    def show_news(self, news: News) -> None:
        """Show news, and the current state."""
        raise NotImplementedError

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
        """Show a message below the call."""
        self.said = text
        self.show_remark()

    def with_keys(self, text: str, acts: Sequence[AvailableAct]) -> str:
        """Return a message with the acts to do now, if they are few enough to name."""
        named = (f"{self.act_keys[each.key]}: {each.label}" for each in acts)
        return f"{text} {', '.join(named)}" if 0 < len(acts) <= _NAMED else text

    def show_remark(self) -> None:
        """Show what was said last, else what to do next."""
        line = self.query_one("#remark", TextBlock)
        live = self.seat_view.live
        if live.outcome is None:
            over = self.role is not None and self.seat_view.part_is_over(self.role)
            said = "" if over else self.said
            says = self._step() or said or self._whats_next()
            paused = f"Paused: {self.key_of('pause')} goes on. " if live.pace.paused else ""
            line.show(f"{paused}{says}")
            return
        gap = live.next_call_after
        after = "how it ended" if gap is None else f"the next call, {clock(gap)} later"
        late = f"{self.said} " if self.said.startswith(TOO_LATE) else ""
        line.show(f"{late}The call is over: {live.outcome.label}. Enter: {after}.")

    def _step(self) -> str:
        """Return the step of the lesson; empty without a lesson."""
        lesson, late = self.seat_view.lesson, self.said.startswith(TOO_LATE)
        if lesson is None or late:
            return ""
        keys = {name: self._how(key) for name, key in (("answer", "a"), ("police", "1"))}
        # While one types, the key that stops only empties the line.
        stop = self.key_of("stop") or "Esc, Esc"
        leave = f"stop here: {stop}, Down, Enter; then Enter looks back"
        return lesson.now(self.seat_view.knowledge[self.role], {**keys, "leave": leave})

    def _how(self, act: str) -> str:
        """Return how an act is done, by its usual key."""
        key = self.act_keys[act]
        return f"{key}, then Enter" if key.startswith("/") else key

    def _whats_next(self) -> str:
        """Return what Enter does where there is only one thing to do, else the seat's hint."""
        view, role = self.seat_view, self.role
        if role is None:
            return "All roles are simulated; you see everything that happens."
        if view.part_is_over(role):
            then = "how it ended for you" if len(view.roles) == 1 else "take the other seat"
            return f"Your part is over: the police have the call. Enter: {then}."
        if view.rings(role):
            return "Your phone rings. Enter: answer."
        if not view.waits_for_ring(role):
            return view.hint(role, view.live.now)
        if role is Role.CALLER:
            taken = view.knowledge[role].facts.phone_taken
            gone = "Someone has taken the phone" if taken else "The line has gone"
            return f"{gone}. Enter: skip to the next ring, or to the end."
        if view.turn is not role:
            return "Nothing to do here yet: the call is in your other seat. F9: take it."
        return "Nothing to do yet. Enter: skip to your ring."

    def _turn_passes(self) -> None:
        turn = self.seat_view.turn
        if turn is not self._turn:
            self._turn = turn
            if turn is not self.role and turn is not None:
                # A change without a key would give the next key another meaning.
                self.say(f"The call is with the {name_of(turn).lower()} now. F9: take that seat.")

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
            window.hear(self._last_heard(), self._step())
        self._arm()
        self._turn_passes()

    def open(self, window: Window[T], then: Callable[[T | None], None] | None = None) -> None:
        """Open a dialog over the call; it shows the last caption."""
        window.add_class("-over-a-call")
        window.hear(self._last_heard(), self._step())
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
        if not self.seat_view.captions[self.role]:
            self.say("You can't go back: you have heard nothing yet.")
            return
        live = self.seat_view.live
        was_paused = live.pace.paused
        live.pace.pause()
        self.wake()

        def chosen(answer: Chosen | None) -> None:
            if answer is not None:
                again = self.seat_view.again_from(answer.value)
                again.catch_up()
                self.open_seat(again, again.turn)
            elif not was_paused:
                live.pace.resume()
                self.wake()

        captions = reversed(self.seat_view.captions[self.role])
        options = tuple(Option(each.at, caption_text(each).plain.strip()) for each in captions)
        question = "Try again from just before which of these? The newest is first."
        self.open(Chooser(Parameter("at", question, options)), chosen)
