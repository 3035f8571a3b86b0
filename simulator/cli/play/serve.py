"""`silent999 serve`: calls and group sessions in a browser, on one device or several."""

from __future__ import annotations

import asyncio
import errno
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
    about = "also let others on your networks join, or only at this address of this machine"
    alone = ip_address(HERE)
    parser.add_argument("--lan", nargs="?", const=None, default=alone, type=_address, help=about)
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
    from simulator.web.server import WebServer, prepare

    library = library_of(options)
    library.support()  # A mistake in help lines is said now, not when a person asks for them.
    with ExitStack() as opened:
        listeners, guard = _listeners(options.lan, options.port, opened)
        house = House(library, WallClock())
        server = WebServer(house, guard, once=options.once)

        def ready() -> None:
            announce(guard, console)
            # What the first typed words and pages need takes more than a second to make. Made by
            # the first seat that types, it would hold up every other seat for as long.
            threading.Thread(target=prepare, args=(library,), daemon=True).start()
            if options.open and not _open(guard.url):
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


def _listeners(
    asked: IPv4Address | IPv6Address | None, port: int, opened: ExitStack
) -> tuple[list[socket.socket], Guard]:
    """Return bound sockets and what they admit; None asks for every network of this machine."""
    # Importable only if the extra `web` is installed.
    from simulator.web.admission import Guard
    from simulator.web.reach import network_addresses
    from simulator.web.server import listen

    alone = str(asked) == HERE
    lan = network_addresses() if asked is None else [] if alone else [str(asked)]
    listeners: list[socket.socket] = []
    names: list[str] = []
    wanted = port
    for address in [HERE, *lan]:
        try:
            listener = opened.enter_context(listen(address, port))
        except OSError as error:
            if len(names) > 1:
                # One network less, of several that were not asked for by name.
                continue
            # The port that was free here may be taken there.
            taken = error.errno == errno.EADDRINUSE
            where, hint = address, "start it again" if taken else "use an address of this machine"
            if wanted:
                where, hint = f"{where} port {port}", "leave out --port to use a free one"
            raise SimulatorError(f"{where}: {error.strerror}", hint) from error
        port = listener.getsockname()[1]
        listeners.append(listener)
        names.append(f"[{address}]" if ":" in address else address)
    return listeners, Guard((HERE, "localhost"), port, None if alone else tuple(names[1:]))


def announce(guard: Guard, console: Console) -> None:
    """Print the addresses, and who can reach them."""
    console.say(BANNER)
    console.say(f"open in a browser: {guard.url}")
    for place, address in enumerate(guard.joins):
        console.say(f"others on {'another' if place else 'this'} network join at: {address}")
    if guard.joins:
        console.complain(
            "warning: this network can read along: the connection is not encrypted. Others can "
            "only join with a code; calls are opened at this machine. It all ends with Ctrl-C."
        )
    else:
        console.say("Only this machine can reach it.")
    if guard.lan == ():
        console.complain(
            "warning: this machine is on no network, so nobody can join. Connect it, then start "
            "this again."
        )
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
    if address.is_unspecified or address.is_loopback or "%" in word:
        # A browser would send another Host header, and the exact check of it would fail.
        raise ArgumentTypeError(f"expected the address that others use, got {word}")
    return address
