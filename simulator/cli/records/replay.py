"""`silent999 replay`: print a recorded call at its own pace, after checking it against the flow."""

from argparse import Namespace
from collections.abc import Iterator
from typing import NamedTuple

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, number, store_of
from simulator.cli.layout import WIDTH
from simulator.cli.output import Console
from simulator.core.describe import describe_entry
from simulator.core.instant import Millis, clock, minutes
from simulator.core.log import CallBegan, CallEnded
from simulator.errors import RecordError
from simulator.plain.call.printed_lines import line_of
from simulator.review.transcript import render_text, transcript
from simulator.seat.view.caption_lines import caption
from simulator.session.clock import Pace, WaitingClock, WallClock
from simulator.session.records.record_file import Record, heading
from simulator.session.records.replay import replay
from simulator.session.run.headless_run import procedure

_SPEED = number(0.1, 100, zero=True, expected="0 or a number from 0.1 to 100")


class _TimedLine(NamedTuple):
    """Text to print at an instant of the call."""

    at: Millis
    text: str
    begins: bool = False
    """Whether a call begins here: the wait before it is skipped."""


def arguments(parser: Parser) -> None:
    parser.takes("what", "RECORD", RECORD)
    about = "speed from 0.1 to 100; 0: no waiting (default: 1 in a terminal, 0 in a pipe)"
    parser.takes("--speed", "X", about, read=_SPEED, default=1.0)
    parser.flag("--plain", "full lines, for screen readers and Braille")
    parser.add_records()
    parser.explain(
        "Exit code 1 means that the same acts would have another result in today's flow."
    )


def run(options: Namespace, console: Console, by: WaitingClock | None = None) -> int:
    """Replay a record: first any divergence, then the call. Wait by the clock `by`."""
    record = store_of(options).read(options.what)
    changed = divergence(record)
    code = 0 if changed is None else console.fail([changed])
    console.say_lines((BANNER, "", *heading(record), ""))
    speed = options.speed if console.out.isatty() else 0
    by = by or WallClock()
    pace = Pace(by, speed or 1.0)
    for line in _plain_lines(record) if options.plain else _columns(record):
        if line.begins:
            pace.leap(line.at)
        if speed:
            by.wait(pace.until(line.at) or 0)
        console.say(line.text)
        if speed:
            console.out.flush()
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


def _columns(record: Record) -> Iterator[_TimedLine]:
    """Yield the transcript, as `run --transcript` prints it."""
    shown = transcript(record.entries, profile=record.header.setup.profile)
    column = max((len(clock(line.at)) for line in shown), default=0)
    for line in shown:
        indent = " " * (column - len(clock(line.at)))
        rows = render_text([line], width=WIDTH - len(indent)).splitlines()
        text = "\n".join(f"{indent}{row}" for row in rows)
        yield _TimedLine(line.at, text, isinstance(record.entries[line.seq].body, CallBegan))


def _plain_lines(record: Record) -> Iterator[_TimedLine]:
    """Yield lines that each make sense when read aloud alone."""
    for entry in record.entries:
        heard = caption(entry, None, record.header.setup.profile)
        if isinstance(entry.body, CallEnded):
            text = f"{minutes(entry.at)} The call is over: {entry.body.outcome.label}."
            yield _TimedLine(entry.at, text)
        elif heard is not None:
            yield _TimedLine(entry.at, line_of(heard), isinstance(entry.body, CallBegan))
