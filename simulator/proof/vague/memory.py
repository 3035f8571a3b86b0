"""What a vague call handler keeps in mind: a few facts exactly; anything else is left open.

`Kept` names what is remembered. Whatever else is looked at is picked then, and stays as it was
picked for that one look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from simulator.core.terms import Reason
from simulator.proof.vague.choices import Choices
from simulator.proof.vague.faces import Faces
from simulator.session.people.handler_memory import Memory

FIRST = Memory()
_SETS = ("done", "yes", "no", "reported", "data", "markers")


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
        assert isinstance(getattr(FIRST, field), bool), field
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
