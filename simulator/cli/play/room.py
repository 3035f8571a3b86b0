"""`silent999 room`: a group session that a facilitator leads by a plan."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from operator import attrgetter
from typing import TextIO

from simulator.awareness.page_builder import PageBuilder
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.layout import json_text, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.content.awareness.plan import Plan
from simulator.content.checks.content_warnings import check
from simulator.content.files.find_files import path_of
from simulator.content.library.library import Library
from simulator.content.library.translations import Text, Translation, load, missing, template
from simulator.errors import ContentError
from simulator.hosting.gathering import Gathering, a_seed
from simulator.plain.conversation import Conversation, UserLeft, numbered, one
from simulator.plain.session_pages import SessionLines
from simulator.session.clock import WallClock


def arguments(parser: Parser) -> None:
    parser.takes("plan", "PLAN|FILE", "plan (default: choose from a list)", nargs="?")
    parser.flag("--list", "list the plans with their steps, and exit")
    parser.add_format("text", "json")
    parser.flag("--print-notes", "print the facilitator's notes, and exit")
    parser.takes("--language", "L", "language of the session (default: en)", default="en")
    about = "print all translatable texts as one Fluent file, and exit"
    parser.flag("--template", about)
    about = "list what the translation of --language leaves out, and exit"
    parser.flag("--missing", about)
    parser.add_folders()
    parser.explain(
        "In lines, for one terminal; `silent999 serve` leads a group with a projector and phones. "
        "Nothing is recorded. q or Ctrl+C leaves at once; c covers the screen. To write your own "
        "plan, see simulator/awareness/README.md."
    )


def run(options: Namespace, console: Console, lines: TextIO | None = None) -> int:
    """Lead the session, or print plans, notes or texts. Check everything named first."""
    if (options.format == "json" or options.output) and not options.list:
        raise UsageError("--format and -o are for --list", "add --list, or leave them out")
    library = library_of(options)
    if options.template:
        console.write(template(library))
        return 0
    plans = _plans(library, options.plan)
    say = load(library, options.language)
    if options.missing:
        texts = missing(library, options.language)
        console.say_lines(f"{each.key}: {each.english}" for each in texts)
        console.say(f"{len(texts)} texts are not translated to {options.language}")
    elif options.list:
        plain = {"plans": [each.model_dump(mode="json") for each in plans]}
        in_text = options.format == "text"
        console.write(rendered("plans.txt", plans=plans) if in_text else json_text(plain))
    elif options.print_notes:
        for plan in plans:
            parts = PageBuilder(library, plan, say)
            console.write(rendered("plan_notes.txt", plan=plan, parts=parts))
    else:
        talk = Conversation(lines or sys.stdin, console.out)
        try:
            chosen = plans[0] if len(plans) == 1 else _choose(plans, say, talk)
            gathering = Gathering(PageBuilder(library, chosen, say, a_seed()), WallClock(), "", "")
            SessionLines(talk, gathering).lead()
        except (UserLeft, KeyboardInterrupt):
            # Nothing of the session is left on the screen, nor of what the terminal scrolled away.
            talk.clear()
    return 0


def _choose(plans: Sequence[Plan], say: Translation, talk: Conversation) -> Plan:
    talk.say(say("banner"))
    labels = [
        f"{say.text(Text(f'plan-{plan.id}.title', plan.title))}, "
        f"{say('choose-minutes', minutes=plan.minutes)}. "
        f"{say.text(Text(f'plan-{plan.id}.about', plan.about))}"
        for plan in plans
    ]
    return plans[one(talk, say("choose-plan"), numbered(labels)) - 1]


def _plans(library: Library, request: str | None) -> list[Plan]:
    """Return the plan of that name, or all, shortest first, checked before a group sees them."""
    known = library.paths_of("plan")
    paths = [path_of(request, known, "plan")] if request else known
    if problems := check(library, paths):
        raise ContentError(problems)
    return sorted((library.plan(path).file for path in paths), key=attrgetter("minutes"))
