"""Whoever takes part: told only what they can perceive, they answer with what they mean to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role


class PlannedAct(NamedTuple):
    """An act that is meant to be done in a while."""

    after: Millis
    """Milliseconds from now; less than 1 counts as 1, since nothing reacts instantly."""
    action: do.Action
    keeps: bool = False
    """Whether it stays when its participant changes their mind."""


class Reaction(NamedTuple):
    """What a participant makes of something perceived."""

    plans: Sequence[PlannedAct] = ()
    changes_mind: bool = False
    """Whether everything that they had planned before, and does not keep, is dropped."""


NOTHING = Reaction()


class Participant(Protocol):
    """Somebody, or some machine, in a call."""

    role: Role
    """Whose acts they do."""
    ears: frozenset[Role]
    """As whom they perceive; usually just `role`."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """React to an entry, as these ears perceive it, at an instant (milliseconds)."""
