"""Small days for the tests: as the shipped ones, with few calls."""

import os
from collections.abc import Mapping
from typing import Any

import pytest

from simulator.content.library.library import Library
from simulator.population.variants import Played, Task, Variant, play_task, variants_of

LIBRARY = Library()
FILE = LIBRARY.population()
PROFILES = {each.profile.id: each.profile for each in LIBRARY.profiles()}
_BY_PYTHON = os.environ.get("NUMBA_DISABLE_JIT") == "1"
compiled_only = pytest.mark.skipif(_BY_PYTHON, reason="too many calls; .ci/thorough compiles")
python_only = pytest.mark.skipif(not _BY_PYTHON, reason="compiled code can't be listened to")
FEW: Mapping[str, float] = {"calls_a_day": 60}


def variant(profile: str = "iopc_2019", **changed: float) -> Variant:
    """A column of results, with few calls a day."""
    return next(variants_of(FILE, PROFILES[profile], [{**FEW, **changed}]))


def played(of: Variant, days: int = 1, seed: int = 0, first: int = 0) -> Played:
    """Some days of it."""
    return play_task(of, Task(0, first, days, seed))


def totals(days: Played) -> dict[str, Any]:
    """What was counted, by name."""
    from simulator.population.one_call import TOTALS

    return dict(zip(TOTALS, map(int, days.counts.totals), strict=True))
