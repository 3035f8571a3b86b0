"""`silent999 agreement`: how far two raters agree on the calls that both rated."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.cli.arguments import Parser, UsageError
from simulator.cli.layout import counted, json_text, table, wrapped
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.debrief.learning import review_file
from simulator.debrief.learning.rater_agreement import FEW, Agreement, RatedItem, Rating, compare
from simulator.debrief.learning.review_file import (
    MACHINE,
    CriterionKey,
    Reviews,
    key_of,
    read_reviews,
)
from simulator.debrief.learning.review_session import Rateable, rateable
from simulator.errors import RecordError
from simulator.session.records.record_file import read_record
from simulator.session.records.store import ENDING, Store, checked_code

_ABOUT = "Agreement shows how clearly the criteria are worded, not who is right. Nobody is marked."
_ByCriterion = Mapping[CriterionKey, Agreement]


@dataclass
class _Gathered:
    """All ratings by rater."""

    ratings: dict[str, dict[RatedItem, Rating]] = field(default_factory=dict)
    saw_findings: set[str] = field(default_factory=set)
    """Raters who signed after seeing the program's findings."""
    order: dict[CriterionKey, None] = field(default_factory=dict)
    """The criteria in the order of the rubrics."""
    records: list[str] = field(default_factory=list)
    """The records that count."""
    notes: list[str] = field(default_factory=list)
    """What was left out, with the reason."""

    def take(self, record: str, reviews: Reviews, found: Sequence[Rateable]) -> None:
        """Add the signed ratings of a record, and the program's findings."""
        for code in reviews.reviewers:
            sign = reviews.signed(code)
            if sign is None:
                self.notes.append(f"{code} has not signed {record}: left out")
                continue
            self._add(code, record, ((key_of(each), each.rating) for each in sign.ratings))
            if not sign.blind:
                self.saw_findings.add(code)
        self._add(MACHINE, record, ((e.key, e.machine) for e in found if e.machine is not None))
        self.order |= dict.fromkeys(each.key for each in found)
        self.records.append(record)
        self.notes += [f"{record}, reviews: {note}" for note in reviews.notes]

    def _add(self, rater: str, record: str, ratings: Iterable[tuple[CriterionKey, Rating]]) -> None:
        own = self.ratings.setdefault(rater, {})
        own |= {RatedItem(record, *key): rating for key, rating in ratings}


def arguments(parser: Parser) -> None:
    parser.takes("requests", "RECORD", "records (default: all reviewed)", nargs="*")
    parser.takes("--code", "C", "all records of this code")
    about = f"codes of two reviewers; {MACHINE}: the program's findings (default: the only two)"
    parser.takes("--raters", ("A", "B"), about, nargs=2)
    parser.add_format("text", "json")
    add_records_folder(parser)
    parser.explain(
        "Only signed reviews count. Kappa (J. Cohen, 1960) is agreement beyond chance: 1 is full, "
        f"0 is chance. With fewer than {FEW} cases it is unreliable (assumption). {_ABOUT}"
    )


def run(options: Namespace, console: Console) -> int:
    """Gather the ratings, and print how far they agree."""
    if options.code and options.requests:
        raise UsageError("--code already names all its records", "leave out --code, or the records")
    gathered, wrong = _gathered(store_of(options), options)
    raters = _raters(options.raters, gathered)
    first, second = (gathered.ratings.get(rater, {}) for rater in raters)
    whole, each = compare(first, second, raters)
    by_criterion = {key: each[key] for key in gathered.order if key in each}
    if options.format == "json":
        console.write(json_text(_as_object(raters, gathered, whole, by_criterion)))
    else:
        console.say_lines(_as_text(raters, gathered, whole, by_criterion))
    return console.fail(wrong) if wrong else 0


def _gathered(store: Store, options: Namespace) -> tuple[_Gathered, list[RecordError]]:
    if options.requests:
        paths = list(dict.fromkeys(store.find(request) for request in options.requests))
    else:
        code = checked_code(options.code) if options.code else None
        paths = [each.path for each in store.listed(code)]
    found = _Gathered()
    wrong: list[RecordError] = []
    for path in paths:
        record = path.name.removesuffix(ENDING)
        try:
            if not review_file.reviews_path(path).exists():
                if options.requests:
                    found.notes.append(f"{record} has no reviews: left out")
                continue
            reviews = read_reviews(path)
            if reviews.changed:
                found.notes.append(f"{record} has changed since its review was begun: left out")
                continue
            found.take(record, reviews, rateable(read_record(path)))
        except RecordError as error:
            wrong.append(error)
    return found, wrong


def _raters(wished: Sequence[str] | None, gathered: _Gathered) -> tuple[str, str]:
    """Return the two raters to compare; refuse if it isn't clear which two."""
    people = sorted(set(gathered.ratings) - {MACHINE})
    known = ", ".join([*people, MACHINE]) if people else "nobody has signed a review"
    if wished is not None:
        one, other = (checked_code(word) for word in wished)
        if one == other:
            raise UsageError("two raters are compared, and these are one", f"raters: {known}")
        for code in (one, other):
            if code not in {*people, MACHINE}:
                raise UsageError(
                    f"{code} has signed no review of these records", f"raters: {known}"
                )
        return one, other
    match people:
        case [one]:
            return one, MACHINE
        case [one, other]:
            return one, other
        case []:
            raise UsageError("there are no signed reviews to compare", "silent999 review RECORD")
    raise UsageError(f"{len(people)} people have signed", f"--raters A B; raters: {known}")


def _cautions(raters: tuple[str, str], gathered: _Gathered, whole: Agreement) -> Iterator[str]:
    if whole.n and whole.few:
        yield f"{whole.n} cases are fewer than {FEW}: kappa is unreliable (assumption)."
    for rater in raters:
        if rater in gathered.saw_findings:
            yield (
                f"{rater} signed after seeing the program's findings: a finding that was not "
                "overridden isn't an independent rating."
            )
    yield from (f"{note}." for note in gathered.notes)


def _as_text(
    raters: tuple[str, str], gathered: _Gathered, whole: Agreement, by_criterion: _ByCriterion
) -> Iterator[str]:
    records = counted(len(gathered.records), "reviewed record")
    yield from wrapped(f"Agreement of {raters[0]} and {raters[1]}, {records}")
    yield from wrapped(_ABOUT)
    yield ""
    rows = [("criterion", "n", "agreed", "%", "kappa"), _row("all together", whole)]
    rows += [_row("/".join(key), found) for key, found in by_criterion.items()]
    yield from table(rows, right=(1, 2, 3))
    yield ""
    for caution in _cautions(raters, gathered, whole):
        yield from wrapped(caution)


def _row(name: str, found: Agreement) -> tuple[str, ...]:
    percent = "" if found.percent is None else f"{found.percent:.0f}"
    few = " (few cases)" if found.few else ""
    kappa = f"no: {found.why_no_kappa}" if found.kappa is None else f"{found.kappa:.2f}{few}"
    return name, str(found.n), str(found.agreed), percent, kappa


def _as_object(
    raters: tuple[str, str], gathered: _Gathered, whole: Agreement, by_criterion: _ByCriterion
) -> dict[str, object]:
    return {
        "raters": list(raters),
        "records": gathered.records,
        "all": _figures(whole),
        "criteria": [{**key._asdict(), **_figures(found)} for key, found in by_criterion.items()],
        "few": FEW,
        "notes": [_ABOUT, *_cautions(raters, gathered, whole)],
    }


def _figures(found: Agreement) -> dict[str, object]:
    return {
        "n": found.n,
        "agreed": found.agreed,
        "percent": found.percent,
        "kappa": found.kappa,
        "why_no_kappa": found.why_no_kappa,
        "few_cases": found.few,
    }
