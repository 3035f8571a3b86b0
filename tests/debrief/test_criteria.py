"""Each criterion says what it tests: short logs that meet it, break it, and that it leaves out.

Then the other way round: rules are changed, one part at a time, and a log must notice each change.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pytest
import yaml

from simulator.content.library.library import Library
from simulator.core.log import Entry
from simulator.core.terms import LineKind, Role
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import Rule
from simulator.rules.rubric import Criterion
from tests.debrief.rule_mutants import mutants
from tests.debrief.short_logs import log

LIBRARY = Library()
FORCE, PROFILE = LIBRARY.force().force, LIBRARY.profile().profile
RULED: dict[str, tuple[Role, Criterion]] = {
    f"{loaded.rubric.id}/{each.id}": (loaded.rubric.role, each)
    for loaded in LIBRARY.rubrics()
    for each in loaded.rubric.criteria
    if each.rule is not None
}
WRITTEN: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text())
PARTS: dict[str, str] = WRITTEN.pop("parts")
STATES = {"met": "met", "missed": "broken", "not_applicable": "not_applicable"}
OTHER_PROFILE = "pecs_2008"
"""A profile that describes another practice of operators; criteria leave its calls out."""


class Case(NamedTuple):
    """A short log, and what a criterion finds in it."""

    state: str
    text: str
    profile: str = PROFILE.id


def cases(name: str) -> Iterator[Case]:
    """The cases of one criterion."""
    rubric, _, criterion = name.partition("/")
    written = WRITTEN[rubric][criterion]
    for found in (written, written.get("fooled", {})):
        for state in STATES:
            yield from (Case(state, text) for text in found.get(state, ()))
    for text in written.get(OTHER_PROFILE, ()):
        yield Case("not_applicable", text, OTHER_PROFILE)


@cache
def short_log(name: str, text: str) -> list[Entry]:
    """A case as a log of its seat."""
    rubric, _, criterion = name.partition("/")
    line = LineKind(WRITTEN[rubric][criterion].get("line", "mobile"))
    return log(Template(text).substitute(PARTS), RULED[name][0], line)


def found(name: str, rule: Rule, case: Case) -> str:
    """What a rule finds in a case of a criterion."""
    profile = LIBRARY.profile(case.profile).profile
    context = Context(force=FORCE, profile=profile, seat=RULED[name][0])
    return evaluate(rule, short_log(name, case.text), context).kind.value


def test_every_criterion_with_a_rule_has_its_cases() -> None:
    """It is met, missed and left out at least once each."""
    written = {f"{rubric}/{name}" for rubric, names in WRITTEN.items() for name in names}
    assert written == set(RULED)
    for name in RULED:
        assert {case.state for case in cases(name)} == set(STATES), name


EVERY = [(name, case) for name in RULED for case in cases(name)]


@pytest.mark.parametrize(("name", "case"), EVERY, ids=lambda each: str(each))
def test_a_criterion_finds_what_the_case_says(name: str, case: Case) -> None:
    """Met, missed or not applicable, on the log of that seat."""
    rule = RULED[name][1].rule
    assert rule is not None
    assert found(name, rule, case) == STATES[case.state], short_log(name, case.text)


def by_another(name: str, rule: Rule, case: Case) -> str:
    """What a rule finds if the Met's first handler did all that the seat does in a case."""
    role = RULED[name][0]
    log_ = [
        entry._replace(actor=Role.FIRST_HANDLER, speaker=Role.FIRST_HANDLER)
        if entry.actor is role
        else entry
        for entry in short_log(name, case.text)
    ]
    context = Context(force=FORCE, profile=PROFILE, seat=role)
    return evaluate(rule, log_, context).kind.value


_OMISSIONS = """
    answered-soon no-dead-air background-noted reacts-to-disturbance ambulance-brought-in
    caller-asked-for location-data-read number-searched-early text-used marker-is-emergency
    graded-in-time reasoned-at-each-turn regraded-when-cut-off traced-after-no-answer
    officers-answered officers-there-told marker-means-officers disguised-call-confirmed
    spoke-soon told-police asked-for-police-got-police another-service-as-asked
    answer-got-police returned-caller-connected disturbance-reported
"""
OMISSIONS = frozenset(_OMISSIONS.split())
"""Criteria of what is left undone: their occasion is not an act of the seat."""


def allowed_by_another(name: str) -> tuple[str, ...]:
    """No credit for another's act; a fault only where the seat should have acted."""
    omission = name.partition("/")[2] in OMISSIONS
    return ("not_applicable", "broken") if omission else ("not_applicable",)


@pytest.mark.parametrize(("name", "case"), EVERY, ids=lambda each: str(each))
def test_an_act_of_another_is_neither_credit_nor_fault(name: str, case: Case) -> None:
    """An act is credited to the seat that did it, and to no other."""
    rule = RULED[name][1].rule
    assert rule is not None
    assert by_another(name, rule, case) in allowed_by_another(name)


@pytest.mark.parametrize("name", RULED)
def test_a_log_notices_each_change_of_a_rule(name: str) -> None:
    """Negated, weakened, or without one of its parts: some case has another verdict."""
    rule = RULED[name][1].rule
    assert rule is not None
    unnoticed = [
        changed
        for changed, mutant in mutants(rule)
        if all(found(name, mutant, case) == STATES[case.state] for case in cases(name))
        and all(by_another(name, mutant, c) in allowed_by_another(name) for c in cases(name))
    ]
    assert unnoticed == []
