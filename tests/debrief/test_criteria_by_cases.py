"""Each criterion says what it tests: short logs that meet it, break it, and that it leaves out.

Then the other way round: rules are changed, one part at a time, and a log must notice each change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pytest

from simulator.content.rules.rule_forms import RuleText
from simulator.core.log import Entry
from simulator.core.terms import LineKind, Role
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import Rule
from tests.builders import yaml_of
from tests.debrief.rule_mutants import mutants
from tests.debrief.short_logs import log
from tests.session.calls import LIBRARY

FORCE, PROFILE = LIBRARY.force().force, LIBRARY.profile().profile
RULED: dict[str, tuple[Role, Rule]] = {
    f"{loaded.file.rubric.id}/{each.id}": (loaded.file.rubric.role, each.rule)
    for loaded in LIBRARY.rubrics()
    for each in loaded.file.rubric.criteria
    if each.rule is not None
}
HERE = Path(__file__).parent
WRITTEN: dict[str, Any] = yaml_of(HERE / "cases.yaml")
PARTS: dict[str, str] = WRITTEN.pop("parts")
STATES = {"met": "met", "missed": "broken", "not_applicable": "not_applicable"}
OTHER_PROFILES = ("pecs_2008", "tvp")
"""Profiles that describe another practice of operators; criteria leave their calls out."""
BEFORE: dict[str, RuleText] = {
    f"{rubric}/{criterion}": RuleText.model_validate(rule)
    for rubric, rules in yaml_of(HERE / "rules_before.yaml").items()
    for criterion, rule in rules.items()
}


class Case(NamedTuple):
    """A short log, and what a criterion finds in it."""

    state: str
    text: str
    profile: str = PROFILE.id


def cases(name: str) -> Iterator[Case]:
    """The cases of one criterion."""
    rubric, _, criterion = name.partition("/")
    written = WRITTEN[rubric][criterion]
    for state in STATES:
        yield from (Case(state, text) for text in written.get(state, ()))
    for profile in OTHER_PROFILES:
        yield from (Case("not_applicable", text, profile) for text in written.get(profile, ()))


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
    assert written == set(RULED), "write them into cases.yaml"
    for name in RULED:
        lacks = set(STATES) - {case.state for case in cases(name)}
        assert not lacks, f"{name} lacks a log in cases.yaml: {lacks}; `never` has `applies_when`"


def test_a_criterion_finds_what_its_cases_say() -> None:
    """Met, missed or not applicable, on the log of that seat; no act of another is credited."""
    wrong = {
        (name, case): (found(name, rule, case), by_another(name, rule, case))
        for name, (_, rule) in RULED.items()
        for case in cases(name)
        if found(name, rule, case) != STATES[case.state]
        or by_another(name, rule, case) not in allowed_by_another(name)
    }
    assert wrong == {}


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
    answered-soon no-dead-air written-to background-noted reacts-to-disturbance ambulance-brought-in
    fire-brought-in interpreter-asked interpreter-used sent-on-marker seen-alone-asked
    caller-asked-for location-data-read number-searched-early text-used marker-is-emergency
    graded-in-time reasoned-at-each-turn regraded-when-cut-off traced-after-no-answer
    officers-answered officers-there-told marker-means-officers disguised-call-confirmed
    spoke-soon told-police asked-for-police-got-police another-service-as-asked
    answer-got-police returned-caller-connected disturbance-reported supervisor-at-once
    second-view-asked second-unit-as-decided trace-as-decided first-word-soon words-answered
    caller-answered life-sign-taken-up yes-got-connected yes-offered control-answered crew-cleared
    control-kept-right traced-on-a-sign sign-graded control-advice-put time-asked-for-said
"""
OMISSIONS = frozenset(_OMISSIONS.split())
"""Criteria of what is left undone: their occasion is not an act of the seat."""


def allowed_by_another(name: str) -> tuple[str, ...]:
    """No credit for another's act; a fault only where the seat should have acted."""
    omission = name.partition("/")[2] in OMISSIONS
    return ("not_applicable", "broken") if omission else ("not_applicable",)


def test_a_log_that_fooled_the_rule_before_fools_no_more() -> None:
    """Each rule that has changed gave some case another verdict before."""
    for name, before in BEFORE.items():
        rule = before.build()
        assert any(found(name, rule, case) != STATES[case.state] for case in cases(name)), name


def unnoticed(name: str, rule: Rule) -> bool:
    """Whether every case of a criterion has the same verdict under a changed rule."""
    kept = all(found(name, rule, case) == STATES[case.state] for case in cases(name))
    return kept and all(by_another(name, rule, c) in allowed_by_another(name) for c in cases(name))


def test_a_log_notices_each_change_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """Negated, weakened, or without one of its parts: some case has another verdict."""
    changed = [
        (name, change, mutant)
        for name, (_, rule) in RULED.items()
        for change, mutant in mutants(rule)
    ]
    missed = [(name, change) for name, change, mutant in changed if unnoticed(name, mutant)]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(changed)} changed rules of {len(RULED)} criteria, {len(missed)} unnoticed.\n"
        )
    assert {name for name, _, _ in changed} == set(RULED)
    assert missed == []
