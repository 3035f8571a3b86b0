"""The review file of a record: append-only JSON Lines beside the record.

The first line names the record and its SHA-256; each other line is one entry of one reviewer. Of
two contradictory entries the later one counts, and both stay. The record is never changed. A reason
is private text.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, cast

from simulator.clean_text import for_line
from simulator.content.fields.annotations import AfterValidator, Field
from simulator.content.fields.content_model import Content, Word
from simulator.content.fields.text_fields import Id, Name
from simulator.content.library.library import Library
from simulator.core.terms import Term
from simulator.debrief.assess.debrief import Debrief, SeatDebrief
from simulator.session.records.append_lines import append_whole
from simulator.session.records.record_file import bounded_lines, damaged, record_lines
from simulator.session.records.record_header import PROGRAM, Code, UtcTime, first_problem
from simulator.session.records.store import ENDING, REVIEWS

FORMAT = 1
"""Format that this version writes, and the newest that it reads."""
MOST_BYTES, LONGEST_LINE = 4_000_000, 100_000
"""Largest file and longest line that are read, in bytes; a thorough review has some 10,000."""
LONGEST_TEXT = 2_000
"""Longest reason, in characters."""
ABOUT = (
    "Reviews of one record, by people. Comments and reasons are the reviewers' private text: no "
    "names in them, and nothing of a real call."
)
"""Part of the first line of every file."""
_BROKE_OFF = b" <broke off>\n"
"""Marks a truncated line when the next line is written after it."""


def text_checked(text: str) -> str:
    """Return a reviewer's text on one line; ValueError if it is empty or too long."""
    plain = for_line(text)
    if not plain:
        raise ValueError("there are no words in it")
    if len(plain) > LONGEST_TEXT:
        raise ValueError(f"it has {len(plain):,} characters; up to {LONGEST_TEXT:,} are kept")
    return plain


# --- entries --------------------------------------------------------------------------------------


class CriterionKey(NamedTuple):
    """A criterion with its rubric: two rubrics may use the same id."""

    rubric: str
    criterion: str


class Rating(Term):
    """What a reviewer puts in place of a finding."""

    SEEN = "seen", "seen"
    NOT_SEEN = "not_seen", "not seen"
    NOT_APPLICABLE = "not_applicable", "did not come up"


class _Written(Content):
    by: Code
    """The reviewer's code; never a name."""
    at: UtcTime
    blind: bool = False
    """Only in files of earlier versions: whether findings were hidden from the reviewer."""


class Override(_Written):
    """A reviewer's correction of the machine's finding, with a reason. Both stay."""

    kind: Literal["override"] = "override"
    rubric: Name
    criterion: Id
    machine: str
    person: Word[Rating]
    because: Annotated[str, AfterValidator(text_checked)]


class EarlierEntry(_Written):
    """A comment, a rating or a signature of an earlier version. It is kept, and not shown."""

    model_config: ClassVar[Mapping[str, Any]] = {"extra": "allow"}

    kind: Literal["pin", "note", "rate", "sign"]


Entry = Override | EarlierEntry
_ENTRY: Any = Annotated[Entry, Field(discriminator="kind")]


def key_of(entry: Override) -> CriterionKey:
    """Return the criterion of an override."""
    return CriterionKey(entry.rubric, entry.criterion)


# --- the file -------------------------------------------------------------------------------------


class _Head(Content):
    """The first line."""

    reviews: Literal["silent999"]
    format: Literal[1]
    of: str
    digest: str
    """SHA-256 of the record's file when its first review began."""
    about: str


class Reviews(NamedTuple):
    """All reviews of one record."""

    record: str
    entries: tuple[Entry, ...] = ()
    changed: bool = False
    """Whether the record has changed since its first review began."""
    notes: tuple[str, ...] = ()
    """One message for each truncated line that was skipped."""
    before_next: bytes = b""
    """Bytes to write before the next line: the end of a truncated line, or the first line."""

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The corrections of findings, in the order of writing."""
        return tuple(entry for entry in self.entries if isinstance(entry, Override))


def reviews_path(record: Path) -> Path:
    """Return the path of a record's review file; it need not exist."""
    return record.with_name(f"{record.name.removesuffix(ENDING)}{REVIEWS}")


def with_overrides(
    debrief: Debrief, reviews: Reviews, library: Library, *, private: bool
) -> Debrief:
    """Return the debrief with overrides beside their findings; reasons are private text."""
    written: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in reviews.overrides:
        key = library.rubric(each.rubric).file.rubric.title, each.criterion
        said = f"{each.by}: {each.person.meaning}"
        said += f", because: {each.because}" if private else ""
        written[key] = (*written.get(key, ()), said)

    def reviewed(part: SeatDebrief) -> SeatDebrief:
        found = (
            replace(each, overrides=written.get((part.title, each.criterion.id), ()))
            for each in part.findings
        )
        return replace(part, findings=tuple(found))

    return replace(debrief, parts=tuple(map(reviewed, debrief.parts)))


def read_reviews(record: Path) -> Reviews:
    """Read the reviews of a record; empty if there is no file.

    Raises RecordError if the file is damaged or belongs to another record; with the line.
    """
    path, name = reviews_path(record), record.name.removesuffix(ENDING)
    head: _Head | None = None
    entries: list[Entry] = []
    notes: list[str] = []
    end = b""
    lines = bounded_lines(path, MOST_BYTES, LONGEST_LINE)
    for number, line in enumerate(lines if os.path.lexists(path) else (), 1):
        marked, whole = line.endswith(_BROKE_OFF), line.endswith(b"\n")
        end = b"" if whole else b"\n"
        try:
            if marked:
                raise ValueError
            if head is None:
                head = _head(line, record, name)
            else:
                entries.append(_entry(line))
        except ValueError as error:
            if whole and not marked:
                message, hint = (*map(str, error.args), "")[:2]
                raise damaged(path, number, message, hint) from error
            notes.append(f"line {number} is incomplete, so it is left out")
            end = b"" if whole else _BROKE_OFF
    digest = _digest(record)
    if head is None:
        new = _Head(reviews="silent999", format=1, of=name, digest=digest, about=ABOUT)
        end += f"{new.model_dump_json()}\n".encode()
    changed = head is not None and head.digest != digest
    return Reviews(name, tuple(entries), changed, tuple(notes), end)


def add(record: Path, entries: Iterable[Entry]) -> None:
    """Append entries to the record's reviews, all or none; a crash may leave a first part.

    A new file is readable by its owner only.

    Raises:
        RecordError: the existing file cannot be read; nothing is written.
        OSError: writing failed.
    """
    path = reviews_path(record)
    before = read_reviews(record).before_next
    lines = b"".join(f"{entry.model_dump_json()}\n".encode() for entry in entries)
    if not lines:
        return
    new = not path.exists()
    # Two reviewers who begin at once must not both write a first line: the later one fails.
    flags = os.O_CREAT | os.O_EXCL if new else 0
    flags |= os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
    number = os.open(path, flags, 0o600)
    try:
        try:
            append_whole(number, before + lines)
        finally:
            os.close(number)
    except OSError:
        if new:
            path.unlink(missing_ok=True)
        raise


def _digest(record: Path) -> str:
    digest = hashlib.sha256()
    for line in record_lines(record):
        digest.update(line)
    return digest.hexdigest()


def _head(line: bytes, record: Path, name: str) -> _Head:
    """Parse the first line; a ValueError has the message and, if known, the fix."""
    from pydantic import ValidationError
    from pydantic_core import from_json

    try:
        found = from_json(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("reviews") != PROGRAM:
        raise ValueError("not a silent999 review file: the first line isn't a review header")
    written = found.get("format")
    if type(written) is int and written > FORMAT:
        newer = f"these reviews have format {written}; this version reads up to {FORMAT}"
        raise ValueError(newer, "a newer silent999 wrote them: read them with that version")
    try:
        head = _Head.model_validate(found)
    except ValidationError as error:
        raise ValueError(f"the first line cannot be read ({first_problem(error)})") from error
    # Records may be renamed together with their reviews: the same bytes are the same record.
    if head.of != name and head.digest != _digest(record):
        other = f"these are reviews of another record, {head.of[:80]!r}"
        raise ValueError(other, "move the file beside that record")
    return head


def _entry(line: bytes) -> Entry:
    from pydantic import ValidationError

    from simulator.content.fields.pydantic_models import adapter

    try:
        return cast("Entry", adapter(_ENTRY).validate_json(line))
    except ValidationError as error:
        raise ValueError(f"not a review entry ({first_problem(error)})") from error
