"""`silent999 show`: a scenario's file, byte for byte but for the line that editors look for."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from simulator.cli.arguments import Parser, name
from simulator.cli.console import Console
from simulator.cli.requests import scenario_paths
from simulator.content.files.paths import file_of
from simulator.content.library.library import Library
from simulator.errors import LibraryError


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "id", type=name, metavar="ID", help="the id of a scenario; silent999 list has them"
    )
    parser.add_folders()
    parser.explain("To start your own: silent999 show ID > my-scenario.yaml, then change its id.")


def run(options: Namespace, console: Console) -> int:
    """Write the file."""
    paths = scenario_paths(Library(options.folder), options.id)
    if Path(options.id).is_dir() and paths[0].stem != options.id:
        raise LibraryError(f"{options.id} is a folder", "name one scenario")
    try:
        data = file_of(paths[0]).read_bytes()
    except OSError as error:
        raise LibraryError(f"{paths[0]} cannot be read: {error.strerror}") from error
    console.write_bytes(_for_here(data))
    return 0


def _for_here(data: bytes) -> bytes:
    """The file with its schema's address on this machine, if it names a schema of the package."""
    from simulator.content.library.json_schema import FOLDER, MODELINE, modeline, with_modeline

    first = data.partition(b"\n")[0].decode(errors="replace").strip()
    if not first.startswith(MODELINE) or Path(first).parent.name != FOLDER.name:
        return data
    if first == modeline("scenario"):
        return data
    return with_modeline(data.decode(errors="surrogateescape"), modeline("scenario")).encode(
        errors="surrogateescape"
    )
