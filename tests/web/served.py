"""A house behind a real server in this process, on a clock that the test moves."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

from simulator.content.library.library import Library
from simulator.core.instant import Millis
from simulator.hosting.house import House
from simulator.session.clock import ManualClock
from simulator.web.admission import Guard
from simulator.web.remote_seat import RemoteSeat
from simulator.web.server import WebServer, listen
from tests.session.calls import LIBRARY


@dataclass
class Served:
    house: House
    clock: ManualClock
    url: str
    server: WebServer
    loop: asyncio.AbstractEventLoop
    thread: threading.Thread

    def tick(self, span: Millis) -> None:
        """Move the clock, and let the server see that it moved and make its next step."""
        driver = self.server.state.driver

        async def move() -> None:
            version = driver.version
            self.clock.tick(span)
            driver.poke()
            await driver.news_after(version, 30)

        asyncio.run_coroutine_threadsafe(move(), self.loop).result(30)

    def seat(self) -> RemoteSeat:
        return RemoteSeat(self.url)


def settled(served: Served, true: Callable[[], bool]) -> None:
    """Let the server make steps until it has noticed what a client did."""

    async def wait() -> None:
        while not true():
            await asyncio.sleep(0.01)

    asyncio.run_coroutine_threadsafe(asyncio.wait_for(wait(), 30), served.loop).result(40)


def _listeners(addresses: tuple[str, ...], port: int, opened: ExitStack) -> list[socket.socket]:
    """Listen at all addresses on one port: another one if a free one is taken elsewhere."""
    for _ in range(20):
        with ExitStack() as tried:
            found = [tried.enter_context(listen(addresses[0], port))]
            with suppress(OSError):
                number = found[0].getsockname()[1]
                found += [tried.enter_context(listen(each, number)) for each in addresses[1:]]
                opened.push(tried.pop_all())
                return found
    raise OSError(f"no port is free at all of {', '.join(addresses)}")


@contextmanager
def serving(
    *,
    once: bool = False,
    lan: tuple[str, ...] | None = None,
    port: int = 0,
    library: Library = LIBRARY,
) -> Iterator[Served]:
    """Serve; `lan` are further addresses, of the loopback network, that take the part of a LAN."""
    clock = ManualClock()
    house = House(library, clock)
    ready = threading.Event()
    found: list[asyncio.AbstractEventLoop] = []
    with ExitStack() as opened:
        listener, *others = _listeners(("127.0.0.1", *(lan or ())), port, opened)
        port = listener.getsockname()[1]
        server = WebServer(house, Guard(("127.0.0.1", "localhost"), port, lan), once=once)

        async def serve() -> None:
            found.append(asyncio.get_running_loop())
            await server.run([listener, *others], ready.set)

        thread = threading.Thread(target=lambda: asyncio.run(serve()))
        thread.start()
        assert ready.wait(30)
        try:
            yield Served(house, clock, f"http://127.0.0.1:{port}/", server, found[0], thread)
        finally:
            if thread.is_alive():
                found[0].call_soon_threadsafe(server.stop)
            thread.join(30)
