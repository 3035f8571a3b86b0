"""Reviews of a record by people: a file of JSON Lines beside it, to which lines are only added.

The first line names the record and its fingerprint; each other line is one entry of one reviewer,
under their code. Nothing is changed or removed: of two entries that contradict each other the later
one counts, and both stay. The record itself is never touched. Comments and reasons are private
text, as the file itself says.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from simulator.content.fields.content_model import Content, Many, Word
from simulator.content.fields.text_fields import Id, Name
from simulator.debrief.learning.rater_agreement import Rating
from simulator.session.records.record_file import bounded_lines, damaged
from simulator.session.records.record_header import PROGRAM, Code, UtcTime, first_problem
from simulator.session.records.store import ENDING, REVIEWS, write_all

FORMAT = 1
"""The format of review files that this version writes, and the newest that it reads."""
MOST_BYTES = 10_000_000
"""The largest file that is read; a thorough review has some ten thousand bytes."""
LONGEST_LINE = 100_000
"""The longest line that is read, in bytes."""
LONGEST_TEXT = 2_000
"""The longest comment or reason, in characters."""
MACHINE = "machine"
"""The program's name among raters, so no reviewer goes by it."""
ABOUT = (
    "Reviews of one record, by people. Comments and reasons are the reviewers' private text: no "
    "names in them, and nothing of a real call."
)
"""Is in the first line of every file."""
_BROKE_OFF = b" <broke off>\n"
"""Closes a line that broke off, when the next one is written after it."""


def text_checked(text: str) -> str:
    """Return a reviewer's text on one line, without characters that could move a cursor.

    Raises:
        ValueError: nothing is left of it, or it is too long.
    """
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if not plain:
        raise ValueError("there are no words in it")
    if len(plain) > LONGEST_TEXT:
        raise ValueError(f"it has {len(plain):,} characters; up to {LONGEST_TEXT:,} are kept")
    return plain


# --- entries --------------------------------------------------------------------------------------

_Text = Annotated[str, AfterValidator(text_checked)]
"""Private text of a reviewer."""


class CriterionKey(NamedTuple):
    """A criterion by its rubric: two rubrics may use the same id."""

    rubric: str
    criterion: str


class _Written(Content):
    by: Code
    """The reviewer's code; never a name."""
    at: UtcTime
    """When it was written, in UTC."""
    blind: bool
    """Whether it was written without sight of findings and of other reviews."""


class EntryComment(_Written):
    """A comment on an entry of the call."""

    kind: Literal["pin"] = "pin"
    seq: Annotated[int, Field(ge=0)]
    text: _Text


class CallComment(_Written):
    """A comment on the whole call."""

    kind: Literal["note"] = "note"
    text: _Text


class CriterionRating(_Written):
    """A rating of one criterion."""

    kind: Literal["rate"] = "rate"
    rubric: Name
    criterion: Id
    rating: Word[Rating]


class Override(_Written):
    """Another finding than the machine's, with a reason. The machine's stays beside it."""

    kind: Literal["override"] = "override"
    rubric: Name
    criterion: Id
    machine: str
    """The machine's finding when it was overridden."""
    person: Word[Rating]
    because: _Text


class SignedRating(Content):
    """One rating that was signed."""

    rubric: Name
    criterion: Id
    rating: Word[Rating]


class Signature(_Written):
    """A signature under the ratings of one reviewer. It is no pass and no fail."""

    kind: Literal["sign"] = "sign"
    ratings: Many[SignedRating]


Entry = EntryComment | CallComment | CriterionRating | Override | Signature
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="kind")])


def key_of(entry: CriterionRating | Override | SignedRating) -> CriterionKey:
    """Return the criterion that an entry is about."""
    return CriterionKey(entry.rubric, entry.criterion)


# --- the file -------------------------------------------------------------------------------------


class _Head(Content):
    """The first line."""

    reviews: Literal["silent999"]
    format: Literal[1]
    of: str
    """The id of the record."""
    digest: str
    """The fingerprint of the record's file when the first review of it was begun."""
    about: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """All reviews of one record."""

    record: str
    """The record's id."""
    entries: tuple[Entry, ...] = ()
    """In the order in which they were written."""
    changed: bool = False
    """Whether the record has changed since its first review was begun."""
    notes: tuple[str, ...] = ()
    """Lines that broke off and are left out."""
    before_next: bytes = b""
    """What the file needs before its next line: an end to one that broke off, a first line."""

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The codes of all reviewers, in the order in which they came."""
        return tuple(dict.fromkeys(entry.by for entry in self.entries))

    def of(self, code: str) -> tuple[Entry, ...]:
        """The entries of one reviewer."""
        return tuple(entry for entry in self.entries if entry.by == code)

    def signed(self, code: str) -> Signature | None:
        """The signature of a reviewer that counts: the blind one, else the latest; or None."""
        signs = [entry for entry in self.of(code) if isinstance(entry, Signature)]
        blind = next((each for each in signs if each.blind), None)
        return blind or (signs[-1] if signs else None)

    def is_rating_blind(self, code: str) -> bool:
        """Whether a reviewer has begun blind and not signed: they see no findings until then."""
        return any(entry.blind for entry in self.of(code)) and self.signed(code) is None

    def has_seen(self, code: str) -> bool:
        """Whether a reviewer wrote something with the findings in sight."""
        return any(not entry.blind for entry in self.of(code))


def reviews_path(record: Path) -> Path:
    """The file of the reviews of a record; it need not exist."""
    return record.with_name(f"{record.name.removesuffix(ENDING)}{REVIEWS}")


def read_reviews(record: Path) -> Reviews:
    """Read the reviews of a record; they are empty if there is no file.

    Raises:
        RecordError: the file has no reviews of this record, or is damaged; with its line.
    """
    path, name = reviews_path(record), record.name.removesuffix(ENDING)
    head: _Head | None = None
    entries: list[Entry] = []
    notes: list[str] = []
    end = b""
    lines = bounded_lines(path, "reviews", MOST_BYTES, LONGEST_LINE)
    for number, line in enumerate(lines if os.path.lexists(path) else (), 1):
        whole = line.endswith(b"\n")
        end = b"" if whole else b"\n"
        try:
            if line.endswith(_BROKE_OFF):
                raise ValueError
            if head is None:
                head = _head(line, record, name)
            else:
                entries.append(_entry(line))
        except ValueError as error:
            if whole and not line.endswith(_BROKE_OFF):
                message, hint = (*map(str, error.args), "")[:2]
                raise damaged(path, number, message, hint) from error
            notes.append(f"line {number} broke off while it was written, and is left out")
            end = b"" if whole else _BROKE_OFF
    before_next = end if head else end + _head_line(record, name)
    changed = head is not None and head.digest != _digest(record)
    return Reviews(name, tuple(entries), changed, tuple(notes), before_next)


def add(record: Path, entries: Iterable[Entry]) -> None:
    """Write entries at the end of the record's reviews; all of them or, at a crash, the first.

    The file is made if there is none, for its owner alone. Nothing in it is overwritten.

    Raises:
        RecordError: the file cannot be read, so nothing is added to it.
        OSError: the disk does not take it.
    """
    path = reviews_path(record)
    before = read_reviews(record).before_next
    lines = b"".join(f"{entry.model_dump_json()}\n".encode() for entry in entries)
    if not lines:
        return
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
    if not path.exists():
        # Two reviewers who begin at once must not both write a first line: the later one fails.
        flags |= os.O_CREAT | os.O_EXCL
    number = os.open(path, flags, 0o600)
    try:
        write_all(number, before + lines)
    finally:
        os.close(number)


def _head_line(record: Path, name: str) -> bytes:
    digest = _digest(record)
    head = _Head(reviews="silent999", format=1, of=name, digest=digest, about=ABOUT)
    return f"{head.model_dump_json()}\n".encode()


def _digest(record: Path) -> str:
    with record.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _head(line: bytes, record: Path, name: str) -> _Head:
    """Parse the first line.

    Raises:
        ValueError: it is none, or of another record's reviews; a second argument is the fix.
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
        head = _Head.model_validate(found)
    except ValidationError as error:
        raise ValueError(f"the first line cannot be read ({first_problem(error)})") from error
    # Records may be renamed together with their reviews: the same bytes are the same record.
    if head.of != name and head.digest != _digest(record):
        raise ValueError(
            f"these are reviews of the record {head.of[:80]!r}, which is not this one",
            "lay them beside that record again",
        )
    return head


def _entry(line: bytes) -> Entry:
    try:
        return _ENTRY.validate_json(line)
    except ValidationError as error:
        raise ValueError(f"this is no entry of a review ({first_problem(error)})") from error
