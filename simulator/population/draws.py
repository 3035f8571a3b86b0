"""Numbers that look random and are a hash: of a seed, a day, a caller and a purpose.

So a day has the same figures in whichever order and on whichever machine days are played, and a
changed input meets the same callers.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

F = TypeVar("F", bound=Callable[..., Any])
Array = Any
"""An array or a record of numpy: numpy's own types say more than the code needs."""


def compiled(function: F) -> F:
    """Compile a function; without the interpreter's lock, so that threads share the cores."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@compiled
def mixed(value: Any) -> Any:
    """Return a number in which every bit depends on every bit of `value` (SplitMix64)."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@compiled
def drawn(key: Any, purpose: int) -> float:
    """Return this key's number for a purpose: evenly spread, at least 0 and below 1."""
    number = mixed(key ^ (np.uint64(purpose + 1) * np.uint64(0xD6E8FEB86659FD93)))
    return float(number >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def exponential(key: Any, purpose: int, mean: float) -> int:
    """Return a whole number from an exponential distribution."""
    return int(-mean * math.log(1.0 - drawn(key, purpose)))


@compiled
def normal(key: Any, purpose: int) -> float:
    """Return a number from the standard normal distribution; it uses `purpose` + 64 as well."""
    radius = math.sqrt(-2.0 * math.log(1.0 - drawn(key, purpose)))
    return radius * math.cos(2.0 * math.pi * drawn(key, purpose + 64))


@compiled
def log_normal(key: Any, purpose: int, median: float, sigma: float, most: float) -> int:
    """Return a whole number from a log-normal distribution, and no more than `most`."""
    return int(min(most, median * math.exp(sigma * normal(key, purpose))))
