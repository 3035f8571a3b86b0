"""What a list shows of a scenario: the few words at the head of its file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.content.files.find_files import CASE, case_of
from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import MAX_BYTES, read_file, read_text
from simulator.core.terms import LineKind, Outcome
from simulator.errors import ContentError

_HEADER = re.compile(r"^(?:id|title|kind|line|level|outcome|cases)[ \t]*:", re.MULTILINE)
_BODY = re.compile(
    r"^(?:facts|number|location|near|overheard|answers|caller|background|room|network"
    r"|operator|call_handler|calls|expect|expect_by_profile|debrief|decision_points)[ \t]*:",
    re.MULTILINE,
)


def read_header(path: Path) -> Document:
    """A scenario file up to its body if what a list shows stands before that, else all of it.

    The body is most of a file, and parsing it would be most of what a list takes. Its mistakes are
    for `check`.

    Raises:
        ContentError: the file, as far as it was needed, cannot be read.
    """
    try:
        if path.is_file():
            with path.open(encoding="utf-8") as stream:
                text = stream.read(MAX_BYTES)
            body = _BODY.search(text)
            if body and len(text) < MAX_BYTES and not _HEADER.search(text, body.start()):
                return read_text(text[: body.start()], str(path))
    except (OSError, UnicodeDecodeError, ContentError):
        pass  # reading all of it says what is wrong, and where
    return read_file(path)


@dataclass(frozen=True, slots=True)
class ScenarioHeader:
    """What a list shows of a scenario."""

    id: str
    path: Path
    title: str
    line: LineKind
    level: int
    outcome: Outcome
    kind: str = ""
    """What the caller does, as the file says it; empty where it says nothing that can be read."""


def entry_of(document: Document, path: Path) -> ScenarioHeader | None:
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
                return ScenarioHeader(
                    name, path, title, LineKind(line), level, Outcome(outcome), kind
                )
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
