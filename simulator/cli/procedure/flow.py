"""`silent999 flow`: every row of the flow, generated from the tables that the simulator follows."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser, UsageError, asked_for, name
from simulator.cli.output import Console
from simulator.cli.reports import flow_diagram, flow_table
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.core.flow import UK
from simulator.proof.export.promela import promela
from simulator.proof.export.scxml import scxml

PER_PROFILE = ("scxml", "promela")
"""Formats that hold the switches and lengths of one profile."""


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_format("text", "mermaid", "scxml", "promela")
    parser.add_argument(
        "--profile",
        type=name,
        metavar="ID|FILE",
        help="of scxml and promela: the variant of the procedure (default: iopc_2019)",
    )
    parser.add_folders()
    parser.explain(
        "text has every row with its sources; mermaid (stateDiagram-v2) draws the rows that move a "
        "call from one stage to another; scxml is for other interpreters of state charts, and "
        "promela for the model checker SPIN; each says at its head how it is used."
    )


def run(options: Namespace, console: Console) -> int:
    """Write the flow in the format that was asked for."""
    if options.profile and options.format not in PER_PROFILE:
        known = " and ".join(PER_PROFILE)
        raise UsageError(f"--profile goes with --format {known}", "leave it out")
    library = Library(options.folder)
    match options.format:
        case "scxml" | "promela":
            wished = options.profile or DEFAULT_PROFILE
            profile = asked_for(library.profile, wished, "profiles").profile
            console.write(scxml(profile) if options.format == "scxml" else promela(profile))
        case "mermaid":
            console.write(flow_diagram.mermaid(UK))
        case _:
            labels = {code: source.label for code, source in library.sources().items()}
            console.write(flow_table.text(UK, labels))
    return 0
