"""`silent999 flow`: every rule of a call, generated from the rows that the simulator follows."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser, UsageError, name
from simulator.cli.console import Console

PER_PROFILE = ("scxml", "promela")
"""Formats that hold the switches and lengths of one profile."""


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_format("text", "markdown", "mermaid", "dot", "scxml", "promela")
    parser.add_argument(
        "--profile",
        type=name,
        metavar="ID|FILE",
        help="of scxml and promela: the variant of the procedure (default: iopc_2019)",
    )
    parser.add_folders()
    parser.explain(
        "text and markdown have every row with its sources; mermaid (stateDiagram-v2) and dot "
        "(Graphviz) draw the rows that move a call from one stage to another; scxml is for other "
        "interpreters of state charts, and promela for the model checker SPIN; each says at its "
        "head how it is used."
    )


def run(options: Namespace, console: Console) -> int:
    """Write the flow in the format that was asked for."""
    from simulator.core.flow import UK

    if options.format in PER_PROFILE:
        console.write(_exported(options))
    elif options.profile:
        known = " and ".join(PER_PROFILE)
        raise UsageError(f"--profile goes with --format {known}", "leave it out")
    elif options.format in ("mermaid", "dot"):
        from simulator.cli.reports import flow_diagrams

        draw = flow_diagrams.mermaid if options.format == "mermaid" else flow_diagrams.dot
        console.write(draw(UK))
    else:
        from simulator.cli.reports import flow_tables
        from simulator.content.library.library import Library

        labels = {code: source.label for code, source in Library().sources().items()}
        tell = flow_tables.markdown if options.format == "markdown" else flow_tables.text
        console.write(tell(UK, labels))
    return 0


def _exported(options: Namespace) -> str:
    from simulator.cli.requests import asked_for
    from simulator.content.library.library import DEFAULT_PROFILE, Library

    library = Library(options.folder)
    profile = asked_for(library.profile, options.profile or DEFAULT_PROFILE, "profiles").profile
    if options.format == "scxml":
        from simulator.proof.export.scxml import scxml

        return scxml(profile)
    from simulator.proof.export.promela import promela

    return promela(profile)
