"""What screens ask of the app: where to go next. They import this, and never the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from simulator.audio.live import LiveSound
    from simulator.content.library.library import Library
    from simulator.content.scenario.scenario import Scenario
    from simulator.core.terms import Role
    from simulator.seat.run_choices import SeatChoice
    from simulator.seat.seat_view import SeatView
    from simulator.session.clock import Clock
    from simulator.session.run.live_run import RunSetup


@dataclass(frozen=True)
class MenuDefaults:
    """What was asked for on the command line; it is chosen already in the menu."""

    scenario: str = ""
    seat: str = ""
    profile: str = ""
    force: str = ""
    seed: int = 0
    speed: float = 1.0
    coached: bool = True
    pack: str = ""

    def setup(self, library: Library, scenario: Scenario, place: SeatChoice) -> RunSetup:
        """Return the setup of `scenario` in the seat of `place`, the rest as wished for.

        Raises:
            LibraryError: there is no such profile or force.
            ContentError: the file of one is wrong.
        """
        # Not before the first paint, for which the app needs this module: it takes 150 ms.
        from simulator.seat.run_choices import setup_for

        return setup_for(
            library,
            scenario,
            place,
            profile=self.profile,
            force=self.force,
            seed=self.seed,
            speed=self.speed,
            coached=self.coached,
        )


class Navigator(Protocol):
    """Decides which screen follows which, and holds what screens share."""

    clock: Clock
    library: Library
    wishes: MenuDefaults
    sound: LiveSound | None
    """Makes a call audible; None if sound is off or there is no device."""

    def open_menu(self) -> None:
        """Show the menu, and nothing under it."""

    def leave_note(self) -> None:
        """Go back to the menu, as it was if it is still there."""

    def announce(self, setup: RunSetup, *, surprise: str = "") -> None:
        """Show the note on what is coming."""

    def play(self, setup: RunSetup) -> None:
        """Begin the call."""

    def take_place(self, sitting: SeatView, role: Role | None = None) -> None:
        """Show a call that has begun, from one of its seats."""

    def finish(self, sitting: SeatView) -> None:
        """Show how a call ended."""

    def look_back(self, sitting: SeatView) -> None:
        """Ask for the person's own view of a call."""

    def debrief(self, sitting: SeatView, own_view: tuple[str, ...]) -> None:
        """Show the debrief of a call."""
