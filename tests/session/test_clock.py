"""Real time, and simulated time that follows it: exact at any speed, and never back."""

from datetime import UTC
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.instant import Millis
from simulator.session.clock import ManualClock, Pace, utc_now

SPEEDS = st.sampled_from([0.5, 1.0, 2.0, 8.0, 0.1, 0.3, 1 / 3, 1.1, 2.7, 7 / 9]) | st.floats(
    0.01, 64, allow_nan=False
)
"""The speeds of the screens, and odd ones that no binary fraction is."""
SPANS = st.integers(0, 100_000)


def test_a_manual_clock_moves_only_by_hand_and_not_back() -> None:
    clock = ManualClock(5)
    assert (clock.read(), clock.read()) == (5, 5)
    clock.tick(0)
    clock.tick(7)
    assert clock.read() == 12
    with pytest.raises(ValueError, match="cannot move a clock back by 1"):
        clock.tick(-1)
    assert clock.read() == 12


def test_the_time_of_day_is_in_utc() -> None:
    assert utc_now().tzinfo is UTC


@pytest.mark.parametrize(
    ("speed", "real", "simulated"), [(0.5, 999, 499), (8, 125, 1_000), (1.5, 2, 3)]
)
def test_simulated_time_follows_the_clock(speed: float, real: Millis, simulated: Millis) -> None:
    clock = ManualClock(40)
    pace = Pace(clock, speed)
    clock.tick(real)
    assert pace.now() == simulated


@given(SPEEDS, SPANS, SPANS, st.integers(1, 1_000_000))
def test_after_that_many_milliseconds_it_is_that_instant(
    speed: float, before: Millis, base: Millis, ahead: Millis
) -> None:
    """Not too late by rounding: then a screen would wait for 0 ms again and again; nor too soon."""
    clock = ManualClock()
    pace = Pace(clock, speed)
    pace.leap(base)
    clock.tick(before)
    instant = pace.now() + ahead
    real = pace.until(instant)
    assert real is not None
    assert real > 0
    clock.tick(real - 1)
    assert pace.now() < instant
    clock.tick(1)
    assert pace.now() >= instant
    assert pace.now() - instant <= Fraction(speed)


STEPS = st.lists(
    st.one_of(
        SPANS.map(lambda span: ("tick", span)),
        SPEEDS.map(lambda speed: ("speed", speed)),
        st.sampled_from([("pause", 0), ("resume", 0)]),
    ),
    max_size=20,
)


@given(SPEEDS, STEPS)
def test_whatever_is_done_time_does_not_go_back(
    speed: float, steps: list[tuple[str, float]]
) -> None:
    """Pausing, going on (also when it goes already) and other speeds lose no more than a bit."""
    clock = ManualClock()
    pace = Pace(clock, speed)
    now, exact, goes = pace.now(), Fraction(0), Fraction(speed)
    for what, value in steps:
        match what:
            case "tick":
                clock.tick(int(value))
                exact += 0 if pace.paused else int(value) * goes
            case "speed":
                pace.set_speed(value)
                goes = Fraction(value)
            case "pause":
                pace.pause()
            case _:
                pace.resume()
        assert pace.now() >= now
        now = pace.now()
    assert exact - len(steps) - 1 <= now <= exact


def test_time_stands_still_while_paused() -> None:
    clock = ManualClock(7)
    pace = Pace(clock, 2.0)
    pace.pause()
    clock.tick(1_000)
    assert (pace.paused, pace.now(), pace.until(900)) == (True, 0, None)
    for now in (100, 200):
        pace.resume()
        clock.tick(50)
        assert (pace.paused, pace.now(), pace.until(300), pace.until(99)) == (
            False,
            now,
            (300 - now) // 2,
            0,
        )


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_a_speed_is_a_number_above_nothing_and_holds_from_then_on(speed: float) -> None:
    clock = ManualClock()
    with pytest.raises(ValueError, match=r"speed must be a positive number"):
        Pace(clock, speed)
    pace = Pace(clock, 2.0)
    clock.tick(100)
    with pytest.raises(ValueError, match=r"speed must be a positive number"):
        pace.set_speed(speed)
    assert (pace.speed, pace.now()) == (2.0, 200)
    pace.set_speed(8)
    clock.tick(10)
    assert (pace.speed, pace.now()) == (8.0, 280)
