"""`silent999 schema`: print the JSON Schema of a kind of file, or of the protocol of a seat."""

from argparse import Namespace

from simulator.cli.arguments import Parser, one_of
from simulator.cli.output import Console
from simulator.content.diagnostics.kinds import PROTOCOL_SCHEMA
from simulator.content.files.file_kinds import KINDS, modeline, schema_path
from simulator.content.yaml.reader import text_of

_MOST_BYTES = 1 << 20
"""The largest schema is that of scenarios, with 260,000 bytes."""
PROTOCOL = "protocol"
"""What crosses a wire between `serve` and a seat on another device: no kind of file."""


def arguments(parser: Parser) -> None:
    kinds = (*KINDS, PROTOCOL)
    about = f"{', '.join(kinds)} (default: list the editor line of each kind of file)"
    read = one_of("kind of file", kinds)
    parser.takes("kind", "KIND", about, nargs="?", read=read)
    parser.explain(
        "The schemas are JSON Schema, draft 7. An editor with the YAML language server finds the "
        "schema by the first line of a file; silent999 new and show write that line. The schema "
        "of the protocol is for programs that hold a seat of silent999 serve: its definitions are "
        "the events, requests and answers of a seat."
    )


def run(options: Namespace, console: Console) -> int:
    """Print a schema, or the editor line of each kind."""
    if options.kind:
        published = PROTOCOL_SCHEMA if options.kind == PROTOCOL else schema_path(options.kind)
        console.write(text_of(published, _MOST_BYTES))
        return 0
    for kind in KINDS:
        console.say(console.paint(kind, "strong"))
        console.say(f"  {modeline(kind)}")
    return 0
