"""`silent999 lsp`: a language server for editors, over standard input and output."""

import sys
from argparse import Namespace
from io import BufferedWriter, FileIO

from simulator.cli.arguments import Parser, need_installed
from simulator.cli.output import Console
from simulator.errors import SimulatorError


def arguments(parser: Parser) -> None:
    parser.add_folders()
    parser.explain(
        "An editor starts it. It shows the problems of `check` while you type, completes and "
        "explains words, applies fixes, goes to what an id names, and plays the call up to the "
        "cursor (command silent999.preview). How to set it up: simulator/editor/README.md."
    )


def run(options: Namespace, console: Console) -> int:  # noqa: ARG001 - answers go to the editor
    """Serve one editor until it says goodbye."""
    if sys.stdin.isatty():
        raise SimulatorError("an editor starts this command", "simulator/editor/README.md says how")
    need_installed("pygls", "the language server needs", "editor")
    # Deferred: it is only there with the extra.
    from simulator.editor.server import editor_server

    # The server closes its output at the end, and the program flushes its own after that.
    out = BufferedWriter(FileIO(sys.stdout.fileno(), "wb", closefd=False))
    # Of a project as well: an editor checks help lines, and shows them to no person in need.
    folders = [*options.folder, *options.project_folder]
    editor_server(folders).serve(sys.stdin.buffer, out)
    return 0
