"""Days of calls: the same for everybody who plays them, and held to figures and to a referee."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import simpy

from simulator.population import whole_day
from simulator.population.figures import checks, results
from simulator.population.one_call import CALL, FORCES, TOTALS
from simulator.population.variants import Played, both, play_here, tasks_for
from simulator.population.whole_day import Day, no_counts
from tests.daily import a_share_of_cases, first_a_day, some_a_day
from tests.population.days import (
    FILE,
    PROFILES,
    compiled_only,
    played,
    python_only,
    totals,
    variant,
)

# Compiled code wraps around without a word.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")


def test_every_input_is_in_its_range() -> None:
    for name, one in FILE.inputs.items():
        low, high = one.range
        assert low <= one.value <= high, name


def test_the_shares_of_the_causes_are_whole() -> None:
    for in_need in (False, True):
        assert sum(one.share for one in FILE.causes.values() if one.in_need == in_need) == 100
    assert abs(sum(FILE.hours.share) - 1_000) < 2, "rounded"


@pytest.mark.parametrize("name", some_a_day(PROFILES, 6))
@a_share_of_cases(3)
def test_every_call_ends_and_is_counted_once(name: str) -> None:
    counts = played(variant(name), days=2).counts
    assert int(counts.outcome.sum()) == dict(zip(TOTALS, counts.totals, strict=True))["calls"]
    in_need = totals(played(variant(name), days=2))
    assert in_need["people_in_need"] == in_need["needed_and_sent"] + in_need["lost"]
    assert in_need["lost"] == int(counts.lost.sum())


def test_days_do_not_depend_on_who_plays_them_or_in_which_order() -> None:
    columns = [variant(calls_a_day=15), variant(calls_a_day=15, aware_percent=90)]
    tasks = tasks_for(columns, 9, seed=5)
    alone = dict(play_here(columns, tasks, 1))
    together = dict(play_here(columns, reversed(tasks), 3))
    for task in tasks:
        assert alone[task].days == together[task].days
    one, other = (both(done[tasks[0]], done[tasks[2]]) for done in (alone, together))
    assert all(
        (mine == theirs).all() for mine, theirs in zip(one.counts, other.counts, strict=True)
    )
    assert played(columns[0], seed=5).days != played(columns[0], seed=6).days


def test_a_change_meets_the_same_callers() -> None:
    base, more = totals(played(variant(), 4)), totals(played(variant(aware_percent=100), 4))
    assert more["people_in_need"] == base["people_in_need"]
    assert more["pressed_55"] > base["pressed_55"]
    assert more["lost"] < base["lost"]


def day(number: int, lost: int) -> tuple[int, tuple[int, ...]]:
    """A day on which so many were lost, and nothing else happened."""
    return number, tuple(lost if name == "lost" else 0 for name in TOTALS)


@pytest.mark.parametrize(
    ("lost", "mean", "band", "says"),
    [
        ((10, 12, 14), 2.0, 1.96 * 2 / 3**0.5, "may be chance"),
        ((11, 11, 11), 1.0, 0.0, ""),
        ((10, 10, 10), 0.0, 0.0, "none"),
        ((14,), 4.0, None, "one day can't say"),
    ],
    ids=["it varies by day", "the same each day", "none", "a single day"],
)
def test_a_difference_is_that_of_the_same_days(
    lost: tuple[int, ...], mean: float, band: float | None, says: str
) -> None:
    """In the base 10 are lost on each of four days; the band is that of the mean of the pairs."""
    own, counts = variant(), no_counts(1)
    base = Played(tuple(day(number, 10) for number in range(4)), counts)
    changed = Played(tuple(day(number, each) for number, each in enumerate(lost)), counts)
    found = results(FILE, own, changed, 1, base).differences["lost"]
    assert (found.value, found.says) == (mean, says)
    assert band is None or (found.low, found.high) == pytest.approx((mean - band, mean + band))
    assert results(FILE, own, base, 1).differences == {}


def test_slower_forces_and_fewer_operators_are_seen_in_the_waits() -> None:
    base = results(FILE, variant(), played(variant()), 1)
    slow_one = variant(police_median_s=28, police_sigma=0.5)
    slow = results(FILE, slow_one, played(slow_one), 1)
    assert slow.waits["police"][0] > base.waits["police"][0]
    few_one = variant(operators=0.1, calls_a_day=250, pick_up_ms=20_000)
    few = results(FILE, few_one, played(few_one), 1)
    assert few.ratios["operator_within_5s"] < base.ratios["operator_within_5s"]


@pytest.mark.thorough
@compiled_only
def test_published_figures_come_out() -> None:
    """Those that inputs were fitted to, and those that they were not."""
    of = {}
    for name in dict.fromkeys(each.of for each in FILE.published):
        one = variant(name, calls_a_day=20_000)
        of[name] = results(FILE, one, played(one, 40), 1)
    found = list(checks(FILE, of))
    assert len(found) == len(FILE.published)
    assert not all(each.published.fitted for each in found)
    assert [each for each in found if not each.within] == []


@python_only
@pytest.mark.parametrize("calls", first_a_day([400, 20_000]))
def test_the_queue_is_that_of_simpy(calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same calls, each with an operator for as long: SimPy serves them at the same instants."""
    own = variant(calls_a_day=calls, operators=calls / 4_000, redials_percent=0)
    own.own.hours = np.arange(1, 25) / 24  # As many operators in every hour.
    work: dict[int, tuple[int, int]] = {}
    leaves = whole_day._operator_leaves

    def noted(day: Day, call: Any, at: int) -> None:
        work[int(call.number)] = (int(call.served), int(at))
        leaves(day, call, at)

    monkeypatch.setattr(whole_day, "_operator_leaves", noted)
    dials = whole_day._dials(own.own, np.uint64(3))
    day = Day(
        own.flow.arrays, own.own, np.zeros(len(dials), CALL),
        np.zeros(FORCES + 1, whole_day.DESK), np.zeros(6 * len(dials) + 64, np.int64),
        np.zeros((16, 2), np.int64), no_counts(len(own.flow.rows)),
    )  # fmt: skip
    day.desks["first"] = -1
    whole_day.play_events(day, dials, np.uint64(3))

    world = simpy.Environment()
    desk = simpy.Resource(world, capacity=int(day.desks[FORCES].on_duty))
    served: dict[int, int] = {}

    def caller(number: int) -> Any:
        yield world.timeout(int(dials[number]))
        with desk.request() as turn:
            yield turn
            served[number] = int(world.now)
            yield world.timeout(work[number][1] - work[number][0])

    for number in range(len(dials)):
        world.process(caller(number))
    world.run()
    assert served == {number: began for number, (began, _) in work.items()}
    assert any(began > dials[number] for number, began in served.items()), "somebody waited"
    assert all(one <= other for one, other in pairwise(served[n] for n in sorted(served)))
