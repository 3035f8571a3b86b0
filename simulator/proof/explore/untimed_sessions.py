"""Every call that the simulated operator can come into, with time erased.

A session with time erased (`ErasedSession`): whatever is planned may happen next, and so may any
running timer. That is a superset of what can happen in time, so what never happens here never
happens in a real call. Only participants whose memory is an immutable value can take part, since a
fork shares it.

The force only answers. A caller, a room and the network do any of `ACTS`, as often and whenever
they like. The call handler's calls are too many to visit: `proof.verify.falsify` tries them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Self, TypeVar

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Procedure, Transition, new_call
from simulator.core.log import Entry, EventLog, StageEntered, TimerFired
from simulator.core.profile import Force, Profile
from simulator.core.table import Flow
from simulator.core.terms import Intent, LineStage, Manner, Outcome, Reported, Role, Sound, Timer
from simulator.proof.explore.act_classes import ClassifiedAct
from simulator.proof.explore.transition_system import Cue, Move
from simulator.session.agenda import Agenda, QueuedAct
from simulator.session.participant import NOTHING, Participant, PlannedAct, Reaction
from simulator.session.people.simulated_first_handler import SimulatedFirstHandler
from simulator.session.people.simulated_operator import OperatorMemory, SimulatedOperator
from simulator.session.random_stream import RandomStream
from simulator.session.session import Session

T = TypeVar("T")

WITH_POLICE = (LineStage.WITH_CALL_HANDLER, LineStage.HELD_WITH_CALL_HANDLER)
_POLICE_ALONE = (LineStage.DOWN,)
"""Where the operator has no more to do with a call."""
CALLER, ROOM, NETWORK = Role.CALLER, Role.ROOM, Role.NETWORK

ACTS: tuple[ClassifiedAct, ...] = (
    ClassifiedAct(CALLER, do.Dial()),
    ClassifiedAct(CALLER, do.Tap()),
    ClassifiedAct(CALLER, do.Say(Intent.WANTS_POLICE, manner=Manner.WHISPERED)),
    ClassifiedAct(CALLER, do.Say(Intent.WANTS_AMBULANCE)),
    ClassifiedAct(CALLER, do.Say(Intent.WANTS_FIRE)),
    ClassifiedAct(CALLER, do.Say(Intent.WANTS_COASTGUARD)),
    ClassifiedAct(CALLER, do.Say(Intent.SAYS_MISTAKE)),
    ClassifiedAct(CALLER, do.Say(Intent.SAYS_YES)),
    ClassifiedAct(CALLER, do.Say(Intent.PRETENDS)),
    ClassifiedAct(CALLER, do.Say(Intent.SPEAKS, manner=Manner.FAINT)),
    ClassifiedAct(CALLER, do.Say(Intent.NOT_TO_CALL)),
    ClassifiedAct(CALLER, do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    ClassifiedAct(CALLER, do.Make(Sound.SHOUTING)),
    ClassifiedAct(CALLER, do.Make(Sound.VOICES)),
    ClassifiedAct(CALLER, do.Make(Sound.FALL_MESSAGE)),
    ClassifiedAct(CALLER, do.Make(Sound.DEVICE_VOICE)),
    ClassifiedAct(CALLER, do.Press("5")),
    ClassifiedAct(CALLER, do.Press("1")),
    ClassifiedAct(CALLER, do.Answer()),
    ClassifiedAct(CALLER, do.HangUp()),
    ClassifiedAct(CALLER, do.Lift()),
    ClassifiedAct(ROOM, do.Make(Sound.SHOUTING)),
    ClassifiedAct(ROOM, do.Make(Sound.VOICES)),
    ClassifiedAct(ROOM, do.Make(Sound.TELEVISION)),
    ClassifiedAct(ROOM, do.Make(Sound.FALL_MESSAGE)),
    ClassifiedAct(ROOM, do.Make(Sound.DEVICE_VOICE)),
    ClassifiedAct(ROOM, do.Say(Intent.SAYS_MISTAKE)),
    ClassifiedAct(ROOM, do.Say(Intent.NOT_TO_CALL)),
    ClassifiedAct(ROOM, do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    ClassifiedAct(ROOM, do.TakePhone()),
    ClassifiedAct(ROOM, do.GiveBack()),
    ClassifiedAct(ROOM, do.HangUp()),
    ClassifiedAct(ROOM, do.Answer()),
    ClassifiedAct(NETWORK, do.LoseLine(terms.LossCause.BATTERY)),
    ClassifiedAct(NETWORK, do.LoseLine(terms.LossCause.NETWORK)),
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

Projection = Callable[[Any], Hashable]
"""What of a participant decides what they will do next."""


class ErasedSession(Session):
    """A session whose plans and timers may come in any order."""

    def __init__(
        self, call: Call, profile: Profile, cast: Sequence[tuple[Participant, Projection]]
    ) -> None:
        """Begin a call with a cast of participants and their projections."""
        self._projections = tuple(projection for _, projection in cast)
        super().__init__(call, profile, [participant for participant, _ in cast])

    @property
    def key(self) -> Hashable:
        """What tells sessions apart: equal keys go on alike. An ended one is its outcome."""
        if self.outcome is not None:
            return self.outcome
        return (
            self.call.situation,
            frozenset(self.timers()),
            frozenset((item.role, _told(item), item.owner) for item in self.plans()),
            tuple(
                projection(participant)
                for participant, projection in zip(
                    self.participants, self._projections, strict=True
                )
            ),
        )

    def fork(self) -> Self:
        """The same session with a log of its own, which begins empty."""
        twin = _twin(self)
        twin.log = EventLog()
        twin.skipped = []
        twin.participants = tuple(map(_twin, self.participants))
        twin._agenda = Agenda()
        twin._speaking = {}
        for item in self._agenda.items():
            moved = twin._agenda.push(
                item.at, item.role, item.action, owner=item.owner, keeps=item.keeps
            )
            if self._speaking.get(item.role) == item:
                twin._speaking[item.role] = moved
        return twin

    def plans(self) -> list[QueuedAct]:
        """What is planned, once each; notes of what was heard change nothing and are left out."""
        once = {
            _like(item): item
            for item in reversed(self._agenda.items())
            if not (isinstance(item.action, do.Note) and item.action.note is terms.NoteKind.HEARD)
        }
        return list(once.values())

    def timers(self) -> list[Timer]:
        """The timers that run."""
        return [timer for _, timer in self.call.timers]

    def take(self, planned: QueuedAct) -> None:
        """Let a planned act of this session, or its like of the session it was forked from, happen.

        Several alike count as one.
        """
        alike = [item for item in self._agenda.items() if _like(item) == _like(planned)]
        for item in alike[1:]:
            self._agenda.drop(item)
        self._agenda.drop(alike[0])
        self._perform(alike[0])

    def fire(self, timer: Timer) -> None:
        """Let a running timer run out now."""
        self._apply(Role.NETWORK, TimerFired(timer), timer, None)

    def allows(self, role: Role, action: do.Action) -> bool:
        """Whether the flow allows an act now."""
        stimulus = stimulus_of(role, action)
        return stimulus is not None and isinstance(self.call.moves[stimulus], Transition)


def _like(item: QueuedAct) -> tuple[Role, do.Action, int | None]:
    return item.role, item.action, item.owner


def _told(item: QueuedAct) -> Hashable:
    """A planned act, less what changes nothing: what is in a report, which sentence will be over.

    Whoever speaks may look at which sentence of their own it was; nobody looks at another's.
    """
    if hasattr(item.action, "heard"):
        return item.action.kind
    if isinstance(item.action, do.Finish) and item.role in (Role.CALLER, Role.ROOM):
        return item.action.kind
    return item.action


def _twin(one: T) -> T:
    """A shallow copy, several times faster than `copy.copy`."""
    other: T = object.__new__(type(one))
    other.__dict__.update(one.__dict__)
    return other


class SessionWorld:
    """The calls of a session whose participants have an immutable value for a memory.

    Whatever is planned may happen next, and any running timer, and any of some acts.
    """

    def __init__(
        self,
        session: ErasedSession,
        acts: Callable[[ErasedSession], Sequence[ClassifiedAct]],
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
    here: ErasedSession, acts: Sequence[ClassifiedAct]
) -> Iterator[tuple[Cue, ErasedSession]]:
    """All that can happen at a session: what is planned, a running timer, or one of the acts."""
    for item in here.plans():
        after = here.fork()
        after.take(item)
        yield ClassifiedAct(item.role, item.action), after
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
            return Reaction([PlannedAct(1, do.Answer())], changes_mind=True)
        return NOTHING


def of_operator(operator: SimulatedOperator) -> Hashable:
    """The operator's memory, less what no longer matters once they have decided."""
    memory = operator.memory
    undecided = (LineStage.IDLE, LineStage.DIALLED, LineStage.WITH_OPERATOR)
    if memory.settled or memory.stage not in undecided:
        memory = OperatorMemory(
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


def of_first_handler(handler: SimulatedFirstHandler) -> Hashable:
    """What a first handler keeps in mind."""
    return handler.said, handler.decided, handler.has_call


def of_nobody(_: object) -> Hashable:
    """Nothing: whoever keeps nothing in mind."""
    return None


def operators_world(
    profile: Profile,
    force: Force,
    questions: QuestionBank,
    kind: terms.LineKind,
    acts: Sequence[ClassifiedAct] = ACTS,
    operator: SimulatedOperator | None = None,
    flow: Flow | None = None,
) -> SessionWorld:
    """Every call on that `kind` of line that the standing operator of a profile can come into.

    `operator` and `flow` stand for the usual ones, in order to see what a mistake would do.
    """
    cast = (
        (operator or SimulatedOperator(profile, RandomStream(0, "operator")), of_operator),
        (SimulatedFirstHandler(profile, force, questions), of_first_handler),
        (PoliceAnswer(), of_nobody),
    )
    procedure = Procedure.under(profile, flow) if flow else Procedure.under(profile)
    session = ErasedSession(new_call(procedure, kind), profile, cast)

    def until_police(here: ErasedSession) -> Sequence[ClassifiedAct]:
        return () if here.call.situation.line in WITH_POLICE else acts

    return SessionWorld(session, until_police, is_with_police)


def is_with_police(session: ErasedSession) -> bool:
    """Whether the operator has no more to do with the call."""
    situation = session.call.situation
    handed_over = situation.line in WITH_POLICE and not situation.operator_on_line
    return situation.line in _POLICE_ALONE or handed_over
