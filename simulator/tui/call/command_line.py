"""The command line of a seat: always there, below the captions and never over them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from simulator.seat.command_parser import LineChoice, Proposal
from simulator.tui.base.parameter_dialogs import TypedLine
from simulator.tui.call.text_block import TextBlock


class Remark(TextBlock):
    """The line below a call, which says what Enter does; a click on it does the same."""

    ALLOW_SELECT = False

    async def on_click(self) -> None:
        await self.run_action("screen.go_on")


class _Line(TypedLine):
    """The field. While it is empty, a sign that begins no words may be a key of the screen."""

    def __init__(self, *, at_desk: bool) -> None:
        super().__init__(select_on_focus=False)
        self._at_desk = at_desk

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Let help and acts keep their keys, which Textual would leave out while words are typed.

        They act on nothing here: `on_key` of the screen types what is printable.
        """
        return not self._at_desk and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        if not self.value and self.screen.is_sign(event):  # type: ignore[attr-defined]
            event.prevent_default()


class CommandLine(Vertical):
    """A line of text, and above it what it was understood as.

    At a desk it always takes what is typed; in another seat it has the keyboard until it is left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", "Single keys", key_display="Esc", tooltip="Leave the line"),
        Binding("escape", "clear", "Clear", key_display="Esc",
                tooltip="Empty the line; Up brings back what was in it"),
        Binding("up", "bring_back", "Last line", show=False, key_display="Up",
                tooltip="Bring back what was in the line when you left it"),
    ]  # fmt: skip

    @dataclass
    class Entered(Message):
        """A line was entered, as this choice; None for an empty line."""

        choice: LineChoice | None

    def __init__(self, propose: Callable[[str], Proposal], *, at_desk: bool) -> None:
        super().__init__(classes="pane")
        self._propose, self._at_desk = propose, at_desk
        self._proposal = Proposal("")
        self._place = 0
        self._kept = ""
        """What was typed when the line was left."""
        self._once = False
        """Whether the line gives the keyboard back after one entry."""
        self.border_title = "Say or do"

    def compose(self) -> ComposeResult:
        """Yield the reading and the line."""
        yield TextBlock(id="reading")
        yield _Line(at_desk=self._at_desk)

    async def enter(self) -> None:
        """Enter what is typed, as if the line had the keyboard."""
        await self.query_one(TypedLine).action_submit()

    def offer(self) -> None:
        """Say in the empty line what is possible now, and how to begin."""
        line, now = self.query_one(TypedLine), self._propose("").heading
        if now.startswith("words") and not (line.has_focus or self._at_desk):
            now = f"Enter: {now}"
        if line.placeholder != now:
            line.placeholder = now

    def begin(self, text: str = "", *, once: bool = False) -> None:
        """Take the keyboard, with `text` already typed; perhaps for `once`."""
        self._once = once and not self._at_desk
        line = self.query_one(TypedLine)
        if text:
            line.value = self._kept if self._kept.startswith(text) else text
        line.cursor_position = len(line.value)
        self.screen.set_focus(line)  # At once: `focus` waits for a turn, and keys come before it.
        self.offer()

    def set_aside(self) -> tuple[str, str]:
        """Return what is typed, and what was left, for a screen that comes back to them."""
        return self.query_one(TypedLine).value, self._kept

    def take_up(self, typed: str, left: str) -> None:
        """Go on with what was set aside."""
        self._kept = left
        if typed:
            self.begin(typed)

    def take(self, letters: str) -> None:
        """Take the keyboard and type these letters after what is there."""
        self.begin()
        self.query_one(TypedLine).paste(letters)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.query_one(TypedLine).value

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Esc leave the line; at a desk empty it, or do what it does on the screen."""
        if action == "done":
            return not self._at_desk
        if action == "clear":
            return self._at_desk and not self.is_empty
        return super().check_action(action, parameters)

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
        self.refresh_bindings()
        self._proposal, self._place = self._propose(event.value), 0
        self._show()

    def _show(self) -> None:
        choices = self._proposal.choices
        reading = self._proposal.heading if self._place == 0 else choices[self._place].label
        if choices:
            # What Enter does comes first, so that a narrow window cuts off the reading instead.
            reason = choices[self._place].disabled_reason
            more = f" (Tab: {len(choices) - 1} more)" if len(choices) > 1 else ""
            reading = f"Not now, {reason}: {reading}" if reason else f"Enter{more}: {reading}"
        self.query_one("#reading", TextBlock).show(reading if self._typed() else "")

    def _typed(self) -> str:
        return self.query_one(TypedLine).value.strip()

    def action_other(self) -> None:
        """Take the line in the next of its ways."""
        if self._proposal.choices:
            self._place = (self._place + 1) % len(self._proposal.choices)
            self._show()

    def leave(self) -> None:
        """Empty the line and give the keyboard back, as at the end of a call."""
        if self.has_focus_within:
            self.query_one(TypedLine).value = ""
            self.screen.set_focus(None)
            self.offer()

    def action_done(self) -> None:
        """Put the line away; leave it if it is empty."""
        line = self.query_one(TypedLine)
        self._kept = line.value or self._kept
        if self._once or not line.value:
            self.leave()
        line.value = ""

    def action_clear(self) -> None:
        """Empty the line, and keep what was in it."""
        self.action_done()

    def action_bring_back(self) -> None:
        """Type again what was in the line when it was left."""
        if self.is_empty:
            self.query_one(TypedLine).value = self._kept
            self.query_one(TypedLine).action_end()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._typed():
            self.post_message(self.Entered(None))
            return
        if not self._proposal.choices:
            return
        choice = self._proposal.choices[self._place]
        if choice.disabled_reason is None:
            event.input.value, self._kept = choice.rest, ""
            if self._once:
                self.leave()
            self.post_message(self.Entered(choice))
