"""`silent999 replay`: print a recorded call, after checking it against the flow."""

from argparse import Namespace
from collections.abc import Iterator

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, store_of
from simulator.cli.layout import WIDTH
from simulator.cli.output import Console
from simulator.core.instant import minutes
from simulator.core.log import CallEnded
from simulator.plain.call.printed_lines import line_of
from simulator.review.transcript import render_text, transcript
from simulator.seat.view.caption_lines import CaptionWriter
from simulator.session.records.received import divergence
from simulator.session.records.record_file import Record, heading


def arguments(parser: Parser) -> None:
    parser.takes("what", "RECORD", RECORD)
    parser.flag("--plain", "full lines, for screen readers and Braille")
    parser.add_records()
    parser.explain(
        "Exit code 1 means that the same acts would have another result in today's flow."
    )


def run(options: Namespace, console: Console) -> int:
    """Print any divergence, and then the call."""
    record = store_of(options).read(options.what)
    changed = divergence(record)
    code = 0 if changed is None else console.fail([changed])
    console.say_lines((BANNER, "", *heading(record), ""))
    if options.plain:
        console.say_lines(_plain_lines(record))
    else:
        shown = transcript(record.entries, profile=record.header.setup.profile)
        console.say(render_text(shown, width=WIDTH))
    return code


def _plain_lines(record: Record) -> Iterator[str]:
    """Yield lines that each make sense when read aloud alone."""
    writer = CaptionWriter(None, record.header.setup.profile)
    for entry in record.entries:
        heard = writer.write(entry)
        if isinstance(entry.body, CallEnded):
            yield f"{minutes(entry.at)} The call is over: {entry.body.outcome.label}."
        elif heard is not None:
            yield line_of(heard)
