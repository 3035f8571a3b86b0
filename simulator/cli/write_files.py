"""Write output files atomically. Refuse to overwrite without `--replace`."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.cli.arguments import Parser, path_named
from simulator.errors import LibraryError, SimulatorError


def add_output(parser: Parser, metavar: str, what: str, *, required: bool = False) -> None:
    """Add `--output` and `--replace`."""
    about = f"output file: {what}"
    parser.takes("-o --output", metavar, about, read=path_named, required=required)
    parser.flag("--replace", "overwrite an existing file")


def free(path: Path, *, replace: bool) -> None:
    """Check that a file may be written: in an existing folder, and new or to be replaced."""
    if path.is_dir():
        raise SimulatorError(f"{path} is a folder", "name a file in it")
    if path.exists() and not replace:
        raise SimulatorError(f"{path} exists already", "choose another name, or add --replace")
    if not path.absolute().parent.is_dir():
        raise SimulatorError(f"there is no folder {path.parent}", "create it, or name another")


def write_whole(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file under a temporary name, and rename it when it is complete."""
    free(path, replace=replace)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        reason = error.strerror or "cannot be written"
        raise SimulatorError(f"{path}: {reason}", "choose a writable folder") from error


def write_new(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Write a new file with the permissions `mode`, less the umask; never overwrite one."""
    try:
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    except FileExistsError:
        hint = "choose another name, or move the old file away"
        raise LibraryError(f"{path} exists already; it was not changed", hint) from None
    except OSError as error:
        raise LibraryError(f"{path} cannot be written: {error.strerror}") from error
    with os.fdopen(number, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
