"""What a list shows of a scenario: the few words at the head of its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.content.yaml_text import Document
from simulator.core.terms import LineKind, Outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of a scenario."""

    id: str
    path: Path
    title: str
    line: LineKind
    level: int
    outcome: Outcome
    kind: str = ""
    """What the caller does, as the file says it; empty where it says nothing that can be read."""


def entry_of(document: Document, path: Path) -> Entry | None:
    """What a list shows, if the words that it needs are there and right."""
    match document.value:
        case {"id": str(name), "title": str(title), "level": 1 | 2 | 3 | 4 as level}:
            line = document.value.get("line", LineKind.MOBILE.value)
            outcome = document.value.get("outcome")
            kind = document.value.get("kind")
            kind = kind if isinstance(kind, str) else ""
            if type(level) is not int:  # true and 1.0 equal 1
                return None
            try:
                return Entry(name, path, title, LineKind(line), level, Outcome(outcome), kind)
            except ValueError:
                return None
        case _:
            return None
