"""The call handler with most of their memory left open, so that a few facts stand for every caller.

`Kept` names what is remembered exactly; anything else is, at each look, whatever it could be. So
the vague call handler can do all that the real one can, whatever the caller, the operator and the
systems said, answered, found or sent, and perhaps more: what they never do, the real one never
does. What they do may still be impossible; then more must be kept. That is the whole argument, and
`assert_within` in `tests/thorough` holds real calls against it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any, NamedTuple, cast

from simulator.core.actions import Action, BriefOfficers
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import Reason
from simulator.session.handler_goals import GOALS, Goal
from simulator.session.handler_mind import Desk, Memory
from simulator.session.participant import Planned, Reaction
from simulator.session.standing_handler import SETTLES, StandingHandler
from tests.procedure_choices import Choices, every_way
from tests.procedure_faces import Faces

_FIRST = Memory()
_SETS = ("done", "yes", "no", "reported", "data", "markers")
_JUDGED = frozenset(
    {
        *("worry", "other_voice", "ill", "signalled", "was_cut"),
        *("says_mistake", "signs", "address", "place"),
    }
)
"""What of a memory the judgements look at, besides answers, markers and location data."""
_ANSWERS = ("pending", "sign", "times", "yes", "no")


class Kept(NamedTuple):
    """What of the memory is exact, besides which goal is planned."""

    fields: frozenset[str]
    done: frozenset[str]
    """Of which goals it is known whether they are done."""
    apart: frozenset[str] = frozenset()
    """Which other goals are told apart from those that look alike."""
    steady: frozenset[str] = frozenset()
    """Of which goals it is left open whether they are done, but is one thing in one look."""
    steady_fields: frozenset[str] = frozenset()
    """Which fields are left open, but are one thing in one look."""

    def of(self, memory: Memory) -> Memory:
        """What is kept of a memory; the rest as at the beginning."""
        kept = {name: getattr(memory, name) for name in self.fields}
        return Memory(**kept, done=frozenset(name for name in self.done if name in memory.done))


class Opaque:
    """A value of which nothing can be said but that it is there."""

    def __eq__(self, other: object) -> bool:
        """Nothing that is kept may depend on it.

        Raises:
            AssertionError: always.
        """
        raise AssertionError("this must not be looked at")

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: object) -> Opaque:
        """Still nothing can be said."""
        return self


OPAQUE = Opaque()


class OneOf:
    """The name of one of several goals; two such names may or may not be the same."""

    def __init__(self, choices: Choices, names: Sequence[str]) -> None:
        self._choices = choices
        self._names = names

    def __eq__(self, other: object) -> bool:
        return other in self._names and self._choices.pick((False, True))

    __hash__ = object.__hash__


class VagueSet:
    """A set of which some members are known, some are known not to be in it, and more may be."""

    def __init__(self, choices: Choices, known: dict[Any, bool]) -> None:
        self._choices = choices
        self._known = known

    def __contains__(self, member: object) -> bool:
        if member not in self._known:
            self._known[member] = self._choices.pick((False, True))
        return self._known[member]

    def assumed(self, member: object) -> bool:
        """Whether it is in the set; where nothing was said of it, it is from now on."""
        return self._known.setdefault(member, True)

    def __bool__(self) -> bool:
        return any(self._known.values()) or self._choices.pick((False, True))

    def isdisjoint(self, others: Iterable[str]) -> bool:
        return not any(other in self for other in sorted(others))

    def __or__(self, more: Collection[object]) -> VagueSet:
        return self.knowing(dict.fromkeys(more, True))

    def knowing(self, more: Mapping[Any, bool]) -> VagueSet:
        """The set, with more known of which members are in it."""
        return VagueSet(self._choices, {**self._known, **more})

    def __sub__(self, fewer: Collection[object]) -> VagueSet:
        return self.knowing(dict.fromkeys(fewer, False))

    def __and__(self, these: Collection[object]) -> VagueSet:
        return VagueSet(self._choices, {m: k for m, k in self._known.items() if m in these})


class Scope(NamedTuple):
    """What a vague memory is vague about."""

    kept: Kept
    grades: tuple[str, ...]
    faces: Faces

    def values(self, field: str) -> tuple[Any, ...]:
        """All that a field of the memory could be."""
        if field == "worry":
            return None, Reason.DISTURBANCE_HEARD, Reason.SPEECH_HEARD
        if field == "other_force":
            return "", "another force"
        if field == "grade":
            return "", *self.grades
        assert isinstance(getattr(_FIRST, field), bool), field
        return False, True


class VagueMemory:
    """A memory in which what is not known is picked when it is looked at.

    It stands where a `Memory` is expected and knows as much of one as goals and judgements use.
    """

    def __init__(self, choices: Choices, scope: Scope, values: dict[str, Any]) -> None:
        self.choices = choices
        self._scope = scope
        self._values = values

    @classmethod
    def of(cls, memory: Memory, scope: Scope, choices: Choices) -> VagueMemory:
        """The memories of which this is what is kept."""
        values = {name: getattr(memory, name) for name in scope.kept.fields}
        done = {name: name in memory.done for name in scope.kept.done}
        values["done"] = VagueSet(choices, done)
        values["face"] = memory.next
        return cls(choices, scope, values)

    def kept(self) -> Memory:
        """What is kept of it."""
        values, kept, faces = self._values, self._scope.kept, self._scope.faces
        planned, done = values.get("next"), values["done"]
        return Memory(
            **{name: values[name] for name in kept.fields},
            done=frozenset(name for name in kept.done if name in done),
            next=faces.of(planned) if isinstance(planned, str) else values["face"],
        )

    def __getattr__(self, name: str) -> Any:
        if name not in self._values:
            self._values[name] = self._any(name)
        return self._values[name]

    def _replace(self, **changes: Any) -> VagueMemory:
        return VagueMemory(self.choices, self._scope, {**self._values, **changes})

    def _any(self, name: str) -> Any:
        """Whatever a field could be."""
        if name == "next":
            face = self._values["face"]
            names = self._scope.faces.behind(face)
            return names[0] if len(names) == 1 else OneOf(self.choices, names)
        if name in _SETS:
            return VagueSet(self.choices, {})
        if name == "pending":
            return self.choices.pick((None, OPAQUE))
        if name in ("sign", "times"):
            return OPAQUE
        return self.choices.pick(self._scope.values(name))


@dataclass(frozen=True)
class VagueDesk(Desk):
    """The judgements, where what they come from is left open."""

    def finalised(self, memory: Memory) -> Memory:
        """No answer is kept, so nothing is lost when none is read."""
        return memory

    def marker_grade(self, memory: Memory) -> str | None:
        """Any grade that a marker can call for, or none."""
        grades = tuple(dict.fromkeys(self.force.marker_grades.values()))
        return cast("VagueMemory", memory).choices.pick((None, *grades))

    def reason(self, memory: Memory) -> Reason:  # noqa: ARG002
        """One reason for all: no rule looks at it."""
        return Reason.JUDGEMENT


class Judged(NamedTuple):
    """What the judgements come to, taken together: one memory does not judge itself in two ways."""

    mistake: bool
    emergency: bool
    doubtful: bool
    other_voice: bool


@dataclass(frozen=True, kw_only=True)
class JudgedDesk(VagueDesk):
    """A desk at which the judgements are made."""

    judged: Judged

    def is_mistake(self, memory: Memory) -> bool:  # noqa: ARG002
        """As judged."""
        return self.judged.mistake

    def is_emergency(self, memory: Memory) -> bool:  # noqa: ARG002
        """As judged."""
        return self.judged.emergency

    def is_doubtful(self, memory: Memory) -> bool:  # noqa: ARG002
        """As judged."""
        return self.judged.doubtful


class VagueHandler(StandingHandler):
    """The standing call handler, with a vague memory and any goal that may be the next one."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        desks: Sequence[Desk],
        kept: Kept,
        look: Callable[[Action], object],
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
        self.choices = Choices()
        self.forced: tuple[Memory, Reaction] | None = None
        self._reactions: dict[object, tuple[tuple[Memory, Reaction], ...]] = {}
        self._possible: dict[Memory, dict[str, Goal | None]] = {}
        self._acts: dict[tuple[str, Memory], tuple[Action, ...]] = {}
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

    def _acts_of(self, goal: Goal, known: Memory = _FIRST) -> tuple[Action, ...]:
        """All that a goal can lead to, by what is kept."""
        ways = every_way(
            lambda choices: goal.act(
                cast("Memory", VagueMemory.of(known, self.scope, choices)),
                choices.pick(self._desks),
            )
        )
        return tuple(dict.fromkeys(ways))

    def _any_act(self, goal: Goal, memory: Memory, _desk: Desk) -> Action:
        vague = cast("VagueMemory", memory)
        known = vague.kept()._replace(next="which no goal asks for")
        key = goal.name, known
        if key not in self._acts:
            self._acts[key] = self._acts_of(goal, known)
        return vague.choices.pick(self._acts[key])

    def reactions(self, entry: Entry) -> tuple[tuple[Memory, Reaction], ...]:
        """All that may come of hearing an entry: what is kept then, and what is planned."""
        key = (self.memory, entry.actor, entry.body)
        if key not in self._reactions:
            before = self.memory
            ways = every_way(partial(self._react, before, entry))
            self._reactions[key] = tuple(dict.fromkeys(ways))
            self.memory = before
        return self._reactions[key]

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Any of the reactions that are possible by what is kept."""
        if self.forced is not None:
            (self.memory, reaction), self.forced = self.forced, None
            return reaction
        self.memory, reaction = self.choices.pick(self.reactions(entry))
        return reaction

    def _react(self, before: Memory, entry: Entry, choices: Choices) -> tuple[Memory, Reaction]:
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
        return replace(goal, act=lambda _m, _d: BriefOfficers(()))
    return goal
