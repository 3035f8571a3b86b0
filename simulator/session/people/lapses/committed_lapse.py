"""A lapse that was made, as the result of a run has it: few runs need more of the lapses."""

from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.terms import Role


class CommittedLapse(NamedTuple):
    """A lapse that was made."""

    id: str
    code: str
    role: Role
    at: Millis
    says: str
    """What was done, after "they"."""
    seq: int | None = None
    """The entry of the log that shows it; None for what was left undone."""
    repaired_at: Millis | None = None
    """When it was put right; None if it was not."""
