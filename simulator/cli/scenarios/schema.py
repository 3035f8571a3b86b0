"""`silent999 schema`: what an editor needs to help with a file."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser, one_of
from simulator.cli.output import Console
from simulator.content.files.file_kinds import KINDS
from simulator.content.library.json_schema import modeline, schema_text


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    about = f"{', '.join(KINDS)}; none: the line for an editor, for each kind"
    read = one_of("kind of file", tuple(KINDS))
    parser.takes("kind", "KIND", about, nargs="?", read=read)
    parser.explain(
        "The schemas are JSON Schema, draft 7. An editor with the YAML language server reads one "
        "that the first line of a file names; silent999 new and show write that line."
    )


def run(options: Namespace, console: Console) -> int:
    """Write the schema, or where each one is."""
    if options.kind:
        console.write(schema_text(options.kind))
        return 0
    for kind in KINDS:
        console.say(console.paint(kind, "strong"))
        console.say(f"  {modeline(kind)}")
    return 0
