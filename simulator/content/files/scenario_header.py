"""Headers of scenario files: the few values that a list shows."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.content.files.find_files import CASE, case_of
from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import read_text, text_of
from simulator.core.terms import LineKind, Outcome
from simulator.errors import ContentError

_HEADER = re.compile(r"^(?:id|title|kind|line|level|outcome|cases)[ \t]*:", re.MULTILINE)
_BODY = re.compile(
    r"^(?:facts|number|location|near|overheard|answers|caller|background|room|network"
    r"|operator|call_handler|calls|expect|expect_by_profile|debrief|decision_points)[ \t]*:",
    re.MULTILINE,
)


MOST_CASES = 200
"""Most cases of a table (assumption); a longer one is refused as a whole."""


def read_header(path: Path) -> Document:
    """Read a scenario file up to its body; all of it, if a header key follows the body."""
    text = text_of(path)
    body = _BODY.search(text)
    if body and not _HEADER.search(text, body.start()):
        with suppress(ContentError):  # Reading all of the file reports the problem.
            return read_text(text[: body.start()], str(path))
    return read_text(text, str(path))


@dataclass(frozen=True, slots=True)
class ScenarioHeader:
    """The values of a scenario that a list shows."""

    id: str
    path: Path
    title: str
    line: LineKind
    level: int
    outcome: Outcome
    kind: str = ""
    """What the caller does, as the file has it; empty if it isn't text."""


def entry_of(document: Document, path: Path) -> ScenarioHeader | None:
    """Return the header of a scenario or of one case; None if a value is missing or wrong."""
    value = _of_case(document.value, case_of(path))
    match value:
        case {"id": str(name), "title": str(title), "level": 1 | 2 | 3 | 4 as level}:
            line = value.get("line", LineKind.MOBILE.value)
            outcome = value.get("outcome")
            kind = value.get("kind")
            kind = kind if isinstance(kind, str) else ""
            if type(level) is not int:  # True and 1.0 equal 1.
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
    """Return the names of a file's cases (`taps.yaml#one`), from its head; else the file's own."""
    try:
        if "\ncases:" not in text_of(path):
            return (path.name,)
        value = read_header(path).value
    except ContentError:
        return (path.name,)
    rows = value.get("cases") if isinstance(value, dict) else None
    ids = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if len(ids) > MOST_CASES or not ids or not all(isinstance(e, str) and e for e in ids):
        return (path.name,)
    return tuple(dict.fromkeys(f"{path.name}{CASE}{each}" for each in ids))


def _of_case(value: Any, case: str) -> Any:
    """Return the header values of one case."""
    if not case or not isinstance(value, dict) or not isinstance(value.get("cases"), list):
        return value
    for row in value["cases"]:
        if isinstance(row, dict) and row.get("id") == case:
            own = row.get("set")
            changed = own if isinstance(own, dict) else {}
            own_names = {"id": f"{value.get('id')}-{case}", "title": row.get("title")}
            return {**value, **changed, **own_names}
    return value
