"""Every call that the simulated operator can come into, with time erased.

The force only answers. A caller, a room and the network do any of `ACTS`, as often and whenever
they like. The call handler's calls are too many to visit: `proof.verify.falsify` tries them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

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
    Manner,
    Outcome,
    Reported,
    Role,
    Sound,
)
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.transition_system import Cue, Move
from simulator.proof.explore.untimed_session import ErasedSession
from simulator.session.chance import Chance
from simulator.session.participant import NOTHING, Planned, Reaction
from simulator.session.people.first_handler import StandingFirstHandler
from simulator.session.people.simulated_operator import Memory, StandingOperator

WITH_POLICE = (LineStage.WITH_CALL_HANDLER, LineStage.HELD_WITH_CALL_HANDLER)
_POLICE_ALONE = (LineStage.DOWN,)
"""Where the operator has no more to do with a call."""
CALLER, ROOM, NETWORK = Role.CALLER, Role.ROOM, Role.NETWORK

ACTS: tuple[Done, ...] = (
    Done(CALLER, do.Dial()),
    Done(CALLER, do.Tap()),
    Done(CALLER, do.Say(Intent.WANTS_POLICE, manner=Manner.WHISPERED)),
    Done(CALLER, do.Say(Intent.WANTS_AMBULANCE)),
    Done(CALLER, do.Say(Intent.WANTS_FIRE)),
    Done(CALLER, do.Say(Intent.WANTS_COASTGUARD)),
    Done(CALLER, do.Say(Intent.SAYS_MISTAKE)),
    Done(CALLER, do.Say(Intent.SAYS_YES)),
    Done(CALLER, do.Say(Intent.PRETENDS)),
    Done(CALLER, do.Say(Intent.SPEAKS, manner=Manner.FAINT)),
    Done(CALLER, do.Say(Intent.NOT_TO_CALL)),
    Done(CALLER, do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    Done(CALLER, do.Make(Sound.SHOUTING)),
    Done(CALLER, do.Make(Sound.VOICES)),
    Done(CALLER, do.Make(Sound.FALL_MESSAGE)),
    Done(CALLER, do.Make(Sound.DEVICE_VOICE)),
    Done(CALLER, do.Press("5")),
    Done(CALLER, do.Press("1")),
    Done(CALLER, do.Answer()),
    Done(CALLER, do.HangUp()),
    Done(CALLER, do.Lift()),
    Done(ROOM, do.Make(Sound.SHOUTING)),
    Done(ROOM, do.Make(Sound.VOICES)),
    Done(ROOM, do.Make(Sound.TELEVISION)),
    Done(ROOM, do.Make(Sound.FALL_MESSAGE)),
    Done(ROOM, do.Make(Sound.DEVICE_VOICE)),
    Done(ROOM, do.Say(Intent.SAYS_MISTAKE)),
    Done(ROOM, do.Say(Intent.NOT_TO_CALL)),
    Done(ROOM, do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    Done(ROOM, do.TakePhone()),
    Done(ROOM, do.GiveBack()),
    Done(ROOM, do.HangUp()),
    Done(ROOM, do.Answer()),
    Done(NETWORK, do.LoseLine(LossCause.BATTERY)),
    Done(NETWORK, do.LoseLine(LossCause.NETWORK)),
)
"""What a caller, a room and the network do, as often and whenever they like, in one exploration.

Whatever else they can do is like one of these, since the flow reads it alike and the operator makes
the same of it, or changes nothing for either (`tests/proof/test_acts_alike.py`).
"""
DECISIVE = frozenset(
    {
        *(Intent.WANTS_POLICE, Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE, Intent.WANTS_COASTGUARD),
        *(Intent.SAYS_MISTAKE, Intent.SAYS_YES),
    }
)
"""What an operator who hears somebody out can tell apart; all other words are alike to them."""


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
            return
        for cue, after in everything_from(here, self._acts(here)):
            place = after.key
            if after.outcome is not None:
                self._over[place] = after.outcome
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
