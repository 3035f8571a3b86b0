"""`silent999 serve`: the screens in a browser on this machine."""

from __future__ import annotations

import shlex
import sys
import threading
import webbrowser
from argparse import ArgumentTypeError, Namespace
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import BANNER
from simulator.cli.arguments import Parser, need_installed, whole_number
from simulator.cli.output import Console
from simulator.errors import SimulatorError
from simulator.web.admission import Guard

if TYPE_CHECKING:
    from simulator.web.server import Server

HERE = "127.0.0.1"
"""The address that no other machine can reach."""

FONT = 16
"""The usual size of letters in pixels."""
ROOM_FITS = "80x24"
"""The columns and lines that a session for a group needs at least."""
FONT_SIZES = (8, 72)
"""The smallest and the largest font, in pixels (assumption)."""


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument(
        "--room",
        nargs="?",
        type=_words,
        const=[],
        metavar="'WORDS'",
        help="a session for a group, large: silent999 room with these words, such as a plan",
    )
    shown.add_argument(
        "--play",
        type=_words,
        default=[],
        metavar="'WORDS'",
        help="what every page hands on to silent999 play, such as 'hill-path --seat caller'",
    )
    parser.takes("--port", "N", "the port (default: a free one)", read=_port, default=0)
    about = f"an address of this machine (default: {HERE}, which only this machine reaches)"
    parser.takes("--address", "A", about, read=_address, default=ip_address(HERE))
    about = f"the size of the letters in pixels (default: {FONT}; with --room the largest)"
    parser.takes("--font-size", "N", about, read=_font_size)
    parser.add_argument(
        "--no-open", dest="open", action="store_false", help="do not open the browser"
    )
    parser.flag("--open", "open the browser (the default)", default=True)
    parser.flag("--once", "end when the last page has been closed")
    parser.add_folders()
    parser.explain(
        "Whoever has the whole address that is printed can open it; the random word in it is the "
        "key. Every page that is open is a session of its own. Ctrl-C ends them all."
    )


def run(options: Namespace, console: Console) -> int:
    """Serve until Ctrl-C.

    Raises:
        SimulatorError: the extra is not installed, or the port or the address cannot be had.
    """
    need_installed("textual-serve", "the screens in a browser need", "serve")
    # Only here: without the extra `serve`, they cannot be imported.
    import asyncio

    from simulator.web.page_process import command_line
    from simulator.web.server import ServedProgram, listen, serve

    try:
        listener = listen(str(options.address), options.port)
    except OSError as error:
        raise _not_bound(options, error) from error
    guard = Guard(options.address, listener.getsockname()[1])

    service = ServedProgram(
        guard,
        command_line(play_command(options)),
        options.font_size or FONT,
        fit=ROOM_FITS if options.room is not None and not options.font_size else "",
        once=options.once,
    )

    def ready(server: Server) -> None:
        announce(guard, console)
        if options.open and not _open(server.ticket):
            console.complain("no browser was found that could be opened: open the address in one.")

    with listener:
        asyncio.run(serve(service, listener, ready))
    console.say("ended.")
    return 0


def play_command(options: Namespace) -> list[str]:
    """The command behind every page."""
    # A Python that does not look for modules where it starts does not look there for its pages.
    here = ["-P"] if sys.flags.safe_path else []
    asked = ["play", *options.play] if options.room is None else ["room", *options.room]
    return [sys.executable, *here, "-m", "simulator", *asked, *_folders(options)]


def _folders(options: Namespace) -> list[str]:
    return [f"--folder={Path(folder).resolve()}" for folder in options.folder]


def announce(guard: Guard, console: Console) -> None:
    """Say where the pages are, and who else can get there."""
    if not guard.address.is_loopback:
        console.complain(
            "warning: anybody on this network who has the address below can open it, and nothing "
            "on its way is encrypted."
        )
    console.say(BANNER)
    console.say(f"open in a browser: {guard.url}")
    console.say("Ctrl-C ends it, and every session with it.")
    console.out.flush()


def _open(url: str) -> bool:
    """Open the browser; whether there is one. One that runs in this terminal does not count."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    in_terminal = isinstance(browser, webbrowser.GenericBrowser)
    if in_terminal and not isinstance(browser, webbrowser.BackgroundBrowser):
        return False
    # Some commands that open a browser last as long as it does; the server does not wait for them.
    threading.Thread(target=browser.open, args=(url,), daemon=True).start()
    return True


def _not_bound(options: Namespace, error: OSError) -> SimulatorError:
    if options.port:
        return SimulatorError(
            f"{options.address} port {options.port}: {error.strerror}",
            "without --port a free one is taken",
        )
    return SimulatorError(
        f"{options.address}: {error.strerror}", "--address takes an address of this machine"
    )


def _words(word: str) -> list[str]:
    try:
        words = shlex.split(word)
    except ValueError as error:
        raise ArgumentTypeError(f"{word} cannot be read: {error}") from None
    if "--plain" in words:
        raise ArgumentTypeError("a browser shows the screens, not the plain lines: without --plain")
    return words


def _port(word: str) -> int:
    port = whole_number(word)
    if not 1 <= port <= 65_535:
        raise ArgumentTypeError(f"a port is a number from 1 to 65535, not {word}")
    return port


def _font_size(word: str) -> int:
    size = whole_number(word)
    smallest, largest = FONT_SIZES
    if not smallest <= size <= largest:
        raise ArgumentTypeError(f"a size from {smallest} to {largest} pixels is needed, not {word}")
    return size


def _address(word: str) -> IPv4Address | IPv6Address:
    try:
        address = ip_address(word)
    except ValueError:
        raise ArgumentTypeError(f"an address in numbers is needed, not {word}") from None
    if address.is_unspecified or "%" in word:
        # A browser would name it in another way, and then no exact check would be left.
        raise ArgumentTypeError(f"name the one address that others reach, not {word}")
    return address
