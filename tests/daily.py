"""The share of the thorough tests' cases that the daily tests try.

For `parametrize`: the values that a day leaves out are marked `thorough`, and tried there. For
Hypothesis: `examples` sets a count that grows with the profile.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

EXAMPLES_A_DAY = 25
"""Number of Hypothesis examples of a property in the daily profiles."""


def examples(daily: int, share: int = 1) -> settings:
    """Set the number of daily examples of a property; the profile `full` multiplies it.

    A fixed `max_examples` would keep its property out of the thorough run. `share`: a property
    whose calls are slow has this part of its examples by day, and all of them in the thorough run.
    """
    most = settings().max_examples
    part = share if most <= EXAMPLES_A_DAY else 1
    return settings(max_examples=max(1, daily * most // EXAMPLES_A_DAY // part))


def these_a_day(names: Iterable[str], *daily: str) -> list[Any]:
    """Return the names; the daily tests try those that `daily` names."""
    return [_marked(each, daily=each in daily) for each in names]


def one_a_day(profiles: Iterable[str], daily: str = "iopc_2019") -> list[Any]:
    """Return the profiles; the daily tests try one."""
    return these_a_day(profiles, daily)


def first_a_day(values: Iterable[Any], count: int = 1, *, rows: bool = False) -> list[Any]:
    """Return the values; the daily tests try the first ones, since others test the same code.

    `rows`: whether each has the values of several names.
    """
    return [_marked(each, daily=place < count, row=rows) for place, each in enumerate(values)]


def some_a_day(values: Iterable[Any], one_in: int = 4, *, rows: bool = False) -> list[Any]:
    """Return the values; the daily tests try a share, spread evenly."""
    return [_marked(each, daily=not place % one_in, row=rows) for place, each in enumerate(values)]


def quick_or_full(quick: int, full: int) -> pytest.MarkDecorator:
    """Give a test its daily `count`, and its thorough one."""
    return pytest.mark.parametrize("count", first_a_day([quick, full]))


def _marked(each: Any, *, daily: bool, row: bool = False) -> Any:
    marks: Any = [] if daily else pytest.mark.thorough
    return pytest.param(*each, marks=marks) if row else pytest.param(each, marks=marks)
