"""A session with time erased, for visiting every call that the standing people can come into.

Whatever is planned may happen next, and so may any running timer: a superset of what can happen in
time, so what never happens here never happens in a real call. Only participants whose memory is an
immutable value can take part, since a fork shares it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Self, TypeVar

from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Step
from simulator.core.log import EventLog, TimerFired
from simulator.core.profile import Profile
from simulator.core.terms import NoteKind, Role, Timer
from simulator.session.agenda import Agenda, Item
from simulator.session.participant import Participant
from simulator.session.session import Session

T = TypeVar("T")

Projection = Callable[[Any], Hashable]
"""What of a participant decides what they will do next."""


class ErasedSession(Session):
    """A session whose plans and timers may come in any order."""

    def __init__(
        self, call: Call, profile: Profile, cast: Sequence[tuple[Participant, Projection]]
    ) -> None:
        """Begin a call with a cast of participants and their projections."""
        self._projections = tuple(projection for _, projection in cast)
        super().__init__(call, profile, [participant for participant, _ in cast])

    @property
    def key(self) -> Hashable:
        """What tells sessions apart: equal keys go on alike. An ended one is its outcome."""
        if self.outcome is not None:
            return self.outcome
        return (
            self.call.situation,
            frozenset(self.timers()),
            frozenset((item.role, _told(item), item.owner) for item in self.plans()),
            tuple(
                projection(participant)
                for participant, projection in zip(
                    self.participants, self._projections, strict=True
                )
            ),
        )

    def fork(self) -> Self:
        """The same session with a log of its own, which begins empty."""
        twin = _twin(self)
        twin.log = EventLog()
        twin.skipped = []
        twin.participants = tuple(map(_twin, self.participants))
        twin._agenda = Agenda()
        twin._speaking = {}
        for item in self._agenda.items():
            moved = twin._agenda.push(
                item.at, item.role, item.action, owner=item.owner, keeps=item.keeps
            )
            if self._speaking.get(item.role) == item:
                twin._speaking[item.role] = moved
        return twin

    def plans(self) -> list[Item]:
        """What is planned, once each; notes of what was heard change nothing and are left out."""
        once = {
            _like(item): item
            for item in reversed(self._agenda.items())
            if not (isinstance(item.action, do.Note) and item.action.note is NoteKind.HEARD)
        }
        return list(once.values())

    def timers(self) -> list[Timer]:
        """The timers that run."""
        return [timer for _, timer in self.call.timers]

    def take(self, planned: Item) -> None:
        """Let a planned act of this session, or its like of the session it was forked from, happen.

        Several alike count as one.
        """
        alike = [item for item in self._agenda.items() if _like(item) == _like(planned)]
        for item in alike[1:]:
            self._agenda.drop(item)
        self._agenda.drop(alike[0])
        self._perform(alike[0])

    def fire(self, timer: Timer) -> None:
        """Let a running timer run out now."""
        self._apply(Role.NETWORK, TimerFired(timer), timer, None)

    def allows(self, role: Role, action: do.Action) -> bool:
        """Whether the flow allows an act now."""
        stimulus = stimulus_of(role, action)
        return stimulus is not None and isinstance(self.call.moves[stimulus], Step)


def _like(item: Item) -> tuple[Role, do.Action, int | None]:
    return item.role, item.action, item.owner


def _told(item: Item) -> Hashable:
    """A planned act, less what changes nothing: what is in a report, which sentence will be over.

    Whoever speaks may look at which sentence of their own it was; nobody looks at another's.
    """
    if hasattr(item.action, "heard"):
        return item.action.kind
    if isinstance(item.action, do.Finish) and item.role in (Role.CALLER, Role.ROOM):
        return item.action.kind
    return item.action


def _twin(one: T) -> T:
    """A shallow copy, several times faster than `copy.copy`."""
    other: T = object.__new__(type(one))
    other.__dict__.update(one.__dict__)
    return other
