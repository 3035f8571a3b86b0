"""`silent999 agreement`: how far two raters agree on the calls that both rated."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from simulator.cli.arguments import Parser, UsageError, store_of
from simulator.cli.layout import counted, json_text, table, wrapped
from simulator.cli.output import Console
from simulator.debrief.learning import review_file
from simulator.debrief.learning.rater_agreement import FEW, Agreement, RatedItem, Rating, compare
from simulator.debrief.learning.review_file import MACHINE, CriterionKey, key_of, read_reviews
from simulator.debrief.learning.review_session import rateable
from simulator.errors import RecordError
from simulator.session.records.record_file import read_record
from simulator.session.records.store import ENDING, Store, checked_code

_ABOUT = "Agreement shows how clearly the criteria are worded, not who is right. Nobody is marked."


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
    wrong: list[RecordError] = field(default_factory=list)
    """Records or reviews that can't be read."""

    def add(self, rater: str, record: str, ratings: Iterable[tuple[CriterionKey, Rating]]) -> None:
        """Add the ratings of one rater."""
        own = self.ratings.setdefault(rater, {})
        own |= {RatedItem(record, *key): rating for key, rating in ratings}


def arguments(parser: Parser) -> None:
    parser.takes("requests", "RECORD", "records (default: all reviewed)", nargs="*")
    parser.takes("--code", "C", "all records of this code")
    about = f"codes of two reviewers; {MACHINE}: the program's findings (default: the only two)"
    parser.takes("--raters", ("A", "B"), about, nargs=2)
    parser.add_format("text", "json")
    parser.add_records()
    parser.explain(
        "Only signed reviews count. Kappa (J. Cohen, 1960) is agreement beyond chance: 1 is full, "
        f"0 is chance. With fewer than {FEW} cases it is unreliable (assumption). {_ABOUT}"
    )


def run(options: Namespace, console: Console) -> int:
    """Gather the ratings, and print how far they agree."""
    if options.code and options.requests:
        raise UsageError("--code already names all its records", "leave out --code, or the records")
    gathered = _gathered(store_of(options), options)
    raters = _raters(options.raters, gathered)
    first, second = (gathered.ratings.get(rater, {}) for rater in raters)
    whole, each = compare(first, second, raters)
    by_criterion = {key: each[key] for key in gathered.order if key in each}
    cautions = list(_cautions(raters, gathered, whole))
    if options.format == "json":
        report = {
            "raters": list(raters),
            "records": gathered.records,
            "all": _figures(whole),
            "criteria": [
                {**key._asdict(), **_figures(found)} for key, found in by_criterion.items()
            ],
            "few": FEW,
            "notes": [_ABOUT, *cautions],
        }
        console.write(json_text(report))
    else:
        records = counted(len(gathered.records), "reviewed record")
        rows = [("criterion", "n", "agreed", "%", "kappa"), _row("all together", whole)]
        rows += [_row("/".join(key), found) for key, found in by_criterion.items()]
        console.say_lines(wrapped(f"Agreement of {raters[0]} and {raters[1]}, {records}"))
        console.say_lines((*wrapped(_ABOUT), "", *table(rows, right=(1, 2, 3)), ""))
        console.say_lines(line for caution in cautions for line in wrapped(caution))
    return console.fail(gathered.wrong) if gathered.wrong else 0


def _gathered(store: Store, options: Namespace) -> _Gathered:
    if options.requests:
        paths = list(dict.fromkeys(store.find(request) for request in options.requests))
    else:
        code = checked_code(options.code) if options.code else None
        paths = [each.path for each in store.listed(code)]
    found = _Gathered()
    for path in paths:
        record = path.name.removesuffix(ENDING)
        if not review_file.reviews_path(path).exists():
            if options.requests:
                found.notes.append(f"{record} has no reviews: left out")
            continue
        try:
            reviews = read_reviews(path)
            criteria = () if reviews.changed else rateable(read_record(path))
        except RecordError as error:
            found.wrong.append(error)
            continue
        if reviews.changed:
            found.notes.append(f"{record} has changed since its review was begun: left out")
            continue
        for code in reviews.reviewers:
            sign = reviews.signed(code)
            if sign is None:
                found.notes.append(f"{code} has not signed {record}: left out")
                continue
            found.add(code, record, ((key_of(each), each.rating) for each in sign.ratings))
            if not sign.blind:
                found.saw_findings.add(code)
        decided = ((each.key, each.machine) for each in criteria if each.machine is not None)
        found.add(MACHINE, record, decided)
        found.order |= dict.fromkeys(each.key for each in criteria)
        found.records.append(record)
        found.notes += [f"{record}, reviews: {note}" for note in reviews.notes]
    return found


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
                reason = f"{code} has signed no review of these records"
                raise UsageError(reason, f"raters: {known}")
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


def _row(name: str, found: Agreement) -> tuple[str, ...]:
    percent = "" if found.percent is None else f"{found.percent:.0f}"
    few = " (few cases)" if found.few else ""
    kappa = f"no: {found.why_no_kappa}" if found.kappa is None else f"{found.kappa:.2f}{few}"
    return name, str(found.n), str(found.agreed), percent, kappa


def _figures(found: Agreement) -> dict[str, object]:
    names = ("n", "agreed", "percent", "kappa", "why_no_kappa")
    return {**{name: getattr(found, name) for name in names}, "few_cases": found.few}
