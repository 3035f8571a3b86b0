"""The flow as diagrams: Mermaid and Graphviz. Only rows that move a call are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator import BANNER
from simulator.cli import flow_words as words
from simulator.cli.flow_words import TABLES, Move
from simulator.core.rules import Flow, Table


def mermaid(flow: Flow) -> str:
    """The flow as a Mermaid state diagram, a composite state for each table."""
    return "\n".join(_mermaid(flow)) + "\n"


def dot(flow: Flow) -> str:
    """The flow as a Graphviz graph, a cluster for each table."""
    return "\n".join(_dot(flow)) + "\n"


def _node(table: Table[Any], stage: str) -> str:
    """A name that is a word in both languages and differs between the tables."""
    return f"{table.name}_{stage}"


def _shown(stage: str) -> str:
    return stage.replace("_", " ")


def _caption(table: Table[Any]) -> str:
    name, what = TABLES[table.name]
    return f"{name}: {what}"


def _left_out(table: Table[Any]) -> str:
    return f"{words.resting(table)} rows that move nothing are not drawn"


def _mermaid(flow: Flow) -> Iterator[str]:
    yield from (f"%% {flow.title}", f"%% {BANNER}", "stateDiagram-v2")
    for table in (flow.line, flow.incident):
        yield from ("", f"    %% {_left_out(table)}")
        yield f'    state "{_caption(table)}" as {table.name} {{'
        for stage, _, _ in words.stages(flow, table):
            yield f'        state "{_shown(stage)}" as {_node(table, stage)}'
        yield f"        [*] --> {_node(table, words.first_stage(table))}"
        for move in words.moves(table):
            label = "<br/>".join(move.because)
            yield f"        {_node(table, move.origin)} --> {_node(table, move.to)} : {label}"
        for stage, _, outcome in words.stages(flow, table):
            if outcome:
                yield f"        {_node(table, stage)} --> [*] : outcome {outcome}"
        yield "    }"


def _dot(flow: Flow) -> Iterator[str]:
    yield from (f"// {flow.title}", f"// {BANNER}", "digraph silent999 {")
    yield from (
        '    rankdir="LR";',
        '    node [shape="box", style="rounded", fontname="Helvetica"];',
    )
    yield '    edge [fontname="Helvetica", fontsize="9"];'
    for table in (flow.line, flow.incident):
        yield f'    subgraph "cluster_{table.name}" {{'
        yield f"        label={_quoted(_caption(table), _left_out(table))};"
        for stage, _, outcome in words.stages(flow, table):
            end = [f"outcome: {outcome}"] if outcome else []
            double = ', peripheries="2"' if outcome else ""
            label = _quoted(_shown(stage), *end)
            yield f"        {_quoted(_node(table, stage))} [label={label}{double}];"
        for move in words.moves(table):
            yield f"        {_edge(table, move)};"
        yield "    }"
    yield "}"


def _edge(table: Table[Any], move: Move) -> str:
    ends = f"{_quoted(_node(table, move.origin))} -> {_quoted(_node(table, move.to))}"
    return f"{ends} [label={_quoted(*move.because)}]"


def _quoted(*lines: str) -> str:
    """Lines of text as one string of the DOT language."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
