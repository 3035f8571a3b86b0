"""The first page: three doors for three kinds of people, and ten calls that suit each.

The calls are our choice (assumption): none is a call by accident, none
takes longer than a quarter of an hour, and the first is one that nobody is hurt in. A test holds
that each call exists and has the seat of its door.
"""

from typing import NamedTuple


class Door(NamedTuple):
    """One kind of people, what they do here, and the calls for them."""

    key: str
    head: str
    words: str
    begins: str
    """What Enter does, in a few words."""
    seat: str
    """A word of `run_choices.SEATS`."""
    calls: tuple[str, ...]
    """Ids of ten calls, the first to take on top."""
    browser: bool = False
    """Whether its first row opens the pages for a group."""


DOORS = (
    Door(
        "1",
        "I answer 999 calls",
        "Take calls as call handler or 999 operator, with a coach or without.",
        "Your phone rings in a minute",
        "call_handler",
        (
            "evening-in-the-office", "partner-in-the-room", "late-shift", "coughs-when-asked",
            "whispers-one-word", "pizza-please", "footsteps-on-the-landing", "noise-downstairs",
            "rings-back", "dad-is-shaking",
        ),
    ),
    Door(
        "2",
        "I teach, or lead a group",
        "Show a call, decide together, hand out a page. Opens in your browser.",
        "A session for a group",
        "none",
        (
            "evening-in-the-office", "child-with-a-phone", "pizza-please", "noise-downstairs",
            "taps-in-the-recording", "fifty-five-at-once", "through-the-wall", "rings-back",
            "partner-in-the-room", "late-shift",
        ),
        browser=True,
    ),
    Door(
        "3",
        "I want to understand",
        "Watch a silent call from both ends. Stop whenever you like.",
        "A call to watch",
        "none",
        (
            "evening-in-the-office", "coughs-when-asked", "late-shift", "child-with-a-phone",
            "taps-in-the-recording", "fifty-five-at-once", "noise-downstairs", "rings-back",
            "pizza-please", "no-need-for-a-fuss",
        ),
    ),
)  # fmt: skip
LONGEST_MINUTES = 15
"""No call of a door is longer (our choice)."""
