"""A flow with one mistake in it: every row and every timing, one mistake at a time.

Every row is deleted, left without effect, led elsewhere, and each of its conditions is negated;
every timer of a profile is halved and doubled. Whether anything notices is for `hunting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from simulator.core.flow import UK
from simulator.core.profile import Profile, Timings
from simulator.core.rules import Flow, Rule, Table
from simulator.core.terms import IncidentStage, LineStage

T = TypeVar("T")
Stage = TypeVar("Stage", LineStage, IncidentStage)


@dataclass(frozen=True)
class Mutant:
    """A flow, or a profile's timings, with one mistake."""

    id: str
    """What was done to what: ``R-5 deleted``, ``end halved``."""
    row: str = ""
    """The row that was changed; empty for a timing."""
    flow: Flow = UK
    timing: str = ""
    """The timer that was changed; empty for a row."""
    factor: float = 1.0
    """By how much its length was multiplied."""

    def profile(self, profile: Profile) -> Profile:
        """The profile with the mistake, if it is one of the profile."""
        if not self.timing:
            return profile
        length = int(getattr(profile.timings, self.timing) * self.factor)
        timings: Timings = replace(profile.timings, **{self.timing: length})
        return replace(profile, timings=timings)


def mutants_of_rows(flow: Flow = UK) -> Iterator[Mutant]:
    """One mistake in one row, every way and every row."""
    for row, what, table in _mistakes(flow.line, list(LineStage)):
        yield Mutant(f"{row} {what}", row, replace(flow, line=table))
    for row, what, incident in _mistakes(flow.incident, list(IncidentStage)):
        yield Mutant(f"{row} {what}", row, replace(flow, incident=incident))


def mutants_of_timings() -> Iterator[Mutant]:
    """Each timer's length, in both directions."""
    for field in fields(Timings):
        for what, factor in (("halved", 0.5), ("doubled", 2.0)):
            yield Mutant(f"{field.name} {what}", timing=field.name, factor=factor)


def _mistakes(table: Table[Stage], stages: list[Stage]) -> Iterator[tuple[str, str, Table[Stage]]]:
    for row in table.rows:
        for what, wrong in _wrong(row, stages):
            yield row.id, what, replace(table, rows=tuple(_exchanged(table.rows, row, wrong)))


def _exchanged(items: Iterable[T], one: T, others: Iterable[T]) -> Iterator[T]:
    """The items, with others in the place of one."""
    for item in items:
        yield from others if item is one else (item,)


def _wrong(row: Rule[Stage], stages: list[Stage]) -> Iterator[tuple[str, tuple[Rule[Stage], ...]]]:
    """A row in each wrong form, and what is wrong with it."""
    yield "deleted", ()
    if row.to is not None or row.sets or row.start or row.stop:
        yield "left without effect", (replace(row, to=None, sets={}, so=(), start=(), stop=()),)
    at = stages.index(row.to or row.at[0])
    elsewhere = stages[(at + 1) % len(stages)]
    yield f"leads to {elsewhere}", (replace(row, to=elsewhere),)
    for condition in row.when:
        when = tuple(_exchanged(row.when, condition, (~condition,)))
        yield f"where {(~condition).name}", (replace(row, when=when),)


def every_mutant() -> list[Mutant]:
    """All mistakes that are made, always in the same order."""
    return [*mutants_of_rows(), *mutants_of_timings()]
