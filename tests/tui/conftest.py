"""Pictures of screens, kept beside the tests and shown in the README."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from simulator.tui.app import TrainerApp

_TERMINAL_ID = re.compile(r"terminal-\d+-")


class Svg(SingleFileSnapshotExtension):
    """One ``.svg`` a picture, as text."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


Picture = Callable[[TrainerApp], None]


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> Picture:
    """Compares what an app shows with the picture of the test."""
    svg = snapshot.use_extension(Svg)

    def compare(app: TrainerApp) -> None:
        # Rich numbers the styles of each picture by a checksum; any fixed name will do.
        assert _TERMINAL_ID.sub("terminal-", app.export_screenshot()) == svg

    return compare
