"""What a reviewer can write about a record: one entry of the reviews beside it, and its text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from simulator.content.fields.base import Content, Many, Word
from simulator.content.fields.strings import Id, Name, Shaped
from simulator.debrief.assess.agreement import Rating
from simulator.session.records.header import STAMP, Code

LONGEST_TEXT = 2_000
"""The longest comment or reason, in characters."""
MACHINE = "machine"
"""Stands for the program among raters, so no reviewer goes by it."""


def stamp(now: datetime) -> str:
    """The time as entries have it: in UTC, to the second."""
    return now.astimezone(UTC).strftime(STAMP)


def text_checked(text: str) -> str:
    """A reviewer's text on one line, without characters that could move a cursor.

    Raises:
        ValueError: nothing is left of it, or it is too long.
    """
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if not plain:
        raise ValueError("there are no words in it")
    if len(plain) > LONGEST_TEXT:
        raise ValueError(f"it has {len(plain):,} characters; up to {LONGEST_TEXT:,} are kept")
    return plain


_Text = Annotated[str, AfterValidator(text_checked)]
_Time = Annotated[
    str,
    Shaped(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "time", "time in UTC", "2026-11-24T20:30:00Z"),
]


class _Written(Content):
    """What stands in every entry."""

    by: Code
    """The reviewer's code; never a name."""
    at: _Time
    """When it was written, in UTC."""
    blind: bool
    """Whether it was written without sight of findings and of other reviews."""


class Pin(_Written):
    """A comment on a moment of the call."""

    kind: Literal["pin"] = "pin"
    """What kind of entry it is."""
    seq: Annotated[int, Field(ge=0)]
    """The number of the moment: the place of its entry in the log."""
    text: _Text
    """The comment; private text."""


class Remark(_Written):
    """A comment on the whole call."""

    kind: Literal["note"] = "note"
    """What kind of entry it is."""
    text: _Text
    """The comment; private text."""


class Rate(_Written):
    """What the reviewer says of one criterion."""

    kind: Literal["rate"] = "rate"
    """What kind of entry it is."""
    rubric: Name
    """The rubric's id."""
    criterion: Id
    """The criterion's id in it."""
    rating: Word[Rating]
    """What was rated."""


class Override(_Written):
    """Another finding than the machine's, with a reason. The machine's stays beside it."""

    kind: Literal["override"] = "override"
    """What kind of entry it is."""
    rubric: Name
    """The rubric's id."""
    criterion: Id
    """The criterion's id in it."""
    machine: str
    """What the machine found."""
    person: Word[Rating]
    """What the reviewer finds."""
    because: _Text
    """Why; private text."""


class Stated(Content):
    """What a signature stands for, of one criterion."""

    rubric: Name
    """The rubric's id."""
    criterion: Id
    """The criterion's id in it."""
    rating: Word[Rating]
    """What the reviewer says of it."""


class Sign(_Written):
    """A signature: that this is what the reviewer says of the call. It is no pass and no fail."""

    kind: Literal["sign"] = "sign"
    """What kind of entry it is."""
    ratings: Many[Stated]
    """What was signed."""


Entry = Pin | Remark | Rate | Override | Sign
ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="kind")])
