"""`silent999 myths`: common myths about silent calls, each with the facts."""

from argparse import Namespace

from simulator.cli.arguments import Parser
from simulator.cli.layout import rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.content.library.translations import Text, load
from simulator.content.procedure.reference_data import labelled


def arguments(parser: Parser) -> None:
    parser.takes("--language", "L", "language (default: en)", default="en")
    parser.add_folders()
    parser.explain("For a quiz, lead a session: silent999 room, or silent999 serve.")


def run(options: Namespace, console: Console) -> int:
    """Print all myths: the statement, then the facts and their sources."""
    library = library_of(options)
    say = load(library, options.language)
    sources = library.sources()
    values = {"myths": library.myths(), "say": say}
    values["text"] = lambda key, english: say.text(Text(key, english))
    values["labels"] = lambda codes: labelled(codes, sources)
    console.write(rendered("myths.txt", **values))
    return 0
