"""The first page: three doors, ten calls for the one that is chosen, and all else one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.errors import SimulatorError
from simulator.seat.run_choices import MenuDefaults, seat_in
from simulator.tui.base.rows import ends
from simulator.tui.base.screen_frame import TrainerScreen, key, named
from simulator.tui.screens.first_calls import DOORS, Door

if TYPE_CHECKING:
    from simulator.content.files.scenario_header import ScenarioHeader

_COLOURS = ("you", "colleague", "caller")
_WIDE = 100
"""Columns from which the doors are beside each other."""
_BROWSER = "browser"
_TITLE = 38
"""Columns of a title in the list."""


class DoorPane(Static):
    """One door; a click chooses it."""

    def __init__(self, place: int) -> None:
        super().__init__(id=f"door-{place}", classes="door", markup=False)
        self.place = place

    def draw(self, *, chosen: bool) -> None:
        """Show the door, as the chosen one or not."""
        door = DOORS[self.place]
        self.set_class(chosen, "-chosen")
        mark = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE} " if chosen else "  "
        chip = Content.assemble((f" {door.key} ", f"bold $onfill on ${_COLOURS[self.place]}"))
        head = Content.assemble((door.head, "bold $ink"))
        begins = Content.assemble((mark, "$accent"), (door.begins, "$ink" if chosen else "$quiet"))
        words = Content.assemble((door.words, "$quiet"))
        if self.app.size.width < _WIDE:
            width = max(20, self.size.width)
            first = ends(Content.assemble(chip, "  ", head), begins, width)
            self.update(Content("\n").join([first, Content.assemble("     ", words)]))
            return
        self.update(Content("\n").join([Content.assemble(chip, "  ", head), Content(), words,
                                        Content(), begins]))  # fmt: skip

    async def on_click(self) -> None:
        await self.run_action(f"screen.door({self.place})")

    def on_resize(self) -> None:
        self.draw(chosen=self.has_class("-chosen"))


class HomeScreen(TrainerScreen[None]):
    """Who are you? Then a call that suits; seed, profile, force and speed have usual values."""

    CSS_PATH = "home.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide"), (150, "-wider")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = named("home", [
        Binding("enter", "begin", "Begin", key_display="Enter", tooltip="The marked call",
                priority=True),
        *(key(door.key, f"door({n})", door.head, door.words) for n, door in enumerate(DOORS)),
        Binding("left", "next_door(-1)", "Door before", show=False, priority=True),
        Binding("right", "next_door(1)", "Another door", key_display="\N{RIGHTWARDS ARROW}",
                tooltip="For another kind of people", priority=True),
        key("f10", "lesson", "First lesson", "Your first call, step by step", "F10"),
        key("f4", "all", "All calls", "Every call, and how it is played", "F4"),
    ])  # fmt: skip

    def __init__(self, defaults: MenuDefaults) -> None:
        super().__init__()
        self._defaults = defaults
        self._door = 0
        self._entries: dict[str, ScenarioHeader] = {}

    def body(self) -> ComposeResult:
        yield Static(id="mark", markup=False)
        with Horizontal(id="doors"):
            yield from (DoorPane(place) for place in range(len(DOORS)))
        yield OptionList(id="calls", markup=False)
        yield Static(id="finds", markup=False)

    def on_mount(self) -> None:
        entries, _ = self.trainer.library.survey()
        self._entries = {entry.id: entry for entry in entries}
        count = len(entries)
        self.query_one("#finds", Static).update(
            Content.assemble(("Type what you look for: pizza, child, landline. ", "$quiet"),
                             (f"F4: all {count} calls.", "$ink"))
        )  # fmt: skip
        self.call_after_refresh(self.action_door, 0)
        self.query_one("#calls").focus()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.query_one("#mark", Static).update(_mark(event.size.width, event.size.height))
        if self._entries:
            self.call_after_refresh(self._fill)

    @property
    def door(self) -> Door:
        """The chosen door."""
        return DOORS[self._door]

    def action_door(self, place: int) -> None:
        """Choose a door, and show its calls."""
        self._door = place
        for pane in self.query(DoorPane):
            pane.draw(chosen=pane.place == place)
        self._fill()
        self.query_one("#calls", OptionList).highlighted = 0

    def action_next_door(self, by: int) -> None:
        self.action_door((self._door + by) % len(DOORS))

    def _fill(self) -> None:
        calls = self.query_one("#calls", OptionList)
        marked = calls.highlighted
        width = max(40, calls.size.width - 4)
        calls.clear_options()
        if self.door.browser:
            row = _row("In your browser: group, projector, phones", "", "silent999 serve", width)
            calls.add_option(Option(row, id=_BROWSER))
        found = [self._entries[name] for name in self.door.calls if name in self._entries]
        for entry in found:
            note = "; ".join(entry.content_note or ()) or "nothing to prepare for"
            calls.add_option(Option(_row(entry.listed, str(entry.about), note, width), id=entry.id))
        calls.highlighted = min(marked or 0, calls.option_count - 1)

    def on_key(self, event: events.Key) -> None:
        """Search all calls with the first letter that is typed."""
        if event.is_printable and event.character and event.character.isalpha():
            event.stop()
            self.trainer.open_all_calls(event.character)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        """Begin the marked call in the seat of its door, or open the pages for a group."""
        calls = self.query_one("#calls", OptionList)
        if calls.highlighted is None:
            return
        name = calls.get_option_at_index(calls.highlighted).id or ""
        if name == _BROWSER:
            self.trainer.open_browser()
            return
        try:
            scenario = self.trainer.library.scenario(self._entries[name].path).scenario
            setup = self._defaults.setup(
                self.trainer.library, scenario, seat_in(scenario, self.door.seat)
            )
        except SimulatorError as error:
            self.query_one("#finds", Static).update(str(error))
            return
        self.trainer.announce(setup)

    def action_lesson(self) -> None:
        self.trainer.take_lesson()

    def action_all(self) -> None:
        self.trainer.open_all_calls()


def _row(title: str, about: str, note: str, width: int) -> Content:
    room = min(_TITLE, width // 2)
    title = title if len(title) < room else f"{title[: room - 2]}\N{HORIZONTAL ELLIPSIS}"
    left = Content.assemble((f"{title:<{room}}", "$ink"), (f"{about:>4}  ", "$accent"))
    rest = Content.assemble((note, "$quiet")).truncate(max(1, width - room - 6), ellipsis=True)
    return Content.assemble(left, rest)


def _mark(width: int, height: int) -> Content:
    """Return a flat line with two taps, and what this is."""
    flat = max(20, width - 12)
    beats = "\u2582\u2581\u2581\u2583\u2581\u2581\u2588\u2581\u2581\u2581\u2581\u2588"
    line = "\u2581" * (flat - 24) + beats + "\u2581" * 12
    name = Content.assemble(("silent999", "bold $ink"), (f"   {_WHAT}", "$quiet"))
    picture = [] if height < _LOW else [Content.assemble((line, "$caller"))]
    return Content("\n").join([*picture, name])


_WHAT = "practise the 999 calls in which nobody can speak"
_LOW = 26
"""Rows below which the first page has no picture."""
