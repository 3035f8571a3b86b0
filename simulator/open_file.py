"""The way in of files: every file that a person can hand over is opened here.

Only an ordinary file is opened, since a pipe or a device may never end, and not more of it is read
than its kind allows.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from simulator.errors import SimulatorError


class FileRefused(SimulatorError):
    """A file that is not read; ``code`` is a problem code of `codes.yaml`."""

    def __init__(self, code: str, message: str, hint: str, line: int = 0) -> None:
        super().__init__(message, hint)
        self.code = code
        self.line = line
        self.args = (code, message, hint, line)


def content_of(path: Path, most_bytes: int) -> bytes:
    """Return the bytes of a file; FileRefused if it can't be read or has more than `most_bytes`."""
    with _opened(path, most_bytes) as stream:
        data = stream.read(most_bytes + 1)  # It may have grown since it was opened.
    if len(data) > most_bytes:
        raise _too_large(len(data), most_bytes)
    return data


def lines_of(path: Path, most_bytes: int, longest_line: int) -> Iterator[bytes]:
    """Yield the lines of a file, one in memory at a time; the last may lack its newline.

    Raises:
        FileRefused: the file can't be read, or it or a line of it is too large.
    """
    with _opened(path, most_bytes) as stream:
        for number in count(1):
            line = stream.readline(longest_line + 1)
            if len(line) > longest_line:
                found = f"a line has more than {longest_line:,} bytes"
                raise FileRefused("file-too-large", found, "shorten it", number)
            if not line:
                return
            yield line


@contextmanager
def _opened(path: Path, most_bytes: int) -> Iterator[BinaryIO]:
    noun = "file"
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            noun = "folder"
            os.scandir(path).close()
            raise FileRefused("is-a-folder", "this is a folder, not a file", "name a file in it")
        _check(status, most_bytes)
        # A pipe may have taken the place of the file just now: opening one waits for its writer.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as stream:
            _check(os.fstat(stream.fileno()), most_bytes)
            yield stream
    except FileNotFoundError as error:
        found, fix = "the file doesn't exist", "check how its name is spelt"
        raise FileRefused("no-such-file", found, fix) from error
    except PermissionError as error:
        found, fix = f"you may not read this {noun}", "check its permissions"
        raise FileRefused("unreadable-file", found, fix) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        fix = "check its permissions, and how its name is spelt"
        raise FileRefused("unreadable-file", f"the file cannot be read: {why}", fix) from error


def _check(status: os.stat_result, most_bytes: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise FileRefused("not-a-file", "this isn't an ordinary file", "name a text file")
    if status.st_size > most_bytes:
        raise _too_large(status.st_size, most_bytes)


def _too_large(size: int, most_bytes: int) -> FileRefused:
    found = f"the file has {size:,} bytes; the limit is {most_bytes:,}"
    return FileRefused("file-too-large", found, "split it into several files")
