"""For all tests of the screens: pictures, and waiting for a screen without looking at the time."""

import re
from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from simulator.tui.app import TrainerApp
from simulator.tui.call.command_line import CommandLine
from tests.tui.unseen import settle

_TERMINAL_ID = re.compile(r"terminal-\d+-")


class Svg(SingleFileSnapshotExtension):
    """One ``.svg`` a picture, as text."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        """The picture's own name, or that of its test: README shows some of the files."""
        if isinstance(index, str):
            return f"test_{index}"
        return super().get_snapshot_name(test_location=test_location, index=index)


Picture = Callable[..., None]


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> Picture:
    """Compares what an app shows with the picture of the test, or the one of a name."""
    svg = snapshot.use_extension(Svg)

    def compare(app: TrainerApp, name: str | None = None) -> None:
        # Rich numbers the styles of each picture by a checksum; any fixed name will do.
        assert _TERMINAL_ID.sub("terminal-", app.export_screenshot()) == svg(name=name)

    return compare


@pytest.fixture(autouse=True)
def _wait_for_messages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a key or a pause take until all that comes of it is done, and no longer.

    Textual waits until the process has used little of the processor for 20 ms, twice a key. That is
    most of what a test of the screens took, and on a busy machine it can be too short.
    """
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", settle)


@pytest.fixture(autouse=True)
def _read_each_letter_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test wait for the pause after which a line is read; one test has it back."""
    monkeypatch.setattr(CommandLine, "pause", 0.0)
