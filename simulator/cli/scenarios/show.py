"""`silent999 show`: print a scenario's file, byte for byte except the editor line."""

from argparse import Namespace
from pathlib import Path

from simulator.cli.arguments import Parser
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of, scenario_paths
from simulator.content.files.file_kinds import MODELINE, SCHEMAS, modeline, with_modeline
from simulator.content.files.find_files import file_of
from simulator.content.yaml.reader import plain_text
from simulator.errors import LibraryError


def arguments(parser: Parser) -> None:
    parser.takes("id", "ID", "id of a scenario; to list them: silent999 list")
    parser.add_folders()
    parser.explain("To start your own: silent999 show ID > my-call.yaml, then change its id.")


def run(options: Namespace, console: Console) -> int:
    """Print the file."""
    paths = scenario_paths(library_of(options), options.id)
    if Path(options.id).is_dir() and paths[0].stem != options.id:
        raise LibraryError(f"{options.id} is a folder", "name one scenario")
    text = plain_text(file_of(paths[0]))
    first = text.partition("\n")[0].strip()
    shipped = first.startswith(MODELINE) and Path(first).parent.name == SCHEMAS.name
    if shipped:
        # The path is from the folder of the shipped file; what is printed is kept in this one.
        text = with_modeline(text, modeline("scenario", Path()))
    console.write_utf8(text)
    return 0
