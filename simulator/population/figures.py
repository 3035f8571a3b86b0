"""Results of variants as figures with names, units and bands."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from simulator.content.procedure.population_file import PopulationFile, PublishedFigure
from simulator.content.scenario.endings import ENDINGS
from simulator.core.flow import INCIDENT_ROWS, LINE_ROWS
from simulator.core.terms import Outcome
from simulator.population.draws import Array
from simulator.population.flow_arrays import OUTCOMES
from simulator.population.one_call import TOTALS
from simulator.population.variants import Played, Variant
from simulator.population.whole_day import BIN

HOUR = 3_600_000
_SAYS = {row.id: row.says for row in (*LINE_ROWS, *INCIDENT_ROWS)}
NAMES = {
    "calls": "silent calls, with those who rang again",
    "people_in_need": "people in need who rang",
    "in_recording": "calls sent to the recording",
    "pressed_55": "calls in which 55 was pressed and counted",
    "heard_and_passed": "calls put through to police on voices or an argument",
    "sound_and_passed": "calls put through to police on a tap or a cough",
    "reached": "calls that reached a force",
    "needed_and_reached": "of those, calls from people in need",
    "needed_and_sent": "people in need to whom officers were sent",
    "lost": "people in need to whom nobody was sent",
    "redialled": "people in need who rang again",
    "operator_hours": "operators' hours on silent calls",
    "police_hours": "forces' hours of work on silent calls",
}
"""Figures that are counted, by the names that `--format json` and `published` use."""
_HOURS = {"operator_hours": "operator_ms", "police_hours": "police_ms"}
QUANTILES = (0.5, 0.9, 0.99)


class Figure(NamedTuple):
    """A figure: its mean for a day or a year, and where 95 in 100 days or years lie.

    Of a difference to the base, the band is where the mean of endless days lies, 95 times in 100.
    Both columns have the same callers on the same days, so most of chance cancels out.
    """

    value: float
    low: float
    """NaN for a single day, which has no band; so is `high`."""
    high: float

    @property
    def says(self) -> str:
        """Whether a difference is more than chance, in words."""
        if math.isnan(self.low):
            return "one day can't say"
        if self.low == self.high == 0:
            return "none"
        return "may be chance" if self.low <= 0 <= self.high else ""

    @property
    def longest(self) -> float:
        """The end of the band, or the value without one."""
        return self.value if math.isnan(self.high) else self.high


class LostCalls(NamedTuple):
    """Why people in need had nobody sent."""

    row: str
    says: str
    value: float


class Results(NamedTuple):
    """What one variant gave."""

    variant: Variant
    days: int
    figures: Mapping[str, Figure]
    ratios: Mapping[str, float]
    """In 100: answered by the operator within 5 s, by the force within 10 s, in need of reached."""
    waits: Mapping[str, Sequence[float]]
    """Seconds until operator and force answer, at the `QUANTILES`."""
    outcomes: Mapping[str, tuple[float, float]]
    """Calls by outcome: of others, and of people in need."""
    endings: Mapping[str, float]
    """Calls after which officers were sent, by how they ended: shares, all of them assumptions."""
    lost: Sequence[LostCalls]
    lost_by_cause: Mapping[str, float]
    differences: Mapping[str, Figure]
    """By the names of `figures`; empty for the base."""


def results(
    file: PopulationFile, variant: Variant, played: Played, period: int, base: Played | None = None
) -> Results:
    """Return the results of a variant for a period of so many days, and how they differ."""
    days, counts = len(played.days), played.counts
    scale = period / days
    by_name = _by_day(played.days)
    figures = {name: _figure(by_name[name], period) for name in NAMES}
    rows = variant.flow.rows
    lost = [
        LostCalls(rows[place], _SAYS[rows[place]], number * scale)
        for place, number in enumerate(counts.lost.sum(0))
        if number
    ]
    return Results(
        variant,
        days,
        figures,
        {
            "operator_within_5s": _within(counts.operator_wait, 5_000),
            "police_within_10s": _within(counts.police_wait, 10_000),
            "needed_of_reached": 100
            * by_name["needed_and_reached"].sum()
            / max(1.0, by_name["reached"].sum()),
        },
        {
            "operator": [_quantile(counts.operator_wait, each) for each in QUANTILES],
            "police": [_quantile(counts.police_wait, each) for each in QUANTILES],
        },
        {
            outcome.value: (float(others) * scale, float(in_need) * scale)
            for outcome, others, in_need in zip(OUTCOMES, *counts.outcome, strict=True)
            if others or in_need
        },
        _by_ending(float(counts.outcome[:, OUTCOMES.index(Outcome.DEPLOYED)].sum()) * scale),
        sorted(lost, key=lambda each: -each.value),
        {
            cause.says: float(number) * scale
            for cause, number in zip(file.causes.values(), counts.lost.sum(1), strict=False)
            if number
        },
        _differences(played, base, period) if base else {},
    )


def _by_ending(sent: float) -> Mapping[str, float]:
    """Return how many of the calls after which officers were sent came to each ending."""
    shares = {ending.value: row.share for ending, row in ENDINGS.items() if row.sent and row.share}
    return {name: sent * share / sum(shares.values()) for name, share in shares.items()}


def _by_day(days: Sequence[tuple[int, Sequence[int]]]) -> dict[str, Array]:
    """Return what was counted on each day, by the names of the figures; hours as hours."""
    totals = np.array([totals for _, totals in days], np.float64)
    by_name = dict(zip(TOTALS, totals.T, strict=True))
    return {n: by_name[_HOURS[n]] / HOUR if n in _HOURS else by_name[n] for n in NAMES}


def _differences(played: Played, base: Played, period: int) -> dict[str, Figure]:
    """Return the differences on the days that both have; one may have been stopped earlier."""
    both = {day for day, _ in played.days} & {day for day, _ in base.days}
    if not both:
        return {}
    mine, theirs = (_by_day([each for each in of.days if each[0] in both]) for of in (played, base))
    found = {}
    for name in NAMES:
        each_day = mine[name] - theirs[name]
        spread = float(each_day.std(ddof=1)) if len(both) > 1 else math.nan
        mean, band = float(each_day.mean()), 1.96 * spread / math.sqrt(len(both))
        found[name] = Figure(*(period * each for each in (mean, mean - band, mean + band)))
    return found


def _figure(by_day: Array, period: int) -> Figure:
    """Return a figure: days differ by chance alone, so a year's spread is that of 365 draws."""
    mean = float(by_day.mean()) * period
    spread = float(by_day.std(ddof=1)) if len(by_day) > 1 else math.nan
    band = 1.96 * spread * math.sqrt(period)
    return Figure(mean, max(mean - band, 0.0), mean + band)  # In this order, or NaN would become 0.


def _within(waits: Array, limit: int) -> float:
    return 100 * float(waits[: limit // BIN].sum()) / max(1, int(waits.sum()))


def _quantile(waits: Array, share: float) -> float:
    """Return the end of the half-second in which a share of the waits is reached."""
    total = waits.cumsum()
    return float(np.searchsorted(total, share * total[-1]) + 1) * BIN / 1_000


class Check(NamedTuple):
    """A published figure beside the model's."""

    published: PublishedFigure
    value: float

    @property
    def within(self) -> bool:
        low, high = self.published.between
        return low <= self.value <= high


def checks(file: PopulationFile, of: Mapping[str, Results]) -> Iterator[Check]:
    """Yield the published figures of the profiles that were played a day at a time."""
    for each in file.published:
        if result := of.get(each.of):
            figure = result.figures.get(each.result)
            yield Check(each, figure.value if figure else result.ratios[each.result])
