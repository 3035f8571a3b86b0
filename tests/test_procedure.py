"""Procedure properties, on every call that the standing people can come into (design 4).

Two worlds, since the operator and the call handler meet only in what the first reports to the
second. In the operator's, the force only answers. In the call handler's, the operator reports
anything and the caller and the room do what they like. Time is erased in both.

The call handler's is visited in two ways: with all of their memory, which is exact and only for
callers of one kind; and with most of it left open (`proof.vague`), for every caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineKind, Role, Service, Sound
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.callers_acts import ACTS
from simulator.proof.explore.operator_model import (
    KINDS,
    REPORT,
    WITH_POLICE,
    PoliceAnswer,
    is_with_police,
    of_first_handler,
    of_handler,
    of_nobody,
    of_operator,
)
from simulator.proof.explore.untimed_session import ErasedSession
from simulator.proof.vague.anywhere import AnyFlow
from simulator.proof.vague.kept import KEPT
from simulator.proof.vague.world import World
from simulator.rules.claims import Modality
from simulator.rules.matching import Context
from simulator.session.chance import Chance
from simulator.session.people.first_handler import StandingFirstHandler
from simulator.session.people.handler_goals import GOALS
from simulator.session.people.machines import Officers, Systems
from simulator.session.people.simulated_handler import StandingHandler
from simulator.session.people.simulated_operator import StandingOperator
from tests.exploring import Explored, explore
from tests.procedure_rules import WORSENED

LIBRARY = Library()
FORCE = LIBRARY.force("generic").force
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]

CLAIMS = [claim for loaded in LIBRARY.properties() for claim in loaded.claims]
OPERATOR_CLAIMS = [
    claim for claim in CLAIMS if claim.whose is Role.OPERATOR and claim.modality is Modality.ALWAYS
]
HANDLER_RULES = {claim.id: claim.rule for claim in CLAIMS if claim.whose is Role.CALL_HANDLER}


def operators_session(profile: Profile, kind: LineKind) -> ErasedSession:
    """A call that nobody has dialled, with a standing operator and a force that answers."""
    cast = (
        (StandingOperator(profile, Chance(0, "operator")), of_operator),
        (StandingFirstHandler(profile, FORCE, LIBRARY.questions()), of_first_handler),
        (PoliceAnswer(), of_nobody),
    )
    return ErasedSession(new_call(Procedure.under(profile), kind), profile, cast)


def operators_world(profile_id: str, kind: LineKind, acts: Sequence[Done] = ACTS) -> Explored:
    """Every call that the operator of a profile can meet on that kind of line."""
    profile = LIBRARY.profile(profile_id).profile
    session = operators_session(profile, kind)
    claims = [claim for claim in OPERATOR_CLAIMS if claim.concerns(profile)]
    rules = {claim.id: claim.rule for claim in claims if kind in (claim.lines or LineKind)}
    context = Context(force=FORCE, profile=profile)

    def until_police(here: ErasedSession) -> Sequence[Done]:
        return () if here.call.situation.line in WITH_POLICE else acts

    return explore(session, until_police, rules, context, stop=is_with_police)


FEW = tuple(
    done
    for done in ACTS
    if done.action.kind in ("dial", "tap", "press", "hang_up", "lift")
    or done.action
    in (do.Make(Sound.SHOUTING), do.Say(Intent.SAYS_MISTAKE), do.Say(Intent.SAYS_YES))
)
"""Enough to meet every rule, few enough for every day; `tests/thorough` uses all."""


@pytest.mark.thorough
def test_the_operator_keeps_the_procedure(record_property: Callable[[str, object], None]) -> None:
    """Whatever a caller does, the standing operator of the default profile keeps the procedure."""
    explored = operators_world("iopc_2019", LineKind.MOBILE, FEW)
    record_property(
        "count", f"the operator, mobile: {explored.states} states, {explored.moves} moves"
    )
    assert explored.complete
    assert explored.broken == []
    assert "with_call_handler" in explored.ends


# --- the call handler, exactly -------------------------------------------------------------------


def handlers_world(kind: str, others: Sequence[Done] = ()) -> Explored:
    """Every call that the default profile's call handler can meet when callers do `kind`."""
    profile = LIBRARY.profile("iopc_2019").profile
    cast = (
        (StandingHandler(profile, FORCE, LIBRARY.questions()), of_handler),
        (Systems(), of_nobody),
        (Officers(1), lambda officers: officers.sent),
    )
    session = ErasedSession(new_call(Procedure.under(profile)), profile, cast)
    session.submit(Role.CALLER, do.Dial())
    session.submit(Role.OPERATOR, do.Answer())
    session.submit(Role.OPERATOR, do.Connect(Service.POLICE))
    acts = (*KINDS[kind], *REPORT, *others)
    context = Context(force=FORCE, profile=profile)
    return explore(session, lambda _: acts, HANDLER_RULES, context)


def test_the_call_handler_keeps_the_procedure(
    record_property: Callable[[str, object], None],
) -> None:
    """When nothing is heard on an open line, the standing call handler keeps the procedure."""
    explored = handlers_world("nothing")
    record_property(
        "count", f"the call handler, nothing: {explored.states} states, {explored.moves} moves"
    )
    assert explored.complete
    assert explored.broken == []


# --- the call handler, with much left open -------------------------------------------------------


ANY_FLOW = AnyFlow(PROFILES)
FORCES = (FORCE, *(loaded.force for loaded in LIBRARY.forces() if loaded.force != FORCE))


def anybodys_world(name: str, *, worse: bool = False) -> World:
    """Every call of every caller, for one rule; `worse`: with a call handler who breaks it."""
    goals = WORSENED[name] if worse else GOALS
    rule = HANDLER_RULES[name]
    return World(ANY_FLOW, FORCES, LIBRARY.questions(), rule, KEPT[name], goals)


def test_of_every_rule_it_is_said_what_has_to_be_kept_and_what_breaks_it() -> None:
    assert set(KEPT) == set(HANDLER_RULES) == set(WORSENED)
