"""`silent999 debrief`: what was seen in a recorded call, in one of four forms."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser, name
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
    """Add what the command takes."""
    parser.add_argument("what", type=name, metavar="RECORD", help="an id, or the path of a file")
    parser.add_format(*RENDERERS)
    parser.add_argument(
        "--facilitator", action="store_true", help="with the scenario's note to facilitators"
    )
    parser.add_argument(
        "--with-text", action="store_true", help="with the private text that the record holds"
    )
    add_records_folder(parser)


def run(options: Namespace, console: Console) -> int:
    """Write the debrief of a record, by the rubrics under which it was played."""
    debrief = debrief_of(store_of(options).read(options.what), private=options.with_text)
    write(debrief, options.format, console, facilitator=options.facilitator)
    return 0


def debrief_of(record: Record, *, private: bool) -> Debrief:
    """Return the debrief of a record, by the rubrics under which it was played."""
    setup = record.header.setup
    played = (setup.scenario, setup.profile, setup.force, record.entries, setup.seats, setup.seed)
    return debrief_run(FinishedRun(*played), RecordLibrary(record), private=private)


def write(debrief: Debrief, form: str, console: Console, *, facilitator: bool = False) -> None:
    """Write a debrief as a result, with the note to facilitators only if that is asked for.

    Private text is in it only if it was put in when the debrief was made.
    """
    written = RENDERERS[form](debrief, facilitator=facilitator)
    if form == "html":
        # The page says of itself that it is UTF-8, whatever the terminal's encoding is.
        console.write_bytes(written.encode())
    else:
        console.write(written)
