"""One call in progress: the agenda, the participants, and the only writer of the log.

People act through `submit`, participants through the plans that they return. Both put the act on
the agenda; `advance` performs what is due. At one instant acts come before a timer, and acts in the
order of submission.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import Call, apply
from simulator.core.hearing import STAFF, WITH_THE_CALL, Circuit, masked
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, TimerFired, entry_of
from simulator.core.profile import Profile
from simulator.core.terms import Intent, Outcome, Role
from simulator.errors import NotPossible
from simulator.session.participant import NOTHING, Participant, Reaction
from simulator.session.places import ActEffect, Listener, listeners_among, place_of


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


FOREVER: Millis = 2**63
YIELDS: Millis = 400
"""From a caller who cuts in to the end of the voice that was speaking (assumption: a word)."""
_queued: Callable[[tuple[object, ...]], QueuedAct] = partial(tuple.__new__, QueuedAct)


class Session:
    """The engine of one call with its participants."""

    def __init__(
        self,
        call: Call,
        profile: Profile,
        participants: Iterable[Participant],
        *,
        log: list[Entry] | None = None,
        start: Millis = 0,
        number: int = 1,
    ) -> None:
        """Start call `number` of a run at `start` (ms). Later calls append to the same log."""
        self.call = call
        self.profile = profile
        self.participants = tuple(participants)
        # By the method's name: to ask if it is of the protocol takes longer than a short call.
        self._words: dict[int, Callable[[do.Action], do.Action | None]] = {
            owner: each.in_words
            for owner, each in enumerate(self.participants)
            if hasattr(each, "in_words")
        }
        self.log: list[Entry] = [] if log is None else log
        self.now = start
        self.skipped: list[Skipped] = []
        self._agenda: list[QueuedAct] = []
        self._submitted = count()
        self._speaking: dict[Role, QueuedAct] = {}
        self._kept: list[tuple[Entry, frozenset[int]]] = []
        """What came with the call, and the participants that have it."""
        self._place = place_of(call)
        self._listeners = listeners_among(tuple(each.ears for each in self.participants))
        began = CallBegan(number, call.situation.kind)
        heard = self._listeners[self._place.audience(Role.NETWORK, began)]
        self.log.append(Entry(len(self.log), start, Role.NETWORK, Role.NETWORK, began))
        self._keep(self.log[-1], heard)
        self._notify(self.log[-1], heard, self._place.circuit)

    @property
    def outcome(self) -> Outcome | None:
        """The named outcome, when the call is over."""
        return self._place.outcome

    def next_due(self) -> Millis | None:
        """Return the instant of the next planned act or deadline, or None if there is none."""
        timers, planned = self.call.timers, self._agenda
        if self._place.outcome is not None or not (timers or planned):
            return None
        if not (timers and planned):
            return timers[0][0] if timers else planned[0].at
        return min(timers[0][0], planned[0].at)

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
        while self.step(to - 1):
            pass
        while self._agenda and self._agenda[0].at == to:
            self.step(to)
        self.now = to

    def step(self, latest: Millis = FOREVER) -> bool:
        """Perform the next planned act or fire the next timer, if it is due by `latest` (ms).

        Return whether there was one.
        """
        timers, agenda = self.call.timers, self._agenda
        timer_is_next = timers and not (agenda and agenda[0].at <= timers[0][0])
        if self._place.outcome is not None or not (timers or agenda):
            return False
        if (timers[0][0] if timer_is_next else agenda[0].at) > latest:
            return False
        if timer_is_next:
            self.now, timer = timers[0]
            fired = TimerFired(timer)
            effect = self._place.effect(Role.NETWORK, fired)
            if isinstance(effect, str):
                raise NotPossible(Role.NETWORK, fired.kind, self._stage, effect)
            self._apply(Role.NETWORK, fired, effect, None)
        else:
            item = agenda.pop(0)
            self.now = item.at
            self._perform(item)
        return True

    @property
    def _stage(self) -> str:
        return str(self.call.situation.line)

    def _perform(self, item: QueuedAct) -> None:
        if item.owner is not None and type(item.action) is do.Finish:
            self._break_off_oneself(item)
            return
        if item.owner is not None and item.owner in self._words:
            worded = self._words[item.owner](item.action)
            if worded is None:
                return  # There is nothing left to say.
            item = item._replace(action=worded)
        why = self._do(item)
        if isinstance(why, str):
            self.skipped.append(Skipped(item.at, item.role, item.action, why))

    def _do(self, item: QueuedAct) -> Entry | str:
        """Perform an act. Return its entry, or why it is ruled out."""
        _, _, role, action, cause, _, _ = item
        effect = self._place.effect(role, action)
        if isinstance(effect, str):
            return effect
        if effect.spoken and role in self._speaking:
            self._cut_short(role)
            return self._do(item)
        if type(action) is do.Finish and self._speaking.get(role) == item:
            del self._speaking[role]
        entry = self._apply(role, action, effect, cause)
        if effect.spoken and self._place.outcome is None:
            words, profile = getattr(action, "words", ""), self.profile
            intent = action.intent if isinstance(action, do.Say) else None
            length = profile.length(intent, words) if intent else profile.speech.length(words)
            self._finish_later(role, intent, length, entry.seq)
            if isinstance(action, do.Say) and action.cuts_in:
                self._break_off()
        return entry

    def _apply(
        self, role: Role, body: do.Action | TimerFired, effect: ActEffect, after: int | None
    ) -> Entry:
        log, now, circuit = self.log, self.now, self._place.circuit
        seq, heard = len(log), self._listeners[effect.heard]
        entry = entry_of((seq, now, role, effect.speaker, body, effect.rows, after))
        log.append(entry)
        if effect.moves:
            self.call, _ = apply(self.call, effect.cause, now)
            self._place = effect.place
        if effect.decided:
            for number, (event, author, _) in enumerate(effect.decided, seq + 1):
                log.append(entry_of((number, now, author, author, event, (), seq)))
            if effect.played or effect.left:
                self._schedule_recorded_lines(effect, seq)
            if effect.place.outcome is not None:
                self._agenda.clear()
                self._speaking.clear()
        if body.kind in WITH_THE_CALL:
            self._keep(entry, heard)
        if effect.offers:
            self._offer()
        self._notify(entry, heard, circuit)
        for number, (_, _, audience) in enumerate(effect.decided, seq + 1):
            self._notify(log[number], self._listeners[audience], effect.place.circuit)
        return entry

    def _keep(self, entry: Entry, heard: Sequence[Listener]) -> None:
        """Keep what came with the call for the desks to which it is not offered yet."""
        self._kept.append((entry, frozenset(each.participant for each in heard)))

    def _offer(self) -> None:
        """Give a desk that is offered the call what came with it, before anything else of it.

        Each entry keeps its own instant: a place from the network is as old as it is.
        """
        place = self._place
        for number, (entry, got) in enumerate(self._kept):
            heard = self._listeners[place.audience(entry.actor, entry.body)]
            new = tuple(each for each in heard if each.participant not in got)
            if new:
                self._kept[number] = entry, got.union(each.participant for each in new)
                self._notify(entry, new, place.circuit)

    def _notify(self, entry: Entry, heard: Sequence[Listener], circuit: Circuit) -> None:
        """Notify participants of an entry as they perceive it, and schedule their reactions."""
        for owner, role, may_be_masked in heard:
            perceived = masked(role, entry, circuit) if may_be_masked else entry
            reaction = self.participants[owner].on_heard(perceived, self.now)
            if reaction is not NOTHING:
                self._plan(owner, entry.seq, reaction)

    def _plan(self, owner: int, cause: int, reaction: Reaction) -> None:
        plans, replaces = reaction
        if (not plans and not replaces) or self._place.outcome is not None:
            return
        if replaces:
            self._agenda[:] = [i for i in self._agenda if i.owner != owner or i.keeps]
        role = self.participants[owner].role
        for after, action, keeps in plans:
            self._queue(self.now + max(1, after), role, action, cause, owner, keeps=keeps)

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
        item = _queued((at, next(self._submitted), role, action, cause, owner, keeps))
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

    def _break_off(self) -> None:
        """Let a voice that speaks to the caller break off: its utterance ends a word later."""
        for role in STAFF:
            item = self._speaking.get(role)
            ends = self.now + YIELDS
            if item is None or item not in self._agenda or item.at <= ends:
                continue
            self._agenda.remove(item)
            finish = do.Finish(getattr(item.action, "intent", None), cut_off=True)
            self._speaking[role] = self._queue(ends, role, finish, item.cause)

    def _break_off_oneself(self, item: QueuedAct) -> None:
        """End a voice's own utterance where it breaks off; nothing, if it has ended meanwhile."""
        ends = self._speaking.get(item.role)
        if ends is None or ends not in self._agenda:
            return
        if getattr(ends.action, "intent", None) != getattr(item.action, "intent", None):
            return  # Another sentence has begun.
        del self._speaking[item.role]
        self._agenda.remove(ends)
        self._do(item._replace(cause=ends.cause))

    def _schedule_recorded_lines(self, effect: ActEffect, seq: int) -> None:
        """Schedule the end of each recorded line.

        If the call leaves the recording, cancel it, or the log would report a line as finished
        that was cut off.
        """
        item = self._speaking.pop(Role.RECORDING, None)
        if item in self._agenda:
            self._agenda.remove(item)
        for line in effect.played:
            length = self.profile.length(line.intent, self.profile.words(line.intent))
            of = next(e.seq for e in self.log[seq:] if e.body is line)
            self._finish_later(Role.RECORDING, line.intent, length, of)
