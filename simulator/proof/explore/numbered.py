"""Values by number, so that a search compares and hashes whole numbers."""

from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)


class Numbered(dict[V, int], Generic[V]):
    """The number of each value, in the order in which they were first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.values_of: list[V] = []
        """The value of each number."""

    def __missing__(self, value: V) -> int:
        """Give a new value the next number."""
        number = self[value] = len(self.values_of)
        self.values_of.append(value)
        return number
