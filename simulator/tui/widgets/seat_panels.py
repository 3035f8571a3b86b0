"""Widgets of a seat: acts, keypad, and progress of the recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message

from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.knowledge.facts import Stamp, takes_55
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import AvailableAct
from simulator.tui.widgets.live_text import TextBlock

REASONS_FROM = 60
"""Columns from which disabled reasons are shown."""


class ActPanel(TextBlock):
    """A list of acts. Acts that aren't possible keep their place, dim and in brackets."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """An act was clicked."""

        panel: ActPanel
        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[AvailableAct | str] = []

    def show_acts(self, offers: Sequence[AvailableAct], *, headings: bool) -> None:
        """Show the acts of a seat."""
        wide = self.size.width >= REASONS_FROM
        self._lines = _arranged(offers, headings)
        text = Text("\n").join(_line(line, wide) for line in self._lines)
        text.no_wrap = True
        text.overflow = "ellipsis"
        self.show(text)

    def on_click(self, event: events.Click) -> None:
        if 0 <= event.y < len(self._lines):
            line = self._lines[event.y]
            if isinstance(line, AvailableAct):
                self.post_message(self.Chosen(self, line.key))


def _arranged(offers: Sequence[AvailableAct], headings: bool) -> list[AvailableAct | str]:
    lines: list[AvailableAct | str] = []
    group = ""
    for offer in offers:
        if headings and offer.act.group != group:
            group = offer.act.group
            lines.append(group)
        lines.append(offer)
    return lines


def _line(line: AvailableAct | str, wide: bool) -> Text:
    if isinstance(line, str):
        return Text(line, style="bold underline")
    if line.disabled_reason is None:
        return Text.assemble((f" {line.key} ", "bold reverse"), f" {line.label}")
    reason = f": {line.disabled_reason}" if wide else ""
    return Text(f"({line.key}) {line.label}{reason}", style="dim")


ROWS = (
    (("1", ""), ("2", "abc"), ("3", "def")),
    (("4", "ghi"), ("5", "jkl"), ("6", "mno")),
    (("7", "pqrs"), ("8", "tuv"), ("9", "wxyz")),
    (("*", ""), ("0", "+"), ("#", "")),
)
_CELL = 10


class Keypad(TextBlock):
    """Twelve keys, pressed by click or keyboard."""

    ALLOW_SELECT = False  # A click starts no text selection, so it is painted at once.

    @dataclass
    class Pressed(Message):
        """A key of the phone was clicked."""

        keypad: Keypad
        key: str

    def show_keys(self, *, usable: bool, last: str) -> None:
        """Show whether keys work, and the last key pressed."""
        text = Text(no_wrap=True)
        for place, row in enumerate(ROWS):
            for key, letters in row:
                style = "bold reverse" if usable else "dim"
                held = f"[{key}]" if key == last else f" {key} "
                text.append(held, style=style)
                text.append(f" {letters:<{_CELL - 4}}", style="dim")
            if place < len(ROWS) - 1:
                text.append("\n")
        self.show(text)

    def on_click(self, event: events.Click) -> None:
        row, column = event.y, event.x // _CELL
        if 0 <= row < len(ROWS) and 0 <= column < len(ROWS[row]):
            self.post_message(self.Pressed(self, ROWS[row][column][0]))


_CELLS = 16
"""Cells of the bar; with its seconds it fits beside a seat in 80 columns."""


class RecordingBar(TextBlock):
    """Two lines, shown while the recording plays."""

    def follow(self, knowledge: Knowledge, profile: Profile, now: Millis) -> None:
        """Show the recording's progress at `now`; hide the bar if none plays."""
        playing = knowledge.facts.recording_plays
        if self.display != playing:
            self.display = playing
        since = knowledge.since(Stamp.RECORDING, now)
        if not playing or since is None:
            return
        length = profile.timings.end
        gone = min(since, length)
        cells = gone * _CELLS // length
        bar = "#" * cells + "." * (_CELLS - cells)
        say = (
            "55 COUNTS NOW"
            if takes_55(knowledge.facts, profile.switches)
            else "55 does not count yet"
        )
        left = f"{gone // 1000} of {length // 1000} s"
        if gone == length:
            left, say = "over", f"{say} for a moment more"
        self.show(f"Recording [{bar}] {left}\n{say}")
