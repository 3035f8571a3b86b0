"""`silent999 replay`: fold a record again, and tell the call in the time that it took."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import NamedTuple

from simulator import BANNER
from simulator.cli.arguments import Parser, number
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.cli.reports.layout import WIDTH
from simulator.core.describe import in_words
from simulator.core.instant import Millis, clock
from simulator.core.log import CallBegan, CallEnded
from simulator.errors import RecordError
from simulator.plain.call.printed_lines import line_of, time_of
from simulator.review.transcript import render_text, transcript
from simulator.seat.view.caption_lines import caption
from simulator.session.clock import Pace, WaitingClock, WallClock
from simulator.session.records.record_file import Record, heading
from simulator.session.records.replay import Divergence, replay
from simulator.session.run.headless_run import procedure

AT_ONCE = 0.0
"""The speed at which nobody waits."""


class TimedLine(NamedTuple):
    """Something to print, and when in the call."""

    at: Millis
    text: str
    begins: bool
    """Whether a call begins with it: the time before it is left out."""


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.takes("what", "RECORD", "an id, or the path of a file")
    about = "in a terminal: X times as fast, 0: at once (default: 1); in a pipe: at once"
    speed = number(least=0.1, most=100, also=AT_ONCE)
    parser.takes("--speed", "X", about, read=speed, default=1.0)
    parser.flag("--plain", "each line alone, for screen readers and Braille")
    add_records_folder(parser)
    parser.explain("Exit code 1 says that the flow makes something else of the same acts today.")


def run(options: Namespace, console: Console, by: WaitingClock | None = None) -> int:
    """Replay a record: what has changed first, then the call. `by` is the clock to wait by."""
    record = store_of(options).read(options.what)
    changed = divergence(record)
    code = 0 if changed is None else console.fail([changed])
    console.say_lines((BANNER, "", *heading(record), ""))
    lines = plain_lines(record) if options.plain else columns(record)
    speed = options.speed if console.out.isatty() else AT_ONCE
    tell(lines, console, by or WallClock(), speed)
    return code


def divergence(record: Record) -> RecordError | None:
    """The first entry that the flow would not make today, if there is one."""
    setup = record.header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    found = replay(record.entries, flow, setup.scenario.coverage)
    # A program that was ended in the middle of a step left it without its end.
    if found is None or found.recorded is None:
        return None
    return RecordError(
        f"the flow makes something else of this call from {clock(found.recorded.at)} on",
        "; ".join(_difference(found)),
        str(record.path),
        found.seq + 2,
        diverged_at=found.seq,
    )


def tell(lines: Iterator[TimedLine], console: Console, by: WaitingClock, speed: float) -> None:
    """Print each line when its moment comes; at speed 0 at once."""
    pace = Pace(by, speed or 1.0)
    for line in lines:
        if line.begins:
            pace.leap(line.at)
        if speed != AT_ONCE:
            by.wait(pace.until(line.at) or 0)
        console.say(line.text)
        if speed != AT_ONCE:
            console.out.flush()


def columns(record: Record) -> Iterator[TimedLine]:
    """The transcript, as `run --transcript` prints it."""
    told = transcript(record.entries, profile=record.header.setup.profile)
    column = max((len(clock(line.at)) for line in told), default=0)
    for line in told:
        indent = " " * (column - len(clock(line.at)))
        rows = render_text([line], width=WIDTH - len(indent)).splitlines()
        text = "\n".join(f"{indent}{row}" for row in rows)
        yield TimedLine(line.at, text, _begins(record, line.seq))


def plain_lines(record: Record) -> Iterator[TimedLine]:
    """The call in lines that can be understood when one is read aloud alone."""
    for entry in record.entries:
        told = caption(entry, None, record.header.setup.profile)
        if isinstance(entry.body, CallEnded):
            text = f"{time_of(entry.at)} The call is over: {entry.body.outcome.label}."
            yield TimedLine(entry.at, text, begins=False)
        elif told is not None:
            yield TimedLine(entry.at, line_of(told), _begins(record, entry.seq))


def _begins(record: Record, seq: int) -> bool:
    return isinstance(record.entries[seq].body, CallBegan)


def _difference(found: Divergence) -> Iterator[str]:
    if found.recorded is not None:
        yield f"recorded: {in_words(found.recorded.body)}"
    if found.got is not None:
        yield f"today: {in_words(found.got)}"
    yield found.why
