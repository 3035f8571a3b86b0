"""Writing a sitting down while it goes on, for whoever asked for it.

Each entry is handed to the operating system as soon as it is taken, so it outlives this program
whatever ends it. Nothing is forced onto the disk (`fsync`): that can hold a screen up for a tenth
of a second and more, in a call in which the moment counts, or when somebody has to leave at once. A
power cut can therefore cost what the system had not written yet, mostly less than half a minute.
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
    """What was asked for: where records go, under which code, and what is written down."""

    store: Store
    code: str
    now: Callable[[], datetime]
    """Tells the time of day; it stands once in a record, in its header."""
    with_text: bool = False
    """Whether notes and a person's own words are written down."""
    ready: frozenset[str] = frozenset()
    """Words that are offered ready-made, and so are nobody's own."""
    nobody: ClassVar[str] = "Nobody sits in a seat, so nothing is recorded."
    """What is told instead where nobody is there to be recorded."""

    def recorder(self, setup: RunSetup, library: Library) -> Recorder:
        """A recorder for a sitting that begins now. Nothing is made before its first entry.

        Raises:
            ContentError: the file of a rubric of the scenario is wrong.
            LibraryError: there is no such rubric.
        """
        rubrics = tuple(library.rubric(name).file for name in setup.scenario.rubric)
        return Recorder(self, self.header_of(setup, rubrics))

    def header_of(
        self, setup: RunSetup, rubrics: tuple[RubricFile, ...], again: RewoundFrom | None = None
    ) -> Header:
        """The first line of a record that begins now."""
        started_at = self.now().replace(microsecond=0)
        return Header(setup, rubrics, self.code, started_at, __version__, self.with_text, again)


class Recorder:
    """Writes one sitting down, entry by entry.

    The file is open only while something is written: whoever leaves at once has nothing to close,
    and a record that is erased during its call stays erased.
    """

    def __init__(self, recording: RecordOptions, header: Header) -> None:
        """Record under `header`; the file comes with the first entry."""
        self.header = header
        self.path: Path | None = None
        """The file; none before the first entry."""
        self.trouble = ""
        """Why nothing is written down any more; empty while all is well. The call goes on."""
        self._recording = recording
        self._written = 0
        self._closed = False

    @property
    def id(self) -> str:
        """The record's id; empty before there is one."""
        return self.path.name.removesuffix(ENDING) if self.path else ""

    def take(self, log: Sequence[Entry]) -> None:
        """Write down what is new in the log of the sitting."""
        if self._closed or len(log) <= self._written:
            return
        try:
            if self.path is None:
                self.path = self._recording.store.create(self.header)
            self._append(self.path, log)
        except OSError as error:
            # A full disk is no reason to take a call away from somebody.
            self.trouble = f"the call is not recorded any more: {error.strerror or error}"
            self.close()

    def close(self) -> None:
        """End the record as it is. Nothing is written afterwards."""
        self._closed = True

    def again_from(self, at: Millis) -> Recorder:
        """End this record; a recorder for the same sitting, begun again from a moment of it."""
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
