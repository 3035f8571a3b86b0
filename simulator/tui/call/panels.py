"""Widgets of a call: captions, acts, keypad, and progress of the recording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import RichLog, Static

from simulator.core.instant import Millis, minutes
from simulator.core.profile import Profile
from simulator.knowledge.facts import Stamp, takes_55
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import AvailableAct
from simulator.seat.view.caption_lines import Caption, Side
from simulator.seat.view.cards import Card

MOST = 2_000
"""Most lines kept; a call has a few hundred."""
_INDENT = 6
"""Columns of the time and a space."""
_OWN_INSET, _WIDE = 6, 48
"""How far in one's own lines begin, in columns, and from which width."""


class Captions(RichLog):
    """The captions so far; they wrap again when the width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"captions--{side}" for side in Side}

    # A new line would lay out the whole screen again. The scroll bar is always visible, so nothing
    # moves and no layout is needed.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(wrap=True, min_width=20, max_lines=MOST, auto_scroll=False, id=id)
        self.can_focus = False
        self._held: list[Caption] = []
        self._width = 0

    def add(self, captions: Iterable[Caption]) -> None:
        """Show more captions."""
        new = list(captions)
        self._held = [*self._held, *new][-MOST:]
        self._show(new)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if event.size.width != self._width:
            self._width = event.size.width
            self.clear()
            self._show(self._held)

    def watch_virtual_size(self, size: Size) -> None:
        self.vertical_scrollbar.window_virtual_size = size.height

    def _show(self, captions: Iterable[Caption]) -> None:
        """Write captions with a hanging indent, own ones further in, with one repaint for all."""
        width = self.scrollable_content_region.width or self._width
        styles = {side: self.get_component_rich_style(f"captions--{side}") for side in Side}
        for caption in captions:
            text = caption_text(caption)
            text.stylize(styles[caption.side], _INDENT)
            inset = _OWN_INSET if caption.own and width > _WIDE else 0
            room = width - _INDENT - inset
            if text.cell_len <= room + _INDENT or room < _INDENT:
                self.write(_set_in(text, inset))
                continue
            head, body = text.divide([_INDENT])
            for line in body.wrap(self.app.console, room):
                self.write(_set_in(head + line, inset))
                head = Text(" " * _INDENT)
        self.scroll_end(animate=False, immediate=True, x_axis=False)
        self.refresh()


def _set_in(line: Text, columns: int) -> Text:
    """Return a line with its text, after the time, `columns` further in."""
    return Text.assemble(line[:_INDENT], " " * columns, line[_INDENT:]) if columns else line


def caption_text(caption: Caption) -> Text:
    """Return a caption as a line: time, speaker, text, loudness."""
    return Text.assemble(
        (f"{minutes(caption.at):>{_INDENT - 1}} ", "dim"),
        (f"{caption.who}: " if caption.who else "", "bold"),
        (caption.text, "" if caption.who else "italic"),
        f" ({caption.loud})" if caption.loud else "",
    )


class TextBlock(Static):
    """Text that is painted only if it changed, and laid out only if its number of lines did."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self.shown: Text | str = ""

    def show(self, text: Text | str) -> None:
        """Show `text`."""
        if text != self.shown:
            same_height = str(text).count("\n") == str(self.shown).count("\n")
            self.shown = text
            self.update(text, layout=not same_height)


class TextLine(TextBlock):
    """One line of text."""


def in_width(cards: Iterable[Card], width: int) -> Text:
    """Return cards with headings, wrapped with a hanging indent."""
    text = Text()
    for card in cards:
        text.append(f"{card.title}\n", style="bold")
        for line in card.lines:
            words = f"{line.label}: {line.text}" if line.label else line.text
            hung = fill(words, max(width, 20), initial_indent=" ", subsequent_indent="   ")
            text.append(f"{hung}\n")
    return text


# --- acts ---------------------------------------------------------------------------------------


class ActPanel(TextBlock):
    """A list of acts. Acts that aren't possible keep their place, dim and in brackets."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"acts--key", "acts--group"}

    @dataclass
    class Chosen(Message):
        """An act was clicked."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[AvailableAct | str] = []
        self._notes: Mapping[str, str] = {}
        self._keys: Mapping[str, str] = {}

    def show_acts(
        self,
        offers: Sequence[AvailableAct],
        *,
        headings: bool,
        notes: Mapping[str, str],
        keys: Mapping[str, str],
    ) -> None:
        """Show the acts of a seat; by key, `notes` are words beside some, `keys` what is shown."""
        self._notes, self._keys, group = notes, keys, ""
        self._lines = []
        for offer in offers:
            if headings and offer.act.group != group:
                group = offer.act.group
                self._lines.append(group)
            self._lines.append(offer)
        text = Text("\n").join(self._act_line(line) for line in self._lines)
        text.no_wrap = True
        text.overflow = "ellipsis"
        self.show(text)

    def _act_line(self, line: AvailableAct | str) -> Text:
        if isinstance(line, str):
            return Text(line.upper(), style=self.get_component_rich_style("acts--group"))
        shown = self._keys[line.key]
        if line.disabled_reason is None:
            key = self.get_component_rich_style("acts--key")
            note = self._notes.get(line.key, "")
            said = (f"  {note}", "dim") if note else ""
            return Text.assemble((f" {shown} ", key), f" {line.label}", said)
        # Reasons are listed on a key: repeated beside each act, they filled most of the panel.
        return Text(f"({shown}) {line.label}", style="dim")

    def on_click(self, event: events.Click) -> None:
        for line in self._lines[event.y : event.y + 1]:
            if isinstance(line, AvailableAct):
                self.post_message(self.Chosen(line.key))


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
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keypad--on", "keypad--off", "keypad--last"}

    @dataclass
    class Pressed(Message):
        """A key of the phone was clicked."""

        key: str

    @property
    def _tall(self) -> int:
        """Rows of a key: digit, letters and a gap, or all in one row in a low window."""
        return 3 if self.size.height >= 3 * len(ROWS) else 1

    def show_keys(self, *, usable: bool, last: str) -> None:
        """Show whether keys work, and the last key pressed."""
        usual = self.get_component_rich_style(f"keypad--{'on' if usable else 'off'}")
        held = self.get_component_rich_style("keypad--last")
        text = Text(no_wrap=True)
        for row in ROWS:
            for line in range(self._tall):
                for key, letters in row:
                    digit = f"[{key}]" if key == last else f" {key} "
                    label = (digit, f" {letters}", "")[line] if self._tall > 1 else digit + letters
                    style = held if key == last else usual
                    text.append(f"{label:<{_CELL - 2}}", style if line < 2 else Style.null())
                    text.append("  ")
                text.append("\n")
        text.right_crop()
        self.show(text)

    def on_click(self, event: events.Click) -> None:
        row, column = event.y // self._tall, event.x // _CELL
        if 0 <= row < len(ROWS) and 0 <= column < len(ROWS[row]):
            self.post_message(self.Pressed(ROWS[row][column][0]))


_CELLS = 18
"""Cells of the strip: with its seconds it fits beside a seat in 80 columns."""


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
        early = profile.switches.counts_before_request
        asks = 0 if early else min(profile.timings.request * _CELLS // length, _CELLS - 1)
        # "55" lies where it begins to count.
        strip = "#" * cells + "." * (_CELLS - cells)
        strip = f"{strip[:asks]}55{strip[asks + 2 :]}"
        counts = takes_55(knowledge.facts, profile.switches)
        say = "55 COUNTS NOW" if counts else "55 does not count yet"
        left = f"{gone // 1000} of {length // 1000} s"
        if gone == length:
            left, say = "over", f"{say} for a moment more"
        self.show(f"[{strip}] {left}\n{say}")
