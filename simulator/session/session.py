"""One call in progress: the agenda, the participants, and the only writer of the log.

People act through `submit`, participants through the plans that they return. Both put the act on
the agenda; `advance` performs what is due. At one instant acts come before a timer, and acts in the
order of submission.
"""

from bisect import insort
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import Call, apply, rung_again
from simulator.core.flow import RINGS_AGAIN_AT
from simulator.core.hearing import STAFF, WITH_THE_CALL, Circuit, masked
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, TimerFired, entry_of
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineStage, Outcome, Role
from simulator.errors import NotPossible
from simulator.session.participant import NO_CAUSE, NOTHING, Participant, Reaction
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


class NextCall(NamedTuple):
    """A call that the same caller makes, perhaps while the incident of the one before is open."""

    gap: Millis
    """From the end of the line to the dialling (ms)."""
    people: Callable[[Sequence[Participant], Millis, Millis], Sequence[Participant]]
    """Return who takes part, from those of the call before, when that began, and the instant.

    One who stays keeps what they have planned. So does one whom another `continues`.
    """


FOREVER: Millis = 2**63
YIELDS: Millis = 400
"""From a caller who cuts in to the end of the voice that was speaking (assumption: a word)."""
_queued: Callable[[tuple[object, ...]], QueuedAct] = partial(tuple.__new__, QueuedAct)


def _nothing() -> None:
    """Do nothing before a further call."""


def _in_words(
    participants: Sequence[Participant],
) -> dict[int, Callable[[do.Action], do.Action | Reaction]]:
    """Return what words the acts of each participant, by its place."""
    # By the method's name: to ask if it is of the protocol takes longer than a short call.
    named = ((owner, each) for owner, each in enumerate(participants) if hasattr(each, "in_words"))
    return {owner: each.in_words for owner, each in named}


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
        later: Iterable[NextCall] = (),
    ) -> None:
        """Start call `number` of a run at `start` (ms). Later calls append to the same log.

        One of the `later` calls begins here if its time comes while the incident is still open.
        """
        self.call = call
        self.profile = profile
        self.participants = tuple(participants)
        self._words = _in_words(self.participants)
        self.log: list[Entry] = [] if log is None else log
        self.now = start
        self.skipped: list[Skipped] = []
        self._agenda: list[QueuedAct] = []
        self._submitted = count()
        self._speaking: dict[Role, QueuedAct] = {}
        self.number = number
        """The number of the call that runs or ran last, from 1."""
        self.played: list[tuple[int, Millis, Sequence[Participant]]] = []
        """Each call so far: its number, when it began, and who took part."""
        self.on_next: Callable[[], None] = _nothing
        """What to do before a further call begins."""
        self._later = deque(later)
        self._line_ended: Millis | None = None
        self._rings_at: Millis | None = None
        """When the caller rings again, if the incident is still open then."""
        self._begin(None)

    def _begin(self, during: int | None) -> None:
        """Begin a call; `during`: the number of the call before, if its incident is open."""
        self._kept: list[tuple[Entry, frozenset[int]]] = []
        """What came with the call, and the participants that have it."""
        self.played.append((self.number, self.now, self.participants))
        self._place = place_of(self.call)
        self._listeners = listeners_among(tuple(each.ears for each in self.participants))
        began = CallBegan(self.number, self.call.state.kind, during)
        heard = self._listeners[self._place.audience(Role.NETWORK, began)]
        self.log.append(Entry(len(self.log), self.now, Role.NETWORK, Role.NETWORK, began))
        self._keep(self.log[-1], heard)
        self._notify(self.log[-1], heard, self._place.circuit)

    def _ring_again(self, at: Millis) -> None:
        """Begin the next call of a caller whose incident is open: that goes on beside it."""
        self.on_next()
        before, (_, began, _) = self.participants, self.played[-1]
        self.now, self.number = at, self.number + 1
        self._line_ended = self._rings_at = None
        self.call = rung_again(self.call)
        self.take_over(self._later.popleft().people(before, began, at))
        there = {
            id(who): place
            for place, each in enumerate(self.participants)
            for who in (each, getattr(each, "continues", each))
        }
        kept = (
            item if item.owner is None else item._replace(owner=there.get(id(before[item.owner])))
            for item in self._agenda
            if item.owner is None or id(before[item.owner]) in there
        )
        self._agenda[:] = kept
        self._speaking = {who: it for who, it in self._speaking.items() if it in self._agenda}
        self._begin(self.number - 1)

    def next_call_at(self) -> Millis | None:
        """Return when the next call is made, counted from the end of the line; None if unknown."""
        if not self._later or self._line_ended is None:
            return None
        return self._line_ended + self._later[0].gap

    def _watch_line(self, was: LineStage) -> None:
        """Note when the line ends: from then on the caller can ring again."""
        line, over = self.call.state.line, self._place.outcome is not None
        if line not in RINGS_AGAIN_AT and not over:
            self._line_ended = None
        elif was not in RINGS_AGAIN_AT:
            self._line_ended = self.now
        self._rings_at = None if over else self.next_call_at()

    def take_over(self, participants: Iterable[Participant]) -> None:
        """Let others act from now on.

        What is planned is of a participant by its number. Who calls this in the middle of a call
        (`awareness/continuations`) gives others in the same order and with the same ears; where
        the caller rings again, `_ring_again` gives each plan its owner's new number, and `_begin`
        finds who hears what.
        """
        self.participants = tuple(participants)
        self._words = _in_words(self.participants)

    @property
    def outcome(self) -> Outcome | None:
        """The named outcome, when the call is over."""
        return self._place.outcome

    def next_due(self) -> Millis | None:
        """Return the instant of the next planned act or deadline, or None if there is none."""
        timers, planned = self.call.timers, self._agenda
        if self._place.outcome is not None:
            return None
        due = [timers[0][0]] if timers else []
        if planned:
            due.append(planned[0].at)
        if self._rings_at is not None:
            due.append(self._rings_at)
        return min(due, default=None)

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
        if self._place.outcome is not None:
            return False
        if self._rings_at is not None and self._rings_next(self._rings_at):
            if self._rings_at > latest:
                return False
            self._ring_again(self._rings_at)
            return True
        if not (timers or agenda):
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

    def _rings_next(self, at: Millis) -> bool:
        """Whether the next call comes before what else is due: after acts, before a timer."""
        timers, agenda = self.call.timers, self._agenda
        return not (agenda and agenda[0].at <= at) and not (timers and timers[0][0] < at)

    @property
    def _stage(self) -> str:
        return str(self.call.state.line)

    def _perform(self, item: QueuedAct) -> None:
        if item.owner is not None and type(item.action) is do.Finish:
            self._break_off_oneself(item)
            return
        if item.owner is not None and item.owner in self._words:
            worded = self._words[item.owner](item.action)
            if isinstance(worded, Reaction):  # There is nothing left to say.
                self._plan(item.owner, item.cause, worded)
                return
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
            # Once more: the end of the sentence before may have moved the state, and so the effect.
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
            was = self.call.state.line
            self.call, _ = apply(self.call, effect.stimulus, now)
            self._place = effect.place
            if self._later:
                self._watch_line(was)
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
        """Keep what came with the call for the desks to which it is not offered yet.

        `perceived_log.perceived` does the same to a finished log: what changes here changes there.
        """
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

    def _plan(self, owner: int, cause: int | None, reaction: Reaction) -> None:
        plans, replaces = reaction
        if (not plans and not replaces) or self._place.outcome is not None:
            return
        if replaces:
            self._agenda[:] = [i for i in self._agenda if i.owner != owner or i.keeps]
        role = self.participants[owner].role
        for after, action, keeps, led in plans:
            if led == NO_CAUSE:  # Of a file, and once: no reaction can loop at one instant.
                self._queue(self.now + after, role, action, None, owner, keeps=keeps)
                continue
            why = cause if led is None else led
            self._queue(self.now + max(1, after), role, action, why, owner, keeps=keeps)

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
