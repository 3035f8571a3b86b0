"""The differences of two logs: missing, added and shifted entries."""

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
    one, other = _comparable(first), _comparable(second)
    differences: list[EntryDifference] = []
    same = 0
    for begun, then in _aligned([each.said for each in one], [each.said for each in other]):
        mine = first[begun] if begun is not None else None
        theirs = second[then] if then is not None else None
        if begun is None:
            differences.append(EntryDifference(DifferenceKind.ADDED, None, theirs))
        elif then is None:
            differences.append(EntryDifference(DifferenceKind.MISSING, mine, None))
        elif shift := other[then].at - one[begun].at:
            differences.append(EntryDifference(DifferenceKind.SHIFTED, mine, theirs, shift))
        else:
            same += 1
    kept = list(_without_reordered(differences, one, other))
    return Comparison(tuple(kept), same + (len(differences) - len(kept)) // 2)


class _Comparable(NamedTuple):
    """What an entry says, without its place in the log and the rows behind it, and when."""

    said: str
    call: int
    at: Millis
    """Milliseconds since dialling; 0 before it."""


def _comparable(log: Sequence[Entry]) -> list[_Comparable]:
    found: list[_Comparable] = []
    call = 0
    dialled: Millis | None = None
    for entry in log:
        if isinstance(entry.body, CallBegan):
            call, dialled = entry.body.number, None
        elif dialled is None and isinstance(entry.body, do.Dial):
            dialled = entry.at
        plain = entry_as_json(entry)
        about = plain["body"].get("about")
        if isinstance(about, int) and about < len(found):
            plain["body"]["about"] = found[about].said  # of a note, which names an earlier one
        said = str([plain["actor"], plain.get("speaker"), plain["body"]])
        found.append(_Comparable(said, call, 0 if dialled is None else entry.at - dialled))
    return found


def _without_reordered(
    differences: Sequence[EntryDifference], one: list[_Comparable], other: list[_Comparable]
) -> Iterator[EntryDifference]:
    """Yield the differences, without entries that both have at one instant in another order."""
    keys = [
        one[each.first.seq] if each.first else other[each.second.seq] if each.second else None
        for each in differences
    ]
    kinds = [each.sort for each in differences]
    missing, added = (
        Counter(key for key, kind in zip(keys, kinds, strict=True) if kind is wanted)
        for wanted in (DifferenceKind.MISSING, DifferenceKind.ADDED)
    )
    both = missing & added
    left = {DifferenceKind.MISSING: both, DifferenceKind.ADDED: both.copy()}
    for each, key in zip(differences, keys, strict=True):
        if each.sort in left and left[each.sort][key] > 0:
            left[each.sort][key] -= 1
        else:
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
