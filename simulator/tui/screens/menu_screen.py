"""The menu: safety notice, scenarios, and all choices of a setup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static

from simulator.content.files.scenario_header import ScenarioHeader, entry_of
from simulator.errors import SimulatorError
from simulator.seat import run_choices
from simulator.seat.run_choices import MenuDefaults
from simulator.session.run.call_controls import SPEEDS
from simulator.tui.base.parameter_dialogs import TypedLine
from simulator.tui.base.screen_frame import TrainerScreen, named
from simulator.tui.screens.menu_widgets import MenuChoice, MenuList, details, missing

if TYPE_CHECKING:
    from simulator.content.scenario.scenario import Scenario

WHAT_THIS_IS = (
    "Practise silent 999 calls, in any seat. F10: first lesson.\n"
    "It cannot call 999. F2 or Ctrl+L leaves at once, any time."
)
_SEEDS = 100_000
"""Drawn seeds are below this, so that they are easy to read out (assumption)."""
MODES = (("coached", "coached"), ("assessed", "assessed"))


def _key(key: str, action: str, title: str, says: str, *, show: bool = False) -> Binding:
    """Return a binding that works for any focus."""
    return Binding(
        key.lower(), action, title, key_display=key, tooltip=says, show=show, priority=True
    )


class MenuScreen(TrainerScreen[None]):
    """The list of scenarios, and the choices of a setup."""

    CSS_PATH = "menu.tcss"
    BINDINGS: ClassVar[list[BindingType]] = named("menu", [
        _key("Enter", "begin", "Begin", "This call, in this seat", show=True),
        _key("F9", "surprise", "Surprise me", "Draw a call of this level, unseen", show=True),
        _key("F10", "lesson", "First lesson", "Your first call, step by step", show=True),
        _key("F3", "choose('seat')", "Seat", "Choose your seat, or watch a demo"),
        _key("F4", "choose('mode')", "Mode", "With hints or without"),
        _key("F5", "choose('speed')", "Speed", "Change the speed of the clock"),
        _key("F6", "seed", "Seed", "Same seed, same call"),
        _key("F7", "choose('profile')", "Profile", "Choose a variant of the procedure"),
        _key("F8", "choose('force')", "Force", "Choose the grades and policies"),
        Binding("up", "list('cursor_up')", "Call above", show=False, tooltip="Look at it"),
        Binding("down", "list('cursor_down')", "Call below", show=False, tooltip="Look at it"),
        Binding("pageup", "list('page_up')", "Calls above", show=False),
        Binding("pagedown", "list('page_down')", "Calls below", show=False),
        Binding("escape", "show_all", "Show all", show=False,
                tooltip="Clear what is searched for; then back to the first page"),
    ])  # fmt: skip

    def __init__(self, defaults: MenuDefaults, letters: str = "") -> None:
        super().__init__()
        self._letters = letters
        self._defaults = defaults
        self._seat = defaults.seat
        """The last seat chosen by the user, even if this scenario lacks it."""
        self._entries: tuple[ScenarioHeader, ...] = ()
        self._done: Mapping[str, str] = {}
        """When each scenario was taken before, by its id, if the user keeps records."""
        self._looked_at = defaults.scenario
        """Id of the last highlighted scenario."""
        self._ready = False
        self._error: SimulatorError | None = None
        """The error of the last unreadable file."""

    def body(self) -> ComposeResult:
        yield Static(WHAT_THIS_IS, id="what", markup=False)
        with Horizontal(id="find"):
            yield Static("Find ", id="find-label", markup=False)
            yield TypedLine(
                id="search", compact=True, placeholder="type any letters", select_on_focus=False
            )
            yield Static(id="count", markup=False)
        yield Static(id="problems", markup=False)
        with Horizontal(id="middle"):
            yield MenuList(id="list")
            with VerticalScroll(id="about"):
                yield Static(id="details", markup=False)
        with Vertical(id="choices"):
            with Horizontal(classes="row"):
                yield MenuChoice("F3", "Seat", id="seat")
                yield MenuChoice("F4", "Mode", id="mode")
            with Horizontal(classes="row"):
                yield MenuChoice("F5", "Speed", id="speed")
                with Horizontal(id="seed-box"):
                    yield Static(Text.assemble(("F6 ", "bold"), "Seed    "), id="seed-label")
                    seed = str(self._defaults.seed)
                    yield Input(seed, id="seed", compact=True, restrict="[0-9]*", max_length=9)
            yield MenuChoice("F7", "Profile", id="profile")
            yield MenuChoice("F8", "Force", id="force")

    def on_mount(self) -> None:
        self._entries, problems = self.trainer.library.survey()
        files = len({problem.file for problem in problems})
        line = self.query_one("#problems", Static)
        line.display = files > 0
        what = "1 file" if files == 1 else f"{files} files"
        line.update(f"{what} cannot be read: silent999 check says why.")
        self._fill(self._defaults.scenario)
        self.query_one("#list").focus()
        if self._letters:
            search = self.query_one("#search", Input)
            search.focus()
            search.insert_text_at_cursor(self._letters)
        self.call_after_refresh(self._take_wishes)

    def _take_wishes(self) -> None:
        """Fill the choices, with the command line's values chosen."""
        defaults, library = self._defaults, self.trainer.library
        if defaults.scenario and all(entry.id != defaults.scenario for entry in self._entries):
            self._add_file(defaults.scenario)
        speeds = sorted({*SPEEDS, defaults.speed})
        profiles = list(run_choices.profiles_of(library))
        forces = [("", "the call's own"), *run_choices.forces_of(library)]
        for offered, wish in ((profiles, defaults.profile), (forces, defaults.force)):
            if wish and all(request != wish for request, _ in offered):
                offered.append(run_choices.FileChoice(wish, Path(wish).name))
        self._choice("mode").offer(MODES, "coached" if defaults.coached else "assessed")
        self._choice("speed").offer([(f"{s:g}", f"{s:g} x") for s in speeds], f"{defaults.speed:g}")
        self._choice("profile").offer(profiles, defaults.profile)
        self._choice("force").offer(forces, defaults.force)
        if self.trainer.recording is not None:
            self._done = self.trainer.recording.done_before()
        if self._done:
            self._fill(self._looked_at)
        self._ready = True
        self._show()

    def _add_file(self, request: str) -> None:
        try:
            loaded = self.trainer.library.scenario(Path(request))
        except SimulatorError:
            return
        entry = entry_of(loaded.document, loaded.path)
        if entry is not None:
            others = [each for each in self._entries if each.id != entry.id]
            self._entries = (*others, entry)
            self._fill(entry.id)

    def _fill(self, highlight: str) -> None:
        """List the scenarios that match every word searched for."""
        wanted = self.query_one("#search", Input).value
        found = [e for e in self._entries if run_choices.holds(run_choices.findable(e), wanted)]
        shelves = run_choices.grouped(found)
        self.query_one(MenuList).show(shelves, highlight, self._done)
        everything, left = len(self._entries), sum(len(shelf.entries) for shelf in shelves)
        counted = f"{everything} calls" if left == everything else f"{left} of {everything}"
        self.query_one("#count", Static).update(counted, layout=False)

    @on(Input.Changed, "#search")
    def _search(self) -> None:
        """List what is left; a call that is named by the letters is where one wants to be."""
        wanted = self.query_one("#search", Input).value
        named = (
            e.id for e in self._entries if run_choices.holds(f"{e.id} {e.title}".lower(), wanted)
        )
        self._fill(next(named, self._looked_at) if wanted.strip() else self._looked_at)
        if self.query_one(MenuList).entry is None:
            self._show()  # Else it is shown because it is highlighted.

    def on_key(self, event: events.Key) -> None:
        if not event.is_printable or not event.character or isinstance(self.focused, Input):
            return
        if event.key == "space" and isinstance(self.focused, MenuChoice):
            return
        search = self.query_one("#search", Input)
        search.focus()
        search.insert_text_at_cursor(event.character)
        event.stop()

    def action_show_all(self) -> None:
        search = self.query_one("#search", Input)
        if not search.value and self.focused is self.query_one("#list"):
            self._defaults = self.trainer.defaults = replace(self._defaults, scenario="")
            self.trainer.open_menu()
            return
        search.value = ""
        self.query_one("#list").focus()

    def action_list(self, move: str) -> None:
        getattr(self.query_one(MenuList), f"action_{move}")()

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        if not self._ready:
            return
        entry = self.query_one(MenuList).entry
        scenario = self._read(entry) if entry else None
        self._looked_at = entry.id if entry else self._looked_at
        done = self._done.get(entry.id, "") if entry else ""
        text = details(scenario, done) if scenario else missing(entry, self._error)
        places = run_choices.seats_of(scenario) if scenario else ()
        wished = run_choices.seat_in(scenario, self._seat).word if scenario else ""
        lacking = [place.label for place in run_choices.SEATS if place.word == self._seat != wished]
        why = f"no {lacking[0]} in this call" if scenario and lacking else ""
        self._choice("seat").offer([(place.word, place.label) for place in places], wished, why)
        self.query_one("#details", Static).update(text)
        self.query_one("#about").scroll_home(animate=False)

    def _read(self, entry: ScenarioHeader) -> Scenario | None:
        try:
            return self.trainer.library.scenario(entry.path).scenario
        except SimulatorError as error:
            self._error = error
            return None

    def _choice(self, name: str) -> MenuChoice:
        return self.query_one(f"#{name}", MenuChoice)

    def action_choose(self, name: str) -> None:
        self._choice(name).action_step(1)

    def action_seed(self) -> None:
        self.query_one("#seed", Input).focus()

    @on(MenuChoice.Changed, "#seat")
    def _another_seat(self) -> None:
        self._seat = self._choice("seat").value

    @on(MenuList.Opened)
    def action_begin(self) -> None:
        entry = self.query_one(MenuList).entry
        scenario = self._read(entry) if entry and self._ready else None
        if entry is None or scenario is None:
            return
        self._remember(entry.id)
        self._announce(scenario, run_choices.seat_in(scenario, self._choice("seat").value))

    def action_lesson(self) -> None:
        if self._ready:
            self.trainer.take_lesson()

    def action_surprise(self) -> None:
        entry = self.query_one(MenuList).entry
        if entry is None or self._read(entry) is None or not self._ready:
            return
        self._remember(entry.id)
        place = next(p for p in run_choices.SEATS if p.word == self._choice("seat").value)
        read = (self._read(each) for each in self._entries if each.level == entry.level)
        among = run_choices.pool(filter(None, read), entry.level, place)
        if not among:
            self.query_one("#details", Static).update("No call of this level has that seat.")
            return
        if not self._defaults.seed:
            self._defaults = replace(self._defaults, seed=self.trainer.clock.read() % _SEEDS)
        drawn = run_choices.draw(among, self._defaults.seed)
        self._announce(drawn, place, run_choices.mix(among))

    def _announce(
        self, scenario: Scenario, place: run_choices.SeatChoice, surprise: str = ""
    ) -> None:
        try:
            setup = self._defaults.setup(self.trainer.library, scenario, place)
        except SimulatorError as error:
            self.query_one("#details", Static).update(Text(str(error)))
            return
        self.trainer.announce(setup, surprise=surprise)

    def _remember(self, scenario: str) -> None:
        """Save the choices for the next time that the menu opens."""
        self._defaults = self.trainer.defaults = MenuDefaults(
            scenario,
            self._seat,
            self._choice("profile").value,
            self._choice("force").value,
            int(self.query_one("#seed", Input).value or 0),
            float(self._choice("speed").value or 1),
            self._choice("mode").value != "assessed",
            handler=self._defaults.handler,
            operator=self._defaults.operator,
        )
