"""`silent999 schema`: print the JSON Schema of a kind of file, for editors."""

from argparse import Namespace

from simulator.cli.arguments import Parser, one_of
from simulator.cli.output import Console
from simulator.content.files.file_kinds import KINDS, modeline, schema_path
from simulator.content.yaml.reader import text_of

_MOST_BYTES = 1 << 20
"""The largest schema is that of scenarios, with 260,000 bytes."""


def arguments(parser: Parser) -> None:
    about = f"{', '.join(KINDS)} (default: list the editor line of each kind)"
    read = one_of("kind of file", tuple(KINDS))
    parser.takes("kind", "KIND", about, nargs="?", read=read)
    parser.explain(
        "The schemas are JSON Schema, draft 7. An editor with the YAML language server finds the "
        "schema by the first line of a file; silent999 new and show write that line."
    )


def run(options: Namespace, console: Console) -> int:
    """Print a schema, or the editor line of each kind."""
    if options.kind:
        console.write(text_of(schema_path(options.kind), _MOST_BYTES))
        return 0
    for kind in KINDS:
        console.say(console.paint(kind, "strong"))
        console.say(f"  {modeline(kind)}")
    return 0
