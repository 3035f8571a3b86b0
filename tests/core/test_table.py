"""The two tables, enumerated completely: what a row may be, and that exactly one answers."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import EnumMeta
from itertools import product
from typing import Any, NamedTuple, cast, get_type_hints

import pytest

from simulator.core import flow as tables
from simulator.core import terms
from simulator.core.flow import INCIDENT, LINE, UK
from simulator.core.profile import Switches
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState, Impossible, Row, Table
from tests.session.calls import LIBRARY

LineOrIncident = terms.LineStage | terms.IncidentStage
AnyRow = Row[terms.LineStage] | Row[terms.IncidentStage]
Ruled = AnyRow | Impossible[terms.LineStage] | Impossible[terms.IncidentStage]

ROWS: tuple[AnyRow, ...] = (*LINE.rows, *INCIDENT.rows)
RULED_OUT: tuple[Ruled, ...] = (*LINE.impossible, *INCIDENT.impossible, *UK.physics)
WAITING = tuple(stage for stage in terms.LineStage if stage not in UK.line_ends)
DOMAINS: Mapping[str, tuple[object, ...]] = {
    name: tuple(hint) if isinstance(hint, EnumMeta) else (False, True)
    for holder in (CallState, Switches)
    for name, hint in get_type_hints(holder).items()
}
"""Every value of every field that a condition can read."""


class Cell(NamedTuple):
    """A stage of one of the tables, a cause, and what stands there."""

    stage: LineOrIncident
    cause: FlowInput
    candidates: tuple[Ruled, ...]

    def combinations(self) -> Iterator[tuple[CallState, Switches]]:
        """Every value of what the candidates read."""
        here = "line" if isinstance(self.stage, terms.LineStage) else "incident"
        conditions = (condition for row in self.candidates for condition in row.when)
        reads = dict.fromkeys(name for condition in conditions for name in condition.reads)
        yield from (_with({**v, here: self.stage}) for v in every_value(reads.keys() - {here}))


def every_value(names: Iterable[str]) -> Iterator[Mapping[str, object]]:
    """Every combination of the values of some fields."""
    names = tuple(names)
    for values in product(*(DOMAINS[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def _with(values: Mapping[str, object]) -> tuple[CallState, Switches]:
    state = {name: value for name, value in values.items() if name in CallState._fields}
    switches = {name: value for name, value in values.items() if name not in state}
    return CallState()._replace(**cast("Any", state)), Switches(**cast("Any", switches))


def cells_of(table: Table[terms.LineStage] | Table[terms.IncidentStage]) -> list[Cell]:
    """Every stage and cause of a table; the ends of the line have none."""
    stages: Iterable[LineOrIncident] = WAITING if table is LINE else tuple(terms.IncidentStage)
    index = cast("dict[tuple[LineOrIncident, FlowInput], list[Ruled]]", table.index())
    causes = sorted(table.alphabet, key=lambda cause: (type(cause).__name__, cause))
    return [Cell(s, c, tuple(index.get((s, c), ()))) for s, c in product(stages, causes)]


@pytest.mark.parametrize(
    ("table", "cells", "combinations"),
    [(LINE, 864, 1047), (INCIDENT, 225, 292)],
    ids=["line", "incident"],
)
def test_exactly_one_row_or_impossibility_answers(
    table: Table[terms.LineStage] | Table[terms.IncidentStage],
    cells: int,
    combinations: int,
    record_property: Callable[[str, object], None],
) -> None:
    found = cells_of(table)
    every = [(cell, both) for cell in found for both in cell.combinations()]
    for cell, both in every:
        fits = [row for row in cell.candidates if all(c.holds(*both) for c in row.when)]
        assert len(fits) == 1, f"{len(fits)} answer to {cell.cause} in {both}"
    told = f"{len(found)} cells, {len(every)} combinations enumerated"
    record_property("count", f"{table.name} table: {told}")
    assert (len(found), len(every)) == (cells, combinations)


def test_an_impossibility_speaks_of_causes_that_some_row_answers_to() -> None:
    pairs: list[tuple[frozenset[FlowInput], Iterable[Ruled]]] = [
        (LINE.alphabet, LINE.impossible),
        (INCIDENT.alphabet, INCIDENT.impossible),
        (LINE.alphabet | INCIDENT.alphabet, UK.physics),
    ]
    for alphabet, ruled_out in pairs:
        assert not [impossible for impossible in ruled_out if not set(impossible.on) <= alphabet]


class Watcher:
    """Stands in for a state or for switches, and notes what is looked at."""

    def __init__(self, real: object, seen: set[str]) -> None:
        self._real = real
        self._seen = seen

    def __getattr__(self, name: str) -> object:
        self._seen.add(name)
        return getattr(self._real, name)


CONDITIONS = tuple({c.name: c for row in (*ROWS, *RULED_OUT) for c in row.when}.values())


def test_a_condition_reads_what_it_says_and_nothing_else() -> None:
    for condition in CONDITIONS:
        seen: set[str] = set()
        answers = set()
        for values in every_value(condition.reads):
            state, switches = (cast("Any", Watcher(each, seen)) for each in _with(values))
            answers.add(condition.holds(state, switches))
        assert seen == set(condition.reads), condition.name
        assert answers == {False, True}, "a condition that always answers the same tells nothing"


def test_one_name_means_one_condition() -> None:
    for row in (*ROWS, *RULED_OUT):
        for condition in row.when:
            (namesake,) = [c for c in CONDITIONS if c.name == condition.name]
            assert condition.reads == namesake.reads
            for both in map(_with, every_value(condition.reads)):
                assert condition.holds(*both) == namesake.holds(*both)


def test_ids_are_unique_and_begin_with_a_documented_letter() -> None:
    """An id is a letter that the docstring of the tables explains, a hyphen and a number."""
    words = " ".join((tables.__doc__ or "").split())
    said = words.partition("**Ids** are quoted")[2].partition("`because`")[0]
    letters = "".join(re.findall(r"\b([A-Z])\s[a-z]", said))
    assert letters == "DORSFBCHLXKAI"
    ids = [row.id for row in ROWS]
    assert sorted(set(ids)) == sorted(ids)
    assert not [r.id for r in LINE.rows if not re.fullmatch(rf"[{letters[:-1]}]-[1-9]\d*", r.id)]
    assert not [r.id for r in INCIDENT.rows if not re.fullmatch(r"I-[1-9]\d*", r.id)]


SOURCES = set(LIBRARY.sources())
CODE = re.compile(r"\b[A-Z]\d+[a-z]?\b")
OPEN_QUESTIONS = {f"Q{number}" for number in range(1, 26)}
"""The open questions of the domain sheet: gaps in the sources, no sources."""


def test_a_row_is_a_sentence_with_a_source_or_an_assumption() -> None:
    """It names known sources or what is assumed, stands somewhere and answers to something."""
    for row in ROWS:
        codes = set(CODE.findall(row.because))
        assert codes <= SOURCES | OPEN_QUESTIONS, row.id
        assert codes & SOURCES or "assumption" in row.because, row.id
        assert row.because != "assumption", "say what is assumed"
        assert row.says.endswith("."), row.id
        assert row.says[0].isupper() or row.says[0].isdigit(), row.id
        assert row.at, row.id
        assert row.on, row.id
        assert (len(set(row.at)), len(set(row.on))) == (len(row.at), len(row.on)), row.id
        assert set(row.sets) <= set(CallState._fields) - {"line", "incident", "kind", "coverage"}


def test_the_vocabulary_cites_known_sources() -> None:
    vocabularies = [
        v for v in vars(terms).values() if isinstance(v, EnumMeta) and v is not terms.Term
    ]
    for vocabulary in vocabularies:
        for word in cast("Iterable[object]", vocabulary):
            for brackets in re.findall(r"\[(.*?)\]", getattr(word, "meaning", "")):
                assert set(brackets.split()) <= SOURCES, word


def test_the_tables_answer_to_exactly_what_can_be_done_and_name_each_end() -> None:
    """Only the line's rows start and stop timers: a machine's clock belongs to the line."""
    assert LINE.alphabet | INCIDENT.alphabet == {*Stimulus, *terms.Timer}
    assert not [row.id for row in INCIDENT.rows if row.start or row.stop]
    ends = [*UK.line_ends.values(), *UK.incident_ends.values()]
    # An incident is closed after officers were sent, or left open.
    assert sorted({*ends}) == sorted(terms.Outcome)
    assert len(ends) == len(terms.Outcome) + 1
