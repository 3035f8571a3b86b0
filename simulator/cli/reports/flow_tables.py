"""The flow as text for a terminal, and as Markdown: every row, with its sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator import BANNER
from simulator.cli.reports import flow_words as words
from simulator.cli.reports.flow_words import TABLES, Row, RuledOut
from simulator.core.rules import Flow, Table

WIDTH = 100
"""The widest line of the text."""

Pairs = Sequence[tuple[str, str]]
"""A name, and what it means."""

_LABEL = 10
_INDENT = 6


def text(flow: Flow, sources: Mapping[str, str]) -> str:
    """The flow as text, at most `WIDTH` wide; `sources` has the label of each code."""
    return "\n".join(_text(flow, sources)) + "\n"


def markdown(flow: Flow, sources: Mapping[str, str]) -> str:
    """The flow as Markdown tables; `sources` has the label of each code."""
    return "\n".join(_markdown(flow, sources)) + "\n"


def _beside(flow: Flow, sources: Mapping[str, str]) -> Iterator[tuple[str, str, str, Pairs]]:
    """The lists after the tables: title, what the two columns are, and their rows."""
    yield "What can happen", "word", "meaning", words.causes(flow)
    yield "Conditions and what they look at", "condition", "facts, switches", words.conditions(flow)
    cited = words.cited(flow)
    labels = [(code, label) for code, label in sources.items() if code in cited]
    yield "Sources", "code", "what it is", labels


# --- text ----------------------------------------------------------------------------------------


def _text(flow: Flow, sources: Mapping[str, str]) -> Iterator[str]:
    yield from (flow.title, "", BANNER, "", *textwrap.wrap(words.READING, WIDTH))
    for table in (flow.line, flow.incident):
        name, what = TABLES[table.name]
        yield from ("", "", *_heading(f"{name}: {what}", "="))
        yield from ("", "Stages")
        width = max(len(stage) for stage, _, _ in words.stages(flow, table))
        for stage, meaning, outcome in words.stages(flow, table):
            end = f" (outcome: {outcome})" if outcome else ""
            yield from _item(f"  {stage:<{width}}  ", meaning + end)
        for title, rows in words.groups(flow, table):
            yield from ("", *_heading(title, "-"))
            for row in rows:
                yield from ("", *_row_text(row))
        yield from ("", *_heading(f"{name}: what cannot happen", "-"))
        yield from _ruled_out_text(words.ruled_out(table.impossible))
    yield from ("", "", *_heading("Beside both tables", "="), "")
    yield "What cannot happen, whatever the tables say"
    yield from _ruled_out_text(words.ruled_out(flow.physics))
    for title, _, _, pairs in _beside(flow, sources):
        yield from ("", title)
        width = max(len(name) for name, _ in pairs)
        for name, meaning in pairs:
            yield from _item(f"  {name:<{width}}  ", meaning)


def _heading(title: str, line: str) -> tuple[str, str]:
    return title, line * len(title)


def _item(head: str, rest: str) -> list[str]:
    """Text with a head, wrapped under itself."""
    return textwrap.wrap(
        rest,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _labelled(label: str, rest: str) -> list[str]:
    return _item(f"{' ' * _INDENT}{label:<{_LABEL}}", rest) if rest else []


def _row_text(row: Row) -> Iterator[str]:
    yield from _item(f"{row.id:<{_INDENT}}", row.says)
    yield from _labelled("at", ", ".join(row.at))
    yield from _labelled("on", ", ".join(row.on))
    yield from _labelled("when", "; ".join(row.when))
    yield from _labelled("goes to", row.to)
    yield from _labelled("outcome", "; ".join(row.so))
    yield from _labelled("sets", ", ".join(row.remembers))
    yield from _labelled("starts", ", ".join(row.starts))
    yield from _labelled("stops", ", ".join(row.stops))
    yield from _labelled("because", row.because)


def _ruled_out_text(impossible: Sequence[RuledOut]) -> Iterator[str]:
    for each in impossible:
        yield from ("", *textwrap.wrap(each.why[0].upper() + each.why[1:] + ".", WIDTH))
        yield from _labelled("at", ", ".join(each.at))
        yield from _labelled("on", ", ".join(each.on))
        yield from _labelled("when", "; ".join(each.when))


# --- Markdown ------------------------------------------------------------------------------------

_ROW_HEADS = (
    "id",
    "the rule",
    "at",
    "on",
    "when",
    "goes to",
    "outcome",
    "sets",
    "starts",
    "stops",
    "because",
)


def _markdown(flow: Flow, sources: Mapping[str, str]) -> Iterator[str]:
    yield from (f"# {flow.title}", "", f"**{BANNER}**", "", words.READING)
    for table in (flow.line, flow.incident):
        name, what = TABLES[table.name]
        yield from ("", f"## {name}: {what}", "", "### Stages", "")
        yield from _table(
            ("stage", "meaning", "outcome"),
            [
                (_code(stage), meaning, _code(end))
                for stage, meaning, end in words.stages(flow, table)
            ],
        )
        for title, rows in words.groups(flow, table):
            yield from ("", f"### {title}", "", *_table(_ROW_HEADS, list(map(_cells, rows))))
        yield from ("", f"### {name}: what cannot happen", "", *_ruled_out_table(table, flow))
    yield from ("", "## Beside both tables", "", "### What cannot happen, whatever they say", "")
    yield from _ruled_out_table(None, flow)
    for title, one, about, pairs in _beside(flow, sources):
        yield from ("", f"### {title}", "", *_table((one, about), pairs))


def _ruled_out_table(table: Table[Any] | None, flow: Flow) -> Iterator[str]:
    impossible = table.impossible if table else flow.physics
    return _table(
        ("why", "at", "on", "when"),
        [
            (each.why, _codes(each.at), _codes(each.on), "; ".join(each.when))
            for each in words.ruled_out(impossible)
        ],
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.id,
        row.says,
        _codes(row.at),
        _codes(row.on),
        "; ".join(row.when),
        _code(row.to),
        "; ".join(row.so),
        ", ".join(row.remembers),
        _codes(row.starts),
        _codes(row.stops),
        row.because,
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for cells in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _code(name: str) -> str:
    return f"`{name}`" if name else ""


def _codes(names: Sequence[str]) -> str:
    return ", ".join(map(_code, names))
