"""Trainees for tests: good practice with one thing left out, added, or done late."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief, Moment
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.guidance.guidance import Guidance
from simulator.guidance.rows import RoleTable
from simulator.guidance.tables import guidance_of
from simulator.session.participant import Participant, PlannedAct, Reaction
from simulator.session.people.guided_person import GuidedPerson
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book, question_bank
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.session.calls import DEFAULT, FORCES, LIBRARY
from tests.session.sitting import SHIPPED

HANDLER, OPERATOR = Role.CALL_HANDLER, Role.OPERATOR
Acts = Mapping[Millis, do.Action]
"""What is done besides, and when."""


class Also:
    """A participant who does more than `usual`, at instants of the run (ms)."""

    def __init__(self, usual: Participant, more: Acts) -> None:
        self.role, self.ears = usual.role, usual.ears
        self._usual, self._more = usual, more

    def in_words(self, action: do.Action) -> do.Action | Reaction:
        """An act that is being done, with its words. What is briefed is as the desk has it."""
        return self._usual.first_words(action) if isinstance(self._usual, GuidedPerson) else action

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """React as usual; at the start, plan what comes besides."""
        plans, replaces = self._usual.on_heard(entry, at)
        if isinstance(entry.body, CallBegan):
            more = [PlannedAct(when - at, act, keeps=True) for when, act in self._more.items()]
            plans = [*plans, *more]
        return Reaction(plans, replaces)


def trained(
    scenario: str | Scenario,
    role: Role,
    *,
    without: Collection[str] = (),
    more: Acts | None = None,
    answers_after: Millis | None = None,
) -> FinishedRun:
    """Play a scenario with a trainee who follows guidance, but for the rows `without`."""
    told = SHIPPED[scenario] if isinstance(scenario, str) else scenario
    force = FORCES[told.force or "generic"]
    whole = guidance_of(role, DEFAULT, force if role is HANDLER else None)
    rows = tuple(row for row in whole.rows if row.id not in without)
    guards = tuple(guard for guard in whole.guards if guard.id not in without)
    assert len(rows) + len(guards) == len(whole.rows) + len(whole.guards) - len(without)
    habits = Guidance(RoleTable(role, rows, guards), whole.policy)
    chance = partial(RandomStream, 0)
    spoken = SpokenWords(line_book(role), chance(f"{role} words"))
    usual: GuidedPerson = (
        SimulatedHandler(DEFAULT, force, question_bank(), spoken, answers_after=answers_after)
        if role is HANDLER
        else SimulatedOperator(DEFAULT, chance("1/operator"), spoken=spoken)
    )
    usual.guidance = habits
    log = run(told, DEFAULT, force, seats={role: Also(usual, more or {})}).log
    return FinishedRun(RunSetup(told, DEFAULT, force, seats=(role,)), log)


def debriefed(finished: FinishedRun) -> Debrief:
    """The debrief of such a run."""
    return debrief_run(finished, LIBRARY, private=True)


def moment(debrief: Debrief, row: str) -> Moment:
    """The moment of one row or guard of guidance."""
    found = [each for each in debrief.moments if each.row == row]
    assert len(found) == 1, [(each.row, each.did) for each in debrief.moments]
    return found[0]


def when(finished: FinishedRun, make: type[do.Action], role: Role = HANDLER) -> Millis:
    """The instant of the first such act of a role."""
    return next(e.at for e in finished.log if isinstance(e.body, make) and e.actor is role)
