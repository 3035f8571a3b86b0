"""What can be done in a seat: acts in groups, and the phone of a caller."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message

from simulator.core.instant import Millis, minutes
from simulator.core.terms import Loudness, Role
from simulator.seat.seat_frame import PhoneInHand, ShownAct
from simulator.seat.view.cards import Card
from simulator.seat.view.desk_cards import DeskHead
from simulator.seat.view.line_status import Tone
from simulator.tui.base.rows import ends
from simulator.tui.call.text_block import TextBlock

_NAME = 24
"""Columns of an act of a caller."""
_LEAST = 21
"""Least columns of a column of acts."""
_STEPS = "\u2581\u2582\u2584\u2586"
"""How loud an act of a caller is, as steps."""
_LEVELS = {Loudness.NOTHING: 0, Loudness.BREATH: 1, Loudness.KEY: 1, Loudness.TAP: 2,
           Loudness.WHISPER: 2, Loudness.COUGH: 4, Loudness.SPEECH: 4}  # fmt: skip


class _Cell(NamedTuple):
    """A place in a column: a heading, or an act."""

    content: Content
    key: str = ""


class ActPanel(TextBlock):
    """Acts in columns by group. One that isn't possible keeps its place, quiet and in brackets."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """An act was clicked, or a key of the phone."""

        key: str

    def __init__(self, role: Role | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._role = role
        self._acts: tuple[ShownAct, ...] = ()
        self._keys: Mapping[str, str] = {}
        self._drawn: object = None
        self._columns: list[list[_Cell]] = []
        self._widths: list[int] = []

    def show_acts(self, acts: Iterable[ShownAct], keys: Mapping[str, str]) -> None:
        """Show the acts of a seat; `keys` has what is shown for each key."""
        self._acts, self._keys = tuple(acts), keys
        self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        drawn = (self._acts, self._keys, self.size.width)
        if drawn == self._drawn or not self.size.width:
            return
        self._drawn = drawn
        if self._role is Role.CALLER:
            self._columns = [[self._of_a_caller(act) for act in self._acts]]
        else:
            self._columns = self._in_groups()
        self._widths = _widths(self._columns, self.size.width)
        rows = max(map(len, self._columns), default=0)
        lines = [
            Content.assemble(*(_cut(column[row].content if row < len(column) else Content(), width)
                               for column, width in zip(self._columns, self._widths, strict=True)))
            for row in range(rows)
        ]  # fmt: skip
        self.show(Content("\n").join(lines))

    def _in_groups(self) -> list[list[_Cell]]:
        """Return the groups in as few rows as the width allows; a group stays together."""
        groups: dict[str, list[_Cell]] = {}
        for act in self._acts:
            head = [_Cell(Content.assemble((act.group, "bold $accent")))]
            groups.setdefault(act.group, head).append(_Cell(self._cell(act), act.key))
        most = max(1, self.size.width // _LEAST)
        rows = max(map(len, groups.values()), default=0)
        while len(packed := _packed(groups.values(), rows)) > most:
            rows += 1
        return packed

    def _cell(self, act: ShownAct) -> Content:
        key = self._keys[act.key].removeprefix("/")
        if act.why_not:
            return Content.assemble((f"({key} {act.label})", "$quiet"))
        if act.no_way_back:
            return Content.assemble((f"{key} ", "bold $accent"), (f"! {act.label}", "$shout"))
        return Content.assemble((f"{key} ", "bold $accent"), (act.label, "$ink"))

    def _of_a_caller(self, act: ShownAct) -> _Cell:
        """Return an act with how loud it is in the room, and its words for that."""
        level, note = _LEVELS[Loudness(act.level)], act.carries
        key = self._keys[act.key]
        possible = not act.why_not
        name = (act.label if possible else f"({act.label})").ljust(_NAME)
        ink = "$ink" if possible else "$quiet"
        steps = _STEPS[:level] if note and note != "silent" else ""
        loud = "$other" if level > 2 else "$caller"
        left = Content.assemble((f"{key} ", "bold $accent" if possible else "$quiet"), (name, ink),
                                (f" {steps}", loud if possible else "$quiet"))  # fmt: skip
        right = Content.assemble((note, loud if level > 2 and possible else "$quiet"))
        return _Cell(ends(left, right, self.size.width - 1), act.key)

    def on_click(self, event: events.Click) -> None:
        ends = accumulate(self._widths)
        place = next((n for n, end in enumerate(ends) if event.x < end), -1)
        column = self._columns[place] if place >= 0 else []
        if event.y < len(column) and column[event.y].key:
            self.post_message(self.Chosen(column[event.y].key))


def _widths(columns: Sequence[Sequence[_Cell]], width: int) -> list[int]:
    """Return the widths of columns: what each needs and as much again between them, else alike."""
    needed = [
        max((cell.content.cell_length for cell in column), default=0) + 1 for column in columns
    ]
    spare = width - sum(needed)
    if spare < 0:
        return [width // len(columns)] * len(columns)
    return [each + spare // len(columns) for each in needed]


def _packed(groups: Iterable[Sequence[_Cell]], rows: int) -> list[list[_Cell]]:
    """Return groups in columns of at most so many rows, in their order."""
    columns: list[list[_Cell]] = []
    for group in groups:
        if columns and len(columns[-1]) + len(group) <= rows:
            columns[-1].extend(group)
        else:
            columns.append([*group])
    return columns


def _cut(content: Content, width: int) -> Content:
    """Return a cell in the width of its column, with a gap after it."""
    return content.truncate(max(1, width - 1), ellipsis=True, pad=True).pad_right(1)


ROWS = (
    (("1", ""), ("2", "abc"), ("3", "def")),
    (("4", "ghi"), ("5", "jkl"), ("6", "mno")),
    (("7", "pqrs"), ("8", "tuv"), ("9", "wxyz")),
    (("*", ""), ("0", "+"), ("#", "")),
)
_GAP = 1
_LOW = 3
"""Rows of a display that has no room for the last words."""


class PhoneScreen(TextBlock):
    """The display of a caller's phone: the number, the time, the last words, the keys still wanted.

    It never has a hint or a score.
    """

    ALLOW_SELECT = False

    def follow(self, head: DeskHead, recording: Card | None, last: str, now: Millis) -> None:
        """Show the state of the phone at `now` (ms)."""
        width = max(8, self.size.width)
        top = ends(Content.assemble(("999", "bold $ink")),
                   Content.assemble((minutes(now), "$quiet")), width)  # fmt: skip
        rows = [top]
        if recording is None or self.size.height > _LOW:
            rows.append(Content.assemble((last[-width:].center(width), "$machine")))
        if recording is not None:
            (line,) = recording.lines
            counts = head.tone == Tone.CALLING
            wanted = ("\u25cf \u25cb  " if "ONCE" in head.block else "\u25cb \u25cb  ") * counts
            cells = line.strip.cells if line.strip else ""
            rows.append(Content.assemble((cells.center(width), "$machine")))
            said = f"{wanted}{line.text}".center(width)
            rows.append(Content.assemble((said, "bold $ring" if counts else "$quiet")))
        self.show(Content("\n").join(rows[: max(1, self.size.height)]))


class Keypad(TextBlock):
    """Twelve keys, pressed by click or keyboard; the key that counts now is filled."""

    ALLOW_SELECT = False  # A click starts no text selection, so it is painted at once.
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keypad--on", "keypad--off", "keypad--last"}

    @property
    def _tall(self) -> int:
        """Rows of a key with the gap below it."""
        return max(1, min(4, self.size.height // len(ROWS)))

    @property
    def _wide(self) -> int:
        """Columns of a key with the gap beside it."""
        return max(6, (self.size.width + _GAP) // len(ROWS[0]))

    def show_keys(self, phone: PhoneInHand) -> None:
        """Show whether keys work, the last one pressed, and the one that counts now."""
        last, counts = phone.pressed, phone.counts
        plain = "$ink on $key" if phone.works else "$quiet on $key"
        lines: list[Content] = []
        for row in ROWS:
            for line in range(self._tall):
                cells: list[tuple[str, str] | str] = []
                for key, letters in row:
                    now = "bold $onfill on $ring" if key in (last, counts) else plain
                    cells += [self._cell(key, letters, line, now, pressed=key == last), " " * _GAP]
                lines.append(Content.assemble(*cells))
        self.show(Content("\n").join(lines))

    def _cell(
        self, key: str, letters: str, line: int, style: str, *, pressed: bool
    ) -> tuple[str, str]:
        """Return one row of a key: digit and letters, in one row if it is low."""
        wide, tall = self._wide - _GAP, self._tall
        digit = f"[{key}]" if pressed else key
        if tall <= 2:
            text = f"{digit} {letters}".strip() if line == 0 else ""
        else:
            text = {tall - 3: digit, tall - 2: letters}.get(line, "")
        last = line == tall - 1 and tall > 1
        return text.center(wide), "" if last else style

    def on_click(self, event: events.Click) -> None:
        row, column = event.y // self._tall, event.x // self._wide
        if 0 <= row < len(ROWS) and 0 <= column < len(ROWS[row]):
            self.post_message(ActPanel.Chosen(ROWS[row][column][0]))
