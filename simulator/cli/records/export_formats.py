"""Export formats of records: JSON and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from simulator.clean_text import for_csv
from simulator.content.library.library import Library
from simulator.core.describe import describe_entry
from simulator.core.instant import clock
from simulator.core.log import Entry
from simulator.seat.available_acts import ready_words
from simulator.session.log_json import entry_as_json
from simulator.session.records.record_file import Record, without_text
from simulator.session.records.record_header import STAMP, header_line

COLUMNS = (
    "record", "code", "started_at", "scenario", "profile", "force", "seats",
    "seq", "at_ms", "time", "actor", "speaker", "kind", "says", "rows", "cause",
)  # fmt: skip
"""CSV columns; each entry is a row."""


def exported(records: Iterable[Record], form: str, *, private: bool = False) -> Iterator[str]:
    """Yield records as `json` or `csv`; with notes and typed words only if `private`."""
    if form == "json":
        return _json_parts(records, private=private)
    return csv_lines(COLUMNS, _csv_rows(records, private=private))


def _entries(record: Record, *, private: bool) -> Iterator[Entry]:
    ready = ready_words(Library().questions())
    for entry in record.entries:
        yield entry if private else without_text(entry, record.header, ready)


def _json_parts(records: Iterable[Record], *, private: bool) -> Iterator[str]:
    """Yield a JSON document in ASCII, entry by entry: its objects take 30 times its room."""
    yield '{\n "records": ['
    mark = ""
    for record in records:
        header = replace(record.header, with_text=record.header.with_text and private)
        name, head = json.dumps(record.path.stem), _indented(json.loads(header_line(header)), 3)
        yield f'{mark}\n  {{\n   "id": {name},\n   "header": {head},\n   "entries": ['
        mark, comma = ",", ""
        for entry in _entries(record, private=private):
            yield f"{comma}\n    {_indented(entry_as_json(entry), 4)}"
            comma = ","
        end = "\n   " if comma else ""
        yield f'{end}],\n   "note": {json.dumps(record.note)}\n  }}'
    yield "\n ]\n}\n" if mark else "]\n}\n"


def _indented(value: object, by: int) -> str:
    return json.dumps(value, indent=1).replace("\n", "\n" + " " * by)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a CSV table whose cells a spreadsheet shows as text."""
    table = csv.writer(_Echo())
    yield table.writerow(columns)
    for row in rows:
        yield table.writerow([for_csv(cell) for cell in row])


def _csv_rows(records: Iterable[Record], *, private: bool) -> Iterator[tuple[object, ...]]:
    for record in records:
        header = record.header
        setup = header.setup
        first = (
            record.path.stem,
            header.code,
            header.started_at.strftime(STAMP),
            setup.scenario.id,
            setup.profile.id,
            setup.force.id,
            " ".join(setup.seats),
        )
        for entry in _entries(record, private=private):
            says = describe_entry(entry.body, setup.profile)
            cells = (
                *(entry.seq, entry.at, clock(entry.at), entry.actor, entry.speaker),
                *(entry.body.kind, says, " ".join(entry.rows)),
                "" if entry.cause is None else entry.cause,
            )
            yield (*first, *cells)
