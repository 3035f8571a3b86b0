"""The sitting of a seed: how it is begun, what is typed, what fails, and how it ends."""

import errno
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from simulator.session.random_stream import RandomStream

T = TypeVar("T")

CALLS = (
    ("partner-in-the-room", "caller"),
    ("followed-on-foot", "operator"),
    ("partner-in-the-room", "operator"),
    ("evening-in-the-office", "call_handler"),
    ("coughs-when-asked", "handlers"),
    ("four-silent-calls", "operator"),
)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EACCES)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The errors of a full disk, on which shortening a file still works."""
KEYS = (
    *(b"1", b"2", b"5", b"a", b"b", b"d", b"e", b"g", b"k", b"m", b"n", b"t", b"y", b" ", b"?"),
    *(b"\r", b"\x1b", b"\t", b"\x7f", b"\x1b[A", b"\x1b[B", b"\x1b[6~", b"\x1bOP", b"\x1b[20~"),
)
"""Letters and digits, Enter, Escape, Tab, Backspace, arrows, Page down, F1, F9."""
LINES = (
    *("", "1", "1", "2", "3", "0", "k d", "k a", "p 55", "w 20", "w 20", "w 20", "w 5"),
    *("t", "i", "x", "?", "b", "c", '"help'),
)
ENDS = ("kill", "term", "hup", "int", "quit", "quit key", "hang up", "end of input")
"""How a sitting ends; only lines have an end of the input."""
SIZES = ((80, 24), (60, 20), (160, 45), (20, 5), (1, 1), (300, 100))


class Step(NamedTuple):
    """Something that happens to the program, and how long after the step before (ms)."""

    after: int
    kind: str
    """`keys`, `paste`, `resize`, `remove` (the folder of records)."""
    data: bytes = b""
    size: tuple[int, int] = (80, 24)


class Plan(NamedTuple):
    """One sitting."""

    seed: int
    screens: bool
    call: tuple[str, str]
    steps: tuple[Step, ...]
    end: str
    error: int
    """The error of the disk; 0 if it works."""
    fails_from: int
    fails_until: int
    """Which system calls of the recorder fail."""
    closed: int | None
    """The standard stream that is closed from the start."""


def plan_of(seed: int) -> Plan:
    """Return the sitting of a seed."""
    chance = RandomStream(seed, "torture")
    screens = chance.happens(50)
    steps = [_step(chance, screens) for _ in range(chance.between(2, 12))]
    fails_from = chance.between(1, 100)
    lasts = _one(chance, (1, 1, 3, 10, 10_000))
    ends = ENDS[:-1] if screens else ENDS
    return Plan(
        seed,
        screens,
        _one(chance, CALLS),
        tuple(steps),
        _one(chance, ends),
        _one(chance, ERRORS) if chance.happens(60) else 0,
        fails_from,
        fails_from + lasts,
        _one(chance, (0, 1, 2)) if not screens and chance.happens(15) else None,
    )


def _one(chance: RandomStream, among: Sequence[T]) -> T:
    return among[chance.between(0, len(among) - 1)]


def _step(chance: RandomStream, screens: bool) -> Step:
    after = chance.between(0, 120)
    what = chance.between(1, 40)
    if what == 1:
        return Step(after, "remove")
    if what <= 6 and screens:
        return Step(after, "resize", size=_one(chance, SIZES))
    if what <= 10:
        text = b"a word and another, " * _one(chance, (1, 10, 200))
        return Step(after, "paste", b"\x1b[200~" + text + b"\x1b[201~" if what % 2 else text)
    if screens:
        return Step(
            after, "keys", b"".join(_one(chance, KEYS) for _ in range(chance.between(1, 6)))
        )
    lines = "".join(f"{_one(chance, LINES)}\n" for _ in range(chance.between(1, 6)))
    return Step(after, "keys", lines.encode())
