"""`silent999 flow`: the flow as text, diagram or model, generated from its tables."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from typing import Any

from simulator import BANNER
from simulator.cli import layout
from simulator.cli.arguments import Parser, UsageError, asked_for
from simulator.cli.layout import underlined
from simulator.cli.output import Console
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.core import log as out
from simulator.core.flow import UK
from simulator.core.stimuli import Stimulus
from simulator.core.table import Flow, Impossible, Row, Table
from simulator.core.terms import IncidentStage, LineStage, Term, Timer
from simulator.proof.export.promela import promela
from simulator.proof.export.scxml import scxml

PER_PROFILE = {"scxml": scxml, "promela": promela}
"""Formats that depend on the switches and timings of a profile."""

LETTERS = {
    "D": "Dialling",
    "O": "With the operator",
    "R": "In the recorded service",
    "S": "After an accepted signal",
    "F": "With the Met's first handler",
    "B": "Back with the operator",
    "C": "Connecting to police",
    "H": "With the call handler",
    "L": "A landline put down",
    "X": "The line is lost",
    "K": "Ringing back",
    "A": "At any stage",
    "I": "What the police do",
}
"""The heading for each letter of the rows' ids."""

_TABLES = {
    "line": ("The line", "who is connected, held or lost"),
    "incident": ("The incident", "what the police have of the call"),
}
"""Title and subject of each table."""

_READING = (
    "A row reads: at these stages, on these inputs and if these conditions hold, the call goes to "
    "the next stage (or stays, if there is none), with these effects and timers, because of these "
    "sources. For every input exactly one row of a table fires, or one reason rules the input out. "
    "An input of both tables moves both. Codes such as P2 are public sources, Q7 is an open "
    "question, and an assumption is ours."
)
_EFFECTS: dict[Any, str] = {
    out.SignalRecognised: "recognises",
    out.LinePlayed: "plays",
    out.NoEffect: "no effect:",
    out.CallbackFailed: "the callback fails:",
}
_CODE = re.compile(r"\b[A-Z][0-9]+[a-z]?\b")
_CLAUSES = ("when", "outcome")
"""Parts of a row whose items may contain commas, so semicolons separate them."""

_wrapped = partial(layout.wrapped, width=100)


def arguments(parser: Parser) -> None:
    parser.add_format("text", "mermaid", *PER_PROFILE)
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
    elif options.format == "mermaid":
        console.say_lines(_mermaid(UK))
    else:
        labels = {code: source.label for code, source in library.sources().items()}
        console.say_lines(_text(UK, labels))
    return 0


def _text(flow: Flow, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield every row in words; `sources` has the label of each source code."""
    yield from (flow.title, "", BANNER, "", *_wrapped(_READING))
    tables: tuple[Table[Any], ...] = (flow.line, flow.incident)
    for table in tables:
        name, what = _TABLES[table.name]
        yield from ("", "", *underlined(f"{name}: {what}", "="), "", "Stages")
        yield from _pairs(
            (stage, f"{meaning} (outcome: {outcome})" if outcome else meaning)
            for stage, meaning, outcome in _stages(flow, table)
        )
        for letter, rows in groupby(table.rows, key=lambda row: row.id.partition("-")[0]):
            yield from ("", *underlined(LETTERS[letter]))
            for row in rows:
                yield from ("", *_wrapped(row.says, f"{row.id:<6}"), *_parts(_asks(row)))
                yield from _parts(_does(flow, row))
        yield from ("", *underlined(f"{name}: ruled out"), *_ruled_out(table.impossible))
    yield from ("", "", *underlined("For both tables", "="), "")
    yield from ("Ruled out in every stage", *_ruled_out(flow.physics))
    answered = flow.line.alphabet | flow.incident.alphabet
    inputs = [each for kind in (Stimulus, Timer) for each in kind if each in answered]
    yield from ("", "Inputs", *_pairs((str(each), each.meaning) for each in inputs))
    conditions = {
        each.name.removeprefix("not "): ", ".join(each.reads)
        for table in tables
        for row in chain[Any](table.rows, table.impossible)
        for each in row.when
    }
    yield from ("", "Conditions and what they read", *_pairs(conditions.items()))
    citing = [row.because for table in tables for row in table.rows]
    citing += [meaning for table in tables for _, meaning, _ in _stages(flow, table)]
    cited = set(_CODE.findall(" ".join(citing)))
    yield from ("", "Sources", *_pairs(each for each in sources.items() if each[0] in cited))


def _stages(flow: Flow, table: Table[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the stages of a table: name, meaning, and the outcome if the call ends there."""
    is_line = table is flow.line
    kinds: type[Term] = LineStage if is_line else IncidentStage
    ends: Mapping[Any, Term] = flow.line_ends if is_line else flow.incident_ends
    return ((str(each), each.meaning, str(ends.get(each, ""))) for each in kinds)


def _asks(row: Row[Any] | Impossible[Any]) -> dict[str, Sequence[object]]:
    return {"at": row.at, "on": row.on, "when": [each.name for each in row.when]}


def _does(flow: Flow, row: Row[Any]) -> dict[str, Sequence[object]]:
    outcomes = [f"{_EFFECTS[effect.func]} {effect.args[0]}" for effect in row.so]
    to: Any = row.to
    if to in flow.line_ends:
        outcomes.append(f"the call ends: {flow.line_ends[to]}")
    elif to in flow.incident_ends:
        outcomes.append(f"once the line is down the call ends: {flow.incident_ends[to]}")
    return {
        "goes to": [row.to] if row.to else [],
        "outcome": outcomes,
        "sets": [
            f"{name}: {('no', 'yes')[value] if isinstance(value, bool) else value}"
            for name, value in row.sets.items()
        ],
        "starts": row.start,
        "stops": row.stop,
        "because": [row.because] if row.because else [],
    }


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    listed = list(pairs)
    width = max(len(name) for name, _ in listed)
    for name, meaning in listed:
        yield from _wrapped(meaning, f"  {name:<{width}}  ")


def _parts(parts: Mapping[str, Sequence[object]]) -> Iterator[str]:
    """Yield the parts of a row that have items, each behind its label."""
    for label, items in parts.items():
        if items:
            joined = ("; " if label in _CLAUSES else ", ").join(map(str, items))
            yield from _wrapped(joined, f"      {label:<10}")


def _ruled_out(impossible: Sequence[Impossible[Any]]) -> Iterator[str]:
    for each in impossible:
        yield from ("", *_wrapped(f"{each.why[0].upper()}{each.why[1:]}."), *_parts(_asks(each)))


def _mermaid(flow: Flow) -> Iterator[str]:
    """Yield a Mermaid state diagram of the rows that change the stage."""
    yield from (f"%% {flow.title}", f"%% {BANNER}", "stateDiagram-v2")
    tables: tuple[Table[Any], ...] = (flow.line, flow.incident)
    for table in tables:
        name, what = _TABLES[table.name]
        unmoving = sum(row.to is None for row in table.rows)
        yield from ("", f"    %% not drawn: {unmoving} rows that keep the stage")
        yield f'    state "{name}: {what}" as {table.name} {{'
        for stage, _, _ in _stages(flow, table):
            yield f'        state "{stage.replace("_", " ")}" as {table.name}_{stage}'
        led_to = {row.to for row in table.rows}
        first = next(origin for row in table.rows for origin in row.at if origin not in led_to)
        yield f"        [*] --> {table.name}_{first}"
        arrows: dict[tuple[object, object], list[str]] = {}
        for row in table.rows:
            for origin in row.at if row.to else ():
                label = f"{row.id} {' / '.join(row.on)}"
                arrows.setdefault((origin, row.to), []).append(label)
        for (origin, to), labels in arrows.items():
            joined = "<br/>".join(labels)
            yield f"        {table.name}_{origin} --> {table.name}_{to} : {joined}"
        for stage, _, outcome in _stages(flow, table):
            if outcome:
                yield f"        {table.name}_{stage} --> [*] : outcome {outcome}"
        yield "    }"
