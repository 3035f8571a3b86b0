"""The command line of a seat: always there, below the captions and never over them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
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


class CommandLine(Vertical):
    """A line of text, and above it what it was understood as."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", "Single keys", key_display="Esc", tooltip="Leave the line")
    ]

    @dataclass
    class Entered(Message):
        """A line was entered, as this choice; None for an empty line."""

        choice: LineChoice | None

    def __init__(self, propose: Callable[[str], Proposal]) -> None:
        super().__init__(classes="pane")
        self._propose = propose
        self._proposal = Proposal("")
        self._place = 0
        self._kept = ""
        """What was typed when the line was left; the key that began it goes on with it."""
        self._once = False
        """Whether the line gives the keyboard back after one entry."""
        self.border_title = "Say or do"

    def compose(self) -> ComposeResult:
        """Yield the reading and the line."""
        yield TextBlock(id="reading")
        yield TypedLine(select_on_focus=False)

    def offer(self) -> None:
        """Say in the empty line what is possible now, and how to begin: letters alone are acts."""
        line, now = self.query_one(TypedLine), self._propose("").heading
        if now.startswith("words") and not line.has_focus:
            now = f"Enter: {now}"
        if line.placeholder != now:
            line.placeholder = now

    def begin(self, text: str = "", *, once: bool = False) -> None:
        """Take the keyboard, with `text` already typed; perhaps for `once`."""
        self._once = once
        line = self.query_one(TypedLine)
        line.value = self._kept if text and self._kept.startswith(text) else text
        line.cursor_position = len(line.value)
        self.screen.set_focus(line)  # At once: `focus` waits for a turn, and keys come before it.
        self.offer()

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
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
