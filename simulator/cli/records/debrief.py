"""`silent999 debrief`: the debrief of a recorded call, in one of four formats."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import RECORD, Parser
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import as_json, html, markdown, text
from simulator.debrief.turning_points.finished_run import FinishedRun, debrief_run
from simulator.session.records.record_file import Record, RecordLibrary

RENDERERS = {
    "text": text.render,
    "json": as_json.render,
    "html": html.render,
    "markdown": markdown.render,
}


def arguments(parser: Parser) -> None:
    parser.takes("what", "RECORD", RECORD)
    parser.add_format(*RENDERERS)
    parser.flag("--facilitator", "include the scenario's note to facilitators")
    parser.flag("--with-text", "include private text, if the record has any")
    add_records_folder(parser)


def run(options: Namespace, console: Console) -> int:
    """Print the debrief of a record."""
    debrief = debrief_of(store_of(options).read(options.what), private=options.with_text)
    write(debrief, options.format, console, facilitator=options.facilitator)
    return 0


def debrief_of(record: Record, *, private: bool) -> Debrief:
    """Return the debrief of a record, by the rubrics stored in it."""
    setup = record.header.setup
    played = (setup.scenario, setup.profile, setup.force, record.entries, setup.seats, setup.seed)
    return debrief_run(FinishedRun(*played), RecordLibrary(record), private=private)


def write(debrief: Debrief, form: str, console: Console, *, facilitator: bool = False) -> None:
    """Print a debrief in a format, with the note to facilitators if `facilitator`."""
    written = RENDERERS[form](debrief, facilitator=facilitator)
    if form == "html":
        # The page declares UTF-8, so the encoding of the terminal must not be used.
        console.write_bytes(written.encode())
    else:
        console.write(written)
