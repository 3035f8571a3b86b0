"""What holds of every plan: a room is told what is coming, is shown help, and has a calm end."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.awareness.plan import CALLS, Close, Expect, HelpStep, Plan
from simulator.content.scenario.impossible import Found


def broken_rules(plan: Plan) -> Iterator[Found]:
    """Everything in a plan that does not hold, each with its place."""
    sum_of_steps = sum(step.minutes for step in plan.steps)
    if sum_of_steps != plan.minutes:
        found = f"the steps take {sum_of_steps} minutes, and the plan says {plan.minutes}"
        mend = f"write minutes: {sum_of_steps}"
        yield ("minutes",), "plan-minutes", found, "the same number", mend
    told = False
    for place, step in enumerate(plan.steps):
        told |= isinstance(step, Expect)
        if isinstance(step, CALLS) and not told:
            found = f"{step.do} comes before the room was told what to expect"
            yield ("steps", place), "plan-expect", found, "a step {do: expect} before any call", ""
            break
    if not any(isinstance(step, HelpStep) for step in plan.steps):
        yield (
            ("steps",),
            "plan-help",
            "no step shows where to find help",
            "a step {do: help}",
            "write {do: help, minutes: 1} before the last step",
        )
    if not isinstance(plan.steps[-1], Close):
        last = ("steps", len(plan.steps) - 1)
        expected = "every session ends with {do: close}"
        mend = "write {do: close, minutes: 1} as the last step"
        yield last, "plan-end", "the last step is not close", expected, mend
