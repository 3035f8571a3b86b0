"""What one person has practised, and what was observed: when, in which calls, and by whom.

No score, and no claim that a standard is reached: that is for an assessor, over real work. Reasons
and answers are private text, and are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.content.rules.competency_file import StandardUnit, UnitPoint
from simulator.debrief.assess.findings import CAME_UP, Finding, Judgement
from simulator.debrief.learning.progress import Practice
from simulator.rules.rubric import LookedAt

PROGRAM = "the program"
"""Who observed what no person settled or overrode."""
COLUMNS = (
    "code", "day", "call", "scenario", "seat", "criterion", "says", "observed", "by", "program",
    "unit", "points",
)  # fmt: skip
NOTE = (
    "Practice in made-up calls: what came up and what was observed. It has no score and assesses "
    "nobody. What a person settled or overrode is under that person's code."
)


class Observation(NamedTuple):
    """One criterion that came up in one call."""

    practice: Practice
    seat: LookedAt
    finding: Finding

    @property
    def day(self) -> str:
        """The day of the call: 2026-11-24."""
        return f"{self.practice.at:%Y-%m-%d}"

    @property
    def seen(self) -> bool:
        """Whether it was seen, as it counts."""
        return self.finding.judgement is Judgement.MET

    @property
    def by(self) -> str:
        """Who observed it: a person's code, or the program."""
        written = self.finding.overrides
        return written[-1].partition(":")[0] if written else PROGRAM


class PortfolioRow(NamedTuple):
    """One criterion that was seen, with the latest call in which it was."""

    latest: Observation
    points: tuple[tuple[StandardUnit, UnitPoint], ...]


class Portfolio(NamedTuple):
    """The practice under one code."""

    code: str
    practices: tuple[Practice, ...]
    """Oldest first."""
    units: tuple[StandardUnit, ...]

    @property
    def observations(self) -> Iterator[Observation]:
        """What came up, call by call."""
        for practice in self.practices:
            for seat, finding in practice.findings:
                if finding.judgement in CAME_UP:
                    yield Observation(practice, seat, finding)

    @property
    def seen(self) -> tuple[PortfolioRow, ...]:
        """Each criterion that was seen, in the order of seats and rubrics."""
        latest = {
            (each.seat, each.finding.criterion.id): each for each in self.observations if each.seen
        }
        rows = (PortfolioRow(each, self.points(each)) for each in latest.values())
        return tuple(sorted(rows, key=lambda row: row.latest.seat.place))

    @property
    def by_call(self) -> tuple[tuple[PortfolioRow, ...], ...]:
        """What was seen, by its latest call, seat and observer; the latest call first."""
        found: dict[tuple[str, str, LookedAt, str], list[PortfolioRow]] = {}
        for row in self.seen:
            latest = row.latest
            key = latest.day, latest.practice.record, latest.seat, latest.by
            found.setdefault(key, []).append(row)
        return tuple(tuple(found[key]) for key in sorted(found, reverse=True))

    @property
    def not_yet(self) -> tuple[str, ...]:
        """What came up and was never seen."""
        seen = {(row.latest.seat, row.latest.finding.criterion.id) for row in self.seen}
        missed = (
            each.finding.criterion.says
            for each in self.observations
            if (each.seat, each.finding.criterion.id) not in seen
        )
        return tuple(dict.fromkeys(missed))

    def points(self, observed: Observation) -> tuple[tuple[StandardUnit, UnitPoint], ...]:
        """Return the points of the standard that a criterion shows something of."""
        return tuple(
            (unit, point)
            for unit in self.units
            for point in unit.points
            if unit.seat is observed.seat and observed.finding.criterion.id in point.shown_by
        )

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of `COLUMNS`: everything that came up."""
        for each in self.observations:
            finding, points = each.finding, self.points(each)
            yield (
                self.code,
                each.day,
                each.practice.record,
                each.practice.scenario,
                each.seat.value,
                finding.criterion.id,
                finding.criterion.says,
                "seen" if each.seen else "not_seen",
                "program" if each.by == PROGRAM else each.by,
                (finding.machine or finding.judgement).value,
                " ".join(dict.fromkeys(unit.id.upper() for unit, _ in points)),
                " ".join(str(point.number) for _, point in points),
            )


def portfolio(code: str, practices: Iterable[Practice], units: Sequence[StandardUnit]) -> Portfolio:
    """Return what was practised under a code."""
    ordered = sorted(practices, key=lambda each: (each.at, each.record))
    return Portfolio(code, tuple(ordered), tuple(units))
