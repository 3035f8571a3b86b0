"""Running something once for every way in which what is left open could turn out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """Picks what is left open, and remembers how many ways there were."""

    def __init__(self, given: tuple[int, ...] = ()) -> None:
        """Pick as `given`, and the first way after that."""
        self.taken = list(given)
        self.ways: list[int] = []

    def pick(self, options: Sequence[T]) -> T:
        """One of the options; some other run picks each other one."""
        if len(options) == 1:
            return options[0]
        at = len(self.ways)
        self.ways.append(len(options))
        if at == len(self.taken):
            self.taken.append(0)
        return options[self.taken[at]]


def every_way(run: Callable[[Choices], T]) -> Iterator[T]:
    """What `run` gives for every way of picking; lazily, so that a reader can stop early."""
    waiting: list[tuple[int, ...]] = [()]
    while waiting:
        given = waiting.pop()
        choices = Choices(given)
        yield run(choices)
        for at in range(len(given), len(choices.ways)):
            before = tuple(choices.taken[:at])
            waiting += [(*before, other) for other in range(1, choices.ways[at])]
