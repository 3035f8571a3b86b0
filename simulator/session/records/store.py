"""The folder of a trainee's records: local, readable by the trainee only.

A record is a file ``CODE-DATE-TIME.jsonl``; the name without the suffix is its id. The trainee
chooses the code, never a name. Files that belong to a record have its id and another suffix, and
are erased with it. No file is ever overwritten.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from simulator.clean_text import for_line
from simulator.content.files.find_files import resolved
from simulator.errors import RecordError
from simulator.session.records.append_lines import create_whole
from simulator.session.records.record_file import Record, read_record, record_lines
from simulator.session.records.record_header import STAMP, Header, header_line, plain_header

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
_WHEN = "%Y%m%d-%H%M%S"
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
    entries: int = 0
    outcomes: tuple[str, ...] = ()
    """The outcomes of its finished calls."""
    wrong: RecordError | None = None
    """The error, if the first line can't be read."""


def checked_code(word: str) -> str:
    """Return a valid code in lower case.

    Raises:
        RecordError: other characters, or another length.
    """
    code = word.strip().lower()
    if not _CODE.fullmatch(code):
        raise RecordError(
            f"{word!r} isn't a code",
            "2 to 24 letters, digits and hyphens, such as kestrel-4; never a name",
        )
    return code


def usual_folder() -> Path:
    """Return the default folder of records; it may not exist."""
    # Only the default folder needs it, and importing it takes up to 20 ms.
    from platformdirs import user_data_path

    return user_data_path("silent999", appauthor=False) / "records"


class Store:
    """The records in one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use `folder`, or the default one. Nothing is read or created yet."""
        self.folder = folder if folder is not None else usual_folder()

    # --- writing ---------------------------------------------------------------------------------

    def check(self) -> None:
        """Check that records can be written here, without creating anything.

        Raises:
            RecordError: the folder, or its nearest existing parent, isn't writable.
        """
        place = self.folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
            hint = "name another folder with --records FOLDER"
            raise RecordError("cannot write records here", hint, str(self.folder))

    def create(self, header: Header) -> tuple[Path, bytes]:
        """Create a record with its header. Return its path and its first line.

        The header is written under another name and renamed, so that no record lacks a header.

        Raises:
            OSError: the file can't be written.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._explain()
        line = f"{header_line(header)}\n".encode()
        id_ = begun = f"{header.code}-{header.started_at.astimezone(UTC).strftime(_WHEN)}"
        number = 1
        while not create_whole(self._named(id_, ENDING), self._named(id_, _BEGUN), line):
            number += 1
            id_ = f"{begun}-{number}"
        return self._named(id_, ENDING), line

    def _named(self, id_: str, ending: str) -> Path:
        return self.folder / f"{id_}{ending}"

    def _explain(self) -> None:
        """Write the privacy note into the folder, unless it is there."""
        note = self.folder / "README.md"
        if not note.exists():
            create_whole(note, note.with_suffix(_BEGUN), _README.read_bytes())

    # --- finding and reading ---------------------------------------------------------------------

    def listed(self, code: str | None = None) -> tuple[StoredRecord, ...]:
        """Return the records, oldest first; with a code, only its records."""
        found = [glance(path) for path in self._paths()]
        kept = [each for each in found if code in (None, each.code)]
        return tuple(sorted(kept, key=lambda each: (each.started_at, each.id)))

    def matching(self, request: str) -> tuple[Path, ...]:
        """Return the records of an id, of a path, or else those whose id begins so."""
        ids = {path.name.removesuffix(ENDING): path for path in self._paths()}
        if request in ids:
            return (ids[request],)
        if Path(request).is_file():
            return (Path(request),)
        return tuple(path for name, path in ids.items() if name.startswith(request.lower()))

    def find(self, request: str) -> Path:
        """Return the path of a record, by id, start of an id, or path.

        Raises:
            RecordError: no match, or several.
        """
        found = self.matching(request)
        if len(found) == 1:
            return found[0]
        if found:
            begun = [path.name.removesuffix(ENDING) for path in found]
            shown = ", ".join(begun[:5]) + (f" and {len(begun) - 5} more" if begun[5:] else "")
            raise RecordError(f"{len(begun)} records begin with {request}", f"one of: {shown}")
        near = get_close_matches(request, [p.name.removesuffix(ENDING) for p in self._paths()], n=3)
        hint = f"near it: {', '.join(near)}" if near else "silent999 records list shows them"
        raise RecordError(f"there is no record {request} in {self.folder}", hint)

    def read(self, request: str) -> Record:
        """Find and read a record.

        Raises:
            RecordError: no match, several, or not readable.
        """
        return read_record(self.find(request))

    def older_than(self, moment: datetime) -> tuple[StoredRecord, ...]:
        """Return the records that started before a time."""
        limit = moment.astimezone(UTC).strftime(STAMP)
        return tuple(each for each in self.listed() if each.started_at and each.started_at < limit)

    def _paths(self) -> Iterator[Path]:
        """Yield the files of records by name, without the files that belong to them."""
        if self.folder.is_dir():
            for path in sorted(self.folder.glob(f"*{ENDING}")):
                if "." not in path.name.removesuffix(ENDING):
                    yield path

    # --- erasing ---------------------------------------------------------------------------------

    def erase(self, path: Path) -> None:
        """Remove a record and the files that belong to it.

        Raises:
            RecordError: the file isn't a record, so it is left alone.
            OSError: it can't be removed.
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
        """Remove ``.begun`` files of a code that were left over by a crash."""
        for path in self.folder.glob(f"*{_BEGUN}") if self.folder.is_dir() else ():
            named = _ID.fullmatch(path.name.removesuffix(_BEGUN))
            if named and code in (None, named["code"]):
                path.unlink(missing_ok=True)


def glance(path: Path) -> StoredRecord:
    """Return the summary of a record: id, header, number of entries, outcomes."""
    name = path.name.removesuffix(ENDING)
    parts = _ID.fullmatch(name)
    code, when = (parts["code"], _stamp(parts["when"])) if parts else ("", "")
    entries, outcomes = 0, []
    try:
        lines = record_lines(path)
        head = plain_header(next(lines))
        for line in lines:
            entries += line.endswith(b"\n")
            outcomes += [found.decode() for found in _ENDED.findall(line)]
    except ValueError as error:
        message, hint = (*map(str, error.args), "", "")[:2]
        wrong = RecordError(message, hint, str(path), 1)
        return StoredRecord(name, path, code, when, wrong=wrong)
    except RecordError as wrong:
        return StoredRecord(name, path, code, when, wrong=wrong)
    return StoredRecord(
        name,
        path,
        code or _text(head.get("code")),
        when or _text(head.get("started_at")),
        _text(_inside(head, "scenario", "id")),
        tuple(_text(seat) for seat in _list(head.get("seats"))),
        _text(_inside(head, "profile", "id")),
        entries,
        tuple(outcomes),
    )


def _stamp(when: str) -> str:
    """Return the time in an id in the format of headers; empty if invalid."""
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
    return for_line(value) if isinstance(value, str) else ""
