"""`silent999 records`: list, export, erase and expire the records on this machine."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from simulator.clean_text import for_line
from simulator.cli.arguments import Parser, UsageError, did_you_mean
from simulator.cli.layout import counted, table
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.cli.records.export_formats import exported
from simulator.cli.write_files import write_whole
from simulator.session.clock import utc_now
from simulator.session.records.record_file import read_record
from simulator.session.records.store import Store, StoredRecord, checked_code, glance

FORMS = ("json", "csv")
VERBS = {
    "list": {"code"},
    "export": {"format", "to", "with_text"},
    "erase": {"code", "yes"},
    "expire": {"code", "older_than", "yes"},
}
"""Each verb, with the options that it accepts."""
_DAYS = {"d": 1, "w": 7}


def arguments(parser: Parser) -> None:
    about = "verb and records (default: list)"
    parser.takes("words", "list|export|erase|expire RECORD", about, nargs="*")
    parser.usage = f"{parser.prog} [list|export|erase|expire] [RECORD ...] [options]"
    parser.takes("--code", "C", "list, erase, expire: the records of this code")
    about = "export: format (default: json)"
    parser.choice("--format", "format", FORMS, about)
    parser.takes("--to", "FILE", "export: write to a new file (default: standard output)")
    parser.flag("--with-text", "export: include notes and typed words, if they were recorded")
    about = "expire: erase records older than this, in days (d) or weeks (w)"
    parser.takes("--older-than", "90d", about, read=_span)
    parser.flag("--yes", "erase, expire: don't ask")
    add_records_folder(parser)
    parser.explain(
        "RECORD is an id, the beginning of an id, or a file. Records exist only if you ask for "
        "them with play --record, and stay on this machine."
    )


def run(
    options: Namespace,
    console: Console,
    lines: TextIO | None = None,
    now: Callable[[], datetime] = utc_now,
) -> int:
    """Run a verb. `lines` has the answer to the question before records are erased."""
    verb, *requests = options.words or ["list"]
    _check_options(verb, requests, options)
    store = store_of(options)
    if options.code:
        options.code = checked_code(options.code)
    match verb:
        case "list":
            return _list(store, options.code, console)
        case "export":
            return _export(store, requests, options, console)
    if verb == "expire":
        chosen = store.older_than(now() - options.older_than)
        if options.code:
            chosen = tuple(each for each in chosen if each.code == options.code)
    elif options.code:
        chosen = store.listed(options.code)
    else:
        chosen = tuple(glance(path) for path in dict.fromkeys(map(store.find, requests)))
    return _erase(store, chosen, options, console, lines or sys.stdin)


def _check_options(verb: str, requests: Sequence[str], options: Namespace) -> None:
    if verb not in VERBS:
        near = did_you_mean(verb, VERBS)
        raise UsageError(f"unknown verb {verb}{near}", f"one of: {', '.join(VERBS)}")
    for option in ("code", "format", "to", "with_text", "older_than", "yes"):
        if getattr(options, option) and option not in VERBS[verb]:
            word = option.replace("_", "-")
            raise UsageError(f"{verb} has no option --{word}", "leave it out")
    takes_records = verb == "export" or (verb == "erase" and not options.code)
    if takes_records and not requests:
        more = " or --code C" if verb == "erase" else ""
        raise UsageError(f"{verb} needs a record", f"silent999 records {verb} RECORD{more}")
    if requests and not takes_records:
        raise UsageError(f"{verb} takes no record", f"leave out {requests[0]}")
    if verb == "expire" and options.older_than is None:
        raise UsageError("expire needs an age", "silent999 records expire --older-than 90d")


def _list(store: Store, code: str | None, console: Console) -> int:
    found = store.listed(code)
    if not found:
        under = f" under {code}" if code else ""
        console.say(f"no records{under} in {store.folder}")
        return 0
    console.say_lines(table([(for_line(each.id), _about(each)) for each in found]))
    console.say()
    console.say(f"{counted(len(found), 'record')} in {store.folder}")
    return 0


def _about(each: StoredRecord) -> str:
    if each.wrong is not None:
        return f"cannot be read: {each.wrong.message}"
    when = each.started_at.replace("T", " ").removesuffix("Z")[:16]
    seats = " and ".join(seat.replace("_", " ") for seat in each.seats) or "looked on"
    ends = ", then ".join(each.outcomes) or "left before it ended"
    return f"{when}  {seats}  {each.scenario} ({each.profile})  {ends}"


def _export(store: Store, requests: Sequence[str], options: Namespace, console: Console) -> int:
    """Write records for other programs. Never overwrite a file."""
    form = options.format or FORMS[0]
    paths = [store.find(request) for request in requests]
    for path in paths:
        read_record(path)  # A damaged one is refused before anything is written.
    # One record is in memory at a time, however many there are.
    parts = exported(map(read_record, paths), form, private=options.with_text)
    if options.to is None:
        for part in parts:
            console.write_utf8(part)
        return 0
    # Records are private: only their owner may read an export.
    write_whole(Path(options.to), (part.encode() for part in parts), mode=0o600)
    console.say(f"{counted(len(paths), 'record')} written to {options.to}")
    return 0


def _erase(
    store: Store,
    chosen: Sequence[StoredRecord],
    options: Namespace,
    console: Console,
    lines: TextIO | None,
) -> int:
    """Erase records permanently, after a question."""
    if not chosen:
        console.say(f"nothing to erase in {store.folder}")
        return 0
    if not options.yes and not _confirmed(chosen, console, lines):
        console.say("nothing was erased")
        return 0
    for each in chosen:
        store.erase(each.path)
    if options.code:
        store.erase_left_over(options.code)
    console.say(
        f"{counted(len(chosen), 'record')} erased. Copies and exports elsewhere still exist."
    )
    return 0


def _confirmed(chosen: Sequence[StoredRecord], console: Console, lines: TextIO | None) -> bool:
    """Ask in a terminal, and return whether the answer is yes; refuse where there is none."""
    what = counted(len(chosen), "record")
    if lines is None or not lines.isatty() or not console.out.isatty():
        raise UsageError(
            f"erasing {what} permanently needs an answer, and this isn't a terminal", "add --yes"
        )
    for each in chosen:
        console.say(f"{each.id}  {_about(each)}")
    console.write(f"Erase {what} permanently? Type yes and Enter: ")
    console.out.flush()
    return lines.readline().strip().lower() in ("yes", "y")


def _span(word: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})([dw])", word)
    if not found or not int(found[1]):
        raise ArgumentTypeError(f"expected an age in days or weeks, such as 90d, got {word}")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])
