"""Results of variants as figures with names, units and bands."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from simulator.content.procedure.population_file import PopulationFile, PublishedFigure
from simulator.core.flow import INCIDENT_ROWS, LINE_ROWS
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
    """A figure: its mean for a day or a year, and where 95 in 100 days or years lie."""

    value: float
    low: float
    """NaN for a single day, which has no band; so is `high`."""
    high: float

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
    lost: Sequence[LostCalls]
    lost_by_cause: Mapping[str, float]


def results(file: PopulationFile, variant: Variant, played: Played, period: int) -> Results:
    """Return the results of a variant for a period of so many days."""
    days, counts = len(played.days), played.counts
    scale = period / days
    totals = np.array([totals for _, totals in played.days], np.float64)
    by_name = dict(zip(TOTALS, totals.T, strict=True))
    figures = {
        name: _figure(by_name[_HOURS[name]] / HOUR if name in _HOURS else by_name[name], period)
        for name in NAMES
    }
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
        sorted(lost, key=lambda each: -each.value),
        {
            cause.says: float(number) * scale
            for cause, number in zip(file.causes.values(), counts.lost.sum(1), strict=False)
            if number
        },
    )


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
