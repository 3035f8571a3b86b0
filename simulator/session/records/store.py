"""The folder of a trainee's records: local, readable by the trainee only.

A record is a file ``CODE-DATE-TIME.jsonl``; the name without the suffix is its id. The trainee
chooses the code, never a name. Files that belong to a record have its id and another suffix, and
are erased with it. No file is ever overwritten.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from typing import NamedTuple

from simulator.clean_text import for_line, utf8
from simulator.content.files.find_files import resolved
from simulator.errors import RecordError
from simulator.session.records.append_lines import create_whole
from simulator.session.records.record_file import Record, read_record, record_lines
from simulator.session.records.record_header import STAMP, Header, header_line, plain_header
from simulator.user_folders import data_folder

ENDING = ".jsonl"
REVIEWS = ".reviews.jsonl"
"""The suffix of the file with the reviews of a record."""
_BEGUN = ".begun"
"""The suffix of a record whose header is being written."""
BESIDE = (REVIEWS, _BEGUN)
"""The suffixes of files that belong to a record."""
_README = Path(__file__).resolve().parents[2] / "content" / "data" / "records_readme.md"

_CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,22}[a-z0-9])")
_ID = re.compile(rf"(?P<code>{_CODE.pattern})-(?P<when>\d{{8}}-\d{{6}})(?:-\d+)?")
WHEN = "%Y%m%d-%H%M%S"
"""The format of times in the names of records."""
_ENDED = re.compile(rb'"outcome":"([a-z_]+)","kind":"call_ended"')


class StoredRecord(NamedTuple):
    """The summary of a record in the folder, without parsing its entries."""

    id: str
    path: Path
    code: str
    started_at: str
    """In UTC; empty if neither the file nor its name has it."""
    scenario: str = ""
    """The scenario's id."""
    seats: tuple[str, ...] = ()
    profile: str = ""
    outcomes: tuple[str, ...] = ()
    """The outcomes of its finished calls."""
    wrong: RecordError | None = None
    """The error, if the first line can't be read."""


def checked_code(word: str) -> str:
    """Return a valid code in lower case, or raise RecordError."""
    code = word.strip().lower()
    if not _CODE.fullmatch(code):
        raise RecordError(
            f"{word!r} isn't a code",
            "2 to 24 letters, digits and hyphens, such as kestrel-4; never a name",
        )
    return code


def usual_folder() -> Path:
    """Return the default folder of records; it may not exist. RecordError without a home."""
    if (folder := data_folder()) is None:
        hint = "name a folder with --records FOLDER"
        raise RecordError("you have no home folder in which records could be", hint)
    return folder / "records"


class Store:
    """The records in one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use `folder`, or the default one. Nothing is read or created yet."""
        self.folder = folder if folder is not None else usual_folder()

    def check(self) -> None:
        """Raise RecordError unless records can be written here. Nothing is created."""
        place = next(each for each in (self.folder, *self.folder.parents) if each.exists())
        if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
            hint = "name another folder with --records FOLDER"
            raise RecordError("cannot write records here", hint, str(self.folder))

    def create(self, header: Header) -> tuple[Path, bytes]:
        """Create a record with its header, or raise OSError. Return its path and its first line.

        The header is written under another name and renamed, so that no record lacks a header.
        """
        line = utf8(f"{header_line(header)}\n")
        for path, begun in self._names_for(header):
            if create_whole(path, begun, line):
                break
        return path, line

    def take_in(self, record: Record, lines: Sequence[bytes]) -> Path | None:
        """Keep a record that came as lines; return its path, or None if it was kept before.

        What is kept is what came, but for a last line that was broken off.
        """
        data = b"".join(line.rstrip() + b"\n" for line in lines[: -1 if record.note else None])
        for path, begun in self._names_for(record.header):
            if create_whole(path, begun, data):
                return path
            if b"".join(record_lines(path)) == data:
                break
        return None

    def _names_for(self, header: Header) -> Iterator[tuple[Path, Path]]:
        """Yield the names that a record may have, each with the one while it is begun."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        note = self.folder / "README.md"
        if not note.exists():
            create_whole(note, note.with_suffix(_BEGUN), _README.read_bytes())
        begun = f"{header.code}-{header.started_at.astimezone(UTC).strftime(WHEN)}"
        for number in count(1):
            stem = self.folder / (f"{begun}-{number}" if number > 1 else begun)
            yield stem.with_name(f"{stem.name}{ENDING}"), stem.with_name(f"{stem.name}{_BEGUN}")

    def listed(self, code: str | None = None) -> tuple[StoredRecord, ...]:
        """Return the records, oldest first; with a code, only its records."""
        return tuple(map(glance, self.paths(code)))

    def paths(self, code: str | None = None) -> list[Path]:
        """Return the files of `listed`. Only a file that isn't named as a record is opened."""
        found = [(_named(path) or glance(path)[2:4], path) for path in self._paths()]
        found.sort(key=lambda each: (each[0][1], record_id(each[1])))
        return [path for (owner, _), path in found if code in (None, owner)]

    def matching(self, request: str) -> tuple[Path, ...]:
        """Return the records of an id, of a path, or else those whose id begins so."""
        ids = {record_id(path): path for path in self._paths()}
        if request in ids:
            return (ids[request],)
        if Path(request).is_file():
            return (Path(request),)
        return tuple(path for name, path in ids.items() if name.startswith(request.lower()))

    def find(self, request: str) -> Path:
        """Return the path of a record by id, its start, or path; RecordError unless one fits."""
        found = self.matching(request)
        if len(found) == 1:
            return found[0]
        if found:
            begun = [*map(record_id, found)]
            shown = ", ".join(begun[:5]) + (f" and {len(begun) - 5} more" if begun[5:] else "")
            raise RecordError(f"{len(begun)} records begin with {request}", f"one of: {shown}")
        near = get_close_matches(request, map(record_id, self._paths()), n=3)
        hint = f"near it: {', '.join(near)}" if near else "silent999 records list shows them"
        raise RecordError(f"there is no record {request} in {self.folder}", hint)

    def read(self, request: str) -> Record:
        """Find and read a record, or raise RecordError."""
        return read_record(self.find(request))

    def older_than(self, moment: datetime, code: str | None) -> tuple[StoredRecord, ...]:
        """Return the records that started before a time; with a code, only its records."""
        limit = moment.astimezone(UTC).strftime(STAMP)
        return tuple(each for each in self.listed(code) if "" < each.started_at < limit)

    def _paths(self) -> list[Path]:
        """Return the files of records by name, without the files that belong to them."""
        return [
            path for path in sorted(self.folder.glob(f"*{ENDING}")) if "." not in record_id(path)
        ]

    def erase(self, path: Path) -> None:
        """Remove a record and the files that belong to it; RecordError if it isn't a record."""
        ours = resolved(path.parent) == resolved(self.folder) and _ID.fullmatch(record_id(path))
        if (not ours or not path.name.endswith(ENDING)) and (wrong := glance(path).wrong):
            raise wrong
        path.unlink()
        for ending in BESIDE:
            path.with_name(f"{record_id(path)}{ending}").unlink(missing_ok=True)

    def erase_left_over(self, code: str | None = None) -> None:
        """Remove ``.begun`` files of a code that were left over by a crash."""
        for path in self.folder.glob(f"*{_BEGUN}"):
            named = _ID.fullmatch(path.name.removesuffix(_BEGUN))
            if named and code in (None, named["code"]):
                path.unlink(missing_ok=True)


def record_id(path: Path) -> str:
    """Return the id of a record in the name of its file."""
    return path.name.removesuffix(ENDING)


def glance(path: Path) -> StoredRecord:
    """Return the summary of a record: id, header, outcomes."""
    code, when = _named(path) or ("", "")
    outcomes: list[str] = []
    try:
        lines = record_lines(path)
        head = plain_header(next(lines), str(path))
        for line in lines:
            outcomes += [found.decode() for found in _ENDED.findall(line)]
    except RecordError as wrong:
        return StoredRecord(record_id(path), path, code, when, wrong=wrong)
    seats = head.get("seats")
    return StoredRecord(
        record_id(path),
        path,
        code or _text(head, "code"),
        when or _text(head, "started_at"),
        _text(head, "scenario", "content", "id"),
        tuple(map(_text, seats)) if isinstance(seats, list) else (),
        _text(head, "profile", "content", "id"),
        tuple(outcomes),
    )


def _named(path: Path) -> tuple[str, str] | None:
    """Return the code and the start in the name of a record, or None for another name."""
    parts = _ID.fullmatch(record_id(path))
    if parts is None:
        return None
    try:
        begun = datetime.strptime(parts["when"], WHEN).replace(tzinfo=UTC).strftime(STAMP)
    except ValueError:  # It isn't a time.
        begun = ""
    return parts["code"], begun


def _text(value: object, *keys: str) -> str:
    """Return the text under some keys of a header, which may have any form."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return for_line(value) if isinstance(value, str) else ""
