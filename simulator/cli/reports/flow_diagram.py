"""The flow as a Mermaid state diagram, with the rows that change the stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from simulator import BANNER
from simulator.cli.reports.flow_table import TABLES, stages
from simulator.core.table import Flow, Table


class StageArrow(NamedTuple):
    """Arrow from one stage to another, for one or more rows."""

    origin: str
    to: str
    labels: tuple[str, ...]
    """Row and input of each: ``O-19 operator_sends``."""


def mermaid(flow: Flow) -> str:
    """Return the diagram, with a composite state for each table."""
    return "\n".join(_mermaid(flow)) + "\n"


def stage_arrows(table: Table[Any]) -> tuple[StageArrow, ...]:
    """Return the arrows of a table."""
    labels: dict[tuple[str, str], list[str]] = {}
    for row in table.rows:
        for origin in row.at if row.to else ():
            label = f"{row.id} {' / '.join(row.on)}"
            labels.setdefault((str(origin), str(row.to)), []).append(label)
    return tuple(StageArrow(*stages, tuple(listed)) for stages, listed in labels.items())


def _first_stage(table: Table[Any]) -> str:
    """Return the first stage of a table: the one that no row leads to."""
    led_to = {row.to for row in table.rows}
    return next(str(origin) for row in table.rows for origin in row.at if origin not in led_to)


def _mermaid(flow: Flow) -> Iterator[str]:
    yield from (f"%% {flow.title}", f"%% {BANNER}", "stateDiagram-v2")
    for table in (flow.line, flow.incident):
        name, what = TABLES[table.name]
        unmoving = sum(row.to is None for row in table.rows)
        yield from ("", f"    %% not drawn: {unmoving} rows that keep the stage")
        yield f'    state "{name}: {what}" as {table.name} {{'
        for stage, _, _ in stages(flow, table):
            yield f'        state "{stage.replace("_", " ")}" as {table.name}_{stage}'
        yield f"        [*] --> {table.name}_{_first_stage(table)}"
        for move in stage_arrows(table):
            label = "<br/>".join(move.labels)
            yield f"        {table.name}_{move.origin} --> {table.name}_{move.to} : {label}"
        for stage, _, outcome in stages(flow, table):
            if outcome:
                yield f"        {table.name}_{stage} --> [*] : outcome {outcome}"
        yield "    }"
