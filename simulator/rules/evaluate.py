"""Evaluation of rules: the verdict on a log, with its evidence.

A `Rule` is a pattern (``always``, ``never``, ``eventually``, ``before``,
``within``, ``no_sooner_than``, ``at_least``, ``at_most``) with a scope (``after``, ``between``,
``for_each``), a state (``while``) and a condition (``applies_when``), all plain data. `evaluate`
judges a log with it; a `Monitor` does so entry by entry. Scenario files, rubrics, live coaching and
the checks over every reachable call use the same rules; `content.rules` has their YAML form.

What holds for every rule:

* A rule without an occasion is *not applicable*: `applies_when` matched nothing, the state of
  ``while`` never held, a scope never opened, there was no entry that ``always``, ``before``,
  ``within`` or ``no_sooner_than`` depends on. Only a plain ``eventually``, ``never``, ``at_least``
  and ``at_most`` always have an occasion.
* At the end of a log, an entry that had to come and didn't breaks the rule, even before its time
  was up; ``unless`` excuses it.
* For an unfinished log, met and broken are final; everything else is pending.
* ``while`` reads the state just before an entry; the entry that ends a state belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.rules.match import Context
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import Rule, VerdictKind
from simulator.rules.rule_sentences import explain


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of a rule on a log, with its evidence."""

    kind: VerdictKind
    evidence: tuple[int, ...] = ()
    """The `seq` of the entries that show it, oldest first; empty if no entry does."""
    because: str = ""
    """For a broken rule: what was expected, and what happened instead."""


def evaluate(
    rule: Rule,
    log: Iterable[Entry],
    context: Context | None = None,
    *,
    finished: bool = True,
    now: Millis | None = None,
) -> Verdict:
    """Evaluate a rule on a log. `now` (ms) is for an unfinished one; by default its last instant.

    Raises:
        ValueError: the rule compares with a force or a profile, and the context has none.
    """
    context = context or Context()
    entries = list(log)
    monitor = Monitor(rule, context, tracking=True)
    state = monitor.start()
    for entry in entries:
        state = monitor.step(state, entry)
    if now is None:
        now = entries[-1].at if entries else 0
    kind = monitor.verdict(state, finished, now)
    if kind not in (VerdictKind.MET, VerdictKind.BROKEN):
        return Verdict(kind)
    shown = monitor.evidence(state, finished, now)
    broken = kind is VerdictKind.BROKEN
    return Verdict(kind, shown, explain(rule, entries, shown, context) if broken else "")
