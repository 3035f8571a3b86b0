"""`silent999 serve`: calls and group sessions in a browser, on one device or several."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
import webbrowser
from argparse import ArgumentTypeError, Namespace
from contextlib import ExitStack, suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from simulator import BANNER
from simulator.cli.arguments import Parser, need_installed, number
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.errors import SimulatorError
from simulator.session.clock import WallClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.web.admission import Guard
    from simulator.web.server import WebServer

HERE = "127.0.0.1"
"""Loopback: other machines cannot reach it."""
_PORT = number(1, 65_535, whole=True, expected="a port from 1 to 65535")


def arguments(parser: Parser) -> None:
    parser.takes("--port", "N", "port (default: a free one)", read=_PORT, default=0)
    about = "also let others on your network join, at this address (default: the one it is seen at)"
    parser.add_argument("--lan", nargs="?", const=None, default=HERE, type=_address, help=about)
    about = "do not open the browser"
    parser.add_argument("--no-open", dest="open", action="store_false", help=about)
    parser.flag("--once", "end when the last page is closed")
    parser.add_folders()
    parser.explain(
        "Only this machine can open it, unless you ask for --lan: then others join with a code. "
        "Nothing is recorded. Ctrl-C ends everything."
    )


def run(options: Namespace, console: Console) -> int:
    """Serve until Ctrl-C."""
    for package in ("starlette", "uvicorn", "segno"):
        need_installed(package, "serve needs", "web")
    # Importable only if the extra `web` is installed.
    from simulator.hosting.house import House
    from simulator.web.admission import Guard
    from simulator.web.server import WebServer, listen

    library = library_of(options)
    library.support()  # A mistake in help lines is said now, not when a person asks for them.
    lan = str(options.lan) != HERE
    addresses = [HERE, str(options.lan or seen_at())] if lan else [HERE]
    with ExitStack() as opened:
        listeners: list[socket.socket] = []
        port = options.port
        for address in addresses:
            try:
                listener = opened.enter_context(listen(address, port))
            except OSError as error:
                where, hint = address, "use an address of this machine"
                if options.port:
                    where, hint = f"{where} port {port}", "leave out --port to use a free one"
                raise SimulatorError(f"{where}: {error.strerror}", hint) from error
            port = listener.getsockname()[1]
            listeners.append(listener)
        names = tuple(f"[{each}]" if ":" in each else each for each in addresses)
        guard = Guard((*names, "localhost"), port)
        house = House(library, WallClock())
        server = WebServer(house, guard, lan=lan, once=options.once)

        def ready() -> None:
            announce(guard, console, lan=lan)
            if options.open and not _open(guard.urls[0]):
                console.complain("no browser was found: open the address in one.")

        asyncio.run(_until_stopped(server, listeners, ready))
    console.say("ended.")
    return 0


async def _until_stopped(
    server: WebServer, listeners: list[socket.socket], ready: Callable[[], None]
) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has no loop signals: there Ctrl-C cancels this task, with the same result.
        with suppress(AttributeError, NotImplementedError):
            wanted = getattr(signal, name)
            # Under nohup SIGHUP is ignored, and must stay so: the server outlives its terminal.
            if name != "SIGHUP" or signal.getsignal(wanted) is not signal.SIG_IGN:
                loop.add_signal_handler(wanted, server.stop)
    await server.run(listeners, ready)


def seen_at() -> str:
    """Return the address at which others on the network see this machine; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            raise SimulatorError(
                "this machine is on no network", "connect it, or leave out --lan"
            ) from None
        return str(probe.getsockname()[0])


def announce(guard: Guard, console: Console, *, lan: bool) -> None:
    """Print the addresses, and who can reach them."""
    console.say(BANNER)
    console.say(f"open in a browser: {guard.urls[0]}")
    if lan:
        console.say(f"others on this network join at: {guard.urls[1]}join")
        console.complain(
            "warning: this network can read along: the connection is not encrypted. Others can "
            "only join with a code; calls are opened at this machine. It all ends with Ctrl-C."
        )
    else:
        console.say("Only this machine can reach it.")
    console.say("Press Ctrl-C to end it and everything in it.")
    console.out.flush()


def _open(url: str) -> bool:
    """Open the browser. Return False if there is none, or only one inside this terminal."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    in_terminal = isinstance(browser, webbrowser.GenericBrowser)
    if in_terminal and not isinstance(browser, webbrowser.BackgroundBrowser):
        return False
    # Some browser commands block until the browser is closed. The server must not wait.
    threading.Thread(target=browser.open, args=(url,), daemon=True).start()
    return True


def _address(word: str) -> IPv4Address | IPv6Address:
    try:
        address = ip_address(word)
    except ValueError:
        raise ArgumentTypeError(f"expected an IP address, got {word}") from None
    if address.is_unspecified or "%" in word:
        # A browser would send another Host header, and the exact check of it would fail.
        raise ArgumentTypeError(f"expected the address that others use, got {word}")
    return address
