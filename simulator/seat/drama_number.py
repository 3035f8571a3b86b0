"""The number that a made-up call shows: always one of the ranges set aside for drama."""

from __future__ import annotations

import zlib

from simulator.content.procedure.reference import DramaNumbers
from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Coverage, LineKind

_MOBILE = (LineKind.MOBILE, LineKind.WEARABLE, LineKind.CAR)


def number_of(scenario: Scenario, numbers: DramaNumbers) -> str:
    """The caller's number, always the same for a scenario; empty where the network shows none.

    A phone in limited service state shows no number [B14].
    """
    if scenario.coverage is not Coverage.HOME:
        return ""
    area = "mobile" if scenario.line in _MOBILE else "no area"
    pattern = next(held.number for held in numbers.ranges if held.area == area)
    digits = f"{zlib.crc32(scenario.id.encode()) % 10 ** pattern.count('x'):0{pattern.count('x')}}"
    for digit in digits:
        pattern = pattern.replace("x", digit, 1)
    return pattern
