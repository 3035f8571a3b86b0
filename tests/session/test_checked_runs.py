"""What is said of a scenario's `about`, once the call was played."""

from dataclasses import replace

import pytest

from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded
from simulator.core.terms import LineKind, Outcome, Role
from simulator.session.run.checked_runs import wrong_about
from tests.builders import entries
from tests.session.calls import LIBRARY

LOADED = LIBRARY.scenario("hill-path")


def said_of(about: Millis, taken: Millis) -> int:
    """How many warnings a scenario gets that says `about`, where its call took so long."""
    ended = CallEnded(Outcome.DEPLOYED)
    log = entries(
        (5_000, Role.NETWORK, CallBegan(1, LineKind.MOBILE)), (5_000 + taken, Role.NETWORK, ended)
    )
    scenario = LOADED.scenario.model_copy(update={"about": about})
    return len([*wrong_about(replace(LOADED, scenario=scenario), log)])


@pytest.mark.parametrize(
    ("taken", "about", "warnings"),
    [
        # From half of the time measured to one and a half times, both included.
        (200_000, 99_999, 1),
        (200_000, 100_000, 0),
        (200_000, 300_000, 0),
        (200_000, 300_001, 1),
        (200_000, 400_000, 1),
        # A minute is the least that a file says of a call, however short it is.
        (8_000, 60_000, 0),
        (8_000, 60_001, 1),
        (40_001, 60_001, 0),
    ],
)
def test_about_may_be_half_to_one_and_a_half_times_what_a_call_takes(
    taken: Millis, about: Millis, warnings: int
) -> None:
    assert said_of(about, taken) == warnings
