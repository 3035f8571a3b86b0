"""What can be done in a seat: the list of acts, and the keypad of a phone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.seat.available_acts import AvailableAct
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caller_cards import carries
from simulator.tui.call.text_block import TextBlock

_TWO = 66
"""Width, in columns, from which acts are in two columns."""
_BETWEEN = "│ "


class ActPanel(TextBlock):
    """A list of acts. Acts that aren't possible keep their place, dim and in brackets."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"acts--key", "acts--group"}

    @dataclass
    class Chosen(Message):
        """An act was clicked, or a key of the phone."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._acts: tuple[AvailableAct, ...] = ()
        self._keys: Mapping[str, str] = {}
        self._drawn: object = None

    def show_acts(self, acts: Iterable[AvailableAct], keys: Mapping[str, str]) -> None:
        """Show the acts of a seat; `keys` has what is shown for each key."""
        self._acts, self._keys = tuple(acts), keys
        self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        drawn = (self._acts, self._keys, self.size.width)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        first = {act.act.group: act.key for act in reversed(self._acts)}
        lines: list[Text] = []
        for row in range(self._rows):
            acts = self._acts[row :: self._rows]
            cells = [self._cell(act, first[act.act.group]) for act in acts]
            # The line between two columns goes on below the shorter one.
            cells += [Text()] * (self._columns - len(cells))
            lines.append(Text.assemble((_BETWEEN, "dim")).join(cells))
        text = Text("\n").join(lines)
        text.no_wrap = True
        text.overflow = "ellipsis"
        self.show(text)

    @property
    def _columns(self) -> int:
        return 2 if self.size.width >= _TWO else 1

    @property
    def _rows(self) -> int:
        return -(-len(self._acts) // self._columns)

    def _cell(self, act: AvailableAct, first: str) -> Text:
        """Return an act in the width of its column; the first of a group names it at the right."""
        between = len(_BETWEEN)
        width = max(1, (self.size.width + between) // self._columns - between)
        shown = self._keys[act.key]
        if act.disabled_reason is None:
            key = self.get_component_rich_style("acts--key")
            note = carries(act.act)
            said = (f"  {note}", "dim") if note else ""
            cell = Text.assemble((f" {shown} ", key), f" {act.label}", said)
        else:
            # Reasons are listed on a key: repeated beside each act, they filled most of the panel.
            cell = Text.assemble((f"({shown}) {act.label}", "dim"))
        room = width - cell.cell_len - 2
        cell.truncate(width, overflow="ellipsis", pad=True)
        if act.key == first and room >= len(act.act.group):
            group = self.get_component_rich_style("acts--group")
            cell.right_crop(len(act.act.group) + 1)
            cell.append(act.act.group, group).append(" ")
        return cell

    def on_click(self, event: events.Click) -> None:
        column = event.x * self._columns // max(1, self.size.width)
        place = event.y + column * self._rows
        if event.y < self._rows and place < len(self._acts):
            self.post_message(self.Chosen(self._acts[place].key))


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

    @property
    def _tall(self) -> int:
        """Rows of a key: digit, letters and a gap; or both in one row, with a gap if it fits."""
        return max(1, min(3, self.size.height // len(ROWS)))

    def show_keys(self, view: SeatView) -> None:
        """Show whether keys work, and the last key pressed."""
        ends = [entry.body for entry in view.heard(Role.CALLER)[-1:]]
        last = next((body.key for body in ends if isinstance(body, do.Press)), "")
        acts = view.available_acts(Role.CALLER)
        usable = any(act.key == "5" and act.disabled_reason is None for act in acts)
        usual = self.get_component_rich_style(f"keypad--{'on' if usable else 'off'}")
        held = self.get_component_rich_style("keypad--last")
        text = Text(no_wrap=True)
        for row in ROWS:
            for line in range(self._tall):
                for key, letters in row:
                    digit = f"[{key}]" if key == last else f" {key} "
                    rows = (digit, f" {letters}") if self._tall > 2 else (digit + letters,)
                    label = "".join(rows[line : line + 1])
                    style = held if key == last else usual
                    text.append(
                        f"{label:<{_CELL - 2}}", style if line < len(rows) else Style.null()
                    )
                    text.append("  ")
                text.append("\n")
        text.right_crop()
        self.show(text)

    def on_click(self, event: events.Click) -> None:
        row, column = event.y // self._tall, event.x // _CELL
        if 0 <= row < len(ROWS) and 0 <= column < len(ROWS[row]):
            self.post_message(ActPanel.Chosen(ROWS[row][column][0]))
