"""The share that the daily tests try of what the thorough tests try in full.

For `parametrize`: the values that a day leaves out are marked `thorough`, and tried there. For
Hypothesis: `examples` sets a count that grows with the profile.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

EXAMPLES_A_DAY = 25
"""Examples of a property in the daily profiles of Hypothesis."""


def examples(daily: int) -> settings:
    """Set how many examples a property has a day; the profile `full` has as many times more.

    A fixed `max_examples` would keep its property out of the thorough run.
    """
    return settings(max_examples=daily * settings().max_examples // EXAMPLES_A_DAY)


def one_a_day(profiles: Iterable[str], daily: str = "iopc_2019") -> list[Any]:
    """Profiles of which one is tried every day."""
    return [_marked(each, daily=each == daily) for each in profiles]


def first_a_day(values: Iterable[Any], count: int = 1, *, rows: bool = False) -> list[Any]:
    """Values of which the first are tried every day: others lead to the same by another way.

    `rows`: whether each has the values of several names.
    """
    return [_marked(each, daily=place < count, row=rows) for place, each in enumerate(values)]


def some_a_day(values: Iterable[Any], one_in: int = 4, *, rows: bool = False) -> list[Any]:
    """Values of a long list, of which a share is tried every day, spread over the whole of it."""
    return [_marked(each, daily=not place % one_in, row=rows) for place, each in enumerate(values)]


def _marked(each: Any, *, daily: bool, row: bool = False) -> Any:
    marks: Any = [] if daily else pytest.mark.thorough
    return pytest.param(*each, marks=marks) if row else pytest.param(each, marks=marks)
