"""Every call that the standing people can come into, with time erased.

Two worlds, since the operator and the call handler meet only in what the first reports to the
second. In the operator's, the force only answers, and a caller, a room and the network do any of
`ACTS`, as often and whenever they like. In the call handler's, callers do things of one kind; all
kinds mixed are in `vague`, where less of the call handler's memory is kept for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.log import Entry, StageEntered
from simulator.core.profile import Force, Profile
from simulator.core.rules import Flow
from simulator.core.terms import (
    Intent,
    LineKind,
    LineStage,
    LossCause,
    Outcome,
    Reason,
    Reported,
    Role,
    Service,
    Sound,
    Topic,
)
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.callers_acts import ACTS, DECISIVE
from simulator.proof.explore.transition_system import Cue, Move
from simulator.proof.explore.untimed_session import ErasedSession
from simulator.session.chance import Chance
from simulator.session.participant import NOTHING, Planned, Reaction
from simulator.session.people.first_handler import StandingFirstHandler
from simulator.session.people.machines import Officers, Systems
from simulator.session.people.simulated_handler import StandingHandler
from simulator.session.people.simulated_operator import Memory, StandingOperator

WITH_POLICE = (LineStage.WITH_CALL_HANDLER, LineStage.HELD_WITH_CALL_HANDLER)
_POLICE_ALONE = (LineStage.DOWN,)
"""Where the operator has no more to do with a call."""


class SessionWorld:
    """The calls of a session whose participants have an immutable value for a memory.

    Whatever is planned may happen next, and any running timer, and any of some acts.
    """

    def __init__(
        self,
        session: ErasedSession,
        acts: Callable[[ErasedSession], Sequence[Done]],
        stop: Callable[[ErasedSession], bool] = lambda _: False,
    ) -> None:
        """Begin with `session`; nothing is followed where `stop` says so."""
        self._acts = acts
        self._stop = stop
        self._begun = ((session.key, tuple(session.log)),)
        self._here: dict[Hashable, ErasedSession] = {session.key: session.fork()}
        self._over: dict[Hashable, Outcome] = {}
        self._moves: dict[Hashable, tuple[Move[Hashable], ...]] = {}
        self.stopped: set[str] = set()
        """The outcomes, and the stages where nothing was followed."""

    def begin(self) -> Sequence[tuple[Hashable, tuple[Entry, ...]]]:
        """The one beginning."""
        return self._begun

    def outcome(self, place: Hashable) -> Outcome | None:
        """How the call ended, if it did."""
        return self._over.get(place)

    def moves(self, place: Hashable) -> Sequence[Move[Hashable]]:
        """What is planned, what runs out, and what may be done."""
        if place not in self._moves:
            # A session is of no use once it is known what follows.
            here = self._here.pop(place, None)
            self._moves[place] = tuple(self._from(here)) if here else ()
        return self._moves[place]

    def _from(self, here: ErasedSession) -> Iterator[Move[Hashable]]:
        if self._stop(here):
            self.stopped.add(here.call.situation.line)
            return
        for cue, after in everything_from(here, self._acts(here)):
            place = after.key
            if after.outcome is not None:
                self._over[place] = after.outcome
                self.stopped.add(after.outcome)
            elif place not in self._moves:
                self._here.setdefault(place, after)
            yield Move(cue, tuple(after.log), place)


def everything_from(
    here: ErasedSession, acts: Sequence[Done]
) -> Iterator[tuple[Cue, ErasedSession]]:
    """All that can happen at a session: what is planned, a running timer, or one of the acts."""
    for item in here.plans():
        after = here.fork()
        after.take(item)
        yield Done(item.role, item.action), after
    for timer in here.timers():
        after = here.fork()
        after.fire(timer)
        yield timer, after
    for done in acts:
        if here.allows(*done):
            after = here.fork()
            after.submit(*done)
            yield done, after


# --- the operator --------------------------------------------------------------------------------


class PoliceAnswer:
    """A force that answers the phone and does nothing else."""

    role = Role.CALL_HANDLER
    ears = frozenset({Role.CALL_HANDLER})

    def on_heard(self, entry: Entry, at: int) -> Reaction:  # noqa: ARG002
        """Answer when it rings."""
        body = entry.body
        rings = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
        if isinstance(body, StageEntered) and body.stage in rings:
            return Reaction([Planned(1, do.Answer())], changes_mind=True)
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
    speech = memory.listening_to
    if speech is not None:
        intent = speech.intent if speech.intent in DECISIVE else Intent.SPEAKS
        memory = memory._replace(listening_to=do.Say(intent))
    worries = {Reported.SPEECH, Reported.WHISPER, Reported.COUGH, Reported.TAP, Reported.GROAN}
    worries |= {Reported.DISTURBANCE, Reported.FIFTY_FIVE}
    return memory._replace(heard=frozenset()), (
        not memory.heard.isdisjoint(worries),
        Reported.DISTURBANCE in memory.heard,
        not memory.heard.isdisjoint({Reported.BACKGROUND, Reported.KEY_TONE}),
    )


def of_first_handler(handler: StandingFirstHandler) -> Hashable:
    """What a first handler keeps in mind."""
    return handler.said, handler.decided, handler.has_call


def of_nobody(_: object) -> Hashable:
    """Nothing: whoever keeps nothing in mind."""
    return None


def operators_world(
    profile: Profile,
    force: Force,
    questions: QuestionBank,
    kind: LineKind,
    acts: Sequence[Done] = ACTS,
    operator: StandingOperator | None = None,
    flow: Flow | None = None,
) -> SessionWorld:
    """Every call on that `kind` of line that the standing operator of a profile can come into.

    `operator` and `flow` stand for the usual ones, in order to see what a mistake would do.
    """
    cast = (
        (operator or StandingOperator(profile, Chance(0, "operator")), of_operator),
        (StandingFirstHandler(profile, force, questions), of_first_handler),
        (PoliceAnswer(), of_nobody),
    )
    procedure = Procedure.under(profile, flow) if flow else Procedure.under(profile)
    session = ErasedSession(new_call(procedure, kind), profile, cast)

    def until_police(here: ErasedSession) -> Sequence[Done]:
        return () if here.call.situation.line in WITH_POLICE else acts

    return SessionWorld(session, until_police, is_with_police)


def is_with_police(session: ErasedSession) -> bool:
    """Whether the operator has no more to do with the call."""
    situation = session.call.situation
    handed_over = situation.line in WITH_POLICE and not situation.operator_on_line
    return situation.line in _POLICE_ALONE or handed_over


# --- the call handler, exactly -------------------------------------------------------------------

LOSS: tuple[Done, ...] = (
    Done(Role.CALLER, do.Answer()),
    Done(Role.NETWORK, do.LoseLine(LossCause.NETWORK)),
    Done(Role.NETWORK, do.LoseLine(LossCause.BATTERY)),
)
REPORT: tuple[Done, ...] = (
    Done(Role.OPERATOR, do.HandOver((Reported.FIFTY_FIVE,))),
    Done(Role.OPERATOR, do.PassDetails((Reported.FIFTY_FIVE,), Reason.LINE_CUT)),
)
KINDS: Mapping[str, tuple[Done, ...]] = {
    "nothing": (),
    "a disturbance": (Done(Role.ROOM, do.Make(Sound.SHOUTING)),),
    "another voice": (
        Done(Role.ROOM, do.TakePhone()),
        Done(Role.ROOM, do.Say(Intent.SAYS_MISTAKE)),
    ),
    "taps for yes": (Done(Role.CALLER, do.Tap()),),
    "somebody ill": (Done(Role.CALLER, do.Make(Sound.GROAN)),),
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


def handlers_world(
    profile: Profile,
    force: Force,
    questions: QuestionBank,
    acts: Sequence[Done],
    handler: StandingHandler | None = None,
) -> SessionWorld:
    """Every call on a mobile that the standing call handler can come into when callers do `acts`.

    `handler` stands for the usual one, in order to see what a mistake would do.
    """
    cast = (
        (handler or StandingHandler(profile, force, questions), of_handler),
        (Systems(), of_nobody),
        (Officers(1), lambda officers: officers.sent),
    )
    session = ErasedSession(new_call(Procedure.under(profile)), profile, cast)
    session.submit(Role.CALLER, do.Dial())
    session.submit(Role.OPERATOR, do.Answer())
    session.submit(Role.OPERATOR, do.Connect(Service.POLICE))
    return SessionWorld(session, lambda _: acts)
