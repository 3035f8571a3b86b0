"""`silent999 records export`: all that is kept of calls, in one document to read.

It is what a trainee takes away, or gets on asking what is held of them: of each call the setup,
the transcript, every finding, and the reviews beside it.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from simulator import BANNER
from simulator.cli.arguments import UsageError
from simulator.cli.layout import counted, json_text
from simulator.cli.output import Console
from simulator.cli.records.debrief import whole_debrief_of
from simulator.cli.run_selection import collecting
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import as_json
from simulator.debrief.render.text_and_html import ExportedCall, export_html, export_text
from simulator.errors import SimulatorError
from simulator.session.records.record_file import Record, heading, read_record
from simulator.session.records.record_header import STAMP
from simulator.session.records.store import Store, record_id

FORMAT = 1


class _Kept(NamedTuple):
    record: Record
    debrief: Debrief

    @property
    def call(self) -> ExportedCall:
        title, *about = heading(self.record)
        return ExportedCall(title, (f"record {record_id(self.record.path)}", *about), self.debrief)


def export(store: Store, requests: Sequence[str], options: Namespace, console: Console) -> int:
    """Print the records that are named, or all of a code. A damaged one is reported after them."""
    paths = [*dict.fromkeys(map(store.find, requests))] or store.paths(options.code)
    if not paths:
        of = f" under {options.code}" if options.code else ""
        raise UsageError(f"there are no records{of} in {store.folder}", "silent999 records list")
    wrong: list[SimulatorError] = []
    found = []
    for path in paths:
        with collecting(wrong):
            found.append(_kept(path, private=options.with_text))
    if found:
        _print(found, options, console)
    return console.fail(wrong) if wrong else 0


def _kept(path: Path, *, private: bool) -> _Kept:
    record = read_record(path)
    return _Kept(record, whole_debrief_of(record, private=private))


def _print(found: Sequence[_Kept], options: Namespace, console: Console) -> None:
    of = f" under {options.code}" if options.code else ""
    title = f"What is recorded{of}: {counted(len(found), 'call')}"
    if options.format == "json":
        console.write(json_text(_as_object(title, found)))
    elif options.format == "html":
        console.write_utf8(export_html(title, [each.call for each in found]))
    else:
        console.write(export_text(title, [each.call for each in found]))


def _as_object(title: str, found: Sequence[_Kept]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": "export",
        "banner": BANNER,
        "title": title,
        "records": [
            {
                "id": record_id(each.record.path),
                "code": each.record.header.code,
                "started_at": each.record.header.started_at.strftime(STAMP),
                "about": [*heading(each.record)],
                "note": each.record.note,
                "debrief": as_json.as_object(each.debrief),
            }
            for each in found
        ],
    }
