"""What a list shows of a scenario: the few words at the head of its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.content.diagnostics.validate import read_header
from simulator.content.files.paths import CASE, case_of
from simulator.content.yaml.document import Document
from simulator.content.yaml.reader import MAX_BYTES
from simulator.core.terms import LineKind, Outcome
from simulator.errors import ContentError


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
    """What a list shows, if the words that it needs are there and right.

    Of a table it is the case that the path names.
    """
    value = _of_case(document.value, case_of(path))
    match value:
        case {"id": str(name), "title": str(title), "level": 1 | 2 | 3 | 4 as level}:
            line = value.get("line", LineKind.MOBILE.value)
            outcome = value.get("outcome")
            kind = value.get("kind")
            kind = kind if isinstance(kind, str) else ""
            if type(level) is not int:  # true and 1.0 equal 1
                return None
            try:
                return Entry(name, path, title, LineKind(line), level, Outcome(outcome), kind)
            except ValueError:
                return None
        case _:
            return None


def case_names(path: Path) -> tuple[str, ...]:
    """The names of the cases in a file, `taps.yaml#one`; the file's own where it has no table.

    Read from the head of the file; its mistakes are for `check`.
    """
    if not path.is_file():  # a pipe would never end
        return (path.name,)
    try:
        with path.open("rb") as stream:
            if b"\ncases:" not in stream.read(MAX_BYTES):
                return (path.name,)
        value = read_header(path).value
    except (OSError, ContentError):
        return (path.name,)
    rows = value.get("cases") if isinstance(value, dict) else None
    ids = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if not ids or not all(isinstance(each, str) and each for each in ids):
        return (path.name,)
    return tuple(dict.fromkeys(f"{path.name}{CASE}{each}" for each in ids))


def _of_case(value: Any, case: str) -> Any:
    """What stands at the head of a file for one of its cases."""
    if not case or not isinstance(value, dict) or not isinstance(value.get("cases"), list):
        return value
    for row in value["cases"]:
        if isinstance(row, dict) and row.get("id") == case:
            own = row.get("set")
            changed = own if isinstance(own, dict) else {}
            told = {"id": f"{value.get('id')}-{case}", "title": row.get("title")}
            return {**value, **changed, **told}
    return value
