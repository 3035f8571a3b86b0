"""A plan takes as long as it says: read aloud by the clock."""

import re

import pytest

from simulator.awareness.rehearsal import rehearsed, whole
from tests.awareness.rooms import PLANS, parts
from tests.daily import a_share_of_cases

MINUTE = 60_000
NEAR = 90_000
"""A call plays a little longer or shorter when the words of its people change."""


@pytest.mark.parametrize("name", PLANS)
@a_share_of_cases(3)
def test_each_part_of_a_shipped_plan_takes_what_came_out_when_it_was_read_aloud(name: str) -> None:
    """150 words a minute, pauses, calls as they play: and the plan says how many pages it has."""
    plan, of = PLANS[name], parts(name)
    for place, step in enumerate(plan.steps):
        out = rehearsed(of, place)
        assert abs(step.minutes * MINUTE - out.takes) <= NEAR, (step.do, out.takes / MINUTE)
    out = whole(of)
    assert plan.minutes * MINUTE * 0.8 <= out.takes <= plan.minutes * MINUTE
    pages, minutes = (int(number) for number in re.findall(r"\d+", plan.about))
    assert pages == out.pages, plan.about
    assert abs(minutes * MINUTE - out.takes) <= NEAR, (plan.about, out.takes / MINUTE)


def test_twenty_minutes_are_few_pages_one_decision_three_beliefs_and_help() -> None:
    """It had 56 pages and 63 presses."""
    plan = PLANS["twenty-minutes"]
    assert [step.do for step in plan.steps].count("decide") == 1
    assert not any(step.do in ("tour", "watch") for step in plan.steps)
    out = whole(parts("twenty-minutes"))
    assert out.pages <= 14
    assert out.presses <= 25
