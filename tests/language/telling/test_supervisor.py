"""What the supervisor reads with a request to look: only what is so (LP-14, pattern 10)."""

from __future__ import annotations

from simulator.core.terms import Sound
from simulator.language.telling.supervisor import to_supervisor
from tests.language.telling.told import says, sound, teller

REQUEST = "Can you listen in?"


def test_a_caller_who_spoke_is_not_said_to_be_silent() -> None:
    """Her words and when she last gave a sign, and no "no answer for two minutes"."""
    told = to_supervisor(
        REQUEST, teller(says(49, "One lad's got a sawn-off."), sound(66, Sound.DOOR))
    )
    assert told.startswith(f"To the supervisor: {REQUEST}")
    assert "sawn-off" in told
    assert "at 0:50" in told or "at 0:49" in told
    assert "no answer" not in told.lower()


def test_of_silence_it_says_how_long_it_was() -> None:
    """Seconds since the call was answered: they are counted, not given as a phrase."""
    told = to_supervisor(REQUEST, teller(sound(75, Sound.TELEVISION)))
    assert "No sign from the caller in 75 seconds." in told
