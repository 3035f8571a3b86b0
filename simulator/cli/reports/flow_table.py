"""The flow as text: every row in words, with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from simulator import BANNER
from simulator.cli.reports import layout
from simulator.core import log as out
from simulator.core.stimuli import Stimulus
from simulator.core.table import Condition, Effect, Flow, Impossible, Row, Table
from simulator.core.terms import IncidentStage, LineStage, Term, Timer

WIDTH = 100
"""Width of the text in columns."""

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

TABLES = {
    "line": ("The line", "who is connected, held or lost"),
    "incident": ("The incident", "what the police have of the call"),
}
"""Title and subject of each table."""

READING = (
    "A row reads: at these stages, on these inputs and if these conditions hold, the call goes to "
    "the next stage (or stays, if there is none), with these effects and timers, because of these "
    "sources. For every input exactly one row of a table fires, or one reason rules the input out. "
    "An input of both tables moves both. Codes such as P2 are public sources, Q7 is an open "
    "question, and an assumption is ours."
)
"""How to read the tables."""

_CODE = re.compile(r"\b[A-Z][0-9]+[a-z]?\b")
_LABEL = 10
_INDENT = 6
_CLAUSES = frozenset({"when", "outcome"})
"""Parts whose items may contain commas, so semicolons separate them."""

Parts = Mapping[str, Sequence[str]]
"""Parts of a row in words, by label."""
Pairs = Sequence[tuple[str, str]]
"""Names with their meanings."""


class RowText(NamedTuple):
    """A row in words."""

    id: str
    says: str
    parts: Parts


def text(flow: Flow, sources: Mapping[str, str]) -> str:
    """Return the flow as text; `sources` has the label of each source code."""
    return "\n".join(_text(flow, sources)) + "\n"


def stages(flow: Flow, table: Table[Any]) -> tuple[tuple[str, str, str], ...]:
    """Return the stages of a table: name, meaning, and the outcome if the call ends there."""
    is_line = table.name == flow.line.name
    kinds: type[Term] = LineStage if is_line else IncidentStage
    ends: Mapping[Any, Term] = flow.line_ends if is_line else flow.incident_ends
    return tuple((str(each), each.meaning, str(ends.get(each, ""))) for each in kinds)


def causes(flow: Flow) -> tuple[tuple[str, str], ...]:
    """Return the inputs of the flow, stimuli and then timers, with their meanings."""
    answered = flow.line.alphabet | flow.incident.alphabet
    return tuple(
        (str(each), each.meaning) for kind in (Stimulus, Timer) for each in kind if each in answered
    )


def _conditions(flow: Flow) -> tuple[tuple[str, str], ...]:
    """Return the conditions of the rows, with the facts and switches that each reads."""
    asked: dict[str, Condition] = {}
    for table in (flow.line, flow.incident):
        for row in (*table.rows, *table.impossible):
            asked |= {each.name.removeprefix("not "): each for each in row.when}
    return tuple((name, ", ".join(each.reads)) for name, each in asked.items())


def _cited(flow: Flow) -> frozenset[str]:
    """Return every source code that a row or a stage cites."""
    texts = [row.because for table in (flow.line, flow.incident) for row in table.rows]
    texts += [
        meaning for table in (flow.line, flow.incident) for _, meaning, _ in stages(flow, table)
    ]
    return frozenset(code for text in texts for code in _CODE.findall(text))


def _groups(flow: Flow, table: Table[Any]) -> Iterator[tuple[str, list[RowText]]]:
    """Yield the rows by the letter of their id, with headings."""
    for letter, group in groupby(table.rows, key=lambda row: row.id.partition("-")[0]):
        yield LETTERS[letter], [_row(flow, row) for row in group]


def _asks(row: Row[Any] | Impossible[Any]) -> dict[str, Sequence[str]]:
    when = [each.name for each in row.when]
    return {"at": list(map(str, row.at)), "on": list(map(str, row.on)), "when": when}


def _row(flow: Flow, row: Row[Any]) -> RowText:
    parts = _asks(row) | {
        "goes to": [str(row.to)] if row.to else [],
        "outcome": [*map(_effect, row.so), *_ending(flow, row.to)],
        "sets": [
            f"{name}: {('no', 'yes')[value] if isinstance(value, bool) else value}"
            for name, value in row.sets.items()
        ],
        "starts": list(map(str, row.start)),
        "stops": list(map(str, row.stop)),
        "because": [row.because] if row.because else [],
    }
    return RowText(row.id, row.says, parts)


def _ending(flow: Flow, to: Any) -> Iterator[str]:
    if to in flow.line_ends:
        yield f"the call ends: {flow.line_ends[to]}"
    elif to in flow.incident_ends:
        yield f"once the line is down the call ends: {flow.incident_ends[to]}"


def _effect(effect: Effect) -> str:
    match effect:
        case partial(func=out.SignalRecognised, args=(signal,)):
            return f"recognises {signal}"
        case partial(func=out.LinePlayed, args=(intent,)):
            return f"plays {intent}"
        case partial(func=out.NoEffect, args=(why,)):
            return f"no effect: {why}"
        case partial(func=out.CallbackFailed, args=(why,)):
            return f"the callback fails: {why}"
    raise TypeError(f"a row cannot have the effect {effect!r}")


def _lists(flow: Flow, sources: Mapping[str, str]) -> Iterator[tuple[str, Pairs]]:
    """Yield the lists after the tables, each with its title."""
    yield "Inputs", causes(flow)
    yield "Conditions and what they read", _conditions(flow)
    cited = _cited(flow)
    labels = [(code, label) for code, label in sources.items() if code in cited]
    yield "Sources", labels


def _text(flow: Flow, sources: Mapping[str, str]) -> Iterator[str]:
    yield from (flow.title, "", BANNER, "", *_wrapped(READING))
    for table in (flow.line, flow.incident):
        name, what = TABLES[table.name]
        yield from ("", "", *layout.underlined(f"{name}: {what}", "="), "", "Stages")
        yield from _pairs_text(
            [
                (stage, f"{meaning} (outcome: {outcome})" if outcome else meaning)
                for stage, meaning, outcome in stages(flow, table)
            ]
        )
        for title, rows in _groups(flow, table):
            yield from ("", *layout.underlined(title))
            for row in rows:
                yield from (
                    "",
                    *_wrapped(row.says, f"{row.id:<{_INDENT}}"),
                    *_parts_text(row.parts),
                )
        yield from ("", *layout.underlined(f"{name}: ruled out"))
        yield from _ruled_out_text(table.impossible)
    yield from ("", "", *layout.underlined("For both tables", "="), "")
    yield "Ruled out in every stage"
    yield from _ruled_out_text(flow.physics)
    for title, pairs in _lists(flow, sources):
        yield from ("", title, *_pairs_text(pairs))


def _wrapped(text: str, head: str = "") -> list[str]:
    return layout.wrapped(text, head, width=WIDTH)


def _pairs_text(pairs: Pairs) -> Iterator[str]:
    width = max(len(name) for name, _ in pairs)
    for name, meaning in pairs:
        yield from _wrapped(meaning, f"  {name:<{width}}  ")


def _parts_text(parts: Parts) -> Iterator[str]:
    for label, items in parts.items():
        if items:
            joined = ("; " if label in _CLAUSES else ", ").join(items)
            yield from _wrapped(joined, f"{' ' * _INDENT}{label:<{_LABEL}}")


def _ruled_out_text(impossible: Sequence[Impossible[Any]]) -> Iterator[str]:
    for each in impossible:
        yield from ("", *_wrapped(f"{each.why[0].upper()}{each.why[1:]}."))
        yield from _parts_text(_asks(each))
