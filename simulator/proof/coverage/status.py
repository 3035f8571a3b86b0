"""How a row or a stage of the flow stands with the scenarios."""

from __future__ import annotations

from simulator.core.terms import Term


class Standing(Term):
    """How a row of the flow stands, in the words of the reports."""

    REACHED = "reached", "a scenario exercises it"
    MISSED = "not reached", "no scenario exercises it"
    RULED_OUT = "cannot be reached", "no call can come to it under these profiles"
