"""Devices, and the places that they share: pages of a session, connections of a server.

A device is one address of the network; in IPv6, where a device has as many addresses as it likes,
one network of 64 bits. A page, a code or a token costs a device nothing, and another address is
not its own to take. So all that one device must not multiply is counted by device.

It counts too few where people share an address: phones behind one router count as one device, as
do all devices of an IPv6 network. So a device has a generous share, and where it would still be
too little, others do not suffer from it.
"""

from collections import Counter
from collections.abc import Hashable, Iterator
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Generic, NamedTuple, TypeVar

from simulator.core.instant import Millis
from simulator.errors import SimulatorError

AWAY: Millis = 5_000
"""How long a page is closed until that is news: it may just be loaded again (assumption)."""
HERE = "this machine"
"""The device that serves, by its own pages: they come first everywhere."""
LOOPBACK = ("127.0.0.1", "::1")
"""The addresses from which a browser on this machine connects to it."""
IPV6_DEVICE = 64
"""Bits of an IPv6 address that a device can't choose: the rest is its own (RFC 4291)."""

Key = TypeVar("Key", bound=Hashable)


def device_of(address: str) -> str:
    """Return the device that has an address; an empty text for what isn't an address."""
    if address in LOOPBACK:
        return HERE
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(found, IPv4Address):
        if found.ipv4_mapped is None:
            return str(IPv6Network((found, IPV6_DEVICE), strict=False))
        found = found.ipv4_mapped
    return HERE if str(found) in LOOPBACK else str(found)


class Full(SimulatorError):
    """No place is left, or none for this device."""


class _Place(NamedTuple):
    device: str
    first: bool
    """Whether it may be one of the places that are kept."""


class Places(Generic[Key]):
    """A bounded number of places, shared fairly: no device keeps another one out.

    A place is *away* until `opened`, and again once `closed` as often: nobody looks at that page
    now. It stays until its place is needed. If all are taken, a new place is taken from

    1. the same device, if it has one that is away: reloading costs nobody else anything;
    2. the device that has most places, if it has more than the new one would have: one that is
       away first, else its newest.

    So there is a place for each device that has fewer than its share, for all that others do.
    """

    def __init__(self, most: int, *, of_one: int, kept: int) -> None:
        """Have so many places, for any one device `of_one`; `kept` of them for who comes first.

        `of_one` does not bind devices that come first.
        """
        self.most, self.of_one, self.kept = most, of_one, kept
        self._places: dict[Key, _Place] = {}
        self._open: Counter[Key] = Counter()
        self._away: dict[Key, None] = {}
        """In the order in which they went away."""

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places)

    def device_of(self, key: Key) -> str:
        """Return the device that has a place; KeyError if it has none."""
        return self._places[key].device

    @property
    def devices(self) -> Counter[str]:
        """The number of places of each device."""
        return Counter(place.device for place in self._places.values())

    def take(self, key: Key, device: str, *, first: bool = False) -> Key | None:
        """Give a device a place; return the one that had to go for it, if any.

        Raises Full if the device has its share, and all its places are open.
        """
        gone = self._in_the_way(device, first=first)
        if gone is not None:
            self.drop(gone)
        self._places[key] = _Place(device, first)
        self._away[key] = None
        return gone

    def drop(self, key: Key) -> None:
        """Free a place, if there is such a one."""
        self._places.pop(key, None)
        self._away.pop(key, None)
        del self._open[key]

    def opened(self, key: Key) -> None:
        """Count a page or stream that is open now, of a place that is there."""
        if key in self._places:
            self._open[key] += 1
            self._away.pop(key, None)

    def closed(self, key: Key) -> None:
        """Count a page or stream that was opened as gone."""
        if self._open[key] > 1:
            self._open[key] -= 1
        elif key in self._places:
            del self._open[key]
            self._away[key] = None

    def is_away(self, key: Key) -> bool:
        """Return whether no page or stream of a place is open."""
        return key in self._away

    def _in_the_way(self, device: str, *, first: bool) -> Key | None:
        """Return the place that has to go for a new one; None if there is room."""
        counts = self.devices
        own = next((each for each in self._away if self._places[each].device == device), None)
        if counts[device] >= self.of_one and not first:
            if own is None:
                raise Full(
                    "too many pages are open on this device, or behind its router",
                    "close one of them first, or join in on paper: it counts the same",
                )
            return own
        kept = sum(place.first for place in self._places.values())
        others = len(self) - kept
        if len(self) < self.most and (first or others < self.most - self.kept):
            return None
        if own is not None:
            return own
        # Who comes first has what is kept, and what nobody else needs.
        shared = kept > self.kept and not first
        rivals = [key for key, place in self._places.items() if shared or place.first is first]
        return self._of_the_greediest(rivals, counts, counts[device] + 1)

    def _of_the_greediest(self, rivals: list[Key], counts: Counter[str], fair: int) -> Key:
        """Return a place of the device that has most; Full if it has no more than is `fair`."""
        away = {key: -age for age, key in enumerate(self._away)}
        age = {key: number for number, key in enumerate(rivals)}

        def greed(key: Key) -> tuple[int, bool, int]:
            return counts[self._places[key].device], key in away, away.get(key, age[key])

        # A closed page goes for an open one of a device that then has as many.
        able = [key for key in rivals if greed(key)[0] + (key in away) > fair]
        if not able:
            raise Full(
                "all places are taken",
                "wait until a page is closed, or join in on paper: it counts the same",
            )
        return max(able, key=greed)
