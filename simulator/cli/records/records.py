"""`silent999 records`: list, show, export, erase and expire the records on this machine."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError, meant, name, one_of
from simulator.cli.console import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.errors import RecordError
from simulator.session.clock import utc_now
from simulator.session.records.store import Listed, Store, checked_code

FORMS = ("json", "csv", "html", "markdown")
VERBS = {
    "list": {"code"},
    "show": set(),
    "export": {"format", "to", "with_text"},
    "erase": {"code", "yes"},
    "expire": {"code", "older_than", "yes"},
}
"""What can be done, and the options that mean something there."""
_DAYS = {"d": 1, "w": 7}


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "words",
        nargs="*",
        type=name,
        metavar="list|show|export|erase|expire RECORD",
        help="what to do, and with which records (default: list)",
    )
    parser.usage = f"{parser.prog} [list|show|export|erase|expire] [RECORD ...] [options]"
    parser.add_argument("--code", type=name, metavar="C", help="all that is kept under a code")
    parser.add_argument(
        "--format",
        type=one_of("format", FORMS),
        metavar="|".join(FORMS),
        help="export: the form (default: json); html and markdown are the debrief",
    )
    parser.add_argument(
        "--to", type=name, metavar="FILE", help="export: into a new file; none is overwritten"
    )
    parser.add_argument(
        "--with-text",
        action="store_true",
        help="export: also notes and own words, where they were recorded",
    )
    parser.add_argument(
        "--older-than", type=_span, metavar="90d", help="expire: the age in days (d) or weeks (w)"
    )
    parser.add_argument("--yes", action="store_true", help="erase, expire: do not ask")
    add_records_folder(parser)
    parser.explain(
        "RECORD is an id, the beginning of one, or the path of a file. Records are kept on this "
        "machine only, and only when they were asked for with play --record."
    )


def run(
    options: Namespace,
    console: Console,
    lines: TextIO | None = None,
    now: Callable[[], datetime] = utc_now,
) -> int:
    """Do it. `lines` answers the question before something is erased."""
    verb, *requests = options.words or ["list"]
    _refuse_what_makes_no_sense(verb, requests, options)
    store = store_of(options)
    if options.code:
        options.code = checked_code(options.code)
    match verb:
        case "list":
            return _list(store, options.code, console)
        case "show":
            return _show(store, requests, console)
        case "export":
            return _export(store, requests, options, console)
    if verb == "expire":
        chosen = store.older_than(now() - options.older_than)
        if options.code:
            chosen = tuple(each for each in chosen if each.code == options.code)
    elif options.code:
        chosen = store.listed(options.code)
    else:
        from simulator.session.records.store import glance

        chosen = tuple(glance(path) for path in dict.fromkeys(map(store.find, requests)))
    asked = sys.stdin if lines is None else lines
    return _erase(store, chosen, options, console, asked)


def _refuse_what_makes_no_sense(verb: str, requests: Sequence[str], options: Namespace) -> None:
    if verb not in VERBS:
        near = meant(verb, VERBS)
        raise UsageError(f"records cannot {verb}{near}", f"it can {', '.join(VERBS)}")
    for option in ("code", "format", "to", "with_text", "older_than", "yes"):
        if getattr(options, option) and option not in VERBS[verb]:
            word = option.replace("_", "-")
            raise UsageError(f"--{word} means nothing with {verb}", "leave it out")
    takes_records = verb in ("show", "export") or (verb == "erase" and not options.code)
    if takes_records and not requests:
        more = " or --code C" if verb == "erase" else ""
        raise UsageError(f"{verb} needs a record", f"silent999 records {verb} RECORD{more}")
    if requests and not takes_records:
        raise UsageError(f"{verb} takes no record", f"leave out {requests[0]}")
    if verb == "expire" and options.older_than is None:
        raise UsageError("expire needs an age", "silent999 records expire --older-than 90d")


# --- list and show --------------------------------------------------------------------------------


def _list(store: Store, code: str | None, console: Console) -> int:
    found = store.listed(code)
    if not found:
        under = f" under {code}" if code else ""
        console.say(f"no records{under} in {store.folder}")
        return 0
    ids = max(len(each.id) for each in found)
    for each in found:
        console.say(f"{each.id:<{ids}}  {_told(each)}")
    console.say()
    console.say(f"{_counted(len(found))} in {store.folder}")
    return 0


def _told(each: Listed) -> str:
    if each.wrong is not None:
        return f"cannot be read: {each.wrong.message}"
    when = each.started_at.replace("T", " ").removesuffix("Z")[:16]
    seats = " and ".join(seat.replace("_", " ") for seat in each.seats) or "looked on"
    ends = ", then ".join(each.outcomes) or "left before it ended"
    return f"{when}  {seats}  {each.scenario} ({each.profile})  {ends}"


def _show(store: Store, requests: Sequence[str], console: Console) -> int:
    from simulator.cli.records.formats import as_text

    for place, record in enumerate([store.read(request) for request in requests]):
        if place:
            console.say()
        console.say(BANNER)
        console.say()
        for line in as_text(record):
            console.say(line)
    return 0


# --- export ---------------------------------------------------------------------------------------


def _export(store: Store, requests: Sequence[str], options: Namespace, console: Console) -> int:
    """Write records in a form for other programs, or to read; nothing is overwritten."""
    from simulator.cli.records import formats as record_forms

    form = options.format or FORMS[0]
    records = [store.read(request) for request in requests]
    if form in ("html", "markdown") and len(records) > 1:
        raise UsageError(f"{form} holds one debrief", "export the records one by one")
    text = record_forms.exported(records, form, private=options.with_text)
    if options.to is None:
        # A page says of itself that it is UTF-8, whatever the terminal's encoding is.
        console.write_bytes(text.encode())
        return 0
    target = Path(options.to)
    try:
        number = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise RecordError(
            "there is such a file already, and nothing is overwritten",
            "name another file with --to",
            str(target),
        ) from None
    with os.fdopen(number, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    console.say(f"{_counted(len(records))} written to {target}")
    return 0


# --- erase and expire -----------------------------------------------------------------------------


def _erase(
    store: Store,
    chosen: Sequence[Listed],
    options: Namespace,
    console: Console,
    lines: TextIO | None,
) -> int:
    """Erase records for good, once that was confirmed."""
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
    console.say(f"{_counted(len(chosen))} erased. Copies and exports elsewhere are not.")
    return 0


def _confirmed(chosen: Sequence[Listed], console: Console, lines: TextIO | None) -> bool:
    """Ask in a terminal.

    Raises:
        UsageError: nobody is there to be asked.
    """
    if lines is None or not lines.isatty() or not console.out.isatty():
        reason = f"{_counted(len(chosen))} would be erased for good, and nobody can be asked here"
        raise UsageError(reason, "add --yes")
    for each in chosen:
        console.say(f"{each.id}  {_told(each)}")
    console.write(f"Erase {_counted(len(chosen))} for good? Type yes and Enter: ")
    console.out.flush()
    return lines.readline().strip().lower() in ("yes", "y")


def _counted(number: int) -> str:
    return f"{number} record" if number == 1 else f"{number} records"


def _span(word: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})([dw])", word)
    if not found or not int(found[1]):
        raise ArgumentTypeError(f"an age in days or weeks is needed, such as 90d, not {word}")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])
