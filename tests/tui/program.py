"""The trainer, straight into a call: ``python -m tests.tui.program SEAT SCENARIO``.

For tests that run it as a program in a terminal. F10 makes it fail, F11 leaves it no
file, and F12 makes it hang, which nothing in the trainer does on purpose.
"""

import argparse
import os
import resource
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.session.clock import Clock, WallClock
from simulator.session.run.live_run import RunSetup
from simulator.tui.app import TrainerApp
from simulator.tui.base.quick_exit import cleared

SEATS: dict[str, tuple[Role, ...]] = {
    "caller": (Role.CALLER,),
    "operator": (Role.OPERATOR,),
    "call_handler": (Role.CALL_HANDLER,),
    "handlers": (Role.OPERATOR, Role.CALL_HANDLER),
    "none": (),
}


class InACall(TrainerApp):
    """The app without its menu."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "fail", priority=True, show=False),
        Binding("f11", "use_up_files", priority=True, show=False),
        Binding("f12", "hang", priority=True, show=False),
    ]

    def __init__(self, clock: Clock, library: Library, setup: RunSetup) -> None:
        super().__init__(clock, library)
        self.setup = setup

    def open_menu(self) -> None:
        """Sit down at the call."""
        self.play(self.setup)

    def action_fail(self) -> None:
        """Fail as a mistake in the program would."""
        raise RuntimeError("a mistake in the program")

    def action_use_up_files(self) -> None:
        """Open as many files as the system lets one program have."""
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/dev/fd").iterdir())), 4_096))
        with suppress(OSError):
            while True:
                os.dup(2)
        self.notify("no file is free")

    def action_hang(self) -> None:
        """Wait for ever, as Textual does for a terminal that is closed."""
        self.exit()
        threading.Event().wait()


def in_a_call(seat: str, scenario: str) -> InACall:
    library = Library()
    played = library.scenario(scenario).scenario
    force = library.force(played.force or "generic").force
    profile = library.profile().profile
    setup = RunSetup(played, profile, force, seats=SEATS[seat], coached=True)
    return InACall(WallClock(), library, setup)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tui.program")
    parser.add_argument("seat", choices=SEATS)
    parser.add_argument("scenario")
    options = parser.parse_args()
    app = in_a_call(options.seat, options.scenario)
    with cleared(app, sys.stdout):
        app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
