"""One call in progress: the agenda, the participants, and the only writer of the log.

People act through `submit`, participants through the plans that they return. Both put the act on
the agenda; `advance` performs what is due. At one instant acts come before a timer, and acts in the
order of submission.
"""

from bisect import insort
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import hearing
from simulator.core import log as out
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Transition, apply, next_deadline
from simulator.core.hearing import Circuit
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, FlowEvent, LinePlayed, StageEntered, TimerFired
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Intent, LineStage, Outcome, Role
from simulator.errors import NotPossible
from simulator.session.participant import Participant, Reaction


class Skipped(NamedTuple):
    """A planned act that was impossible when it came due."""

    at: Millis
    role: Role
    action: do.Action
    why: str


class QueuedAct(NamedTuple):
    """One planned act; they are in order by instant, then by submission."""

    at: Millis
    order: int
    role: Role
    action: do.Action
    cause: int | None
    owner: int | None
    """Index of its participant; None for an act of a person or the end of an utterance."""
    keeps: bool
    """Whether it stays when its owner replaces their plans."""


class Session:
    """The engine of one call with its participants."""

    def __init__(
        self,
        call: Call,
        profile: Profile,
        participants: Sequence[Participant],
        *,
        log: list[Entry] | None = None,
        start: Millis = 0,
        number: int = 1,
    ) -> None:
        """Start call `number` of a run at `start` (ms). Later calls append to the same log."""
        self.call = call
        self.profile = profile
        self.participants = tuple(participants)
        self.log: list[Entry] = [] if log is None else log
        self.now = start
        self.skipped: list[Skipped] = []
        self._agenda: list[QueuedAct] = []
        self._submitted = count()
        self._speaking: dict[Role, QueuedAct] = {}
        self._ears = tuple(participant.ears for participant in self.participants)
        self._circuit = Circuit.of(call.situation)
        self._write(Role.NETWORK, out.CallBegan(number, call.situation.kind))
        self._notify(len(self.log) - 1, self._circuit)

    @property
    def outcome(self) -> Outcome | None:
        """The named outcome, when the call is over."""
        return self.call.outcome

    def next_due(self) -> Millis | None:
        """Return the instant of the next planned act or deadline, or None if there is none."""
        if self.outcome is not None:
            return None
        deadline, planned = next_deadline(self.call), self._agenda
        if deadline is None:
            return planned[0].at if planned else None
        return min(deadline[0], planned[0].at) if planned else deadline[0]

    def submit(self, role: Role, action: do.Action) -> Entry:
        """Perform an act of `role` now, after the acts planned earlier for this instant.

        If equipment or physics rules it out, raise NotPossible and leave the call unchanged.
        """
        if isinstance(action, do.Finish):
            raise NotPossible(role, action.kind, self._stage, "an utterance ends on its own")
        item = self._queue(self.now, role, action)
        try:
            while (due := self._agenda.pop(0)) is not item:
                self._perform(due)
        except IndexError:
            # An earlier act of this instant ended the call and cleared the agenda.
            raise NotPossible(role, action.kind, self._stage, "the call is over") from None
        why = self._do(item)
        if isinstance(why, str):
            raise NotPossible(role, action.kind, self._stage, why)
        return why

    def cancel_plans(self, role: Role) -> None:
        """Cancel the planned acts of `role`. An utterance in progress still ends."""
        owners = {n for n, each in enumerate(self.participants) if each.role is role}
        self._agenda[:] = [item for item in self._agenda if item.owner not in owners]

    def advance(self, to: Millis) -> None:
        """Advance to `to` (ms), performing due acts in time order.

        A timer due exactly at `to` stays pending: an act submitted at `to` must come before it, or
        the log would depend on how a front end cuts time into steps. ValueError if `to` is past.
        """
        if to < self.now:
            raise ValueError(f"cannot advance to {to} ms: the clock is at {self.now} ms")
        while (due := self.next_due()) is not None and due <= to:
            if due == to and not (self._agenda and self._agenda[0].at == to):
                break
            self.step()
        self.now = to

    def step(self) -> None:
        """Perform the next planned act or fire the next timer; IndexError if there is neither."""
        deadline = next_deadline(self.call)
        if deadline is not None and not (self._agenda and self._agenda[0].at <= deadline[0]):
            self.now, timer = deadline
            self._apply(Role.NETWORK, TimerFired(timer), timer, None)
        else:
            item = self._agenda.pop(0)
            self.now = item.at
            self._perform(item)

    @property
    def _stage(self) -> str:
        return str(self.call.situation.line)

    def _perform(self, item: QueuedAct) -> None:
        why = self._do(item)
        if isinstance(why, str):
            self.skipped.append(Skipped(item.at, item.role, item.action, why))

    def _do(self, item: QueuedAct) -> Entry | str:
        """Perform an act. Return its entry, or why it is ruled out."""
        role, action = item.role, item.action
        stimulus = stimulus_of(role, action)
        if stimulus is None:
            return "that role never does this"
        step = self.call.transitions[stimulus]
        if isinstance(step, str):
            return step
        spoken = isinstance(action, do.SPOKEN)
        if spoken:
            self._cut_short(role)
        elif type(action) is do.Finish and self._speaking.get(role) == item:
            del self._speaking[role]
        seq = self._apply(role, action, stimulus, item.cause)
        if spoken and self.outcome is None:
            words, profile = getattr(action, "words", ""), self.profile
            intent = action.intent if isinstance(action, do.Say) else None
            length = profile.length(intent, words) if intent else profile.speech.length(words)
            self._finish_later(role, intent, length, seq)
        return self.log[seq]

    def _apply(
        self, role: Role, body: do.Action | TimerFired, cause: FlowInput, after: int | None
    ) -> int:
        before, transitions = self._circuit, self.call.transitions
        self.call, step = apply(self.call, cause, self.now)
        seq = self._write(role, body, step.rows, after)
        if step.transitions is not transitions:
            # Keep one previous circuit. A chain would grow with every stage, and only one is read.
            self._circuit = Circuit.of(step.after)._replace(before=before._replace(before=None))
        if step.decided:
            for decided in step.decided:
                self._write(author_of(decided), decided, cause=seq)
            self._schedule_recorded_lines(step, seq)
            if self.outcome is not None:
                self._agenda.clear()
                self._speaking.clear()
        self._notify(seq, before)
        return seq

    def _write(
        self, role: Role, body: Body, rows: tuple[str, ...] = (), cause: int | None = None
    ) -> int:
        seq = len(self.log)
        self.log.append(Entry(seq, self.now, role, speaker_of(role, body), body, rows, cause))
        return seq

    def _notify(self, first: int, before: Circuit) -> None:
        """Notify participants of the entries from `first` on, and schedule their reactions.

        An act is heard on the circuit before it, a flow event on the circuit after it.
        """
        circuit = before
        for entry in self.log[first:]:
            body = entry.body
            stage = body.stage if type(body) is StageEntered else None
            for owner, ear in _listeners(self._ears, entry.actor, body.kind, stage, circuit):
                heard = hearing.heard_by(ear, entry, circuit)
                if heard is not None:
                    participant = self.participants[owner]
                    self._plan(owner, participant, entry.seq, participant.on_heard(heard, self.now))
            circuit = self._circuit

    def _plan(self, owner: int, who: Participant, cause: int, reaction: Reaction) -> None:
        plans, replaces = reaction
        if (not plans and not replaces) or self.outcome is not None:
            return
        if replaces:
            self._agenda[:] = [i for i in self._agenda if i.owner != owner or i.keeps]
        for after, action, keeps in plans:
            self._queue(self.now + max(1, after), who.role, action, cause, owner, keeps=keeps)

    def _queue(
        self,
        at: Millis,
        role: Role,
        action: do.Action,
        cause: int | None = None,
        owner: int | None = None,
        *,
        keeps: bool = False,
    ) -> QueuedAct:
        item = QueuedAct(at, next(self._submitted), role, action, cause, owner, keeps)
        insort(self._agenda, item)
        return item

    def _finish_later(self, role: Role, intent: Intent | None, length: Millis, seq: int) -> None:
        ends = self.now + max(1, length)
        self._speaking[role] = self._queue(ends, role, do.Finish(intent), seq)

    def _cut_short(self, role: Role) -> None:
        """End the utterance of `role` that is in progress, if any."""
        item = self._speaking.pop(role, None)
        if item in self._agenda:
            self._agenda.remove(item)
            self._do(item)

    def _schedule_recorded_lines(self, step: Transition, seq: int) -> None:
        """Schedule the end of each recorded line.

        If the call leaves the recording, cancel it, or the log would report a line as finished
        that was cut off.
        """
        played = [decided for decided in step.decided if type(decided) is LinePlayed]
        left = any(type(decided) is StageEntered for decided in step.decided)
        item = self._speaking.pop(Role.RECORDING, None) if played or left else None
        if item in self._agenda:
            self._agenda.remove(item)
        for line in played:
            length = self.profile.length(line.intent, self.profile.words(line.intent))
            of = next(e.seq for e in self.log[seq:] if e.body is line)
            self._finish_later(Role.RECORDING, line.intent, length, of)


@lru_cache(maxsize=8192)
def _listeners(
    ears: tuple[frozenset[Role], ...],
    actor: Role,
    kind: str,
    stage: LineStage | None,
    circuit: Circuit,
) -> tuple[tuple[int, Role], ...]:
    """Return which participants perceive an entry, and in which role; their own acts first."""
    hearers = hearing.audience(actor, kind, stage, circuit)
    found: list[tuple[int, Role]] = []
    for owner, own in enumerate(ears):
        if actor in own:
            found.append((owner, actor))
        elif not own.isdisjoint(hearers):
            found.append((owner, min(own & hearers)))
    return tuple(found)


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
