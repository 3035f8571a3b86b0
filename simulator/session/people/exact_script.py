"""A call played act by act, as a scenario's `exactly` has it: nobody reacts to anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.content.scenario.exact_script import ExactAct
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Role
from simulator.session.participant import NOTHING, Participant, Planned, Reaction


class Exact:
    """Does what is written for one role, at its instants, counted from the call's beginning."""

    def __init__(self, role: Role, acts: Iterable[ExactAct]) -> None:
        """`acts` are those of `role`."""
        self.role = role
        self.ears = frozenset({role})
        self._plans = tuple(Planned(each.at, each.act, keeps=True) for each in acts)

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Plan everything when the call begins, and nothing afterwards."""
        return Reaction(self._plans) if isinstance(entry.body, CallBegan) else NOTHING


def exactly(acts: Sequence[ExactAct]) -> list[Participant]:
    """Somebody for each role that does anything."""
    roles = dict.fromkeys(each.by for each in acts)
    return [Exact(role, [each for each in acts if each.by is role]) for role in roles]
