"""`silent999 serve`: the screens in a browser."""

from __future__ import annotations

import shlex
import sys
import threading
import webbrowser
from argparse import ArgumentTypeError, Namespace
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator import BANNER
from simulator.cli.arguments import Parser, need_installed, number
from simulator.cli.output import Console
from simulator.errors import SimulatorError
from simulator.web.admission import Guard

if TYPE_CHECKING:
    from simulator.web.server import Server

HERE = "127.0.0.1"
"""Loopback: other machines cannot reach it."""
FONT = 16
"""Default font size in pixels."""
ROOM_FITS = "80x24"
"""Fewest columns and lines for a group session."""
_FONT_SIZE = number(8, 72, whole=True, expected="8 to 72 pixels")
"""The smallest and the largest font, in pixels (assumption)."""
_PORT = number(1, 65_535, whole=True, expected="a port from 1 to 65535")


def arguments(parser: Parser) -> None:
    shown = parser.add_mutually_exclusive_group()
    words: dict[str, Any] = {"type": _split_command, "metavar": "'WORDS'"}
    about = "open a group session in large letters: silent999 room WORDS, such as a plan"
    shown.add_argument("--room", nargs="?", const=[], help=about, **words)
    about = "open silent999 play WORDS, such as 'hill-path --seat caller'"
    shown.add_argument("--play", default=[], help=about, **words)
    parser.takes("--port", "N", "port (default: a free one)", read=_PORT, default=0)
    about = f"address to listen on (default: {HERE}, this machine only)"
    parser.takes("--address", "A", about, read=_address, default=ip_address(HERE))
    about = f"font size in pixels (default: {FONT}; with --room, the largest that fits)"
    parser.takes("--font-size", "N", about, read=_FONT_SIZE)
    about = "do not open the browser"
    parser.add_argument("--no-open", dest="open", action="store_false", help=about)
    parser.flag("--open", "open the browser (the default)", default=True)
    parser.flag("--once", "end when the last page is closed")
    parser.add_folders()
    parser.explain(
        "The address that is printed contains a random key; keep it private. Every open page is a "
        "session of its own. Ctrl-C ends them all."
    )


def run(options: Namespace, console: Console) -> int:
    """Serve until Ctrl-C."""
    need_installed("textual-serve", "serve needs", "serve")
    # Importable only if the extra `serve` is installed.
    import asyncio

    from simulator.web.page_process import command_line
    from simulator.web.server import ServedProgram, listen, serve

    try:
        listener = listen(str(options.address), options.port)
    except OSError as error:
        where, hint = str(options.address), "use an address of this machine"
        if options.port:
            where, hint = f"{where} port {options.port}", "leave out --port to use a free one"
        raise SimulatorError(f"{where}: {error.strerror}", hint) from error
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
            console.complain("no browser was found: open the address in one.")

    with listener:
        asyncio.run(serve(service, listener, ready))
    console.say("ended.")
    return 0


def play_command(options: Namespace) -> list[str]:
    """Return the command that runs behind every page."""
    # In safe-path mode the children must not import from the working folder either.
    here = ["-P"] if sys.flags.safe_path else []
    asked = ["play", *options.play] if options.room is None else ["room", *options.room]
    folders = [f"--folder={Path(folder).resolve()}" for folder in options.folder]
    return [sys.executable, *here, "-m", "simulator", *asked, *folders]


def announce(guard: Guard, console: Console) -> None:
    """Print the address, and a warning if other machines can reach it."""
    if not guard.address.is_loopback:
        console.complain(
            "warning: other people on this network can open the address below if they have it; "
            "the connection is not encrypted."
        )
    console.say(BANNER)
    console.say(f"open in a browser: {guard.url}")
    console.say("Press Ctrl-C to end it and all its sessions.")
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


def _split_command(word: str) -> list[str]:
    try:
        words = shlex.split(word)
    except ValueError as error:
        raise ArgumentTypeError(f"{word}: {error}") from None
    if "--plain" in words:
        raise ArgumentTypeError("--plain cannot be shown in a browser; leave it out")
    return words


def _address(word: str) -> IPv4Address | IPv6Address:
    try:
        address = ip_address(word)
    except ValueError:
        raise ArgumentTypeError(f"expected an IP address, got {word}") from None
    if address.is_unspecified or "%" in word:
        # A browser would send another Host header, and the exact check of it would fail.
        raise ArgumentTypeError(f"expected the address that others use, got {word}")
    return address
