"""The rows of a flow in words: what its table, its text and its diagrams all show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from simulator.core import log as out
from simulator.core.rules import Condition, Effect, Flow, Impossible, Rule, Table
from simulator.core.stimuli import Stimulus
from simulator.core.terms import IncidentStage, LineStage, Term, Timer

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
"""What the letter of a row's id stands for."""

TABLES = {
    "line": ("The line", "who is connected, held or lost"),
    "incident": ("The incident", "what the police have of the call"),
}
"""What each table is called, and what it says."""

READING = (
    "A row says: at these stages, when this happens and these conditions hold, the call goes there "
    "(without a next stage it stays), with these outcomes and timers, because of these sources. "
    "Exactly one row, or one thing ruled out, answers to whatever happens. What both tables answer "
    "to moves both. Codes such as P2 are public sources, Q7 is an open question, and an assumption "
    "is ours."
)
"""How the tables are read."""

_CODE = re.compile(r"\b[A-Z][0-9]+[a-z]?\b")


class Row(NamedTuple):
    """A row in words."""

    id: str
    says: str
    at: tuple[str, ...]
    on: tuple[str, ...]
    when: tuple[str, ...]
    to: str
    """The next stage; empty to stay."""
    so: tuple[str, ...]
    """What comes of it."""
    remembers: tuple[str, ...]
    """What the call knows from then on."""
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    because: str


class RuledOut(NamedTuple):
    """What equipment or physics rules out, in words."""

    why: str
    at: tuple[str, ...]
    on: tuple[str, ...]
    when: tuple[str, ...]


class Move(NamedTuple):
    """All the ways from one stage to another."""

    origin: str
    to: str
    because: tuple[str, ...]
    """The row and what happens, for each way: ``O-19 operator_sends``."""
    rows: tuple[str, ...]
    """The row of each way."""


def rows(flow: Flow, table: Table[Any]) -> tuple[Row, ...]:
    """Every row of a table, in its order."""
    return tuple(_row(flow, row) for row in table.rows)


def groups(flow: Flow, table: Table[Any]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The rows by the letter of their id, each group with its name."""
    for letter, group in groupby(rows(flow, table), key=lambda row: row.id.partition("-")[0]):
        yield LETTERS[letter], tuple(group)


def ruled_out(impossible: Sequence[Impossible[Any]]) -> tuple[RuledOut, ...]:
    """What is ruled out, in words."""
    return tuple(
        RuledOut(each.why, tuple(map(str, each.at)), tuple(map(str, each.on)), _names(each.when))
        for each in impossible
    )


def moves(table: Table[Any]) -> tuple[Move, ...]:
    """The ways from stage to stage. Rows that move nothing are not in it."""
    ways: dict[tuple[str, str], dict[str, str]] = {}
    for row in table.rows:
        for origin in row.at if row.to else ():
            way = f"{row.id} {' / '.join(row.on)}"
            ways.setdefault((str(origin), str(row.to)), {})[row.id] = way
    return tuple(
        Move(origin, to, tuple(because.values()), tuple(because))
        for (origin, to), because in ways.items()
    )


def resting(table: Table[Any]) -> int:
    """How many rows move nothing."""
    return sum(row.to is None for row in table.rows)


def stages(flow: Flow, table: Table[Any]) -> tuple[tuple[str, str, str], ...]:
    """The stages that a table speaks of: name, meaning, and the outcome if the call ends there."""
    is_line = table.name == flow.line.name
    kinds: type[Term] = LineStage if is_line else IncidentStage
    ends: Mapping[Any, Term] = flow.line_ends if is_line else flow.incident_ends
    return tuple((str(each), each.meaning, str(ends.get(each, ""))) for each in kinds)


def first_stage(table: Table[Any]) -> str:
    """The stage at which a table begins: the one that no row leads to."""
    led_to = {row.to for row in table.rows}
    return next(str(origin) for row in table.rows for origin in row.at if origin not in led_to)


def causes(flow: Flow) -> tuple[tuple[str, str], ...]:
    """What rows answer to, acts and then timers, with what each means."""
    answered = flow.line.alphabet | flow.incident.alphabet
    return tuple(
        (str(each), each.meaning) for kind in (Stimulus, Timer) for each in kind if each in answered
    )


def conditions(flow: Flow) -> tuple[tuple[str, str], ...]:
    """The conditions that rows ask for, with the facts and switches that each looks at."""
    asked: dict[str, Condition] = {}
    for table in (flow.line, flow.incident):
        for row in (*table.rows, *table.impossible):
            asked |= {each.name.removeprefix("not "): each for each in row.when}
    return tuple((name, ", ".join(each.reads)) for name, each in asked.items())


def cited(flow: Flow) -> frozenset[str]:
    """Every code that a row or a stage names."""
    texts = [row.because for table in (flow.line, flow.incident) for row in table.rows]
    texts += [
        meaning for table in (flow.line, flow.incident) for _, meaning, _ in stages(flow, table)
    ]
    return frozenset(code for text in texts for code in _CODE.findall(text))


def _row(flow: Flow, row: Rule[Any]) -> Row:
    return Row(
        row.id,
        row.says,
        tuple(map(str, row.at)),
        tuple(map(str, row.on)),
        _names(row.when),
        str(row.to or ""),
        (*map(_effect, row.so), *_ending(flow, row.to)),
        tuple(f"{name}: {_value(value)}" for name, value in row.sets.items()),
        tuple(map(str, row.start)),
        tuple(map(str, row.stop)),
        row.because,
    )


def _ending(flow: Flow, to: Any) -> Iterator[str]:
    if to in flow.line_ends:
        yield f"the call ends: {flow.line_ends[to]}"
    elif to in flow.incident_ends:
        yield f"once the line is down the call ends: {flow.incident_ends[to]}"


def _names(when: Sequence[Condition]) -> tuple[str, ...]:
    return tuple(each.name for each in when)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _effect(effect: Effect) -> str:
    match effect:
        case partial(func=out.SignalRecognised, args=(signal,)):
            return f"recognises {signal}"
        case partial(func=out.Played, args=(intent,)):
            return f"plays {intent}"
        case partial(func=out.NoEffect, args=(why,)):
            return f"no effect: {why}"
        case partial(func=out.CallbackFailed, args=(why,)):
            return f"the callback fails: {why}"
    raise TypeError(f"a row cannot have the effect {effect!r}")
