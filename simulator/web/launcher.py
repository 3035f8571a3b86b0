"""A file to double-click, for people who have never used a terminal.

It starts the server with the Python that wrote it and opens the browser. When the page is closed
the server ends, and with it the window that it ran in. When something is wrong, that window stays
until its message has been read.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from simulator.errors import SimulatorError

PLACE = "@COMMAND@"
"""Where the command stands in a launcher's text."""

NAME = "@NAME@"
"""Where its name stands, as a desktop shows it."""

_TEXTS = Path(__file__).parent / "launchers"

_STAY = """%s || { printf '\\nPress Enter to close this window. '; read -r _; }"""
"""For a shell: what it runs, with a pause when that fails."""


class Launcher(NamedTuple):
    """A launcher of one system."""

    name: str
    text: str


def launcher(command: Sequence[str], platform: str, name: str = "silent999") -> Launcher:
    """The launcher for a system, which ``platform`` names as ``sys.platform`` does.

    Its file is called ``name``, so that several can lie side by side.

    Raises:
        SimulatorError: a word of the command cannot stand in such a file.
    """
    for word in command:
        if not word.isprintable() or (platform == "win32" and '"' in word):
            raise SimulatorError(
                f"a launcher cannot name {word!r}", "give the folder a name of letters and spaces"
            )
    match platform:
        case "win32":
            return Launcher(f"{name}.bat", _filled("windows.bat", _batch(command), name, "\r\n"))
        case "darwin":
            return Launcher(f"{name}.command", _filled("macos.command", shlex.join(command), name))
        case _:
            return Launcher(f"{name}.desktop", _filled("linux.desktop", _desktop(command), name))


def write(made: Launcher, folder: Path) -> Path:
    """Write a launcher, over an older one, so that its owner may run it.

    Raises:
        OSError: the folder cannot be written to.
    """
    path = folder / made.name
    path.write_bytes(made.text.encode("utf-8"))
    path.chmod(0o755)
    return path


def _filled(template: str, command: str, name: str, end: str = "\n") -> str:
    text = (_TEXTS / template).read_text(encoding="utf-8").replace(NAME, name)
    text = text.replace(PLACE, command)
    return text.replace("\n", end)


def _batch(command: Sequence[str]) -> str:
    """The command for a batch file, in which a per cent sign begins a variable.

    Every word is quoted: between quotes ``&`` and ``^`` mean nothing.
    """
    lines = (subprocess.list2cmdline([word]) for word in command)
    quoted = [line if line.startswith('"') else f'"{line}"' for line in lines]
    return " ".join(quoted).replace("%", "%%")


def _desktop(command: Sequence[str]) -> str:
    """The command for a desktop entry: quoted for ``Exec``, then as a string of that file.

    (Desktop Entry Specification 1.5, "The Exec key" and "Possible value types".)
    """
    words = ["sh", "-c", _STAY % shlex.join(command)]
    return " ".join(map(_desktop_word, words))


def _desktop_word(word: str) -> str:
    for special in '\\"`$':
        word = word.replace(special, f"\\{special}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'
