"""Headers of scenario files: the few values that a list shows."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.content.files.find_files import CASE, case_of
from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import read_text, text_of
from simulator.core.terms import LineKind, Outcome
from simulator.errors import ContentError

MOST_CASES = 200
"""Most cases of a table (assumption); a longer one is refused as a whole."""


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
    about: str = ""
    """How long it takes, as the file has it: ``10m``."""
    tags: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    content_note: tuple[str, ...] | None = None
    """None if it isn't a list of texts, which reading the whole file explains."""
    basis: tuple[str, ...] = ()
    listed_as: str = ""
    """The title where a trainee chooses a call, if it has another one there."""

    @property
    def listed(self) -> str:
        """The title where a trainee chooses a call."""
        return self.listed_as or self.title


def entry_of(document: Document, path: Path) -> ScenarioHeader | None:
    """Return the header of a scenario or of one case; None if a value is missing or wrong."""
    value, case = document.value, case_of(path)
    for row in _rows(value) if case else ():
        if row.get("id") == case:
            changed = row.get("set")
            own_names = {"id": f"{value.get('id')}-{case}", "title": row.get("title")}
            value = {
                **value,
                "listed_as": "",
                **(changed if isinstance(changed, dict) else {}),
                **own_names,
            }
            break
    match value:
        case {"id": str(name), "title": str(title), "level": int(level), "outcome": str(outcome)}:
            kind, about = (_text(value.get(key)) for key in ("kind", "about"))
            line = value.get("line", LineKind.MOBILE.value)
            if level in range(1, 5) and level is not True:
                with suppress(ValueError):
                    words = (title, LineKind(line), level, Outcome(outcome))
                    note = value.get("content_note")
                    held, offered, shows = (
                        tuple(map(str, words)) if isinstance(words, list) else ()
                        for words in map(value.get, ("tags", "seats", "basis"))
                    )
                    plain = isinstance(note, list) and all(isinstance(each, str) for each in note)
                    warns = tuple(note) if plain else None
                    listed = _text(value.get("listed_as"))
                    return ScenarioHeader(
                        name, path, *words, kind, about, held, offered, warns, shows, listed
                    )
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def case_names(path: Path) -> tuple[str, ...]:
    """Return the names of a file's cases (`taps.yaml#one`), from its head; else the file's own."""
    with suppress(ContentError):
        if "\ncases:" in (text := text_of(path)):
            ids = [row.get("id") for row in _rows(read_text(text, str(path)).value)]
            if 0 < len(ids) <= MOST_CASES and all(isinstance(each, str) and each for each in ids):
                return tuple(dict.fromkeys(f"{path.name}{CASE}{each}" for each in ids))
    return (path.name,)


def _rows(value: Any) -> list[dict[str, Any]]:
    rows = value.get("cases") if isinstance(value, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
