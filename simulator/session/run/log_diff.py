"""Where two logs part: what only one of them has, what comes at another time, what is the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
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

    kind: DifferenceKind
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

    def count(self, kind: DifferenceKind) -> int:
        """Return the number of differences of a kind."""
        return sum(each.kind is kind for each in self.differences)


def compared(first: Sequence[Entry], second: Sequence[Entry]) -> Comparison:
    """Compare two logs by what happened. Entries are equal if role, voice and body are equal.

    Times count from the dialling of each call, because a trainee may wait before dialling. Entries
    of one instant may be in any order.
    """
    one, other = _comparable(first), _comparable(second)
    differences: list[EntryDifference] = []
    same = 0
    for begun, then in _aligned([each.what for each in one], [each.what for each in other]):
        mine = None if begun is None else first[begun]
        theirs = None if then is None else second[then]
        if begun is None:
            differences.append(EntryDifference(DifferenceKind.ADDED, None, theirs))
        elif then is None:
            differences.append(EntryDifference(DifferenceKind.MISSING, mine, None))
        elif shift := other[then].at - one[begun].at:
            differences.append(EntryDifference(DifferenceKind.SHIFTED, mine, theirs, shift))
        else:
            same += 1
    kept = tuple(_without_reordered(differences, one, other))
    return Comparison(kept, same + (len(differences) - len(kept)) // 2)


class _Comparable(NamedTuple):
    """What an entry says, without its place in the log and the rows behind it, and when."""

    what: str
    call: int
    at: Millis
    """Milliseconds since dialling; before it, since the call began."""


def _comparable(log: Sequence[Entry]) -> list[_Comparable]:
    found: list[_Comparable] = []
    call, begun, dialled = 0, 0, False
    for entry in log:
        if isinstance(entry.body, CallBegan):
            call, begun, dialled = entry.body.number, entry.at, False
        elif not dialled and isinstance(entry.body, do.Dial):
            begun, dialled = entry.at, True
        plain = entry_as_json(entry)
        about = plain["body"].get("about")
        if isinstance(about, int) and about < len(found):
            plain["body"]["about"] = found[about].what  # of a note, which names an earlier one
        what = str([plain["actor"], plain.get("speaker"), plain["body"]])
        found.append(_Comparable(what, call, entry.at - begun if dialled else 0))
    return found


def _without_reordered(
    differences: Sequence[EntryDifference], one: list[_Comparable], other: list[_Comparable]
) -> Iterator[EntryDifference]:
    """Yield the differences, without entries that both have at one instant in another order."""
    keys = [
        one[each.first.seq] if each.first else other[each.second.seq] if each.second else None
        for each in differences
    ]
    missing, added = (
        Counter(k for k, each in zip(keys, differences, strict=True) if each.kind is kind)
        for kind in (DifferenceKind.MISSING, DifferenceKind.ADDED)
    )
    both = missing & added
    left = {DifferenceKind.MISSING: both, DifferenceKind.ADDED: both.copy()}
    for each, key in zip(differences, keys, strict=True):
        if each.kind in left and left[each.kind][key] > 0:
            left[each.kind][key] -= 1
        else:
            yield each


def _aligned(mine: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield pairs of indexes: both for equal texts, one and None for the others.

    What both begin with is paired first: a longer run of equal entries further on must not hide
    the act at which the two part.
    """
    pairs = zip(mine, other, strict=False)
    alike = sum(1 for _ in takewhile(lambda each: each[0] == each[1], pairs))
    yield from ((place, place) for place in range(alike))
    matcher = SequenceMatcher(None, mine[alike:], other[alike:], autojunk=False)
    for tag, begin, end, start, stop in matcher.get_opcodes():
        one = range(alike + begin, alike + end)
        two = range(alike + start, alike + stop)
        if tag == "equal":
            yield from zip(one, two, strict=True)
            continue
        yield from ((place, None) for place in one)
        yield from ((None, place) for place in two)
