"""`silent999 progress`: practice so far under one code and what to do next; or a whole class."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from simulator.cli.arguments import Parser, UsageError, store_of
from simulator.cli.layout import csv_text, json_text, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import collecting, library_of
from simulator.core.terms import Role
from simulator.debrief.learning import class_view
from simulator.debrief.learning import portfolio as portfolios
from simulator.debrief.learning import progress as learning
from simulator.debrief.render import text_and_html
from simulator.errors import SimulatorError
from simulator.rules.rubric import LOOKED_AT, LookedAt
from simulator.session.records.record_file import read_record
from simulator.session.records.store import checked_code

T = TypeVar("T")
_CODES = 5
"""Most codes side by side in a table: more would not fit in 80 columns."""
_CALLS = 15
"""Most calls on the page of a portfolio, so that it prints on one side."""
_WORDS = {"+": "seen", "-": "not seen", "?": "for a person or open", ".": "did not come up"}
"""What each sign means."""
_NOTE = (
    "These are counts of what was seen in practice, not marks. Nobody is compared. "
    f"{class_view.COUNTS}"
)
_ONLY_RESULTS = "no calls are suggested: only debriefs are here, and no records"
Suggested = Mapping[str, Sequence[learning.Suggestion]]
"""The calls to take next, by code."""


def arguments(parser: Parser) -> None:
    parser.takes("--code", "C", "code of the records (default: a table of all codes)")
    parser.add_format("text", "csv", "html", "json")
    about = "with --code: one page, or CSV, of what was practised and observed, by whom; no score"
    parser.flag("--portfolio", about)
    parser.flag("--plain", "full lines instead of signs and tables, for screen readers and Braille")
    parser.add_records()
    parser.add_folders()
    parser.explain(f"{_NOTE} Calls in the caller's seat are counted, never rated.")
    parser.explain(
        "Without --code it is the class view of a trainer: each behaviour by code and call, and "
        "what is missed most. It reads the records in the folder, and results: files of debrief "
        "--format json that are named CODE.json or CODE.NAME.json."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the progress of a code, or the table of a class."""
    store = store_of(options)
    if options.code is None and options.portfolio:
        raise UsageError("a portfolio is of one person", "add --code C")
    if options.code is None:
        paths = store.paths() + sorted(store.folder.glob("*.json"))
        calls, wrong = _looked_at(_call_in, paths)
        calls.sort(key=lambda call: (call.code, call.name))
        _print_class(class_view.ClassView(tuple(calls)), options, console)
        return console.fail(wrong) if wrong else 0
    if options.format != "text" and not options.portfolio:
        reason = "the progress of one code is text only"
        raise UsageError(reason, "leave out --format, or --code; or add --portfolio")
    code = checked_code(options.code)
    practices, wrong = _looked_at(
        lambda path: learning.looked_at(read_record(path)), store.paths(code)
    )
    if options.portfolio:
        _print_portfolio(code, practices, options, console)
    else:
        console.write(_progress_text(practices, options, code))
    return console.fail(wrong) if wrong else 0


def _looked_at(
    look: Callable[[Path], T | None], paths: Sequence[Path]
) -> tuple[list[T], list[SimulatorError]]:
    """Return the results and errors."""
    found: list[T] = []
    wrong: list[SimulatorError] = []
    for path in paths:
        with collecting(wrong):
            found += [seen for seen in [look(path)] if seen is not None]
    return found, wrong


def _call_in(path: Path) -> class_view.ClassCall | None:
    """Return the call of a record or of a debrief as JSON; None for another file."""
    if path.suffix == ".json":
        return class_view.of_result(path)
    return class_view.of_record(read_record(path))


def _print_class(view: class_view.ClassView, options: Namespace, console: Console) -> None:
    if options.format == "csv":
        console.write(csv_text(class_view.COLUMNS, view.rows()))
        return
    suggested = _suggested(view, options)
    if options.format == "json":
        console.write(json_text(_as_object(view, suggested)))
    elif options.format == "html":
        about: dict[str, str] = {
            "about": _NOTE,
            "legend": class_view.LEGEND,
            "title": "A class at a glance",
        }
        about |= {"only_results": _ONLY_RESULTS}
        page = text_and_html.render("class.html", view=view, suggested=suggested, **about)
        console.write_utf8(page)
    else:
        console.write(_class_text(view, suggested, options.plain))


def _suggested(view: class_view.ClassView, options: Namespace) -> Suggested:
    """Return the calls to take next of each code that has records."""
    every = {code: view.progress_of(code) for code in view.codes}
    with_records = {code: so_far for code, so_far in every.items() if so_far.practices}
    practices = [each for so_far in with_records.values() for each in so_far.practices]
    missed = any(each.missed for so_far in with_records.values() for each in so_far.behaviours)
    # Each scenario is played once for the whole class.
    offered = tuple(_offered(practices, options)) if missed else ()
    return {code: learning.suggestions(done, offered) for code, done in with_records.items()}


def _offered(
    practices: Sequence[learning.Practice], options: Namespace
) -> Iterable[learning.Suggestion]:
    roles: list[LookedAt] = [
        role for role in LOOKED_AT if any(role in each.seats for each in practices)
    ]
    return learning.candidates(library_of(options), roles)


def _as_object(view: class_view.ClassView, suggested: Suggested) -> dict[str, object]:
    columns = class_view.COLUMNS
    critical = [
        {"code": code, "seat": found.occasions[0].seat, "criterion": found.occasions[0].id}
        | {"recurs": found.recurs, "says": found.said}
        | {"calls": [{**each._asdict(), "seen": each.seen} for each in found.occasions]}
        for code in view.codes
        for found in view.critical(code)
    ]
    following = [
        {"code": code, "scenario": each.scenario, "seat": each.role.value}
        | {"level": each.level, "for": [aim.id for aim in each.aims]}
        for code, calls in suggested.items()
        for each in calls
    ]
    rows = [dict(zip(columns, row, strict=True)) for row in view.rows()]
    return {"note": _NOTE, "findings": rows, "critical": critical, "next": following}


def _class_text(view: class_view.ClassView, suggested: Suggested, plain: bool) -> str:
    groups = [view.codes[first : first + _CODES] for first in range(0, len(view.codes), _CODES)]
    tables = [[("", *codes)] for codes in groups]
    for codes, rows in zip(groups, tables, strict=True):
        for row, _, _ in view.behaviours:
            signs = (view.signs(row, code) for code in codes)
            rows.append((f"{row.id} ({Role(row.seat).label})", *signs))
    values: dict[str, object] = {
        "view": view,
        "tables": tables,
        "note": _NOTE,
        "legend": class_view.LEGEND,
    }
    values |= {"suggested": suggested, "only_results": _ONLY_RESULTS}
    return rendered("class.txt", plain=plain, words=_in_words, **values)


def _print_portfolio(
    code: str, practices: Sequence[learning.Practice], options: Namespace, console: Console
) -> None:
    """Print a portfolio in the format that was named, else the one that the file's ending says."""
    library = library_of(options)
    standard = library.competencies()
    held = portfolios.portfolio(code, practices, standard.units)
    ending = Path(options.output or "").suffix
    form = options.format if options.format != "text" else ending.removeprefix(".")
    if form == "csv":
        console.write(csv_text(portfolios.COLUMNS, held.rows()))
        return
    if form == "json":
        raise UsageError("a portfolio is a page or CSV", "--format html, or --format csv")
    about: dict[str, object] = {
        "title": f"Practice under {code}",
        "note": portfolios.NOTE,
        "held": held,
    }
    about |= {"calls": held.practices[-_CALLS:], "earlier": len(held.practices[:-_CALLS])}
    about |= {"standard": standard.about, "sources": library.sources()}
    console.write_utf8(text_and_html.render("portfolio.html", **about))


def _progress_text(practices: Sequence[learning.Practice], options: Namespace, code: str) -> str:
    so_far = learning.progress(practices)
    roles: list[LookedAt] = [
        role for role in LOOKED_AT if any(role in each.seats for each in practices)
    ]
    # Finding candidates runs scenarios, which takes a second.
    found: Sequence[learning.Suggestion] = ()
    if any(each.missed for each in so_far.behaviours):
        found = learning.suggestions(so_far, _offered(practices, options))
    return rendered(
        "progress.txt",
        code=code,
        note=_NOTE,
        signs=lambda found, marks: "".join(marks[each] for each in found),
        plain=options.plain,
        words=_in_words,
        so_far=so_far,
        calls=dict.fromkeys(seats for seats, _ in sorted(so_far.calls, key=str)),
        roles=LOOKED_AT,
        behaviours=sorted(so_far.behaviours, key=lambda each: not each.missed),
        begun=bool(roles),
        suggestions=found,
    )


def _in_words(signs: Iterable[str]) -> str:
    return "; ".join(", overridden: ".join(_WORDS[s] for s in each.split("/")) for each in signs)
