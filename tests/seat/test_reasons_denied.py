"""A sentence that denies a reason never gives it."""

from __future__ import annotations

import pytest

from simulator.core.terms import Reason
from simulator.seat.trade_words import reasons_named


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("send the nearest unit, grade 1, caller cannot speak", ()),
        ("she is unable to speak", ()),
        ("not able to speak", ()),
        ("no speech heard", ()),
        ("no disturbance heard, no signal heard", ()),
        ("no speech heard, taps twice", (Reason.SIGNAL_HEARD,)),
        ("caller speaks very low", (Reason.SPEECH_HEARD,)),
        ("speech heard", (Reason.SPEECH_HEARD,)),
        ("cannot rule out danger", (Reason.DANGER_ESTABLISHED,)),
    ],
)
def test_what_is_denied_is_no_reason(words: str, given: tuple[Reason, ...]) -> None:
    """ "Cannot speak" is not speech heard, and "no speech heard" is not either."""
    offered = (Reason.SPEECH_HEARD, Reason.SIGNAL_HEARD, Reason.DISTURBANCE_HEARD,
               Reason.DANGER_ESTABLISHED)  # fmt: skip
    assert reasons_named(words, offered) == given
