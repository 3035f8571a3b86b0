"""When good practice asks for a supervisor: by the rows of guidance that do, with no second list.

The rows that say "at once" are one word, those that wait two minutes another: a rule gives each its
own time (practice2 4.3, LP-26).
"""

from functools import cache

from simulator.core.statements import StatementTopic
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.judgement import FactJudgement, Policy


@cache
def _rows(*, later: bool) -> tuple[FactJudgement, ...]:
    """Return the conditions of the rows, without a way of a choice, that ask at once or later."""
    # Deferred: the tables load slower than all words, and only a judged call needs them.
    from simulator.guidance.act_makers import ask_supervisor
    from simulator.guidance.handler_rows import HANDLER_ROWS
    from simulator.guidance.rows import times_of

    rows = (each.when for each in HANDLER_ROWS if each.act is ask_supervisor)
    return tuple(each for each in rows if bool(times_of(each)) is later)


def _at_once(facts: KnownFacts, policy: Policy) -> bool:
    return any(each.holds(facts, policy) for each in _rows(later=False))


def _soon(facts: KnownFacts, policy: Policy) -> bool:
    # Who says that it was a mistake is looked at by other rows.
    if any(each.topic is StatementTopic.MISTAKE for each in facts.ledger):
        return False
    return any(each.holds(facts, policy) for each in _rows(later=True))


_READS = frozenset({"supervisor"})
due_at_once = FactJudgement("a supervisor is due at once", _READS, _at_once)
not_at_once = FactJudgement("no supervisor is due at once", _READS, lambda f, p: not _at_once(f, p))
due_soon = FactJudgement("a supervisor is due, if it stays so", _READS, _soon)
not_soon = FactJudgement("no supervisor will be due", _READS, lambda f, p: not _soon(f, p))
