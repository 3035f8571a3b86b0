"""Help lines: real support services, each with its source and the day of its last check.

A person in need must be able to rely on them. An entry without a source, or without a day on which
it was checked, is never shown.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import Content, FileContent, Many, refuse
from simulator.content.fields.schema_parts import Bounds, CheckedBy, checks
from simulator.content.fields.text_fields import Id, SourceCode, Text, pattern_text

Nation = Literal["england", "northern_ireland", "scotland", "wales"]
NATIONS: tuple[Nation, ...] = ("england", "northern_ireland", "scotland", "wales")
"""In the order of the alphabet."""


def refuse_one_alone(code: str, **pair: str | None) -> None:
    """Refuse one of two keys that go together if the file lacks the other."""
    if len(there := [key for key, value in pair.items() if value is not None]) == 1:
        (need,) = set(pair) - set(there)
        refuse(code, f"{there[0]} is there without {need}", f"{need} as well, or neither")


def _of_the_calendar(day: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        refuse("day", f"{day!r} isn't a date in the calendar", "a day, such as 2026-11-24")
    return day


Day = Annotated[
    str, pattern_text(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "day", "day", "2026-11-24"),
    CheckedBy(_of_the_calendar),
]  # fmt: skip
"""A year, a month and a day."""

Look = Literal["stored_copy", "live_page", "rang_it"]
"""How an entry was checked: a stored copy of a page, the live page, or a call to the number."""


class Help(Content):
    """One support service, or another way to reach help."""

    id: Id
    """Its id in this file."""
    kind: Literal["helpline", "other_way"]
    """A service with people to talk to, or another way to reach 999 or ask for help silently."""
    name: Text
    """The name of the service."""
    what: Text
    """Who it is for and what it does, in a sentence."""
    serves: Text | None = None
    """For whom it is first of all, in few words, where `what` has no room; left out: anyone."""
    reach: Text | None = None
    """The number, or another way to reach it, in few words."""
    hours: Text | None = None
    """When it answers, and whether it is free."""
    where: Annotated[Many[Nation], Bounds(min_length=1)] = NATIONS
    """The nations of the UK that it serves; left out: all of them."""
    only_for: Text | None = None
    """The only people that it serves; left out: anyone."""
    first_for: Many[Id] = ()
    """Tags of scenarios: after such a call this entry comes first."""
    note: Text | None = None
    """What to know before using it, for example the traces that it leaves on a phone."""
    source: Many[SourceCode] = ()
    """The public sources, by their codes in `sources.yaml`."""
    told_by: Text | None = None
    """A source without a code: the service's own card, or a person who works there."""
    checked: Day | None = None
    """The day on which the entry was last checked."""
    how: Look | None = None
    """How it was checked."""

    @checks
    def _says_how(self) -> Self:
        refuse_one_alone("checked-how", checked=self.checked, how=self.how)
        return self

    @property
    def shown(self) -> bool:
        """Whether it may be shown: it has a source and a day of its last check."""
        return bool(self.source or self.told_by) and self.checked is not None


class SupportFile(FileContent):
    """The file `support.yaml`, or one in a user's folder `support`.

    Its telephone numbers are real. No other file may have real numbers.
    """

    help: Annotated[Many[Help], Bounds(min_length=1), distinct("entries")]
    """The entries, in the order of the screen."""


def shown(entries: Iterable[Help], nations: Iterable[Nation] = NATIONS) -> tuple[Help, ...]:
    """Return the entries that may be shown in these nations."""
    here = set(nations)
    return tuple(entry for entry in entries if entry.shown and here & {*entry.where})


def only_in(entry: Help, nations: Iterable[Nation] = NATIONS) -> tuple[Nation, ...]:
    """Return the nations that a line serves, to be named beside it; none if it serves all of these.

    Without them people ring the line of another country.
    """
    return () if {*entry.where} >= {*nations} else entry.where


def without_a_line(
    entries: Iterable[Help], nations: Iterable[Nation] = NATIONS
) -> tuple[Nation, ...]:
    """Return the nations without a general help line: "add your local line"."""
    lines = [entry for entry in entries if entry.shown and entry.kind == "helpline"]
    covered = {nation for line in lines if line.only_for is None for nation in line.where}
    return tuple(nation for nation in nations if nation not in covered)
