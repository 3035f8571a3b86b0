"""`silent999 doctor`: what is found on this machine. It looks, and writes and fetches nothing."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, TextIO

from simulator import BANNER, __version__
from simulator.cli.arguments import Parser
from simulator.cli.console import Console, colour_wanted

PACKAGES = ("pydantic", "PyYAML", "rich", "platformdirs", "textual")
"""What the program is built on."""

BROWSERS = ("xdg-open", "open", "firefox", "chromium", "google-chrome", "microsoft-edge")
SPEAKERS = ("espeak-ng",)

SMALLEST = (80, 24)
"""The smallest terminal that everything is laid out for: columns and lines."""


class Finding(NamedTuple):
    """Something looked at."""

    what: str
    found: str
    missing: str = ""
    """What is missing, and for what."""


def arguments(parser: Parser) -> None:
    """Add what the command takes: nothing."""
    parser.explain("It looks, and neither writes nor fetches anything.")


def run(_options: Namespace, console: Console) -> int:
    """Tell what is found, then what is missing for what."""
    findings = list(_findings(console))
    width = max(len(finding.what) for finding in findings)
    console.say(f"silent999 {__version__}")
    console.say(BANNER)
    console.say()
    for finding in findings:
        console.say(f"{finding.what:<{width}}  {finding.found}")
    console.say()
    missing = [finding.missing for finding in findings if finding.missing]
    if missing:
        console.say("what is missing, and for what:")
        for each in missing:
            console.say(f"- {each}")
    else:
        console.say("nothing is missing")
    return 0


def _findings(console: Console) -> Iterator[Finding]:
    implementation = platform.python_implementation()
    yield Finding("Python", f"{platform.python_version()} ({implementation}), {sys.executable}")
    yield Finding("platform", f"{platform.system()} {platform.release()}, {platform.machine()}")
    for package in PACKAGES:
        yield _package(package)
    yield _served()
    yield _content()
    yield _terminal(console.out)
    yield _colours(console.out)
    yield _encoding(console.out)
    yield _one_of("browser", BROWSERS, "a browser, for silent999 serve")
    yield _one_of("voice", SPEAKERS, "espeak-ng, for spoken lines in sound")
    yield _sound()
    yield Finding("would write to", f"{_data_folder()} (only records that you ask for)")


def _package(name: str) -> Finding:
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, "not found", f"{name}: silent999 does not work without it")


def _served() -> Finding:
    found = _package("textual-serve")
    missing = "textual-serve, for silent999 serve: pip install 'silent999[serve]'"
    return found._replace(missing=missing) if found.missing else found


def _sound() -> Finding:
    """Whether a call could be heard while it goes on; nothing is played."""
    if (numpy := _package("numpy")).missing:
        return Finding(
            "sound", numpy.found, "numpy, for silent999 audio: pip install 'silent999[audio]'"
        )
    from simulator.audio.live import Mixer, NoSound, device

    try:
        device(Mixer())
    except NoSound as error:
        return Finding(
            "sound", f"files only ({error})", "a sound device, for silent999 play --sound"
        )
    return Finding("sound", "a sound device is there")


def _content() -> Finding:
    from simulator.content.library.library import Library, shipped_scenarios

    library = Library()
    scenarios = len(library.scenario_paths())
    counts = (
        f"{scenarios} scenarios, {len(library.profile_paths())} profiles, "
        f"{len(library.force_paths())} forces"
    )
    missing = "" if scenarios else "scenarios: there is nothing to play; install silent999 again"
    return Finding("content", f"{counts}, {shipped_scenarios()}", missing)


def _terminal(out: TextIO) -> Finding:
    if not out.isatty():
        return Finding("terminal", "none: the output goes to a file or a pipe")
    size = shutil.get_terminal_size()
    missing = ""
    if size < SMALLEST or size.lines < SMALLEST[1]:
        missing = "a terminal of 80 columns and 24 lines: in a smaller one, lines break"
    return Finding("terminal", f"{size.columns} columns, {size.lines} lines", missing)


def _colours(out: TextIO) -> Finding:
    if colour_wanted(out):
        return Finding("colours", f"yes (TERM={os.environ.get('TERM', '')})")
    if os.environ.get("NO_COLOR"):
        return Finding("colours", "no: NO_COLOR is set; every state is also a word")
    return Finding("colours", "no; every state is also a word")


def _encoding(out: TextIO) -> Finding:
    encoding = getattr(out, "encoding", None) or "none"
    try:
        "’–".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        missing = "an output encoding such as UTF-8: some punctuation is shown as escapes"
        return Finding("encoding", encoding, missing)
    return Finding("encoding", encoding)


def _one_of(what: str, programs: tuple[str, ...], missing: str) -> Finding:
    found = [program for program in programs if shutil.which(program)]
    return Finding(what, ", ".join(found) or "none found", "" if found else missing)


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("silent999", appauthor=False)
