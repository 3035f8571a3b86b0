"""What can be done in a seat: the list of acts, their commands, and the keypad of a phone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Protocol, cast

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message

from simulator.core.terms import Role
from simulator.seat.available_acts import AvailableAct
from simulator.seat.seat_view import SeatView
from simulator.tui.base.palette import Command, KeyCommands
from simulator.tui.call.text_block import TextBlock

_TWO = 66
"""Width, in columns, from which acts are in two columns."""
_BETWEEN = "  │ "


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
        self._acts: tuple[AvailableAct, ...] = ()
        self._notes: Mapping[str, str] = {}
        self._keys: Mapping[str, str] = {}
        self._drawn: object = None

    def show_acts(
        self, acts: Iterable[AvailableAct], notes: Mapping[str, str], keys: Mapping[str, str]
    ) -> None:
        """Show the acts of a seat; by key, `notes` are words beside some, `keys` what is shown."""
        self._acts, self._notes, self._keys = tuple(acts), notes, keys
        self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        drawn = (self._acts, self._notes, self._keys, self.size.width)
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
            note = self._notes.get(act.key, "")
            said = (f"  {note}", "dim") if note else ""
            cell = Text.assemble((f" {shown} ", key), f" {act.label}", said)
        else:
            # Reasons are listed on a key: repeated beside each act, they filled most of the panel.
            cell = Text.assemble((f"({shown}) {act.label}", "dim"))
        room = width - cell.cell_len - 1
        cell.truncate(width, overflow="ellipsis", pad=True)
        if act.key == first and room >= len(act.act.group):
            group = self.get_component_rich_style("acts--group")
            cell.right_crop(len(act.act.group))
            cell.append(act.act.group, group)
        return cell

    def on_click(self, event: events.Click) -> None:
        column = event.x * self._columns // max(1, self.size.width)
        place = event.y + column * self._rows
        if event.y < self._rows and place < len(self._acts):
            self.post_message(self.Chosen(self._acts[place].key))


class SeatScreen(Protocol):
    """The screen of a seat, as far as the palette needs it."""

    role: Role | None
    seat_view: SeatView
    act_keys: dict[str, str]

    def action_act(self, key: str) -> None:
        """Do the act with this key."""


class ActCommands(KeyCommands):
    """What the seat can do now, then what the keys of a call do."""

    def found(self) -> Iterator[Command]:
        """Yield every act that is possible, then the keys."""
        screen = cast("SeatScreen", self.screen)
        acts = () if screen.role is None else screen.seat_view.available_acts(screen.role)
        for act in acts:
            if act.disabled_reason is None:
                shown = f"{act.act.group}, key {screen.act_keys[act.key]}"
                yield act.label, shown, partial(screen.action_act, act.key)
        yield from super().found()


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
        """Rows of a key: digit, letters and a gap; or both in one row, with a gap if it fits."""
        return max(1, min(3, self.size.height // len(ROWS)))

    def show_keys(self, *, usable: bool, last: str) -> None:
        """Show whether keys work, and the last key pressed."""
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
            self.post_message(self.Pressed(ROWS[row][column][0]))
