"""Write lines whole or not at all, and notice if they can't be stored."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)


def create_whole(path: Path, begun: Path, data: bytes) -> bool:
    """Create a file with `data`, written as `begun` and then renamed. Return False if it exists.

    The exclusive file `begun` reserves the name: two programs must not write into one file. If that
    fails with an OSError, no file is left.
    """
    try:
        number = os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
    except FileExistsError:
        return False
    try:
        try:
            _write_all(number, data)
        finally:
            os.close(number)
        if path.exists():
            begun.unlink()
            return False
        begun.rename(path)
    except OSError:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
        raise
    return True


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file against others who hold it, until the end; wait for it.

    Without it, two people who add lines at once take each other's for a write that broke off. A
    system that locks no files, such as a page's, has one writer.
    """
    number = os.open(path, os.O_RDWR | _BINARY)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_LOCK, 1)
        else:
            with suppress(ImportError, OSError):
                import fcntl

                fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


@contextmanager
def opened_to_append(path: Path, size: int) -> Iterator[int]:
    """Open a file that should have `size` bytes; cut off what a failed write left after them.

    Raise OSError if it is shorter.
    """
    number = os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY)
    try:
        there = os.fstat(number).st_size
        if there < size:
            raise OSError(errno.EIO, "its file was shortened")
        if there > size:
            os.ftruncate(number, size)
        yield number
    finally:
        os.close(number)


def append_whole(number: int, data: bytes) -> None:
    """Append bytes to an open file; if that fails, cut off the part that was written."""
    size = os.fstat(number).st_size
    try:
        _write_all(number, data)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(number, size)
        raise


def sync_folder(folder: Path) -> None:
    """Have the system store the names in a folder, where it offers that."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(number)


def _write_all(number: int, data: bytes) -> None:
    """Write all bytes to an open file; `os.write` may take fewer at once."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]
