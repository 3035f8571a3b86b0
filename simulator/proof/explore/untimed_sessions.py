"""Every call that the simulated operator can take, without clock values.

In an `UntimedSession` any planned act and any running timer may come next. That is a superset of
real time, so what never happens here never happens in a real call. The memory of each participant
must be an immutable value, since forks share it.

The police only answer. The caller, the surroundings and the network do any of `ACTS` at any time.
The calls of the simulated call handler are too many to visit: `random_calls.falsify` tries some.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, Self, TypeVar

from simulator.content.procedure.questions import QuestionBank
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Procedure, Transition, new_call
from simulator.core.log import Entry, EventLog, StageEntered, TimerFired
from simulator.core.profile import Force, Profile
from simulator.core.table import Flow
from simulator.core.terms import (
    Intent,
    LineStage,
    LossCause,
    Manner,
    Outcome,
    Reported,
    Role,
    Sound,
    Timer,
)
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
"""Stages in which the operator has left the call."""

_LOUD = (Sound.SHOUTING, Sound.VOICES, Sound.FALL_MESSAGE, Sound.DEVICE_VOICE)
_SPOKEN = (
    *(Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE, Intent.WANTS_COASTGUARD, Intent.SAYS_MISTAKE),
    *(Intent.SAYS_YES, Intent.PRETENDS, Intent.NOT_TO_CALL),
)
_POSSIBLE: Mapping[Role, tuple[do.Action, ...]] = {
    Role.CALLER: (
        *(do.Dial(), do.Tap(), do.Press("5"), do.Press("1")),
        *(do.Answer(), do.HangUp(), do.Lift()),
        *map(do.Say, _SPOKEN),
        do.Say(Intent.WANTS_POLICE, manner=Manner.WHISPERED),
        do.Say(Intent.SPEAKS, manner=Manner.FAINT),
        do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT),
        *map(do.Make, _LOUD),
    ),
    Role.ROOM: (
        *map(do.Make, (*_LOUD, Sound.TELEVISION)),
        *map(do.Say, (Intent.SAYS_MISTAKE, Intent.NOT_TO_CALL)),
        do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT),
        *(do.TakePhone(), do.GiveBack(), do.HangUp(), do.Answer()),
    ),
    Role.NETWORK: tuple(map(do.LoseLine, (LossCause.BATTERY, LossCause.NETWORK))),
}
ACTS = tuple(ClassifiedAct(role, act) for role, acts in _POSSIBLE.items() for act in acts)
"""Acts of the caller, the surroundings and the network, at any time and any number of times.

Every other act of theirs has the same effect as one of these on the flow and on the operator, or no
effect on either (`tests/proof/test_acts_alike.py`).
"""
DECISIVE = frozenset(
    {
        *(Intent.WANTS_POLICE, Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE, Intent.WANTS_COASTGUARD),
        *(Intent.SAYS_MISTAKE, Intent.SAYS_YES),
    }
)
"""Purposes that the operator distinguishes in speech; all others have the same effect."""

Projection = Callable[[Any], Hashable]
"""Function that returns the part of a participant's memory that decides its next acts."""


class UntimedSession(Session):
    """Session in which planned acts and timers may come in any order."""

    def __init__(
        self, call: Call, profile: Profile, cast: Sequence[tuple[Participant, Projection]]
    ) -> None:
        """Begin a call with participants and their projections."""
        self._projections = tuple(projection for _, projection in cast)
        super().__init__(call, profile, [participant for participant, _ in cast])

    @property
    def key(self) -> Hashable:
        """Key for deduplication: sessions with equal keys have equal futures."""
        if self.outcome is not None:
            return self.outcome
        return (
            self.call.situation,
            frozenset(self.timers()),
            frozenset((item.role, _essentials(item), item.owner) for item in self.plans()),
            tuple(
                projection(participant)
                for participant, projection in zip(
                    self.participants, self._projections, strict=True
                )
            ),
        )

    def fork(self) -> Self:
        """Return a copy of the session with an empty log."""
        twin = _copy(self)
        twin.log = EventLog()
        twin.skipped = []
        twin.participants = tuple(map(_copy, self.participants))
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
        """Return the planned acts, each once, without notes of sounds, which have no effect."""
        once = {
            _identity(item): item
            for item in reversed(self._agenda.items())
            if not (isinstance(item.action, do.Note) and item.action.note is terms.NoteKind.HEARD)
        }
        return list(once.values())

    def timers(self) -> list[Timer]:
        """Return the running timers."""
        return [timer for _, timer in self.call.timers]

    def take(self, planned: QueuedAct) -> None:
        """Perform a planned act of this session or of the session that it was forked from.

        Drop equal ones, since repetitions count as one.
        """
        alike = [item for item in self._agenda.items() if _identity(item) == _identity(planned)]
        for item in alike[1:]:
            self._agenda.drop(item)
        self._agenda.drop(alike[0])
        self._perform(alike[0])

    def fire(self, timer: Timer) -> None:
        """Fire a running timer now."""
        self._apply(Role.NETWORK, TimerFired(timer), timer, None)

    def allows(self, role: Role, action: do.Action) -> bool:
        """Whether the flow allows an act now."""
        stimulus = stimulus_of(role, action)
        return stimulus is not None and isinstance(self.call.transitions[stimulus], Transition)


def _identity(item: QueuedAct) -> tuple[Role, do.Action, int | None]:
    return item.role, item.action, item.owner


def _essentials(item: QueuedAct) -> Hashable:
    """Return what distinguishes a planned act: reports and other roles' sentences have no effect.

    A speaker may read which of its own sentences ended. No role reads that of another.
    """
    if hasattr(item.action, "heard"):
        return item.action.kind
    if isinstance(item.action, do.Finish) and item.role in (Role.CALLER, Role.ROOM):
        return item.action.kind
    return item.action


def _copy(one: T) -> T:
    """Return a shallow copy, several times faster than `copy.copy`."""
    other: T = object.__new__(type(one))
    other.__dict__.update(one.__dict__)
    return other


class SessionSystem:
    """Transition system of an untimed session.

    Any planned act, any running timer and any of some further acts may come next.
    """

    def __init__(
        self,
        session: UntimedSession,
        acts: Callable[[UntimedSession], Sequence[ClassifiedAct]],
        stop: Callable[[UntimedSession], bool] = lambda _: False,
    ) -> None:
        """Begin with `session`; states for which `stop` holds have no moves."""
        self._acts = acts
        self._stop = stop
        self._begun = ((session.key, tuple(session.log)),)
        self._here: dict[Hashable, UntimedSession] = {session.key: session.fork()}
        self._over: dict[Hashable, Outcome] = {}
        self._moves: dict[Hashable, tuple[Move[Hashable], ...]] = {}

    def begin(self) -> Sequence[tuple[Hashable, tuple[Entry, ...]]]:
        return self._begun

    def outcome(self, place: Hashable) -> Outcome | None:
        return self._over.get(place)

    def moves(self, place: Hashable) -> Sequence[Move[Hashable]]:
        if place not in self._moves:
            # Drop the session: only its moves are needed from now on, and sessions are large.
            here = self._here.pop(place, None)
            self._moves[place] = tuple(self._from(here)) if here else ()
        return self._moves[place]

    def _from(self, here: UntimedSession) -> Iterator[Move[Hashable]]:
        if self._stop(here):
            return
        for cue, after in moves_from(here, self._acts(here)):
            place = after.key
            if after.outcome is not None:
                self._over[place] = after.outcome
            elif place not in self._moves:
                self._here.setdefault(place, after)
            yield Move(cue, tuple(after.log), place)


def moves_from(
    here: UntimedSession, acts: Sequence[ClassifiedAct]
) -> Iterator[tuple[Cue, UntimedSession]]:
    """Yield the moves of a session: planned acts, running timers and `acts`."""
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


class PoliceAnswer:
    """Call handler that answers and does nothing else."""

    role = Role.CALL_HANDLER
    ears = frozenset({Role.CALL_HANDLER})

    def on_heard(self, entry: Entry, at: int) -> Reaction:  # noqa: ARG002
        """Answer when the phone rings."""
        body = entry.body
        rings = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
        if isinstance(body, StageEntered) and body.stage in rings:
            return Reaction([PlannedAct(1, do.Answer())], replaces_plans=True)
        return NOTHING


def operator_key(operator: SimulatedOperator) -> Hashable:
    """Return the operator's memory without what has no effect after the decision."""
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


def first_handler_key(handler: SimulatedFirstHandler) -> Hashable:
    """Return the memory of the first handler."""
    return handler.said, handler.decided, handler.has_call


def no_memory(_: object) -> Hashable:
    """Return None, for a participant without memory."""
    return None


def operator_system(
    profile: Profile,
    force: Force,
    questions: QuestionBank,
    kind: terms.LineKind,
    acts: Sequence[ClassifiedAct] = ACTS,
    operator: SimulatedOperator | None = None,
    flow: Flow | None = None,
) -> SessionSystem:
    """Return all calls on a `kind` of line that the simulated operator can take.

    Tests replace `operator` or `flow`, to check that a fault is found.
    """
    cast = (
        (operator or SimulatedOperator(profile, RandomStream(0, "operator")), operator_key),
        (SimulatedFirstHandler(profile, force, questions), first_handler_key),
        (PoliceAnswer(), no_memory),
    )
    procedure = Procedure.under(profile, flow) if flow else Procedure.under(profile)
    session = UntimedSession(new_call(procedure, kind), profile, cast)

    def until_police(here: UntimedSession) -> Sequence[ClassifiedAct]:
        return () if here.call.situation.line in WITH_POLICE else acts

    return SessionSystem(session, until_police, is_with_police)


def is_with_police(session: UntimedSession) -> bool:
    """Whether the operator has left the call."""
    situation = session.call.situation
    handed_over = situation.line in WITH_POLICE and not situation.operator_on_line
    return situation.line in _POLICE_ALONE or handed_over
