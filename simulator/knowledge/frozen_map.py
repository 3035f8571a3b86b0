"""A mapping that never changes and can be hashed, so that facts can hold one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

K = TypeVar("K")
T = TypeVar("T")
V = TypeVar("V")


class FrozenMap(Mapping[K, V]):
    """A mapping as a value. Equality and hash ignore the order of the keys.

    Equal facts may be exchanged for each other, so nothing that people see may follow that order:
    go through a closed list and look each word up, or sort.
    """

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[K, V] | None = None) -> None:
        """Hold a copy of `items`."""
        self._items = dict(items or {})
        self._hash: int | None = None

    def __getitem__(self, key: K) -> V:
        """Return the value of `key`."""
        return self._items[key]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: object = None) -> object:
        """Return the value of `key`, or the default. `Mapping.get` would raise and catch."""
        return self._items.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Whether `key` has a value."""
        return key in self._items

    def __iter__(self) -> Iterator[K]:
        """Yield the keys, in no order to rely on."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._items)

    def plus(self, items: Mapping[K, V]) -> FrozenMap[K, V]:
        """Return this mapping with these as well; they replace what has the same key."""
        if not items:
            return self
        after: FrozenMap[K, V] = FrozenMap()
        after._items = {**self._items, **items}
        return after

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same."""
        return isinstance(other, FrozenMap) and self._items == other._items

    def __hash__(self) -> int:
        """Hash once: facts are looked up far more often than a mapping is made."""
        if self._hash is None:
            self._hash = hash(frozenset(self._items.items()))
        return self._hash
