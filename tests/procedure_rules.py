"""What the standing call handler never breaks, and what of their memory is needed to see it.

What is kept decides only how much is visited, never whether the answer is right: with too little
kept, a rule is reported as broken that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.content.library import Library
from simulator.core.actions import SetGrade
from simulator.core.terms import Reason
from simulator.review.patterns import Property
from simulator.session.handler_goals import GOALS, Goal
from tests.procedure_vague import Kept

PROPERTIES = {each.id: each for loaded in Library().properties() for each in loaded.claims}
"""Every property by its id."""

Worsened = Callable[[Sequence[Goal]], list[Goal]]


class Kind(NamedTuple):
    """A rule, how it is checked, and a mistake that breaks it."""

    property_id: str
    fields: frozenset[str]
    done: frozenset[str]
    worsened: list[Goal]
    """Goals of a call handler who does break it."""
    steady: frozenset[str]

    @property
    def rule(self) -> Property:
        """The rule."""
        return PROPERTIES[self.property_id].rule

    @property
    def kept(self) -> Kept:
        """What has to be remembered exactly."""
        fields = self.fields | {"stage", "line_up", "open", "handed_on", "speaking"}
        return Kept(fields, self.done, steady_fields=self.steady)


def _kind(
    property_id: str, fields: str, done: Sequence[str], worsened: list[Goal], steady: str = ""
) -> Kind:
    kept = frozenset(fields.split()), frozenset(done)
    return Kind(property_id, *kept, worsened, frozenset(steady.split()))


def _without(name: str) -> list[Goal]:
    return [goal for goal in GOALS if goal.name != name]


def _hasty(name: str, applies: Callable[..., bool]) -> list[Goal]:
    return [replace(g, applies=applies) if g.name == name else g for g in GOALS]


_GRADED_DOWN = [
    replace(g, act=lambda _m, d: SetGrade(d.force.unanswered_grade, Reason.LINE_CUT))
    if g.name == "regrade"
    else g
    for g in GOALS
]

HANDLER_RULES: Mapping[str, Kind] = {
    "who this is comes before any question": _kind(
        "who-this-is-comes-first",
        "",
        ["introduce"],
        _without("introduce"),
    ),
    "a code is stated before a question that needs one": _kind(
        "a-code-before-a-question",
        "says_mistake",
        ["code"],
        _without("code"),
        "arrived",
    ),
    "the line is kept until the incident is closed": _kind(
        "the-line-is-kept",
        "",
        [],
        _hasty("clear", lambda m, _: m.line_up),
    ),
    "a lost line is graded anew before all else": _kind(
        "a-lost-line-is-graded-anew",
        "was_cut answered on_hold",
        ["regrade"],
        _without("regrade"),
    ),
    "an emergency is never graded down": _kind(
        "an-emergency-stays-one",
        "grade was_cut",
        ["regrade"],
        _GRADED_DOWN,
    ),
    "another voice's mistake closes nothing": _kind(
        "another-voice-closes-nothing",
        "other_voice deployed",
        ["deploy"],
        _hasty("close mistake", lambda m, _: m.says_mistake and m.open),
        "searched grade other_force",
    ),
    "a disturbance on the line brings officers": _kind(
        "a-disturbance-brings-officers",
        "worry deployed",
        ["deploy"],
        _hasty("close unanswered", lambda m, _: m.open),
        "searched grade other_force",
    ),
    "a decision about ringing back comes before a trace of a lost line": _kind(
        "ringing-back-before-a-trace",
        "callback_failed",
        ["call back", "decide against"],
        _hasty("trace", lambda m, _: not m.line_up and m.open),
    ),
}
