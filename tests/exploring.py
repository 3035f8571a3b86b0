"""What can happen next at a session, with a label for each way."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.core.terms import Timer
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.operator_model import everything_from
from simulator.proof.explore.untimed_session import ErasedSession


def moves(here: ErasedSession, acts: Sequence[Done]) -> list[tuple[str, ErasedSession]]:
    """All that can happen now: what is planned, a running timer, or one of the acts."""
    return [
        (f"timer: {cue}" if isinstance(cue, Timer) else f"{cue.role}: {cue.action}", after)
        for cue, after in everything_from(here, acts)
    ]
