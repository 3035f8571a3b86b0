"""People's reviews of a record: a file of JSON Lines beside it, to which lines are only added.

The first line names the record and its fingerprint; each other line is one thing that one reviewer
wrote, under their code. Nothing is changed or taken back: of two that contradict each other the
later one counts, and both stay. The record itself is never touched. What reviewers write in their
own words is private text, as the file itself says.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError
from pydantic_core import from_json

from simulator.content.fields.base import Content
from simulator.debrief.learning.review_entries import ENTRY, Entry, Sign
from simulator.errors import RecordError
from simulator.session.records.header import PROGRAM
from simulator.session.records.store import ENDING, REVIEWS, write_all

FORMAT = 1
"""The format of review files that this version writes, and the newest that it reads."""
MOST_BYTES = 10_000_000
"""The largest file that is read; a thorough review has some ten thousand bytes."""
LONGEST_LINE = 100_000
"""The longest line that is read, in bytes."""
ABOUT = (
    "Reviews of one record, by people. Comments and reasons are the reviewers' private text: no "
    "names in them, and nothing of a real call."
)
"""Stands in the first line of every file."""
_BROKE_OFF = b" <broke off>\n"
"""Closes a line that broke off, when the next one is written after it."""


class _Head(Content):
    """The first line."""

    reviews: Literal["silent999"]
    """What wrote it."""
    format: Literal[1]
    """The format of the file."""
    of: str
    """The id of the record."""
    digest: str
    """The fingerprint of the record's file when the first review of it was begun."""
    about: str
    """What the file is, and that text in it is private."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """What people wrote about one record."""

    path: Path
    """Their file; it need not be there."""
    record: str
    """The record's id."""
    entries: tuple[Entry, ...] = ()
    """In the order in which they were written."""
    changed: bool = False
    """Whether the record is another than the one whose review was begun."""
    notes: tuple[str, ...] = ()
    """What was left out: lines that broke off."""

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The codes of all who wrote something, in the order in which they came."""
        return tuple(dict.fromkeys(entry.by for entry in self.entries))

    def of(self, code: str) -> tuple[Entry, ...]:
        """What one reviewer wrote."""
        return tuple(entry for entry in self.entries if entry.by == code)

    def signed(self, code: str) -> Sign | None:
        """What counts of a reviewer's signatures: the blind one, else the latest; or none."""
        signs = [entry for entry in self.of(code) if isinstance(entry, Sign)]
        blind = next((each for each in signs if each.blind), None)
        return blind or (signs[-1] if signs else None)

    def is_rating_blind(self, code: str) -> bool:
        """Whether a reviewer has begun blind and not signed: they see no findings until then."""
        own = self.of(code)
        return any(entry.blind for entry in own) and self.signed(code) is None

    def has_seen(self, code: str) -> bool:
        """Whether a reviewer wrote something with the findings in sight, so that none is blind."""
        return any(not entry.blind for entry in self.of(code))


def reviews_path(record: Path) -> Path:
    """Where the reviews of a record stand."""
    return record.with_name(f"{record.name.removesuffix(ENDING)}{REVIEWS}")


def read_reviews(record: Path) -> Reviews:
    """The reviews of a record; empty when there are none.

    Raises:
        RecordError: the file is none of reviews of this record, or is damaged; with its line.
    """
    path, name = reviews_path(record), record.name.removesuffix(ENDING)
    head: bytes | None = None
    entries: list[Entry] = []
    notes: list[str] = []
    changed = False
    for number, line in enumerate(_lines(path), 1):
        if line.endswith(_BROKE_OFF):
            notes.append(_left_out(number))
            continue
        try:
            if head is None:
                changed = _is_changed(line, record, name)
                head = line
            else:
                entries.append(_entry(line))
        except ValueError as error:
            if line.endswith(b"\n"):
                message, hint = (*map(str, error.args), "")[:2]
                raise RecordError(message, hint or _mend(number), str(path), number) from error
            notes.append(_left_out(number))
    return Reviews(path, name, tuple(entries), changed, tuple(notes))


def add(record: Path, entries: Iterable[Entry]) -> None:
    """Write entries at the end of the record's reviews; all of them or, at a crash, the first.

    The file is made when it is not there, for its owner alone. Nothing in it is overwritten.

    Raises:
        RecordError: what is there cannot be read, so that nothing is added to it.
        OSError: the disk does not take it.
    """
    read_reviews(record)
    path = reviews_path(record)
    lines = b"".join(f"{entry.model_dump_json()}\n".encode() for entry in entries)
    if not lines:
        return
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
    try:
        number = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
        before = _head_line(record)
    except FileExistsError:
        before = _end_of(path, record)
        number = os.open(path, flags)
    try:
        write_all(number, before + lines)
    finally:
        os.close(number)


def _end_of(path: Path, record: Path) -> bytes:
    """What has to be written before the next line: an end to one that broke off, or the first."""
    begun, last = False, b"\n"
    for line in _lines(path):
        last = line
        if not line.endswith(_BROKE_OFF) and not _is_broken(line, first=not begun):
            begun = True
    end = b""
    if not last.endswith(b"\n"):
        # Of a line that is whole only its end may be missing.
        whole = not _is_broken(last, first=True) or not _is_broken(last, first=False)
        end = b"\n" if whole else _BROKE_OFF
    return end if begun else end + _head_line(record)


def _is_broken(line: bytes, *, first: bool) -> bool:
    try:
        if first:
            _head(line)
        else:
            _entry(line)
    except ValueError:
        return True
    return False


def _head_line(record: Path) -> bytes:
    name = record.name.removesuffix(ENDING)
    digest = _digest(record)
    head = _Head(reviews="silent999", format=1, of=name, digest=digest, about=ABOUT)
    return f"{head.model_dump_json()}\n".encode()


def _digest(record: Path) -> str:
    with record.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that is small enough; the last may lack its end."""
    try:
        if not os.path.lexists(path):
            return
        if not path.is_file():
            raise RecordError("this is no file", "move it away", str(path))
        size = path.stat().st_size
        if size > MOST_BYTES:
            message = f"the file is too large for reviews: {size:,} bytes"
            raise RecordError(message, f"up to {MOST_BYTES:,} bytes are read", str(path))
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    why = "the line is too long for a review"
                    raise RecordError(why, _mend(number), str(path), number)
                yield line
    except OSError as error:
        why = error.strerror or str(error)
        raise RecordError(f"it cannot be read: {why}", "", str(path)) from error


def _head(line: bytes) -> _Head:
    """The first line.

    Raises:
        ValueError: it is none; the message says why, and its second argument how to mend it.
    """
    try:
        found = from_json(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("reviews") != PROGRAM:
        raise ValueError("this is no file of reviews: the first line is not the one they have")
    written = found.get("format")
    if type(written) is int and written > FORMAT:
        raise ValueError(
            f"these reviews have format {written}, and this version reads up to {FORMAT}",
            "they were written by a newer silent999: read them with that one",
        )
    try:
        return _Head.model_validate(found)
    except ValidationError as error:
        raise ValueError(f"the first line cannot be read ({_first(error)})") from error


def _is_changed(line: bytes, record: Path, name: str) -> bool:
    """Whether the record has changed since its review was begun.

    Raises:
        ValueError: the line is no first line, or one of another record's reviews.
    """
    head = _head(line)
    changed = head.digest != _digest(record)
    if changed and head.of != name:
        raise ValueError(
            f"these are reviews of the record {head.of[:80]!r}, which is not this one",
            "lay them beside that record again",
        )
    return changed


def _entry(line: bytes) -> Entry:
    try:
        return ENTRY.validate_json(line)
    except ValidationError as error:
        raise ValueError(f"this is no entry of a review ({_first(error)})") from error


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, in a few words."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    said = f"{where}: {first['msg']}" if where else first["msg"]
    return "".join(each if each.isprintable() else " " for each in said)[:200]


def _left_out(number: int) -> str:
    return f"line {number} broke off while it was written, and is left out"


def _mend(number: int) -> str:
    hint = "use a copy of the file, or move it away"
    if number > 1:
        hint += f"; what stands before line {number} is sound: head -n {number - 1} FILE > NEW"
    return hint
