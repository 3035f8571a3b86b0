"""The screens of a recorded call: where it is recorded, and whether it was kept."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from simulator.core.terms import Role
from simulator.seat.seat_view import SeatView
from simulator.tui.app import TrainerApp
from tests.session.recorded import recording
from tests.tui.apps import IN_THE_ROOM, SIZE, InACall, Person, setup


class Recorded(InACall):
    """A recorded call, with its note before it and its ending after it."""

    def __init__(self, folder: Path, *, noted: bool) -> None:
        super().__init__(setup(IN_THE_ROOM, Role.CALLER, coached=True))
        self.recording = recording(folder)
        self.noted = noted

    def open_menu(self) -> None:
        if self.noted:
            self.announce(self.setup)
        else:
            super().open_menu()

    def finish(self, sitting: SeatView) -> None:
        TrainerApp.finish(self, sitting)


@asynccontextmanager
async def sitting(folder: Path, *, noted: bool = False) -> AsyncIterator[Person]:
    app = Recorded(folder, noted=noted)
    async with app.run_test(size=SIZE) as pilot:
        person = Person(app, pilot)
        await person.settle()
        yield person


async def test_the_note_says_where_and_the_ending_that_it_was_kept(tmp_path: Path) -> None:
    async with sitting(tmp_path, noted=True) as person:
        assert f"recorded under the code kestrel-4, in {tmp_path}." in person.says("#text")
        await person.press("g")
        await person.dial()
        assert "recorded as kestrel-4" in person.shown[-1]
        await person.press("escape")
        assert "its record is kept" in person.window_text
        await person.press("down", "enter")
        record = next(tmp_path.glob("*.jsonl"))
        said = [str(each.render()) for each in person.app.screen.query(".ending")]
        assert f"Kept: the record {record.stem}, in {tmp_path}." in said
        await person.press("f2")
        assert person.app.return_code == 0


async def test_a_failure_is_shown_at_once_and_f2_still_leaves(tmp_path: Path) -> None:
    """With exit code 1, and nothing on the screen."""
    folder = tmp_path / "records"
    async with sitting(folder) as person:
        shutil.rmtree(folder)
        await person.dial()
        assert "NOT RECORDED: its file was removed" in person.shown[-1]
        (toast,) = person.app._notifications
        assert (toast.severity, toast.message.partition(".")[0]) == (
            "error",
            "NOT RECORDED: its file was removed",
        )
        await person.press("f2")
        assert person.app.return_code == 1


async def test_a_call_that_is_left_for_the_menu_says_so_there(tmp_path: Path) -> None:
    async with sitting(tmp_path) as person:
        await person.dial()
        TrainerApp.open_menu(person.app)
        await person.settle()
        (toast,) = person.app._notifications
        assert toast.message.startswith("Kept: the record kestrel-4-")
