"""Expectations of a scenario: its outcome and its rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.content.scenario.scenario import Scenario
from simulator.core.log import Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Outcome
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from simulator.rules.rule_sentences import describe


class ExpectationResult(NamedTuple):
    """The result of one expectation."""

    rule: str
    """The rule as a sentence."""
    met: bool
    because: str
    """For an unmet rule: what was expected, and what happened."""
    evidence: tuple[int, ...]
    """The `seq` of the entries that show it."""
    why: str = ""
    """The `why` of the rule in its file; empty if absent."""


def check(
    scenario: Scenario,
    profile: Profile,
    force: Force,
    log: Sequence[Entry],
    outcome: Outcome | None,
) -> tuple[ExpectationResult, ...]:
    """Check the outcome of the last call, the general rules, then those of this profile.

    A rule that isn't applicable counts as met.
    """
    wanted = scenario.outcome_under(profile.id)
    met = outcome is wanted
    because = "" if met else f"expected {wanted}, and the call ended as {outcome or 'nothing'}"
    checked = [ExpectationResult(f"outcome: {wanted}", met, because, (len(log) - 1,))]
    facts = {topic: fact.value for topic, fact in scenario.facts.items()}
    context = Context(facts=facts, force=force, profile=profile)
    for written in (*scenario.expect, *scenario.expect_by_profile.get(profile.id, ())):
        rule = written.build()
        verdict = evaluate(rule, log, context)
        checked.append(
            ExpectationResult(
                describe(rule),
                verdict.kind is not VerdictKind.BROKEN,
                verdict.because,
                verdict.evidence,
                rule.why,
            )
        )
    return tuple(checked)
