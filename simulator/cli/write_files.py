"""Write output files atomically. Refuse to overwrite without `--replace`."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path
from typing import BinaryIO

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


def write_whole(
    path: Path, parts: Iterable[bytes], *, replace: bool | None = None, mode: int = 0o666
) -> None:
    """Write a file under a temporary name, and rename it when it is complete.

    Nothing is left of a file that can't be completed.
    """
    free(path, replace=replace)
    with (
        _reported(path, "choose a writable folder"),
        _written_beside(path, parts, mode) as complete,
    ):
        free(path, replace=replace)  # Another program may have written one meanwhile.
        complete.replace(path)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder of files under a temporary name, and rename it when it is complete.

    Nothing is left of a folder that can't be completed.
    """
    if os.path.lexists(folder):
        raise SimulatorError(f"{folder} exists already; it was not changed", "name a new folder")
    if not folder.absolute().parent.is_dir():
        raise SimulatorError(f"there is no folder {folder.parent}", "create it, or name another")
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    with _reported(folder, "choose a writable folder"):
        unfinished.mkdir()
        try:
            for name, written in files.items():
                (unfinished / name).write_bytes(written)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Put other bytes into an author's own file, which stays the same file.

    Its links, owner and permissions stay. The new bytes are on the disk in a file beside it before
    the old ones go. Raises SimulatorError if the file can't be written, or doesn't hold `old`.
    """
    with _reported(path, f"chmod u+w {path}"):
        if not path.stat().st_mode & 0o222:  # Root may write any file; the mark is for people.
            raise PermissionError(EACCES, "")
        with path.open("r+b") as stream:
            if stream.read() != old:
                raise SimulatorError(
                    f"{path} changed meanwhile; it was not changed", "run it again"
                )
            with _written_beside(path, [new]) as complete:
                if not _same_owner_and_one_name(path, complete):
                    _overwrite(stream, old, new)
                    return
                complete.replace(path)


@contextmanager
def _reported(path: Path, hint: str) -> Iterator[None]:
    """Turn an error of the system into one that names the file."""
    try:
        yield
    except PermissionError as error:
        if error.filename is None or Path(error.filename) == path:
            raise SimulatorError(f"{path} is read-only; it was not changed", hint) from error
        raise SimulatorError(f"{path}: {error.strerror}", "choose a writable folder") from error
    except OSError as error:
        reason = error.strerror or "cannot be written"
        raise SimulatorError(f"{path}: {reason}", "choose a writable folder") from error


@contextmanager
def _written_beside(path: Path, parts: Iterable[bytes], mode: int = 0o666) -> Iterator[Path]:
    """Yield a new file beside `path` that holds the parts, on the disk; remove it if it is left.

    Its name has the number of this process, and a file that has it already is another one's.
    """
    names = (
        f".{path.name}.{os.getpid()}{more}.part" for more in ("", *map("-{}".format, range(9)))
    )
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    unfinished = next(each for name in names if not os.path.lexists(each := path.with_name(name)))
    descriptor = os.open(unfinished, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(parts)
            _flush(stream)
        yield unfinished
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _same_owner_and_one_name(path: Path, complete: Path) -> bool:
    """Give the new file the owner and permissions of the old one; whether it may take its place.

    With a second name, the two would no longer be one file.
    """
    held = path.stat()
    if held.st_nlink > 1:
        return False
    try:
        if hasattr(os, "chown"):
            os.chown(complete, held.st_uid, held.st_gid)
        shutil.copystat(path, complete)  # Also access lists; after the owner, who clears some bits.
    except OSError:
        return False
    os.utime(complete)
    return True


def _overwrite(stream: BinaryIO, old: bytes, new: bytes) -> None:
    """Write the new bytes in the place of the old ones; if that fails, the old ones again."""
    try:
        _put(stream, new)
    except OSError:
        with suppress(OSError):
            _put(stream, old)
        raise


def _put(stream: BinaryIO, held: bytes) -> None:
    stream.seek(0)
    stream.write(held)
    stream.truncate()
    _flush(stream)


def _flush(stream: BinaryIO) -> None:
    """Wait until what was written is on the disk."""
    stream.flush()
    os.fsync(stream.fileno())
