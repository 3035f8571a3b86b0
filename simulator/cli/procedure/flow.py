"""`silent999 flow`: the flow as text, diagram or model, generated from its tables."""

import json
import re
from argparse import Namespace
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.layout import counted, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.cli.write_files import write_whole
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.core import terms
from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.stimuli import Stimulus
from simulator.core.table import Flow, Table
from simulator.core.terms import IncidentStage, LineStage, Timer
from simulator.errors import SimulatorError
from simulator.proof.export import guarded_steps, ltl
from simulator.proof.export import timed_automata as automata
from simulator.proof.export.claims import stated
from simulator.proof.export.vectors import vectors
from simulator.rules.properties import Property

TEMPLATES = {"text": "flow.txt", "mermaid": "flow.mmd"}
PER_PROFILE = {"scxml": "flow.scxml", "promela": "flow.pml", "tchecker": "flow.tck"}
"""Formats that depend on the switches and timings of a profile, with their templates."""
_TABLES = (
    (UK.line, LineStage, UK.line_ends, "who is connected, held or lost"),
    (UK.incident, IncidentStage, UK.incident_ends, "what the police have of the call"),
)
"""Each table with its stages, the outcomes of its last stages, and subject."""
_CODE = re.compile(r"\b[A-Z][0-9]+[a-z]?\b")


def arguments(parser: Parser) -> None:
    parser.add_format(*TEMPLATES, *PER_PROFILE, "vectors")
    about = f"variant of the procedure (default: {DEFAULT_PROFILE}; for vectors: each)"
    parser.takes("--profile", "ID|FILE", about)
    parser.add_folders()
    parser.explain(
        "text: every row with its sources. mermaid: a diagram of the rows that change the stage. "
        "scxml: a state chart for other interpreters. promela: a model for the checker SPIN, with "
        "the properties of verify. tchecker: timed automata for TChecker, with the timed "
        "properties. These begin with instructions. vectors: a folder of calls (--output), with "
        "which other implementations can be tested; its README says how."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the flow in the chosen format, or write the folder of vectors."""
    library, form = library_of(options), options.format
    if options.profile and form in TEMPLATES:
        others = f"{', '.join(PER_PROFILE)} or vectors"
        raise UsageError(f"--profile needs --format {others}", "leave it out")
    wished = options.profile or DEFAULT_PROFILE
    profile = asked_for(library.profile, wished, "profiles").profile
    if form == "vectors":
        every = [each.profile for each in library.profiles()]
        _write_vectors(options, [profile] if options.profile else every, console)
    elif form in PER_PROFILE:
        properties = [prop for loaded in library.properties() for prop in loaded.file.built]
        console.write(exported(form, profile, properties))
    else:
        values = {"flow": UK, "tables": _TABLES}
        console.write(rendered(TEMPLATES[form], **values, **_registers(library)))
    return 0


def _write_vectors(options: Namespace, profiles: Sequence[Profile], console: Console) -> None:
    folder: Path | None = options.output
    if folder is None:
        raise UsageError("--format vectors needs --output FOLDER", "name a new folder")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise SimulatorError(f"{folder}: {error.strerror}", "name a new folder") from error
    files = {each.id: vectors(each) for each in profiles}
    texts = {f"{name}.json": f"{json.dumps(given)}\n" for name, given in files.items()}
    texts["README.md"] = rendered("vectors.md", flow=UK, timers=[*Timer], files=files)
    for name, text in texts.items():
        write_whole(folder / name, [text.encode()], replace=options.replace)
    console.say(f"{folder}: calls under {counted(len(profiles), 'profile')}; see README.md there")


def exported(form: str, profile: Profile, properties: Iterable[Property], flow: Flow = UK) -> str:
    """Return the flow under a profile as a model, with those properties that it can state."""
    steps = [*guarded_steps.guarded_steps(profile, flow)]
    claims, unstated = stated(() if form == "scxml" else properties, profile, steps)
    untimed = [claim for claim in claims if form == "promela" and not claim.prop.timed]
    return rendered(
        PER_PROFILE[form],
        flow=flow,
        profile=profile,
        steps=steps,
        formulas=[*map(ltl.Formula, untimed)],
        measured=[automata.MeasuredClaim(each, profile) for each in claims if each.prop.timed],
        unstated=unstated,
        # What the templates call, and the lists in them.
        modules={"steps": guarded_steps, "terms": terms, "ltl": ltl, "automata": automata},
    )


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
