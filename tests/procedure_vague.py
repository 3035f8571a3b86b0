"""The call handler with most of their memory left open, so that a few facts stand for every caller.

`Kept` names what is remembered exactly; anything else is, at each look, whatever it could be. So
the vague call handler can do all that the real one can, whatever the caller, the operator and the
systems said, answered, found or sent, and perhaps more: what they never do, the real one never
does. What they do may still be impossible; then more must be kept. That is the whole argument, and
`assert_within` in `tests/thorough` holds real calls against it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, cast

from simulator.content.questions import QuestionBank
from simulator.core.actions import Action, BriefOfficers
from simulator.core.force import Force
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Reason
from simulator.session.handler_goals import GOALS, Goal
from simulator.session.handler_mind import Desk, Memory
from simulator.session.participant import Planned, Reaction
from simulator.session.standing_handler import StandingHandler
from tests.procedure_choices import Choices, every_way
from tests.procedure_faces import Faces

_FIRST = Memory()
_SETS = ("done", "yes", "no", "reported", "data", "markers")
_ANSWERS = ("pending", "sign", "times", "yes", "no")


class Kept(NamedTuple):
    """What of the memory is exact, besides which goal is planned."""

    fields: frozenset[str]
    done: frozenset[str]
    """Of which goals it is known whether they are done."""

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

    def __bool__(self) -> bool:
        return any(self._known.values()) or self._choices.pick((False, True))

    def isdisjoint(self, others: Iterable[object]) -> bool:
        found = [self._known.get(other) for other in others]
        if True in found:
            return False
        return None not in found or self._choices.pick((False, True))

    def __or__(self, more: Collection[object]) -> VagueSet:
        return VagueSet(self._choices, {**self._known, **dict.fromkeys(more, True)})

    def __sub__(self, fewer: Collection[object]) -> VagueSet:
        return VagueSet(self._choices, {**self._known, **dict.fromkeys(fewer, False)})

    def __and__(self, these: Collection[object]) -> VagueSet:
        return VagueSet(self._choices, {m: k for m, k in self._known.items() if m in these})


class Scope(NamedTuple):
    """What a vague memory is vague about."""

    kept: Kept
    grades: tuple[str, ...]
    faces: Faces


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
        exact = self._scope.kept.of(cast("Memory", self))
        planned = self._values.get("next")
        named = self._scope.faces.of(planned) if isinstance(planned, str) else None
        face = self._values["face"] if named is None else named
        return exact._replace(next=face)

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
        if name == "worry":
            return self.choices.pick((None, Reason.DISTURBANCE_HEARD, Reason.SPEECH_HEARD))
        if name == "other_force":
            return self.choices.pick(("", "another force"))
        if name == "grade":
            return self.choices.pick(("", *self._scope.grades))
        if name == "pending":
            return self.choices.pick((None, OPAQUE))
        if name in ("sign", "times"):
            return OPAQUE
        assert isinstance(getattr(_FIRST, name), bool), name
        return self.choices.pick((False, True))


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


class VagueHandler(StandingHandler):
    """The standing call handler, with a vague memory and any goal that may be the next one."""

    def __init__(
        self,
        profile: Profile,
        force: Force,
        questions: QuestionBank,
        kept: Kept,
        look: Callable[[Action], object],
        goals: Sequence[Goal] = GOALS,
    ) -> None:
        """The call handler of whom `kept` is exact, for a rule that will `look` at what they do.

        Raises:
            ValueError: answers are to be kept, and the desk does not read any.
        """
        if not kept.fields.isdisjoint(_ANSWERS):
            raise ValueError("the vague desk reads no answers")
        super().__init__(profile, force, questions, [_untold(goal) for goal in goals])
        self._desk = VagueDesk(profile, force, questions)
        self.choices = Choices()
        self.forced: tuple[Memory, Reaction] | None = None
        self._reactions: dict[object, tuple[tuple[Memory, Reaction], ...]] = {}
        self._possible: dict[Memory, tuple[Goal | None, ...]] = {}
        nothing = Kept(frozenset(), frozenset())
        self.scope = Scope(
            nothing, tuple(grade.id for grade in force.grades), Faces({}, look, frozenset())
        )
        acts = {goal.name: self._acts_of(goal) for goal in self._goals}
        faces = Faces(acts, look, kept.done)
        # Exact, and free: what is done again and again is never done.
        repeats = {goal.name for goal in goals if goal.repeats}
        kept = kept._replace(done=kept.done | repeats)
        self.scope = self.scope._replace(kept=kept, faces=faces)

    def _acts_of(self, goal: Goal) -> list[Action]:
        """All that a goal can lead to."""
        ways = every_way(
            lambda choices: goal.act(
                cast("Memory", VagueMemory.of(Memory(), self.scope, choices)), self._desk
            )
        )
        return list(dict.fromkeys(ways))

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
        plans, changes_mind = super().on_heard(entry, 0)
        after = cast("VagueMemory", self.memory)
        # What is kept whatever happens are notes, and `LooseSession` lets those come at any time.
        known = after.kept()
        act = partial(self.scope.faces.act, known.next)
        planned = tuple(Planned(1, act(plan.action)) for plan in plans if not plan.keeps)
        return known, Reaction(planned, changes_mind)

    def _choose(self, memory: Memory) -> Goal | None:
        """Any goal that may apply below goals that may not."""
        vague = cast("VagueMemory", memory)
        known = vague.kept()._replace(next="which no goal asks for")
        if known not in self._possible:
            # One goal for each face: whether it is the one that was planned is left open anyhow.
            faces = {
                self.scope.faces.of(goal.name) if goal else "": goal
                for goal in self._possible_goals(known)
            }
            self._possible[known] = tuple(faces.values())
        return vague.choices.pick(self._possible[known])

    def _possible_goals(self, known: Memory) -> Iterator[Goal | None]:
        for goal in self._goals:
            found = set()
            for applies in every_way(partial(self._applies, goal, known)):
                found.add(applies)
                if len(found) == 2:
                    break
            if True in found:
                yield goal
            if False not in found:
                return
        yield None

    def _applies(self, goal: Goal, known: Memory, choices: Choices) -> bool:
        memory = cast("Memory", VagueMemory.of(known, self.scope, choices))
        return goal.name not in memory.done and bool(goal.applies(memory, self._desk))


def _untold(goal: Goal) -> Goal:
    """The goal; if it is to tell officers what is known, then without what is told."""
    if goal.name in ("brief", "brief again"):
        return replace(goal, act=lambda _m, _d: BriefOfficers(()))
    return goal
