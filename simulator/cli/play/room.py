"""`silent999 room`: a session for a group, by a plan, led by a facilitator."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.awareness.story.notes_server import read_code
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.console import Console
from simulator.cli.open_app import add_theme, need_terminal, run_app
from simulator.content.awareness.plan import Plan
from simulator.content.checks.lint import check
from simulator.content.files.file_kinds import Loaded
from simulator.content.files.paths import is_path, path_of
from simulator.content.library.library import Library
from simulator.content.library.translation import Translation, load, template
from simulator.errors import ContentError, LibraryError
from simulator.session.clock import WallClock


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.takes("plan", "PLAN|FILE", "the plan; none: choose from a list", nargs="?")
    parser.flag("--list", "instead, list the plans with their steps")
    about = "instead, the notes on a second screen; the session shows the code on the key o"
    parser.takes("--notes", "CODE", about, read=str)
    parser.takes("--language", "L", "of the session (default: en)", default="en")
    about = "instead, print everything that there is to translate, as one Fluent file"
    parser.flag("--template", about)
    add_theme(parser)
    parser.add_folders()
    parser.explain(
        "Nothing of a session is recorded. F2 or Ctrl+\\ leaves at once; c covers the screen. "
        "A plan of your own starts from a shipped one: see the README."
    )


def run(options: Namespace, console: Console) -> int:
    """Open the session or its notes, or list the plans. Everything named is read first."""
    library = Library(options.folder)
    if options.template:
        console.write(template(library))
        return 0
    plans = _plans(library, options.plan)
    say = load(library, options.language)
    if options.list:
        console.say_lines(_plan_lines(plans))
        return 0
    need_terminal(console, "--list tells of the plans, in lines")
    if options.notes is not None:
        return _follow(options, library, say, console)
    # Textual takes 200 ms to load, and --list and --template do without.
    from simulator.tui.awareness.app import RoomApp
    from simulator.web.guard import PAGES

    def follow(plan: Plan, code: str) -> str:
        words = [_anywhere(options.plan) if options.plan else plan.id, "--notes", code]
        return shlex.join([*started_as(sys.argv[0]), "room", *words, *_shared(options)])

    def page(plan: Plan, code: str) -> str:
        return f"{os.environ[PAGES]}notes/{plan.id}/{code}/"

    app = RoomApp(
        WallClock(),
        library,
        [each.file for each in plans],
        say,
        follow=follow,
        page=page if PAGES in os.environ else None,
        theme=options.theme,
    )
    return run_app(app, console)


def _follow(options: Namespace, library: Library, say: Translation, console: Console) -> int:
    # As above: 200 ms.
    from simulator.tui.awareness.following import NotesApp

    read_code(options.notes)
    if not options.plan:
        raise UsageError("notes are on a plan", f"silent999 room PLAN --notes {options.notes}")
    plan = _plans(library, options.plan)[0].file
    app = NotesApp(WallClock(), library, plan, say, options.notes, theme=options.theme)
    return run_app(app, console)


def started_as(first: str) -> list[str]:
    """The words that start this program again in any folder; `first` is its first one here."""
    started = Path(first).absolute()
    if started.name == "__main__.py":
        return [sys.executable, "-m", started.parent.name]
    found = shutil.which(started.name)
    there = found is not None and started.exists() and Path(found).samefile(started)
    return [started.name if there else str(started)]


def _anywhere(plan: str) -> str:
    """Return the name of a plan that is right in any folder."""
    return str(Path(plan).absolute()) if is_path(plan) else plan


def _shared(options: Namespace) -> list[str]:
    """Return the options that a second screen needs as well."""
    words = [f"--folder={Path(folder).absolute()}" for folder in options.folder]
    return words + ([f"--language={options.language}"] if options.language != "en" else [])


def _plans(library: Library, request: str | None) -> list[Loaded[Plan]]:
    """The plan that is asked for, or every plan, the shortest first.

    Raises:
        LibraryError: there is no such plan.
        ContentError: everything that is wrong with one, before a room sees it.
    """
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


def _plan_lines(plans: Sequence[Loaded[Plan]]) -> Iterator[str]:
    for plan in (each.file for each in plans):
        yield f"{plan.id}: {plan.title}, {plan.minutes} minutes"
        yield f"  {plan.about}"
        for step in plan.steps:
            of = getattr(step, "scenario", "")
            yield f"  {step.minutes:>3}  {step.do}{f': {of}' if of else ''}"
