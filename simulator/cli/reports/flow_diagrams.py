"""The flow as diagrams: Mermaid and Graphviz. Only rows that move a call are drawn.

Marks turn a diagram of the flow into one of what the scenarios exercise. A mark is a word and a
shape, never a colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulator import BANNER
from simulator.cli.reports.flow_tables import TABLES, stages
from simulator.core.rules import Flow, Table
from simulator.proof.coverage.reachable import Standing


class Move(NamedTuple):
    """The rows that lead from one stage to another."""

    origin: str
    to: str
    because: tuple[str, ...]
    """Each row and what happens: ``O-19 operator_sends``."""
    rows: tuple[str, ...]
    """The id of each row."""


class Marks(NamedTuple):
    """How rows and stages stand; what has no mark is drawn plainly."""

    rows: Mapping[str, Standing] = {}
    """By the ids of rows."""
    stages: Mapping[str, Standing] = {}
    """By the names of nodes: ``line_with_operator``."""


PLAIN = Marks()
_EDGES = {Standing.MISSED: "dashed", Standing.RULED_OUT: "dotted"}
_SHAPES = {Standing.MISSED: ("octagon", "dashed"), Standing.RULED_OUT: ("note", "dotted")}


def mermaid(flow: Flow, marks: Marks = PLAIN) -> str:
    """The flow as a Mermaid state diagram, a composite state for each table."""
    return "\n".join(_mermaid(flow, marks)) + "\n"


def dot(flow: Flow, marks: Marks = PLAIN) -> str:
    """The flow as a Graphviz graph, a cluster for each table."""
    return "\n".join(_dot(flow, marks)) + "\n"


def moves(table: Table[Any]) -> tuple[Move, ...]:
    """Return the moves from stage to stage. Rows that move nothing are not in it."""
    ways: dict[tuple[str, str], dict[str, str]] = {}
    for row in table.rows:
        for origin in row.at if row.to else ():
            way = f"{row.id} {' / '.join(row.on)}"
            ways.setdefault((str(origin), str(row.to)), {})[row.id] = way
    return tuple(
        Move(origin, to, tuple(because.values()), tuple(because))
        for (origin, to), because in ways.items()
    )


def first_stage(table: Table[Any]) -> str:
    """Return the stage at which a table begins: the one that no row leads to."""
    led_to = {row.to for row in table.rows}
    return next(str(origin) for row in table.rows for origin in row.at if origin not in led_to)


def node(table: Table[Any], stage: str) -> str:
    """A name that is a word in both languages and differs between the tables."""
    return f"{table.name}_{stage}"


def _shown(stage: str) -> str:
    return stage.replace("_", " ")


def _caption(table: Table[Any]) -> str:
    name, what = TABLES[table.name]
    return f"{name}: {what}"


def _left_out(table: Table[Any]) -> str:
    return f"{sum(row.to is None for row in table.rows)} rows that move nothing are not drawn"


def _split(move: Move, marks: Marks) -> Iterator[tuple[Standing, tuple[str, ...]]]:
    """The ways from one stage to another, by how their rows stand."""
    for standing in Standing:
        ways = tuple(
            way
            for row, way in zip(move.rows, move.because, strict=True)
            if marks.rows.get(row, Standing.REACHED) is standing
        )
        if ways:
            yield standing, ways


def _word(standing: Standing) -> list[str]:
    return [] if standing is Standing.REACHED else [standing.upper()]


def _beneath(table: Table[Any], stage: str, marks: Marks) -> list[str]:
    """What stands under the name of a stage: how it stands, and its resting rows to look at."""
    standing = marks.stages.get(node(table, stage), Standing.REACHED)
    missed = [
        row.id
        for row in table.rows
        if row.to is None
        and stage in map(str, row.at)
        and marks.rows.get(row.id) is Standing.MISSED
    ]
    listed = [f"{Standing.MISSED}: {', '.join(missed)}"] if missed else []
    return _word(standing) + listed


def _mermaid(flow: Flow, marks: Marks) -> Iterator[str]:
    yield from (f"%% {flow.title}", f"%% {BANNER}", "stateDiagram-v2")
    for table in (flow.line, flow.incident):
        yield from ("", f"    %% {_left_out(table)}")
        yield f'    state "{_caption(table)}" as {table.name} {{'
        for stage, _, _ in stages(flow, table):
            label = "<br/>".join([_shown(stage), *_beneath(table, stage, marks)])
            yield f'        state "{label}" as {node(table, stage)}'
        yield f"        [*] --> {node(table, first_stage(table))}"
        for move in moves(table):
            for standing, ways in _split(move, marks):
                label = "<br/>".join([*_word(standing), *ways])
                yield f"        {node(table, move.origin)} --> {node(table, move.to)} : {label}"
        for stage, _, outcome in stages(flow, table):
            if outcome:
                yield f"        {node(table, stage)} --> [*] : outcome {outcome}"
        yield "    }"
    for name, standing in marks.stages.items():
        if standing is not Standing.REACHED:
            yield f"    class {name} {standing.name.lower()}"
    if marks.stages:
        yield "    classDef missed stroke-dasharray:6 4,stroke-width:3px"
        yield "    classDef ruled_out stroke-dasharray:2 4"


def _dot(flow: Flow, marks: Marks) -> Iterator[str]:
    yield from (f"// {flow.title}", f"// {BANNER}", "digraph silent999 {")
    yield from (
        '    rankdir="LR";',
        '    node [shape="box", style="rounded", fontname="Helvetica"];',
    )
    yield '    edge [fontname="Helvetica", fontsize="9"];'
    for table in (flow.line, flow.incident):
        yield f'    subgraph "cluster_{table.name}" {{'
        yield f"        label={_quoted(_caption(table), _left_out(table))};"
        for stage, _, outcome in stages(flow, table):
            end = [f"outcome: {outcome}"] if outcome else []
            double = ', peripheries="2"' if outcome else ""
            label = _quoted(_shown(stage), *end, *_beneath(table, stage, marks))
            shaped = _shaped(marks.stages.get(node(table, stage)))
            yield f"        {_quoted(node(table, stage))} [label={label}{double}{shaped}];"
        for move in moves(table):
            for standing, ways in _split(move, marks):
                yield f"        {_edge(table, move, standing, ways)};"
        yield "    }"
    yield "}"


def _shaped(standing: Standing | None) -> str:
    if standing not in _SHAPES:
        return ""
    shape, style = _SHAPES[standing]
    return f', shape="{shape}", style="{style}"'


def _edge(table: Table[Any], move: Move, standing: Standing, ways: tuple[str, ...]) -> str:
    ends = f"{_quoted(node(table, move.origin))} -> {_quoted(node(table, move.to))}"
    style = f', style="{_EDGES[standing]}"' if standing in _EDGES else ""
    return f"{ends} [label={_quoted(*_word(standing), *ways)}{style}]"


def _quoted(*lines: str) -> str:
    """Lines of text as one string of the DOT language."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
