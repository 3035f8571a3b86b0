"""A mapping that never changes and can be hashed, so that facts can hold one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(dict[K, V]):
    """A mapping as a value. Equality and hash ignore the order of the keys.

    Equal facts may be exchanged for each other, so nothing that people see may follow that order:
    go through a closed list and look each word up, or sort. Nothing may be put into it, either:
    `plus` makes another. It is a dict for the speed of one.
    """

    __slots__ = ("_hash",)
    _hash: int

    def plus(self, items: Mapping[K, V]) -> FrozenMap[K, V]:
        """Return this mapping with these as well; they replace what has the same key."""
        return FrozenMap({**self, **items}) if items else self

    def __hash__(self) -> int:  # type: ignore[override]
        """Hash once: facts are looked up far more often than a mapping is made."""
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(frozenset(self.items()))
            return self._hash
