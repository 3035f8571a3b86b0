"""What people make of a record: ratings, settled results, answers and comments, beside it.

JSON Lines, one entry a line; the first line names the record. Lines are only added: of two entries
of one person about one criterion the later one counts, and both stay, like the machine's finding.
The record is never changed. Reasons and comments are private text. Signatures of earlier versions
are kept, and not shown.
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
from simulator.session.records.append_lines import append_whole, held, opened_to_append
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
_NOT_SHOWN = "sign"
"""A kind of entry that only earlier versions wrote."""
_BROKE_OFF = b" <broke off>\n"
"""The end of a line that broke off, where an earlier version wrote another one after it."""


class Rating(Term):
    """A person's answer for a criterion after a call."""

    SEEN = "seen", "seen"
    NOT_SEEN = "not_seen", "not seen"
    NOT_APPLICABLE = "not_applicable", "did not come up"
    CANT_SAY = "cant_say", "can't say"


RATED: Mapping[Judgement, Rating] = {
    Judgement.MET: Rating.SEEN,
    Judgement.MISSED: Rating.NOT_SEEN,
    Judgement.NOT_APPLICABLE: Rating.NOT_APPLICABLE,
}
"""The machine's findings as ratings; the others are left to a person."""


class Rated(NamedTuple):
    """One person's rating of one criterion."""

    by: str
    """The rater's code; never a name."""
    at: str
    """In UTC, as `record_header.STAMP` writes it."""
    rubric: str
    criterion: str
    rating: Rating
    blind: bool
    """Whether it was given before the machine's finding and other ratings were shown."""


class Override(NamedTuple):
    """A reviewer's correction of the machine's finding, with a reason."""

    by: str
    at: str
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


class Settled(NamedTuple):
    """The result that counts for a criterion, agreed after the ratings, with a reason."""

    by: str
    at: str
    rubric: str
    criterion: str
    person: Rating
    because: str


class TraineesAnswer(NamedTuple):
    """The trainee's own answer beside a finding."""

    by: str
    at: str
    rubric: str
    criterion: str
    because: str


class Comment(NamedTuple):
    """A comment on the call, or on one entry of it."""

    by: str
    at: str
    text: str
    seq: int | None = None


ReviewEntry = Rated | Override | Settled | TraineesAnswer | Comment


class Reviews(NamedTuple):
    """All that people wrote of one record, in the order of writing."""

    entries: tuple[ReviewEntry, ...] = ()

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The corrections of single reviewers."""
        return tuple(each for each in self.entries if isinstance(each, Override))

    @property
    def answers(self) -> tuple[TraineesAnswer, ...]:
        """The trainee's answers."""
        return tuple(each for each in self.entries if isinstance(each, TraineesAnswer))

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments."""
        return tuple(each for each in self.entries if isinstance(each, Comment))

    def ratings(self, *, blind: bool = False) -> Mapping[str, Mapping[tuple[str, str], Rating]]:
        """Return each rater's latest ratings by rubric and criterion; of blind ones the first.

        What a rater changed after seeing the others is not an independent rating any more.
        """
        found: dict[str, dict[tuple[str, str], Rating]] = {}
        for each in self.entries:
            if isinstance(each, Rated) and (each.blind or not blind):
                found.setdefault(each.by, {})[each.rubric, each.criterion] = each.rating
        return found

    def stands(self, rubric: str, criterion: str) -> Settled | Override | None:
        """Return what counts in place of the machine's finding: what was settled, else corrected.

        None if the machine's finding counts.
        """
        about = [
            each
            for each in self.entries
            if isinstance(each, Settled | Override)
            and (each.rubric, each.criterion) == (rubric, criterion)
        ]
        settled = [each for each in about if isinstance(each, Settled)]
        return next(reversed(settled or about), None)


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


def read_reviews(record: Path) -> Reviews:
    """Read what is beside a record, in the order of writing, without a line that broke off.

    Raises RecordError if the file is damaged, with the line.
    """
    path = reviews_path(record)
    found: list[ReviewEntry] = []
    begun = False
    lines = bounded_lines(path, MOST_BYTES, LONGEST_LINE)
    for number, line in enumerate(lines if os.path.lexists(path) else (), 1):
        if not line.endswith(b"\n") or line.endswith(_BROKE_OFF):
            continue
        held = _object(line)
        if not begun:
            _check_head(held, path, number)
            begun = True
        elif held.get("kind") != _NOT_SHOWN:
            try:
                found.append(_entry(held))
            except (AttributeError, KeyError, TypeError, ValueError, RecordError) as error:
                raise damaged(path, number, "not a review entry") from error
    return Reviews(tuple(found))


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


def _entry(held: Mapping[str, Any]) -> ReviewEntry:
    """Return the entry of a line; the texts in it are harmless when they are printed."""
    kind = held["kind"]
    who = for_line(held["by"]), for_line(held["at"])
    if held["by"] != checked_code(who[0]):
        raise ValueError
    if kind in ("note", "pin"):
        seq = held["seq"] if kind == "pin" else None
        if not (seq is None or (type(seq) is int and seq >= 0)):
            raise ValueError
        return Comment(*who, text_checked(held["text"]), seq)
    about = *who, for_line(held["rubric"]), for_line(held["criterion"])
    match kind:
        case "rate":
            if type(held["blind"]) is not bool:
                raise ValueError
            return Rated(*about, Rating(held["rating"]), held["blind"])
        case "override":
            person = Rating(held["person"])
            return Override(
                *about, Judgement(held["machine"]), person, text_checked(held["because"])
            )
        case "settle":
            return Settled(*about, Rating(held["person"]), text_checked(held["because"]))
        case "answer":
            return TraineesAnswer(*about, text_checked(held["because"]))
    raise ValueError


def _line(each: ReviewEntry) -> dict[str, Any]:
    """Return an entry as it is written, in the order of earlier versions, which read `blind`."""
    blind = each.blind if isinstance(each, Rated) else False
    kinds = {Rated: "rate", Override: "override", Settled: "settle", TraineesAnswer: "answer"}
    kind = kinds.get(type(each)) or ("note" if getattr(each, "seq", None) is None else "pin")
    fields = {name: value for name, value in each._asdict().items() if value is not None}
    return {"by": each.by, "at": each.at, "blind": blind, "kind": kind} | fields


def add(record: Path, entries: Iterable[ReviewEntry]) -> None:
    """Append entries beside the record, all or none. A line that broke off is cut off.

    A new file is readable by its owner only.

    Raises:
        RecordError: the existing file cannot be read; nothing is written.
        OSError: writing failed.
    """
    read_reviews(record)
    path = reviews_path(record)
    path.touch(0o600)
    with held(path):
        whole = b"".join(bounded_lines(path, MOST_BYTES, LONGEST_LINE)).rfind(b"\n") + 1
        lines: list[dict[str, Any]] = []
        if not whole:
            digest = hashlib.sha256(b"".join(record_lines(record))).hexdigest()
            name = record.name.removesuffix(ENDING)
            about = {"of": name, "digest": digest, "about": ABOUT}
            lines.append({"reviews": PROGRAM, "format": FORMAT, **about})
        lines += map(_line, entries)
        written = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines]
        with opened_to_append(path, whole) as number:
            append_whole(number, utf8("".join(f"{line}\n" for line in written)))


_STANDS = {rating: judgement for judgement, rating in RATED.items()}
"""The finding that a person's rating means; one who can't say leaves it to a person."""


def as_it_counts(finding: Finding, stands: Settled | Override | None) -> Finding:
    """Return a finding with what a person put in its place; the machine's stays beside it."""
    if stands is None:
        return finding
    judgement = _STANDS.get(stands.person, Judgement.FOR_A_PERSON)
    return replace(
        finding,
        judgement=judgement,
        machine=finding.judgement if judgement is not finding.judgement else None,
        overrides=(f"{stands.by}: {stands.person.meaning}",),
    )


def with_reviews(debrief: Debrief, record: Record, *, private: bool) -> Debrief:
    """Return the debrief with what people settled or corrected in place of the machine's findings.

    Both stay beside each other. Reasons and answers are private text.
    """
    rubrics = {file.rubric.title: file.id for file in record.header.rubrics}
    reviews = read_reviews(record.path)

    def said(each: Settled | Override) -> str:
        return f"{each.by}: {each.person.meaning}" + (f", because: {each.because}" * private)

    def reviewed(part: SeatDebrief, finding: Finding) -> Finding:
        rubric, criterion = rubrics.get(part.title, ""), finding.criterion.id
        about = [
            each
            for each in reviews.entries
            if not isinstance(each, Comment)
            and (each.rubric, each.criterion) == (rubric, criterion)
        ]
        written = tuple(said(each) for each in about if isinstance(each, Settled | Override))
        answers = [each for each in about if isinstance(each, TraineesAnswer)] if private else []
        stands = reviews.stands(rubric, criterion)
        if stands is None and not answers:
            return finding
        return replace(
            as_it_counts(finding, stands),
            overrides=written,
            answers=tuple(f"{each.by}: {each.because}" for each in answers),
        )

    parts = (
        replace(part, findings=tuple(reviewed(part, each) for each in part.findings))
        for part in debrief.parts
    )
    return replace(debrief, parts=tuple(parts))


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
    """Yield the record and its findings, with what people put in their place.

    Each line makes sense alone, read aloud.
    """
    yield from (*heading(record), f"You review as {code}.", PRIVATE, "", "Findings:")
    if not named:
        yield "No criterion applies: no trainee took a seat that has a rubric."
    reviews = read_reviews(record.path)
    for name, each in sorted(named.items(), key=lambda each: _order(each[1].finding)):
        found = each.finding.judgement.meaning if each.finding else "today's flow can't replay it"
        yield f"- {found}: {each.criterion.says} ({name})"
        for other in reviews.entries:
            if not isinstance(other, Comment) and other[2:4] == (each.rubric, each.criterion.id):
                yield f"  {_said(other)}"
    for comment in reviews.comments:
        where = "" if comment.seq is None else f" on entry {comment.seq}"
        yield f"{comment.by}, a comment{where}: {comment.text}"


def _said(entry: Rated | Override | Settled | TraineesAnswer) -> str:
    """Return an entry about a criterion as a line."""
    match entry:
        case Override():
            return f"the machine: {entry.said}"
        case Settled():
            return f"settled by {entry.by}: {entry.person.meaning}, because: {entry.because}"
        case TraineesAnswer():
            return f"the trainee answers ({entry.by}): {entry.because}"
        case Rated():
            when = "before" if entry.blind else "after"
            return f"{entry.by} rated it {entry.rating.meaning}, {when} the finding was shown"


def to_rate(record: Record, code: str, named: Mapping[str, Rateable]) -> Iterator[str]:
    """Yield the criteria that a rater has to rate, without a finding or another's rating."""
    yield from (*heading(record), f"You rate as {code}. Nothing that was found is shown.", "")
    own = read_reviews(record.path).ratings().get(code, {})
    for name, each in named.items():
        rating = own.get((each.rubric, each.criterion.id))
        mark = f"you: {rating.meaning}" if rating else "not rated yet"
        yield f"- {mark}: {each.criterion.says} ({name})"
