"""The differences of two logs: missing, added and shifted entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.session.log_json import entry_as_json


class DifferenceKind(StrEnum):
    """The kind of a difference."""

    MISSING = "missing"
    ADDED = "added"
    SHIFTED = "shifted"


class EntryDifference(NamedTuple):
    """One entry that differs."""

    sort: DifferenceKind
    first: Entry | None
    """The entry of the first run; None if added."""
    second: Entry | None
    """The entry of the second run; None if missing."""
    shift: Millis = 0
    """Milliseconds by which the second run is later, counted from dialling; 0 unless shifted."""


class Comparison(NamedTuple):
    """The result of a comparison."""

    differences: tuple[EntryDifference, ...]
    """In the order of the logs. Each shifted entry is one difference, even if all shift alike."""
    same: int
    """The number of equal entries at equal instants."""

    def count(self, sort: DifferenceKind) -> int:
        """Return the number of differences of a kind."""
        return sum(each.sort is sort for each in self.differences)


def compared(first: Sequence[Entry], second: Sequence[Entry]) -> Comparison:
    """Compare two logs. Entries are equal if role and body are equal.

    Times count from the dialling of each call, because a trainee may wait before dialling. Entries
    of one instant may be in any order.
    """
    one, other = _Run(first), _Run(second)
    differences: list[EntryDifference] = []
    same = 0
    for begun, then in _aligned(one.said, other.said):
        mine = first[begun] if begun is not None else None
        theirs = second[then] if then is not None else None
        if begun is None:
            differences.append(EntryDifference(DifferenceKind.ADDED, None, theirs))
        elif then is None:
            differences.append(EntryDifference(DifferenceKind.MISSING, mine, None))
        elif shift := other.times[then].at - one.times[begun].at:
            differences.append(EntryDifference(DifferenceKind.SHIFTED, mine, theirs, shift))
        else:
            same += 1
    kept = list(_without_reordered(differences, one, other))
    return Comparison(tuple(kept), same + (len(differences) - len(kept)) // 2)


class _Time(NamedTuple):
    """The number of the call and the milliseconds since dialling; 0 before it."""

    call: int
    at: Millis


class _Run:
    """The comparable texts and times of a log."""

    def __init__(self, log: Sequence[Entry]) -> None:
        self.said: list[str] = []
        self.times: list[_Time] = []
        self._places = {entry.seq: place for place, entry in enumerate(log)}
        call = 0
        dialled: Millis | None = None
        for entry in log:
            if isinstance(entry.body, CallBegan):
                call, dialled = entry.body.number, None
            elif dialled is None and isinstance(entry.body, do.Dial):
                dialled = entry.at
            self.times.append(_Time(call, 0 if dialled is None else entry.at - dialled))
            self.said.append(self._said(entry))

    def key(self, entry: Entry) -> tuple[_Time, str]:
        """Return the time and the text of an entry."""
        place = self._places[entry.seq]
        return self.times[place], self.said[place]

    def _said(self, entry: Entry) -> str:
        """What an entry says, without its place in the log and the rows behind it."""
        found = entry_as_json(entry)
        body = dict(found["body"])
        about = body.get("about")
        if isinstance(about, int) and self._places.get(about, len(self.said)) < len(self.said):
            body["about"] = self.said[self._places[about]]  # of a note, which names an earlier one
        return str([found["actor"], found.get("speaker"), body])


def _without_reordered(
    differences: Sequence[EntryDifference], one: _Run, other: _Run
) -> Iterator[EntryDifference]:
    """Yield the differences, without entries that both have at one instant in another order."""
    missing = [one.key(each.first) for each in differences if each.second is None and each.first]
    added = [other.key(each.second) for each in differences if each.first is None and each.second]
    keys = {DifferenceKind.MISSING: missing, DifferenceKind.ADDED: added}
    both = Counter(missing) & Counter(added)
    left = {sort: both.copy() for sort in keys}
    waiting = {sort: iter(found) for sort, found in keys.items()}
    for each in differences:
        if each.sort in waiting:
            key = next(waiting[each.sort])
            if left[each.sort][key] > 0:
                left[each.sort][key] -= 1
                continue
        yield each


def _aligned(said: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield pairs of indexes: both for equal texts, one and None for the others."""
    matcher = SequenceMatcher(None, said, other, autojunk=False)
    for tag, begin, end, start, stop in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(begin, end), range(start, stop), strict=True)
            continue
        yield from ((place, None) for place in range(begin, end))
        yield from ((None, place) for place in range(start, stop))
