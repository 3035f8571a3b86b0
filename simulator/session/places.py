"""Places: what each act does in one state of the flow, and which roles hear it.

A place is a state and the circuit in it. What an act of a role does there never differs, so the
session asks the flow and the hearing once and looks it up from then on. All calls of a profile
share its places, no matter who takes part: which participants hear for a role is kept apart.
"""

from functools import lru_cache
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import hearing
from simulator.core import log as out
from simulator.core.call import Call, Procedure, TransitionCache
from simulator.core.hearing import Circuit
from simulator.core.log import Body, FlowEvent, LinePlayed, StageEntered, TimerFired
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Role

Ears = tuple[frozenset[Role], ...]
"""For each participant of a session the roles whose perceived log it receives."""


class Listener(NamedTuple):
    """A participant that perceives an entry."""

    participant: int
    role: Role
    """The role in which it perceives."""
    masked: bool
    """Whether something of such an entry may be masked."""


class Earshot(NamedTuple):
    """Who perceives an entry: its actor, the roles that hear it, and whether it may be masked."""

    actor: Role
    hearers: frozenset[Role]
    masked: bool


class Listeners(dict[Earshot, tuple[Listener, ...]]):
    """The participants of a session that perceive an entry, by its audience; worked out once."""

    def __init__(self, ears: Ears) -> None:
        """Look for them among participants with these ears."""
        self._ears = ears

    def __missing__(self, audience: Earshot) -> tuple[Listener, ...]:
        """Return those of an audience: participants perceive their own acts.

        A participant with several ears (a trainee with two seats) perceives it once: by the first
        of those roles that hear it, by name. The role decides only what is masked; it must be a
        fixed one, as the order of a set is not the same in two runs.
        """
        found = []
        for number, own in enumerate(self._ears):
            if audience.actor in own:
                found.append(Listener(number, audience.actor, masked=False))
            elif not own.isdisjoint(audience.hearers):
                found.append(Listener(number, min(own & audience.hearers), audience.masked))
        self[audience] = tuple(found)
        return self[audience]


@lru_cache(maxsize=256)
def listeners_among(ears: Ears) -> Listeners:
    """Return the listeners of sessions whose participants have the same ears."""
    return Listeners(ears)


class ActEffect(NamedTuple):
    """What one act or timer does at a place."""

    stimulus: FlowInput
    rows: tuple[str, ...]
    speaker: Role
    spoken: bool
    moves: bool
    """Whether the state or the timers change."""
    place: "CallPlace"
    """The place after it."""
    heard: Earshot
    """Who perceives it."""
    decided: tuple[tuple[FlowEvent, Role, Earshot], ...]
    """Each flow event that follows, its author, and who perceives it."""
    played: tuple[LinePlayed, ...]
    """The recorded lines that start."""
    left: bool
    """Whether the line enters a stage, so that no line of the recording goes on."""
    offers: bool
    """Whether what came with the call so far reaches a desk that did not have it."""


_APART = {kind: row.distinguishing_field for kind, row in do.ROWS.items()}
"""The field by which acts of a kind differ for the flow."""


class CallPlace:
    """A state of the flow with its circuit, and the effects that were worked out in it."""

    __slots__ = ("_effects", "_known", "circuit", "outcome", "transitions")

    def __init__(
        self, known: "KnownPlaces", transitions: TransitionCache, circuit: Circuit
    ) -> None:
        """Know no effect yet; be the one place among those `known` that has this circuit."""
        self._known = known
        known[transitions, circuit] = self
        self._effects: dict[tuple[Role, str, object], ActEffect | str] = {}
        self.transitions = transitions
        self.circuit = circuit
        self.outcome = transitions.outcome

    def effect(self, role: Role, body: do.Action | TimerFired) -> ActEffect | str:
        """Return the effect of an act or timer, or why it is ruled out."""
        apart = _APART.get(body.kind, "timer")
        key = role, body.kind, getattr(body, apart) if apart else None
        found = self._effects.get(key)
        if found is None:
            found = self._effects[key] = self._work_out(role, body)
        return found

    def _work_out(self, role: Role, body: do.Action | TimerFired) -> ActEffect | str:
        timed = isinstance(body, TimerFired)
        stimulus = body.timer if isinstance(body, TimerFired) else do.stimulus_of(role, body)
        if stimulus is None:
            return "that role never does this"
        step = self.transitions[stimulus]
        if isinstance(step, str):
            return step
        before, after = self.circuit, self
        if step.transitions is not self.transitions:
            # Keep one previous circuit, as `perceived_log.retold` does. A chain would grow with
            # every stage, and only one is read.
            circuit = Circuit.of(step.after)._replace(before=before._replace(before=None))
            after = _place(self._known, step.transitions, circuit)
        events = step.decided
        return ActEffect(
            stimulus,
            step.rows,
            speaker_of(role, body),
            isinstance(body, do.SPOKEN),
            timed or bool(step.start or step.stop) or after is not self,
            after,
            # An act is heard on the circuit before it, a flow event on the circuit after it.
            self.audience(role, body),
            tuple(
                (each, author_of(each), after.audience(author_of(each), each)) for each in events
            ),
            tuple(each for each in events if isinstance(each, LinePlayed)),
            any(isinstance(each, StageEntered) for each in events),
            any(after.has_call(kind) - self.has_call(kind) for kind in hearing.WITH_THE_CALL),
        )

    def has_call(self, kind: str) -> frozenset[Role]:
        """Return the roles that have what comes with the call of that kind here."""
        return hearing.audience(Role.NETWORK, kind, None, self.circuit)

    def audience(self, actor: Role, body: Body) -> Earshot:
        """Return who perceives an entry here."""
        stage = body.stage if isinstance(body, StageEntered) else None
        hearers = hearing.audience(actor, body.kind, stage, self.circuit)
        return Earshot(actor, hearers, body.kind in hearing.MASKABLE)


KnownPlaces = dict[tuple[TransitionCache, Circuit], CallPlace]
"""The places of sessions under one procedure.

There are no more than states of the flow and ways into them: some hundred.
"""


def _place(known: KnownPlaces, transitions: TransitionCache, circuit: Circuit) -> CallPlace:
    """Return a place; always the same object for equal ones."""
    found = known.get((transitions, circuit))
    return found or CallPlace(known, transitions, circuit)


@lru_cache(maxsize=64)
def _known(_procedure: Procedure) -> KnownPlaces:
    return {}


def place_of(call: Call) -> CallPlace:
    """Return the place of a call that has no earlier circuit."""
    return _place(_known(call.procedure), call.transitions, Circuit.of(call.state))


def speaker_of(role: Role, body: Body) -> Role:
    """Return the speaker of an entry: a voice in the room is that of another person."""
    voice = role is Role.ROOM and type(body) in (do.Say, do.Finish)
    return Role.OTHER_PERSON if voice else role


def author_of(decided: FlowEvent) -> Role:
    """Return the role that a flow event is logged under."""
    match decided:
        case LinePlayed() | out.SignalRecognised():
            return Role.RECORDING
        case out.IncidentMoved() | out.CallEnded():
            return Role.SYSTEMS
    return Role.NETWORK
