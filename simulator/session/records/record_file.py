"""A record: a file of JSON Lines, the header first and then one entry a line.

A line is written when it happens and never touched again. Whatever ends the program, everything
before the line being written is there; a last line that broke off is left out, with a note. All
else that is wrong with a file is a `RecordError` that names the line and how to mend it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.content.library.library import Library
from simulator.content.rules.rubric_file import LoadedRubric
from simulator.content.yaml.reader import read_text
from simulator.core import acts as do
from simulator.core.describe import name_of
from simulator.core.instant import clock
from simulator.core.log import Entry
from simulator.errors import RecordError
from simulator.session.log_json import entry_from_json, json_line
from simulator.session.records.record_header import Header, header_from

MOST_BYTES = 100_000_000
"""The largest file that is read. A call has a few hundred entries: some hundred thousand bytes."""
LONGEST_LINE = 16_000_000
"""The longest line that is read: a header with the largest scenario and rubrics is shorter."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read."""

    path: Path
    header: Header
    entries: tuple[Entry, ...]
    """The log. Text that was not written down is empty in it."""
    note: str = ""
    """What was left out: a last line that broke off."""


class RecordLibrary(Library):
    """Shipped content; but a call is looked at by the rubrics under which it was played."""

    def __init__(self, record: Record) -> None:
        """For what is said after the call of `record`."""
        super().__init__()
        nothing = read_text("{}", str(record.path))
        self._own = {
            file.id: LoadedRubric(file, record.path, nothing) for file in record.header.rubrics
        }

    def rubric(self, request: str | Path) -> LoadedRubric:
        """The record's own rubric of that id, else one that is shipped.

        Raises:
            LibraryError: there is no such rubric.
            ContentError: its file is wrong.
        """
        return self._own.get(str(request)) or super().rubric(request)


def heading(record: Record) -> Iterator[str]:
    """Yield what was played, and how, in lines of at most 80 columns."""
    header = record.header
    setup = header.setup
    seats = " and ".join(name_of(role).lower() for role in setup.seats)
    yield f"{setup.scenario.title} ({setup.scenario.id})"
    yield f"recorded {header.started_at:%Y-%m-%d %H:%M} UTC under {header.code}"
    yield f"seat: {seats or 'none, looked on'}; {'coached' if setup.coached else 'assessed'}"
    yield f"profile {setup.profile.id}, force {setup.force.id}, seed {setup.seed}"
    if header.again is not None:
        yield f"begun again from {clock(header.again.at)} of {header.again.record}"
    yield f"notes and own words: {'recorded' if header.with_text else 'not recorded'}"
    note = "; ".join(setup.scenario.content_note) or "nothing that needs a warning"
    yield from textwrap.wrap(f"content note: {note}", 80)
    if record.note:
        yield f"note: {record.note}"


def unwritten_field(entry: Entry, header: Header, ready: frozenset[str] = frozenset()) -> str:
    """The field of an entry whose text is not written down; empty when all of it is.

    Notes never are, nor what a person worded themselves, unless the header says that text is
    recorded. Words that the profile has, and those in `ready`, are nobody's own.
    """
    if header.with_text:
        return ""
    kind = entry.body.kind
    if kind in do.PRIVATE:
        return do.PRIVATE[kind]
    if kind not in do.OWN_WORDS or entry.actor not in header.setup.seats:
        return ""
    words = getattr(entry.body, do.OWN_WORDS[kind])
    given = {"", *ready, *(line.words for line in header.setup.profile.lines.values())}
    return "" if words in given else do.OWN_WORDS[kind]


def without_text(entry: Entry, header: Header, ready: frozenset[str] = frozenset()) -> Entry:
    """An entry without the text that is only written down when that is switched on."""
    field = unwritten_field(entry, replace(header, with_text=False), ready)
    if not field:
        return entry
    body: Any = entry.body
    return entry._replace(body=replace(body, **{field: ""}))


def entry_line(entry: Entry, header: Header, ready: frozenset[str] = frozenset()) -> bytes:
    """An entry as it is written down, with the line's end."""
    return f"{json_line(entry, unwritten_field(entry, header, ready))}\n".encode()


def read_record(path: Path) -> Record:
    """Read a record.

    Raises:
        RecordError: it is none, is of a newer format, or is damaged; with file, line and mend.
    """
    return record_from(path, _lines(path))


def record_from(path: Path, lines: Iterator[bytes]) -> Record:
    """Parse the lines of a record; `path` is named in errors.

    Raises:
        RecordError: they are none, are of a newer format, or are damaged.
    """
    header = _header(path, next(lines, b""))
    entries: list[Entry] = []
    note = ""
    for number, line in enumerate(lines, 2):
        whole = line.endswith(b"\n")
        try:
            entries.append(_entry(line, len(entries), entries[-1] if entries else None))
        except ValueError as error:
            if whole:
                raise damaged(path, number, str(error)) from error
            note = f"line {number} broke off while it was written, and is left out"
    return Record(path, header, tuple(entries), note)


def first_line(path: Path) -> bytes:
    """The first line of a file that could be a record, as it stands.

    Raises:
        RecordError: it cannot be read, is empty, or is too large.
    """
    return next(_lines(path), b"")


def _lines(path: Path) -> Iterator[bytes]:
    lines = bounded_lines(path, "a record", MOST_BYTES, LONGEST_LINE)
    first = next(lines, b"")
    if not first:
        raise RecordError("the file is empty", "it holds nothing; it can be removed", str(path))
    yield first
    yield from lines


def bounded_lines(path: Path, kind: str, most_bytes: int, longest_line: int) -> Iterator[bytes]:
    """Yield the lines of a file of that `kind`; the last may lack its end.

    Raises:
        RecordError: the file is none, cannot be read, or it or a line of it is too large.
    """
    try:
        if path.is_dir():
            raise RecordError("this is a folder", "name a file, or move it away", str(path))
        if not path.is_file():
            hint = "silent999 records list names the records there are"
            raise RecordError("there is no such file", hint, str(path))
        size = path.stat().st_size
        if size > most_bytes:
            message = f"the file is too large for {kind}: {size:,} bytes"
            raise RecordError(message, f"up to {most_bytes:,} bytes are read", str(path))
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(longest_line + 1):
                number += 1
                if len(line) > longest_line:
                    raise damaged(path, number, f"the line is too long for {kind}")
                yield line
    except OSError as error:
        why = error.strerror or str(error)
        raise RecordError(f"it cannot be read: {why}", "", str(path)) from error


def _header(path: Path, line: bytes) -> Header:
    try:
        return header_from(line)
    except ValueError as error:
        message, hint = (*map(str, error.args), "", "")[:2]
        raise RecordError(message, hint, str(path), 1) from error


def _entry(line: bytes, place: int, before: Entry | None) -> Entry:
    """The entry of a line that stands at `place` in the log, after `before`.

    Raises:
        ValueError: the line is none, or cannot stand there.
    """
    try:
        entry = entry_from_json(line)
    except (ValueError, RecursionError):
        raise ValueError("this is no entry of a record") from None
    if entry.seq != place:
        raise ValueError(f"the entry has the number {entry.seq}, and {place} comes here")
    if before is not None and entry.at < before.at:
        raise ValueError(f"time goes back from {before.at} to {entry.at}")
    if entry.cause is not None and entry.cause >= place:
        raise ValueError(f"the entry follows from {entry.cause}, which comes later")
    return entry


def damaged(path: Path, number: int, why: str, hint: str = "") -> RecordError:
    """The error for a damaged line; its hint says how to keep the lines before it."""
    hint = hint or "use a copy of the file, or move it away"
    if number > 1:
        hint += f"; what stands before line {number} is sound: head -n {number - 1} FILE > NEW"
    return RecordError(why, hint, str(path), number)
