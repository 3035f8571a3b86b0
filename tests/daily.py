"""What is tried every day of what the thorough tests try in full.

For `parametrize`: what a day leaves out is marked `thorough`, and tried there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def one_a_day(profiles: Iterable[str], daily: str = "iopc_2019") -> list[Any]:
    """Profiles of which one is tried every day."""
    return _marked(profiles, lambda _, each: each == daily)


def first_a_day(values: Iterable[Any], count: int = 1) -> list[Any]:
    """Values of which the first are tried every day: others lead to the same by another way."""
    return _marked(values, lambda place, _: place < count)


def some_a_day(values: Iterable[Any], one_in: int = 4) -> list[Any]:
    """Values of a long list, of which a share is tried every day, spread over the whole of it."""
    return _marked(values, lambda place, _: place % one_in == 0)


def _marked(values: Iterable[Any], daily: Callable[[int, Any], bool]) -> list[Any]:
    return [
        pytest.param(each, marks=[] if daily(place, each) else pytest.mark.thorough)
        for place, each in enumerate(values)
    ]
