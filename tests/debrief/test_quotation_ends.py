"""Quotations in a debrief end where their words end."""

from __future__ import annotations

import pytest

from simulator.debrief.assess.in_the_past import quoted


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("are you safe to speak,", '"are you safe to speak"'),
        ("one thing more:", '"one thing more"'),
        ("Are you safe?", '"Are you safe?"'),
        ("Tap once for yes.", '"Tap once for yes."'),
    ],
)
def test_a_quotation_never_ends_in_a_comma(words: str, shown: str) -> None:
    """A sentence that is said in two captions leaves no comma before the closing mark."""
    assert quoted(words) == shown
