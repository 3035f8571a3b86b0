"""Files that a command writes: not over what is there unless asked, and whole or not at all."""

from __future__ import annotations

from pathlib import Path

from simulator.cli.arguments import Parser, path_named
from simulator.errors import SimulatorError


def add_output(parser: Parser, metavar: str, what: str, *, required: bool = False) -> None:
    """Add the options that say which file to write, and whether one that is there may go."""
    parser.add_argument(
        "-o",
        "--output",
        type=path_named,
        required=required,
        metavar=metavar,
        help=f"the file: {what}",
    )
    parser.add_argument("--replace", action="store_true", help="write over what is there")


def free(path: Path, *, replace: bool) -> None:
    """Make sure that a file may be written.

    Raises:
        SimulatorError: it is a folder, it is there already, or its folder is not there.
    """
    if path.is_dir():
        raise SimulatorError(f"{path} is a folder", "name a file in it")
    if path.exists() and not replace:
        raise SimulatorError(f"{path} is there already", "name another, or add --replace")
    if not path.absolute().parent.is_dir():
        raise SimulatorError(f"there is no folder {path.parent}", "make it, or name another")


def write_whole(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file; it takes its name when it is complete.

    Raises:
        SimulatorError: it may not be written, or cannot be.
    """
    free(path, replace=replace)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        reason = error.strerror or "it cannot be written"
        raise SimulatorError(f"{path}: {reason}", "name a place that you can write to") from error
