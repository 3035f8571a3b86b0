"""A call that is drawn by chance: from which level, for which seat, with which seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from simulator.content.library.library import Entry
from simulator.content.scenario.scenario import Scenario
from simulator.errors import SimulatorError
from simulator.seat import setup as choosing
from simulator.seat.setup import ANY_LEVEL, MIX_SAID_BY, draw, mix, pool
from simulator.session.run.live import Setup
from simulator.tui.base.frame import Window
from simulator.tui.base.navigator import Wishes
from simulator.tui.widgets.menu import MenuChoice

_SEEDS = 100_000
"""Fresh seeds are short enough to be read out (assumption)."""


class SurpriseWindow(Window[Setup]):
    """Draws a scenario without showing which; its answer is the setup."""

    CSS_PATH = "surprise.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "draw",
            "Draw",
            key_display="Enter",
            priority=True,
            tooltip="Draw a call and go on",
        ),
        Binding("f3", "choose('seat')", "Seat", key_display="F3", tooltip="Who you are, or nobody"),
        Binding("f4", "choose('level')", "Level", key_display="F4", tooltip="From which level"),
        Binding(
            "f5", "fresh", "Other seed", key_display="F5", tooltip="Another number, another draw"
        ),
        Binding(
            "f6",
            "seed",
            "Write seed",
            key_display="F6",
            show=False,
            tooltip="The same number draws the same",
        ),
    ]

    def __init__(self, wishes: Wishes, entries: Iterable[Entry], level: int) -> None:
        """A draw among `entries`, first from `level`; the rest of the setup as in `wishes`."""
        super().__init__()
        self._wishes = wishes
        self._entries = tuple(entries)
        self._level = level
        self._scenarios: tuple[Scenario, ...] = ()

    def compose(self) -> ComposeResult:
        """How the draw differs from reality; what can be chosen."""
        yield self.banner()
        with VerticalScroll(classes="window"):
            yield Static("Surprise me", id="headline", markup=False)
            yield Static(id="mix", markup=False)
            yield MenuChoice("F3", "Seat", id="seat")
            yield MenuChoice("F4", "Level", id="level")
            with Horizontal(id="seed-row"):
                yield Static(Text.assemble(("F6 ", "bold"), "Seed    "), id="seed-label")
                yield Input(id="seed", compact=True, restrict="[0-9]*", max_length=9)
            yield Static("Enter: draw    F5: another seed    Escape: back", id="how", markup=False)
        yield from self.foot()

    def on_mount(self) -> None:
        """Read what can be drawn from, and take a seed from the clock."""
        self._scenarios = tuple(self._readable())
        levels = [(f"{ANY_LEVEL}", "any")]
        levels += [(f"{level}", f"{level}: {asks}") for level, asks in choosing.LEVELS.items()]
        places = [(place.word, place.label) for place in choosing.PLACES]
        self.query_one("#seat", MenuChoice).offer(places, self._wishes.seat)
        self.query_one("#level", MenuChoice).offer(levels, f"{self._level}")
        self.query_one(VerticalScroll).focus()
        self.action_fresh()
        self._tell()

    def _readable(self) -> Iterator[Scenario]:
        for entry in self._entries:
            try:
                yield self.trainer.library.scenario(entry.path).scenario
            except SimulatorError:
                continue  # the menu says what is wrong with it

    @property
    def _place(self) -> choosing.Place:
        word = self.query_one("#seat", MenuChoice).value
        return next(place for place in choosing.PLACES if place.word == word)

    @property
    def _pool(self) -> tuple[Scenario, ...]:
        level = int(self.query_one("#level", MenuChoice).value)
        return pool(self._scenarios, level, self._place)

    @on(MenuChoice.Changed)
    def _tell(self) -> None:
        """Say what is drawn from, and how that differs from reality."""
        among = self._pool
        if not among:
            self.query_one("#mix", Static).update("No call of this level has that seat.")
            return
        sources = self.trainer.library.sources()
        drawn, reality = mix(among)
        labels = "; ".join(choosing.rests_on(MIX_SAID_BY, sources))
        self.query_one("#mix", Static).update(f"{drawn}\n{reality}\nWorked out from: {labels}.")

    def action_choose(self, name: str) -> None:
        """Step through a choice."""
        self.query_one(f"#{name}", MenuChoice).action_step(1)

    def action_fresh(self) -> None:
        """Take another seed from the clock."""
        field = self.query_one("#seed", Input)
        seed = self.trainer.clock.read() % _SEEDS
        # Asked twice within a millisecond, it is another one all the same.
        field.value = str(seed + 1 if field.value == str(seed) else seed)

    def action_seed(self) -> None:
        """Write the seed."""
        self.query_one("#seed", Input).focus()

    def action_draw(self) -> None:
        """Draw, and answer with the setup."""
        among = self._pool
        if not among:
            return
        seed = int(self.query_one("#seed", Input).value or 0)
        wishes = replace(self._wishes, seed=seed)
        try:
            setup = wishes.setup(self.trainer.library, draw(among, seed), self._place)
        except SimulatorError as error:
            self.query_one("#mix", Static).update(Text(str(error)))
            return
        self.dismiss(setup)
