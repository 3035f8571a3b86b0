"""What a call came to: its outcome in a sentence, and the row of the flow that decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.flow import UK
from simulator.core.log import Entry
from simulator.core.outcomes import CallBegan, CallEnded, IncidentMoved, StageEntered
from simulator.core.terms import IncidentStage, Outcome
from simulator.review.transcript import plain


class Ending(NamedTuple):
    """How one call ended, and why."""

    outcome: Outcome
    sentence: str
    seq: int
    """The entry at which it was decided."""
    row: str
    """The id of the row that decided."""
    says: str
    """The row in a sentence."""
    because: str
    """Its source codes, or the assumption."""


def endings(log: Sequence[Entry]) -> tuple[Ending, ...]:
    """How each call of a log ended that has ended."""
    found: list[Ending] = []
    first = 0
    for entry in log:
        if isinstance(entry.body, CallBegan):
            first = entry.seq
        if isinstance(entry.body, CallEnded):
            found.append(_ending(log[first : entry.seq], entry.body.outcome))
    return tuple(found)


def _ending(call: Sequence[Entry], outcome: Outcome) -> Ending:
    """The ending of a call. What decided is the last step to a stage that bears its name."""
    seq, row = next(
        (entry.seq, entry.body.row)
        for entry in reversed(call)
        if isinstance(entry.body, StageEntered | IncidentMoved) and _names(entry.body, outcome)
    )
    rule = next(rule for table in (UK.line, UK.incident) for rule in table.rows if rule.id == row)
    sentence = f"How it ended: {plain(outcome)}."
    return Ending(outcome, sentence, seq, row, rule.says, rule.because)


def _names(body: StageEntered | IncidentMoved, outcome: Outcome) -> bool:
    if isinstance(body, StageEntered):
        return UK.line_ends.get(body.stage) is outcome
    # Sending officers decides; that the incident is closed later is paperwork.
    if outcome is Outcome.DEPLOYED:
        return body.stage is IncidentStage.DEPLOYED
    return UK.incident_ends.get(body.stage) is outcome
