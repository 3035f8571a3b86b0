"""`silent999 myths`: what many believe about silent calls, one by one, and what is true."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator import BANNER
from simulator.cli.arguments import Parser, name
from simulator.cli.console import Console
from simulator.cli.open_app import add_theme, has_screens, run_app

if TYPE_CHECKING:
    from simulator.content.awareness.plan import Plan
    from simulator.content.library.library import Library
    from simulator.content.library.translation import Translation

WIDTH = 80


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--plain", action="store_true", help="all of them in lines: the statement, what is true"
    )
    parser.add_argument(
        "--language", default="en", type=name, metavar="L", help="of the screens (default: en)"
    )
    add_theme(parser)
    parser.add_folders()
    parser.explain("In a terminal each comes with a guess, and with a call that shows it.")


def run(options: Namespace, console: Console) -> int:
    """Open the quiz; in a pipe, or with --plain, tell all of them in lines."""
    from simulator.content.library.library import Library
    from simulator.content.library.translation import load

    library = Library(options.folder)
    say = load(library, options.language)
    if options.plain or not has_screens(console):
        for line in _lines(library, say):
            console.say(line)
        return 0
    from simulator.session.clock import WallClock
    from simulator.tui.awareness.app import RoomApp

    return run_app(
        RoomApp(WallClock(), library, [alone(library)], say, theme=options.theme), console
    )


def alone(library: Library) -> Plan:
    """A plan of one part: all the myths, at one's own pace."""
    from simulator.content.awareness.plan import Plan

    minutes = 2 * len(library.myths())
    steps = [
        {"do": "expect", "minutes": 1},
        {"do": "myths", "minutes": minutes},
        {"do": "help", "minutes": 1},
        {"do": "close", "minutes": 1},
    ]
    told = {"id": "myths", "title": "True or not?", "about": "The myths, for one person."}
    return Plan.model_validate({"format": 1, **told, "minutes": minutes + 3, "steps": steps})


def _lines(library: Library, say: Translation) -> Iterator[str]:
    """Every myth in lines, with how sure it is and who says so."""
    from simulator.content.library.translation import Text
    from simulator.content.procedure.reference import labelled

    sources = library.sources()
    yield BANNER
    for number, myth in enumerate(library.myths(), 1):
        key = f"myth-{myth.id}"
        verdict = say(f"verdict-{myth.verdict}")
        yield ""
        yield from _wrapped(f"{number}. “{say.text(Text(f'{key}.statement', myth.statement))}”")
        yield from _wrapped(f"{verdict}. {say.text(Text(f'{key}.truth', myth.truth))}", "   ")
        labels = labelled(myth.source, sources)
        sure = say(f"sure-{myth.sure}", sources=labels, count=len(myth.source))
        yield from _wrapped(sure, "   ")
        if myth.but:
            labels = labelled(myth.against, sources)
            but = say.text(Text(f"{key}.but", myth.but))
            yield from _wrapped(say("sure-but", but=but, sources=labels), "   ")
        if myth.watch:
            profile = f" --profile {myth.watch.profile}" if myth.watch.profile else ""
            yield f"   silent999 play {myth.watch.scenario} --seat none{profile}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
