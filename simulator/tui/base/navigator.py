"""The app as screens see it. Screens import this protocol instead of the app, to avoid a circle."""

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
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.run.live_run import RunSetup


@dataclass(frozen=True)
class MenuDefaults:
    """Choices from the command line, preselected in the menu."""

    scenario: str = ""
    seat: str = ""
    profile: str = ""
    force: str = ""
    seed: int = 0
    speed: float = 1.0
    coached: bool = True
    pack: str = ""

    def setup(self, library: Library, scenario: Scenario, place: SeatChoice) -> RunSetup:
        """Return the setup of `scenario` in a seat; its profile and force may be wrong."""
        # The app needs this module for the first paint, which this import would delay by 150 ms.
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
    """The order of screens, and the objects that screens share; `TrainerApp` explains each."""

    clock: Clock
    library: Library
    defaults: MenuDefaults
    recording: RecordOptions | None
    sound: LiveSound | None
    """None if sound is off or there is no device."""

    def open_menu(self) -> None: ...
    def leave_note(self) -> None: ...
    def announce(self, setup: RunSetup, *, surprise: str = "") -> None: ...
    def play(self, setup: RunSetup) -> None: ...
    def open_seat(self, seat_view: SeatView, role: Role | None = None) -> None: ...
    def finish(self, seat_view: SeatView) -> None: ...
    def open_debrief(self, seat_view: SeatView) -> None: ...
    def debrief(self, seat_view: SeatView, own_view: tuple[str, ...]) -> None: ...
