"""`silent999 room`: a session for a group, by a plan, led by a facilitator."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, UsageError, name
from simulator.cli.console import Console
from simulator.cli.screens import add_theme, need_terminal, run_app

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.content.library import Library
    from simulator.content.plan import LoadedPlan, Plan
    from simulator.content.translation import Translation


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "plan", nargs="?", type=name, metavar="PLAN|FILE", help="the plan; none: choose from a list"
    )
    parser.add_argument(
        "--list", action="store_true", help="instead, the plans that there are, with their steps"
    )
    parser.add_argument(
        "--notes",
        metavar="CODE",
        help="instead, the notes on a second screen; the session shows the code on the key o",
    )
    parser.add_argument(
        "--language", default="en", type=name, metavar="L", help="of the session (default: en)"
    )
    parser.add_argument(
        "--template",
        action="store_true",
        help="instead, print everything that there is to translate, as one Fluent file",
    )
    add_theme(parser)
    parser.add_folders()
    parser.explain(
        "Nothing of a session is recorded. F2 or Ctrl+\\ leaves at once; c covers the screen. "
        "A plan of your own starts from a shipped one: see the README."
    )


def run(options: Namespace, console: Console) -> int:
    """Hold the session, follow it, or tell what there is. Everything named is read first."""
    from simulator.content.library import Library
    from simulator.content.translation import load, template

    library = Library(options.folder)
    if options.template:
        console.write(template(library))
        return 0
    plans = [library.plan(options.plan)] if options.plan else _in_order(library)
    say = load(library, options.language)
    _check(plans, library)
    if options.list:
        _tell(plans, console)
        return 0
    need_terminal(console, "--list tells of the plans, in lines")
    if options.notes is not None:
        return _follow(options, library, say, console)
    from simulator.session.clock import WallClock
    from simulator.tui.room.app import RoomApp
    from simulator.web.guard import PAGES

    def follow(plan: Plan, code: str) -> str:
        words = [options.plan or plan.id, "--notes", code]
        return shlex.join(["silent999", "room", *words, *_shared(options)])

    def page(plan: Plan, code: str) -> str:
        return f"{os.environ[PAGES]}notes/{plan.id}/{code}/"

    app = RoomApp(
        WallClock(),
        library,
        [each.plan for each in plans],
        say,
        follow=follow,
        page=page if PAGES in os.environ else None,
        theme=options.theme,
    )
    return run_app(app, console)


def _follow(options: Namespace, library: Library, say: Translation, console: Console) -> int:
    from simulator.room.beacon import read_code
    from simulator.session.clock import WallClock
    from simulator.tui.room.following import NotesApp

    read_code(options.notes)
    if not options.plan:
        raise UsageError("notes are on a plan", f"silent999 room PLAN --notes {options.notes}")
    plan = library.plan(options.plan).plan
    app = NotesApp(WallClock(), library, plan, say, options.notes, theme=options.theme)
    return run_app(app, console)


def _shared(options: Namespace) -> list[str]:
    """What a second screen has to be told as well."""
    words = [f"--folder={folder}" for folder in options.folder]
    return words + ([f"--language={options.language}"] if options.language != "en" else [])


def _in_order(library: Library) -> list[LoadedPlan]:
    """Every plan, the shortest first."""
    return sorted(library.plans(), key=lambda each: each.plan.minutes)


def _check(plans: Sequence[LoadedPlan], library: Library) -> None:
    """Refuse a plan that names something that is not there, before a room sees it.

    Raises:
        ContentError: what is wrong, with its line.
    """
    from simulator.content.lint import check
    from simulator.errors import ContentError

    problems = check(library, [each.path for each in plans])
    if problems:
        raise ContentError(problems)


def _tell(plans: Sequence[LoadedPlan], console: Console) -> None:
    for each in plans:
        plan = each.plan
        console.say(f"{plan.id}: {plan.title}, {plan.minutes} minutes")
        console.say(f"  {plan.about}")
        for step in plan.steps:
            of = getattr(step, "scenario", "")
            console.say(f"  {step.minutes:>3}  {step.do}{f': {of}' if of else ''}")
