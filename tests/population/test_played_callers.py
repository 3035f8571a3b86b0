"""The model's people are held against the guided people, who play the same callers in sessions.

Of what is left to chance in the model and to judgement in a session there are two things, and the
README says how far they are apart: an operator who ends a call undecided, and officers sent.
"""

import re
from collections.abc import Mapping
from math import sqrt
from pathlib import Path

import pytest

from simulator import population
from simulator.population.flow_arrays import OUTCOMES
from simulator.population.one_call import TOTALS
from tests.daily import a_share_of_cases, first_a_day
from tests.population.days import PROFILES, played, variant
from tests.population.real_callers import rates
from tests.session.calls import GENERIC

# Compiled code wraps around without a word.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")

HELD = (
    "in_recording", "pressed_55", "heard_and_passed", "sound_and_passed", "reached",
    "abandoned", "confirmed_mistake", "ended_by_operator", "no_response_to_recording",
)  # fmt: skip
"""What the model says of a call until a force has it."""
CLOSE = 0.015
"""The difference that is allowed besides chance: 1.5 in 100 calls."""
CHANCE = 3.0
"""Standard errors of chance: nine rates of six kinds of days, and one in 400 is by chance alone."""
PLAYS = [("iopc_2019", 80, 500), *((name, 2_000, 20_000) for name in
         ("iopc_2019", "passed_on_2023", "tvp"))]  # fmt: skip
README = Path(population.__file__).with_name("README.md")
SENT = re.compile(r"^\| `(\w+)`, (in need|others) \| (\d+) \| (\d+) \|$", re.M)


def of_the_model(profile: str, count: int, *, in_need: bool) -> Mapping[str, float]:
    """A day of callers of one kind, whom the operator never gives up, and with staff enough."""
    day = played(
        variant(profile, calls_a_day=count, in_need_percent=100 * in_need, redials_percent=0,
                ended_percent=0, operators=100, handlers=100)
    ).counts  # fmt: skip
    totals = dict(zip(TOTALS, map(int, day.totals), strict=True))
    ended = {each.value: int(n) for each, n in zip(OUTCOMES, day.outcome.sum(0), strict=True)}
    return {name: number / totals["calls"] for name, number in (totals | ended).items()}


@pytest.mark.parametrize("in_need", [False, True], ids=["others", "in need"])
@pytest.mark.parametrize(("profile", "plays", "modelled"), first_a_day(PLAYS, rows=True))
@a_share_of_cases(2)
def test_until_a_force_has_the_call_the_model_is_what_guided_people_do(
    profile: str, plays: int, modelled: int, *, in_need: bool
) -> None:
    """Each rate is within chance and 1.5 in 100 of what an operator does in real sessions."""
    real = rates(PROFILES[profile], GENERIC, plays, in_need=in_need)
    model = of_the_model(profile, modelled, in_need=in_need)
    for name in HELD:
        one, other = real.get(name, 0.0), model.get(name, 0.0)
        share = (one * plays + other * modelled) / (plays + modelled)
        error = sqrt(share * (1 - share) * (1 / plays + 1 / modelled))
        assert abs(one - other) <= CLOSE + CHANCE * error, (name, one, other)
    if plays > 1_000:
        kind = "in need" if in_need else "others"
        (said,) = [row for row in SENT.findall(README.read_text()) if row[:2] == (profile, kind)]
        for number, found in zip(said[2:], (model, real), strict=True):
            sent = 100 * found["deployed"] / found["reached"]
            assert abs(sent - int(number)) <= 5, (said, sent)
