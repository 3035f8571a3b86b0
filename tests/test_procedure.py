"""Procedure properties, on every call that the standing people can come into (design 4).

Two worlds, since the operator and the call handler meet only in what the first reports to the
second. In the operator's, the force only answers. In the call handler's, the operator reports
anything and the caller and the room do what they like. Time is erased in both.

The call handler's is visited in two ways: with all of their memory, which is exact and only for
callers of one kind; and with most of it left open (`proof.vague`), for every caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineKind, Reason, Role, Sound, Timer
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.callers_acts import ACTS
from simulator.proof.explore.explorer import watch
from simulator.proof.explore.operator_model import (
    KINDS,
    LOSS,
    REPORT,
    PoliceAnswer,
    everything_from,
    handlers_world,
    of_first_handler,
    of_nobody,
    of_operator,
)
from simulator.proof.explore.untimed_session import ErasedSession
from simulator.proof.vague.anywhere import AnyFlow
from simulator.proof.vague.kept import KEPT
from simulator.proof.vague.world import World
from simulator.rules.matching import Context
from simulator.session.chance import Chance
from simulator.session.people.first_handler import StandingFirstHandler
from simulator.session.people.handler_goals import GOALS, Goal
from simulator.session.people.simulated_operator import StandingOperator

LIBRARY = Library()
FORCE = LIBRARY.force("generic").force
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]

CLAIMS = [claim for loaded in LIBRARY.properties() for claim in loaded.claims]
HANDLER_RULES = {claim.id: claim.rule for claim in CLAIMS if claim.whose is Role.CALL_HANDLER}


def operators_session(profile: Profile, kind: LineKind) -> ErasedSession:
    """A call that nobody has dialled, with a standing operator and a force that answers."""
    cast = (
        (StandingOperator(profile, Chance(0, "operator")), of_operator),
        (StandingFirstHandler(profile, FORCE, LIBRARY.questions()), of_first_handler),
        (PoliceAnswer(), of_nobody),
    )
    return ErasedSession(new_call(Procedure.under(profile), kind), profile, cast)


FEW = tuple(
    done
    for done in ACTS
    if done.action.kind in ("dial", "tap", "press", "hang_up", "lift")
    or done.action
    in (do.Make(Sound.SHOUTING), do.Say(Intent.SAYS_MISTAKE), do.Say(Intent.SAYS_YES))
)
"""Enough to meet every rule, few enough for every day; `tests/thorough` uses all."""


def moves(here: ErasedSession, acts: Sequence[Done]) -> list[tuple[str, ErasedSession]]:
    """All that can happen now: what is planned, a running timer, or one of the acts."""
    return [
        (f"timer: {cue}" if isinstance(cue, Timer) else f"{cue.role}: {cue.action}", after)
        for cue, after in everything_from(here, acts)
    ]


# --- the call handler, exactly -------------------------------------------------------------------


Record = Callable[[str, object], None]


def assert_handler_keeps(kind: str, others: Sequence[Done], record: Record) -> None:
    """In every call that the handler meets when callers do `kind` and `others`."""
    profile = LIBRARY.profile("iopc_2019").profile
    acts = (*KINDS[kind], *REPORT, *others)
    world = handlers_world(profile, FORCE, LIBRARY.questions(), acts)
    context = Context(force=FORCE, profile=profile)
    for name, rule in HANDLER_RULES.items():
        found = watch(world, rule, context)
        assert found.complete
        assert found.way is None, (name, found.way)
        record("count", f"the call handler, {kind}, {name}: {found.states} states")


def test_the_call_handler_keeps_the_procedure(record_property: Record) -> None:
    """When nothing is heard on an open line, the standing call handler keeps the procedure."""
    assert_handler_keeps("nothing", (), record_property)


@pytest.mark.thorough
@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", ["nothing", "a disturbance"])
def test_the_call_handler_when_the_line_is_lost(kind: str, record_property: Record) -> None:
    """With nothing left open: the line may be lost at any moment, and a callback be answered."""
    assert_handler_keeps(kind, LOSS[:2], record_property)


# --- the call handler, with much left open -------------------------------------------------------


ANY_FLOW = AnyFlow(PROFILES)
FORCES = (FORCE, *(loaded.force for loaded in LIBRARY.forces() if loaded.force != FORCE))


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


def anybodys_world(name: str, *, worse: bool = False) -> World:
    """Every call of every caller, for one rule; `worse`: with a call handler who breaks it."""
    goals = WORSENED[name] if worse else GOALS
    rule = HANDLER_RULES[name]
    return World(ANY_FLOW, FORCES, LIBRARY.questions(), rule, KEPT[name], goals)


def test_of_every_rule_it_is_said_what_has_to_be_kept_and_what_breaks_it() -> None:
    assert set(KEPT) == set(HANDLER_RULES) == set(WORSENED)
