"""Recording of a live run, on request.

Append each entry with one write and no fsync: fsync can block a screen for 100 ms, and the quick
exit must not wait. Entries survive the end of this program; a power cut usually loses less than
30 s.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from simulator import __version__
from simulator.content.library.library import Library
from simulator.content.rules.rubric_file import RubricFile
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.session.records.record_file import entry_line
from simulator.session.records.record_header import Header, RewoundFrom
from simulator.session.records.store import ENDING, Store, write_all
from simulator.session.run.live_run import RunSetup


@dataclass(frozen=True)
class RecordOptions:
    """The recording options: folder, code, and which text is recorded."""

    store: Store
    code: str
    now: Callable[[], datetime]
    """Returns the time of day, used once, for the header."""
    with_text: bool = False
    """Whether notes and a trainee's own words are recorded."""
    ready: frozenset[str] = frozenset()
    """Ready-made words: not a trainee's own words."""
    nobody: ClassVar[str] = "No seat is taken, so this run isn't recorded."
    """The message for a demo."""

    def recorder(self, setup: RunSetup, library: Library) -> Recorder:
        """Return a recorder for a run that starts now. No file is created before the first entry.

        Raises:
            ContentError: a rubric file of the scenario has errors.
            LibraryError: unknown rubric.
        """
        rubrics = tuple(library.rubric(name).file for name in setup.scenario.rubric)
        return Recorder(self, self.header_of(setup, rubrics))

    def header_of(
        self, setup: RunSetup, rubrics: tuple[RubricFile, ...], again: RewoundFrom | None = None
    ) -> Header:
        """Return the header of a record that starts now."""
        started_at = self.now().replace(microsecond=0)
        return Header(setup, rubrics, self.code, started_at, __version__, self.with_text, again)


class Recorder:
    """The writer of one record.

    The file is open only during a write: the quick exit has nothing to close, and a record that is
    erased during its call stays erased.
    """

    def __init__(self, recording: RecordOptions, header: Header) -> None:
        """Record under `header`; the first entry creates the file."""
        self.header = header
        self.path: Path | None = None
        """The file; None before the first entry."""
        self.trouble = ""
        """Why recording stopped; empty while it works. The call continues without it."""
        self._recording = recording
        self._written = 0
        self._closed = False

    @property
    def id(self) -> str:
        """The id of the record; empty before the first entry."""
        return self.path.name.removesuffix(ENDING) if self.path else ""

    def take(self, log: Sequence[Entry]) -> None:
        """Append the new entries of the log."""
        if self._closed or len(log) <= self._written:
            return
        try:
            if self.path is None:
                self.path = self._recording.store.create(self.header)
            self._append(self.path, log)
        except OSError as error:
            # The call must go on, even if the disk is full.
            self.trouble = f"recording has stopped: {error.strerror or error}"
            self.close()

    def close(self) -> None:
        """End the record. Later entries are ignored."""
        self._closed = True

    def again_from(self, at: Millis) -> Recorder:
        """End this record. Return a recorder for the run rewound to `at`."""
        self.close()
        header = self.header
        again = RewoundFrom(self.id, at) if self.path else None
        made = self._recording.header_of(header.setup, header.rubrics, again)
        return Recorder(self._recording, made)

    def _append(self, path: Path, log: Sequence[Entry]) -> None:
        number = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            for entry in log[self._written :]:
                write_all(number, entry_line(entry, self.header, self._recording.ready))
                self._written += 1
        finally:
            os.close(number)
