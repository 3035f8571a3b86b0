"""`silent999 replay`: print a recorded call at its own pace, after checking it against the flow."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import NamedTuple

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, number
from simulator.cli.layout import WIDTH
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.core.describe import describe_entry
from simulator.core.instant import Millis, clock, minutes
from simulator.core.log import CallBegan, CallEnded
from simulator.errors import RecordError
from simulator.plain.call.printed_lines import line_of
from simulator.review.transcript import render_text, transcript
from simulator.seat.view.caption_lines import caption
from simulator.session.clock import Pace, WaitingClock, WallClock
from simulator.session.records.record_file import Record, heading
from simulator.session.records.replay import Divergence, replay
from simulator.session.run.headless_run import procedure

AT_ONCE = 0.0
"""Speed without waiting."""


class TimedLine(NamedTuple):
    """Text to print at an instant of the call."""

    at: Millis
    text: str
    begins: bool
    """Whether a call begins here: the wait before it is skipped."""


def arguments(parser: Parser) -> None:
    parser.takes("what", "RECORD", RECORD)
    about = "speed from 0.1 to 100; 0: no waiting (default: 1 in a terminal, 0 in a pipe)"
    speed = number(least=0.1, most=100, also=AT_ONCE)
    parser.takes("--speed", "X", about, read=speed, default=1.0)
    parser.flag("--plain", "full lines, for screen readers and Braille")
    add_records_folder(parser)
    parser.explain(
        "Exit code 1 means that the same acts would have another result in today's flow."
    )


def run(options: Namespace, console: Console, by: WaitingClock | None = None) -> int:
    """Replay a record: first any divergence, then the call. Wait by the clock `by`."""
    record = store_of(options).read(options.what)
    changed = divergence(record)
    code = 0 if changed is None else console.fail([changed])
    console.say_lines((BANNER, "", *heading(record), ""))
    lines = plain_lines(record) if options.plain else columns(record)
    speed = options.speed if console.out.isatty() else AT_ONCE
    print_timed(lines, console, by or WallClock(), speed)
    return code


def divergence(record: Record) -> RecordError | None:
    """Return the first entry that today's flow would not write; None if there is none."""
    setup = record.header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    found = replay(record.entries, flow, setup.scenario.coverage)
    # A record whose last step is cut off (the program was killed) is not a divergence.
    if found is None or found.recorded is None:
        return None
    return RecordError(
        f"today's flow differs from this record from {clock(found.recorded.at)} on",
        "; ".join(_difference(found)),
        str(record.path),
        found.seq + 2,
        diverged_at=found.seq,
    )


def print_timed(
    lines: Iterator[TimedLine], console: Console, by: WaitingClock, speed: float
) -> None:
    """Print each line at its instant; without waiting at speed 0."""
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
    """Yield the transcript, as `run --transcript` prints it."""
    shown = transcript(record.entries, profile=record.header.setup.profile)
    column = max((len(clock(line.at)) for line in shown), default=0)
    for line in shown:
        indent = " " * (column - len(clock(line.at)))
        rows = render_text([line], width=WIDTH - len(indent)).splitlines()
        text = "\n".join(f"{indent}{row}" for row in rows)
        yield TimedLine(line.at, text, _begins(record, line.seq))


def plain_lines(record: Record) -> Iterator[TimedLine]:
    """Yield lines that each make sense when read aloud alone."""
    for entry in record.entries:
        heard = caption(entry, None, record.header.setup.profile)
        if isinstance(entry.body, CallEnded):
            text = f"{minutes(entry.at)} The call is over: {entry.body.outcome.label}."
            yield TimedLine(entry.at, text, begins=False)
        elif heard is not None:
            yield TimedLine(entry.at, line_of(heard), _begins(record, entry.seq))


def _begins(record: Record, seq: int) -> bool:
    return isinstance(record.entries[seq].body, CallBegan)


def _difference(found: Divergence) -> Iterator[str]:
    if found.recorded is not None:
        yield f"recorded: {describe_entry(found.recorded.body)}"
    if found.got is not None:
        yield f"today: {describe_entry(found.got)}"
    yield found.why
