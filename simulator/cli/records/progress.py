"""`silent999 progress`: what the records of one code tell, and what to take next."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from simulator.cli.arguments import Parser, UsageError, name
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.cli.reports.layout import counted, wrapped
from simulator.content.awareness.course_file import Course, course
from simulator.content.library.library import Library
from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.debrief.learning.progress import (
    Behaviour,
    Practice,
    Progress,
    done_of,
    looked_at,
    progress,
)
from simulator.debrief.learning.suggestions import candidates, suggestions
from simulator.errors import RecordError
from simulator.rules.rubric import LOOKED_AT, LookedAt
from simulator.session.clock import utc_now
from simulator.session.records.record_file import read_record
from simulator.session.records.store import checked_code

LEVELS = (1, 2, 3, 4)
LATEST = 10
"""So many of the last occasions are drawn."""
_NOTE = "These are counts of what was seen in practice. They are no marks, and nobody is compared."


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument("--code", type=name, metavar="C", help="whose records")
    parser.add_argument(
        "--course", action="store_true", help="also the course of four sessions of three calls"
    )
    parser.add_argument("--plain", action="store_true", help="in words, which is the only form")
    add_records_folder(parser)
    parser.add_folders()
    parser.explain(f"{_NOTE} What is done in the caller's seat is counted as a call only.")


def run(options: Namespace, console: Console, now: Callable[[], datetime] = utc_now) -> int:
    """Look at every record of the code, and tell."""
    if options.code is None:
        raise UsageError("progress is of one code", "silent999 progress --code C")
    code = checked_code(options.code)
    practices, wrong = _practices(options, code)
    told = progress(practices)
    today = now()
    for line in _told(told, code, today):
        console.say(line)
    for line in _next(told, Library(options.folder), today):
        console.say(line)
    if options.course:
        for line in _course(course(), practices, today):
            console.say(line)
    return console.fail(wrong) if wrong else 0


def _practices(options: Namespace, code: str) -> tuple[list[Practice], list[RecordError]]:
    found: list[Practice] = []
    wrong: list[RecordError] = []
    for each in store_of(options).listed(code):
        try:
            practice = looked_at(read_record(each.path))
        except RecordError as error:
            wrong.append(error)
            continue
        if practice is None:
            hint = f"silent999 replay {each.id} says from where on"
            why = "the flow makes something else of this call today, so it is not counted"
            wrong.append(RecordError(why, hint, str(each.path)))
        else:
            found.append(practice)
    return found, wrong


# --- what there is --------------------------------------------------------------------------------


def _told(told: Progress, code: str, now: datetime) -> Iterator[str]:
    """Count the calls, and list each behaviour over time."""
    calls = sum(told.calls.values())
    yield f"{code}: {counted(calls, 'call')}, {counted(told.tries, 'moment')} tried again"
    if told.practices:
        yield from wrapped(_NOTE)
        yield ""
        yield from _calls(told)
    for role in LOOKED_AT:
        found = [each for each in told.behaviours if each.role is role]
        if found:
            yield ""
            yield f"As {name_of(role).lower()}: + seen, - not seen, the latest on the right"
            yield from _behaviours(found, now)
    yield ""


def _calls(told: Progress) -> Iterator[str]:
    """How many calls, by seat and level; a sign for each."""
    for seats in dict.fromkeys(seats for seats, _ in sorted(told.calls, key=str)):
        yield f"Calls as {_seats(seats)}:"
        for level in LEVELS:
            number = told.calls[seats, level]
            yield f"  level {level}  {'#' * min(number, 40)}{' ' * bool(number)}{number}"


def _behaviours(found: Sequence[Behaviour], now: datetime) -> Iterator[str]:
    """Each behaviour over time: what is due first."""
    due = [each for each in found if each.due_at <= now]
    for each in (*due, *(each for each in found if each not in due)):
        shown = "".join("+" if occasion.shown else "-" for occasion in each.occasions[-LATEST:])
        words = f"{each.shown} of {len(each.occasions)} seen"
        words += ", usually shown" if each.usually else ""
        when = "due now" if each in due else f"due again {each.due_at:%Y-%m-%d}"
        yield f"  {shown:>{LATEST}}  {words}; {when}"
        yield from wrapped(each.criterion.says, " " * (LATEST + 4))


# --- what comes next ------------------------------------------------------------------------------


def _next(told: Progress, library: Library, now: datetime) -> Iterator[str]:
    roles: list[LookedAt] = [
        role for role in LOOKED_AT if any(role in each.seats for each in told.practices)
    ]
    if not roles:
        first = course().sessions[0]
        yield "Nothing was looked at yet. To begin with:"
        for call in first.calls:
            yield f"  silent999 play {call.scenario} --seat {call.seat} --record"
        return
    # Candidates are played to be known, which takes a second.
    found = suggestions(told, candidates(library, roles), now) if told.due(now) else ()
    if not found:
        yield "Nothing is due. A new call is as good as any: silent999 list"
        return
    yield "Next, for what was missed or is due again:"
    for suggestion in found:
        each = suggestion.candidate
        where = f"as {name_of(each.role).lower()}, level {each.level}"
        yield from wrapped(f"{each.scenario} ({where}): {each.title}", "  ", indent=4)
        for criterion in suggestion.aims[:3]:
            yield from wrapped(criterion.says, "    ")
        if len(suggestion.aims) > 3:
            yield f"    and {len(suggestion.aims) - 3} more"


def _course(taught: Course, practices: Sequence[Practice], now: datetime) -> Iterator[str]:
    """The course, what of it was done, and when the next session is due."""
    yield ""
    yield taught.title
    yield from wrapped(taught.about)
    ready: datetime | None = None
    open_before = False
    for number, session in enumerate(taught.sessions, 1):
        done = [done_of(practices, call.scenario, call.seat) for call in session.calls]
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
            text = f"{call.scenario}: {call.look_for}"
            yield from wrapped(text, f"      {mark:<5}  ")
        ready = _last_of(practices, {call.scenario for call in session.calls})


def _last_of(practices: Sequence[Practice], scenarios: set[str]) -> datetime | None:
    """When one of these scenarios was taken last."""
    return max((each.at for each in practices if each.scenario in scenarios), default=None)


def _seats(seats: tuple[Role, ...]) -> str:
    return " and ".join(name_of(seat).lower() for seat in seats) or "looked on"
