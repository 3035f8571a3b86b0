"""`silent999 flow`: every rule of a call, generated from the rows that the simulator follows."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser
from simulator.cli.console import Console


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_format("text", "markdown", "mermaid", "dot")
    parser.explain(
        "text and markdown have every row with its sources; mermaid (stateDiagram-v2) and dot "
        "(Graphviz) draw the rows that move a call from one stage to another."
    )


def run(options: Namespace, console: Console) -> int:
    """Write the flow in the format that was asked for."""
    from simulator.core.flow import UK

    if options.format in ("mermaid", "dot"):
        from simulator.cli import flow_diagrams

        draw = flow_diagrams.mermaid if options.format == "mermaid" else flow_diagrams.dot
        console.write(draw(UK))
    else:
        from simulator.cli import flow_tables
        from simulator.content.library import Library

        labels = {code: source.label for code, source in Library().sources().items()}
        tell = flow_tables.markdown if options.format == "markdown" else flow_tables.text
        console.write(tell(UK, labels))
    return 0
