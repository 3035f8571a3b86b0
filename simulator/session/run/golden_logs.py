"""Golden logs: how calls went when somebody last looked, to be compared byte for byte."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import NamedTuple

from simulator.content.library.library import DEFAULT_PROFILE

MOST_LINES = 40
"""So many lines of a difference are shown for one log."""


class GoldenDifference(NamedTuple):
    """How a log differs from its golden log."""

    path: Path
    """The golden log."""
    line: int
    """The first line that differs, from 1."""
    shown: tuple[str, ...]
    """The difference, as `diff -u` has it."""


def golden_path(folder: Path, scenario: str, profile: str) -> Path:
    """Where a golden log is kept: ``ID.jsonl``, under other profiles ``ID.PROFILE.jsonl``."""
    name = scenario if profile == DEFAULT_PROFILE else f"{scenario}.{profile}"
    return folder / f"{name}.jsonl"


def difference(path: Path, log: str) -> GoldenDifference | None:
    """How a log differs from what is kept at `path`; none if it does not.

    A golden log that is missing differs in every line.
    """
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if kept == log:
        return None
    before, after = kept.splitlines(), log.splitlines()
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    lines = list(difflib.unified_diff(before, after, str(path), "this run", lineterm="", n=1))
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append(f"and {len(lines) - MOST_LINES} more lines")
    return GoldenDifference(path, same + 1, tuple(shown))


def keep(path: Path, log: str) -> None:
    """Write a golden log, whole or not at all, also where another process does so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(f".{path.name}.{os.getpid()}.begun")
    begun.write_text(log, encoding="utf-8", newline="\n")
    begun.replace(path)
