"""`silent999 flow`: the flow as text, diagram or model, generated from its tables."""

import re
from argparse import Namespace
from collections.abc import Sequence
from itertools import chain
from typing import Any

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.layout import rendered
from simulator.cli.output import Console
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.core import log as out
from simulator.core.flow import UK
from simulator.core.stimuli import Stimulus
from simulator.core.table import Impossible, Row, Table
from simulator.core.terms import IncidentStage, LineStage, Timer
from simulator.proof.export.promela import promela
from simulator.proof.export.scxml import scxml

PER_PROFILE = {"scxml": scxml, "promela": promela}
"""Formats that depend on the switches and timings of a profile."""

TEMPLATES = {"text": "flow.txt", "mermaid": "flow.mmd"}
_TABLES = (
    (UK.line, LineStage, UK.line_ends, "The line", "who is connected, held or lost"),
    (
        UK.incident,
        IncidentStage,
        UK.incident_ends,
        "The incident",
        "what the police have of the call",
    ),
)
"""Each table with its stages, the outcomes of its last stages, title and subject."""
_EFFECTS: dict[Any, str] = {
    out.SignalRecognised: "recognises",
    out.LinePlayed: "plays",
    out.NoEffect: "no effect:",
    out.CallbackFailed: "the callback fails:",
}
_CODE = re.compile(r"\b[A-Z][0-9]+[a-z]?\b")


def arguments(parser: Parser) -> None:
    parser.add_format(*TEMPLATES, *PER_PROFILE)
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
        raise UsageError(f"--profile needs --format {' or '.join(PER_PROFILE)}", "leave it out")
    library = Library(options.folder)
    if export := PER_PROFILE.get(options.format):
        wished = options.profile or DEFAULT_PROFILE
        console.write(export(asked_for(library.profile, wished, "profiles").profile))
    else:
        values = {"flow": UK, "tables": _TABLES, "arrows": _arrows, "parts": _parts}
        console.write(rendered(TEMPLATES[options.format], **values, **_registers(library)))
    return 0


def _registers(library: Library) -> dict[str, Any]:
    """Return what both tables use: inputs, conditions with what they read, and sources."""
    tables: tuple[Table[Any], ...] = (UK.line, UK.incident)
    answered = UK.line.alphabet | UK.incident.alphabet
    citing = [row.because for table in tables for row in table.rows]
    citing += [stage.meaning for stages in (LineStage, IncidentStage) for stage in stages]
    cited = set(_CODE.findall(" ".join(citing)))
    labels = {code: each.label for code, each in library.sources().items() if code in cited}
    return {
        "inputs": [each for kind in (Stimulus, Timer) for each in kind if each in answered],
        "conditions": {
            each.name.removeprefix("not "): ", ".join(each.reads)
            for table in tables
            for row in chain[Any](table.rows, table.impossible)
            for each in row.when
        },
        "sources": labels,
    }


def _parts(row: Row[Any] | Impossible[Any]) -> list[tuple[str, str]]:
    """Return the labelled parts of a row that have items. Their items may contain commas."""
    found: dict[str, Sequence[object]] = {"at": row.at, "on": row.on}
    found["when"] = ["; ".join(each.name for each in row.when)]
    if isinstance(row, Row):
        outcomes = [f"{_EFFECTS[effect.func]} {effect.args[0]}" for effect in row.so]
        to: Any = row.to
        if to in UK.line_ends:
            outcomes.append(f"the call ends: {UK.line_ends[to]}")
        elif to in UK.incident_ends:
            outcomes.append(f"once the line is down the call ends: {UK.incident_ends[to]}")
        sets = {
            name: ("no", "yes")[value] if isinstance(value, bool) else value
            for name, value in row.sets.items()
        }
        found |= {
            "goes to": [row.to or ""],
            "outcome": ["; ".join(outcomes)],
            "sets": [f"{name}: {value}" for name, value in sets.items()],
            "starts": row.start,
            "stops": row.stop,
            "because": [row.because],
        }
    joined = {label: ", ".join(map(str, items)) for label, items in found.items()}
    return [(label, items) for label, items in joined.items() if items]


def _arrows(table: Table[Any]) -> dict[tuple[object, object], list[str]]:
    """Return the labels of the rows between each two stages."""
    arrows: dict[tuple[object, object], list[str]] = {}
    for row in table.rows:
        for origin in row.at if row.to else ():
            label = f"{row.id} {' / '.join(row.on)}"
            arrows.setdefault((origin, row.to), []).append(label)
    return arrows
