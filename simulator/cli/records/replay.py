"""`silent999 replay`: print a recorded call, after checking it against the flow."""

from argparse import Namespace
from collections.abc import Iterator

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, store_of
from simulator.cli.layout import WIDTH
from simulator.cli.output import Console
from simulator.core.describe import describe_entry
from simulator.core.instant import clock, minutes
from simulator.core.log import CallEnded
from simulator.errors import RecordError
from simulator.plain.call.printed_lines import line_of
from simulator.review.transcript import render_text, transcript
from simulator.seat.view.caption_lines import CaptionWriter
from simulator.session.records.record_file import Record, heading
from simulator.session.records.replay import replay
from simulator.session.run.call_people import procedure


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


def divergence(record: Record) -> RecordError | None:
    """Return the first entry that today's flow would not write; None if there is none."""
    setup = record.header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    found = replay(record.entries, flow, setup.scenario.coverage)
    # A record whose last step is cut off (the program was killed) is not a divergence.
    if found is None or found.recorded is None:
        return None
    today = [f"today: {describe_entry(found.got)}"] if found.got is not None else []
    return RecordError(
        f"today's flow differs from this record from {clock(found.recorded.at)} on",
        "; ".join([f"recorded: {describe_entry(found.recorded.body)}", *today, found.why]),
        str(record.path),
        found.seq + 2,
        diverged_at=found.seq,
    )


def _plain_lines(record: Record) -> Iterator[str]:
    """Yield lines that each make sense when read aloud alone."""
    writer = CaptionWriter(None, record.header.setup.profile)
    for entry in record.entries:
        heard = writer.write(entry)
        if isinstance(entry.body, CallEnded):
            yield f"{minutes(entry.at)} The call is over: {entry.body.outcome.label}."
        elif heard is not None:
            yield line_of(heard)
