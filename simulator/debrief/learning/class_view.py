"""A class at a glance: the findings of many codes and calls beside each other. Nothing is ranked.

It reads records, and debriefs as JSON, which say less of a call. What people settled or overrode
counts in place of the program's finding, and both are shown.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from simulator.debrief.assess.findings import CAME_UP, Judgement
from simulator.debrief.learning.progress import Practice, Progress, looked_at, progress
from simulator.debrief.learning.recurrence import (
    CriticalFinding,
    CriticalOccasion,
    critical_findings,
)
from simulator.debrief.learning.trainer_reviews import Override, Rating, Settled, read_reviews
from simulator.errors import RecordError
from simulator.open_file import FileRefused, content_of
from simulator.rules.rubric import Weight
from simulator.session.records.record_file import MOST_BYTES, Record

SIGNS = {Judgement.MET: "+", Judgement.MISSED: "-", Judgement.NOT_APPLICABLE: "."}
_OVERRIDDEN = dict(zip(Rating, (*SIGNS.values(), "?"), strict=True))
"""The signs of ratings; findings have the same. An overridden finding has both: ``-/+``."""
LEGEND = (
    "+ seen, - not seen, ? for a person or open, . did not come up; -/+ settled or overridden by a "
    "person, and the second counts: see below"
)
COUNTS = "What a person settled or overrode counts in place of the program's finding."
COLUMNS = (
    "code", "call", "scenario", "seat", "criterion", "says", "finding", "override", "by", "because",
    "stands",
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
    """The program's."""
    counted: Mapping[ClassRow, Judgement]
    """The same, as they count."""
    written: tuple[tuple[ClassRow, Settled | Override], ...] = ()
    """What people put in the place of findings, oldest first."""
    critical: tuple[CriticalOccasion, ...] = ()
    """The critical criteria that came up, as they count."""
    practice: Practice | None = None
    """The record that it was; None for a file of a debrief."""

    def written_of(self, behaviour: ClassRow) -> tuple[Settled | Override, ...]:
        """Return what people wrote beside a finding, oldest first; what was settled comes last."""
        about = (each for row, each in self.written if row == behaviour)
        return tuple(sorted(about, key=lambda each: isinstance(each, Settled)))

    def sign(self, behaviour: ClassRow) -> str:
        """Return the sign of a finding, with that of the person's beside it that counts."""
        signs = [SIGNS.get(self.findings.get(behaviour, Judgement.NOT_APPLICABLE), "?")]
        signs += [_OVERRIDDEN[each.person] for each in self.written_of(behaviour)[-1:]]
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

        What a person settled or overrode counts as they left it.
        """
        found: dict[ClassRow, list[bool]] = {}
        for call in self.calls:
            for behaviour, judgement in call.counted.items():
                if judgement in CAME_UP:
                    found.setdefault(behaviour, []).append(judgement is Judgement.MISSED)
        counted = ((each, sum(missed), len(missed)) for each, missed in found.items())
        return tuple(sorted(counted, key=lambda each: (-each[1], each[2], each[0].id)))

    def signs(self, behaviour: ClassRow, code: str) -> str:
        """Return the signs of a behaviour in the calls of one code."""
        return " ".join(call.sign(behaviour) for call in self.calls if call.code == code)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of `COLUMNS`: every finding, and once more for each that people wrote."""
        for call in self.calls:
            for behaviour, judgement in call.findings.items():
                head = (call.code, call.name, call.scenario, *behaviour, judgement.value)
                stands = call.counted[behaviour].value
                written = call.written_of(behaviour)
                yield from ((*head, o.person.value, o.by, o.because, stands) for o in written)
                if not written:
                    yield (*head, "", "", "", stands)

    def overrides(self) -> Iterator[str]:
        """Yield a line of text for each finding in whose place a person put another."""
        for call in self.calls:
            for row, each in call.written:
                said = f"{call.code}, {call.name}, {row.id}: the program: "
                if isinstance(each, Override):
                    yield f"{said}{each.said}"
                else:
                    meant = f"{each.person.meaning}, because: {each.because}"
                    yield f"{said}{call.findings[row].meaning}; settled by {each.by}: {meant}"

    def critical(self, code: str) -> tuple[CriticalFinding, ...]:
        """Return the critical findings of a code over time."""
        return critical_findings(
            o for call in self.calls if call.code == code for o in call.critical
        )

    def progress_of(self, code: str) -> Progress:
        """Return the progress of a code over its records."""
        return progress(c.practice for c in self.calls if c.code == code and c.practice is not None)


def of_record(record: Record) -> ClassCall:
    """Return a record's call; RecordError if today's flow can't replay it, or for its reviews."""
    practice = looked_at(record)
    rows = [
        (ClassRow(role.value, found.criterion.id, found.criterion.says), found)
        for role, found in practice.findings
    ]
    by_name = {(row.seat, row.id): row for row, _ in rows}
    seats = {file.id: file.rubric.role.value for file in record.header.rubrics}
    written = tuple(
        (by_name[seats[each.rubric], each.criterion], each)
        for each in read_reviews(record.path).entries
        if isinstance(each, Settled | Override)
        and (seats.get(each.rubric), each.criterion) in by_name
    )
    return ClassCall(
        record.header.code,
        practice.record,
        practice.scenario,
        {row: found.machine or found.judgement for row, found in rows},
        {row: found.judgement for row, found in rows},
        written,
        practice.critical,
        practice,
    )


def of_result(path: Path) -> ClassCall | None:
    """Return the call of a debrief as JSON, or None if the file is something else.

    Raises RecordError if it is a debrief that can't be read.
    """
    from pydantic_core import from_json

    try:
        held: Any = from_json(content_of(path, MOST_BYTES))
        if not isinstance(held, dict) or held.get("kind") != "debrief":
            return None
        rows = [
            (ClassRow(part["role"], found["criterion"], found["says"]), found)
            for part in held["parts"]
            for found in part["findings"]
        ]
        findings = {row: Judgement(found["judgement"]) for row, found in rows}
        stands = {row: Judgement(found.get("stands") or found["judgement"]) for row, found in rows}
        where = "", path.stem, str(held["scenario"])
        critical = tuple(
            CriticalOccasion(*row, *where, stands[row] is Judgement.MET)
            for row, found in rows
            if found.get("weight") == Weight.CRITICAL.value and stands[row] in CAME_UP
        )
        code = path.name.partition(".")[0].lower()
        return ClassCall(code, path.stem, str(held["scenario"]), findings, stands, (), critical)
    except (FileRefused, ValueError, KeyError, TypeError) as error:
        hint = "write it again: silent999 debrief RECORD --format json"
        raise RecordError("not a debrief that can be read", hint, str(path)) from error
