"""For each rule that the standing call handler never breaks, one who does break it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.core import acts as do
from simulator.core.terms import Reason
from simulator.session.people.handler_goals import GOALS, Goal


def _without(name: str) -> list[Goal]:
    return [goal for goal in GOALS if goal.name != name]


def _hasty(name: str, applies: Callable[..., bool]) -> list[Goal]:
    return [replace(g, applies=applies) if g.name == name else g for g in GOALS]


_GRADED_DOWN = [
    replace(g, act=lambda _m, d: do.SetGrade(d.force.unanswered_grade, Reason.LINE_CUT))
    if g.name == "regrade"
    else g
    for g in GOALS
]

WORSENED: Mapping[str, list[Goal]] = {
    "who-this-is-comes-first": _without("introduce"),
    "a-code-before-a-question": _without("code"),
    "the-line-is-kept": _hasty("clear", lambda m, _: m.line_up),
    "a-lost-line-is-graded-anew": _without("regrade"),
    "an-emergency-stays-one": _GRADED_DOWN,
    "another-voice-closes-nothing": _hasty("close mistake", lambda m, _: m.says_mistake and m.open),
    "a-disturbance-brings-officers": _hasty("close unanswered", lambda m, _: m.open),
    "ringing-back-before-a-trace": _hasty("trace", lambda m, _: not m.line_up and m.open),
}
"""The goals of a call handler who breaks it, by the id of the property."""
