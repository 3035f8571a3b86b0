"""Where to find help: real help lines, each with who says so and when somebody looked.

What is printed or shown to people in need has to be right. An entry that does not say who says so,
or on which day a person or this project looked, stays in its file and is shown nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from simulator.content.fields.content_model import Content, FileContent, Many, refuse
from simulator.content.fields.text_fields import Id, PatternText, SourceCode, Text

Nation = Literal["england", "northern_ireland", "scotland", "wales"]
NATIONS: tuple[Nation, ...] = ("england", "northern_ireland", "scotland", "wales")
"""In the order of the alphabet."""


def _of_the_calendar(day: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        refuse("day", f"{day!r} is no day of the calendar", "a day, such as 2026-11-24")
    return day


Day = Annotated[
    str, PatternText(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "day", "day", "2026-11-24"),
    AfterValidator(_of_the_calendar),
]  # fmt: skip
"""A year, a month and a day."""

Look = Literal["stored_copy", "live_page", "rang_it"]
"""How somebody looked: at a stored copy of a page, at the page itself, or by ringing the number."""


class Help(Content):
    """One place to turn to."""

    id: Id
    """Its name in this file."""
    kind: Literal["helpline", "other_way"]
    """Somebody to talk to; or another way to reach 999, or to ask for help without speaking."""
    name: Text
    """What it is called."""
    what: Text
    """Who it is for and what it does, in a sentence."""
    reach: Text | None = None
    """The number, or how else to reach it, in the fewest words."""
    where: Annotated[Many[Nation], Field(min_length=1)] = NATIONS
    """The nations of the UK for which it is there; left out: all of them."""
    only_for: Text | None = None
    """For whom alone it is there; left out: for everybody."""
    first_for: Many[Id] = ()
    """Tags of scenarios: after such a call this entry comes first."""
    note: Text | None = None
    """What to know before turning to it: what it leaves behind on a phone, say."""
    source: Many[SourceCode] = ()
    """Who says so, by the codes of `sources.yaml`."""
    told_by: Text | None = None
    """Who says so where no code does: the service's own card, or somebody who works there."""
    checked: Day | None = None
    """The day on which somebody looked whether it is still so."""
    how: Look | None = None
    """How they looked."""

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if (self.checked is None) != (self.how is None):
            have, need = ("checked", "how") if self.checked else ("how", "checked")
            refuse("checked-how", f"{have} is there without {need}", f"{need} as well, or neither")
        return self

    @property
    def shown(self) -> bool:
        """Whether it may be shown: it says who says so, and when somebody looked."""
        return bool(self.source or self.told_by) and self.checked is not None


class SupportFile(FileContent):
    """The file `support.yaml`, or one of a person's own in their folder `support`.

    Telephone numbers in it are real ones. No other file may hold any.
    """

    help: Annotated[Many[Help], Field(min_length=1)]
    """The entries, in the order in which they are shown."""


def shown(entries: Iterable[Help], nations: Iterable[Nation] = NATIONS) -> tuple[Help, ...]:
    """The entries that may be shown to people in these nations."""
    here = set(nations)
    return tuple(entry for entry in entries if entry.shown and here & {*entry.where})


def without_a_line(
    entries: Iterable[Help], nations: Iterable[Nation] = NATIONS
) -> tuple[Nation, ...]:
    """The nations for which no line for everybody may be shown: "add your local line"."""
    lines = [entry for entry in entries if entry.shown and entry.kind == "helpline"]
    covered = {nation for line in lines if line.only_for is None for nation in line.where}
    return tuple(nation for nation in nations if nation not in covered)
