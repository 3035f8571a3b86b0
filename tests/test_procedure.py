"""Procedure properties, on every call that the standing people can come into (design 4).

Two worlds, since the operator and the call handler meet only in what the first reports to the
second. In the operator's, the force only answers. In the call handler's, the operator reports
anything and the caller and the room do what they like. Time is erased in both.

The call handler's is visited in two ways: with all of their memory, which is exact and only for
callers of one kind; and with most of it left open (`procedure_vague`), for every caller.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import pytest

from simulator.content.library import Library
from simulator.core.actions import (
    Answer,
    Connect,
    Dial,
    HandOver,
    HangUp,
    Lift,
    LoseLine,
    Make,
    PassDetails,
    Press,
    Say,
    TakePhone,
    Tap,
)
from simulator.core.call import Procedure, new_call
from simulator.core.log import Entry
from simulator.core.outcomes import StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import (
    Intent,
    LineKind,
    LineStage,
    LossCause,
    Manner,
    Reason,
    Reported,
    Role,
    Service,
    Sound,
    Topic,
)
from simulator.review.claims import Modality
from simulator.review.matching import Context
from simulator.session.chance import Chance
from simulator.session.handler_goals import GOALS
from simulator.session.machines import Officers, Systems
from simulator.session.participant import NOTHING, Planned, Reaction
from simulator.session.standing_first import StandingFirstHandler
from simulator.session.standing_handler import StandingHandler
from simulator.session.standing_operator import Memory, StandingOperator
from tests.erased import ErasedSession
from tests.exploring import Act, Explored, explore
from tests.procedure_anywhere import AnyFlow
from tests.procedure_rules import HANDLER_RULES
from tests.procedure_world import World

LIBRARY = Library()
FORCE = LIBRARY.force("generic").force
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]

_WITH_POLICE = (LineStage.WITH_CALL_HANDLER, LineStage.HELD_WITH_CALL_HANDLER)
CALLER, ROOM, NETWORK = Role.CALLER, Role.ROOM, Role.NETWORK
ACTS: tuple[Act, ...] = (
    (CALLER, Dial()),
    (CALLER, Tap()),
    (CALLER, Say(Intent.WANTS_POLICE, manner=Manner.WHISPERED)),
    (CALLER, Say(Intent.WANTS_AMBULANCE)),
    (CALLER, Say(Intent.SAYS_MISTAKE)),
    (CALLER, Say(Intent.SAYS_YES)),
    (CALLER, Say(Intent.PRETENDS)),
    (CALLER, Say(Intent.SPEAKS, manner=Manner.FAINT)),
    (CALLER, Press("5")),
    (CALLER, Press("1")),
    (CALLER, HangUp()),
    (CALLER, Lift()),
    (ROOM, Make(Sound.SHOUTING)),
    (ROOM, Make(Sound.VOICES)),
    (ROOM, Make(Sound.TELEVISION)),
    (ROOM, Make(Sound.FALL_MESSAGE)),
    (ROOM, Say(Intent.SAYS_MISTAKE)),
    (ROOM, TakePhone()),
    (NETWORK, LoseLine(LossCause.BATTERY)),
    (NETWORK, LoseLine(LossCause.NETWORK)),
)
"""One act for every way in which something at the operator's ears can differ."""

OPERATOR_CLAIMS = [
    claim
    for loaded in LIBRARY.properties()
    for claim in loaded.claims
    if claim.whose is Role.OPERATOR and claim.modality is Modality.ALWAYS
]


class PoliceAnswer:
    """A force that answers the phone and does nothing else."""

    role = Role.CALL_HANDLER
    ears = frozenset({Role.CALL_HANDLER})

    def on_heard(self, entry: Entry, at: int) -> Reaction:  # noqa: ARG002
        body = entry.body
        rings = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
        if isinstance(body, StageEntered) and body.stage in rings:
            return Reaction([Planned(1, Answer())], changes_mind=True)
        return NOTHING


def of_operator(operator: StandingOperator) -> Hashable:
    """The operator's memory, less what no longer matters once they have decided."""
    memory = operator.memory
    undecided = (LineStage.IDLE, LineStage.DIALLED, LineStage.WITH_OPERATOR)
    if memory.settled or memory.stage not in undecided:
        memory = Memory(
            kind=memory.kind,
            stage=memory.stage,
            settled=memory.settled,
            was_held=memory.was_held,
            heard=memory.heard,
        )
    worries = {Reported.SPEECH, Reported.WHISPER, Reported.COUGH, Reported.TAP, Reported.GROAN}
    worries |= {Reported.DISTURBANCE, Reported.FIFTY_FIVE}
    return memory._replace(heard=frozenset()), (
        not memory.heard.isdisjoint(worries),
        Reported.DISTURBANCE in memory.heard,
        not memory.heard.isdisjoint({Reported.BACKGROUND, Reported.KEY_TONE}),
    )


def of_first_handler(handler: StandingFirstHandler) -> Hashable:
    return handler.said, handler.decided, handler.has_call


def of_nobody(_: object) -> Hashable:
    return None


def operators_session(profile: Profile, kind: LineKind) -> ErasedSession:
    """A call that nobody has dialled, with a standing operator and a force that answers."""
    cast = (
        (StandingOperator(profile, Chance(0, "operator")), of_operator),
        (StandingFirstHandler(profile, FORCE, LIBRARY.questions()), of_first_handler),
        (PoliceAnswer(), of_nobody),
    )
    return ErasedSession(new_call(Procedure.under(profile), kind), profile, cast)


def operators_world(profile_id: str, kind: LineKind, acts: Sequence[Act] = ACTS) -> Explored:
    """Every call that the operator of a profile can meet on that kind of line."""
    profile = LIBRARY.profile(profile_id).profile
    session = operators_session(profile, kind)
    claims = [claim for claim in OPERATOR_CLAIMS if claim.concerns(profile)]
    rules = {claim.id: claim.rule for claim in claims if kind in (claim.lines or LineKind)}
    context = Context(force=FORCE, profile=profile)

    def until_police(here: ErasedSession) -> Sequence[Act]:
        return () if here.call.situation.line in _WITH_POLICE else acts

    return explore(session, until_police, rules, context, stop=is_with_police)


def is_with_police(session: ErasedSession) -> bool:
    """Whether the operator has no more to do with the call."""
    situation = session.call.situation
    handed_over = situation.line in _WITH_POLICE and not situation.operator_on_line
    return situation.line is LineStage.DOWN or handed_over


FEW = tuple(
    (role, action)
    for role, action in ACTS
    if action.kind in ("dial", "tap", "press", "hang_up", "lift")
    or action in (Make(Sound.SHOUTING), Say(Intent.SAYS_MISTAKE), Say(Intent.SAYS_YES))
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

LOSS: tuple[Act, ...] = (
    (CALLER, Answer()),
    (NETWORK, LoseLine(LossCause.NETWORK)),
    (NETWORK, LoseLine(LossCause.BATTERY)),
)
REPORT: tuple[Act, ...] = (
    (Role.OPERATOR, HandOver((Reported.FIFTY_FIVE,))),
    (Role.OPERATOR, PassDetails((Reported.FIFTY_FIVE,), Reason.LINE_CUT)),
)
KINDS: dict[str, tuple[Act, ...]] = {
    "nothing": (),
    "a disturbance": ((ROOM, Make(Sound.SHOUTING)),),
    "another voice": ((ROOM, TakePhone()), (ROOM, Say(Intent.SAYS_MISTAKE))),
    "taps for yes": ((CALLER, Tap()),),
    "somebody ill": ((CALLER, Make(Sound.GROAN)),),
}
"""What a caller and the room do, as often and whenever they like, in one exploration."""
_DECIDE = frozenset({Topic.NEEDS_POLICE, Topic.IN_DANGER, Topic.INJURED, Topic.MISTAKE})


def of_handler(handler: StandingHandler) -> Hashable:
    """The call handler's memory, less what is only reported on and never decides anything."""
    memory = handler.memory._replace(reported=frozenset(), data=frozenset())
    decide = _DECIDE | {Topic.CAN_HEAR, Topic.AT_HOME}
    memory = memory._replace(yes=memory.yes & decide, no=memory.no & decide)
    if memory.pending is None:
        return memory._replace(sign=None, times=0)
    # No code needs more than three of a sign: four and forty are alike.
    return memory._replace(times=min(memory.times, 4))


def handlers_world(kind: str, others: Sequence[Act] = ()) -> Explored:
    """Every call that the default profile's call handler can meet when callers do `kind`."""
    profile = LIBRARY.profile("iopc_2019").profile
    cast = (
        (StandingHandler(profile, FORCE, LIBRARY.questions()), of_handler),
        (Systems(), of_nobody),
        (Officers(1), lambda officers: officers.sent),
    )
    session = ErasedSession(new_call(Procedure.under(profile)), profile, cast)
    session.submit(CALLER, Dial())
    session.submit(Role.OPERATOR, Answer())
    session.submit(Role.OPERATOR, Connect(Service.POLICE))
    acts = (*KINDS[kind], *REPORT, *others)
    rules = {name: kind.rule for name, kind in HANDLER_RULES.items()}
    context = Context(force=FORCE, profile=profile)
    return explore(session, lambda _: acts, rules, context)


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
    checked = HANDLER_RULES[name]
    goals = checked.worsened if worse else GOALS
    return World(ANY_FLOW, FORCES, checked.rule, checked.kept, goals)


QUICK = (
    "who this is comes before any question",
    "a code is stated before a question that needs one",
)


@pytest.mark.parametrize("name", QUICK)
def test_a_mistake_of_the_call_handler_would_be_found(name: str) -> None:
    """A call handler who leaves out a goal breaks the rule; `tests/thorough` has one for each."""
    assert anybodys_world(name, worse=True).watch().broken
