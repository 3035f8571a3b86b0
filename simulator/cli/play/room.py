"""`silent999 room`: a group session that a facilitator leads by a plan."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence

from simulator.awareness.page_builder import PageBuilder
from simulator.cli.arguments import Parser
from simulator.cli.layout import wrapped
from simulator.cli.open_app import need_terminal, run_app
from simulator.cli.output import Console
from simulator.content.awareness.plan import Plan
from simulator.content.checks.content_warnings import check
from simulator.content.files.file_kinds import LoadedFile
from simulator.content.files.find_files import path_of
from simulator.content.library.library import Library
from simulator.content.library.translations import load, missing, template
from simulator.errors import ContentError, LibraryError
from simulator.session.clock import WallClock


def arguments(parser: Parser) -> None:
    parser.takes("plan", "PLAN|FILE", "plan (default: choose from a list)", nargs="?")
    parser.flag("--list", "list the plans with their steps, and exit")
    parser.flag("--print-notes", "print the facilitator's notes, and exit")
    parser.takes("--language", "L", "language of the session (default: en)", default="en")
    about = "print all translatable texts as one Fluent file, and exit"
    parser.flag("--template", about)
    about = "list what the translation of --language leaves out, and exit"
    parser.flag("--missing", about)
    parser.add_theme()
    parser.add_folders()
    parser.explain(
        "Nothing is recorded. F2 or Ctrl+L leaves at once; c covers the screen. To write your "
        "own plan, see simulator/awareness/README.md."
    )


def run(options: Namespace, console: Console) -> int:
    """Open the session, or print plans, notes or texts. Check everything named first."""
    library = Library(options.folder)
    if options.template:
        console.write(template(library))
        return 0
    plans = _plans(library, options.plan)
    say = load(library, options.language)
    if options.missing:
        texts = missing(library, options.language)
        console.say_lines(f"{each.key}: {each.english}" for each in texts)
        console.say(f"{len(texts)} texts are not translated to {options.language}")
        return 0
    if options.list:
        console.say_lines(_plan_lines(plans))
        return 0
    if options.print_notes:
        for plan in plans:
            console.say_lines(_note_lines(plan.file, PageBuilder(library, plan.file, say)))
        return 0
    need_terminal(console, "--list prints the plans")
    # Textual takes 200 ms to load. --list and --template do not need it.
    from simulator.tui.awareness.awareness_app import AwarenessApp

    files = [each.file for each in plans]
    return run_app(AwarenessApp(WallClock(), library, files, say), console, options.theme)


def _plans(library: Library, request: str | None) -> list[LoadedFile[Plan]]:
    """Return the plan of that name, or all, shortest first, checked before a group sees them."""
    known = library.paths_of("plan")
    try:
        paths = [path_of(request, known, "plan")] if request else known
    except LibraryError as error:
        names = ", ".join(sorted(path.stem for path in known))
        raise LibraryError(error.message, error.hint or f"the plans are {names}") from error
    problems = check(library, paths)
    if problems:
        raise ContentError(problems)
    return sorted(map(library.plan, paths), key=lambda each: each.file.minutes)


def _plan_lines(plans: Sequence[LoadedFile[Plan]]) -> Iterator[str]:
    for plan in (each.file for each in plans):
        yield f"{plan.id}: {plan.title}, {plan.minutes} minutes"
        yield f"  {plan.about}"
        for step in plan.steps:
            of = getattr(step, "scenario", "")
            yield f"  {step.minutes:>3}  {step.do}{f': {of}' if of else ''}"


def _note_lines(plan: Plan, parts: PageBuilder) -> Iterator[str]:
    yield f"{plan.title}, {plan.minutes} minutes"
    for place, step in enumerate(plan.steps):
        yield from ("", f"{place + 1}. {parts.title(place)}, {step.minutes} minutes")
        for note in parts.notes(place):
            yield from wrapped(note, "   ")
    yield ""
