"""A disk that fails: the nth call that changes a file raises an error, or every call from it on."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHANGES = ("open", "write", "fsync", "mkdir", "rename", "ftruncate", "unlink", "close")
"""The system calls that a recorder makes, and each of which may fail."""
NEED_NO_SPACE = frozenset({"ftruncate", "unlink", "close"})
"""Those that work on a full disk."""


class FailingDisk:
    """Counts system calls, and lets those fail whose number `fails` picks."""

    def __init__(self, error: int, fails: Callable[[int], bool], spared: frozenset[str]) -> None:
        self.calls = 0
        self.failed = 0
        self.error, self.fails, self.spared = error, fails, spared

    @contextmanager
    def under(self) -> Iterator[None]:
        """Put this disk under every write of the block, in this thread."""
        self._thread = threading.get_ident()
        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGES:
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
            yield

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            if threading.get_ident() != self._thread or (
                name == "write" and not stat.S_ISREG(os.fstat(words[0]).st_mode)
            ):  # No disk has a part in a pipe or a terminal.
                return real(*words, **more)
            self.calls += 1
            if not self.fails(self.calls) or name in self.spared:
                return real(*words, **more)
            self.failed += 1
            if name == "close":
                real(*words)
            elif name == "write":
                # A disk takes what still fits, and refuses the rest.
                half = bytes(words[1])[: len(words[1]) // 2]
                if half:
                    real(words[0], half)
            raise OSError(self.error, os.strerror(self.error))

        return call
