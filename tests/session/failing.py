"""A disk that fails: the nth call that changes a file raises an error, or every call from it on."""

import os
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
        """Put this disk under every write of the block."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGES:
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
            yield

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
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
