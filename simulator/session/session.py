"""A call in progress: the agenda, the participants, and the only writer of the log.

Whoever acts, a person, a script or a machine, comes through `submit` or a plan; both only put the
act on the agenda, and `advance` takes from it whatever is due. At one instant acts come before a
timer, which fires strictly after its moment; among acts the order of submission decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import hearing
from simulator.core import log as out
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Transition, apply, next_deadline
from simulator.core.hearing import Circuit
from simulator.core.instant import Millis
from simulator.core.log import (
    Body,
    Entry,
    EventLog,
    FlowEvent,
    LinePlayed,
    StageEntered,
    TimerFired,
)
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Intent, LineStage, Outcome, Role
from simulator.errors import NotPossible
from simulator.session.agenda import Agenda, QueuedAct
from simulator.session.participant import Participant, Reaction


class Skipped(NamedTuple):
    """A planned act that turned out to be impossible when it was due."""

    at: Millis
    role: Role
    action: do.Action
    why: str


class Session:
    """One call with its participants."""

    def __init__(
        self,
        call: Call,
        profile: Profile,
        participants: Sequence[Participant],
        *,
        log: EventLog | None = None,
        start: Millis = 0,
        number: int = 1,
    ) -> None:
        """Begin a call at the instant `start`; it is the `number`-th of its sitting.

        A later call of the same sitting goes on in the same `log`.
        """
        self.call = call
        self.profile = profile
        self.participants = tuple(participants)
        self.log = EventLog() if log is None else log
        self.now = start
        self.skipped: list[Skipped] = []
        self._agenda = Agenda()
        self._speaking: dict[Role, QueuedAct] = {}
        self._ears = tuple(participant.ears for participant in self.participants)
        self._circuit = Circuit.of(call.situation)
        self._write(Role.NETWORK, out.CallBegan(number, call.situation.kind))
        self._tell(len(self.log) - 1, self._circuit)

    @property
    def outcome(self) -> Outcome | None:
        """The named outcome, when the call is over."""
        return self.call.outcome

    def next_due(self) -> Millis | None:
        """When something next happens by itself; none when nothing will."""
        if self.outcome is not None:
            return None
        planned, deadline = self._agenda.next_at(), next_deadline(self.call)
        if deadline is None:
            return planned
        return deadline[0] if planned is None else min(planned, deadline[0])

    def submit(self, role: Role, action: do.Action) -> Entry:
        """Do something now, as `role`.

        Whatever was planned for this very instant before comes first.

        Raises:
            NotPossible: the equipment or physics rules it out; the call is unchanged by it.
        """
        if isinstance(action, do.Finish):
            raise NotPossible(role, action.kind, self._stage, "an utterance ends by itself")
        item = self._agenda.push(self.now, role, action)
        try:
            while (due := self._agenda.pop()) is not item:
                self._perform(due)
        except IndexError:
            # The call ended at this instant, before the person's turn came.
            raise NotPossible(role, action.kind, self._stage, "the call is over") from None
        why = self._do(item)
        if isinstance(why, str):
            raise NotPossible(role, action.kind, self._stage, why)
        return why

    def forget_plans(self, role: Role) -> None:
        """Drop whatever `role` meant to do; what they are saying they finish."""
        for owner, participant in enumerate(self.participants):
            if participant.role is role:
                self._agenda.drop_all_of(owner)

    def advance(self, to: Millis) -> None:
        """Let everything happen that is due by `to` (milliseconds), each at its own instant.

        A timer due at `to` itself stays for the next time: whoever acts at `to` comes before it,
        and so it makes no difference into how many steps time is cut.

        Raises:
            ValueError: `to` lies in the past.
        """
        if to < self.now:
            raise ValueError(f"time does not go back from {self.now} to {to}")
        while (due := self.next_due()) is not None and due <= to:
            if due == to and due != self._agenda.next_at():
                break
            self.step()
        self.now = to

    def step(self) -> None:
        """Let the next thing happen that is due, at its own instant.

        Raises:
            IndexError: nothing will happen by itself.
        """
        deadline, planned = next_deadline(self.call), self._agenda.next_at()
        if deadline is not None and (planned is None or deadline[0] < planned):
            self.now, timer = deadline
            self._apply(Role.NETWORK, TimerFired(timer), timer, None)
        else:
            item = self._agenda.pop()
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
        """Do a planned act; the entry written, or why it is ruled out."""
        role, action = item.role, item.action
        stimulus = stimulus_of(role, action)
        if stimulus is None:
            return "that role never does this"
        step = self.call.moves[stimulus]
        if isinstance(step, str):
            return step
        spoken = isinstance(action, do.SPOKEN)
        if spoken:
            self._cut_short(role)
        elif type(action) is do.Finish and self._speaking.get(role) == item:
            del self._speaking[role]
        seq = self._apply(role, action, stimulus, item.cause)
        if spoken and self.outcome is None:
            self._speak(role, action, seq)
        return self.log[seq]

    def _apply(
        self, role: Role, body: do.Action | TimerFired, cause: FlowInput, after: int | None
    ) -> int:
        before, moves = self._circuit, self.call.moves
        self.call, step = apply(self.call, cause, self.now)
        seq = self._write(role, body, step.rows, after)
        if step.moves is not moves:
            # What the circuit before was itself is of no interest any more.
            self._circuit = Circuit.of(step.after)._replace(before=before._replace(before=None))
        if step.decided:
            for decided in step.decided:
                self._write(author_of(decided), decided, cause=seq)
            self._mind_the_recording(step, seq)
            if self.outcome is not None:
                self._agenda.clear()
                self._speaking.clear()
        self._tell(seq, before)
        return seq

    def _write(
        self, role: Role, body: Body, rows: tuple[str, ...] = (), cause: int | None = None
    ) -> int:
        seq = len(self.log)
        voice = role is Role.ROOM and type(body) in (do.Say, do.Finish)
        speaker = Role.OTHER_PERSON if voice else role
        self.log.append(Entry(seq, self.now, role, speaker, body, rows, cause))
        return seq

    def _tell(self, first: int, before: Circuit) -> None:
        """Tell the participants of the entries from `first` on, and take their plans.

        An act is heard on the circuit in which it was done, an outcome on the one that it made.
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
        plans, changes_mind = reaction
        if (not plans and not changes_mind) or self.outcome is not None:
            return
        if changes_mind:
            self._agenda.drop_plans_of(owner)
        for after, action, keeps in plans:
            at = self.now + max(1, after)
            self._agenda.push(at, who.role, action, cause=cause, owner=owner, keeps=keeps)

    def _speak(self, role: Role, action: do.Action, seq: int) -> None:
        words = getattr(action, "words", "")
        intent = action.intent if isinstance(action, do.Say) else None
        if intent is None:
            length = self.profile.speech.length(words)
        else:
            length = self.profile.length(intent, words)
        self._finish_later(role, intent, length, seq)

    def _finish_later(self, role: Role, intent: Intent | None, length: Millis, seq: int) -> None:
        self._speaking[role] = self._agenda.push(
            self.now + max(1, length), role, do.Finish(intent), cause=seq
        )

    def _cut_short(self, role: Role) -> None:
        """End the utterance that `role` is in the middle of, if any."""
        item = self._speaking.pop(role, None)
        if item is not None and self._agenda.drop(item):
            self._do(item)

    def _mind_the_recording(self, step: Transition, seq: int) -> None:
        """Time the recording's lines; one that the call has left is not finished."""
        played = [decided for decided in step.decided if type(decided) is LinePlayed]
        left = any(type(decided) is StageEntered for decided in step.decided)
        if played or left:
            item = self._speaking.pop(Role.RECORDING, None)
            if item is not None:
                self._agenda.drop(item)
        for line in played:
            words = self.profile.words(line.intent)
            length = self.profile.length(line.intent, words)
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
    """Which participants perceive something, and as whom: their own doings first of all."""
    hearers = hearing.audience(actor, kind, stage, circuit)
    found: list[tuple[int, Role]] = []
    for owner, own in enumerate(ears):
        if actor in own:
            found.append((owner, actor))
        elif not own.isdisjoint(hearers):
            found.append((owner, min(own & hearers)))
    return tuple(found)


def author_of(decided: FlowEvent) -> Role:
    """Whose doing an outcome is: the recording's, the force's systems', or the network's."""
    match decided:
        case LinePlayed() | out.SignalRecognised():
            return Role.RECORDING
        case out.IncidentMoved() | out.CallEnded():
            return Role.SYSTEMS
    return Role.NETWORK
