"""`silent999 myths`: common myths about silent calls, each with the facts."""

import sys
from argparse import Namespace

from simulator.cli.arguments import Parser
from simulator.cli.layout import rendered
from simulator.cli.output import Console
from simulator.cli.play.room import lead
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import Library
from simulator.content.library.translations import Text, load
from simulator.content.procedure.reference_data import labelled


def arguments(parser: Parser) -> None:
    parser.flag("--plain", "print all of them: the statement, then the facts")
    parser.takes("--language", "L", "language (default: en)", default="en")
    parser.add_folders()
    parser.explain("In a terminal you guess first, and can watch a call that shows the answer.")


def run(options: Namespace, console: Console) -> int:
    """Open the quiz; with --plain or in a pipe, print all myths."""
    library = Library(options.folder)
    say = load(library, options.language)
    if options.plain or not (sys.stdin.isatty() and console.out.isatty()):
        sources = library.sources()
        values = {"myths": library.myths(), "say": say}
        values["text"] = lambda key, english: say.text(Text(key, english))
        values["labels"] = lambda codes: labelled(codes, sources)
        console.write(rendered("myths.txt", **values))
        return 0
    return lead(library, [alone(library)], say, console)


def alone(library: Library) -> Plan:
    """Return a plan of the myths alone, for one person."""
    minutes = 2 * len(library.myths())
    lengths = {"expect": 1, "myths": minutes, "help": 1, "close": 1}
    steps = [{"do": do, "minutes": length} for do, length in lengths.items()]
    head = {"id": "myths", "title": "True or not?", "about": "The myths, for one person."}
    return Plan.model_validate({"format": 1, **head, "minutes": minutes + 3, "steps": steps})
