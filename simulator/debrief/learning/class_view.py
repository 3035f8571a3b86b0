"""A class at a glance: each behaviour by person code and call. No marks, and nobody is compared.

A call is a record, or a result: a debrief as JSON whose file name begins with the code. What a
reviewer overrode stays beside the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json

from simulator.debrief.assess.findings import CAME_UP, Judgement
from simulator.debrief.learning.progress import looked_at
from simulator.debrief.learning.rater_agreement import RATED, Rating
from simulator.debrief.learning.review_file import Override, read_reviews
from simulator.errors import RecordError
from simulator.open_file import FileRefused, content_of
from simulator.session.records.record_file import MOST_BYTES, Record

SIGNS = {Rating.SEEN: "+", Rating.NOT_SEEN: "-", Rating.NOT_APPLICABLE: "."}
"""The signs of ratings; findings have the same. An overridden finding has both: ``-/+``."""
LEGEND = "+ seen, - not seen, ? for a person or open, . did not come up; -/+ overridden: see below"
COLUMNS = (
    "code", "call", "scenario", "seat", "criterion", "says", "finding", "override", "by", "because",
)  # fmt: skip


class ClassRow(NamedTuple):
    """One criterion for one seat."""

    seat: str
    id: str
    says: str


class ClassCall(NamedTuple):
    """One call of one person."""

    code: str
    name: str
    """The id of its record, or the name of its file."""
    scenario: str
    findings: Mapping[ClassRow, Judgement]
    overrides: tuple[Override, ...] = ()

    def overrides_of(self, behaviour: ClassRow) -> tuple[Override, ...]:
        """Return what reviewers wrote beside a finding, oldest first."""
        return tuple(each for each in self.overrides if each.criterion == behaviour.id)

    def sign(self, behaviour: ClassRow) -> str:
        """Return the sign of a finding, with the latest override beside it."""
        rating = RATED.get(self.findings.get(behaviour, Judgement.NOT_APPLICABLE))
        signs = [SIGNS[rating] if rating else "?"]
        signs += [SIGNS[each.person] for each in self.overrides_of(behaviour)[-1:]]
        return "/".join(signs)


class ClassView(NamedTuple):
    """The calls of a class."""

    calls: tuple[ClassCall, ...]
    """By code, then in the order of their names."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in alphabetical order."""
        return tuple(dict.fromkeys(call.code for call in self.calls))

    @property
    def behaviours(self) -> tuple[tuple[ClassRow, int, int], ...]:
        """Behaviours that came up, with how often they were missed and came up; most missed first.

        Overrides don't change the count: they stay beside the findings.
        """
        found: dict[ClassRow, list[bool]] = {}
        for call in self.calls:
            for behaviour, judgement in call.findings.items():
                if judgement in CAME_UP:
                    found.setdefault(behaviour, []).append(judgement is Judgement.MISSED)
        counted = ((each, sum(missed), len(missed)) for each, missed in found.items())
        return tuple(sorted(counted, key=lambda each: (-each[1], each[2], each[0].id)))

    def signs(self, behaviour: ClassRow, code: str) -> str:
        """Return the signs of a behaviour in the calls of one code."""
        return " ".join(call.sign(behaviour) for call in self.calls if call.code == code)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of `COLUMNS`: every finding, and once more for each override."""
        for call in self.calls:
            for behaviour, judgement in call.findings.items():
                head = (call.code, call.name, call.scenario, *behaviour, judgement.value)
                written = call.overrides_of(behaviour)
                yield from ((*head, o.person.value, o.by, o.because) for o in written)
                if not written:
                    yield (*head, "", "", "")

    def overrides(self) -> Iterator[str]:
        """Yield each override in words."""
        for call in self.calls:
            for each in call.overrides:
                machine, person = Judgement(each.machine).meaning, each.person.meaning
                said = f"the program: {machine}; {each.by}: {person}, because: {each.because}"
                yield f"{call.code}, {call.name}, {each.criterion}: {said}"


def combined(calls: Iterable[ClassCall]) -> ClassView:
    """Combine calls."""
    return ClassView(tuple(sorted(calls, key=lambda call: (call.code, call.name))))


def of_record(record: Record) -> ClassCall | None:
    """Return a record's call, or None if today's flow can't replay it.

    Raises:
        RecordError: its reviews can't be read.
    """
    practice = looked_at(record)
    if practice is None:
        return None
    findings = {
        ClassRow(role.value, found.criterion.id, found.criterion.says): found.judgement
        for role, found in practice.findings
    }
    overrides = read_reviews(record.path).overrides
    code, name = record.header.code, practice.record
    return ClassCall(code, name, practice.scenario, findings, overrides)


def of_result(path: Path) -> ClassCall | None:
    """Return the call of a debrief as JSON, or None if the file is something else.

    Raises:
        RecordError: it is a debrief that can't be read.
    """
    try:
        held: Any = from_json(content_of(path, MOST_BYTES))
        if not isinstance(held, dict) or held.get("kind") != "debrief":
            return None
        findings = {
            ClassRow(part["role"], found["criterion"], found["says"]): Judgement(found["judgement"])
            for part in held["parts"]
            for found in part["findings"]
        }
        code = path.name.partition(".")[0].lower()
        return ClassCall(code, path.stem, str(held["scenario"]), findings)
    except (FileRefused, ValueError, KeyError, TypeError) as error:
        hint = "write it again: silent999 debrief RECORD --format json"
        raise RecordError("not a debrief that can be read", hint, str(path)) from error
