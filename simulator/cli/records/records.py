"""`silent999 records`: list, take in, export, erase and expire the records on this machine."""

import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from simulator.clean_text import for_line
from simulator.cli.arguments import Parser, UsageError, did_you_mean, store_of
from simulator.cli.layout import counted, json_text, table
from simulator.cli.output import Console
from simulator.cli.records.export import export
from simulator.cli.removed import instead_of
from simulator.cli.run_selection import collecting
from simulator.errors import RecordError, SimulatorError
from simulator.session.clock import utc_now
from simulator.session.records.received import parts_of, refuse_impossible, set_call, summary
from simulator.session.records.record_file import record_from, record_lines
from simulator.session.records.store import Store, StoredRecord, checked_code, glance, record_id

VERBS = ("list", "add", "export", "erase", "expire")
_DAYS = {"d": 1, "w": 7}


def arguments(parser: Parser) -> None:
    about = "verb and records (default: list)"
    parser.takes("words", "list|add|export|erase|expire RECORD", about, nargs="*")
    parser.usage = f"{parser.prog} [list|add|export|erase|expire] [RECORD ...] [options]"
    parser.takes("--code", "C", "list, export, erase, expire: the records of this code")
    about = "expire: erase records older than this, in days (d) or weeks (w)"
    parser.takes("--older-than", "90d", about, read=_span)
    parser.flag("--yes", "erase, expire: don't ask")
    parser.takes("--set", "LINK", "add: only records of the call that this link set")
    parser.flag("--with-text", "export: include private text, if a record has any")
    parser.add_format("text", "json", "html")
    # Only their owner may read what is written of records.
    parser.set_defaults(output_mode=0o600)
    parser.add_records()
    parser.explain(
        "export writes all that is kept of the calls that are named, or under a code, in one "
        "document to read: setup, transcript, every finding, and reviews beside it. "
        "silent999 records export --code CODE --format html -o FILE is a page to print."
    )
    parser.explain(
        "add takes files that others send: records of a page without a server (Save this call), or "
        "of play --record; a file may have several. Each is replayed in today's flow, which says "
        "that it could happen so, not who did it."
    )
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
    if verb == "add":
        return _add(store, requests, options, console)
    if verb == "export":
        return export(store, requests, options, console)
    if verb == "list":
        if options.format == "json":
            listed = [each._asdict() for each in store.listed(options.code)]
            held = [
                row | {"path": str(row["path"]), "wrong": row["wrong"] and str(row["wrong"])}
                for row in listed
            ]
            console.write(json_text({"folder": str(store.folder), "records": held}))
        else:
            _list(store, options.code, console)
        return 0
    if verb == "expire":
        chosen = store.older_than(now() - options.older_than, options.code)
    elif options.code:
        chosen = store.listed(options.code)
    else:
        chosen = tuple(glance(path) for path in dict.fromkeys(map(store.find, requests)))
    if not chosen:
        console.say(f"nothing to erase in {store.folder}")
    elif options.yes or _confirmed(chosen, console, lines or sys.stdin):
        _erase(store, chosen, options.code, console)
    else:
        console.say("nothing was erased")
    return 0


def _check_options(verb: str, requests: Sequence[str], options: Namespace) -> None:
    if verb not in VERBS:
        if instead := instead_of("records", verb):
            raise UsageError(f"there is no verb {verb} any more: {instead}", "silent999 records")
        near = did_you_mean(verb, VERBS)
        raise UsageError(f"unknown verb {verb}{near}", f"one of: {', '.join(VERBS)}")
    if verb == "add" and (not requests or options.code):
        reason = "each record has its own code" if options.code else "add needs a file"
        raise UsageError(reason, "silent999 records add FILE ...")
    if options.set and verb != "add":
        raise UsageError(f"{verb} takes no link", "leave out --set, or use it with add")
    takes_records = verb == "add" or (verb in ("erase", "export") and not options.code)
    if takes_records and not requests:
        hint = f"silent999 records {verb} RECORD or --code C"
        raise UsageError(f"{verb} needs a record", hint)
    if requests and not takes_records:
        raise UsageError(f"{verb} takes no record", f"leave out {requests[0]}")
    if verb != "export" and (options.with_text or options.format == "html"):
        option = "--with-text" if options.with_text else "--format html"
        raise UsageError(f"{verb} takes no {option}", "leave it out, or use it with export")
    if (verb == "expire") is (options.older_than is None):
        reason = "expire needs an age" if verb == "expire" else f"{verb} takes no age"
        raise UsageError(reason, "silent999 records expire --older-than 90d")


def _add(store: Store, files: Sequence[str], options: Namespace, console: Console) -> int:
    """Replay and check files that came from other people, and keep those that are as they say."""
    wanted = set_call(options.set) if options.set else None
    wrong: list[SimulatorError] = []
    found: list[tuple[str, int, list[bytes]]] = []
    for file in files:
        with collecting(wrong):
            found += [(file, *part) for part in parts_of(record_lines(Path(file)))]
    came = len(found) + len(wrong)
    for file, first, lines in found:
        with collecting(wrong):
            record = record_from(Path(file), iter(lines), first)
            refuse_impossible(record)
            if wanted and (other := [*wanted.differences(record.header)]):
                hint = "ask for the file of the call that was set"
                raise RecordError(f"it is of another call: {'; '.join(other)}", hint, file)
            kept = store.take_in(record, lines)
            says = f"kept as {record_id(kept)}" if kept else "already there"
            console.say(f"{summary(record)}. Replayed: it could happen so; {says}.")
    where = f"in {store.folder}. silent999 progress shows them as a class."
    console.say(f"{counted(came - len(wrong), 'record')} of {came} {where}")
    return console.fail(wrong) if wrong else 0


def _list(store: Store, code: str | None, console: Console) -> None:
    found = store.listed(code)
    if not found:
        under = f" under {code}" if code else ""
        console.say(f"no records{under} in {store.folder}")
        return
    console.say_lines(table([(for_line(each.id), _about(each)) for each in found]))
    console.say()
    console.say(f"{counted(len(found), 'record')} in {store.folder}")


def _about(each: StoredRecord) -> str:
    if each.wrong is not None:
        return f"cannot be read: {each.wrong.message}"
    when = each.started_at.replace("T", " ").removesuffix("Z")[:16]
    seats = " and ".join(seat.replace("_", " ") for seat in each.seats) or "looked on"
    ends = ", then ".join(each.outcomes) or "left before it ended"
    return f"{when}  {seats}  {each.scenario} ({each.profile})  {ends}"


def _erase(store: Store, chosen: Sequence[StoredRecord], code: str, console: Console) -> None:
    for each in chosen:
        store.erase(each.path)
    if code:
        store.erase_left_over(code)
    erased = f"{counted(len(chosen), 'record')} erased"
    console.say(f"{erased}. Copies elsewhere still exist.")


def _confirmed(chosen: Sequence[StoredRecord], console: Console, lines: TextIO | None) -> bool:
    """Ask in a terminal, and return whether the answer is yes; refuse where there is none."""
    what = counted(len(chosen), "record")
    if lines is None or not lines.isatty() or not console.out.isatty():
        reason = f"erasing {what} permanently needs an answer, and this isn't a terminal"
        raise UsageError(reason, "add --yes")
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
