"""Two runs entry by entry: what one has and the other lacks, and what came earlier or later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.session.record import entry_as_json


class Sort(StrEnum):
    """How two runs differ at a place."""

    MISSING = "missing"
    ADDED = "added"
    SHIFTED = "shifted"


class Difference(NamedTuple):
    """One entry that differs."""

    sort: Sort
    first: Entry | None
    """The entry of the first run; none where it has been added."""
    second: Entry | None
    """The entry of the second run; none where it is missing."""

    @property
    def shift(self) -> Millis:
        """How much later the second run has it, in milliseconds; 0 where one of them lacks it."""
        if self.first is None or self.second is None:
            return 0
        return self.second.at - self.first.at


class Compared(NamedTuple):
    """What came of a comparison."""

    differences: tuple[Difference, ...]
    """In the order of the runs. Of entries that are later by the same span, each is told."""
    same: int
    """How many entries are the same, at the same instant."""

    def count(self, sort: Sort) -> int:
        """How many differences are of that sort."""
        return sum(each.sort is sort for each in self.differences)


def compared(first: Sequence[Entry], second: Sequence[Entry]) -> Compared:
    """Compare two logs. Entries are the same if they say the same of the same people."""
    differences: list[Difference] = []
    same = 0
    for one, other in _aligned(first, second):
        if one is None:
            differences.append(Difference(Sort.ADDED, None, other))
        elif other is None:
            differences.append(Difference(Sort.MISSING, one, None))
        elif one.at != other.at:
            differences.append(Difference(Sort.SHIFTED, one, other))
        else:
            same += 1
    return Compared(tuple(differences), same)


def _aligned(
    first: Sequence[Entry], second: Sequence[Entry]
) -> Iterator[tuple[Entry | None, Entry | None]]:
    said, other = [list(map(_said, log)) for log in (first, second)]
    matcher = SequenceMatcher(None, said, other, autojunk=False)
    for _, begin, end, start, stop in matcher.get_opcodes():
        if said[begin:end] == other[start:stop]:
            yield from zip(first[begin:end], second[start:stop], strict=True)
            continue
        yield from ((entry, None) for entry in first[begin:end])
        yield from ((None, entry) for entry in second[start:stop])


def _said(entry: Entry) -> str:
    """What an entry says, without its place in the log and the rows behind it."""
    found = entry_as_json(entry)
    return str([found["actor"], found.get("speaker"), found["body"]])
