"""Write output files atomically. Refuse to overwrite without `--replace`."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from simulator.errors import SimulatorError


def free(path: Path, *, replace: bool | None) -> None:
    """Check that a file may be written: in an existing folder, and new or to be replaced.

    `replace` is None if the command has no option to replace a file.
    """
    if path.is_dir():
        raise SimulatorError(f"{path} is a folder", "name a file in it")
    if path.exists() and not path.is_file():  # Replacing a device would break the system.
        raise SimulatorError(f"{path} is not an ordinary file", "name a file in a folder")
    if os.path.lexists(path) and not replace:
        otherwise = "move the old file away" if replace is None else "add --replace"
        message = f"{path} exists already; it was not changed"
        raise SimulatorError(message, f"choose another name, or {otherwise}")
    if not path.absolute().parent.is_dir():
        raise SimulatorError(f"there is no folder {path.parent}", "create it, or name another")


def write_whole(path: Path, parts: Iterable[bytes], *, replace: bool | None = None) -> None:
    """Write a file under a temporary name, and rename it when it is complete.

    Nothing is left of a file that can't be completed.
    """
    free(path, replace=replace)
    unfinished = path.with_name(f".{path.name}.part")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        unfinished.unlink(missing_ok=True)  # Left over by a run that was killed.
        with os.fdopen(os.open(unfinished, flags, 0o666), "wb") as stream:
            stream.writelines(parts)
        free(path, replace=replace)  # Another program may have written one meanwhile.
        unfinished.replace(path)
    except OSError as error:
        reason = error.strerror or "cannot be written"
        raise SimulatorError(f"{path}: {reason}", "choose a writable folder") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
