"""Whether who is hurt, ill or in a fire gets worse, by how they answer how they are.

"Is the smoke any thicker?" "A bit more, yeah." states nothing that a statement holds, and is news
for a crew on the way: it is taken up, and passed on (practice2 WT-02, 4.4).
"""

import re

from simulator.late_pattern import late_pattern

_ASKS_WORSE = late_pattern(
    r"\b(?:worse|weaker|thicker|stronger|harder|stiffer|sleepier|more sore|new pain)\b[^.!]*\?",
    re.IGNORECASE,
)
"""Questions to which a yes is bad."""
_IS_WORSE = late_pattern(
    r"\b(?:worse|weaker|thicker|stronger|harder|stiffer|sleepier|a bit more|bit more)\b",
    re.IGNORECASE,
)
_IS_SO = late_pattern(
    r"(?:(?:oh|well|er|um|erm|like)[,.]? )*(?:yeah|yes|yep|aye|mm|a bit|bit|a little|it is|i do"
    r"|i think so)\b",
    re.IGNORECASE,
)
_IS_NOT_SO = late_pattern(
    r"\b(?:no|nope|not|n't|isn't|don't|doesn't|never|same|less|easing|slowing)\b", re.IGNORECASE
)


def asks_if_worse(words: str) -> bool:
    """Whether a yes to these words of a call handler says that it is worse."""
    return bool(_ASKS_WORSE.search(words))


def says_worse(words: str, *, asked_if_worse: bool) -> bool:
    """Whether a caller's answer to how they are says that it is worse than it was."""
    if _IS_NOT_SO.search(words):
        return False
    return bool(_IS_WORSE.search(words)) or (asked_if_worse and bool(_IS_SO.match(words)))
