"""Export formats of records: JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from simulator.cli.reports.layout import json_text
from simulator.content.library.library import Library
from simulator.core.describe import describe_entry
from simulator.core.instant import clock
from simulator.core.log import Entry
from simulator.seat.act_parameters import ready_words
from simulator.session.log_json import entry_as_json
from simulator.session.records.record_file import Record, without_text
from simulator.session.records.record_header import STAMP, header_line

COLUMNS = (
    "record", "code", "started_at", "scenario", "profile", "force", "seats",
    "seq", "at_ms", "time", "actor", "speaker", "kind", "says", "rows", "cause",
)  # fmt: skip
"""CSV columns; each entry is a row."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet evaluate a cell as a formula."""


def exported(records: Sequence[Record], form: str, *, private: bool = False) -> str:
    """Return records as `json` or `csv`; with notes and typed words only if `private`."""
    if form == "json":
        objects = [_as_object(record, private=private) for record in records]
        return json_text({"records": objects})
    return _as_csv(records, private=private)


def _entries(record: Record, *, private: bool) -> Iterator[Entry]:
    ready = ready_words(Library().questions())
    for entry in record.entries:
        yield entry if private else without_text(entry, record.header, ready)


def _as_object(record: Record, *, private: bool) -> dict[str, object]:
    with_text = record.header.with_text and private
    header = replace(record.header, with_text=with_text)
    return {
        "id": record.path.stem,
        "header": json.loads(header_line(header)),
        "entries": [entry_as_json(entry) for entry in _entries(record, private=private)],
        "note": record.note,
    }


def _as_csv(records: Sequence[Record], *, private: bool) -> str:
    return in_csv(COLUMNS, _csv_rows(records, private=private))


def in_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a CSV table whose cells a spreadsheet shows as text."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(columns)
    table.writerows(map(csv_cell, row) for row in rows)
    return out.getvalue()


def _csv_rows(records: Sequence[Record], *, private: bool) -> Iterator[tuple[object, ...]]:
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


def csv_cell(cell: object) -> object:
    """Return a cell that a spreadsheet shows as text: formulas get an apostrophe."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return str(cell) if isinstance(cell, str) else cell
