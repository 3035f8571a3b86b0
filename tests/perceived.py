"""Whole calls as one seat perceives them: somebody else sits there and everything is kept."""

from __future__ import annotations

from collections.abc import Callable

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.rules.rubric import LookedAt
from simulator.session.chance import Chance
from simulator.session.participant import Participant, Reaction
from simulator.session.people.simulated_handler import StandingHandler
from simulator.session.people.simulated_operator import StandingOperator
from simulator.session.run.headless import run


class Kept:
    """A participant, one for each call of a sitting, beside whom everything heard is kept."""

    def __init__(self, role: Role, make: Callable[[int], Participant]) -> None:
        self.role = role
        self.ears = frozenset({role})
        self.heard: list[Entry] = []
        self._make = make
        self._inner = make(1)

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        self.heard.append(entry)
        if isinstance(entry.body, CallBegan) and entry.body.number > 1:
            self._inner = self._make(entry.body.number)
        return self._inner.on_heard(entry, at)


def perceived(
    scenario: Scenario, profile: Profile, force: Force, role: LookedAt, library: Library
) -> list[Entry]:
    """What `role`, played as always, perceives of every call of a scenario."""

    def operator(number: int) -> Participant:
        return StandingOperator(profile, Chance(0, f"{number}/operator"))

    def handler(_number: int) -> Participant:
        return StandingHandler(profile, force, library.questions())

    kept = Kept(role, operator if role is Role.OPERATOR else handler)
    run(scenario, profile, force, seats={role: kept})
    return kept.heard
