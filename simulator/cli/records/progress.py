"""`silent999 progress`: practice so far under one code and what to do next; or a whole class."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from simulator.cli.arguments import Parser, UsageError, store_of
from simulator.cli.layout import counted, csv_lines, table, wrapped
from simulator.cli.output import Console
from simulator.content.awareness.plan import Course, course
from simulator.content.library.library import Library
from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.debrief.learning import progress as learning
from simulator.debrief.learning.progress import Behaviour, ClassCall, ClassView, Practice, Progress
from simulator.debrief.learning.suggestions import candidates, suggestions
from simulator.errors import RecordError
from simulator.proof.verify.worker_processes import cores, run_tasks
from simulator.rules.rubric import LOOKED_AT, LookedAt
from simulator.session.clock import utc_now
from simulator.session.records.record_file import read_record
from simulator.session.records.store import checked_code

T = TypeVar("T")
LEVELS = (1, 2, 3, 4)
MANY = 200
"""Fewest files for several processes: starting one takes as long as looking at 100 (measured)."""
LATEST = 10
"""Most occasions shown for a criterion."""
_CODES = 5
"""Most codes side by side in a table: more would not fit in 80 columns."""
_NOTE = "These are counts of what was seen in practice, not marks. Nobody is compared."


def arguments(parser: Parser) -> None:
    parser.takes("--code", "C", "code of the records (default: a table of all codes)")
    parser.add_format("text", "csv", "html")
    parser.flag("--course", "also show the course of four sessions of three calls")
    parser.flag("--plain", "plain lines (the only format)")
    parser.add_records()
    parser.add_folders()
    parser.explain(f"{_NOTE} Calls in the caller's seat are counted, never rated.")
    parser.explain(
        "Without --code it is the class view of a trainer: each behaviour by code and call, and "
        "what is missed most. It reads the records in the folder, and results: files of debrief "
        "--format json that are named CODE.json or CODE.NAME.json."
    )


def run(options: Namespace, console: Console, now: Callable[[], datetime] = utc_now) -> int:
    """Print the progress of a code, or the table of a class."""
    store = store_of(options)
    if options.code is None:
        paths = [each.path for each in store.listed()] + sorted(store.folder.glob("*.json"))
        calls, wrong = _looked_at(_call_of, paths)
        _print_class(learning.combined(calls), options, console)
        return console.fail(wrong) if wrong else 0
    if options.format != "text":
        reason = "the progress of one code is text only"
        raise UsageError(reason, "leave out --format, or --code for the table of all codes")
    code = checked_code(options.code)
    practices, wrong = _looked_at(_practice_of, [each.path for each in store.listed(code)])
    so_far = learning.progress(practices)
    today = now()
    console.say_lines(_progress_lines(so_far, code, today))
    console.say_lines(_next_lines(so_far, Library(options.folder), today))
    if options.course:
        console.say_lines(_course_lines(course(), practices, today))
    return console.fail(wrong) if wrong else 0


def _looked_at(
    look: Callable[[Path], T | RecordError | None], paths: Sequence[Path]
) -> tuple[list[T], list[RecordError]]:
    """Return the results and errors; many files are looked at by all processors."""
    found: list[T] = []
    wrong: list[RecordError] = []
    for each in run_tasks(look, paths, cores() if len(paths) >= MANY else 1, batch=16):
        if isinstance(each, RecordError):
            wrong.append(each)
        elif each is not None:
            found.append(each)
    return found, wrong


def _call_of(path: Path) -> ClassCall | RecordError | None:
    """Return the call of a record or a result, why it has none, or None for another file."""
    try:
        if path.suffix == ".json":
            return learning.of_result(path)
        return learning.of_record(read_record(path)) or _changed(path)
    except RecordError as error:
        return error


def _practice_of(path: Path) -> Practice | RecordError:
    try:
        return learning.looked_at(read_record(path)) or _changed(path)
    except RecordError as error:
        return error


def _changed(path: Path) -> RecordError:
    why = "the flow has changed since this call, so it is not counted"
    hint = f"silent999 replay {path.stem} shows the first difference"
    return RecordError(why, hint, str(path))


def _print_class(view: ClassView, options: Namespace, console: Console) -> None:
    if options.format == "csv":
        for line in csv_lines(learning.COLUMNS, view.rows()):
            console.write(line)
    elif options.format == "html":
        # Jinja2 takes 40 ms to load, and most tables are text.
        from simulator.debrief.render import forms

        about = {"about": _NOTE, "legend": learning.LEGEND, "title": "A class at a glance"}
        console.write_utf8(forms.render("class.html", view=view, **about))
    else:
        console.say_lines(_class_lines(view))


def _class_lines(view: ClassView) -> Iterator[str]:
    yield f"{counted(len(view.codes), 'code')}, {counted(len(view.calls), 'call')}"
    yield from wrapped(_NOTE)
    missed = [f"{n} of {of}  {row.says}" for row, n, of in view.behaviours[:5] if n]
    yield from ("", "Missed most:" if missed else "Nothing was missed.")
    for line in missed:
        yield from wrapped(line, "  ", indent=10)
    yield from ("", *wrapped(f"Each sign is a call, the latest on the right. {learning.LEGEND}."))
    for first in range(0, len(view.codes), _CODES):
        codes = view.codes[first : first + _CODES]
        rows = [("", *codes)]
        for row, _, _ in view.behaviours:
            signs = (view.signs(row, code) for code in codes)
            rows.append((f"{row.id} ({name_of(Role(row.seat)).lower()})", *signs))
        yield from ("", *table(rows))
    yield ""
    for said in view.overrides():
        yield from wrapped(said, "* ")


def _progress_lines(so_far: Progress, code: str, now: datetime) -> Iterator[str]:
    calls = sum(so_far.calls.values())
    yield f"{code}: {counted(calls, 'call')}, {counted(so_far.tries, 'moment')} tried again"
    if so_far.practices:
        yield from (*wrapped(_NOTE), "")
    for seats in dict.fromkeys(seats for seats, _ in sorted(so_far.calls, key=str)):
        names = " and ".join(name_of(seat).lower() for seat in seats) or "looked on"
        yield f"Calls as {names}:"
        for level in LEVELS:
            number = so_far.calls[seats, level]
            yield f"  level {level}  {'#' * min(number, 40)}{' ' * bool(number)}{number}"
    for role in LOOKED_AT:
        found = [each for each in so_far.behaviours if each.role is role]
        if found:
            yield ""
            yield f"As {name_of(role).lower()}: + seen, - not seen, the latest on the right"
        for each in sorted(found, key=lambda each: each.due_at > now):  # Those due come first.
            yield from _behaviour(each, now)
    yield ""


def _behaviour(each: Behaviour, now: datetime) -> Iterator[str]:
    shown = "".join("+" if occasion.shown else "-" for occasion in each.occasions[-LATEST:])
    usually = ", usually shown" if each.usually else ""
    when = "due now" if each.due_at <= now else f"due again {each.due_at:%Y-%m-%d}"
    yield f"  {shown:>{LATEST}}  {each.shown} of {len(each.occasions)} seen{usually}; {when}"
    yield from wrapped(each.criterion.says, " " * (LATEST + 4))


def _next_lines(so_far: Progress, library: Library, now: datetime) -> Iterator[str]:
    roles: list[LookedAt] = [
        role for role in LOOKED_AT if any(role in each.seats for each in so_far.practices)
    ]
    if not roles:
        yield "Nothing to show yet. To begin with:"
        for call in course().sessions[0].calls:
            yield f"  silent999 play {call.scenario} --seat {call.seat} --record"
        return
    # Finding candidates runs scenarios, which takes a second.
    found = suggestions(so_far, candidates(library, roles), now) if so_far.due(now) else ()
    if not found:
        yield "Nothing is due. Choose any new call: silent999 list"
        return
    yield "Next, to practise what was missed or is due again:"
    for suggestion in found:
        each = suggestion.candidate
        where = f"as {name_of(each.role).lower()}, level {each.level}"
        yield from wrapped(f"{each.scenario} ({where}): {each.title}", "  ", indent=4)
        for criterion in suggestion.aims[:3]:
            yield from wrapped(criterion.says, "    ")
        if len(suggestion.aims) > 3:
            yield f"    and {len(suggestion.aims) - 3} more"


def _course_lines(taught: Course, practices: Sequence[Practice], now: datetime) -> Iterator[str]:
    """Yield the course, the calls already taken, and the date of the next session."""
    yield from ("", taught.title, *wrapped(taught.about))
    ready: datetime | None = None
    open_before = False
    for number, session in enumerate(taught.sessions, 1):
        done = [learning.done_of(practices, call.scenario, call.seat) for call in session.calls]
        how = "coached" if session.coached else "assessed"
        when = ""
        if not all(done) and not open_before:
            due = ready + timedelta(days=session.days_after) if ready else now
            when = "; now" if due <= now else f"; from {due:%Y-%m-%d}"
            open_before = True
        bar = "".join("#" if each else "." for each in done)
        yield f"  {bar} {number}. {session.title} ({how}){when}"
        for call, is_done in zip(session.calls, done, strict=True):
            mark = "done" if is_done else "to do"
            yield from wrapped(f"{call.scenario}: {call.look_for}", f"      {mark:<5}  ")
        taken = {call.scenario for call in session.calls}
        ready = max((each.at for each in practices if each.scenario in taken), default=None)
