"""Whether other devices reach this server: its addresses on the network, and a check with a phone.

Nothing is sent anywhere to find out. That a phone has come is all that is kept of it.
"""

import errno
import io
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import StrEnum
from ipaddress import ip_address

import segno
from markupsafe import Markup
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.core.instant import Millis
from simulator.hosting.devices import LOOPBACK
from simulator.session.clock import Clock
from simulator.web.admission import Guard

PATIENCE: Millis = 60_000
"""How long a test waits for a phone before the page says what may be wrong (assumption: time to
find a phone, and to scan or type)."""
MOST_ADDRESSES = 4
"""Most addresses that are served: a laptop has one or two networks, and each shown one is read."""
ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses kept for documentation: asking for the way to one sends nothing."""
_GET_ADDRESS = {"linux": 0x8915, "darwin": 0xC0206921}
"""What asks these systems for the address of a network interface (SIOCGIFADDR)."""


def network_addresses() -> list[str]:
    """Return the addresses by which others may see this machine; empty if it's on no network.

    The first is on the network that this machine itself uses. The others are private ones, as of a
    hotspot that it offers: a public one is not opened unless it is asked for by name.
    """
    used = _way_out(socket.AF_INET)
    others = [each for each in _own_addresses() if ip_address(each).is_private]
    found = [each for each in dict.fromkeys([*used, *others]) if _is_reachable(each)]
    return found[:MOST_ADDRESSES] or _way_out(socket.AF_INET6)


def _is_reachable(address: str) -> bool:
    each = ip_address(address)
    return not (each.is_loopback or each.is_link_local or each.is_unspecified)


def _way_out(family: socket.AddressFamily) -> list[str]:
    """Return the address of this machine on the network that it uses."""
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((ELSEWHERE[family], 9))
        address = str(probe.getsockname()[0])
        if _is_reachable(address.partition("%")[0]):
            return [address]
    return []


def _own_addresses() -> Iterator[str]:
    """Yield the IPv4 addresses of this machine."""
    if sys.platform not in _GET_ADDRESS:
        # Windows knows them by its own name. Elsewhere a name server might be asked for that.
        with suppress(OSError):
            for *_, where in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
                yield str(where[0])
        return
    from fcntl import ioctl  # Windows has no such module.

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # It is down, or has no such address.
                asked = struct.pack("256s", name.encode()[:15])
                answer = ioctl(any_socket.fileno(), _GET_ADDRESS[sys.platform], asked)
                yield socket.inet_ntoa(answer[20:24])


def is_ours(address: str) -> bool:
    """Return whether this machine has an address now; it loses one with its network."""
    bare = address.strip("[]")
    try:
        with socket.socket(socket.AF_INET6 if ":" in bare else socket.AF_INET) as trial:
            trial.bind((bare, 0))
    except OSError as error:
        return error.errno != errno.EADDRNOTAVAIL
    return True


class ReachState(StrEnum):
    """What is known of whether phones can join; each has its text, `web-reach-…`."""

    ALONE = "alone"
    """Only this machine may open pages."""
    OFF = "off"
    """Others may, but this machine was on no network at the start."""
    MOVED = "moved"
    """The network of the start has gone."""
    REACHED = "reached"
    WAITING = "waiting"
    """A test with a phone has begun."""
    UNREACHED = "unreached"
    """A test has waited for `PATIENCE`, and no phone came."""
    UNTRIED = "untried"


class Reach:
    """The address that phones need, and whether one has come."""

    def __init__(self, guard: Guard, clock: Clock) -> None:
        self._guard, self._clock = guard, clock
        self.joins = guard.joins
        """The address of the page to join, on each network; empty without one."""
        self._shown = 0
        self._came = False
        self._asked_at: Millis | None = None

    @property
    def address(self) -> str:
        """The address that pages show to people with phones; empty if none can join."""
        return self.joins[self._shown] if self.joins else ""

    @property
    def others(self) -> list[tuple[int, str]]:
        """The addresses that are not shown, each with its place: on other networks, while it is."""
        served = zip(self.joins, self._guard.lan or (), strict=True)
        found = [(n, joins) for n, (joins, bare) in enumerate(served) if is_ours(bare)]
        return [each for each in found if each[0] != self._shown]

    @property
    def state(self) -> ReachState:
        """What is known now."""
        if self._guard.lan is None:
            return ReachState.ALONE
        if not self.joins:
            return ReachState.OFF
        if not is_ours(self._guard.lan[self._shown]):
            return ReachState.MOVED
        if self._came:
            return ReachState.REACHED
        if self._asked_at is None:
            return ReachState.UNTRIED
        late = self._clock.read() - self._asked_at >= PATIENCE
        return ReachState.UNREACHED if late else ReachState.WAITING

    @property
    def mark(self) -> tuple[str, str, int]:
        """A value that changes exactly when a page about it changes."""
        return self.address, self.state, len(self.others)

    def test(self) -> None:
        """Wait for a phone from now on; one that came before does not count."""
        self._came, self._asked_at = False, self._clock.read()

    def show(self, place: int) -> None:
        """Show another of the addresses; what was found out about one says nothing of another."""
        if 0 <= place < len(self.joins) and place != self._shown:
            self._shown, self._came, self._asked_at = place, False, None

    def arrived(self, client: str, host: str) -> bool:
        """Note a request by its client's address and its ``Host``; return whether that is news.

        The address that a phone has come by is proven, so it is the one that is shown.
        """
        ours = (*LOOPBACK, *(each.strip("[]") for each in self._guard.lan or ()))
        if self._came or client.partition("%")[0] in ours or host not in self._guard.lan_hosts:
            return False
        self._shown, self._came = self._guard.lan_hosts.index(host), True
        return True


class Arrivals:
    """The layer that notes devices other than this machine. It sees requests that were let in."""

    def __init__(self, app: ASGIApp, reach: Reach, news: Callable[[], None]) -> None:
        self._app, self._reach, self._news = app, reach, news

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note where a request comes from, and pass it on."""
        if scope["type"] == "http" and scope["client"]:
            hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if hosts and self._reach.arrived(scope["client"][0], hosts[0]):
                self._news()
        await self._app(scope, receive, send)


def qr_code(address: str) -> Markup:
    """Return a code to scan as inline SVG; the address is beside it in words."""
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=4, omitsize=True, nl=False,
        svgclass="qr", lineclass=None, light="#ffffff",
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())
