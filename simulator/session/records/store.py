"""The folder of a person's records: local, theirs alone to read, and made with the first record.

A record is a file ``CODE-DATE-TIME.jsonl``; the name without its ending is the record's id. The
code is a word that the person chose, never a name. What belongs to a record lies beside it under
the same id with another ending, and goes with it when it is erased. Nothing is ever overwritten.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from simulator.content.files.find_files import resolved
from simulator.errors import RecordError
from simulator.session.records.record_file import (
    LONGEST_LINE,
    Record,
    first_line,
    read_record,
)
from simulator.session.records.record_header import STAMP, Header, header_line, plain_header

ENDING = ".jsonl"
REVIEWS = ".reviews.jsonl"
"""The ending of the file with people's reviews of a record."""
_BEGUN = ".begun"
"""The ending of a record whose header is being written."""
BESIDE = (REVIEWS, _BEGUN)
"""The endings of what belongs to a record."""
_README = Path(__file__).resolve().parents[2] / "content" / "data" / "records_readme.md"

_CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,22}[a-z0-9])")
_ID = re.compile(rf"(?P<code>{_CODE.pattern})-(?P<when>\d{{8}}-\d{{6}})(?:-\d+)?")
_WHEN = "%Y%m%d-%H%M%S"
_ENDED = re.compile(rb'"outcome":"([a-z_]+)","kind":"call_ended"')


class StoredRecord(NamedTuple):
    """A record in the folder, without reading all that is in it."""

    id: str
    path: Path
    code: str
    started_at: str
    """In UTC; empty when neither the file nor its name says."""
    scenario: str = ""
    """The scenario's id."""
    seats: tuple[str, ...] = ()
    profile: str = ""
    entries: int = 0
    outcomes: tuple[str, ...] = ()
    """How its calls ended; a call that was left has none."""
    wrong: RecordError | None = None
    """Why its first line cannot be read."""


def checked_code(word: str) -> str:
    """A code as it is kept: in lower case.

    Raises:
        RecordError: it has other characters, or another length.
    """
    code = word.strip().lower()
    if not _CODE.fullmatch(code):
        raise RecordError(
            f"{word!r} is no code",
            "2 to 24 letters, digits and hyphens, such as kestrel-4; never a name",
        )
    return code


def usual_folder() -> Path:
    """Where records are kept unless the person says otherwise; it need not be there."""
    # Only the usual folder needs it, and it takes up to 20 ms to load.
    from platformdirs import user_data_path

    return user_data_path("silent999", appauthor=False) / "records"


class Store:
    """The records in one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Look in `folder`, or in the usual one. Nothing is read or made yet."""
        self.folder = folder if folder is not None else usual_folder()

    # --- writing ---------------------------------------------------------------------------------

    def check(self) -> None:
        """See that records can be kept here, without making anything.

        Raises:
            RecordError: the folder, or the place where it would be made, cannot be written to.
        """
        place = self.folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
            hint = "name another folder with --records FOLDER"
            raise RecordError("records cannot be kept here", hint, str(self.folder))

    def create(self, header: Header) -> Path:
        """Begin a record with its header; the file.

        The header is written under another name first, so that no record is ever without one.

        Raises:
            OSError: the disk or the folder does not take it.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._explain()
        line = f"{header_line(header)}\n".encode()
        begun = f"{header.code}-{header.started_at.astimezone(UTC).strftime(_WHEN)}"
        number = 1
        while True:
            name = begun if number == 1 else f"{begun}-{number}"
            number += 1
            made = self._made(name, line)
            if made is not None:
                return made

    def _made(self, name: str, line: bytes) -> Path | None:
        """The record of that id, begun; none when the id is taken.

        Whoever makes the file ``.begun`` has the id to themselves until the record is there.
        """
        path, begun = self.folder / f"{name}{ENDING}", self.folder / f"{name}{_BEGUN}"
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        try:
            number = os.open(begun, flags, 0o600)
        except FileExistsError:
            return None
        try:
            try:
                write_all(number, line)
            finally:
                os.close(number)
            if path.exists():
                begun.unlink()
                return None
            begun.rename(path)
        except OSError:
            with suppress(OSError):
                begun.unlink(missing_ok=True)
            raise
        return path

    def _explain(self) -> None:
        """Lay the note on privacy beside the first record; one that is there stays as it is."""
        with suppress(FileExistsError), (self.folder / "README.md").open("xb") as stream:
            stream.write(_README.read_bytes())

    # --- finding and reading ---------------------------------------------------------------------

    def listed(self, code: str | None = None) -> tuple[StoredRecord, ...]:
        """The records, the oldest first; with a code, only those kept under it."""
        found = [glance(path) for path in self._paths()]
        kept = [each for each in found if code in (None, each.code)]
        return tuple(sorted(kept, key=lambda each: (each.started_at, each.id)))

    def find(self, request: str) -> Path:
        """The file of a record: by its id, by the beginning of one, or by its path.

        Raises:
            RecordError: there is none, or there are several.
        """
        ids = {path.name.removesuffix(ENDING): path for path in self._paths()}
        if request in ids:
            return ids[request]
        if Path(request).is_file():
            return Path(request)
        begun = sorted(name for name in ids if name.startswith(request.lower()))
        if len(begun) == 1:
            return ids[begun[0]]
        if begun:
            shown = ", ".join(begun[:5]) + (f" and {len(begun) - 5} more" if begun[5:] else "")
            raise RecordError(f"{len(begun)} records begin with {request}", f"one of: {shown}")
        near = get_close_matches(request, ids, n=3)
        hint = f"near it: {', '.join(near)}" if near else "silent999 records list names them"
        raise RecordError(f"there is no record {request} in {self.folder}", hint)

    def read(self, request: str) -> Record:
        """The record that is meant.

        Raises:
            RecordError: there is none, or it cannot be read.
        """
        return read_record(self.find(request))

    def older_than(self, moment: datetime) -> tuple[StoredRecord, ...]:
        """The records that were begun before a moment."""
        limit = moment.astimezone(UTC).strftime(STAMP)
        return tuple(each for each in self.listed() if each.started_at and each.started_at < limit)

    def _paths(self) -> Iterator[Path]:
        """The files of records, by their names; what lies beside them is none."""
        if self.folder.is_dir():
            for path in sorted(self.folder.glob(f"*{ENDING}")):
                if "." not in path.name.removesuffix(ENDING):
                    yield path

    # --- erasing ---------------------------------------------------------------------------------

    def erase(self, path: Path) -> None:
        """Remove a record and what belongs to it.

        Raises:
            RecordError: the file is no record of ours, so that it is not ours to remove.
            OSError: it cannot be removed.
        """
        stem = path.name.removesuffix(ENDING)
        ours = resolved(path.parent) == resolved(self.folder) and _ID.fullmatch(stem)
        if not ours or not path.name.endswith(ENDING):
            glance_error = glance(path).wrong
            if glance_error is not None:
                raise glance_error
        path.unlink()
        for ending in BESIDE:
            path.with_name(f"{stem}{ending}").unlink(missing_ok=True)

    def erase_left_over(self, code: str | None = None) -> None:
        """Remove beginnings of records under a code that no record came of."""
        for path in self.folder.glob(f"*{_BEGUN}") if self.folder.is_dir() else ():
            named = _ID.fullmatch(path.name.removesuffix(_BEGUN))
            if named and code in (None, named["code"]):
                path.unlink(missing_ok=True)


def glance(path: Path) -> StoredRecord:
    """What a list shows of a record: its name, its first line, how much there is, how it ended."""
    name = path.name.removesuffix(ENDING)
    told = _ID.fullmatch(name)
    code, when = (told["code"], _written(told["when"])) if told else ("", "")
    try:
        head = plain_header(first_line(path))
    except ValueError as error:
        message, hint = (*map(str, error.args), "", "")[:2]
        wrong = RecordError(message, hint, str(path), 1)
        return StoredRecord(name, path, code, when, wrong=wrong)
    except RecordError as wrong:
        return StoredRecord(name, path, code, when, wrong=wrong)
    with path.open("rb") as stream:
        stream.readline(LONGEST_LINE)
        rest = stream.read()
    outcomes = tuple(found.decode() for found in _ENDED.findall(rest))
    return StoredRecord(
        name,
        path,
        code or _text(head.get("code")),
        when or _text(head.get("started_at")),
        _text(_inside(head, "scenario", "id")),
        tuple(_text(seat) for seat in _list(head.get("seats"))),
        _text(_inside(head, "profile", "id")),
        rest.count(b"\n"),
        outcomes,
    )


def write_all(number: int, data: bytes) -> None:
    """Write bytes to an open file, whole, past whatever a full pipe or disk takes at once.

    Raises:
        OSError: the disk does not take them.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]


def _written(when: str) -> str:
    """The time in an id as headers write it; empty when it is no time."""
    try:
        return datetime.strptime(when, _WHEN).replace(tzinfo=UTC).strftime(STAMP)
    except ValueError:
        return ""


def _inside(head: dict[str, object], part: str, name: str) -> object:
    kept = head.get(part)
    content = kept.get("content") if isinstance(kept, dict) else None
    return content.get(name) if isinstance(content, dict) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
