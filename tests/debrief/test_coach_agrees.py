"""Coach, `=` and debrief agree: nothing is advised that is faulted, and no fault comes unnamed.

Over all labelled calls, and shipped calls with poor and ordinary handlers. Whether an act would be
faulted is judged by every rule of the rubric, as if it were done at the instant of the advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.debrief.assess.coach import CoachHint, coach_ahead
from simulator.debrief.assess.findings import Judgement, assess, with_measured
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import Rubric, Weight
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.daily import a_share_of_cases, some_a_day
from tests.debrief import test_labelled_calls as labelled
from tests.session.calls import LIBRARY, PROFILES
from tests.session.sitting import perceived, setup

some_of_them = a_share_of_cases(5)
"""Calls that the program makes; a labelled call is quick, and all of them are tried each day."""
RUBRICS: dict[Role, Rubric] = {
    each.file.rubric.role: each.file.rubric for each in LIBRARY.rubrics()
}
SCENARIOS = [entry.id for entry in LIBRARY.scenarios() if entry.kind != "flow"]


class Heard(NamedTuple):
    """A call as one seat perceived it."""

    role: Role
    heard: Sequence[Entry]
    profile: Profile
    force: Force


def of_labelled(call: str) -> Heard:
    scenario = labelled.loaded(call).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    role = Role(labelled.EXPECTED[call].get("seat", "call_handler"))
    log = run(scenario, labelled.PROFILE, force).log
    heard = perceived(RunSetup(scenario, labelled.PROFILE, force), log, role)
    return Heard(role, tuple(heard), labelled.PROFILE, force)


def of_cast(scenario: str, person: str, seed: int) -> Heard:
    of = setup(scenario, profile=PROFILES["iopc_2019"])
    log = run(of.scenario, of.profile, of.force, seed, handler=person).log
    heard = perceived(of, log, Role.CALL_HANDLER)
    return Heard(Role.CALL_HANDLER, tuple(heard), of.profile, of.force)


def disagreements(call: Heard) -> Iterator[str]:
    """Yield what the coach advises and a criterion faults, and what it let pass unnamed."""
    rubric = RUBRICS[call.role]
    coach, knowledge = coach_ahead(rubric, call.profile, call.force), Knowledge(call.role)
    hints: list[CoachHint] = []
    warned: set[str] = set()
    for entry in call.heard:
        for hint in coach.until(knowledge, entry.at):
            hints.append(hint)
            faults = coach.would_break([hint.action], hint.at) if hint.action else ()
            yield from (f"{hint.text} ({hint.row}) breaks {each.id}" for each in faults)
        own = entry.actor is call.role and entry.body.kind != "finish"
        if own and isinstance(entry.body, do.Action) and coach.warning([entry.body], entry.at):
            warned |= {each.id for each in coach.would_break([entry.body], entry.at)}
        knowledge = knowledge.after(entry)
        coach.hear(entry)
    context = Context(force=call.force, profile=call.profile)
    for finding in with_measured(rubric, assess(call.heard, rubric, context)):
        criterion = finding.criterion
        missed = finding.judgement is Judgement.MISSED and criterion.weight is Weight.CRITICAL
        if not missed or criterion.id in warned or criterion.rule is None:
            continue
        at = finding.evidence[-1].at if finding.evidence else call.heard[-1].at
        asked = criterion.rule.asks_for
        named = any(hint.action is not None and hint.action.kind in asked for hint in hints)
        graver = any(hint.level <= 1 and hint.at <= at + GRAVER for hint in hints)
        if not (named or graver):
            yield f"{criterion.id} was missed, and not named: {finding.because}"


GRAVER = 60_000
"""So long after what called for an act a graver one may be named instead."""


@pytest.mark.parametrize("call", labelled.EXPECTED)
def test_in_a_labelled_call_coach_and_debrief_agree(call: str) -> None:
    assert [*disagreements(of_labelled(call))] == []


@some_of_them
@pytest.mark.parametrize("scenario", some_a_day(SCENARIOS, 4))
@pytest.mark.parametrize("person", ["poor", "ordinary"])
def test_in_a_shipped_call_coach_and_debrief_agree(scenario: str, person: str) -> None:
    """Also where the handler's lapses are many, and the call goes as no author wrote it."""
    assert [*disagreements(of_cast(scenario, person, 7))] == []


@some_of_them
@pytest.mark.parametrize("scenario", some_a_day(SCENARIOS, 3))
@pytest.mark.parametrize("person", ["poor", "hurried"])
def test_in_an_operators_call_coach_and_debrief_agree(scenario: str, person: str) -> None:
    """Operators have a coach of their own, and no filter stands between it and the rules."""
    of = setup(scenario, profile=PROFILES["iopc_2019"])
    log = run(of.scenario, of.profile, of.force, 7, operator=person).log
    heard = tuple(perceived(of, log, Role.OPERATOR))
    assert [*disagreements(Heard(Role.OPERATOR, heard, of.profile, of.force))] == []


@some_of_them
@pytest.mark.parametrize("seed", some_a_day(range(101, 161), 3))
def test_in_a_random_call_coach_and_debrief_agree(seed: int) -> None:
    """Any scenario, person and seed: nothing is advised at an instant that is faulted there."""
    chance = RandomStream(seed, "coach")
    scenario = SCENARIOS[chance.between(0, len(SCENARIOS) - 1)]
    person = ("good", "careful", "ordinary", "poor")[chance.between(0, 3)]
    assert [*disagreements(of_cast(scenario, person, seed))] == []
