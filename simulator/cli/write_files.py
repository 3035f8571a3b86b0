"""Write output files atomically. Refuse to overwrite without `--replace`."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.cli.arguments import Parser, path_named
from simulator.errors import LibraryError, SimulatorError


def add_output(parser: Parser, metavar: str, what: str, *, required: bool = False) -> None:
    """Add the options for the output file, and for overwriting one."""
    about = f"the file: {what}"
    parser.takes("-o --output", metavar, about, read=path_named, required=required)
    parser.flag("--replace", "overwrite an existing file")


def free(path: Path, *, replace: bool) -> None:
    """Make sure that a file may be written.

    Raises:
        SimulatorError: it is a folder, it exists already, or its folder does not.
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


def write_new(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Write a new file with these permissions, as far as the system's mask allows.

    Raises:
        LibraryError: it exists already, or cannot be written.
    """
    try:
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    except FileExistsError:
        hint = "give it another name, or move the old file away"
        what = f"{path} is there already, and stays as it is: nothing is overwritten"
        raise LibraryError(what, hint) from None
    except OSError as error:
        raise LibraryError(f"{path} cannot be written: {error.strerror}") from error
    with os.fdopen(number, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
