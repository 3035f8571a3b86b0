"""Counterexamples of failed properties, as logs and scenario files.

The explorer finds an order of moves. Here the moves get instants, a real session performs the acts,
and the same rule judges the log. So a counterexample is never an artefact of the search.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from simulator.content.scenario.act_forms import ExactAct, written
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.instant import Millis, amount
from simulator.core.log import Entry
from simulator.core.terms import Coverage, LineKind, Outcome, Role
from simulator.proof.explore.shortest_schedule import acts_of, instants
from simulator.proof.verify.decide_properties import Decision, Setting
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import Verdict, evaluate
from simulator.session.people.scripts import exactly
from simulator.session.run.headless_run import play
from simulator.session.session import Session

_REVIEW_BY = "2027-11"
_ANY_SOURCE = "P2"
"""Source of a scenario whose property has none: its flow is that of [P2]."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Log of a call that breaks a property, with the verdict."""

    decision: Decision
    kind: LineKind
    coverage: Coverage
    acts: tuple[ExactAct, ...]
    log: Sequence[Entry]
    outcome: Outcome | None
    verdict: Verdict

    @property
    def name(self) -> str:
        """Id of its scenario."""
        return f"breaks-{self.decision.prop.id}"


def counterexample(decision: Decision, setting: Setting) -> Counterexample | None:
    """Return the counterexample of a decision; None if there is none or its order is impossible."""
    if decision.tried is not None:
        setup = decision.tried.setup
        own = setting._replace(profile=setup.profile, force=setup.force)
        acts = tuple(
            _exact_act(entry.at, entry.actor, entry.body)
            for entry in decision.tried.log
            if _is_act(entry)
        )
        return played(decision, own, setup.kind, setup.coverage, acts)
    timed_path = decision.timed_path
    if timed_path is None:
        return None
    at = instants(timed_path, Procedure.under(setting.profile, setting.flow))
    if at is None:
        return None
    return played(decision, setting, timed_path.kind, timed_path.coverage, acts_of(timed_path, at))


def _is_act(entry: Entry) -> bool:
    return entry.body.kind in do.ROWS and not isinstance(entry.body, do.Finish)


def _exact_act(at: Millis, role: Role, action: Any) -> ExactAct:
    written_at: Any = amount(at)
    return ExactAct(at=written_at, by=role, act=written(action))  # type: ignore[arg-type]


def played(
    decision: Decision,
    setting: Setting,
    kind: LineKind,
    coverage: Coverage,
    acts: tuple[ExactAct, ...],
) -> Counterexample:
    """Run a call from its acts, and judge it by the rule of a decision."""
    profile, force = setting.profile, setting.force
    call = new_call(Procedure.under(profile, setting.flow), kind, coverage)
    session = Session(call, profile, exactly(acts))
    play(session, 0)
    context = Context(force=force, profile=profile)
    verdict = evaluate(decision.prop.rule, session.log, context)
    return Counterexample(decision, kind, coverage, acts, session.log, session.outcome, verdict)


def scenario_text(shown: Counterexample, rule: Mapping[str, Any], name: str) -> str:
    """Return a scenario file with the id `name`; `rule` is the rule in file form."""
    prop = shown.decision.prop
    ended = shown.outcome or Outcome.ABANDONED
    file = {
        "format": 1,
        "id": name,
        "title": f"A call that breaks {prop.id}",
        "kind": "silent",
        "line": shown.kind.value,
        "coverage": shown.coverage.value,
        "level": 4,
        "seats": ["operator"],
        "about": amount(max(1_000, shown.log[-1].at // 1_000 * 1_000)),
        "content_note": [],
        "objectives": ["show why this does not hold", prop.says],
        "outcome": ended.value,
        "exactly": [each.model_dump(mode="json") for each in shown.acts],
        "expect": [{**rule, "why": prop.says}],
        "tags": ["counterexample"],
        "sources": list(prop.sources) or [_ANY_SOURCE],
        "review_by": _REVIEW_BY,
    }
    head = (
        f"# Found by silent999 verify under {shown.decision.profile}: a shortest call that breaks\n"
        f"# the property {prop.id}. Play it with the same profile:\n"
        f"#   silent999 run --profile {shown.decision.profile} --transcript {name}.yaml\n"
    )
    if shown.outcome is None:
        head += "# The rule is broken before the call has ended, and the file does not end it.\n"
    plain = json.loads(json.dumps(file))
    return head + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=96)
