"""The call handler with most of their memory left open, so that a few facts stand for every caller.

`Kept` names what is remembered exactly; anything else is, at each look, whatever it could be. So
the vague call handler can do all that the real one can, whatever the caller, the operator and the
systems said, answered, found or sent, and perhaps more: what they never do, the real one never
does. What they do may still be impossible; then more must be kept. That is the whole argument, and
`assert_within` in `tests/thorough` holds real calls against it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import NamedTuple, cast

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.proof.vague.choices import Choices, every_way
from simulator.proof.vague.desk import Judged, JudgedDesk, VagueDesk
from simulator.proof.vague.faces import Faces
from simulator.proof.vague.memory import FIRST, Kept, Scope, VagueMemory, VagueSet
from simulator.session.participant import NOTHING, Planned, Reaction
from simulator.session.people.handler_goals import GOALS, Goal
from simulator.session.people.handler_memory import Desk, Memory
from simulator.session.people.simulated_handler import SETTLES, StandingHandler

_JUDGED = frozenset(
    {
        *("worry", "other_voice", "ill", "signalled", "was_cut"),
        *("says_mistake", "signs", "address", "place"),
    }
)
"""What of a memory the judgements look at, besides answers, markers and location data."""
_ANSWERS = ("pending", "sign", "times", "yes", "no")


Made = tuple[Memory, Reaction]
"""What the call handler makes of something: what is kept then, and what is planned."""


class Plans(NamedTuple):
    """What became of what was planned."""

    dropped: bool = False
    added: tuple[Planned, ...] = ()

    def after(self, reaction: Reaction) -> Plans:
        """The plans after a reaction."""
        if reaction.changes_mind:
            return Plans(True, tuple(reaction.plans))
        return self._replace(added=(*self.added, *reaction.plans)) if reaction.plans else self


class VagueHandler(StandingHandler):
    """The standing call handler, with a vague memory and any goal that may be the next one."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        desks: Sequence[Desk],
        kept: Kept,
        look: Callable[[do.Action], object],
        goals: Sequence[Goal] = GOALS,
    ) -> None:
        """A call handler under any of `profiles` and at any of `desks`.

        Of their memory `kept` is exact, for a rule that will `look` at what they do.

        Raises:
            ValueError: answers are to be kept, and the desk does not read any.
        """
        if not kept.fields.isdisjoint(_ANSWERS):
            raise ValueError("the vague desk reads no answers")
        own = desks[0]
        super().__init__(own.profile, own.force, own.questions, [_untold(goal) for goal in goals])
        self._desks = [VagueDesk(desk.profile, desk.force, desk.questions) for desk in desks]
        self._desk = self._desks[0]
        # A wait is looked at only for whether it is the time in which a sign settles.
        pacings = {each.handler.reaction == SETTLES: each.handler for each in profiles}
        self._pacings = tuple(pacings.values())
        self.heard: list[Entry] = []
        self._course: Iterator[Made] | None = None
        self._reactions: dict[object, tuple[Made, ...]] = {}
        self._possible: dict[Memory, dict[str, Goal | None]] = {}
        self._acts: dict[tuple[str, Memory], tuple[do.Action, ...]] = {}
        self._judged: dict[Memory, frozenset[Judged]] = {}
        nothing = Kept(frozenset(), frozenset())
        self.scope = Scope(
            nothing, tuple(grade.id for grade in own.force.grades), Faces({}, look, frozenset())
        )
        acts = {goal.name: self._acts_of(goal) for goal in self._goals}
        faces = Faces(acts, look, kept.done | kept.apart)
        # Whatever a goal can lead to by what is kept: no matter how it comes about.
        self._goals = tuple(replace(goal, act=partial(self._any_act, goal)) for goal in self._goals)
        # Exact, and free: what is done again and again is never done.
        repeats = {goal.name for goal in goals if goal.repeats}
        kept = kept._replace(done=kept.done | repeats)
        self.scope = self.scope._replace(kept=kept, faces=faces)

    def _acts_of(self, goal: Goal, known: Memory = FIRST) -> tuple[do.Action, ...]:
        """All that a goal can lead to, by what is kept."""
        ways = every_way(
            lambda choices: goal.act(
                cast("Memory", VagueMemory.of(known, self.scope, choices)),
                choices.pick(self._desks),
            )
        )
        return tuple(dict.fromkeys(ways))

    def _any_act(self, goal: Goal, memory: Memory, _desk: Desk) -> do.Action:
        vague = cast("VagueMemory", memory)
        known = vague.kept()._replace(next="which no goal asks for")
        key = goal.name, known
        if key not in self._acts:
            self._acts[key] = self._acts_of(goal, known)
        return vague.choices.pick(self._acts[key])

    def reactions(self, entry: Entry) -> tuple[Made, ...]:
        """All that may come of hearing an entry: what is kept then, and what is planned."""
        key = (self.memory, entry.actor, entry.body)
        if key not in self._reactions:
            before = self.memory
            ways = every_way(partial(self._react, before, entry))
            self._reactions[key] = tuple(dict.fromkeys(ways))
            self.memory = before
        return self._reactions[key]

    def follow(self, course: Iterable[Made]) -> None:
        """From now on make of what is heard what `course` says, and nothing once it is over."""
        self.heard = []
        self._course = iter(course)

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """What the course says; before there is one, the only thing that can come of it."""
        if self._course is None:
            ((self.memory, reaction),) = self.reactions(entry)
            return reaction
        self.heard.append(entry)
        self.memory, reaction = next(self._course, (self.memory, NOTHING))
        return reaction

    def courses(self, heard: Sequence[Entry], first: Made | None) -> Iterable[Sequence[Made]]:
        """What can be made of entries that are heard one after another; `first`: of the first.

        What was made of one matters for the next only by what is kept and planned then. So of all
        the ways to the same of these one is enough.
        """
        before = self.memory
        ways: dict[tuple[Memory, Plans], tuple[Made, ...]] = {(before, Plans()): ()}
        for place, entry in enumerate(heard):
            further: dict[tuple[Memory, Plans], tuple[Made, ...]] = {}
            for (self.memory, plans), way in ways.items():
                for made in [first] if first and not place else self.reactions(entry):
                    further.setdefault((made[0], plans.after(made[1])), (*way, made))
            ways = further
        self.memory = before
        return ways.values()

    def _react(self, before: Memory, entry: Entry, choices: Choices) -> Made:
        vague = VagueMemory.of(before, self.scope, choices)
        self.memory = cast("Memory", vague)
        self._pacing = choices.pick(self._pacings)
        plans, changes_mind = super().on_heard(entry, 0)
        after = cast("VagueMemory", self.memory)
        # What is kept whatever happens are notes, and `LooseSession` lets those come at any time.
        known = after.kept()
        act = partial(self.scope.faces.act, known.next)
        planned = tuple(Planned(1, act(plan.action)) for plan in plans if not plan.keeps)
        return known, Reaction(planned, changes_mind)

    def _carried_out(self, memory: Memory, body: Body) -> Goal | None:  # noqa: ARG002
        """The planned goal: here nobody acts in their place."""
        return next((goal for goal in self._goals if goal.name == memory.next), None)

    @property
    def awaits_no_result(self) -> bool:
        """Whether nothing was searched, as far as is known."""
        return "search" in self.scope.kept.done - self.memory.done

    def _choose(self, memory: Memory) -> Goal | None:
        """Any goal that may apply below goals that may not."""
        vague = cast("VagueMemory", memory)
        return vague.choices.pick(tuple(self._possible_faces(vague.kept()).values()))

    def possible(self, memory: Memory) -> Collection[str]:
        """The faces of the goals of which one is chosen, by what is kept; empty for none."""
        return self._possible_faces(memory)

    def _possible_faces(self, memory: Memory) -> dict[str, Goal | None]:
        if memory in self._possible:
            return self._possible[memory]
        known = memory._replace(next="which no goal asks for")
        if known not in self._possible:
            # One goal for each face: whether it is the one that was planned is left open anyhow.
            self._possible[known] = {
                self.scope.faces.of(goal.name) if goal else "": goal
                for goal in self._possible_goals(known)
            }
        self._possible[memory] = self._possible[known]
        return self._possible[known]

    def _possible_goals(self, known: Memory) -> Iterator[Goal | None]:
        for judged in self._judgements(known):
            yield from self._goals_judged(known, judged)

    def _judgements(self, known: Memory) -> Collection[Judged]:
        """All that the judgements can come to, by what is kept."""
        scope = self.scope._replace(kept=Kept(self.scope.kept.fields & _JUDGED, frozenset()))
        known = scope.kept.of(known)
        if known not in self._judged:
            self._judged[known] = frozenset(every_way(partial(self._judge, known, scope)))
        return self._judged[known]

    def _judge(self, known: Memory, scope: Scope, choices: Choices) -> Judged:
        memory = cast("Memory", VagueMemory.of(known, scope, choices))
        desk = choices.pick(self._desks)
        return Judged(
            desk.is_mistake(memory),
            desk.is_emergency(memory),
            desk.is_doubtful(memory),
            memory.other_voice,
        )

    def _goals_judged(self, known: Memory, judged: Judged) -> Iterator[Goal | None]:
        kept = self.scope.kept
        names, fields = sorted(kept.steady), sorted(kept.steady_fields)
        desks = [JudgedDesk(d.profile, d.force, d.questions, judged=judged) for d in self._desks]
        for done in product((False, True), repeat=len(names)):
            for values in product(*map(self.scope.values, fields)):
                steady = dict(zip(names, done, strict=True)), dict(zip(fields, values, strict=True))
                yield from self._goals_by(partial(self._look, known, desks, *steady))

    def _goals_by(self, look: Callable[[Goal, Choices], bool]) -> Iterator[Goal | None]:
        for goal in self._goals:
            found = set()
            for applies in every_way(partial(look, goal)):
                found.add(applies)
                if len(found) == 2:
                    break
            if True in found:
                yield goal
            if False not in found:
                return
        yield None

    def _look(
        self,
        known: Memory,
        desks: Sequence[JudgedDesk],
        done: Mapping[str, bool],
        fields: Mapping[str, object],
        goal: Goal,
        choices: Choices,
    ) -> bool:
        """Whether a goal is not done and applies, in one way of picking what is left open."""
        desk = choices.pick(desks)
        vague = VagueMemory.of(known, self.scope, choices)
        vague = vague._replace(
            other_voice=desk.judged.other_voice,
            done=cast("VagueSet", vague.done).knowing(done),
            **fields,
        )
        memory = cast("Memory", vague)
        return goal.name not in memory.done and bool(goal.applies(memory, desk))


def _untold(goal: Goal) -> Goal:
    """The goal; if it is to tell officers what is known, then without what is told."""
    if goal.name in ("brief", "brief again"):
        return replace(goal, act=lambda _m, _d: do.BriefOfficers(()))
    return goal
