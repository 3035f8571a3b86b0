"""`silent999 agreement`: how far people who rated the same calls agree."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from simulator.cli.arguments import Parser, UsageError, store_of
from simulator.cli.layout import counted, json_text, table, wrapped
from simulator.cli.output import Console
from simulator.debrief.learning.rater_agreement import FEW, Agreement, RatedItem, compare
from simulator.debrief.learning.trainer_reviews import (
    RATED,
    Rating,
    rateable,
    read_reviews,
    reviews_path,
)
from simulator.errors import RecordError
from simulator.session.records.record_file import read_record
from simulator.session.records.store import ENDING, Store, checked_code

MACHINE = "machine"
"""Code of the program among raters."""
_ABOUT = "Agreement shows how clearly the criteria are worded, not who is right. Nobody is marked."
_Pair = tuple[str, str]
_Compared = tuple[Agreement, Mapping[tuple[str, str], Agreement]]


@dataclass
class _Gathered:
    """All ratings by rater."""

    ratings: dict[str, dict[RatedItem, Rating]] = field(default_factory=dict)
    records: list[str] = field(default_factory=list)
    """The records that count."""
    notes: list[str] = field(default_factory=list)
    """What was left out, with the reason."""
    wrong: list[RecordError] = field(default_factory=list)
    """Records or reviews that can't be read."""


def arguments(parser: Parser) -> None:
    parser.takes("requests", "RECORD", "records (default: all that were rated)", nargs="*")
    parser.takes("--code", "C", "all records of this code")
    about = f"two raters; {MACHINE}: the program's findings (default: each pair of people)"
    parser.takes("--raters", ("A", "B"), about, nargs=2)
    parser.flag("--seen", "count ratings as well that were given after the findings were shown")
    parser.add_format("text", "json")
    parser.add_records()
    parser.explain(
        "Per cent, AC1 (K. Gwet, 2008) and kappa (J. Cohen, 1960) by criterion and pair: 1 is full "
        f"agreement, 0 is chance. With fewer than {FEW} cases they say little (assumption). "
        f"{_ABOUT}"
    )


def run(options: Namespace, console: Console) -> int:
    """Gather the ratings, and print how far they agree."""
    if options.code and options.requests:
        raise UsageError("--code already names all its records", "leave out --code, or the records")
    gathered = _gathered(store_of(options), options)
    pairs = _pairs(options.raters, gathered)
    given = gathered.ratings
    found = {(a, b): compare(given.get(a, {}), given.get(b, {}), (a, b)) for a, b in pairs}
    if options.format == "json":
        console.write(json_text(_as_object(gathered, found)))
    else:
        console.say_lines((*wrapped(_ABOUT), ""))
        for pair, (whole, each) in found.items():
            console.say_lines(_in_lines(pair, whole, each, gathered))
        console.say_lines(line for note in gathered.notes for line in wrapped(f"{note}."))
    return console.fail(gathered.wrong) if gathered.wrong else 0


def _gathered(store: Store, options: Namespace) -> _Gathered:
    """Read the ratings of every record that is asked for."""
    if options.requests:
        paths = list(dict.fromkeys(store.find(request) for request in options.requests))
    else:
        code = checked_code(options.code) if options.code else None
        paths = [path for path in store.paths(code) if reviews_path(path).exists()]
    found = _Gathered()
    for path in paths:
        name = path.name.removesuffix(ENDING)
        try:
            reviews, criteria = read_reviews(path), rateable(read_record(path)).values()
        except RecordError as error:
            found.wrong.append(error)
            continue
        independent = reviews.ratings(blind=not options.seen)
        for rater in reviews.ratings().keys() - independent.keys():
            found.notes.append(
                f"{rater} rated {name} after the findings were shown: left out (--seen counts it)"
            )
        if not independent:
            continue
        found.records.append(name)
        for rater, ratings in independent.items():
            own = found.ratings.setdefault(rater, {})
            own |= {RatedItem(name, *key): rating for key, rating in ratings.items()}
        machine = found.ratings.setdefault(MACHINE, {})
        for each in criteria:
            if each.finding is not None and (rating := RATED.get(each.finding.judgement)):
                machine[RatedItem(name, each.rubric, each.criterion.id)] = rating
    return found


def _pairs(wished: Sequence[str] | None, gathered: _Gathered) -> list[_Pair]:
    """Return the pairs of raters to compare: of one person alone, with the program."""
    people = sorted(set(gathered.ratings) - {MACHINE})
    known = ", ".join([*people, MACHINE]) if people else "nobody has rated these records"
    if wished is not None:
        one, other = (checked_code(word) for word in wished)
        if one == other:
            raise UsageError("two raters are compared, and these are one", f"raters: {known}")
        for code in (one, other):
            if code not in {*people, MACHINE}:
                raise UsageError(f"{code} has rated none of these records", f"raters: {known}")
        return [(one, other)]
    if not people:
        hint = "silent999 review RECORD --as CODE --blind shows what to rate"
        raise UsageError("there are no ratings to compare", hint)
    return [*combinations(people, 2)] or [(people[0], MACHINE)]


def _in_lines(
    pair: _Pair, whole: Agreement, each: Mapping[tuple[str, str], Agreement], gathered: _Gathered
) -> Iterator[str]:
    records = counted(len(gathered.records), "record")
    yield from wrapped(f"{pair[0]} and {pair[1]}, {records}:")
    rows = [("criterion", "n", "agreed", "%", "AC1", "kappa"), _row("all together", whole)]
    rows += [_row("/".join(key), found) for key, found in each.items()]
    yield from table(rows, right=(1, 2, 3, 4))
    if whole.n and whole.few:
        few = (
            f"{whole.n} ratings by both are fewer than {FEW}: the figures say little (assumption)."
        )
        yield from wrapped(few)
    yield ""


def _row(name: str, found: Agreement) -> tuple[str, ...]:
    percent = "" if found.percent is None else f"{found.percent:.0f}"
    ac1 = "" if found.ac1 is None else f"{found.ac1:.2f}"
    kappa = f"no: {found.why_no_kappa}" if found.kappa is None else f"{found.kappa:.2f}"
    return name, str(found.n), str(found.agreed), percent, ac1, kappa


def _as_object(
    gathered: _Gathered,
    found: Mapping[_Pair, tuple[Agreement, Mapping[tuple[str, str], Agreement]]],
) -> dict[str, object]:
    return {
        "records": gathered.records,
        "few": FEW,
        "notes": [_ABOUT, *gathered.notes],
        "pairs": [
            {
                "raters": list(pair),
                "all": _figures(whole),
                "criteria": [
                    {"rubric": rubric, "criterion": criterion, **_figures(some)}
                    for (rubric, criterion), some in each.items()
                ],
            }
            for pair, (whole, each) in found.items()
        ],
    }


def _figures(found: Agreement) -> dict[str, object]:
    names = ("n", "agreed", "percent", "ac1", "kappa", "why_no_kappa")
    return {**{name: getattr(found, name) for name in names}, "few_cases": found.few}
