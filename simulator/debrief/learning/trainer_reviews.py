"""What reviewers put in place of findings: JSON Lines beside a record, one override a line.

The first line names the record. Lines are only added; of two overrides of one finding the later
one counts, and both stay, like the finding itself. The record is never changed. A reason is private
text. Comments, ratings and signatures of earlier versions are kept, and not shown.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from simulator.clean_text import for_line, utf8
from simulator.core.terms import Term
from simulator.debrief.assess.debrief import Debrief, SeatDebrief
from simulator.debrief.assess.findings import Finding, Judgement, findings_of
from simulator.errors import RecordError
from simulator.rules.rubric import Criterion
from simulator.session.records.append_lines import append_whole, opened_to_append
from simulator.session.records.record_file import (
    Record,
    bounded_lines,
    damaged,
    heading,
    record_lines,
)
from simulator.session.records.record_header import PROGRAM
from simulator.session.records.store import ENDING, REVIEWS, checked_code

FORMAT = 1
"""Format that this version writes, and the newest that it reads."""
MOST_BYTES, LONGEST_LINE = 4_000_000, 100_000
"""Largest file and longest line that are read, in bytes; a thorough review has some 10,000."""
LONGEST_TEXT = 2_000
"""Longest reason, in characters."""
ABOUT = (
    "Reviews of one record, by people. Comments and reasons are the reviewers' private text: no "
    "names in them, and nothing of a real call."
)
"""Part of the first line of every file."""
PRIVATE = (
    "What you write is private. It is saved in a file beside the record, on this machine. Don't "
    "write names, or anything about a real call."
)
_EARLIER = ("pin", "note", "rate", "sign")
"""Kinds of entry that only earlier versions wrote."""
_BROKE_OFF = b" <broke off>\n"
"""The end of a line that broke off, where an earlier version wrote another one after it."""


class Rating(Term):
    """What a reviewer puts in place of a finding."""

    SEEN = "seen", "seen"
    NOT_SEEN = "not_seen", "not seen"
    NOT_APPLICABLE = "not_applicable", "did not come up"


class Override(NamedTuple):
    """A reviewer's correction of the machine's finding, with a reason."""

    by: str
    """The reviewer's code; never a name."""
    at: str
    """In UTC, as `record_header.STAMP` writes it."""
    rubric: str
    criterion: str
    machine: Judgement
    person: Rating
    because: str

    @property
    def said(self) -> str:
        """The finding and what the reviewer put in its place."""
        machine, person = self.machine.meaning, self.person.meaning
        return f"{machine}; {self.by}: {person}, because: {self.because}"


def text_checked(text: str) -> str:
    """Return a reviewer's text on one line; ValueError if it is empty or too long."""
    plain = for_line(text)
    if not plain:
        raise ValueError("there are no words in it")
    if len(plain) > LONGEST_TEXT:
        raise ValueError(f"it has {len(plain):,} characters; up to {LONGEST_TEXT:,} are kept")
    return plain


def reviews_path(record: Path) -> Path:
    """Return the path of a record's review file; it need not exist."""
    return record.with_name(f"{record.name.removesuffix(ENDING)}{REVIEWS}")


def read_overrides(record: Path) -> tuple[Override, ...]:
    """Read the overrides beside a record, in the order of writing, without a line that broke off.

    Raises RecordError if the file is damaged, with the line.
    """
    path = reviews_path(record)
    found: list[Override] = []
    begun = False
    lines = bounded_lines(path, MOST_BYTES, LONGEST_LINE)
    for number, line in enumerate(lines if os.path.lexists(path) else (), 1):
        if not line.endswith(b"\n") or line.endswith(_BROKE_OFF):
            continue
        held = _object(line)
        if not begun:
            _check_head(held, path, number)
            begun = True
        elif held.get("kind") not in _EARLIER:
            try:
                found.append(_override(held))
            except (AttributeError, KeyError, TypeError, ValueError, RecordError) as error:
                raise damaged(path, number, "not a review entry") from error
    return tuple(found)


def _object(line: bytes) -> dict[str, Any]:
    """Return the JSON object of a line; an empty one if it is something else."""
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        held = None
    return held if isinstance(held, dict) else {}


def _check_head(held: Mapping[str, Any], path: Path, number: int) -> None:
    if held.get("reviews") != PROGRAM:
        found = "not a silent999 review file: the first line isn't a review header"
        raise damaged(path, number, found)
    written = held.get("format")
    if type(written) is not int or written > FORMAT:
        newer = f"these reviews have format {written}; this version reads up to {FORMAT}"
        fix = "a newer silent999 wrote them: read them with that version"
        raise damaged(path, number, newer, fix)


def _override(held: Mapping[str, Any]) -> Override:
    """Return the override of a line; the texts in it are harmless when they are printed."""
    by, at, rubric, criterion = (for_line(held[name]) for name in Override._fields[:4])
    if held["kind"] != "override" or by != checked_code(by):
        raise ValueError
    machine, person = Judgement(held["machine"]), Rating(held["person"])
    return Override(by, at, rubric, criterion, machine, person, text_checked(held["because"]))


def add(record: Path, overrides: Iterable[Override]) -> None:
    """Append overrides beside the record, all or none. A line that broke off is cut off.

    A new file is readable by its owner only.

    Raises:
        RecordError: the existing file cannot be read; nothing is written.
        OSError: writing failed.
    """
    read_overrides(record)
    path = reviews_path(record)
    path.touch(0o600)
    whole = b"".join(bounded_lines(path, MOST_BYTES, LONGEST_LINE)).rfind(b"\n") + 1
    lines: list[dict[str, Any]] = []
    if not whole:
        digest = hashlib.sha256(b"".join(record_lines(record))).hexdigest()
        name = record.name.removesuffix(ENDING)
        about = {"of": name, "digest": digest, "about": ABOUT}
        lines.append({"reviews": PROGRAM, "format": FORMAT, **about})
    for each in overrides:
        # The order of an earlier version, which read `blind` as well.
        head = {"by": each.by, "at": each.at, "blind": False, "kind": "override"}
        lines.append(head | each._asdict())
    written = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines]
    with opened_to_append(path, whole) as number:
        append_whole(number, utf8("".join(f"{line}\n" for line in written)))


def with_overrides(debrief: Debrief, record: Record, *, private: bool) -> Debrief:
    """Return the debrief with overrides beside their findings; reasons are private text."""
    titles = {file.id: file.rubric.title for file in record.header.rubrics}
    written: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for each in read_overrides(record.path):
        key = titles.get(each.rubric), each.criterion
        said = f"{each.by}: {each.person.meaning}"
        said += f", because: {each.because}" if private else ""
        written[key] = (*written.get(key, ()), said)

    def reviewed(part: SeatDebrief) -> SeatDebrief:
        found = (
            replace(each, overrides=written.get((part.title, each.criterion.id), ()))
            for each in part.findings
        )
        return replace(part, findings=tuple(found))

    return replace(debrief, parts=tuple(map(reviewed, debrief.parts)))


class Rateable(NamedTuple):
    """A criterion that applies to a record."""

    rubric: str
    criterion: Criterion
    finding: Finding | None
    """The machine's finding; None if today's flow can't replay the record."""


def rateable(record: Record) -> dict[str, Rateable]:
    """Return the criteria of a record's own rubrics for the seats that trainees took, by name.

    A name that two rubrics have begins with the rubric. The caller is never rated.
    """
    found = [
        Rateable(rubric.id, criterion, finding)
        for rubric, findings in findings_of(record)
        for criterion, finding in zip(
            rubric.criteria, findings or [None] * len(rubric.criteria), strict=True
        )
    ]
    often = Counter(each.criterion.id for each in found)
    return {
        f"{each.rubric}/" * (often[each.criterion.id] > 1) + each.criterion.id: each
        for each in found
    }


_LISTED = (Judgement.MISSED, Judgement.MET, Judgement.FOR_A_PERSON, Judgement.OPEN)
"""What is listed first, in this order."""


def _order(finding: Finding | None) -> int:
    listed = finding is not None and finding.judgement in _LISTED
    return _LISTED.index(finding.judgement) if finding and listed else len(_LISTED)


def document(record: Record, code: str, named: Mapping[str, Rateable]) -> Iterator[str]:
    """Yield the record and its findings, with what reviewers put in their place.

    Each line makes sense alone, read aloud.
    """
    yield from (*heading(record), f"You review as {code}.", PRIVATE, "", "Findings:")
    if not named:
        yield "No criterion applies: no trainee took a seat that has a rubric."
    overrides = read_overrides(record.path)
    for name, each in sorted(named.items(), key=lambda each: _order(each[1].finding)):
        found = each.finding.judgement.meaning if each.finding else "today's flow can't replay it"
        yield f"- {found}: {each.criterion.says} ({name})"
        for other in overrides:
            if (other.rubric, other.criterion) == (each.rubric, each.criterion.id):
                yield f"  the machine: {other.said}"
