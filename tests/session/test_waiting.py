"""Waiting by a clock, and the time of day."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from simulator.session.clock import ManualClock, WallClock, utc_now


def test_nobody_waits_for_a_clock_that_is_moved_by_hand() -> None:
    clock = ManualClock(7)
    clock.wait(3_600_000)
    assert clock.read() == 3_600_007
    with pytest.raises(ValueError, match="does not go back"):
        clock.wait(-1)


def test_the_machines_clock_has_moved_on_after_waiting() -> None:
    """And a span that has passed already is not waited for."""
    clock = WallClock()
    before = clock.read()
    clock.wait(2)
    assert clock.read() >= before + 2
    clock.wait(-1_000_000)


def test_the_time_of_day_is_in_utc() -> None:
    assert utc_now().tzinfo is UTC
    assert utc_now() - utc_now() <= timedelta(0)
