"""Golden logs: reviewed logs of earlier runs, compared byte for byte."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import NamedTuple

from simulator.content.library.library import DEFAULT_PROFILE
from simulator.open_file import content_of

_MOST_BYTES = 4_000_000
"""The largest golden log that is read; the shipped ones have up to 80,000 bytes."""
MOST_LINES = 40
"""Most lines shown of one log's difference."""


class GoldenDifference(NamedTuple):
    """The difference of a log from its golden log."""

    path: Path
    """The golden log."""
    line: int
    """The first line that differs, from 1."""
    shown: tuple[str, ...]
    """The difference in the format of `diff -u`."""


def golden_path(folder: Path, scenario: str, profile: str) -> Path:
    """Return the path of a golden log: ``ID.jsonl``, ``ID.PROFILE.jsonl`` if not default."""
    name = scenario if profile == DEFAULT_PROFILE else f"{scenario}.{profile}"
    return folder / f"{name}.jsonl"


def difference(path: Path, log: str) -> GoldenDifference | None:
    """Return the difference from the golden log at `path`, or None if equal.

    A missing golden log counts as empty.
    """
    kept = ""
    if path.exists():
        kept = content_of(path, _MOST_BYTES).decode(errors="replace")
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
    """Write a golden log atomically; several processes may write the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(f".{path.name}.{os.getpid()}.begun")
    begun.write_text(log, encoding="utf-8", newline="\n")
    begun.replace(path)
