"""`silent999 flow`: the flow as text, diagram or model, generated from its tables."""

from __future__ import annotations

from argparse import Namespace

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.output import Console
from simulator.cli.reports import flow_diagram, flow_table
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.core.flow import UK
from simulator.proof.export.promela import promela
from simulator.proof.export.scxml import scxml

PER_PROFILE = ("scxml", "promela")
"""Formats that depend on the switches and timings of a profile."""


def arguments(parser: Parser) -> None:
    parser.add_format("text", "mermaid", "scxml", "promela")
    about = "scxml, promela: variant of the procedure (default: iopc_2019)"
    parser.takes("--profile", "ID|FILE", about)
    parser.add_folders()
    parser.explain(
        "text: every row with its sources. mermaid: a diagram of the rows that change the stage. "
        "scxml: a state chart for other interpreters. promela: a model for the checker SPIN. The "
        "last two begin with instructions."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the flow in the chosen format."""
    if options.profile and options.format not in PER_PROFILE:
        known = " or ".join(PER_PROFILE)
        raise UsageError(f"--profile needs --format {known}", "leave it out")
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
