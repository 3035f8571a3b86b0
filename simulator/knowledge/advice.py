"""What ambulance control advises: first aid is theirs, and police pass it on (practice2 4.4)."""

import re
from collections.abc import Mapping

from simulator.core.terms import Term
from simulator.late_pattern import late_pattern


class Advice(Term):
    """What is to be done for the person who is ill or hurt."""

    PUSH = "push", "push on their chest"
    SIDE = "side", "turn them on their side"
    SITTING = "sitting", "sit them up"
    NO_FOOD = "no_food", "give them nothing to eat or drink"
    STILL = "still", "keep them still"


_WORDS: Mapping[Advice, re.Pattern[str]] = {
    Advice.PUSH: late_pattern(r"\bchest\b|\bCPR\b", re.IGNORECASE),
    Advice.SIDE: late_pattern(
        r"\b(?:on|onto) (?:their|his|her|the|one) side\b|\brecovery\b", re.IGNORECASE
    ),
    Advice.SITTING: late_pattern(r"\b(?:sit|sitting|upright)\b|\bprop\w*\b", re.IGNORECASE),
    Advice.NO_FOOD: late_pattern(r"\b(?:eat|drink|food)\b", re.IGNORECASE),
    Advice.STILL: late_pattern(r"\bstill\b|\b(?:don't|not to|nobody) move\b", re.IGNORECASE),
}
"""Words of each kind of advice, in the order of reading: what saves a life comes first."""


def advice_in(words: str) -> Advice | None:
    """Return what words of ambulance control advise, also if a trainee said them; None: nothing."""
    return next((each for each, pattern in _WORDS.items() if pattern.search(words)), None)
