"""The vague call handler's world: every call of every caller, visited with the monitor of one rule.

Whatever anybody else does may happen at any moment at which the flow allows it, also what would
have to be planned first: the end of somebody's sentence, the arrival of officers, the result of a
search (once there was one). Only the call handler's next act and the end of their own sentence are
kept as plans. That allows more than can happen, and needs no memory of who has planned what.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, cast

from simulator.content.library import Library
from simulator.core import hearing
from simulator.core.actions import Action, Answer, Dial, Finish
from simulator.core.call import Call, Procedure, Step, new_call
from simulator.core.force import Force
from simulator.core.log import Entry
from simulator.core.outcomes import NoEffect
from simulator.core.profile import Profile
from simulator.core.stimuli import stimulus_of
from simulator.core.terms import LineKind, Outcome, Role
from simulator.review.compiling import Compiler
from simulator.review.criteria import FREE
from simulator.review.matching import Context
from simulator.review.monitor import Monitor, State
from simulator.review.patterns import Property, VerdictKind
from simulator.session.agenda import Item
from simulator.session.handler_goals import GOALS, Goal
from simulator.session.handler_mind import Memory
from simulator.session.participant import Reaction
from tests.erased import ErasedSession
from tests.procedure_acts import EVERYTHING, RESULT
from tests.procedure_choices import Choices, every_way
from tests.procedure_vague import Kept, VagueHandler

Do = Callable[["LooseSession"], None]
Result = tuple[Memory, Reaction] | None
"""What the call handler makes of something; none if they do not hear it."""

_QUESTIONS = Library().questions()


class Look:
    """What one rule sees of an act: which of its matches fit, and whether a register may change."""

    def __init__(self, rule: Property, context: Context) -> None:
        """Look with the eyes of `rule`."""
        compiler = Compiler(context)
        self._tests = [compiler.match(match).test for match in rule.matches()]
        if rule.during is not None:
            compiler.state(rule.during)
        self._kinds = frozenset(kind for each in compiler.registers for kind in each.changes)
        self._rows = frozenset(row for match in rule.matches() for row in match.row or ())

    def at(self, role: Role, action: Action) -> Hashable:
        """How the rule sees an act by itself."""
        speaker = Role.OTHER_PERSON if (role, action.kind) == (Role.ROOM, "say") else role
        entry = Entry(0, 0, role, speaker, action, (), None)
        kind = action.kind if action.kind in self._kinds else ""
        return kind, *(test(entry, (), FREE) for test in self._tests)

    def effect(self, call: Call, role: Role, action: Action) -> Hashable:
        """How the rule sees what an act does to a call."""
        stimulus = stimulus_of(role, action)
        step = call.moves[stimulus] if stimulus else None
        assert isinstance(step, Step)
        decided = tuple(each for each in step.decided if not isinstance(each, NoEffect))
        return step.after, decided, step.start, step.stop, self._rows.intersection(step.rows)


class LooseSession(ErasedSession):
    """A session in which only the call handler's own next act and utterance are planned."""

    @property
    def handler(self) -> VagueHandler:
        """The only participant."""
        return cast("VagueHandler", self.participants[0])

    @property
    def key(self) -> Hashable:
        """What tells sessions apart; which sentence will be over does not."""
        if self.outcome is not None:
            return self.outcome
        planned = frozenset(
            "finish" if isinstance(item.action, Finish) else item.action
            for item in self._agenda.items()
        )
        return self.call.situation, frozenset(self.timers()), planned, self.handler.memory

    def allows(self, role: Role, action: Action) -> bool:
        """Whether the flow allows an act now; results come only after a search."""
        if action == RESULT and "search" not in self.handler.memory.done:
            return False
        return super().allows(role, action)

    def results(self, role: Role, action: Action) -> Iterable[Result]:
        """All that the call handler could make of an act."""
        heard = hearing.heard_by(
            Role.CALL_HANDLER, Entry(0, 0, role, role, action, (), None), self._circuit
        )
        return (None,) if heard is None else self.handler.reactions(heard)

    def happen(self, role: Role, action: Action, made_of_it: Result) -> None:
        """Let somebody act, and the call handler make that of it."""
        self.handler.forced = made_of_it
        self._perform(Item(self.now, 0, role, action, None, None, False))

    def _speak(self, role: Role, action: Action, seq: int) -> None:
        if role is Role.CALL_HANDLER:
            super()._speak(role, action, seq)


class Move(NamedTuple):
    """One thing that can happen: what is written of it, and where it leads."""

    label: str
    entries: tuple[Entry, ...]
    to: Hashable


class Watched(NamedTuple):
    """What came of watching a rule in a world."""

    states: int
    broken: tuple[str, ...]
    """The shortest way to break it; empty if no call does."""
    ends: frozenset[Outcome]


class World:
    """The calls of a vague call handler, as far as one rule can tell them apart."""

    def __init__(
        self,
        profile: Profile,
        force: Force,
        rule: Property,
        kept: Kept,
        kind: LineKind = LineKind.MOBILE,
        goals: Sequence[Goal] = GOALS,
    ) -> None:
        """The world of a `kind` of line. Coverage needs no world of its own: that a phone cannot be
        rung comes of a lost battery as well."""
        self.context = Context(force=force, profile=profile)
        self.rule = rule
        self._look = Look(rule, self.context)
        self._acts = [(role, action, self._look.at(role, action)) for role, action in EVERYTHING]
        look = partial(self._look.at, Role.CALL_HANDLER)
        kept = kept._replace(done=kept.done | {"search"})
        self.handler = VagueHandler(profile, force, _QUESTIONS, kept, look, goals)
        session = LooseSession(
            new_call(Procedure.under(profile), kind), profile, [(self.handler, lambda h: h.memory)]
        )
        session.submit(Role.CALLER, Dial())
        session.submit(Role.OPERATOR, Answer())
        self._begins = Move("", tuple(session.log), session.key)
        self.sessions: dict[Hashable, LooseSession] = {session.key: session.fork()}
        """Every session that was visited."""
        self._moves: dict[Hashable, list[Move]] = {}

    def watch(self) -> Watched:
        """Visit every call together with the monitor of the rule, and stop where it is broken."""
        monitor = Monitor(self.rule, self.context)
        first = self._after(monitor, monitor.start(), self._begins)
        came_from: dict[object, tuple[object, str]] = {first: (None, "")}
        queue = deque([first])
        ends = set()
        while queue:
            here = key, state = queue.popleft()
            if isinstance(key, Outcome):
                ends.add(key)
                continue
            for move in self.moves(key):
                there = self._after(monitor, state, move)
                if there in came_from:
                    continue
                came_from[there] = here, move.label
                queue.append(there)
                finished = isinstance(move.to, Outcome)
                if monitor.verdict(there[1], finished, 0) is VerdictKind.BROKEN:
                    return Watched(len(came_from), _path(came_from, there), frozenset(ends))
        return Watched(len(came_from), (), frozenset(ends))

    def _after(self, monitor: Monitor, state: State, move: Move) -> tuple[Hashable, State]:
        for entry in move.entries:
            state = monitor.step(state, entry)
        return move.to, state

    def moves(self, key: Hashable) -> list[Move]:
        """All that can happen at a session that was visited, once each."""
        if key not in self._moves:
            here = self.sessions[key]
            found: dict[object, Move] = {}
            for label, do in self._ways(here):
                for after in every_way(partial(_done, here, do)):
                    told = tuple((e.actor, e.speaker, e.body, e.rows) for e in after.log)
                    there = after.key
                    if (told, there) not in found:
                        found[told, there] = Move(label, tuple(after.log), there)
                        self.sessions.setdefault(there, after)
            self._moves[key] = list(found.values())
        return self._moves[key]

    def _ways(self, here: LooseSession) -> Iterator[tuple[str, Do]]:
        for item in here.plans():
            yield f"{item.role}: {item.action}", partial(LooseSession.take, planned=item)
        for timer in here.timers():
            yield f"timer: {timer}", partial(LooseSession.fire, timer=timer)
        met: dict[object, set[Result]] = {}
        for role, action, looks in self._acts:
            if not here.allows(role, action):
                continue
            # Acts that do the same, look the same and of which the same is made are one.
            results = met.setdefault((self._look.effect(here.call, role, action), looks), set())
            for result in here.results(role, action):
                if result not in results:
                    results.add(result)
                    do = partial(LooseSession.happen, role=role, action=action, made_of_it=result)
                    yield f"{role}: {action}", do


def _done(here: LooseSession, do: Do, choices: Choices) -> LooseSession:
    after = here.fork()
    after.handler.choices = choices
    do(after)
    return after


def _path(came_from: dict[object, tuple[object, str]], node: object) -> tuple[str, ...]:
    labels: list[str] = []
    while node is not None:
        node, label = came_from[node]
        labels.append(label)
    return tuple(label for label in reversed(labels) if label)
