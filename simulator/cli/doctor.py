"""`silent999 doctor`: report what is installed on this machine. It only looks."""

from __future__ import annotations

import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from typing import NamedTuple, TextIO

from platformdirs import user_data_path

from simulator import BANNER, __version__
from simulator.cli.arguments import Parser
from simulator.cli.layout import table
from simulator.cli.output import Console
from simulator.content.library.library import Library, shipped_scenarios

PACKAGES = {
    **dict.fromkeys(("pydantic", "PyYAML", "rich", "platformdirs", "textual"), "anything"),
    "textual-serve": "silent999 serve: pip install -e '.[serve]'",
}
"""Packages to look for, and what needs each."""

BROWSERS = ("xdg-open", "open", "firefox", "chromium", "google-chrome", "microsoft-edge")
SPEAKERS = ("espeak-ng",)

SMALLEST = (80, 24)
"""The smallest supported terminal: columns and lines."""


class MachineCheck(NamedTuple):
    """Result of one check of this machine."""

    what: str
    found: str
    missing: str = ""
    """What is missing, and what needs it; empty if nothing is."""


def arguments(parser: Parser) -> None:
    parser.explain("It only looks: it writes and downloads nothing.")


def run(_options: Namespace, console: Console) -> int:
    """Print what was found, then what is missing."""
    found = list(_checks(console))
    missing = [f"- {each.missing}" for each in found if each.missing]
    console.say_lines((f"silent999 {__version__}", BANNER, ""))
    console.say_lines(table([(each.what, each.found) for each in found]))
    console.say()
    console.say("missing, and what needs it:" if missing else "nothing is missing")
    console.say_lines(missing)
    return 0


def _checks(console: Console) -> Iterator[MachineCheck]:
    python = f"{platform.python_version()} ({platform.python_implementation()})"
    yield MachineCheck("Python", f"{python}, {sys.executable}")
    system = f"{platform.system()} {platform.release()}"
    yield MachineCheck("platform", f"{system}, {platform.machine()}")
    for package in PACKAGES:
        yield _package(package)
    yield _content()
    yield _terminal(console.out)
    yield _one_of("browser", BROWSERS, "a browser, for silent999 serve")
    yield _one_of("voice", SPEAKERS, "espeak-ng, for spoken lines in sound")
    yield _sound()
    folder = user_data_path("silent999", appauthor=False)
    yield MachineCheck("records folder", f"{folder} (used only if you record a call)")


def _package(name: str) -> MachineCheck:
    try:
        return MachineCheck(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return MachineCheck(name, "not found", f"{name}, for {PACKAGES[name]}")


def _sound() -> MachineCheck:
    """Look for a sound device, without playing anything."""
    if find_spec("numpy") is None:
        missing = "numpy, for silent999 audio: pip install -e '.[audio]'"
        return MachineCheck("sound", "not found", missing)
    # Importable only if the extra `audio` is installed.
    from simulator.audio.live import Mixer, NoSound, device

    try:
        device(Mixer())
    except NoSound as error:
        return MachineCheck(
            "sound", f"files only ({error})", "a sound device, for silent999 play --sound"
        )
    return MachineCheck("sound", "device found")


def _content() -> MachineCheck:
    library = Library()
    scenarios = len(library.scenario_paths())
    counts = (
        f"{scenarios} scenarios, {len(library.paths_of('profile'))} profiles, "
        f"{len(library.paths_of('force'))} forces"
    )
    missing = "" if scenarios else "scenarios: none found; install silent999 again"
    return MachineCheck("content", f"{counts}, {shipped_scenarios()}", missing)


def _terminal(out: TextIO) -> MachineCheck:
    if not out.isatty():
        return MachineCheck("terminal", "none: output goes to a file or a pipe")
    size = shutil.get_terminal_size()
    missing = ""
    if size < SMALLEST or size.lines < SMALLEST[1]:
        missing = "a terminal of 80 columns and 24 lines; lines break in a smaller one"
    return MachineCheck("terminal", f"{size.columns} columns, {size.lines} lines", missing)


def _one_of(what: str, programs: tuple[str, ...], missing: str) -> MachineCheck:
    found = [program for program in programs if shutil.which(program)]
    return MachineCheck(what, ", ".join(found) or "none found", "" if found else missing)
