"""The vague call handler's world: every call of every caller, visited with the monitor of one rule.

Every profile, kind of line, coverage and force is in it at once (`procedure_anywhere`).

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

from simulator.content.procedure.questions import QuestionBank
from simulator.core import hearing
from simulator.core.acts import Action, Answer, Dial, Finish, stimulus_of
from simulator.core.call import Moves, Step, new_call
from simulator.core.log import Entry, NoEffect
from simulator.core.profile import Force
from simulator.core.terms import Outcome, Role, Timer
from simulator.proof.explore.untimed_session import ErasedSession
from simulator.proof.vague.acts import EVERYTHING, RESULT
from simulator.proof.vague.anywhere import AnyFlow, does, plain, ranked
from simulator.proof.vague.handler import Made, VagueHandler
from simulator.proof.vague.memory import Kept
from simulator.rules.compiling import Compiler
from simulator.rules.criteria import FREE
from simulator.rules.matching import Context
from simulator.rules.monitor import Monitor, State
from simulator.rules.patterns import Property, VerdictKind
from simulator.session.agenda import Item
from simulator.session.people.handler_goals import GOALS, Goal
from simulator.session.people.handler_memory import Desk

Do = Callable[["LooseSession"], None]
Result = Made | None
"""What the call handler makes of an act; none if they do not hear it."""


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

    def effect(self, step: Step | str) -> Hashable:
        """How the rule sees what a step does to a call."""
        done = does(step)
        if isinstance(done, str) or isinstance(step, str):
            return done
        decided = tuple(each for each in done.decided if not isinstance(each, NoEffect))
        return done._replace(decided=decided, rows=self._rows.intersection(step.rows))


class LooseSession(ErasedSession):
    """A session in which only the call handler's own next act and utterance are planned."""

    speakers = frozenset({Role.CALL_HANDLER})
    """Whose sentences are planned to end; others may be over at any moment."""

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
            f"{item.role} finishes" if isinstance(item.action, Finish) else item.action
            for item in self._agenda.items()
        )
        return plain(self.call.situation), frozenset(self.timers()), planned, self.handler.memory

    def under(self, moves: Moves) -> None:
        """Go on at moves that are as possible as its own."""
        self.call = self.call._replace(moves=moves)

    def results(self, role: Role, action: Action) -> Iterable[Result]:
        """All that the call handler could make of an act, whoever holds the phone."""
        entry = Entry(0, 0, role, role, action, (), None)
        found: dict[Result, None] = {}
        for taken in (False, True):
            circuit = self._circuit._replace(phone_taken=taken)
            heard = hearing.heard_by(Role.CALL_HANDLER, entry, circuit)
            found.update(dict.fromkeys((None,) if heard is None else self.handler.reactions(heard)))
        return found

    def happen(self, role: Role, action: Action) -> None:
        """Let somebody act."""
        self._perform(Item(self.now, 0, role, action, None, None, False))

    def outcomes(self, do: Do, made_of_it: Result) -> Iterator[LooseSession]:
        """The sessions to which something leads, by what the call handler makes of it.

        Of the act itself they make `made_of_it`, if that is given.
        """
        trial = self.fork()
        trial.handler.follow(())
        do(trial)
        if trial.outcome is not None or not trial.handler.heard:
            yield trial
            return
        for course in self.handler.courses(trial.handler.heard, made_of_it):
            after = self.fork()
            after.handler.follow(course)
            do(after)
            yield after

    def _speak(self, role: Role, action: Action, seq: int) -> None:
        if role in self.speakers:
            super()._speak(role, action, seq)

    def _mind_the_recording(self, step: Step, seq: int) -> None:
        """The call handler never hears it."""


class Move(NamedTuple):
    """One thing that can happen: what is written of it, and where it leads."""

    label: str
    entries: tuple[Entry, ...]
    to: Hashable


class Watched(NamedTuple):
    """What came of watching a rule in a world."""

    states: int
    moves: int
    broken: tuple[str, ...]
    """The shortest way to break it; empty if no call does."""
    ends: frozenset[Outcome]


class World:
    """The calls of a vague call handler, as far as one rule can tell them apart."""

    def __init__(
        self,
        flow: AnyFlow,
        forces: Sequence[Force],
        questions: QuestionBank,
        rule: Property,
        kept: Kept,
        goals: Sequence[Goal] = GOALS,
        session: type[LooseSession] = LooseSession,
    ) -> None:
        """The world of a flow and of `forces`, whose grades go by the names of the first one's."""
        force = forces[0]
        profile = flow.profiles[0]
        self.context = Context(force=force, profile=profile)
        self.rule = rule
        self.flow = flow
        self._look = Look(rule, self.context)
        self._acts = [(role, action, self._look.at(role, action)) for role, action in EVERYTHING]
        look = partial(self._look.at, Role.CALL_HANDLER)
        desks = [Desk(profile, ranked(each, force), questions) for each in forces]
        self.handler = VagueHandler(flow.profiles, desks, kept, look, goals)
        began = session(new_call(flow.first), profile, [(self.handler, lambda h: h.memory)])
        began.submit(Role.CALLER, Dial())
        began.submit(Role.OPERATOR, Answer())
        self.begins = Move("", tuple(began.log), began.key)
        self.sessions: dict[Hashable, LooseSession] = {began.key: began.fork()}
        """Every session that was visited."""
        self._moves: dict[Hashable, list[Move]] = {}

    def watch(self) -> Watched:
        """Visit every call together with the monitor of the rule, and stop where it is broken.

        A call is followed no further once the rule is met, come what may.
        """
        monitor = Monitor(self.rule, self.context)
        first = self._after(monitor, monitor.start(), self.begins)
        came_from: dict[object, tuple[object, str]] = {first: (None, "")}
        queue = deque([first])
        ends: set[Outcome] = set()
        moves = 0
        while queue:
            here = key, state = queue.popleft()
            for move in self.moves(key):
                moves += 1
                there = self._after(monitor, state, move)
                if there in came_from:
                    continue
                came_from[there] = here, move.label
                finished = isinstance(move.to, Outcome)
                verdict = monitor.verdict(there[1], finished, 0)
                if verdict is VerdictKind.BROKEN:
                    broken = path(came_from, there)
                    return Watched(len(came_from), moves, broken, frozenset(ends))
                if isinstance(move.to, Outcome):
                    ends.add(move.to)
                elif verdict is not VerdictKind.MET:
                    queue.append(there)
        return Watched(len(came_from), moves, (), frozenset(ends))

    def _after(self, monitor: Monitor, state: State, move: Move) -> tuple[Hashable, State]:
        for entry in move.entries:
            state = monitor.step(state, entry)
        return move.to, state

    def moves(self, key: Hashable) -> list[Move]:
        """All that can happen at a session that was visited, once each."""
        if key not in self._moves:
            here = self.sessions[key]
            found: dict[object, Move] = {}
            for label, do, made_of_it in self._ways(here):
                for after in here.outcomes(do, made_of_it):
                    told = tuple((e.actor, e.speaker, e.body, e.rows) for e in after.log)
                    there = after.key
                    if (told, there) not in found:
                        found[told, there] = Move(label, tuple(after.log), there)
                        self.sessions.setdefault(there, after)
            self._moves[key] = list(found.values())
        return self._moves[key]

    def _ways(self, here: LooseSession) -> Iterator[tuple[str, Do, Result]]:
        for item in here.plans():
            stimulus = stimulus_of(item.role, item.action)
            assert stimulus is not None
            for moves in self.flow.readings(here.call.situation, stimulus):
                do = partial(_take, moves=moves, planned=item)
                yield f"{item.role}: {item.action}", do, None
        for timer in here.timers():
            for moves in self.flow.readings(here.call.situation, timer):
                yield f"timer: {timer}", partial(_fire, moves=moves, timer=timer), None
        met: dict[object, set[Result]] = {}
        for role, action, looks in self._acts:
            stimulus = stimulus_of(role, action)
            assert stimulus is not None
            if action == RESULT and here.handler.awaits_no_result:
                continue
            for moves in self.flow.readings(here.call.situation, stimulus):
                step = moves[stimulus]
                if isinstance(step, str):
                    continue
                # Acts that do the same, look the same and of which the same is made are one.
                results = met.setdefault((self._look.effect(step), looks), set())
                for result in here.results(role, action):
                    if result not in results:
                        results.add(result)
                        happen = partial(_happen, moves=moves, role=role, action=action)
                        yield f"{role}: {action}", happen, result


def _take(here: LooseSession, moves: Moves, planned: Item) -> None:
    here.under(moves)
    here.take(planned)


def _fire(here: LooseSession, moves: Moves, timer: Timer) -> None:
    here.under(moves)
    here.fire(timer)


def _happen(here: LooseSession, moves: Moves, role: Role, action: Action) -> None:
    here.under(moves)
    here.happen(role, action)


def path(came_from: dict[object, tuple[object, str]], node: object) -> tuple[str, ...]:
    """How a node was come to."""
    labels: list[str] = []
    while node is not None:
        node, label = came_from[node]
        labels.append(label)
    return tuple(label for label in reversed(labels) if label)
