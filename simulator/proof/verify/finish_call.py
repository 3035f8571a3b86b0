"""A call that shows something before its end, led to an end: what a scenario file has to name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from simulator.content.scenario.exact_script import ExactAct, written
from simulator.core import acts as do
from simulator.core.instant import Millis, amount
from simulator.core.terms import LossCause, Reason, Role
from simulator.proof.verify.counterexample import Counterexample, played
from simulator.proof.verify.decide import Setting

MOST = 3
"""So many acts more are tried."""
_GAP: Millis = 1_000
_LAST: tuple[tuple[Role, do.Action], ...] = (
    (Role.CALLER, do.HangUp()),
    (Role.NETWORK, do.LoseLine(LossCause.NETWORK)),
    (Role.OPERATOR, do.EndCall(Reason.JUDGEMENT)),
    (Role.CALL_HANDLER, do.Answer()),
    (Role.CALL_HANDLER, do.Close(Reason.JUDGEMENT)),
    (Role.CALL_HANDLER, do.EndCall(Reason.JUDGEMENT)),
)
"""What may put an end to a call, or lead to where something does."""


def to_its_end(shown: Counterexample, setting: Setting) -> Counterexample:
    """The call with as few acts more as put an end to it, and the rule still broken.

    As it is where it has an end already, or where no such acts are found.
    """
    if shown.outcome is not None:
        return shown
    for more in _endings(shown.log[-1].at):
        found = played(shown.decision, setting, shown.kind, shown.coverage, (*shown.acts, *more))
        if found.outcome is not None and found.shows_it and not found.refused:
            return replace(found, added=len(more))
    return shown


def _endings(since: Millis) -> Iterator[tuple[ExactAct, ...]]:
    for number in range(1, MOST + 1):
        for acts in product(_LAST, repeat=number):
            yield tuple(
                ExactAct(at=amount(since + place * _GAP), by=role, act=written(action))  # type: ignore[arg-type]
                for place, (role, action) in enumerate(acts, 1)
            )
