"""`silent999 doctor`: report what is installed on this machine. It only looks."""

import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib import metadata

from simulator import BANNER, __version__
from simulator.cli.arguments import Parser
from simulator.cli.layout import counted, json_text, table
from simulator.cli.output import Console
from simulator.cli.settings import settings_path
from simulator.content.files.built_content import BUILT, damaged_files
from simulator.content.library.library import Library, shipped_scenarios
from simulator.user_folders import data_folder

PACKAGES = {
    **dict.fromkeys(("pydantic", "PyYAML", "rich", "platformdirs", "textual"), "anything"),
    **dict.fromkeys(("starlette", "uvicorn", "segno"), "silent999 serve: pip install -e '.[web]'"),
    "numpy": "sound in a browser: pip install -e '.[audio]'",
    "pygls": "silent999 lsp: pip install -e '.[editor]'",
    "numba": "silent999 population: pip install -e '.[population]'",
}
"""Packages to look for, and what needs each."""
_MOST_NAMED = 3
"""Most damaged files that are named."""
_HOMELESS = "none: you have no home folder"
_Check = tuple[str, str, str]
"""What was looked for, what was found, and what is missing (empty if nothing is)."""


def arguments(parser: Parser) -> None:
    parser.add_format("text", "json")
    about = "also read everything that is shipped, and compare what was built of it"
    parser.flag("--verify", about)
    parser.explain("It only looks: it writes and downloads nothing.")


def run(options: Namespace, console: Console) -> int:
    """Print what was found, then what is missing."""
    found = [*_checks(), _built(verify=options.verify)]
    if options.format == "json":
        keys = ("what", "found", "missing")
        checks = [dict(zip(keys, each, strict=True)) for each in found]
        console.write(json_text({"version": __version__, "checks": checks}))
        return 0
    missing = [f"- {each}" for _, _, each in found if each]
    console.say_lines((f"silent999 {__version__}", BANNER, ""))
    console.say_lines(table([(what, seen) for what, seen, _ in found]))
    console.say()
    console.say("missing, and what needs it:" if missing else "nothing is missing")
    console.say_lines(missing)
    return 0


def _built(*, verify: bool) -> _Check:
    """Look whether what is built of the shipped files is as it was written, and as they say."""
    damaged, count = damaged_files()
    names = [path.relative_to(BUILT).as_posix() for path in damaged]
    if verify:
        # It loads every model, which `doctor` else does without.
        from simulator.content.library.build import differing_from_sources

        names = differing_from_sources()
    seen = "as the sources say" if verify else "whole"
    if not names:
        return "built content", f"{counted(count, 'file')}, {seen}", ""
    first = f"{', '.join(names[:_MOST_NAMED])}{', ...' * (len(names) > _MOST_NAMED)}"
    found = f"{len(names)} of {counted(count, 'file')} damaged: {first}"
    return "built content", found, f"whole files in {BUILT}: install silent999 again"


def _checks() -> Iterator[_Check]:
    python = f"{platform.python_version()} ({platform.python_implementation()})"
    yield "Python", f"{python}, {sys.executable}", ""
    system = f"{platform.system()} {platform.release()}"
    yield "platform", f"{system}, {platform.machine()}", ""
    for name, needed_by in PACKAGES.items():
        try:
            yield name, metadata.version(name), ""
        except metadata.PackageNotFoundError:
            yield name, "not found", f"{name}, for {needed_by}"
    library = Library()
    scenarios = len(library.scenario_paths())
    profiles, forces = (len(library.paths_of(kind)) for kind in ("profile", "force"))
    counts = f"{scenarios} scenarios, {profiles} profiles, {forces} forces"
    missing = "" if scenarios else "scenarios: none found; install silent999 again"
    yield "content", f"{counts}, {shipped_scenarios()}", missing
    voice = shutil.which("espeak-ng")
    yield "voice", voice or "none found", "" if voice else "espeak-ng, for spoken lines in sound"
    folder = data_folder()
    where = f"{folder} (used only if you record a call)" if folder else f"{_HOMELESS}: --records"
    yield "records folder", where, ""
    path = settings_path()
    own = "yours" if path and os.access(path, os.F_OK) else "none yet; see the README"
    yield "settings", f"{path} ({own})" if path else _HOMELESS, ""
