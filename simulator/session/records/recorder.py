"""Recording of a live run, on request.

Append each entry with one write and no fsync: fsync can block a screen for 100 ms, and the quick
exit must not wait. Entries survive the end of this program; a power cut usually loses less than
30 s. The end of a call waits for fsync, since it says whether the record was kept.
"""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from simulator import __version__
from simulator.content.library.library import Library
from simulator.content.rules.rubric_file import RubricFile
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.session.clock import PaceHeld
from simulator.session.records.append_lines import append_whole, opened_to_append, sync_folder
from simulator.session.records.record_file import MOST_BYTES, entry_line, held_line
from simulator.session.records.record_header import Header, RewoundFrom
from simulator.session.records.store import ENDING, Store
from simulator.session.run.live_run import RunSetup

FULL = f"the record is full, at {MOST_BYTES:,} bytes"


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
    begun: list[Recorder] = field(default_factory=list, compare=False)
    """The recorders of all runs so far."""

    def notice(self, setup: RunSetup) -> str:
        """Return what to say before a run: under which code it is recorded, and where."""
        if not setup.seats:
            return "No seat is taken, so this run isn't recorded."
        return f"This call is recorded under the code {self.code}, in {self.store.folder}."

    def done_before(self) -> dict[str, str]:
        """Return when each scenario was recorded under this code: how often, and the last day."""
        days: dict[str, list[str]] = {}
        for each in self.store.listed(self.code):
            days.setdefault(each.scenario, []).append(each.started_at[:10])
        return {
            name: f"{len(found)} time{'s' * (len(found) > 1)}, the last on {found[-1]}"
            for name, found in days.items()
        }

    def recorder(self, setup: RunSetup, library: Library) -> Recorder:
        """Return a recorder for a run that starts now, if the library has the rubrics.

        No file is created before the first entry.
        """
        return self.begin(setup, tuple(library.rubric(each).file for each in setup.scenario.rubric))

    def begin(
        self, setup: RunSetup, rubrics: tuple[RubricFile, ...], again: RewoundFrom | None = None
    ) -> Recorder:
        """Return a recorder for a run with these rubrics, perhaps rewound from another."""
        at = self.now().replace(microsecond=0)
        ahead = setup.coached and bool({*setup.seats} - {Role.CALLER})
        header = Header(setup, rubrics, self.code, at, __version__, self.with_text, again, ahead)
        self.begun.append(Recorder(self, header))
        return self.begun[-1]

    @property
    def exit_code(self) -> int:
        """1 if a run is not in its record as far as it was played, else 0."""
        return int(any(each.trouble for each in self.begun))

    def results(self) -> list[str]:
        """End all records. Return for each whether it was kept, once."""
        return [each.result() for each in self.begun if not each.reported]


class Recorder:
    """The writer of one record.

    The file is open only during a write: the quick exit has nothing to close, and a record that is
    erased during its call stays erased. A failed write leaves whole entries only, and is repeated
    with the next entry. A record that would grow past `MOST_BYTES` could not be read, so it ends.
    """

    def __init__(self, recording: RecordOptions, header: Header) -> None:
        """Record under `header`; the first entry creates the file."""
        self.header = header
        self.path: Path | None = None
        """The file; None before the first entry."""
        self.trouble = ""
        """Why the record lacks entries; empty while it lacks none."""
        self.reported = False
        """Whether the result has been returned."""
        self._recording = recording
        self._log: Sequence[Entry] = ()
        self._written = 0
        self._held: Sequence[PaceHeld] = ()
        self._holds = 0
        """How many pauses are written."""
        self._size = 0
        self._sum = 0
        self._doubtful = False
        self._full = False
        self._news = ""
        self._closed = False
        self._said: dict[Role, str] = {}
        """What each speaker said last: a record says of words that it leaves out if they repeat."""

    @property
    def id(self) -> str:
        """The id of the record; empty before the first entry."""
        return self.path.name.removesuffix(ENDING) if self.path else ""

    def take(self, log: Sequence[Entry], held: Sequence[PaceHeld] = ()) -> None:
        """Append the new entries of the log, and pauses. Failing sets `trouble`: it must go on."""
        if self._closed or (len(log) <= self._written and len(held) <= self._holds):
            return
        self._log, self._held = log, held
        self._attempt(self._append)

    def without_hints(self) -> None:
        """Note before the first entry that this call has no hints, as in a lesson."""
        self.header = replace(self.header, ahead=False)

    def news(self) -> str:
        """Return a message if recording has just failed, or works again; else nothing."""
        if self.trouble == self._news:
            return ""
        self._news = self.trouble
        if self.trouble:
            tries = "what was written stays" if self._full else "each entry tries again"
            return f"NOT RECORDED: {self.trouble}. The call goes on, and {tries}."
        return "Recorded again, with nothing missing."

    def close(self) -> None:
        """End the record: write what is left, and have the system store it. Ignore what follows."""
        if not self._closed and self._log:
            self._attempt(self._finish)
        self._closed = True

    def results(self) -> list[str]:
        """End this record and those of earlier tries. Return for each whether it was kept, once."""
        return self._recording.results()

    def result(self) -> str:
        """End the record. Return whether it was kept."""
        self.close()
        self.reported = True
        if not self._log:
            return "No call was begun, so there is no record."
        if not self.trouble:
            return f"Kept: the record {self.id}, in {self._recording.store.folder}."
        left = f"the record {self.id} has {self._written} of {len(self._log)} entries"
        there = self.path is not None and self.path.exists()
        return f"NOT KEPT: {self.trouble}; {left if there else 'there is no record of this call'}."

    def again_from(self, at: Millis) -> Recorder:
        """End this record. Return a recorder for the run rewound to `at`."""
        self.close()
        again = RewoundFrom(self.id, at) if self.path else None
        return self._recording.begin(self.header.setup, self.header.rubrics, again)

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except OSError as error:
            removed = self.path is not None and isinstance(error, FileNotFoundError)
            self.trouble = "its file was removed" if removed else error.strerror or str(error)
            # After an error of the device, no later success shows that the entries are stored.
            self._doubtful = self._doubtful or error.errno == errno.EIO
        else:
            if not self._doubtful:
                self.trouble = FULL if self._full else ""

    def _append(self) -> None:
        """Write the entries that the file lacks, each whole, as long as the file can be read."""
        if self.path is None:
            self.path, line = self._recording.store.create(self.header)
            self._count(line)
        with opened_to_append(self.path, self._size) as number:
            for entry in self._log[self._written :]:
                before = self._said.get(entry.speaker, "")
                line = entry_line(entry, self.header, self._recording.ready, before)
                self._full = self._full or self._size + len(line) > MOST_BYTES
                if self._full:
                    break
                append_whole(number, line)
                self._written += 1
                if isinstance(entry.body, do.SPOKEN):
                    self._said[entry.speaker] = getattr(entry.body, "words", "")
                self._count(line)
            for held in self._held[self._holds :] if not self._full else ():
                line = held_line(held)
                append_whole(number, line)
                self._holds += 1
                self._count(line)

    def _count(self, line: bytes) -> None:
        self._size += len(line)
        self._sum = zlib.crc32(line, self._sum)

    def _finish(self) -> None:
        """Write the rest, have the system store it, and read it back."""
        self._append()
        assert self.path is not None
        with opened_to_append(self.path, self._size) as number:
            os.fsync(number)
        sync_folder(self.path.parent)
        if zlib.crc32(self.path.read_bytes()) != self._sum:
            raise OSError(errno.EIO, "its file differs from what was written")
